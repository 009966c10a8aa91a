//! What a screen or a script sees of a form: its visible questions in order,
//! their words and choices, and what is still faulty.

use super::super::outline::{Aspect, ChoiceSource, NodeId, NodeKind, QuestionKind};
use super::Session;
use super::answer::Answer;
use super::give::Reason;
use super::refresh::answers;
use super::tree::{InstanceId, Standing};
use super::world::Context;
use crate::i18n::{Lang, Phrase};

/// A visible line: a group, an instance of a repeat, a note or a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    pub id: InstanceId,
    /// Groups and repeats around it.
    pub depth: usize,
}

/// A visible line, or the place where people may add to a repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    Line(Line),
    /// Behind the last instance of a repeat that the outline does not count.
    Addition {
        repeat: NodeId,
        parent: InstanceId,
        depth: usize,
    },
}

/// A choice that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub name: String,
    pub label: String,
}

/// Something that keeps the form from being complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulty {
    pub id: InstanceId,
    pub reason: Reason,
    pub message: String,
}

crate::phrases! {
    enum Words {
        Required => "câu này bắt buộc phải trả lời", "this must be answered";
        Refused => "câu trả lời không đúng điều kiện của câu hỏi", "the answer does not meet the question's condition";
    }
}

impl Session {
    /// Everything visible, in the order of the form.
    pub fn lines(&self) -> Vec<Line> {
        let line = |row| match row {
            Row::Line(line) => Some(line),
            Row::Addition { .. } => None,
        };
        self.rows().into_iter().filter_map(line).collect()
    }

