//! One record with everything about it; notes; fields where people must choose.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::views::{ConflictView, FieldView, HistoryLine, LiveView, NoteView, RecordView};
use super::Open;
use crate::domain::schema::{DELETED, fields_of};
use crate::domain::{Fields, Level, Note, Period, RecordId, RecordKind, Word};
use crate::ledger::{LiveValue, RecordState};
use crate::store::Deliveries;

impl Open {
    pub(super) fn record_view(&mut self, id: RecordId) -> Result<RecordView, Refusal> {
        let stored = self
            .store
            .record(&id.to_string())?
            .ok_or_else(|| Refusal::NoRecord { id: id.to_string() })?;
        let mut registrations = Vec::new();
        let mut notes = Vec::new();
        let deliveries = self.store.deliveries()?;
        let mut history = self.history_of(id, &deliveries)?;
        for merged in self.store.merged(id)? {
            history.extend(self.history_of(merged, &deliveries)?);
        }
        for child in self.store.children(&id.to_string())? {
            match child.kind {
                RecordKind::Registration => {
                    history.extend(self.history_of(child, &deliveries)?);
                    registrations.extend(self.child_view(child)?);
                }
                RecordKind::Note => notes.extend(self.note_view(child)?),
                _ => {}
            }
        }
        registrations.sort_by_key(registration_order);
        sort_newest_first(&mut notes);
        history.sort_by_key(|line| std::cmp::Reverse(line.at));
        let summary = match id.kind {
            RecordKind::Model => self.store.summary(id)?,
            _ => None,
        };
        Ok(RecordView {
            id,
            title: self.title_of(id)?,
            formerly: summary.map(|summary| summary.formerly).unwrap_or_default(),
            fields: self.field_views(id.kind, &stored.state),
            registrations,
            related: self.spoken_of(id)?,
            notes,
            attachments: self.attachment_list(Some(id))?,
            history,
        })
    }

    fn child_view(&self, id: RecordId) -> Result<Option<RecordView>, Refusal> {
        let Some(stored) = self.store.record(&id.to_string())? else {
            return Ok(None);
        };
        if stored.is_gone() {
            return Ok(None);
        }
        Ok(Some(RecordView {
            id,
            title: String::new(),
            formerly: Vec::new(),
            fields: self.field_views(id.kind, &stored.state),
            registrations: Vec::new(),
            related: Vec::new(),
            notes: Vec::new(),
            attachments: Vec::new(),
            history: Vec::new(),
        }))
    }

    pub(super) fn field_views(&self, kind: RecordKind, state: &RecordState) -> Vec<FieldView> {
        let known = fields_of(kind).iter().map(|spec| spec.name);
        let names: BTreeSet<&str> = known.clone().collect();
        let unknown = state
            .registers
            .keys()
            .map(String::as_str)
            .filter(|name| !names.contains(name));
        known
            .chain(unknown)
            .filter_map(|name| {
                let register = state.register(name)?;
                let value = register
                    .shown()
                    .map(|live| live.value.clone())
                    .unwrap_or_default();
                // “It stands” needs no line; people choose only where somebody took it out.
                if name == DELETED && value.is_null() && !register.is_conflict() {
                    return None;
                }
                Some(FieldView {
                    name: name.to_owned(),
                    words: self.words_of(kind, name, &value),
                    value,
                    live: register
                        .live()
                        .iter()
                        .map(|live| self.live_view(kind, name, live))
                        .collect(),
                })
            })
            .collect()
    }

    fn live_view(&self, kind: RecordKind, field: &str, live: &LiveValue) -> LiveView {
        LiveView {
            op: live.op,
            value: live.value.clone(),
            words: self.words_of(kind, field, &live.value),
            by: self.names.officer(&live.by),
            device: live.device,
            at: live.at.moment(),
        }
    }

    /// What to call a record: its name, a registration's model, a note's subject.
    pub(super) fn title_of(&self, id: RecordId) -> Result<String, Refusal> {
        let Some(stored) = self.store.record(&id.to_string())? else {
            return Ok(id.to_string());
        };
        let fields = Fields(stored.state.shown());
        let parent = match id.kind {
            RecordKind::Registration => fields.reference("model", RecordKind::Model),
            RecordKind::Note => fields
                .text("record")
                .and_then(|record| record.parse().ok())
                .filter(|parent| *parent != id),
            _ => None,
        };
        match parent {
            Some(parent) if parent.kind == RecordKind::Model => self.title_of(parent),
            _ => match self.found_title(id, &fields)? {
                title if title.is_empty() => Ok(self.name_in(id.kind, &fields)),
                title => Ok(title),
            },
        }
    }

    /// A value as people read it; a record by what it is called.
    pub(super) fn words_of(&self, kind: RecordKind, field: &str, value: &Value) -> String {
        let id = value
            .as_str()
            .and_then(|said| said.parse::<RecordId>().ok());
        match id.filter(|id| self.names.of(*id).is_none()) {
            Some(record) => self
                .title_of(record)
                .unwrap_or_else(|_| self.names.words(kind, field, value)),
            None => self.names.words(kind, field, value),
        }
    }

