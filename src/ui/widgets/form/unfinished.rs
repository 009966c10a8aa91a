//! What is filled in so far, kept as a draft and gone on with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::editor::Editor;
use super::super::line_field::LineField;
use super::field::{FormField, Input, Origin, input_for};
use super::{Form, Sources};
use crate::i18n::Lang;
use crate::ledger::OpId;
use crate::text;

/// The fields that are filled in, by their names in the log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Unfinished(BTreeMap<String, UnfinishedField>);

/// One field as it was left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct UnfinishedField {
    /// What was typed, right or wrong; of a choice, what it is called.
    words: String,
    /// What was chosen; `null` where it was typed.
    value: Value,
    /// Op ids of the values that the author saw when the form was opened.
    seen: Vec<OpId>,
}

impl Unfinished {
    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl UnfinishedField {
    fn of(field: &FormField) -> Self {
        let value = match &field.input {
            Input::Choice(choice) => choice.picked().value(),
            Input::Line(_) | Input::Lines(_) => Value::Null,
        };
        Self {
            words: field.words(),
            value,
            seen: field.seen.clone(),
        }
    }
}

impl Form {
    /// What is to be kept: of a record that is there, what was changed; of a
    /// new one, all that is filled in, once anything was.
    pub fn unfinished(&self) -> Unfinished {
        if !self.is_changed() {
            return Unfinished::default();
        }
        let is_kept = |field: &&FormField| match field.origin {
            Origin::Book => field.is_touched(),
            Origin::Proposed => !field.words().is_empty() || field.is_touched(),
        };
        let fields = self.fields.iter().filter(is_kept);
        let named = |field: &FormField| (field.spec.name.to_owned(), UnfinishedField::of(field));
        Unfinished(fields.map(named).collect())
    }

    /// Goes on with what was left. What was seen then counts, not what stands
    /// there now: what others wrote meanwhile was never seen.
    pub fn resume(mut self, left: &Unfinished, sources: &Sources) -> Self {
        for field in &mut self.fields {
            let Some(kept) = left.0.get(field.spec.name) else {
                continue;
            };
            match &mut field.input {
                Input::Line(line) => *line = LineField::new(&kept.words),
                Input::Lines(lines) => *lines = Editor::new(&kept.words),
                choice @ Input::Choice(_) => {
                    *choice = input_for(field.spec.shape, &kept.value, &kept.words, sources);
                }
            }
            field.seen.clone_from(&kept.seen);
        }
        self
    }

    /// What was filled in, in one line: “Được khen: Bà Út · Hình thức: Giấy khen”.
    pub fn summary(&self, lang: Lang) -> String {
        let fields = self.fields.iter().filter(|field| field.is_touched());
        let said = fields.filter(|field| !field.words().is_empty());
        let said = said.map(|field| {
            let label = super::view::label_of(&field.spec, lang);
            format!("{label}: {}", text::tidy(&field.words()))
        });
        said.collect::<Vec<_>>().join(" · ")
    }
}
