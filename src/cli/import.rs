//! `kheo import`: a list of models from a spreadsheet, all or nothing.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::answer::{Answer, Exit};
use super::fault::CliFault;
use super::faults;
use super::session::{Session, ask};
use super::shown::count;
use super::typed;
use super::words::{Said, UsageWords};
use crate::domain::list::{CellFault, ListFault, ListField};
use crate::domain::value::ValueFault;
use crate::i18n::Lang;
use crate::office::{self, ColumnMap, ListOptions, MapFault};
use crate::service::request::NewUnits;
use crate::service::views::ListPlanView;
use crate::service::{Refusal, Reply, Request};
use crate::text;

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// XLSX, XLS, ODS or CSV
    #[arg(value_name = "LIST")]
    list: PathBuf,
    /// The sheet, by name or number; otherwise the first that holds a list
    #[arg(long, value_name = "S")]
    sheet: Option<String>,
    /// What a column holds; FIELD==VALUE gives a constant for the whole list
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    maps: Vec<String>,
    /// Unknown units become communes under this one
    #[arg(long, value_name = "PARENT")]
    new_units: Option<String>,
    /// Only show what would happen
    #[arg(long)]
    dry_run: bool,
}

/// # Errors
/// A file that cannot be read as a list, or the book's refusal.
pub fn run(session: &Session, arguments: &ImportArguments) -> Result<Answer, CliFault> {
    let options = ListOptions {
        sheet: arguments.sheet.clone(),
        maps: maps(session, &arguments.maps)?,
        labels: ask!(session, Request::PeriodLabels, Reply::PeriodLabels),
    };
    let list = office::read_models(&arguments.list, &options)
        .map_err(|fault| faults::file(&arguments.list, fault))?;
    let new_units = arguments
        .new_units
        .as_deref()
        .map(|parent| parent_of_new(session, parent))
        .transpose()?;
    let (file, place) = (
        list.file.clone(),
        faults::place(&list.file, &list.sheet, session.lang),
    );
    let (request, outcome) = if arguments.dry_run {
        (Request::PlanList { list, new_units }, Said::DryRun)
    } else {
        (Request::ApplyList { list, new_units }, Said::Imported)
    };
    let plan = ask!(session, request, Reply::ListPlan);
    let document = document(&plan, session.lang);
    if !plan.faults.is_empty() {
        let mut complaint = faults::in_words(&place, &plan.faults, session.lang);
        let is_unknown = |fault: &ListFault| matches!(fault.fault, CellFault::UnknownUnit { .. });
        if arguments.new_units.is_none() && plan.faults.iter().any(is_unknown) {
            complaint = format!("{complaint}\n{}", session.say(&Said::UnitsMayBeMade));
        }
        return Ok(session.refuse(Exit::Refused, &document, complaint));
    }
    let words = |lang| in_words(&file, &plan, outcome, lang);
    Ok(if arguments.dry_run {
        session.show(&document, words)
    } else {
        session.tell(&document, words)
    })
}

/// The unit that new communes come under; in a book without units its first.
fn parent_of_new(session: &Session, typed: &str) -> Result<NewUnits, CliFault> {
    match typed::unit(session, typed, None) {
        Ok(unit) => Ok(NewUnits::Under(unit.id)),
        Err(CliFault::Book(Refusal::NoUnit { .. })) => Ok(NewUnits::UnderFirst(typed.to_owned())),
        Err(fault) => Err(fault),
    }
}

fn maps(session: &Session, typed: &[String]) -> Result<Vec<ColumnMap>, CliFault> {
    typed.iter().map(|typed| map(session, typed)).collect()
}

/// One `--map`; a period for the whole list may be a label of the book.
fn map(session: &Session, typed: &str) -> Result<ColumnMap, CliFault> {
    let field = ListField::Period;
    let read = match typed.parse() {
        Err(MapFault::Value {
            fault: ValueFault::NotAPeriod { typed: label },
            ..
        }) => typed::meant_period(session, &label)?
            .map(|period| ColumnMap::Constant {
                field,
                value: period.to_string(),
            })
            .map_err(|fault| MapFault::Value { field, fault }),
        read => read,
    };
    let bad = |fault| UsageWords::BadMap {
        typed: typed.to_owned(),
        why: session.lang.say(&fault),
    };
    Ok(read.map_err(bad)?)
}

fn document(plan: &ListPlanView, lang: Lang) -> Value {
    let near: Vec<_> = plan
        .near_duplicates
        .iter()
        .map(|near| json!({ "row": near.row, "like": near.like, "name": near.name }))
        .collect();
    let mut document = json!({
        "rows": plan.rows,
        "models_new": plan.models_new,
        "models_changed": plan.models_changed,
        "models_same": plan.models_same,
        "registrations_new": plan.registrations_new,
        "near_duplicates": near,
        "unknown_columns": plan.unknown_columns,
        "faults": faults::document(&plan.faults, lang),
    });
    if !plan.other_sheets.is_empty() {
        document["other_sheets"] = json!(plan.other_sheets);
    }
    if plan.units_as_above > 0 {
        document["units_as_above"] = json!(plan.units_as_above);
    }
    if !plan.hidden.rows.is_empty() {
        document["hidden_rows"] = json!(plan.hidden.rows);
    }
    if !plan.hidden.columns.is_empty() {
        document["hidden_columns"] = json!(plan.hidden.columns);
    }
    if let Some(legacy) = plan.restored_from {
        document["restored_from"] = json!(legacy);
    }
    document
}

fn in_words(file: &str, plan: &ListPlanView, outcome: Said, lang: Lang) -> String {
    let counts = Said::ListCounts {
        new: count(plan.models_new),
        changed: count(plan.models_changed),
        same: count(plan.models_same),
        registrations: count(plan.registrations_new),
    };
    let mut said = vec![
        Said::ListRead {
            rows: count(plan.rows),
            file: file.to_owned(),
        },
        counts,
    ];
    if !plan.units_new.is_empty() {
        said.push(Said::UnitsNew {
            names: plan.units_new.join(", "),
        });
    }
    if !plan.unknown_columns.is_empty() {
        said.push(Said::UnknownColumns {
            columns: plan.unknown_columns.join(", "),
        });
    }
    if let Some(legacy) = plan.restored_from {
        said.push(Said::RestoredFrom {
            font: legacy.name().to_owned(),
        });
    }
    if let Some(period) = plan.title_period {
        said.push(Said::TitlePeriod {
            period: period.to_string(),
        });
    }
    if plan.units_as_above > 0 {
        said.push(Said::UnitsAsAbove {
            rows: count(plan.units_as_above),
        });
    }
    if !plan.hidden.rows.is_empty() {
        said.push(Said::HiddenRows {
            count: count(plan.hidden.rows.len()),
            rows: text::in_ranges(&plan.hidden.rows),
        });
    }
    if !plan.hidden.columns.is_empty() {
        said.push(Said::HiddenColumns {
            columns: plan.hidden.columns.join(", "),
        });
    }
    if !plan.other_sheets.is_empty() {
        said.push(Said::OtherSheets {
            sheets: plan.other_sheets.join(", "),
        });
    }
    said.extend(plan.near_duplicates.iter().map(|near| Said::NearDuplicate {
        row: near.row.to_string(),
        name: near.name.clone(),
        like: near.like.to_string(),
    }));
    said.push(outcome);
    let lines: Vec<_> = said.iter().map(|phrase| lang.say(phrase)).collect();
    lines.join("\n")
}