    /// A record's name; one that has none is called by its first field.
    fn name_in(&self, kind: RecordKind, fields: &Fields) -> String {
        if let Some(name) = fields.text("name") {
            return name.to_owned();
        }
        let said = fields_of(kind).iter().find_map(|spec| {
            let value = fields.0.get(spec.name)?;
            Some(self.words_of(kind, spec.name, value))
        });
        said.unwrap_or_default()
    }

    pub(super) fn history_of(
        &self,
        id: RecordId,
        deliveries: &Deliveries,
    ) -> Result<Vec<HistoryLine>, Refusal> {
        let mut lines = Vec::new();
        let past = self.store.past(&id.to_string())?;
        for entry in past.history()? {
            for (field, write) in &entry.op.set {
                let from_values = past.values_before(field, &write.over)?;
                let still_stands = write.to.is_null() && from_values.iter().all(Value::is_null);
                if field == DELETED && still_stands {
                    continue;
                }
                lines.push(HistoryLine {
                    at: entry.op.at.moment(),
                    by: self.names.officer(&entry.op.by),
                    device: entry.op.dev,
                    record: entry.op.rec.clone(),
                    field: field.clone(),
                    from: from_values
                        .iter()
                        .map(|value| self.words_of(id.kind, field, value))
                        .collect(),
                    to: self.words_of(id.kind, field, &write.to),
                    from_values,
                    to_value: write.to.clone(),
                    delivery: deliveries.of(&entry.op),
                });
            }
        }
        Ok(lines)
    }

    fn note_view(&self, id: RecordId) -> Result<Option<NoteView>, Refusal> {
        let Some(stored) = self.store.record(&id.to_string())? else {
            return Ok(None);
        };
        let fields = Fields(stored.state.shown());
        if stored.is_gone() {
            return Ok(None);
        }
        let note = Note::read(&fields);
        let writer = stored
            .state
            .register("text")
            .and_then(|register| register.shown());
        let author = note
            .author
            .or_else(|| writer.map(|live| self.names.officer(&live.by)));
        Ok(Some(NoteView {
            id,
            record: note.record,
            about: note
                .record
                .map(|record| self.title_of(record))
                .transpose()?
                .unwrap_or_default(),
            text: note.text,
            author: author.unwrap_or_default(),
            device: writer.map(|live| live.device),
            at: note.at,
            place: note.place,
            conflicts: u32::try_from(stored.state.conflicts().count()).unwrap_or(u32::MAX),
        }))
    }

    /// Notes on a record, or all, newest first.
    pub(super) fn notes(
        &self,
        record: Option<RecordId>,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<NoteView>, Refusal> {
        let mut ids = Vec::new();
        match record {
            Some(record) => {
                if self.store.record(&record.to_string())?.is_none() {
                    return Err(Refusal::NoRecord {
                        id: record.to_string(),
                    });
                }
                ids.extend(
                    self.store
                        .children(&record.to_string())?
                        .into_iter()
                        .filter(|child| child.kind == RecordKind::Note),
                );
            }
            None => self
                .store
                .records_of(RecordKind::Note, |id, _| ids.push(id))?,
        }
        let mut notes = Vec::new();
        for id in ids {
            notes.extend(self.note_view(id)?);
        }
        sort_newest_first(&mut notes);
        Ok(notes.into_iter().skip(offset).take(limit).collect())
    }

    pub(super) fn conflicts(&self) -> Result<Vec<ConflictView>, Refusal> {
        let mut views = Vec::new();
        for (record, field) in self.store.conflicts()? {
            let Ok(id) = record.parse::<RecordId>() else {
                continue;
            };
            let Some(stored) = self.store.record(&record)? else {
                continue;
            };
            let live = stored
                .state
                .register(&field)
                .map(|register| register.live())
                .unwrap_or_default();
            views.push(ConflictView {
                id: format!("{record}/{field}"),
                record: id,
                name: self.title_of(id)?,
                values: live
                    .iter()
                    .map(|live| self.live_view(id.kind, &field, live))
                    .collect(),
                before: self.before_conflict(id, &field, live)?,
                field,
            });
        }
        Ok(views)
    }
}

impl Open {
    /// For each value that does not agree with another: what its writer saw in
    /// the field before, in words.
    fn before_conflict(
        &self,
        record: RecordId,
        field: &str,
        live: &[LiveValue],
    ) -> Result<Vec<Vec<String>>, Refusal> {
        let past = self.store.past(&record.to_string())?;
        let before = |value: &LiveValue| {
            let op = past.op(value.op)?;
            let write = op.as_ref().and_then(|op| op.set.get(field));
            let over = write.map(|write| write.over.as_slice());
            let seen = past.values_before(field, over.unwrap_or_default())?;
            let words = seen
                .iter()
                .map(|value| self.words_of(record.kind, field, value));
            Ok(words.collect())
        };
        live.iter().map(before).collect()
    }
}

fn sort_newest_first(notes: &mut [NoteView]) {
    notes.sort_by_key(|note| std::cmp::Reverse((note.at, note.id)));
}

fn registration_order(view: &RecordView) -> (Option<Level>, Option<Period>) {
    let text = |name: &str| {
        view.fields
            .iter()
            .find(|field| field.name == name)
            .and_then(|field| field.value.as_str())
    };
    let level = text("level").and_then(|code| {
        Level::ALL
            .iter()
            .copied()
            .find(|level| level.code() == code)
    });
    (
        level,
        text("period").and_then(|period| Period::parse(period).ok()),
    )
}
