//! A visit filled through its outline: skip logic, constraints and choices are
//! the form's, answers are fields of the visit, one each.

mod instances;
mod items;
mod keys;
mod minutes;
mod moving;
mod targets;

pub use instances::{Added, Addition};
pub use items::items_without_outline;
pub use keys::{Keys, MODELS, Models};
pub use minutes::minutes_of;
pub use moving::{Moved, moved};
pub use targets::{PartOfTarget, TARGETS, TargetPart, TargetTable};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::outline::{ChoiceSource, ListId};
use super::session::{Given, InstanceId, LeftOver, Refused, Session, Surroundings};
use super::{NodeId, Outline};
use crate::domain::survey::{SeenModel, Verdict, Visit};
use crate::domain::{RecordId, Word};

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
    targets: TargetTable,
    /// Choice lists with *Chưa kiểm tra* among them.
    judged: BTreeSet<ListId>,
    left_over: Vec<LeftOver>,
}

/// A field of the visit, to be written after an answer was accepted. An answer
/// is the text that XForms writes for it, as the book keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerField {
    pub field: String,
    /// `null` clears it: *Chưa kiểm tra*.
    pub value: Value,
}

/// How far a visit has come: questions that count now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub answered: usize,
    pub asked: usize,
}

impl Filling {
    /// The form with what the visit has. Answers that the outline has no place
    /// for are told by [`left_over`](Self::left_over) and stay with the visit.
    pub fn open(outline: Arc<Outline>, visit: &Visit, surroundings: Surroundings) -> Self {
        let repeat = outline.child(NodeId::ROOT, MODELS);
        let models = match repeat.filter(|models| outline.node(*models).is_repeat()) {
            Some(_) => Models::Asked,
            None => Models::NotAsked,
        };
        let targets = TargetTable::of(&outline);
        let keys = Keys::of(visit, models, &targets);
        let mut kept: BTreeMap<String, Value> = keys
            .counts()
            .into_iter()
            .map(|(repeat, count)| (repeat, Value::from(count)))
            .collect();
        // Of these the form begins with what the visit has, and with no other.
        let filled = targets.of_models(visit.models.len());
        for repeat in filled.chain(targets.of_unit().map(str::to_owned)) {
            kept.entry(repeat).or_insert(0.into());
        }
        if models == Models::Asked {
            kept.entry(format!("/{MODELS}")).or_insert(0.into());
            kept.extend(known_of_models(visit, &outline, &keys));
        }
        kept.extend(targets.known(visit, &keys));
        let stored = visit.answers.iter();
        kept.extend(stored.map(|(path, value)| (keys.by_place_of(path), value.clone())));
        let judged = judged_lists(&outline);
        let (session, left_over) = Session::resume(outline, surroundings, &kept);
        Self {
            session,
            keys,
            targets,
            judged,
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
            // What a target holds is shown as it was written, number or not.
            .filter(|(path, _)| self.targets.part_of(path).is_none())
    }

    /// The path of a question as the visit stores it.
    pub fn stored_path(&self, id: InstanceId) -> String {
        self.keys.by_key_of(&self.session.path(id))
    }

    /// The part of a target that a question asks for.
    pub fn part_of_target(&self, id: InstanceId) -> Option<PartOfTarget> {
        self.targets.part_of(&self.stored_path(id))
    }

    /// The target that an instance of the outline's table of targets is.
    pub fn target_of(&self, id: InstanceId) -> Option<(String, Option<RecordId>)> {
        self.targets.target_of(&self.stored_path(id))
    }

    fn is_of_target(&self, id: InstanceId) -> bool {
        self.target_of(id).is_some()
            || self
                .session
                .parent(id)
                .is_some_and(|instance| self.target_of(instance).is_some())
    }

    /// Gives an answer; what is accepted is the fields to write.
    ///
    /// # Errors
    /// Why the form does not take it. What stood before stays.
    pub fn answer(&mut self, id: InstanceId, given: &Given) -> Result<Vec<AnswerField>, Refused> {
        self.session.answer_at(id, given)?;
        let answer = self.session.value(id);
        let Some(part) = self.part_of_target(id) else {
            return Ok(vec![AnswerField {
                field: format!("answer.{}", self.stored_path(id)),
                value: answer.map_or(Value::Null, |answer| answer.written().into()),
            }]);
        };
        let mut fields = vec![AnswerField {
            field: part.field(),
            value: answer.map_or(Value::Null, |answer| answer.shown().into()),
        }];
        fields.extend(part.model.map(|model| AnswerField {
            field: format!("target.{}.model", part.key),
            value: model.to_string().into(),
        }));
        Ok(fields)
    }

    /// How many of the questions that count now were answered. What was not
    /// looked at is asked, and never answered.
    pub fn progress(&self) -> Progress {
        let lines = self.session.lines().into_iter();
        let asked = lines.filter(|line| self.counts(line.id));
        asked.fold(Progress::default(), |sum, line| Progress {
            answered: sum.answered + usize::from(self.is_answered(line.id)),
            asked: sum.asked + 1,
        })
    }

    /// Whether a question counts for the progress. In an outline whose items
    /// are judged (they can be *Chưa kiểm tra*), those; figures and remarks
    /// beside them may stay blank. In others every question.
    pub fn counts(&self, id: InstanceId) -> bool {
        let node = self.session.node(id);
        node.is_answered_by_hand()
            && (self.judged.is_empty() || node.choices.as_ref().is_some_and(|source| {
                matches!(source, ChoiceSource::List(list) if self.judged.contains(list))
            }))
    }

    /// Whether a question was answered: *Chưa kiểm tra* is no answer.
    pub fn is_answered(&self, id: InstanceId) -> bool {
        let answer = self.session.value(id).map(|answer| answer.written());
        answer.is_some_and(|answer| !answer.is_empty() && answer != Verdict::Unchecked.code())
    }
}

fn judged_lists(outline: &Outline) -> BTreeSet<ListId> {
    let sources = outline
        .nodes()
        .filter_map(|(_, node)| node.choices.as_ref());
    let lists = sources.filter_map(|source| match source {
        ChoiceSource::List(list) => Some(*list),
        ChoiceSource::Answers { .. } => None,
    });
    let unchecked = Verdict::Unchecked.code();
    let is_judged = |list: &ListId| {
        outline
            .list(*list)
            .is_some_and(|list| !list.named(unchecked).is_empty())
    };
    lists.filter(is_judged).collect()
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
