//! After an answer: works out again what depends on it, in the order of the
//! graph, and only while something changes.

use std::collections::{BTreeSet, HashMap};

use super::super::outline::{
    Aspect, ChoiceSource, Default, ListId, NodeId, QuestionKind, Reach, Vertex,
};
use super::super::xpath::Expr;
use super::answer::{Answer, Given, typed};
use super::tree::{InstanceId, Offered, Standing};
use super::value::{Spot, Value};
use super::world::{Context, Problem, World};
use super::{MOST_INSTANCES, Session, metadata};

/// What is to be worked out, in order.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    /// By place in the graph's order: one instance, or all when none is named.
    due: BTreeSet<(u32, Option<InstanceId>)>,
    /// New instances, whose worked-out defaults come once all else is settled.
    fresh: Vec<InstanceId>,
    /// How often a loose filter was worked out.
    tried: HashMap<(u32, InstanceId), u8>,
}

impl Agenda {
    /// Whether a loose filter is to be worked out once more: two of them could
    /// take each other's answers from sight and back without end.
    fn tries_again(&mut self, rank: u32, id: InstanceId) -> bool {
        const OFTEN_ENOUGH: u8 = 8;
        let tried = self.tried.entry((rank, id)).or_default();
        *tried = tried.saturating_add(1);
        *tried <= OFTEN_ENOUGH
    }

    /// Works out all about an instance again.
    pub(super) fn again(&mut self, id: InstanceId, own: &[u32]) {
        self.due.extend(own.iter().map(|rank| (*rank, Some(id))));
    }

    /// The next place in the order with its instances; `None` among them
    /// stands for all.
    fn pop(&mut self) -> Option<(u32, Vec<Option<InstanceId>>)> {
        let (rank, first) = self.due.pop_first()?;
        let mut instances = vec![first];
        while let Some((_, next)) = self.due.first().filter(|(next, _)| *next == rank) {
            instances.push(*next);
            self.due.pop_first();
        }
        if first.is_none() {
            instances.truncate(1);
        }
        Some((rank, instances))
    }
}

impl Session {
    /// Works out everything of a form that just began.
    pub(super) fn begin_all(&mut self) {
        let mut agenda = Agenda::default();
        self.welcome(InstanceId::ROOT, &mut agenda);
        self.settle(agenda);
    }

    /// Puts everything within a new instance on the agenda, with its first
    /// values.
    fn welcome(&mut self, root: InstanceId, agenda: &mut Agenda) {
        let outline = self.outline.clone();
        for id in self.tree.within(root) {
            let node_id = self.tree.get(id).node;
            let node = outline.node(node_id);
            agenda.again(id, outline.graph.own(node_id));
            let first = match (&node.default, node.question()) {
                (_, Some(QuestionKind::Metadata(kind))) => metadata(*kind, &self.surroundings),
                (Some(Default::Fixed(text)), Some(kind)) => fixed(kind, text),
                _ => None,
            };
            if let (Some(answer), Some(instance)) = (first, self.tree.get_mut(id)) {
                instance.answer = Some(answer);
            }
            if matches!(node.default, Some(Default::Worked(_))) {
                agenda.fresh.push(id);
            }
            self.mark(id, agenda);
        }
        for id in self.tree.within(root) {
            self.refresh_relevance(id, agenda);
        }
    }

    /// Works out the agenda, then the defaults of what is new.
    pub(super) fn settle(&mut self, mut agenda: Agenda) {
        loop {
            while let Some((rank, instances)) = agenda.pop() {
                self.work_out_all(rank, instances, &mut agenda);
            }
            if agenda.fresh.is_empty() {
                return;
            }
            for id in std::mem::take(&mut agenda.fresh) {
                self.begin_with_default(id, &mut agenda);
            }
        }
    }

    fn work_out_all(&mut self, rank: u32, instances: Vec<Option<InstanceId>>, agenda: &mut Agenda) {
        let Some(vertex) = self.outline.graph.vertex(rank) else {
            return;
        };
        let is_loose = self.outline.graph.is_loose(rank);
        let everywhere = || {
            self.tree
                .instances_below(&self.outline, InstanceId::ROOT, vertex.node)
        };
        let instances: Vec<InstanceId> = match instances.as_slice() {
            [None, ..] => everywhere(),
            named => named.iter().flatten().copied().collect(),
        };
        for id in instances {
            let is_due = self.tree.get(id).standing != Standing::Gone
                && (!is_loose || agenda.tries_again(rank, id));
            if is_due {
                self.work_out(vertex, id, agenda);
            }
        }
    }

