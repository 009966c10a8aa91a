//! The real work on files, through the rooms that know their formats.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;

use super::papers::{Papers, entries, path_of};
use crate::domain::RecordId;
use crate::domain::period_labels::PeriodLabels;
use crate::exchange::attachments::{self, Opened};
use crate::exchange::sync::{self, Address};
use crate::exchange::{
    self, BundleFault, Closing, ExchangeFault, IdentityFile, Incoming, Keys, Lines, Measure, Order,
    Place, Recipient, Watch, WithFiles,
};
use crate::forms::visit::minutes_of;
use crate::i18n::Lang;
use crate::office::{
    self, Cover, Existing, ListOptions, OutFault, PaperFormat, TableFormat, write_paper,
    write_table,
};
use crate::report::minutes::compose;
use crate::service::views::AttachmentView;
use crate::service::{Client, Refusal, Reply, Request};
use crate::ui::effect::{Closers, Kept, LockedBundle, Paper, PaperKind, PaperWork, TableToWrite};
use crate::ui::overlay::BundleFacts;
use crate::ui::words::{Bilingual, local};

/// Reads and writes files for one session, and asks the book through its client.
#[derive(Clone)]
pub struct Desk {
    client: Client,
    /// Where the key of this person usually is.
    identity: IdentityFile,
}

impl Desk {
    pub fn new(client: Client, identity: IdentityFile) -> Self {
        Self { client, identity }
    }
}

impl Papers for Desk {
    fn work(
        &self,
        work: PaperWork,
        report: &dyn Fn(Measure),
        stop: &AtomicBool,
    ) -> Result<Paper, Bilingual> {
        let watch = Watch::new(report, stop);
        match work {
            PaperWork::ReadModels(path) => self.read_models(&path),
            PaperWork::ReadUnits(path) => read_units(&path),
            PaperWork::WriteTable {
                path,
                table,
                lang,
                existing,
            } => self.write_table(&path_of(&path), table, lang, existing),
            PaperWork::ReadMinutes(visit) => self.read_minutes(visit),
            PaperWork::WriteMinutes {
                visit,
                path,
                existing,
            } => self.write_minutes(visit, &path_of(&path), existing),
            PaperWork::ExportBundle(path, closers) => {
                stopped_or(self.export(&path_of(&path), closers, &watch))
            }
            PaperWork::PlanBundle(bundle) => {
                let path = path_of(&bundle.path);
                stopped_or(self.plan(LockedBundle { path, ..bundle }, &watch))
            }
            PaperWork::AbsorbBundle(bundle) => stopped_or(self.absorb(&bundle, &watch)),
            PaperWork::Sync(address) => stopped_or(self.sync(address, &watch)),
            PaperWork::Attach { record, path } => {
                stopped_or(self.attach(record, &path_of(&path), &watch))
            }
            PaperWork::OpenAttachment(attachment) => {
                stopped_or(self.open_attachment(&attachment, &watch))
            }
            PaperWork::ListFolder(folder) => Ok(Paper::Folder {
                entries: entries(&folder),
                folder,
            }),
        }
    }
}

fn read_units(path: &Path) -> Result<Paper, Bilingual> {
    let list = office::read_units(&path_of(path));
    list.map(|list| Paper::Units(Box::new(list)))
        .map_err(|fault| Bilingual::of(&fault))
}

