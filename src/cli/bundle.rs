//! `kheo bundle`: gói số liệu out and in.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;

use super::answer::Answer;
use super::destination;
use super::fault::CliFault;
use super::interrupt;
use super::secret;
use super::session::Session;
use super::shown::{count, moment};
use super::surroundings;
use super::typed;
use super::words::{InputWords, Said, UsageWords};
use crate::exchange::manifest::SignatureWorth;
use crate::exchange::{
    self, Apply, Closing, IdentityFile, Incoming, Keys, Lines, NotARecipient, Order, Place,
    Recipient, Shown, Watch, WithFiles,
};
use crate::i18n::Lang;
use crate::ledger::DeviceId;
use crate::service::views::{AbsorbView, DeviceView};
use crate::service::{Refusal, Reply, Request};

#[derive(Debug, Subcommand)]
pub enum BundleVerb {
    /// Write a bundle to a file
    Export(ExportArguments),
    /// Merge a bundle into the book
    Import {
        /// The file; - reads standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only show what would happen
        #[arg(long)]
        dry_run: bool,
        /// A file with secret keys to open it with
        #[arg(long, value_name = "FILE")]
        identity: Option<PathBuf>,
    },
    /// Look into a bundle
    Show {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// A file with secret keys to open it with
        #[arg(long, value_name = "FILE")]
        identity: Option<PathBuf>,
    },
    /// Take the last merged bundle out of the book again
    Undo,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The file; otherwise named after the book and the hour
    #[arg(short, long, value_name = "FILE", value_parser = destination::parser())]
    output: Option<PathBuf>,
    /// The machine that will receive it
    #[arg(long = "for", value_name = "DEVICE", conflicts_with = "since")]
    addressee: Option<String>,
    /// Only what that bundle did not have
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,
    /// Close it for the holder of this key (age1…)
    #[arg(long = "encrypt-to", value_name = "RECIPIENT")]
    recipients: Vec<String>,
    /// Close it with a passphrase
    #[arg(long, conflicts_with = "recipients")]
    passphrase: bool,
    /// Leave attached files behind; they may follow later
    #[arg(long)]
    without_files: bool,
}

/// # Errors
/// A bundle that is refused whole, a file that cannot be read or written, or
/// the book's refusal.
pub fn run(session: &Session, verb: BundleVerb) -> Result<Answer, CliFault> {
    match verb {
        BundleVerb::Export(arguments) => export(session, arguments),
        BundleVerb::Import {
            file,
            dry_run,
            identity,
        } => import(
            session,
            &file,
            identity,
            if dry_run { Apply::Plan } else { Apply::Absorb },
        ),
        BundleVerb::Show { file, identity } => show(session, &file, identity),
        BundleVerb::Undo => undo(session),
    }
}