    fn begin_with_default(&mut self, id: InstanceId, agenda: &mut Agenda) {
        let outline = self.outline.clone();
        let node = outline.node(self.tree.get(id).node);
        let (Some(Default::Worked(expr)), Some(kind)) = (&node.default, node.question()) else {
            return;
        };
        let answer = self.world(None).answer(expr, id, kind);
        if let Some(answer) = self.or_problem(id, Aspect::Value, answer) {
            self.keep(id, answer, agenda);
        }
    }

    /// Keeps an answer; who reads it is put on the agenda when it is another.
    pub(super) fn keep(&mut self, id: InstanceId, answer: Option<Answer>, agenda: &mut Agenda) {
        let Some(instance) = self.tree.get_mut(id) else {
            return;
        };
        if instance.answer == answer {
            return;
        }
        instance.answer = answer;
        let node = instance.node;
        let own = self.outline.graph.own(node).iter();
        let choices = own.filter(|rank| {
            let vertex = self.outline.graph.vertex(**rank);
            vertex.is_some_and(|vertex| vertex.aspect == Aspect::Choices)
        });
        agenda.due.extend(choices.map(|rank| (*rank, Some(id))));
        if let Some(instance) = self.tree.get_mut(id) {
            instance.offered = Offered::All;
        }
        self.mark(id, agenda);
    }

    /// Puts on the agenda who reads `changed`.
    pub(super) fn mark(&mut self, changed: InstanceId, agenda: &mut Agenda) {
        let node = self.tree.get(changed).node;
        for dependent in self.outline.graph.dependents(node) {
            let Some(vertex) = self.outline.graph.vertex(dependent.rank) else {
                continue;
            };
            match dependent.reach {
                Reach::Shared => {
                    let near = self
                        .tree
                        .instances_near(&self.outline, changed, vertex.node, 0);
                    let due = near.into_iter().map(|id| (dependent.rank, Some(id)));
                    agenda.due.extend(due);
                }
                Reach::Everywhere => {
                    agenda.due.insert((dependent.rank, None));
                }
            }
        }
    }

    /// Everything that looks at a repeat or into it, after instances came or went.
    pub(super) fn mark_repeat(&mut self, repeat: NodeId, slot: &[InstanceId], agenda: &mut Agenda) {
        for instance in slot {
            for id in self.tree.within(*instance) {
                let node = self.tree.get(id).node;
                let own = self.outline.graph.own(node).iter();
                // The count itself is what changed, or does not depend on it.
                let own = own.filter(|rank| {
                    let vertex = self.outline.graph.vertex(**rank);
                    vertex.is_some_and(|vertex| {
                        vertex.node != repeat || vertex.aspect != Aspect::Count
                    })
                });
                agenda.due.extend(own.map(|rank| (*rank, Some(id))));
                self.mark(id, agenda);
            }
        }
    }

    fn work_out(&mut self, vertex: Vertex, id: InstanceId, agenda: &mut Agenda) {
        let outline = self.outline.clone();
        let node = outline.node(vertex.node);
        let context = Context::at(id);
        match vertex.aspect {
            Aspect::Count => {
                // Counted once for all instances, at the first.
                let is_first = self.tree.get(id).position == 0;
                if let Some(expr) = node.repeat_count.as_ref().filter(|_| is_first) {
                    self.work_out_count(vertex.node, expr, id, agenda);
                }
            }
            Aspect::Relevance => {
                let held = node.relevant.as_ref().map(|expr| {
                    let world = self.world(None);
                    world.holds(expr, context)
                });
                // What cannot be worked out hides nothing.
                let wanted = self.rule(id, vertex.aspect, held).unwrap_or(true);
                let instance = self.tree.get_mut(id);
                let changed = instance.is_some_and(|instance| {
                    std::mem::replace(&mut instance.wanted, wanted) != wanted
                });
                if changed {
                    self.refresh_relevance(id, agenda);
                }
            }
            Aspect::Value => {
                let (Some(expr), Some(kind)) = (&node.calculation, node.question()) else {
                    return;
                };
                let answer = self.world(None).answer(expr, id, kind);
                let answer = self.or_problem(id, vertex.aspect, answer).flatten();
                self.keep(id, answer, agenda);
            }
            Aspect::Choices => self.work_out_choices(id, agenda),
            Aspect::Required => {
                let held = node
                    .required
                    .as_ref()
                    .map(|expr| self.world(None).holds(expr, context));
                let required = self.rule(id, vertex.aspect, held).unwrap_or(false);
                if let Some(instance) = self.tree.get_mut(id) {
                    instance.required = required;
                }
            }
            Aspect::ReadOnly => {
                let held = node
                    .read_only
                    .as_ref()
                    .map(|expr| self.world(None).holds(expr, context));
                let read_only = self.rule(id, vertex.aspect, held).unwrap_or(false);
                if let Some(instance) = self.tree.get_mut(id) {
                    instance.read_only = read_only;
                }
            }
        }
    }

