//! One record of a register, written by hand.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::request::entry::{CorrectedEntry, EntryRequest, NewEntry};
use super::super::request::{Deed, FieldWrite, RecordWrite};
use super::super::views::ChangeView;
use super::checked::{checked_write, refuse_backward};
use super::{Open, Report};
use crate::domain::register::entered::{ENTERED, identity, required};
use crate::domain::schema::DELETED;
use crate::domain::value::ValueFault;
use crate::domain::{Fields, RecordId, RecordKind};

impl Open {
    pub(super) fn entry(
        &mut self,
        request: EntryRequest,
        report: Report<'_>,
    ) -> Result<ChangeView, Refusal> {
        match request {
            EntryRequest::Add(new) => self.add_entry(new),
            EntryRequest::Correct(CorrectedEntry { write, draft }) => {
                // Models are begun otherwise, and corrected alike.
                if write.record.kind != RecordKind::Model {
                    refuse_other_kinds(write.record.kind)?;
                }
                refuse_emptied(&write)?;
                let name = self.standing_title(write.record)?;
                let deed = Deed::Correct { name };
                self.write_from_draft(deed, &[write], draft.as_deref(), report)
            }
            EntryRequest::TakeOut { record } => self.take_entry_out(record, report),
        }
    }

    fn add_entry(&mut self, new: NewEntry) -> Result<ChangeView, Refusal> {
        refuse_other_kinds(new.kind)?;
        let kind = new.kind;
        let blank = RecordWrite {
            record: RecordId::fresh(kind),
            fields: new.fields,
        };
        let mut change = checked_write(&blank)?;
        change.fields.retain(|field| !field.value.is_null());
        let values: BTreeMap<String, Value> = change
            .fields
            .iter()
            .map(|field| (field.field.clone(), field.value.clone()))
            .collect();
        let missing = |field: &&&str| !values.contains_key(**field);
        if let Some(field) = required(kind).iter().find(missing) {
            return Err(empty(field));
        }
        let id = identity(kind, &values);
        let fields = Fields(values);
        let name = self.found_title(id, &fields)?;
        let stored = self.store.record(&id.to_string())?;
        if stored.is_some_and(|stored| !stored.is_gone()) {
            return Err(Refusal::ThereAlready { kind, name });
        }
        change.record = id.to_string();
        for field in &mut change.fields {
            field.over.clear();
        }
        refuse_backward(&Fields::default(), &change)?;
        self.refuse_misleading(&change)?;
        let change = self.brought_back(change)?;
        let deed = Deed::AddRecord { kind, name };
        let ops = self.commit(&deed, &[change], new.draft.as_deref(), &|_| {})?;
        Ok(ChangeView { record: id, ops })
    }

    fn take_entry_out(
        &mut self,
        record: RecordId,
        report: Report<'_>,
    ) -> Result<ChangeView, Refusal> {
        refuse_other_kinds(record.kind)?;
        let name = self.standing_title(record)?;
        let write = RecordWrite {
            record,
            fields: vec![FieldWrite {
                field: DELETED.to_owned(),
                value: Value::Bool(true),
                over: Vec::new(),
            }],
        };
        let kind = record.kind;
        self.write_records(Deed::TakeOut { kind, name }, &[write], report)
    }

    /// What a record that stands is called.
    fn standing_title(&self, record: RecordId) -> Result<String, Refusal> {
        match self.found_fields(record)? {
            Some(_) => self.title_of(record),
            None => Err(Refusal::NoRecord {
                id: record.to_string(),
            }),
        }
    }
}

/// Other kinds have requests of their own, with their own guards.
fn refuse_other_kinds(kind: RecordKind) -> Result<(), Refusal> {
    match ENTERED.contains(&kind) {
        true => Ok(()),
        false => Err(Refusal::NotEntered { kind }),
    }
}

/// What a record cannot do without is not taken away from it.
fn refuse_emptied(write: &RecordWrite) -> Result<(), Refusal> {
    let needed = required(write.record.kind);
    let emptied =
        |field: &&FieldWrite| field.value.is_null() && needed.contains(&field.field.as_str());
    match write.fields.iter().find(emptied) {
        Some(field) => Err(empty(&field.field)),
        None => Ok(()),
    }
}

fn empty(field: &str) -> Refusal {
    Refusal::Value {
        field: field.to_owned(),
        fault: ValueFault::Empty,
    }
}
