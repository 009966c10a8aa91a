//! `kheo keys`: what the keys of the screens do.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueEnum};
use serde_json::json;

use super::answer::{Answer, Exit};
use super::fault::CliFault;
use super::session::{Form, Session};
use super::surroundings;
use super::words::{InputWords, Said};
use crate::ui::keymap::{self, Base, KeyFault, Keymap};

#[derive(Debug, Subcommand)]
pub enum KeysVerb {
    /// Check a keymap
    Check {
        /// The file; otherwise one's own
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Print what every key does
    Doc {
        /// md or json
        #[arg(
            long,
            value_enum,
            value_name = "md|json",
            default_value = "md",
            hide_possible_values = true,
            hide_default_value = true
        )]
        format: Format,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Md,
    Json,
}

/// # Errors
/// There is no keymap to check.
pub fn run(session: &Session, verb: &KeysVerb) -> Result<Answer, CliFault> {
    match verb {
        KeysVerb::Check { file } => check(session, file.as_deref()),
        KeysVerb::Doc { format } => Ok(doc(session, *format)),
    }
}

fn check(session: &Session, file: Option<&Path>) -> Result<Answer, CliFault> {
    let own = surroundings::keymap_path().filter(|path| path.is_file());
    let file = match (file, &own) {
        (Some(file), _) => file,
        (None, Some(own)) => own.as_path(),
        (None, None) => {
            return Ok(report(
                session,
                "default.toml",
                &Keymap::check_base(Base::Default),
            ));
        }
    };
    if !file.is_file() {
        return Err(InputWords::NoFile {
            file: file.display().to_string(),
        }
        .into());
    }
    let (_, faults) = Keymap::load(Some(file), Base::Default);
    Ok(report(session, &file.display().to_string(), &faults))
}

fn report(session: &Session, file: &str, faults: &[KeyFault]) -> Answer {
    let document = document(session, faults);
    if faults.is_empty() {
        let said = Said::KeysWell {
            file: file.to_owned(),
        };
        return session.tell(&document, |lang| lang.say(&said));
    }
    let lines: Vec<_> = faults
        .iter()
        .map(|fault| fault.message(session.lang))
        .collect();
    session.refuse(Exit::Refused, &document, lines.join("\n"))
}

fn document(session: &Session, faults: &[KeyFault]) -> serde_json::Value {
    let faults: Vec<_> = faults
        .iter()
        .map(|fault| json!({ "file": fault.file, "line": fault.line, "fault": session.say(&fault.fault) }))
        .collect();
    json!({ "ok": faults.is_empty(), "faults": faults })
}

fn doc(session: &Session, format: Format) -> Answer {
    let rows = Keymap::load(surroundings::keymap_path().as_deref(), Base::Default)
        .0
        .doc();
    match (format, session.form) {
        (Format::Json, _) | (_, Form::Json) => Answer::json(&keymap::json(&rows, session.lang)),
        (Format::Md, Form::Words) => Answer::exactly(keymap::markdown(&rows, session.lang)),
    }
}
