//! `kheo attach`: photographs and documents that belong to a record.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use uuid::Uuid;

use super::answer::Answer;
use super::bundle::watched;
use super::destination;
use super::fault::CliFault;
use super::session::Session;
use super::shown::{count, moment};
use super::table::{Column, Table};
use super::typed;
use super::words::{AttachWords, Heading};
use crate::domain::{FileHash, RecordId, RecordKind};
use crate::exchange::attachments::{self, Opened};
use crate::i18n::Lang;
use crate::ledger::DeviceId;
use crate::service::request::{AttachmentReply, AttachmentRequest};
use crate::service::views::{AttachmentView, Presence};
use crate::service::{Refusal, Reply, Request};
use crate::text;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct AttachArguments {
    /// The record
    #[arg(value_name = "ID", required = true)]
    id: Option<String>,
    /// The file
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<AttachVerb>,
}

#[derive(Debug, Subcommand)]
pub enum AttachVerb {
    /// List attachments, newest first
    List {
        /// Only those of this record and of its notes
        #[arg(value_name = "ID")]
        id: Option<String>,
    },
    /// Write an attachment to a file
    Export {
        /// The attachment
        #[arg(value_name = "ID")]
        id: String,
        /// The file, or a folder for it; otherwise this folder
        #[arg(
            short,
            long,
            value_name = "FILE",
            default_value = ".",
            value_parser = destination::parser()
        )]
        output: PathBuf,
    },
    /// Show an attachment with the desktop's program, or write it out
    Open {
        /// The attachment
        #[arg(value_name = "ID")]
        id: String,
    },
}

/// # Errors
/// No such record or attachment, a file that cannot be read or written, or the
/// book's refusal.
pub fn run(session: &Session, arguments: AttachArguments) -> Result<Answer, CliFault> {
    match arguments {
        AttachArguments {
            verb: Some(verb), ..
        } => match verb {
            AttachVerb::List { id } => list(session, id.as_deref()),
            AttachVerb::Export { id, output } => export(session, &id, &output),
            AttachVerb::Open { id } => open(session, &id),
        },
        AttachArguments {
            id: Some(id),
            file: Some(file),
            verb: None,
        } => attach(session, &id, &file),
        _ => Err(CliFault::odd_reply()),
    }
}

fn attach(session: &Session, id: &str, file: &Path) -> Result<Answer, CliFault> {
    let record = typed::record(id)?;
    let change = watched(session, |watch| {
        attachments::attach(&session.client, record, file, watch)
    })?;
    let made = one(session, change.record)?;
    Ok(session.tell(&AttachmentDocument::of(&made), |lang| {
        lang.say(&AttachWords::Attached {
            name: made.name.clone(),
            about: made.about.clone(),
            id: made.id.to_string(),
        })
    }))
}

fn all(session: &Session, record: Option<RecordId>) -> Result<Vec<AttachmentView>, CliFault> {
    let request = Request::Attachments(AttachmentRequest::List { record });
    match session.ask(request)? {
        Reply::Attachments(AttachmentReply::List(list)) => Ok(list),
        _ => Err(CliFault::odd_reply()),
    }
}

fn one(session: &Session, id: RecordId) -> Result<AttachmentView, CliFault> {
    let found = all(session, None)?.into_iter().find(|one| one.id == id);
    found.ok_or_else(|| Refusal::NoRecord { id: id.to_string() }.into())
}

/// An attachment by its id as printed; the bare number will do.
fn named(session: &Session, typed: &str) -> Result<AttachmentView, CliFault> {
    let bare = Uuid::try_parse(typed.trim());
    let id = match bare {
        Ok(id) => RecordId::new(RecordKind::Attachment, id),
        Err(_) => typed::record(typed)?,
    };
    one(session, id)
}

fn list(session: &Session, id: Option<&str>) -> Result<Answer, CliFault> {
    let record = id.map(typed::record).transpose()?;
    let list = all(session, record)?;
    let document: Vec<_> = list.iter().map(AttachmentDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&list, lang)))
}

fn export(session: &Session, id: &str, output: &Path) -> Result<Answer, CliFault> {
    let attachment = named(session, id)?;
    let path = watched(session, |watch| {
        attachments::save(&session.client, &attachment, output, watch)
    })?;
    let document = json!({ "id": attachment.id, "file": path, "bytes": attachment.bytes });
    Ok(session.tell(&document, |lang| written(&attachment, &path, lang)))
}

fn open(session: &Session, id: &str) -> Result<Answer, CliFault> {
    let attachment = named(session, id)?;
    let opened = watched(session, |watch| {
        attachments::open(&session.client, &attachment, watch)
    })?;
    let (path, shown) = match &opened {
        Opened::OnDesktop(path) => (path, true),
        Opened::Written(path) => (path, false),
    };
    let document =
        json!({ "id": attachment.id, "file": path, "bytes": attachment.bytes, "shown": shown });
    Ok(session.show(&document, |lang| match &opened {
        Opened::OnDesktop(_) => lang.say(&AttachWords::Shown {
            name: attachment.name.clone(),
        }),
        Opened::Written(path) => written(&attachment, path, lang),
    }))
}

/// What a person who cannot see the file is told of it.
fn written(attachment: &AttachmentView, path: &Path, lang: Lang) -> String {
    lang.say(&AttachWords::Written {
        name: attachment.name.clone(),
        kind: attachments::kind_in_words(attachment, lang).to_owned(),
        size: text::size(attachment.bytes),
        file: path.display().to_string(),
    })
}

/// Attachments under each other.
pub fn in_words(list: &[AttachmentView], lang: Lang) -> String {
    if list.is_empty() {
        return lang.say(&AttachWords::None);
    }
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::File), 36),
        Column::text(lang.say(&Heading::Kind), 16),
        Column::whole(lang.say(&Heading::Size)),
        Column::text(lang.say(&Heading::By), 24),
        Column::whole(lang.say(&Heading::At)),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    for one in list {
        let size = match one.presence {
            Presence::Here => text::size(one.bytes),
            Presence::Elsewhere => lang.say(&AttachWords::StillElsewhere { by: one.by.clone() }),
        };
        table.row([
            &one.name,
            attachments::kind_in_words(one, lang),
            &size,
            &one.by,
            &moment(one.at),
            &one.id.to_string(),
        ]);
    }
    let total = lang.say(&AttachWords::Total {
        count: count(list.len()),
    });
    format!("{}\n{total}", table.to_text().trim_end())
}

/// An attachment as the JSON gives it.
#[derive(Serialize)]
pub struct AttachmentDocument<'a> {
    id: RecordId,
    record: Option<RecordId>,
    name: &'a str,
    media_type: &'a str,
    bytes: u64,
    blake3: FileHash,
    by: &'a str,
    device: DeviceId,
    at: Timestamp,
    /// Whether the content is on this machine.
    here: bool,
}

impl<'a> AttachmentDocument<'a> {
    pub fn of(view: &'a AttachmentView) -> Self {
        Self {
            id: view.id,
            record: view.record,
            name: &view.name,
            media_type: &view.media_type,
            bytes: view.bytes,
            blake3: view.file,
            by: &view.by,
            device: view.device,
            at: view.at,
            here: view.presence == Presence::Here,
        }
    }
}
