//! `kheo figures`: published figures (*số liệu công bố*).

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::json;

use super::answer::{Answer, Exit};
use super::fault::CliFault;
use super::faults;
use super::session::{Session, ask};
use super::shown::count;
use super::words::Said;
use crate::domain::RecordKind;
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
    let plan = ask!(
        session,
        Request::PlanRegister { list: list.clone() },
        Reply::RegisterPlan
    );
    if !plan.faults.is_empty() {
        let complaint = faults::in_words(&list.file, &plan.faults, session.lang);
        return Ok(session.refuse(Exit::Refused, &document(&plan, session.lang), complaint));
    }
    let file = list.file.clone();
    let done = match dry_run {
        true => plan,
        false => ask!(
            session,
            Request::ApplyRegister { list },
            Reply::RegisterPlan
        ),
    };
    let fate = match dry_run {
        true => Said::DryRun,
        false => Said::Imported,
    };
    Ok(session.tell(&document(&done, session.lang), |lang| {
        let rows = Said::ListRead {
            rows: count(done.rows),
            file,
        };
        let counts = Said::FigureCounts {
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
        lines.push(lang.say(&fate));
        lines.join("\n")
    }))
}

fn document(plan: &RegisterPlanView, lang: Lang) -> serde_json::Value {
    json!({
        "rows": plan.rows,
        "figures_new": plan.new,
        "figures_changed": plan.changed,
        "figures_same": plan.same,
        "unknown_columns": plan.unknown_columns,
        "faults": faults::document(&plan.faults, lang),
    })
}