    fn rule(
        &mut self,
        id: InstanceId,
        aspect: Aspect,
        held: Option<Result<bool, Problem>>,
    ) -> Option<bool> {
        match held? {
            Ok(yes) => {
                self.problems.remove(&(id, aspect));
                Some(yes)
            }
            Err(problem) => {
                self.problems.insert((id, aspect), problem);
                None
            }
        }
    }

    /// The value, or nothing and the problem noted.
    fn or_problem<T>(
        &mut self,
        id: InstanceId,
        aspect: Aspect,
        worked: Result<T, Problem>,
    ) -> Option<T> {
        match worked {
            Ok(value) => {
                self.problems.remove(&(id, aspect));
                Some(value)
            }
            Err(problem) => {
                self.problems.insert((id, aspect), problem);
                None
            }
        }
    }

    /// As many instances as the count says: those beyond keep their answers,
    /// unseen, until the count grows again.
    fn work_out_count(&mut self, repeat: NodeId, expr: &Expr, id: InstanceId, agenda: &mut Agenda) {
        let outline = self.outline.clone();
        let ordinal = outline.node(repeat).ordinal;
        let Some(parent) = self.tree.get(id).parent else {
            return;
        };
        let Some(first) = self.tree.slot(parent, ordinal).first().copied() else {
            return;
        };
        let counted = self
            .world(None)
            .work(expr, Context::at(first))
            .map(|value| value.number());
        let Some(count) = self.or_problem(first, Aspect::Count, counted) else {
            return;
        };
        // Saturates; no number counts as none.
        let wanted = count.max(0.0) as usize;
        let room = MOST_INSTANCES.saturating_sub(self.tree.size());
        let standing = self.tree.slot(parent, ordinal).len();
        let each = self.tree.within(first).len().max(1);
        let most = standing + room / each;
        if wanted > most {
            let problem = Problem::TooManyRepeats {
                wanted: super::value::number_text(count),
                most: most.to_string(),
            };
            self.problems.insert((first, Aspect::Count), problem);
        }
        self.stand(repeat, parent, wanted.min(most), agenda);
    }

    /// Lets so many instances of a repeat count, making those that lack.
    pub(super) fn stand(
        &mut self,
        repeat: NodeId,
        parent: InstanceId,
        wanted: usize,
        agenda: &mut Agenda,
    ) {
        let outline = self.outline.clone();
        let ordinal = outline.node(repeat).ordinal;
        let mut changed = false;
        while self.tree.slot(parent, ordinal).len() < wanted {
            let position = self.tree.slot(parent, ordinal).len() as u32;
            let id = self.tree.grow(&outline, repeat, Some(parent), position);
            self.tree.append(parent, ordinal, id);
            self.empty_inner_repeats(id);
            self.welcome(id, agenda);
            changed = true;
        }
        let slot = self.tree.slot(parent, ordinal).to_vec();
        for (place, id) in slot.iter().enumerate() {
            let standing = if place < wanted {
                Standing::Counted
            } else {
                Standing::Beyond
            };
            let instance = self.tree.get_mut(*id);
            let moved = instance.is_some_and(|instance| {
                std::mem::replace(&mut instance.standing, standing) != standing
            });
            if moved {
                self.refresh_relevance(*id, agenda);
                changed = true;
            }
        }
        if changed && let Some(first) = slot.first() {
            self.mark(*first, agenda);
        }
    }

    /// Repeats within an instance that was added begin with none (JavaRosa
    /// makes it from the repeat's template).
    fn empty_inner_repeats(&mut self, added: InstanceId) {
        for id in self.tree.within(added).into_iter().skip(1) {
            let node = self.outline.node(self.tree.get(id).node);
            let begins_empty = node.is_repeat() && node.repeat_count.is_none();
            if let Some(instance) = self.tree.get_mut(id).filter(|_| begins_empty) {
                instance.standing = Standing::Beyond;
            }
        }
    }

