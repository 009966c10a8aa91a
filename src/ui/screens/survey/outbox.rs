//! Answers on their way to the disk, one write after another, so that each
//! names what stood there when it was given.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use crate::domain::RecordId;
use crate::forms::visit::AnswerField;
use crate::ledger::OpId;
use crate::service::request::{FieldWrite, RecordWrite};
use crate::service::views::FieldView;

/// Whether what was answered is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saved {
    /// Nothing was answered since the page was opened.
    #[default]
    Untouched,
    Underway,
    At(Timestamp),
    /// The book refused; the answers wait to be sent again.
    Refused(String),
}

/// Answers that are not on disk yet.
#[derive(Debug, Default)]
pub struct Outbox {
    waiting: BTreeMap<String, Value>,
    sent: BTreeMap<String, Value>,
    /// Ops of our own that the view of the visit does not show yet.
    own: BTreeMap<String, Vec<OpId>>,
    saved: Saved,
}

impl Outbox {
    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    /// Whether the view of the visit shows everything that was answered.
    pub fn is_shown(&self) -> bool {
        self.is_empty() && self.own.is_empty()
    }

    /// Whether everything that was answered is on disk.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.sent.is_empty()
    }

    /// An answer was left.
    pub fn put(&mut self, fields: impl IntoIterator<Item = AnswerField>) {
        let fields = fields.into_iter();
        self.waiting
            .extend(fields.map(|one| (one.field, one.value)));
    }

    /// What is to be written now: everything that waits, unless a write is on
    /// its way.
    pub fn next(&mut self, visit: RecordId, fields: &[FieldView]) -> Option<RecordWrite> {
        if !self.sent.is_empty() {
            return None;
        }
        self.last(visit, fields)
    }

    /// What waits, whatever is on its way: nobody comes back for it.
    pub fn last(&mut self, visit: RecordId, fields: &[FieldView]) -> Option<RecordWrite> {
        if self.waiting.is_empty() {
            return None;
        }
        self.sent = std::mem::take(&mut self.waiting);
        self.saved = Saved::Underway;
        let write = |(field, value): (&String, &Value)| FieldWrite {
            field: field.clone(),
            value: value.clone(),
            over: self.seen(field, fields),
        };
        Some(RecordWrite {
            record: visit,
            fields: self.sent.iter().map(write).collect(),
        })
    }

    fn seen(&self, field: &str, fields: &[FieldView]) -> Vec<OpId> {
        let view = fields.iter().find(|view| view.name == field);
        let mut seen = view.map(FieldView::seen).unwrap_or_default();
        seen.extend(self.own.get(field).into_iter().flatten());
        seen
    }

    /// What was sent is on disk, as these ops.
    pub fn written(&mut self, ops: &[OpId], at: Timestamp) {
        for field in std::mem::take(&mut self.sent).into_keys() {
            self.own.insert(field, ops.to_vec());
        }
        self.saved = Saved::At(at);
    }

    /// What was sent is not on disk, and waits again.
    pub fn refused(&mut self, why: String) {
        for (field, value) in std::mem::take(&mut self.sent) {
            self.waiting.entry(field).or_insert(value);
        }
        self.saved = Saved::Refused(why);
    }

    /// What waits will never be taken.
    pub fn give_up(&mut self) {
        self.waiting.clear();
        self.sent.clear();
        self.saved = Saved::Untouched;
    }

    /// The view of the visit shows everything that was written.
    pub fn shown(&mut self) {
        self.own.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RecordKind;

    fn answer(field: &str, value: &str) -> AnswerField {
        AnswerField {
            field: field.into(),
            value: value.into(),
        }
    }

    #[test]
    fn one_write_goes_after_the_other_and_names_the_one_before() {
        let visit = RecordId::derived(RecordKind::Visit, &["x"]);
        let mut outbox = Outbox::default();
        outbox.put([answer("answer./a", "met")]);
        let first = outbox.next(visit, &[]).unwrap();
        assert_eq!(first.fields[0].over, []);
        outbox.put([answer("answer./a", "unmet")]);
        assert!(outbox.next(visit, &[]).is_none(), "one at a time");
        let op = OpId([7; 16]);
        outbox.written(&[op], Timestamp::UNIX_EPOCH);
        let second = outbox.next(visit, &[]).unwrap();
        assert_eq!(
            (&second.fields[0].value, &second.fields[0].over),
            (&"unmet".into(), &vec![op])
        );
        assert!(!outbox.is_empty());
    }

    #[test]
    fn what_was_refused_waits_and_gives_way_to_what_was_answered_since() {
        let visit = RecordId::derived(RecordKind::Visit, &["x"]);
        let mut outbox = Outbox::default();
        outbox.put([answer("answer./a", "met"), answer("answer./b", "met")]);
        outbox.next(visit, &[]).unwrap();
        outbox.put([answer("answer./a", "unmet")]);
        outbox.refused("đĩa đầy".into());
        assert_eq!(outbox.saved(), &Saved::Refused("đĩa đầy".into()));
        let again = outbox.next(visit, &[]).unwrap();
        let values: Vec<_> = again.fields.iter().map(|one| one.value.clone()).collect();
        assert_eq!(values, ["unmet", "met"]);
    }
}
