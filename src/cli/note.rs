//! `kheo note`: notes on records.

use std::io::Read;

use clap::{ArgGroup, Args, Subcommand};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask};
use super::shown::moment;
use super::typed;
use super::words::{FailureWords, InputWords, Said};
use crate::domain::RecordId;
use crate::domain::value::ValueFault;
use crate::i18n::Lang;
use crate::ledger::DeviceId;
use crate::service::request::NewNote;
use crate::service::views::NoteView;
use crate::service::{Refusal, Reply, Request};
use crate::text;

/// Notes asked for at a time.
const PAGE: usize = 1000;

/// Longest note taken from standard input, in bytes: what a line of the log holds.
const LONGEST: u64 = 900 * 1024;

#[derive(Debug, Subcommand)]
pub enum NoteVerb {
    /// Write a note on a record
    Add(AddArguments),
    /// List notes, newest first
    List {
        /// Only those on this record
        #[arg(value_name = "ID")]
        id: Option<String>,
    },
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("source").required(true))]
pub struct AddArguments {
    /// The record
    #[arg(value_name = "ID")]
    id: String,
    /// The text of the note
    #[arg(long, value_name = "T", group = "source")]
    text: Option<String>,
    /// Read the text from standard input
    #[arg(long, group = "source")]
    stdin: bool,
}

/// # Errors
/// No text, no such record, or the book's refusal.
pub fn run(session: &Session, verb: NoteVerb) -> Result<Answer, CliFault> {
    match verb {
        NoteVerb::Add(arguments) => add(session, arguments),
        NoteVerb::List { id } => list(session, id.as_deref()),
    }
}

fn add(session: &Session, arguments: AddArguments) -> Result<Answer, CliFault> {
    let record = typed::record(&arguments.id)?;
    let typed = match arguments.text {
        Some(text) => text,
        None => standard_input()?,
    };
    let text = text::tidy_lines(&typed);
    if text.trim().is_empty() {
        return Err(Refusal::Value {
            field: "text".into(),
            fault: ValueFault::Empty,
        }
        .into());
    }
    let about = ask!(session, Request::Record(record), Reply::Record);
    let note = NewNote {
        record,
        text,
        at: Timestamp::now(),
        place: None,
        draft: None,
    };
    let change = ask!(session, Request::AddNote(note), Reply::Changed);
    let document = json!({ "id": change.record, "record": record, "ops": change.ops.len() });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::NoteWritten {
            name: about.title.clone(),
        })
    }))
}

fn standard_input() -> Result<String, CliFault> {
    let mut bytes = Vec::new();
    let failed = |fault: std::io::Error| FailureWords::Reading {
        what: "stdin".into(),
        why: fault.to_string(),
    };
    std::io::stdin()
        .lock()
        .take(LONGEST)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    String::from_utf8(bytes).map_err(|_| InputWords::NotText.into())
}

/// A note as `note list --json` gives it.
#[derive(Serialize)]
pub struct NoteDocument<'a> {
    id: RecordId,
    record: Option<RecordId>,
    text: &'a str,
    author: &'a str,
    device: Option<DeviceId>,
    at: Option<Timestamp>,
    place: Option<&'a str>,
}

impl<'a> NoteDocument<'a> {
    pub fn of(note: &'a NoteView) -> Self {
        Self {
            id: note.id,
            record: note.record,
            text: &note.text,
            author: &note.author,
            device: note.device,
            at: note.at,
            place: note.place.as_deref(),
        }
    }
}

fn list(session: &Session, id: Option<&str>) -> Result<Answer, CliFault> {
    let record = id.map(typed::record).transpose()?;
    let mut notes: Vec<NoteView> = Vec::new();
    loop {
        let page = ask!(
            session,
            Request::Notes {
                record,
                offset: notes.len(),
                limit: PAGE
            },
            Reply::Notes
        );
        let complete = page.len() < PAGE;
        notes.extend(page);
        if complete {
            break;
        }
    }
    let document: Vec<_> = notes.iter().map(NoteDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&notes, About::Named, lang)))
}

/// Whether the reader knows which record notes are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// They stand under it.
    Plain,
    /// It must be said.
    Named,
}

/// Notes under each other, each with its author, time and place.
pub fn in_words(notes: &[NoteView], about: About, lang: Lang) -> String {
    if notes.is_empty() {
        return lang.say(&Said::NoNotes);
    }
    let notes: Vec<_> = notes.iter().map(|note| one_in_words(note, about)).collect();
    notes.join("\n\n")
}

fn one_in_words(note: &NoteView, about: About) -> String {
    let named = (about == About::Named).then(|| note.about.clone());
    let origin = [
        Some(note.author.clone()),
        note.at.map(moment),
        note.place.clone(),
        named,
    ];
    let origin: Vec<_> = origin
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    format!(
        "  {}\n    {}",
        origin.join(" · "),
        note.text.replace('\n', "\n    ")
    )
}
