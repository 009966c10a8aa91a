//! Outlines: each version a record of its own, the same on every device that
//! imports the same workbook.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::super::refusal::Refusal;
use super::super::request::{Deed, NewOutline, OutlineReply, OutlineRequest};
use super::super::views::{ChangeView, OutlineView};
use super::book::begin;
use super::{Open, Report};
use crate::domain::value::ValueFault;
use crate::domain::{Fields, RecordId, RecordKind};

impl Open {
    pub(super) fn outlines(
        &mut self,
        request: OutlineRequest,
        report: Report<'_>,
    ) -> Result<OutlineReply, Refusal> {
        match request {
            OutlineRequest::List => self.outline_list().map(OutlineReply::List),
            OutlineRequest::Open(id) => self.open_outline(id),
            OutlineRequest::Import(new) => self
                .import_outline(&new, report)
                .map(OutlineReply::Imported),
        }
    }

    fn outline_list(&self) -> Result<Vec<OutlineView>, Refusal> {
        let mut outlines = Vec::new();
        self.store.records_of(RecordKind::Outline, |id, stored| {
            if !stored.is_gone() {
                outlines.push(view(id, &Fields(stored.state.shown())));
            }
        })?;
        outlines.sort_by(|a, b| {
            (&a.form_id, Reverse(a.imported), a.id).cmp(&(&b.form_id, Reverse(b.imported), b.id))
        });
        Ok(outlines)
    }

    fn open_outline(&self, id: RecordId) -> Result<OutlineReply, Refusal> {
        let stored = self.store.record(&id.to_string())?;
        let fields = stored
            .filter(|stored| !stored.is_gone())
            .map(|stored| Fields(stored.state.shown()));
        match fields {
            Some(fields) if id.kind == RecordKind::Outline => Ok(OutlineReply::Opened {
                outline: view(id, &fields),
                form: fields.text("form").unwrap_or_default().to_owned(),
            }),
            _ => Err(Refusal::NoRecord { id: id.to_string() }),
        }
    }

    fn import_outline(
        &mut self,
        new: &NewOutline,
        report: Report<'_>,
    ) -> Result<ChangeView, Refusal> {
        if new.title.is_empty() {
            return Err(Refusal::Value {
                field: "name".into(),
                fault: ValueFault::Empty,
            });
        }
        let facts = [new.form_id.as_str(), &new.version, &new.form];
        let id = RecordId::derived(RecordKind::Outline, &facts);
        let stored = self.store.record(&id.to_string())?;
        if stored.is_some_and(|stored| !stored.is_gone()) {
            return Ok(ChangeView {
                record: id,
                ops: Vec::new(),
            });
        }
        let change = self.brought_back(begin(
            id,
            &[
                ("name", new.title.clone().into()),
                ("form_id", new.form_id.clone().into()),
                ("version", new.version.clone().into()),
                ("languages", new.languages.join(", ").into()),
                ("form", new.form.clone().into()),
                ("imported", Timestamp::now().to_string().into()),
            ],
        ))?;
        let deed = Deed::ImportOutline {
            name: new.title.clone(),
        };
        let ops = self.commit(&deed, &[change], None, report)?;
        Ok(ChangeView { record: id, ops })
    }
}

fn view(id: RecordId, fields: &Fields) -> OutlineView {
    let text = |name: &str| fields.text(name).unwrap_or_default().to_owned();
    OutlineView {
        id,
        title: text("name"),
        form_id: text("form_id"),
        version: text("version"),
        languages: text("languages"),
        imported: fields.text("imported").and_then(|at| at.parse().ok()),
    }
}