impl Desk {
    /// Writes a table with the letterhead that the committee has chosen.
    fn write_table(
        &self,
        path: &Path,
        table: TableToWrite,
        lang: Lang,
        existing: Existing,
    ) -> Result<Paper, Bilingual> {
        let format = TableFormat::of_file(path).map_err(|fault| Bilingual::of(&fault))?;
        let sender = match self.client.ask(Request::Sender) {
            Ok(Reply::Sender(view)) => view.sender,
            Ok(_) => return Err(Bilingual::of(&Refusal::Gone)),
            Err(refusal) => return Err(Bilingual::of(&refusal)),
        };
        let table = match table {
            TableToWrite::Shown(table) => table,
            TableToWrite::Whole(query) => match self.client.ask(Request::Report(*query)) {
                Ok(Reply::Report(table)) => table,
                Ok(_) => return Err(Bilingual::of(&Refusal::Gone)),
                Err(refusal) => return Err(Bilingual::of(&refusal)),
            },
        };
        let cover = Cover {
            sender: &sender,
            on: local(Timestamp::now()).date(),
        };
        let written = write_table(&table, format, lang, cover)
            .and_then(|bytes| office::put(path, &bytes, existing));
        put_down(written, path, PaperKind::Table)
    }

    /// A list may say periods as the book does.
    fn read_models(&self, path: &Path) -> Result<Paper, Bilingual> {
        let labels = match self.client.ask(Request::PeriodLabels) {
            Ok(Reply::PeriodLabels(labels)) => labels,
            Ok(_) => PeriodLabels::default(),
            Err(refusal) => return Err(Bilingual::of(&refusal)),
        };
        let options = ListOptions {
            labels,
            ..ListOptions::default()
        };
        let list = office::read_models(&path_of(path), &options);
        list.map(|list| Paper::Models(Box::new(list)))
            .map_err(|fault| Bilingual::of(&fault))
    }

    fn read_minutes(&self, visit: RecordId) -> Result<Paper, Bilingual> {
        let minutes = minutes_of(&self.client, visit, Timestamp::now());
        let minutes = minutes.map_err(|refusal| Bilingual::of(&refusal))?;
        Ok(Paper::Minutes {
            visit,
            minutes: Box::new(minutes),
        })
    }

    /// Writes the minutes as they stand now.
    fn write_minutes(
        &self,
        visit: RecordId,
        path: &Path,
        existing: Existing,
    ) -> Result<Paper, Bilingual> {
        let format = PaperFormat::of_file(path).map_err(|fault| Bilingual::of(&fault))?;
        let now = Timestamp::now();
        let minutes = minutes_of(&self.client, visit, now);
        let minutes = minutes.map_err(|refusal| Bilingual::of(&refusal))?;
        let written = write_paper(&compose(&minutes, local(now).date()), format)
            .and_then(|bytes| office::put(path, &bytes, existing));
        put_down(written, path, PaperKind::Minutes(visit))
    }

    fn export(
        &self,
        path: &Path,
        closers: Closers,
        watch: &Watch<'_>,
    ) -> Result<Paper, ExchangeFault> {
        let closing = match closers {
            Closers::Known(closing) => closing,
            Closers::InFile(file) => Closing::Recipients(Recipient::read_file(&path_of(&file))?),
        };
        let place = if path.is_dir() {
            Place::Folder(path.to_owned())
        } else {
            Place::File(path.to_owned())
        };
        let order = Order {
            place,
            lines: Lines::All,
            addressee: None,
            made_at: Timestamp::now(),
            closing,
            files: WithFiles::Yes,
        };
        let exported = exchange::export(&self.client, order, watch)?;
        let ranges = exported.manifest.books.iter().flat_map(|book| &book.ranges);
        let changes = ranges
            .map(|range| (range.to + 1).saturating_sub(range.from))
            .sum();
        Ok(Paper::Exported {
            file: exported.path,
            changes,
        })
    }

