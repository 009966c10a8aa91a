//! `kheo visit minutes`: the *biên bản* as a paper to sign, or as words to
//! read aloud.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::super::answer::Answer;
use super::super::fault::CliFault;
use super::super::session::{Form, Session};
use super::{record_of, surveyed, today};
use crate::domain::{RecordId, RecordKind};
use crate::forms::visit::{Filling, items_without_outline};
use crate::forms::{Outline, Surroundings};
use crate::office::{Existing, PaperFormat, paper_text, put, write_paper};
use crate::phrases;
use crate::report::minutes::{Minutes, Standing, compose};
use crate::service::request::{OutlineReply, OutlineRequest, SurveyRequest};
use crate::service::{Refusal, Reply, Request};

#[derive(Debug, Args)]
pub struct MinutesArguments {
    /// The visit
    #[arg(value_name = "ID")]
    id: String,
    /// The file, .docx, .txt or .md (else the words are printed)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

phrases! {
    /// What was written.
    enum Words {
        Draft { file: String } => "Đã ghi dự thảo biên bản ra {file}", "Wrote the draft minutes to {file}";
        Signed { file: String } => "Đã ghi biên bản đã ký ra {file}", "Wrote the signed minutes to {file}";
        Altered { file: String } => "Đã ghi biên bản ra {file}; nội dung trong sổ đã KHÁC bản ký", "Wrote the minutes to {file}; the book now says something ELSE than what was signed";
    }
}

/// # Errors
/// No such visit, a file that cannot be written, or the book's refusal.
pub fn run(session: &Session, arguments: &MinutesArguments) -> Result<Answer, CliFault> {
    let visit = record_of(&arguments.id, RecordKind::Visit)?;
    // A name that cannot be written is refused before anything is asked.
    let output = match &arguments.output {
        Some(file) => Some((file, PaperFormat::of_file(file)?)),
        None => None,
    };
    let minutes = facts(session, visit)?;
    let paper = compose(&minutes, today());
    let seal = match &minutes.standing {
        Standing::Draft => None,
        Standing::Signed { seal, .. } | Standing::Altered { seal, .. } => Some(seal),
    };
    let Some((file, format)) = output else {
        let text = paper_text(&paper);
        return Ok(match session.form {
            Form::Json => Answer::json(&json!({ "id": visit, "seal": seal, "text": text })),
            Form::Words => Answer::words(text),
        });
    };
    put(file, &write_paper(&paper, format)?, Existing::Replace)?;
    let name = file.display().to_string();
    let document = json!({ "id": visit, "file": name, "seal": seal });
    Ok(session.tell(&document, |lang| {
        let file = name.clone();
        lang.say(&match minutes.standing {
            Standing::Draft => Words::Draft { file },
            Standing::Signed { .. } => Words::Signed { file },
            Standing::Altered { .. } => Words::Altered { file },
        })
    }))
}

/// What the minutes of a visit speak of, in the words of its outline.
///
/// # Errors
/// No such visit, or the book's refusal.
pub fn facts(session: &Session, visit: RecordId) -> Result<Minutes, CliFault> {
    let today = today();
    let mut facts = *surveyed!(session, SurveyRequest::Minutes { visit, today }, Minutes);
    facts.items = match outline_of(session, &facts)? {
        Some(outline) => {
            let surroundings = Surroundings {
                now: Timestamp::now(),
                ..Surroundings::default()
            };
            let filling = Filling::open(Arc::new(outline), &facts.visit, surroundings);
            filling.items(&facts.visit)
        }
        None => items_without_outline(&facts.visit),
    };
    Ok(facts)
}

/// The outline that a visit is filled through, if the book has one that this
/// program can read.
fn outline_of(session: &Session, facts: &Minutes) -> Result<Option<Outline>, CliFault> {
    let Some(Ok(id)) = facts.visit.outline.as_deref().map(str::parse::<RecordId>) else {
        return Ok(None);
    };
    let request = Request::Outlines(OutlineRequest::Open(id));
    let form = match session.ask(request) {
        Ok(Reply::Outlines(OutlineReply::Opened { form, .. })) => form,
        // It may be in a bundle that has not come yet.
        Err(CliFault::Book(Refusal::NoRecord { .. })) => return Ok(None),
        Err(fault) => return Err(fault),
        Ok(_) => return Err(CliFault::odd_reply()),
    };
    Ok(serde_json::from_str(&form).ok())
}
