//! `kheo figures`: published figures (*số liệu công bố*).

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::answer::{Answer, Exit};
use super::fault::CliFault;
use super::faults;
use super::session::{Session, ask, label};
use super::shown::count;
use super::words::Said;
use crate::domain::RecordKind;
use crate::domain::register::list::RegisterList;
use crate::i18n::Lang;
use crate::office;
use crate::service::request::register::RegisterPlanView;
use crate::service::{Reply, Request};

#[derive(Debug, Subcommand)]
pub enum FiguresVerb {
    /// Import published figures with their source
    Import {
        /// CSV or spreadsheet
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only show what would happen
        #[arg(long)]
        dry_run: bool,
    },
}

/// # Errors
/// A file that cannot be read, or the book's refusal.
pub fn run(session: &Session, verb: &FiguresVerb) -> Result<Answer, CliFault> {
    let FiguresVerb::Import { file, dry_run } = verb;
    let list = office::read_register(file, RecordKind::Figure)
        .map_err(|fault| faults::file(file, fault))?;
    let fate = if *dry_run { Fate::Shown } else { Fate::Entered };
    enter(session, list, fate)
}

/// What becomes of a list without faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Shown,
    Entered,
}

/// Enters a list of records, or only shows what it would change.
///
/// # Errors
/// The book's refusal; a list with faults is answered with all of them.
pub fn enter(session: &Session, list: RegisterList, fate: Fate) -> Result<Answer, CliFault> {
    let (kind, file) = (list.kind, list.file.clone());
    let (request, said) = match fate {
        Fate::Shown => (Request::PlanRegister { list }, Said::DryRun),
        Fate::Entered => (Request::ApplyRegister { list }, Said::Imported),
    };
    let done = ask!(session, request, Reply::RegisterPlan);
    let document = document(&done, kind, session.lang);
    if !done.faults.is_empty() {
        let complaint = faults::in_words(&file, &done.faults, session.lang);
        return Ok(session.refuse(Exit::Refused, &document, complaint));
    }
    Ok(session.tell(&document, |lang| {
        let rows = Said::ListRead {
            rows: count(done.rows),
            file,
        };
        let counts = Said::RecordCounts {
            kind: label(kind, lang).to_owned(),
            new: count(done.new),
            changed: count(done.changed),
            same: count(done.same),
        };
        let mut lines = vec![lang.say(&rows), lang.say(&counts)];
        if !done.unknown_columns.is_empty() {
            lines.push(lang.say(&Said::UnknownColumns {
                columns: done.unknown_columns.join(", "),
            }));
        }
        lines.push(lang.say(&said));
        lines.join("\n")
    }))
}

fn document(plan: &RegisterPlanView, kind: RecordKind, lang: Lang) -> serde_json::Value {
    let mut document = json!({
        "rows": plan.rows,
        "unknown_columns": plan.unknown_columns,
        "faults": faults::document(&plan.faults, lang),
    });
    let of = |what: &str| match kind {
        RecordKind::Figure => format!("figures_{what}"),
        _ => format!("records_{what}"),
    };
    for (what, number) in [
        ("new", plan.new),
        ("changed", plan.changed),
        ("same", plan.same),
    ] {
        document[of(what)] = json!(number);
    }
    if kind != RecordKind::Figure {
        document["ids"] = json!(plan.records);
    }
    document
}
