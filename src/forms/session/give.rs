//! Giving answers, adding and removing repeats.

use super::super::nearest::nearest;
use super::super::outline::{Aspect, ChoiceSource, NodeId, QuestionKind};
use super::answer::{Answer, Given, WrongType, typed};
use super::refresh::{Agenda, answers, offered};
use super::tree::{InstanceId, Standing};
use super::world::Context;
use super::{MOST_INSTANCES, Session};
use crate::i18n::{Lang, Phrase};

/// Why an answer is faulty, in the word that scripts read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Constraint,
    Required,
    Type,
}

impl Reason {
    pub fn code(self) -> &'static str {
        match self {
            Self::Constraint => "constraint",
            Self::Required => "required",
            Self::Type => "type",
        }
    }
}

/// Why an answer was not kept, or a repeat not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    Type(WrongType),
    /// The outline's own words, or ours when it has none.
    Constraint(Option<String>),
    Path(PathFault),
}

crate::phrases! {
    /// Why a path leads nowhere.
    pub enum PathFault {
        NoSuchQuestion { path: String, nearest: String } =>
            "không có câu hỏi “{path}”; có phải “{nearest}”?",
            "there is no question “{path}”; is “{nearest}” meant?";
        NotAPath { path: String } =>
            "“{path}” không phải đường dẫn; ghi như /nhom/cau_hoi hoặc /ho[2]/ten",
            "“{path}” is not a path; write it like /group/question or /repeat[2]/question";
        Counted { name: String, count: String } =>
            "số lần của “{name}” do đề cương tính ({count}), không thêm bớt bằng tay",
            "the outline counts “{name}” itself ({count}); it cannot be added to or removed by hand";
        TooMany { name: String, most: usize } =>
            "“{name}” nhiều quá: cả biểu chỉ chứa được {most} ô",
            "too many of “{name}”: a form holds {most} cells at most";
        NotARepeat { path: String } =>
            "“{path}” không phải nhóm lặp",
            "“{path}” is not a repeat";
    }
}

crate::phrases! {
    enum Words {
        Refused => "câu trả lời không đúng điều kiện của câu hỏi", "the answer does not meet the question's condition";
    }
}

impl Refused {
    pub fn reason(&self) -> Reason {
        match self {
            Self::Constraint(_) => Reason::Constraint,
            Self::Type(_) | Self::Path(_) => Reason::Type,
        }
    }

    /// What is wrong, in words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Type(fault) => lang.say(fault),
            Self::Constraint(Some(message)) => message.clone(),
            Self::Constraint(None) => Words::Refused.text(lang),
            Self::Path(fault) => lang.say(fault),
        }
    }
}

/// A step of a path: a name, and a place from 1 when one is given.
pub(super) struct PathStep<'a> {
    pub name: &'a str,
    pub place: Option<usize>,
}

/// Cuts `/ho[2]/ten` into its steps.
pub(super) fn steps(path: &str) -> Option<Vec<PathStep<'_>>> {
    let path = path.trim().strip_prefix('/')?;
    path.split('/')
        .map(|step| match step.split_once('[') {
            None => Some(PathStep {
                name: step,
                place: None,
            }),
            Some((name, place)) => {
                let place = place.strip_suffix(']')?.trim().parse().ok()?;
                (place > 0).then_some(PathStep {
                    name,
                    place: Some(place),
                })
            }
        })
        .collect()
}

impl Session {
    /// The instance that a path leads to, if it is there.
    pub fn find(&self, path: &str) -> Option<InstanceId> {
        let mut at = InstanceId::ROOT;
        for step in steps(path)? {
            let child = self.outline.child(self.tree.get(at).node, step.name)?;
            let slot = self.tree.slot(at, self.outline.node(child).ordinal);
            at = *slot.get(step.place.unwrap_or(1) - 1)?;
            if self.tree.get(at).standing != Standing::Counted {
                return None;
            }
        }
        Some(at)
    }

    /// The instance that a path leads to; repeats on the way that are not
    /// there yet are added.
    ///
    /// # Errors
    /// The path leads nowhere, or a repeat cannot be added.
    pub fn reach(&mut self, path: &str) -> Result<InstanceId, Refused> {
        let not_a_path = || {
            Refused::Path(PathFault::NotAPath {
                path: super::super::fault::shown(path),
            })
        };
        let mut at = InstanceId::ROOT;
        let steps = steps(path).ok_or_else(not_a_path)?;
        for (depth, step) in steps.iter().enumerate() {
            let node = self.tree.get(at).node;
            let child = match self.outline.child(node, step.name) {
                Some(child) => child,
                // `/data/a` is `/a`.
                None if depth == 0 && steps.len() > 1 && step.name == self.outline.root => continue,
                None => return Err(self.no_such(node, path)),
            };
            let place = step.place.unwrap_or(1);
            if self.outline.node(child).is_repeat() {
                self.ensure(child, at, place)?;
            }
            let slot = self.tree.slot(at, self.outline.node(child).ordinal);
            at = slot
                .get(place - 1)
                .copied()
                .ok_or_else(|| self.no_such(node, path))?;
        }
        Ok(at)
    }

