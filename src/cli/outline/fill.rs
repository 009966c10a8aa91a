//! `kheo outline try`: what a filled outline would look like, without a book.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::answer::{Answer, Exit};
use super::super::fault::CliFault;
use super::super::session::Session;
use super::super::words::{FailureWords, InputWords};
use super::read::{self, Read};
use super::words::OutlineWords;
use crate::forms::session as form;
use crate::forms::session::{PathFault, Reason};
use crate::forms::{Given, NodeKind, Outline, Refused, Surroundings};
use crate::i18n::Lang;

#[derive(Debug, Args)]
pub struct TryArguments {
    /// XLSForm workbook
    #[arg(value_name = "FILE.xlsx")]
    file: PathBuf,
    /// Answers: {"path": value}, or [["path", value], …] to give them in order
    #[arg(long, value_name = "FILE.json")]
    answers: Option<PathBuf>,
}

/// Answers in both forms that CLI.md promises.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Answers {
    ByPath(Map<String, Value>),
    InOrder(Vec<(String, Value)>),
}

/// # Errors
/// A workbook or answers that cannot be read.
pub fn run(session: &Session, arguments: &TryArguments) -> Result<Answer, CliFault> {
    let outline = match read::outline(session, &arguments.file)? {
        Read::Sound(outline) => outline,
        Read::Faulty(answer) => return Ok(answer),
    };
    let answers = match &arguments.answers {
        Some(file) => match answers(session, file)? {
            Ok(answers) => answers,
            Err(answer) => return Ok(answer),
        },
        None => Answers::InOrder(Vec::new()),
    };
    let language = read::language(&outline, session.lang).map(str::to_owned);
    let surroundings = Surroundings {
        now: Timestamp::now(),
        ..Surroundings::default()
    };
    let mut filled = form::Session::begin(Arc::new(*outline), surroundings);
    if let Some(language) = language {
        filled.set_language(&language);
    }
    let refused = fill(&mut filled, answers);
    let nowhere: Vec<&(String, Refused)> = refused
        .iter()
        .filter(|(_, refused)| leads_nowhere(refused))
        .collect();
    if !nowhere.is_empty() {
        return Ok(lost(session, arguments.answers.as_deref(), &nowhere));
    }
    let document = document(&filled, &refused, session.lang);
    Ok(session.show(&document, |lang| in_words(&filled, lang)))
}

fn answers(session: &Session, file: &Path) -> Result<Result<Answers, Answer>, CliFault> {
    const LARGEST: u64 = 64 * 1024 * 1024;
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => CliFault::from(InputWords::NoFile {
            file: file.display().to_string(),
        }),
        _ => CliFault::from(FailureWords::Reading {
            what: file.display().to_string(),
            why: error.to_string(),
        }),
    };
    let size = std::fs::metadata(file).map_err(failed)?.len();
    if size > LARGEST {
        return Err(failed(std::io::ErrorKind::FileTooLarge.into()));
    }
    let text = std::fs::read_to_string(file).map_err(failed)?;
    let text = text.trim_start_matches('\u{feff}');
    let name = || file.display().to_string();
    let read = serde_json::from_str::<Value>(text)
        .map_err(|error| OutlineWords::AnswersNotJson {
            file: name(),
            why: error.to_string(),
        })
        .and_then(|answers| {
            serde_json::from_value(answers)
                .map_err(|_| OutlineWords::AnswersMisshapen { file: name() })
        });
    Ok(read.map_err(|words| {
        let document = json!({ "faults": [{ "path": null, "fault": session.say(&words) }] });
        session.refuse(Exit::Refused, &document, session.say(&words))
    }))
}

/// Gives the answers; those without an order in the order of the form. What is
/// refused comes back with its path.
fn fill(filled: &mut form::Session, answers: Answers) -> Vec<(String, Refused)> {
    let answers: Vec<(String, Value)> = match answers {
        Answers::InOrder(answers) => answers,
        Answers::ByPath(answers) => {
            let mut answers: Vec<_> = answers.into_iter().collect();
            answers.sort_by_cached_key(|(path, _)| filled.order_of(path));
            answers
        }
    };
    let mut refused: Vec<(String, Refused)> = Vec::new();
    for (path, value) in answers {
        let outcome = filled.answer(&path, &Given::from(&value));
        refused.retain(|(earlier, _)| *earlier != path);
        if let Err(fault) = outcome {
            refused.push((path, fault));
        }
    }
    refused
}

