//! What comes from outside is held to the fields of its record before anything
//! is written.

use jiff::civil::Date;
use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::request::{FieldWrite, RecordWrite};
use crate::domain::schema::{self, FieldShape, MEMBER_FAMILIES};
use crate::domain::units::Units;
use crate::domain::value::{ValueFault, read_value};
use crate::domain::{Fields, RecordId, RecordKind, Unit};
use crate::store::{FieldChange, RecordChange};

/// Longest text of a field, in bytes. Written as JSON it can grow sixfold, and
/// still fits into a line of the log with what goes with it.
const LONGEST_TEXT: usize = 128 << 10;

/// A text that no line could hold is refused by the name of its field, before
/// anything is written.
pub(super) fn refuse_too_long(changes: &[RecordChange]) -> Result<(), Refusal> {
    let fields = changes.iter().flat_map(|change| &change.fields);
    let too_long = |field: &&FieldChange| {
        let text = field.value.as_str().unwrap_or_default();
        text.len() > LONGEST_TEXT
    };
    match fields.into_iter().find(too_long) {
        Some(field) => Err(Refusal::Value {
            field: field.field.clone(),
            fault: ValueFault::TooLong {
                bytes: LONGEST_TEXT,
            },
        }),
        None => Ok(()),
    }
}

/// A write from outside: its fields must be fields of the record, and their
/// values must have the shape of the field.
pub(super) fn checked_write(write: &RecordWrite) -> Result<RecordChange, Refusal> {
    let fields = write
        .fields
        .iter()
        .map(|field| checked_field(write.record.kind, field))
        .collect::<Result<_, _>>()?;
    Ok(RecordChange {
        record: write.record.to_string(),
        fields,
    })
}

fn checked_field(kind: RecordKind, write: &FieldWrite) -> Result<FieldChange, Refusal> {
    let change = FieldChange {
        field: write.field.clone(),
        value: write.value.clone(),
        over: write.over.clone(),
    };
    let is_member = |(family_kind, family): &(RecordKind, &str)| {
        *family_kind == kind
            && write
                .field
                .strip_prefix(family)
                .is_some_and(|rest| rest.starts_with('.'))
    };
    if MEMBER_FAMILIES.iter().any(is_member) {
        return Ok(change);
    }
    let Some(spec) = schema::field_or_member(kind, &write.field) else {
        let known = schema::fields_of(kind)
            .iter()
            .map(|spec| spec.name.to_owned())
            .collect();
        return Err(Refusal::NoField {
            field: write.field.clone(),
            known,
        });
    };
    let refuse = |fault| Refusal::Value {
        field: write.field.clone(),
        fault,
    };
    let fits = matches!(
        (&write.value, spec.shape),
        (Value::Bool(_), FieldShape::Mark) | (Value::Number(_), FieldShape::Count)
    );
    let value = match &write.value {
        value if fits => value.clone(),
        Value::Null => Value::Null,
        Value::String(typed) => read_value(spec.shape, typed).map_err(refuse)?,
        other => read_value(spec.shape, &other.to_string()).map_err(refuse)?,
    };
    let is_needed =
        write.field == "name" || (kind, write.field.as_str()) == (RecordKind::Model, "unit");
    if value.is_null() && is_needed {
        return Err(refuse(ValueFault::Empty));
    }
    Ok(FieldChange { value, ..change })
}

/// Refuses a unit that would lie in itself or answer to itself, directly or
/// through the units above it.
pub(super) fn refuse_above_itself(units: &Units, write: &RecordWrite) -> Result<(), Refusal> {
    for field in &write.fields {
        let above: fn(&Unit) -> Option<RecordId> = match (write.record.kind, field.field.as_str()) {
            (RecordKind::Unit, "parent") => |unit| unit.parent,
            (RecordKind::Unit, "organization") => |unit| unit.organization,
            _ => continue,
        };
        let mut path: Vec<RecordId> = Vec::new();
        let mut next = field.value.as_str().and_then(|id| id.parse().ok());
        while let Some(id) = next.filter(|id| !path.contains(id)) {
            if id == write.record {
                return Err(Refusal::Value {
                    field: field.field.clone(),
                    fault: ValueFault::AboveItself,
                });
            }
            path.push(id);
            next = units.get(id).and_then(above);
        }
    }
    Ok(())
}

/// Refuses a record that would end before it begins: the days that are written,
/// beside those that stand.
pub(super) fn refuse_backward(standing: &Fields, change: &RecordChange) -> Result<(), Refusal> {
    let day = |field: &str| {
        let written = change.fields.iter().find(|change| change.field == field);
        match written {
            Some(change) => change.value.as_str().and_then(|day| day.parse().ok()),
            None => standing.day(field),
        }
    };
    let from: Option<Date> = day("valid_from");
    match from.zip(day("valid_to")) {
        Some((from, to)) if to < from => Err(Refusal::Value {
            field: "valid_to".into(),
            fault: ValueFault::EndsBeforeItBegins { from },
        }),
        _ => Ok(()),
    }
}

/// Whether a change writes one of the days between which a record is valid.
pub(super) fn writes_days(change: &RecordChange) -> bool {
    let is_day = |field: &FieldChange| matches!(field.field.as_str(), "valid_from" | "valid_to");
    change.fields.iter().any(is_day)
}