    fn no_such(&self, within: NodeId, path: &str) -> Refused {
        let paths: Vec<String> = self
            .outline
            .node(within)
            .children
            .iter()
            .map(|child| self.outline.path(*child))
            .collect();
        let nearest = nearest(path, paths.iter().map(String::as_str));
        Refused::Path(PathFault::NoSuchQuestion {
            path: super::super::fault::shown(path),
            nearest: super::super::fault::shown(nearest),
        })
    }

    /// Lets at least `wanted` instances of a repeat count.
    pub(super) fn ensure(
        &mut self,
        repeat: NodeId,
        parent: InstanceId,
        wanted: usize,
    ) -> Result<(), Refused> {
        let node = self.outline.node(repeat);
        let name = super::super::fault::shown(&node.name);
        let counted = self.counted(repeat, parent);
        if counted >= wanted {
            return Ok(());
        }
        if node.repeat_count.is_some() {
            let count = counted.to_string();
            return Err(Refused::Path(PathFault::Counted { name, count }));
        }
        let slot = self.tree.slot(parent, node.ordinal);
        let each = slot
            .first()
            .map_or(1, |first| self.tree.within(*first).len());
        let more = wanted.saturating_sub(slot.len()).saturating_mul(each);
        if self.tree.size().saturating_add(more) > MOST_INSTANCES {
            let most = MOST_INSTANCES;
            return Err(Refused::Path(PathFault::TooMany { name, most }));
        }
        let mut agenda = Agenda::default();
        self.stand(repeat, parent, wanted, &mut agenda);
        self.settle(agenda);
        Ok(())
    }

    /// How many instances of a repeat count.
    pub(super) fn counted(&self, repeat: NodeId, parent: InstanceId) -> usize {
        let slot = self.tree.slot(parent, self.outline.node(repeat).ordinal);
        let counts = |id: &&InstanceId| self.tree.get(**id).standing == Standing::Counted;
        slot.iter().filter(counts).count()
    }

    /// Adds an instance at the end of a repeat: `/ho`, or `/xa[2]/ho`.
    ///
    /// # Errors
    /// The path leads to no repeat, or to one that the outline counts.
    pub fn add_repeat(&mut self, path: &str) -> Result<InstanceId, Refused> {
        let (parent, name) = path.trim().rsplit_once('/').unwrap_or(("", path));
        let not_a_repeat = || {
            Refused::Path(PathFault::NotARepeat {
                path: super::super::fault::shown(path),
            })
        };
        let parent = match parent {
            "" => InstanceId::ROOT,
            parent => self.reach(parent)?,
        };
        let repeat = self
            .outline
            .child(self.tree.get(parent).node, name)
            .filter(|child| self.outline.node(*child).is_repeat())
            .ok_or_else(not_a_repeat)?;
        let counted = self.counted(repeat, parent);
        self.ensure(repeat, parent, counted + 1)?;
        let slot = self.tree.slot(parent, self.outline.node(repeat).ordinal);
        slot.get(counted).copied().ok_or_else(not_a_repeat)
    }

    /// Takes out an instance of a repeat with its answers: `/ho[2]`.
    ///
    /// # Errors
    /// The path leads to no repeat, or to one that the outline counts.
    pub fn remove_repeat(&mut self, path: &str) -> Result<(), Refused> {
        let not_a_repeat = || {
            Refused::Path(PathFault::NotARepeat {
                path: super::super::fault::shown(path),
            })
        };
        let id = self.find(path).ok_or_else(not_a_repeat)?;
        let repeat = self.tree.get(id).node;
        let node = self.outline.node(repeat);
        let (true, Some(parent)) = (node.is_repeat(), self.tree.get(id).parent) else {
            return Err(not_a_repeat());
        };
        if node.repeat_count.is_some() {
            let name = super::super::fault::shown(&node.name);
            let count = self.counted(repeat, parent).to_string();
            return Err(Refused::Path(PathFault::Counted { name, count }));
        }
        let ordinal = node.ordinal;
        let outline = self.outline.clone();
        let mut agenda = Agenda::default();
        let taken = self.tree.within(id);
        // Whoever reads it looks again once it is gone.
        self.mark_repeat(repeat, &[id], &mut agenda);
        self.tree.take_out(id, ordinal);
        self.refused.retain(|other, _| !taken.contains(other));
        self.problems.retain(|(other, _), _| !taken.contains(other));
        if self.tree.slot(parent, ordinal).is_empty() {
            // A husk keeps the repeat's place; it counts when one is added.
            let husk = self.tree.grow(&outline, repeat, Some(parent), 0);
            self.tree.append(parent, ordinal, husk);
            self.stand(repeat, parent, 0, &mut agenda);
        }
        let slot = self.tree.slot(parent, ordinal).to_vec();
        self.mark_repeat(repeat, &slot, &mut agenda);
        self.settle(agenda);
        Ok(())
    }

