//! `kheo show`: one record with everything about it.

use clap::Args;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::answer::Answer;
use super::attach::AttachmentDocument;
use super::fault::CliFault;
use super::note::NoteDocument;
use super::record_words;
use super::session::{Session, ask};
use super::typed;
use super::visit::{VisitDocument, surveyed};
use crate::domain::RecordKind;
use crate::service::request::{SurveyRequest, VisitFilter};
use crate::service::views::{Delivery, FieldView, HistoryLine, RecordView, VisitLine};
use crate::service::{Reply, Request};

#[derive(Debug, Args)]
pub struct ShowArguments {
    /// The record
    #[arg(value_name = "ID")]
    id: String,
}

/// # Errors
/// The book has no such record.
pub fn run(session: &Session, arguments: &ShowArguments) -> Result<Answer, CliFault> {
    let id = typed::record_or_committee(session, &arguments.id)?;
    let record = *ask!(session, Request::Record(id), Reply::Record);
    let visits = match id.kind {
        RecordKind::Model => {
            let filter = VisitFilter {
                model: Some(id),
                ..VisitFilter::default()
            };
            surveyed!(session, SurveyRequest::Visits(filter), Visits)
        }
        _ => Vec::new(),
    };
    Ok(session.show(&document(&record, &visits), |lang| {
        record_words::record(&record, lang)
    }))
}

/// Every field by name, the names that `list --json` gives, and what hangs on
/// the record.
fn document(record: &RecordView, visits: &[VisitLine]) -> Value {
    let mut document: Map<String, Value> = record
        .fields
        .iter()
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect();
    document.insert("id".into(), json!(record.id));
    if record.id.kind == RecordKind::Model {
        for reference in ["unit", "movement"] {
            name_reference(&mut document, record, reference);
        }
        for always in ["name", "kind", "field", "owner"] {
            document.entry(always).or_insert(Value::Null);
        }
        document.insert("formerly".into(), json!(record.formerly));
        let registrations: Vec<_> = record.registrations.iter().map(registration).collect();
        document.insert("registrations".into(), Value::Array(registrations));
        let visits = visits.iter().map(VisitDocument::of);
        let visits: Vec<_> = visits.map(|visit| visit.about(record.id)).collect();
        document.insert("visits".into(), json!(visits));
    }
    document.insert("conflicts".into(), json!(conflicts(record)));
    document.insert(
        "history".into(),
        json!(
            record
                .history
                .iter()
                .map(HistoryDocument::of)
                .collect::<Vec<_>>()
        ),
    );
    document.insert(
        "notes".into(),
        json!(
            record
                .notes
                .iter()
                .map(NoteDocument::of)
                .collect::<Vec<_>>()
        ),
    );
    let attachments = record.attachments.iter().map(AttachmentDocument::of);
    document.insert("attachments".into(), json!(attachments.collect::<Vec<_>>()));
    Value::Object(document)
}

/// `unit` is the name, as in a list; `unit_id` is the record.
fn name_reference(document: &mut Map<String, Value>, record: &RecordView, field: &str) {
    let view = record
        .fields
        .iter()
        .find(|view| view.name == field && !view.value.is_null());
    document.insert(
        field.into(),
        view.map_or(Value::Null, |view| json!(view.words)),
    );
    document.insert(
        format!("{field}_id"),
        view.map_or(Value::Null, |view| view.value.clone()),
    );
}

/// A registration: level, period, type, status and every other field it has.
fn registration(record: &RecordView) -> Value {
    let mut document: Map<String, Value> = record
        .fields
        .iter()
        .filter(|field| field.name != "model")
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect();
    document.entry("type").or_insert(Value::Null);
    document.insert("id".into(), json!(record.id));
    Value::Object(document)
}

/// Fields where people must choose, of the record and its registrations.
fn conflicts(record: &RecordView) -> usize {
    let own = record
        .fields
        .iter()
        .filter(|field| FieldView::is_conflict(field))
        .count();
    own + record.registrations.iter().map(conflicts).sum::<usize>()
}

#[derive(Serialize)]
struct HistoryDocument<'a> {
    at: jiff::Timestamp,
    by: &'a str,
    device: crate::ledger::DeviceId,
    record: &'a str,
    field: &'a str,
    /// Nothing, the value replaced, or all of them where several stood.
    from: Value,
    to: &'a Value,
    /// How far a change of this machine has got: unsent, sent or received.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery: Option<Delivery>,
}

impl<'a> HistoryDocument<'a> {
    fn of(line: &'a HistoryLine) -> Self {
        let from = match line.from_values.as_slice() {
            [] => Value::Null,
            [one] => one.clone(),
            several => Value::Array(several.to_vec()),
        };
        Self {
            at: line.at,
            by: &line.by,
            device: line.device,
            record: &line.record,
            field: &line.field,
            from,
            to: &line.to_value,
            delivery: line.delivery,
        }
    }
}