fn leads_nowhere(refused: &Refused) -> bool {
    matches!(
        refused,
        Refused::Path(
            PathFault::NoSuchQuestion { .. }
                | PathFault::NotAPath { .. }
                | PathFault::NotARepeat { .. }
        )
    )
}

/// Answers to what the outline does not ask.
fn lost(session: &Session, file: Option<&Path>, nowhere: &[&(String, Refused)]) -> Answer {
    let file = file.map(|file| file.display().to_string());
    let faults: Vec<Value> = nowhere
        .iter()
        .map(|(path, refused)| json!({ "path": path, "fault": refused.message(session.lang) }))
        .collect();
    let lines: Vec<String> = nowhere
        .iter()
        .map(|(path, refused)| {
            session.say(&OutlineWords::AnswerNowhere {
                file: file.clone().unwrap_or_default(),
                path: path.clone(),
                why: refused.message(session.lang),
            })
        })
        .collect();
    let document = json!({ "faults": faults });
    session.refuse(Exit::Refused, &document, lines.join("\n"))
}

fn document(filled: &form::Session, refused: &[(String, Refused)], lang: Lang) -> Value {
    let mut values = Map::new();
    let mut relevant = Map::new();
    let mut required = Map::new();
    let mut choices = Map::new();
    for id in filled.questions() {
        let path = filled.path(id);
        relevant.insert(path.clone(), filled.is_relevant(id).into());
        let NodeKind::Question(kind) = &filled.node(id).kind else {
            continue;
        };
        required.insert(path.clone(), filled.is_required(id).into());
        if kind.is_select() {
            choices.insert(path.clone(), json!(filled.choice_names(id)));
        }
        if let Some(answer) = filled.value(id) {
            values.insert(path, answer.json());
        }
    }
    json!({
        "values": values,
        "relevant": relevant,
        "required": required,
        "choices": choices,
        "invalid": invalid(filled, refused, lang),
        "unsupported": unsupported(filled.outline(), lang),
    })
}

fn invalid(filled: &form::Session, refused: &[(String, Refused)], lang: Lang) -> Vec<Value> {
    let entry = |path: &str, reason: Reason, message: &str| json!({ "path": path, "reason": reason.code(), "message": message });
    let faulty = filled.faulty(lang);
    let paths: Vec<String> = faulty.iter().map(|fault| filled.path(fault.id)).collect();
    let standing = faulty
        .iter()
        .zip(&paths)
        .map(|(fault, path)| entry(path, fault.reason, &fault.message));
    // What was refused where nothing could take it in: beyond a count, or on a
    // question that is not relevant now.
    let homeless = refused
        .iter()
        .filter(|(path, _)| !is_among(filled, path, &paths))
        .map(|(path, refused)| entry(path, refused.reason(), &refused.message(lang)));
    standing.chain(homeless).collect()
}

/// Whether a path, as it was typed, is one of `paths`.
fn is_among(filled: &form::Session, path: &str, paths: &[String]) -> bool {
    let whole = filled.find(path).map(|id| filled.path(id));
    paths
        .iter()
        .any(|other| other == path || Some(other) == whole.as_ref())
}

fn unsupported(outline: &Outline, lang: Lang) -> Vec<Value> {
    outline
        .unsupported
        .iter()
        .map(|fault| json!({ "row": fault.place.row, "what": fault.flaw.subject(lang) }))
        .collect()
}

/// The visible questions with their answers, a line each.
fn in_words(filled: &form::Session, lang: Lang) -> String {
    let mut lines = Vec::new();
    for line in filled.lines() {
        let indent = "  ".repeat(line.depth);
        let label = filled.label(line.id).replace('\n', " ");
        let answer = filled.shown(line.id).replace('\n', " ");
        lines.push(match filled.node(line.id).kind {
            NodeKind::Repeat => {
                let (place, count) = filled.place(line.id);
                format!("{indent}▾ {label} ({place}/{count})")
            }
            NodeKind::Group => format!("{indent}▾ {label}"),
            NodeKind::Question(_) if answer.is_empty() => format!("{indent}{label}"),
            NodeKind::Question(_) => format!("{indent}{label}: {answer}"),
        });
        if let Some(fault) = filled.fault_at(line.id, lang) {
            lines.push(format!("{indent}  ! {}", fault.message));
        }
    }
    lines.join("\n")
}
