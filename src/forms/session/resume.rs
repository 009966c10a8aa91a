//! Leaving a form and coming back to it: its answers by path.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::super::outline::{Metadata, NodeId, NodeKind, Outline, QuestionKind};
use super::answer::{Answer, Given, typed};
use super::give::{Refused, steps};
use super::refresh::Agenda;
use super::tree::InstanceId;
use super::{Session, Surroundings};

/// An answer that found no place.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOver {
    pub path: String,
    pub value: Value,
}

impl Session {
    /// Everything to keep, by path: answers (hidden ones too), `null` where a
    /// default was cleared, and how often a repeat stands (`/ho`: 3) when that
    /// is not as it began.
    pub fn kept(&self) -> BTreeMap<String, Value> {
        let mut kept = BTreeMap::new();
        for id in self.questions() {
            let instance = self.tree.get(id);
            let node = self.outline.node(instance.node);
            match &instance.answer {
                Some(answer) => {
                    kept.insert(self.path(id), answer.json());
                }
                None if node.default.is_some() => {
                    kept.insert(self.path(id), Value::Null);
                }
                None => {}
            }
        }
        for (path, count) in self.repeat_counts() {
            // One outside other repeats begins with one.
            if count != 1 || path.contains('[') {
                kept.insert(path, Value::from(count));
            }
        }
        kept
    }

    /// How often the repeats stand that people add to by hand, by path.
    fn repeat_counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        let around = std::iter::once(InstanceId::ROOT).chain(self.questions());
        for parent in around {
            let node = self.outline.node(self.tree.get(parent).node);
            for child in &node.children {
                let child_node = self.outline.node(*child);
                if child_node.is_repeat() && child_node.repeat_count.is_none() {
                    let path = format!("{}/{}", self.path(parent), child_node.name);
                    counts.insert(path, self.counted(*child, parent));
                }
            }
        }
        counts
    }

    /// A form with the answers of `kept`, which were accepted before and are
    /// not refused now; and those that found no place.
    pub fn resume(
        outline: Arc<Outline>,
        surroundings: Surroundings,
        kept: &BTreeMap<String, Value>,
    ) -> (Self, Vec<LeftOver>) {
        let mut session = Self::begin(outline, surroundings);
        let mut left = Vec::new();
        let mut waiting: Vec<(&String, &Value)> = kept.iter().collect();
        // Repeats before what is in them; then in the order of the form, so
        // that a count is known before what it counts.
        waiting.sort_by_cached_key(|(path, _)| session.order_of(path));
        for (path, value) in waiting {
            if session.put_back(path, value).is_err() {
                left.push(LeftOver {
                    path: path.clone(),
                    value: value.clone(),
                });
            }
        }
        (session, left)
    }

    /// Where a path stands in the form: by the rows of its steps, then by place.
    pub fn order_of(&self, path: &str) -> Vec<(u32, usize)> {
        let mut at = NodeId::ROOT;
        let mut order = Vec::new();
        for step in steps(path).unwrap_or_default() {
            match self.outline.child(at, step.name) {
                Some(child) => {
                    at = child;
                    order.push((child.0, step.place.unwrap_or(0)));
                }
                None if order.is_empty() && step.name == self.outline.root => {}
                None => break,
            }
        }
        order
    }

    fn put_back(&mut self, path: &str, value: &Value) -> Result<(), Refused> {
        if let Some(count) = self.as_count(path, value) {
            return self.set_count(path, count);
        }
        let id = self.reach(path)?;
        let node = self.node(id);
        let not_asked = || Refused::Type(super::WrongType::NotAsked);
        let answer = match &node.kind {
            NodeKind::Group | NodeKind::Repeat => return Err(not_asked()),
            NodeKind::Question(kind) => {
                if value.is_null() && node.default.is_none() {
                    return Ok(());
                }
                given_before(kind, value).map_err(Refused::Type)?
            }
        };
        let mut agenda = Agenda::default();
        self.keep(id, answer, &mut agenda);
        // A calculation is worked out again from what stands, but for `once()`.
        if !self.node(id).is_answered_by_hand() {
            let own = self.outline.graph.own(self.tree.get(id).node).to_vec();
            agenda.again(id, &own);
        }
        self.settle(agenda);
        Ok(())
    }

    fn as_count(&self, path: &str, value: &Value) -> Option<usize> {
        let last = steps(path)?.pop()?;
        let count = value.as_u64()?;
        let is_repeat = last.place.is_none()
            && self.order_of(path).last().is_some_and(|(node, _)| {
                let id = NodeId(*node);
                let node = self.outline.node(id);
                node.is_repeat() && node.name == last.name
            });
        is_repeat.then(|| usize::try_from(count).unwrap_or(usize::MAX))
    }

    fn set_count(&mut self, path: &str, count: usize) -> Result<(), Refused> {
        if count == 0 {
            while self.find(&format!("{path}[1]")).is_some() {
                self.remove_repeat(&format!("{path}[1]"))?;
            }
            return Ok(());
        }
        self.reach(&format!("{path}[{count}]")).map(|_| ())
    }
}

/// An answer as it was kept. What is worked out or filled in by the device
/// comes back as it was.
fn given_before(kind: &QuestionKind, value: &Value) -> Result<Option<Answer>, super::WrongType> {
    let by_device = match kind {
        QuestionKind::Metadata(Metadata::Today) => &QuestionKind::Date,
        QuestionKind::Metadata(Metadata::Start | Metadata::End) => &QuestionKind::DateTime,
        QuestionKind::Metadata(_) | QuestionKind::Note | QuestionKind::Unsupported => {
            &QuestionKind::Text
        }
        QuestionKind::Calculate => match value {
            Value::Number(_) => &QuestionKind::Decimal,
            _ => &QuestionKind::Text,
        },
        kind => kind,
    };
    typed(by_device, &Given::from(value))
}