/// Does a piece of exchange work under a progress bar.
pub fn watched<T>(
    session: &Session,
    work: impl FnOnce(&Watch<'_>) -> Result<T, exchange::ExchangeFault>,
) -> Result<T, CliFault> {
    let bar = session.bar();
    let report = |measure| bar.show(measure);
    let done = work(&Watch::new(&report, interrupt::stop()));
    bar.clear();
    done.map_err(CliFault::from)
}

fn export(session: &Session, arguments: ExportArguments) -> Result<Answer, CliFault> {
    let addressee = match &arguments.addressee {
        Some(typed) => Some(device(session, typed)?),
        None => None,
    };
    let closing = closing(session, &arguments)?;
    let lines = match (&arguments.since, addressee) {
        (Some(file), _) => Lines::Since(Box::new(with_keys(session, None, |keys| {
            exchange::read_manifest(file, keys)
        })?)),
        (None, Some(device)) => Lines::LackingOf(device),
        (None, None) => Lines::All,
    };
    if closing == Closing::Open {
        session.warn(&Said::BundleOpen);
    }
    let place = arguments
        .output
        .map_or_else(|| Place::Folder(PathBuf::from(".")), Place::File);
    let order = Order {
        place,
        lines,
        addressee,
        made_at: Timestamp::now(),
        closing,
        files: match arguments.without_files {
            true => WithFiles::No,
            false => WithFiles::Yes,
        },
    };
    let exported = watched(session, |watch| {
        exchange::export(&session.client, order, watch)
    })?;
    let ranges = exported.manifest.books.iter().flat_map(|book| &book.ranges);
    let ops: u64 = ranges.map(|range| range.to - range.from + 1).sum();
    let document = json!({
        "file": exported.path,
        "bytes": exported.bytes,
        "ops": ops,
        "books": exported.manifest.books,
    });
    let written = Said::BundleWritten {
        file: exported.path.display().to_string(),
        ops: count(ops),
    };
    let mut answer = session.tell(&document, |lang| lang.say(&written));
    if let Some(refusal) = &exported.not_noted {
        answer.complaint = session.say(refusal);
    }
    Ok(answer)
}

/// Who may open the bundle.
fn closing(session: &Session, arguments: &ExportArguments) -> Result<Closing, CliFault> {
    if arguments.passphrase {
        return secret::new_passphrase(session).map(Closing::Passphrase);
    }
    let read = |typed: &String| {
        Recipient::parse(typed).map_err(|fault| match fault {
            NotARecipient::NotAKey => UsageWords::BadRecipient {
                typed: typed.clone(),
            },
            NotARecipient::LeftOut => UsageWords::NoEncryption,
        })
    };
    let recipients = arguments.recipients.iter().map(read);
    let recipients = recipients.collect::<Result<Vec<_>, _>>()?;
    Ok(if recipients.is_empty() {
        Closing::Open
    } else {
        Closing::Recipients(recipients)
    })
}

/// Does something with the keys that this person has: the file that is named,
/// or the usual one, and a passphrase when it is needed.
fn with_keys<T>(session: &Session, named: Option<PathBuf>, work: impl FnOnce(&Keys<'_>) -> T) -> T {
    let usual = || surroundings::identity_path().map(IdentityFile::Usual);
    let identity = named.map(IdentityFile::Named).or_else(usual);
    work(&Keys {
        identity: &identity.unwrap_or(IdentityFile::Nowhere),
        passphrase: &|| secret::passphrase(session.lang),
    })
}

/// A machine by its id.
fn device(session: &Session, typed: &str) -> Result<DeviceId, CliFault> {
    let known = devices(session)?;
    let found = typed::device(typed, &known);
    Ok(found.ok_or_else(|| InputWords::NoDevice {
        typed: typed.to_owned(),
    })?)
}

/// The machines that the book knows; none without a book.
fn devices(session: &Session) -> Result<Vec<DeviceView>, CliFault> {
    match session.ask(Request::Devices) {
        Ok(Reply::Devices(devices)) => Ok(devices),
        Ok(_) => Err(CliFault::odd_reply()),
        Err(CliFault::Book(Refusal::NoBook | Refusal::InUse)) => Ok(Vec::new()),
        Err(fault) => Err(fault),
    }
}

fn import(
    session: &Session,
    file: &Path,
    identity: Option<PathBuf>,
    apply: Apply,
) -> Result<Answer, CliFault> {
    let merged = watched(session, |watch| {
        let incoming = with_keys(session, identity, |keys| {
            if file == Path::new("-") {
                Incoming::from_stream(std::io::stdin().lock(), "-", keys, watch)
            } else {
                Incoming::from_file(file, keys, watch)
            }
        });
        incoming?.apply(apply, &session.client, watch)
    })?;
    let waiting = match (apply, merged.waiting_approval) {
        (Apply::Absorb, 1..) => devices(session)?,
        _ => Vec::new(),
    };
    let in_words = |lang| {
        let words = merged_in_words(&merged, apply, lang);
        super::devices::how_to_approve(&waiting, lang)
            .into_iter()
            .fold(words, |words, line| words + "\n" + &line)
    };
    Ok(match apply {
        Apply::Plan => session.show(&merged, in_words),
        Apply::Absorb => session.tell(&merged, in_words),
    })
}

/// What came in.
pub fn merged(view: &AbsorbView, lang: Lang) -> String {
    merged_in_words(view, Apply::Absorb, lang)
}

fn merged_in_words(view: &AbsorbView, apply: Apply, lang: Lang) -> String {
    let (new, known) = (count(view.ops_new), count(view.ops_known));
    let mut said = vec![
        match apply {
            Apply::Plan => Said::BundleWouldMerge { new, known },
            Apply::Absorb => Said::BundleMerged { new, known },
        },
        Said::BundleRecords {
            new: count(view.records_new),
            changed: count(view.records_changed),
            conflicts: count(view.conflicts_new),
        },
    ];
    if view.ops_forked > 0 {
        said.push(Said::BundleForked {
            count: count(view.ops_forked),
        });
    }
    if view.waiting_approval > 0 {
        said.push(Said::BundleWaiting {
            count: count(view.waiting_approval),
        });
    }
    said.extend(view.missing.iter().map(|range| Said::BundleMissing {
        device: range.device.to_string(),
        from: range.from,
        to: range.to,
    }));
    lines(&said, lang)
}

fn show(session: &Session, file: &Path, identity: Option<PathBuf>) -> Result<Answer, CliFault> {
    let known = devices(session)?;
    let shown = watched(session, |watch| {
        with_keys(session, identity, |keys| {
            exchange::show(file, &known, keys, watch)
        })
    })?;
    Ok(session.show(&shown, |lang| shown_in_words(&shown, lang)))
}

fn shown_in_words(shown: &Shown, lang: Lang) -> String {
    let mut said = vec![
        Said::BundleMade {
            by: shown.made_by.officer.clone(),
            at: moment(shown.made_at),
        },
        match shown.signature {
            SignatureWorth::Valid => Said::SignatureValid,
            SignatureWorth::UnknownDevice => Said::SignatureUnknown,
            SignatureWorth::Invalid => Said::SignatureInvalid,
        },
        Said::BundleHolds {
            ops: count(shown.ops),
            records: count(shown.records),
            attachments: count(shown.attachments),
        },
    ];
    for book in &shown.books {
        said.push(Said::BundleBook {
            name: book.name.clone(),
        });
        said.extend(book.ranges.iter().map(|range| Said::BundleRange {
            device: range.device.to_string(),
            from: range.from,
            to: range.to,
        }));
    }
    lines(&said, lang)
}

fn undo(session: &Session) -> Result<Answer, CliFault> {
    session.ask(Request::UndoAbsorb)?;
    Ok(session.tell(&json!({ "undone": true }), |lang| {
        lang.say(&Said::BundleTakenOut)
    }))
}

fn lines(said: &[Said], lang: Lang) -> String {
    let lines: Vec<_> = said.iter().map(|phrase| lang.say(phrase)).collect();
    lines.join("\n")
}
