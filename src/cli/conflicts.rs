//! `kheo conflicts`: fields where two people wrote different values.

use clap::Subcommand;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::fault::CliFault;
use super::record_words::field_label;
use super::session::{Session, ask};
use super::shown::moment;
use super::table::{Column, Table};
use super::typed;
use super::words::{Heading, InputWords, Said, UsageWords};
use crate::domain::RecordId;
use crate::i18n::{Lang, value_words};
use crate::ledger::DeviceId;
use crate::service::request::{Deed, FieldWrite, RecordWrite};
use crate::service::views::ConflictView;
use crate::service::{Reply, Request};

#[derive(Debug, Subcommand)]
pub enum ConflictsVerb {
    /// List them with every value
    List,
    /// Take one of the values
    Resolve {
        /// The record, or the conflict itself
        #[arg(value_name = "ID")]
        id: String,
        /// The field
        #[arg(value_name = "FIELD")]
        field: String,
        /// Number of the value to take, as `conflicts list` counts
        #[arg(long, value_name = "N")]
        take: usize,
    },
}

/// # Errors
/// There is no such conflict or value, or the book's refusal.
pub fn run(session: &Session, verb: &ConflictsVerb) -> Result<Answer, CliFault> {
    match verb {
        ConflictsVerb::List => list(session),
        ConflictsVerb::Resolve { id, field, take } => resolve(session, id, field, *take),
    }
}

/// A conflict as `conflicts list --json` gives it.
#[derive(Serialize)]
struct ConflictDocument<'a> {
    id: &'a str,
    record: RecordId,
    name: &'a str,
    field: &'a str,
    values: Vec<ValueDocument<'a>>,
}

#[derive(Serialize)]
struct ValueDocument<'a> {
    n: usize,
    value: &'a Value,
    by: &'a str,
    device: DeviceId,
    at: Timestamp,
}

impl<'a> ConflictDocument<'a> {
    fn of(conflict: &'a ConflictView) -> Self {
        let numbered = (1..).zip(&conflict.values);
        let values = numbered
            .map(|(n, live)| ValueDocument {
                n,
                value: &live.value,
                by: &live.by,
                device: live.device,
                at: live.at,
            })
            .collect();
        Self {
            id: &conflict.id,
            record: conflict.record,
            name: &conflict.name,
            field: &conflict.field,
            values,
        }
    }
}

fn list(session: &Session) -> Result<Answer, CliFault> {
    let conflicts = ask!(session, Request::Conflicts, Reply::Conflicts);
    let document: Vec<_> = conflicts.iter().map(ConflictDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&conflicts, lang)))
}

fn in_words(conflicts: &[ConflictView], lang: Lang) -> String {
    if conflicts.is_empty() {
        return lang.say(&Said::NoConflicts);
    }
    let each: Vec<_> = conflicts
        .iter()
        .map(|conflict| one_in_words(conflict, lang))
        .collect();
    each.join("\n\n")
}

fn one_in_words(conflict: &ConflictView, lang: Lang) -> String {
    let mut table = Table::new(vec![
        Column::number(lang.say(&Heading::Number)),
        Column::text(lang.say(&Heading::Value), 48),
        Column::text(lang.say(&Heading::By), 24),
        Column::whole(lang.say(&Heading::At)),
        Column::whole(lang.say(&Heading::Device)),
    ]);
    for (number, live) in (1..).zip(&conflict.values) {
        let number: usize = number;
        table.row([
            &number.to_string(),
            &value_words(lang, &conflict.field, &live.value, &live.words),
            &live.by,
            &moment(live.at),
            &live.device.to_string(),
        ]);
    }
    let label = field_label(conflict.record.kind, &conflict.field, lang);
    let heading = format!("{} — {label} ({})", conflict.name, conflict.field);
    format!("{heading}\n{}\n{}", conflict.record, table.to_text())
}

/// The conflict in the field of a record, which is named by its own id or by
/// the id of one of its conflicts: `conflicts list` gives both.
fn meant(conflicts: Vec<ConflictView>, id: &str, field: &str) -> Result<ConflictView, CliFault> {
    let by_conflict = conflicts.iter().find(|conflict| conflict.id == id.trim());
    let record = match by_conflict {
        Some(conflict) => conflict.record,
        None => typed::record(id)?,
    };
    let found = conflicts
        .into_iter()
        .find(|conflict| conflict.record == record && conflict.field == field);
    Ok(found.ok_or_else(|| InputWords::NoConflict {
        field: field.to_owned(),
        record: record.to_string(),
    })?)
}

fn resolve(session: &Session, id: &str, field: &str, take: usize) -> Result<Answer, CliFault> {
    let at = take.checked_sub(1).ok_or(UsageWords::TakeStartsAtOne)?;
    let conflicts = ask!(session, Request::Conflicts, Reply::Conflicts);
    let conflict = meant(conflicts, id, field)?;
    let record = conflict.record;
    let count = conflict.values.len();
    let taken = conflict
        .values
        .get(at)
        .ok_or(InputWords::NoSuchValue { taken: take, count })?;
    let write = FieldWrite {
        field: conflict.field.clone(),
        value: taken.value.clone(),
        over: conflict.values.iter().map(|live| live.op).collect(),
    };
    let deed = Deed::Settle {
        name: conflict.name.clone(),
    };
    let records = vec![RecordWrite {
        record,
        fields: vec![write],
    }];
    let change = ask!(session, Request::Write { deed, records }, Reply::Changed);
    let document = json!({ "id": record, "field": conflict.field, "value": taken.value, "ops": change.ops.len() });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::Settled {
            field: conflict.field.clone(),
            name: conflict.name.clone(),
        })
    }))
}
