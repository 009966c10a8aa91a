//! A visit filled through its outline: skip logic, constraints and choices are
//! the form's, answers are fields of the visit, one each.

mod items;
mod keys;
mod minutes;

pub use items::items_without_outline;
pub use keys::{Keys, MODELS};
pub use minutes::minutes_of;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::session::{Given, InstanceId, LeftOver, Refused, Session, Surroundings};
use super::{NodeId, Outline};
use crate::domain::Word;
use crate::domain::survey::{SeenModel, Verdict, Visit};

/// How a question is answered from what the visit knows of a model.
type OfModel = fn(&SeenModel) -> Option<&str>;

/// Questions of [`MODELS`] that the visit answers itself, with what answers them.
const KNOWN_OF_MODEL: &[(&str, OfModel)] = &[
    ("ten", |model| Some(&model.name)),
    ("chu_the", |model| model.owner.as_deref()),
    ("dia_chi", |model| model.place.as_deref()),
];

/// A visit being filled through its outline.
#[derive(Debug)]
pub struct Filling {
    session: Session,
    keys: Keys,
    left_over: Vec<LeftOver>,
}

/// A field of the visit, to be written after an answer was accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerField {
    pub field: String,
    /// `null` clears it: *Chưa kiểm tra*.
    pub value: Value,
}

/// How far a visit has come: questions that ask something now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub answered: usize,
    pub asked: usize,
}

impl Filling {
    /// The form with what the visit has. Answers that the outline has no place
    /// for are told by [`left_over`](Self::left_over) and stay with the visit.
    pub fn open(outline: Arc<Outline>, visit: &Visit, surroundings: Surroundings) -> Self {
        let has_models = outline
            .child(NodeId::ROOT, MODELS)
            .is_some_and(|models| outline.node(models).is_repeat());
        let keys = Keys::of(visit, has_models);
        let mut kept: BTreeMap<String, Value> = keys
            .counts()
            .into_iter()
            .map(|(repeat, count)| (repeat, Value::from(count)))
            .collect();
        if has_models {
            kept.entry(format!("/{MODELS}")).or_insert(0.into());
            kept.extend(known_of_models(visit, &outline, &keys));
        }
        let stored = visit.answers.iter();
        kept.extend(stored.map(|(path, value)| (keys.by_place_of(path), value.clone())));
        let (session, left_over) = Session::resume(outline, surroundings, &kept);
        Self {
            session,
            keys,
            left_over,
        }
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Answers that found no place in this outline, by their stored path.
    pub fn left_over(&self) -> impl Iterator<Item = (String, &Value)> {
        let left = self.left_over.iter();
        left.map(|left| (self.keys.by_key_of(&left.path), &left.value))
    }

    /// The path of a question as the visit stores it.
    pub fn stored_path(&self, id: InstanceId) -> String {
        self.keys.by_key_of(&self.session.path(id))
    }

    /// Gives an answer; what is accepted is the field to write.
    ///
    /// # Errors
    /// Why the form does not take it. What stood before stays.
    pub fn answer(&mut self, id: InstanceId, given: &Given) -> Result<AnswerField, Refused> {
        self.session.answer_at(id, given)?;
        let answer = self.session.value(id).map(|answer| answer.json());
        Ok(AnswerField {
            field: format!("answer.{}", self.stored_path(id)),
            value: answer.unwrap_or_default(),
        })
    }

    /// How many of the questions that ask something now were answered. What
    /// was not looked at is asked, and never answered.
    pub fn progress(&self) -> Progress {
        let lines = self.session.lines().into_iter();
        let asked = lines.filter(|line| self.session.node(line.id).is_answered_by_hand());
        asked.fold(Progress::default(), |sum, line| Progress {
            answered: sum.answered + usize::from(self.is_answered(line.id)),
            asked: sum.asked + 1,
        })
    }

    fn is_answered(&self, id: InstanceId) -> bool {
        let answer = self.session.value(id).map(|answer| answer.written());
        answer.is_some_and(|answer| !answer.is_empty() && answer != Verdict::Unchecked.code())
    }
}

/// What the visit itself knows of the models it saw.
fn known_of_models(visit: &Visit, outline: &Outline, keys: &Keys) -> BTreeMap<String, Value> {
    let mut known = BTreeMap::new();
    let Some(repeat) = outline.child(NodeId::ROOT, MODELS) else {
        return known;
    };
    for model in &visit.models {
        let instance = keys.by_place_of(&format!("/{MODELS}[{}]", model.id.id));
        for (question, answer) in KNOWN_OF_MODEL {
            if let (Some(_), Some(answer)) = (outline.child(repeat, question), answer(model)) {
                known.insert(format!("{instance}/{question}"), answer.into());
            }
        }
    }
    known
}

#[cfg(test)]
mod tests;
