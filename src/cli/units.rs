//! `kheo units`: the units of the book through time.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::answer::{Answer, Exit};
use super::fault::CliFault;
use super::faults;
use super::session::{Session, ask, label};
use super::shown::count;
use super::table::{Column, Table};
use super::typed;
use super::words::{Heading, Said};
use crate::domain::{RecordId, UnitType};
use crate::i18n::Lang;
use crate::office;
use crate::service::views::{UnitPlanView, UnitView};
use crate::service::{Reply, Request};
use crate::text;

#[derive(Debug, Subcommand)]
pub enum UnitsVerb {
    /// Import a list of units with their validity and successors
    Import {
        /// CSV or spreadsheet
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// List units
    List {
        /// Only those that stood on this day
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
}

/// # Errors
/// A file that cannot be read, a date that is none, or the book's refusal.
pub fn run(session: &Session, verb: &UnitsVerb) -> Result<Answer, CliFault> {
    match verb {
        UnitsVerb::Import { file } => import(session, file),
        UnitsVerb::List { on } => list(session, on.as_deref()),
    }
}

fn import(session: &Session, file: &std::path::Path) -> Result<Answer, CliFault> {
    let list = office::read_units(file).map_err(|fault| faults::file(file, fault))?;
    let file = list.file.clone();
    let done = ask!(session, Request::ApplyUnits { list }, Reply::UnitPlan);
    let document = document(&done, session.lang);
    if !done.faults.is_empty() {
        let complaint = faults::in_words(&file, &done.faults, session.lang);
        return Ok(session.refuse(Exit::Refused, &document, complaint));
    }
    Ok(session.tell(&document, |lang| {
        let rows = lang.say(&Said::ListRead {
            rows: count(done.rows),
            file,
        });
        let counts = Said::UnitCounts {
            new: count(done.units_new),
            changed: count(done.units_changed),
            same: count(done.units_same),
        };
        format!("{rows}\n{}", lang.say(&counts))
    }))
}

fn document(plan: &UnitPlanView, lang: Lang) -> serde_json::Value {
    json!({
        "rows": plan.rows,
        "units_new": plan.units_new,
        "units_changed": plan.units_changed,
        "units_same": plan.units_same,
        "faults": faults::document(&plan.faults, lang),
    })
}

/// A unit as `units list --json` gives it.
#[derive(Serialize)]
struct UnitDocument<'a> {
    id: RecordId,
    code: Option<&'a str>,
    name: &'a str,
    r#type: Option<UnitType>,
    parent: Option<&'a str>,
    parent_id: Option<RecordId>,
    organization: Option<&'a str>,
    organization_id: Option<RecordId>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
}

impl<'a> UnitDocument<'a> {
    fn of(unit: &'a UnitView) -> Self {
        Self {
            id: unit.id,
            code: unit.code.as_deref(),
            name: &unit.name,
            r#type: unit.sort,
            parent: unit.parent.as_ref().map(|parent| parent.name.as_str()),
            parent_id: unit.parent.as_ref().map(|parent| parent.id),
            organization: unit
                .organization
                .as_ref()
                .map(|organization| organization.name.as_str()),
            organization_id: unit
                .organization
                .as_ref()
                .map(|organization| organization.id),
            valid_from: unit.valid_from,
            valid_to: unit.valid_to,
        }
    }
}

fn list(session: &Session, on: Option<&str>) -> Result<Answer, CliFault> {
    let on = typed::day("--on", on)?;
    let units = ask!(session, Request::Units { on }, Reply::Units);
    let document: Vec<_> = units.iter().map(UnitDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&units, lang)))
}

fn in_words(units: &[UnitView], lang: Lang) -> String {
    if units.is_empty() {
        return lang.say(&Said::NoUnits);
    }
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Unit), 48),
        Column::text(lang.say(&Heading::Kind), 16),
        Column::text(lang.say(&Heading::Code), 12),
        Column::text(lang.say(&Heading::From), 10),
        Column::text(lang.say(&Heading::To), 10),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    let day = |day: Option<Date>| day.map(text::short_date).unwrap_or_default();
    for unit in units {
        table.row([
            format!("{}{}", "  ".repeat(unit.depth), unit.name),
            unit.sort
                .map(|sort| label(sort, lang).to_owned())
                .unwrap_or_default(),
            unit.code.clone().unwrap_or_default(),
            day(unit.valid_from),
            day(unit.valid_to),
            unit.id.to_string(),
        ]);
    }
    table.to_text()
}
