//! `kheo visit minutes`: the *biên bản* as a paper to sign, or as words to
//! read aloud.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use serde_json::json;

use super::super::answer::Answer;
use super::super::destination;
use super::super::fault::CliFault;
use super::super::session::{Form, Session};
use super::{record_of, today};
use crate::domain::RecordKind;
use crate::forms::visit::minutes_of;
use crate::office::{Existing, PaperFormat, paper_text, put, write_paper};
use crate::phrases;
use crate::report::minutes::{Standing, compose};

#[derive(Debug, Args)]
pub struct MinutesArguments {
    /// The visit
    #[arg(value_name = "ID")]
    id: String,
    /// The file, .docx, .txt or .md (else the words are printed)
    #[arg(short, long, value_name = "FILE", value_parser = destination::parser())]
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
    let minutes = minutes_of(&session.client, visit, Timestamp::now())?;
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