    /// Carries relevance down from `root`; who reads what came or went is put
    /// on the agenda.
    pub(super) fn refresh_relevance(&mut self, root: InstanceId, agenda: &mut Agenda) {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            let instance = self.tree.get(id);
            let around = instance
                .parent
                .is_none_or(|parent| self.tree.get(parent).relevant);
            let relevant = around && instance.wanted && instance.standing == Standing::Counted;
            if relevant == instance.relevant {
                continue;
            }
            open.extend(instance.slots.iter().flatten().copied());
            if let Some(instance) = self.tree.get_mut(id) {
                instance.relevant = relevant;
            }
            self.mark(id, agenda);
        }
    }

    /// What the filtered choices leave of an answer.
    fn work_out_choices(&mut self, id: InstanceId, agenda: &mut Agenda) {
        let outline = self.outline.clone();
        let node = outline.node(self.tree.get(id).node);
        let Some(Answer::Text(chosen)) = self.tree.get(id).answer.clone() else {
            return;
        };
        let world = self.world(None);
        let is_offered = |name: &str| match &node.choices {
            Some(ChoiceSource::List(list)) => {
                offered(&world, *list, name, node.choice_filter.as_ref(), id)
            }
            Some(ChoiceSource::Answers { path, .. }) => {
                answers(&world, path, node.choice_filter.as_ref(), id)
                    .map(|names| names.iter().any(|one| one == name))
            }
            None => Ok(true),
        };
        let names: Vec<&str> = match node.question() {
            Some(kind) if kind.takes_several() => chosen.split_whitespace().collect(),
            _ => vec![chosen.as_str()],
        };
        let mut left = Vec::new();
        let mut problem = None;
        for name in &names {
            match is_offered(name) {
                Ok(true) => left.push(*name),
                Ok(false) => {}
                Err(found) => problem = Some(found),
            }
        }
        let seen = if problem.is_some() || left.len() == names.len() {
            Offered::All
        } else {
            Offered::Only((!left.is_empty()).then(|| Answer::Text(left.join(" "))))
        };
        let outcome = problem.map_or(Ok(()), Err);
        self.or_problem(id, Aspect::Choices, outcome);
        let changed = self.tree.get_mut(id).is_some_and(|instance| {
            let changed = instance.offered != seen;
            instance.offered = seen;
            changed
        });
        if changed {
            self.mark(id, agenda);
        }
    }

    /// Works out what an answer triggers, and what that triggers.
    pub(super) fn fire(&mut self, id: InstanceId) {
        let outline = self.outline.clone();
        let mut fired = BTreeSet::new();
        let mut waiting = vec![id];
        while let Some(changed) = waiting.pop() {
            let node = self.tree.get(changed).node;
            for target in outline.graph.triggered(node) {
                let near = self.tree.instances_near(&outline, changed, *target, 0);
                for target in near.into_iter().filter(|target| fired.insert(*target)) {
                    self.fire_one(target);
                    waiting.push(target);
                }
            }
        }
    }

    fn fire_one(&mut self, id: InstanceId) {
        let outline = self.outline.clone();
        let node = outline.node(self.tree.get(id).node);
        let Some(kind) = node.question() else {
            return;
        };
        let answer = match &node.calculation {
            Some(expr) => self.world(None).answer(expr, id, kind),
            None => Ok(None),
        };
        if let Some(answer) = self.or_problem(id, Aspect::Value, answer) {
            let mut agenda = Agenda::default();
            self.keep(id, answer, &mut agenda);
            self.settle(agenda);
        }
    }
}

/// The answer that a fixed default gives; none when a number or day cannot be
/// read in it.
fn fixed(kind: &QuestionKind, text: &str) -> Option<Answer> {
    typed(kind, &Given::Text(text.to_owned()))
        .unwrap_or_else(|_| (!kind.is_measured()).then(|| Answer::Text(text.to_owned())))
}

/// Whether a choice of this name passes the filter.
pub(super) fn offered<'a>(
    world: &World<'a>,
    list: ListId,
    name: &str,
    filter: Option<&'a Expr>,
    id: InstanceId,
) -> Result<bool, Problem> {
    let rows = world
        .outline
        .list(list)
        .map_or(&[][..], |list| list.named(name));
    let Some(filter) = filter else {
        return Ok(!rows.is_empty());
    };
    for row in rows {
        if world.row_passes(list, *row, filter, id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The answers that stand where a path leads, without blank ones. A filter
/// looks at the group around each.
pub(super) fn answers<'a>(
    world: &World<'a>,
    expr: &'a Expr,
    filter: Option<&'a Expr>,
    id: InstanceId,
) -> Result<Vec<String>, Problem> {
    let Value::Nodes(nodes) = world.eval(expr, Context::at(id))? else {
        return Ok(Vec::new());
    };
    let mut texts = Vec::new();
    for node in nodes {
        let Spot::Main(answered) = node else {
            continue;
        };
        let around = world.tree.get(answered).parent.unwrap_or(answered);
        let context = Context {
            here: Spot::Main(around),
            ..Context::at(id)
        };
        let text = world.node_value(node).into_text();
        let passes = match filter {
            Some(filter) => world.holds(filter, context)?,
            None => true,
        };
        if passes && !text.is_empty() {
            texts.push(text.into_owned());
        }
    }
    Ok(texts)
}