    fn plan(&self, bundle: LockedBundle, watch: &Watch<'_>) -> Result<Paper, ExchangeFault> {
        let incoming = match self.read(&bundle, watch) {
            Err(ExchangeFault::Bundle(BundleFault::NeedsPassphrase)) => {
                return Ok(Paper::NeedsPassphrase { path: bundle.path });
            }
            // The usual key is not there, or is another: one can be named.
            Err(ExchangeFault::Bundle(BundleFault::NeedsIdentity | BundleFault::NotForUs))
                if bundle.identity.is_none() =>
            {
                return Ok(Paper::NeedsIdentity { path: bundle.path });
            }
            read => read?,
        };
        let path = &bundle.path;
        let plan = incoming.plan(&self.client, watch)?;
        let manifest = incoming.manifest();
        let facts = BundleFacts {
            file: path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy()
                .into_owned(),
            made_by: manifest.made_by.officer.clone(),
            made_at: Some(local(manifest.made_at)),
            books: manifest
                .books
                .iter()
                .map(|book| book.name.clone())
                .collect(),
        };
        Ok(Paper::BundlePlan {
            bundle,
            facts,
            plan,
        })
    }

    fn sync(&self, address: Address, watch: &Watch<'_>) -> Result<Paper, ExchangeFault> {
        let address = match address {
            Address::Folder(path) => Address::Folder(path_of(&path)),
            ssh @ Address::Ssh(_) => ssh,
        };
        let synced = sync::sync(&self.client, &address, watch)?;
        Ok(Paper::Synced(Box::new(synced)))
    }

    fn attach(
        &self,
        record: RecordId,
        path: &Path,
        watch: &Watch<'_>,
    ) -> Result<Paper, ExchangeFault> {
        attachments::attach(&self.client, record, path, watch)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(Paper::Attached {
            name: name.into_owned(),
        })
    }

    fn open_attachment(
        &self,
        attachment: &AttachmentView,
        watch: &Watch<'_>,
    ) -> Result<Paper, ExchangeFault> {
        let opened = attachments::open(&self.client, attachment, watch)?;
        Ok(match opened {
            Opened::OnDesktop(_) => Paper::AttachmentOpened {
                name: attachment.name.clone(),
            },
            Opened::Written(file) => Paper::AttachmentWritten {
                attachment: Box::new(attachment.clone()),
                file,
            },
        })
    }

    fn absorb(&self, bundle: &LockedBundle, watch: &Watch<'_>) -> Result<Paper, ExchangeFault> {
        let incoming = self.read(bundle, watch)?;
        incoming
            .absorb(&self.client, watch)
            .map(|plan| Paper::Absorbed { plan })
    }

    /// Reads a bundle with what was given to open it, or the usual key.
    fn read(&self, bundle: &LockedBundle, watch: &Watch<'_>) -> Result<Incoming, ExchangeFault> {
        let named = bundle.identity.as_deref().map(path_of);
        let keys = Keys {
            identity: &named.map_or_else(|| self.identity.clone(), IdentityFile::Named),
            passphrase: &|| bundle.passphrase.clone(),
        };
        Incoming::from_file(&bundle.path, &keys, watch)
    }
}

/// What became of a file that was to be written.
fn put_down(
    written: Result<(), OutFault>,
    path: &Path,
    kind: PaperKind,
) -> Result<Paper, Bilingual> {
    let file = path.to_owned();
    match written {
        Ok(()) => Ok(Paper::Written { file, kind }),
        Err(OutFault::Exists { .. }) => Ok(Paper::Exists { file, kind }),
        Err(fault) => Err(Bilingual::of(&fault)),
    }
}

/// Stopping is not a fault: it was asked for.
fn stopped_or(outcome: Result<Paper, ExchangeFault>) -> Result<Paper, Bilingual> {
    let stopped = |kept| Ok(Paper::Stopped { kept });
    outcome.or_else(|fault| match fault {
        ExchangeFault::Cancelled => stopped(Kept::Nothing),
        ExchangeFault::CancelledMidway => stopped(Kept::Exchanged),
        ExchangeFault::Bundle(fault) => Err(Bilingual::of(&fault)),
        ExchangeFault::File(fault) => Err(Bilingual::of(&fault)),
        ExchangeFault::Line(fault) => Err(Bilingual::of(&fault)),
        ExchangeFault::Refused(refusal) => Err(Bilingual::of(&refusal)),
    })
}