    /// Everything visible, and where repeats can be added to, in the order of
    /// the form.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut open: Vec<Row> = self.rows_within(InstanceId::ROOT, 0);
        while let Some(row) = open.pop() {
            let Row::Line(Line { id, depth }) = row else {
                rows.push(row);
                continue;
            };
            if !self.tree.get(id).relevant {
                continue;
            }
            if self.shows(id) {
                rows.push(row);
            }
            open.extend(self.rows_within(id, depth + 1));
        }
        rows
    }

    fn shows(&self, id: InstanceId) -> bool {
        let node = self.node(id);
        match &node.kind {
            NodeKind::Group | NodeKind::Repeat => true,
            NodeKind::Question(QuestionKind::Note) => true,
            // A calculation with words is shown with what it gives.
            NodeKind::Question(kind) => {
                kind.is_answered_by_hand() || (node.calculation.is_some() && !node.label.is_empty())
            }
        }
    }

    /// What lies directly within an instance, the last first.
    fn rows_within(&self, parent: InstanceId, depth: usize) -> Vec<Row> {
        let instance = self.tree.get(parent);
        let children = &self.outline.node(instance.node).children;
        let mut rows = Vec::new();
        for (child, slot) in children.iter().zip(&instance.slots) {
            rows.extend(slot.iter().map(|id| Row::Line(Line { id: *id, depth })));
            let node = self.outline.node(*child);
            let is_wanted = slot.last().is_some_and(|id| self.tree.get(*id).wanted);
            if node.is_repeat() && node.repeat_count.is_none() && is_wanted {
                rows.push(Row::Addition {
                    repeat: *child,
                    parent,
                    depth,
                });
            }
        }
        rows.reverse();
        rows
    }

    /// The label of a repeat, as said within `parent`.
    pub fn label_of_repeat(&self, repeat: NodeId, parent: InstanceId) -> String {
        let node = self.outline.node(repeat);
        self.world(None)
            .spoken(&node.label, parent)
            .unwrap_or_else(|| node.name.clone())
    }

    /// Every question of the form as it stands, hidden ones too, in order.
    pub fn questions(&self) -> impl Iterator<Item = InstanceId> + '_ {
        self.tree
            .within(InstanceId::ROOT)
            .into_iter()
            .skip(1)
            .filter(|id| self.stands(*id))
    }

    /// Whether every repeat around an instance counts it.
    fn stands(&self, id: InstanceId) -> bool {
        let around = self.tree.chain(id).into_iter();
        around
            .map(|id| self.tree.get(id).standing)
            .all(|standing| standing == Standing::Counted)
    }

    /// What an instance lies in.
    pub fn parent(&self, id: InstanceId) -> Option<InstanceId> {
        self.tree.get(id).parent
    }

    /// The answer or worked-out value; nothing where it is not relevant.
    pub fn value(&self, id: InstanceId) -> Option<&Answer> {
        self.tree.seen(id)
    }

    pub fn is_relevant(&self, id: InstanceId) -> bool {
        self.tree.get(id).relevant
    }

    pub fn is_required(&self, id: InstanceId) -> bool {
        self.tree.get(id).required
    }

    pub fn is_read_only(&self, id: InstanceId) -> bool {
        self.tree.get(id).read_only
    }

    /// The place of a repeat's instance, from 1, and how many there are.
    pub fn place(&self, id: InstanceId) -> (usize, usize) {
        let instance = self.tree.get(id);
        let count = instance
            .parent
            .map_or(1, |parent| self.counted(instance.node, parent));
        (instance.position as usize + 1, count)
    }

    /// The label with its answers in it, or the name when it has none.
    pub fn label(&self, id: InstanceId) -> String {
        let node = self.node(id);
        self.world(None)
            .spoken(&node.label, id)
            .unwrap_or_else(|| node.name.clone())
    }

    pub fn hint(&self, id: InstanceId) -> Option<String> {
        self.world(None).spoken(&self.node(id).hint, id)
    }

    pub fn guidance(&self, id: InstanceId) -> Option<String> {
        self.world(None).spoken(&self.node(id).guidance, id)
    }

    /// The names of the choices that are offered now.
    pub fn choice_names(&self, id: InstanceId) -> Vec<String> {
        let node = self.node(id);
        match &node.choices {
            Some(ChoiceSource::List(list)) => {
                let rows = self.offered_rows(id);
                let list = self.outline.list(*list);
                let name = |row: &u32| Some(list?.choice(*row)?.name.clone());
                rows.iter().filter_map(name).collect()
            }
            Some(ChoiceSource::Answers { path, .. }) => {
                answers(&self.world(None), path, node.choice_filter.as_ref(), id)
                    .unwrap_or_default()
            }
            None => Vec::new(),
        }
    }

    /// The choices that are offered now, with their labels.
    pub fn choices(&self, id: InstanceId) -> Vec<Offer> {
        let world = self.world(None);
        match &self.node(id).choices {
            Some(ChoiceSource::List(list)) => {
                let list = self.outline.list(*list);
                let offer = |row: &u32| {
                    let choice = list?.choice(*row)?;
                    let label = world.spoken(&choice.label, id);
                    Some(Offer {
                        name: choice.name.clone(),
                        label: label.unwrap_or_else(|| choice.name.clone()),
                    })
                };
                self.offered_rows(id).iter().filter_map(offer).collect()
            }
            _ => self
                .choice_names(id)
                .into_iter()
                .map(|name| Offer {
                    label: name.clone(),
                    name,
                })
                .collect(),
        }
    }

    /// The rows of its list that a question offers now.
    pub fn offered_rows(&self, id: InstanceId) -> Vec<u32> {
        let node = self.node(id);
        let Some(ChoiceSource::List(list)) = &node.choices else {
            return Vec::new();
        };
        let filter = node.choice_filter.as_slice();
        self.world(None)
            .rows(*list, filter, Context::at(id))
            .unwrap_or_default()
    }

    /// The answer in words: labels of choices, days as people write them.
    pub fn shown(&self, id: InstanceId) -> String {
        let Some(answer) = self.value(id) else {
            return String::new();
        };
        let (Some(ChoiceSource::List(list)), Answer::Text(chosen)) =
            (&self.node(id).choices, answer)
        else {
            return answer.shown();
        };
        let world = self.world(None);
        let label = |name: &str| {
            let list = self.outline.list(*list)?;
            let choice = list.choice(*list.named(name).first()?)?;
            world.spoken(&choice.label, id)
        };
        let several = self
            .node(id)
            .question()
            .is_some_and(QuestionKind::takes_several);
        let names: Vec<&str> = if several {
            chosen.split_whitespace().collect()
        } else {
            vec![chosen]
        };
        let labels: Vec<String> = names
            .into_iter()
            .map(|name| label(name).unwrap_or_else(|| name.to_owned()))
            .collect();
        labels.join("; ")
    }

    /// What is faulty: answers that were refused, answers that no longer meet
    /// their constraint, questions that must be answered, and what cannot be
    /// worked out.
    pub fn faulty(&self, lang: Lang) -> Vec<Faulty> {
        let mut faulty = Vec::new();
        for id in self.questions().filter(|id| self.is_relevant(*id)) {
            if let Some(fault) = self.fault_at(id, lang) {
                faulty.push(fault);
            }
        }
        faulty
    }

    /// What is faulty about one question.
    pub fn fault_at(&self, id: InstanceId, lang: Lang) -> Option<Faulty> {
        let fault = |reason, message| {
            Some(Faulty {
                id,
                reason,
                message,
            })
        };
        if let Some(refused) = self.refused.get(&id) {
            return fault(refused.reason(), refused.message(lang));
        }
        let problem = [
            Aspect::Value,
            Aspect::Relevance,
            Aspect::Count,
            Aspect::Choices,
            Aspect::Required,
            Aspect::ReadOnly,
        ]
        .iter()
        .find_map(|aspect| self.problems.get(&(id, *aspect)));
        if let Some(problem) = problem {
            return fault(Reason::Type, lang.say(problem));
        }
        match self.value(id) {
            Some(answer) if !self.meets_constraint(id, answer) => {
                let message = self.constraint_message(id);
                let message = message.unwrap_or_else(|| Words::Refused.text(lang));
                fault(Reason::Constraint, message)
            }
            None if self.is_required(id) && self.node(id).question().is_some() => {
                let message = self
                    .world(None)
                    .spoken(&self.node(id).required_message, id)
                    .unwrap_or_else(|| Words::Required.text(lang));
                fault(Reason::Required, message)
            }
            _ => None,
        }
    }
}