    /// Gives an answer by path; repeats on the way are added.
    ///
    /// # Errors
    /// Why it was not kept. What stood before stays.
    pub fn answer(&mut self, path: &str, given: &Given) -> Result<(), Refused> {
        let id = self.reach(path)?;
        self.answer_at(id, given)
    }

    /// Gives an answer to a question of the form as it stands.
    ///
    /// # Errors
    /// Why it was not kept. What stood before stays.
    pub fn answer_at(&mut self, id: InstanceId, given: &Given) -> Result<(), Refused> {
        match self.accepted(id, given) {
            Ok(answer) => {
                self.refused.remove(&id);
                if self.node(id).calculation.is_none() {
                    // A default that could not be worked out is needed no more.
                    self.problems.remove(&(id, Aspect::Value));
                }
                let mut agenda = Agenda::default();
                let before = self.tree.get(id).answer.clone();
                self.keep(id, answer, &mut agenda);
                self.settle(agenda);
                if before != self.tree.get(id).answer {
                    self.fire(id);
                }
                Ok(())
            }
            Err(refused) => {
                self.refused.insert(id, refused.clone());
                Err(refused)
            }
        }
    }

    /// The answer, held to type, choices and constraint.
    fn accepted(&self, id: InstanceId, given: &Given) -> Result<Option<Answer>, Refused> {
        let instance = self.tree.get(id);
        let node = self.outline.node(instance.node);
        let not_asked = || Refused::Type(WrongType::NotAsked);
        let kind = node.question().ok_or_else(not_asked)?;
        let by_hand = node.is_answered_by_hand() || *kind == QuestionKind::Hidden;
        if instance.read_only || !by_hand {
            return Err(not_asked());
        }
        let Some(answer) = typed(kind, given).map_err(Refused::Type)? else {
            return Ok(None);
        };
        self.check_choices(id, kind, &answer)?;
        if !self.meets_constraint(id, &answer) {
            return Err(Refused::Constraint(self.constraint_message(id)));
        }
        Ok(Some(answer))
    }

    fn check_choices(
        &self,
        id: InstanceId,
        kind: &QuestionKind,
        answer: &Answer,
    ) -> Result<(), Refused> {
        let node = self.node(id);
        let (true, Answer::Text(chosen)) = (kind.is_select(), answer) else {
            return Ok(());
        };
        let names: Vec<&str> = if kind.takes_several() {
            chosen.split_whitespace().collect()
        } else {
            vec![chosen.as_str()]
        };
        let world = self.world(None);
        for name in names {
            let held = match &node.choices {
                Some(ChoiceSource::List(list)) => {
                    offered(&world, *list, name, node.choice_filter.as_ref(), id)
                }
                Some(ChoiceSource::Answers { path, .. }) => {
                    answers(&world, path, node.choice_filter.as_ref(), id)
                        .map(|names| names.iter().any(|one| one == name))
                }
                None => Ok(true),
            };
            // A filter that cannot be worked out refuses nothing.
            if matches!(held, Ok(false)) {
                let typed = super::super::fault::shown(name);
                return Err(Refused::Type(WrongType::NotAChoice { typed }));
            }
        }
        Ok(())
    }

    /// Whether an answer meets its constraint. One that cannot be worked out
    /// refuses nothing; the problem shows among what is faulty.
    pub(super) fn meets_constraint(&self, id: InstanceId, answer: &Answer) -> bool {
        let Some(constraint) = &self.node(id).constraint else {
            return true;
        };
        self.world(Some((id, answer)))
            .holds(constraint, Context::at(id))
            .unwrap_or(true)
    }

    pub(super) fn constraint_message(&self, id: InstanceId) -> Option<String> {
        self.world(None)
            .spoken(&self.node(id).constraint_message, id)
    }
}
