//! The form being filled: an instance of every question and group, several of
//! a repeat. What a count or a removal hides keeps its answers.

use super::super::outline::{NodeId, Outline};
use super::answer::Answer;

/// An instance of a node within one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId(pub u32);

impl InstanceId {
    pub const ROOT: Self = Self(0);

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Whether an instance of a repeat counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Counted,
    /// Beyond the repeat's count, or the husk of a repeat that has none.
    Beyond,
    /// Taken out by hand.
    Gone,
}

/// One instance.
#[derive(Debug, Clone)]
pub struct Instance {
    pub node: NodeId,
    pub parent: Option<InstanceId>,
    /// Place among the instances of a repeat, from 0.
    pub position: u32,
    /// By child of the node: its instances.
    pub slots: Vec<Vec<InstanceId>>,
    pub answer: Option<Answer>,
    pub standing: Standing,
    /// What its own rule says.
    pub wanted: bool,
    /// Wanted, and everything around it too.
    pub relevant: bool,
    pub required: bool,
    pub read_only: bool,
    /// What the filtered choices leave of the answer.
    pub offered: Offered,
}

/// What filtered choices leave of an answer. The answer itself stays, and is
/// seen again when its choice is offered again.
#[derive(Debug, Clone, PartialEq)]
pub enum Offered {
    All,
    Only(Option<Answer>),
}

/// All instances. The first is the outline itself.
#[derive(Debug, Clone)]
pub struct Tree {
    instances: Vec<Instance>,
}

impl Tree {
    /// One instance of everything.
    pub fn new(outline: &Outline) -> Self {
        let mut tree = Self {
            instances: Vec::new(),
        };
        tree.grow(outline, NodeId::ROOT, None, 0);
        tree
    }

    /// How many instances there are, hidden and removed ones too.
    pub fn size(&self) -> usize {
        self.instances.len()
    }

    pub fn get(&self, id: InstanceId) -> &Instance {
        // Ids are made by this tree and never taken back; the first always is.
        self.instances.get(id.index()).unwrap_or(&self.instances[0])
    }

    pub fn get_mut(&mut self, id: InstanceId) -> Option<&mut Instance> {
        self.instances.get_mut(id.index())
    }

    /// Adds an instance of `node` with everything in it, and gives it its slot.
    pub fn grow(
        &mut self,
        outline: &Outline,
        node: NodeId,
        parent: Option<InstanceId>,
        position: u32,
    ) -> InstanceId {
        let id = InstanceId(self.instances.len() as u32);
        let children = &outline.node(node).children;
        self.instances.push(Instance {
            node,
            parent,
            position,
            slots: Vec::new(),
            answer: None,
            standing: Standing::Counted,
            wanted: true,
            relevant: true,
            required: false,
            read_only: false,
            offered: Offered::All,
        });
        // As deep as groups nest, which the reader bounds.
        let slots = children
            .iter()
            .map(|child| vec![self.grow(outline, *child, Some(id), 0)])
            .collect();
        if let Some(instance) = self.get_mut(id) {
            instance.slots = slots;
        }
        id
    }

    /// The instances of a child of `parent`, in order.
    pub fn slot(&self, parent: InstanceId, ordinal: u32) -> &[InstanceId] {
        let slots = &self.get(parent).slots;
        slots.get(ordinal as usize).map_or(&[], Vec::as_slice)
    }

    /// Puts an instance at the end of its slot.
    pub fn append(&mut self, parent: InstanceId, ordinal: u32, id: InstanceId) {
        let slot = self
            .get_mut(parent)
            .and_then(|parent| parent.slots.get_mut(ordinal as usize));
        if let Some(slot) = slot {
            slot.push(id);
        }
    }

    /// Takes an instance out of its slot; those after it move up.
    pub fn take_out(&mut self, id: InstanceId, ordinal: u32) {
        let Some(parent) = self.get(id).parent else {
            return;
        };
        let slot = self
            .get_mut(parent)
            .and_then(|parent| parent.slots.get_mut(ordinal as usize));
        let Some(slot) = slot else {
            return;
        };
        slot.retain(|other| *other != id);
        let left = slot.clone();
        for (position, other) in (0..).zip(left) {
            if let Some(instance) = self.get_mut(other) {
                instance.position = position;
            }
        }
        if let Some(instance) = self.get_mut(id) {
            instance.standing = Standing::Gone;
        }
    }

    /// The answer that expressions and reports see: nothing where it is hidden.
    pub fn seen(&self, id: InstanceId) -> Option<&Answer> {
        let instance = self.get(id);
        let offered = match &instance.offered {
            Offered::All => instance.answer.as_ref(),
            Offered::Only(left) => left.as_ref(),
        };
        offered.filter(|_| instance.relevant)
    }

    /// From the outline itself down to `id`.
    pub fn chain(&self, id: InstanceId) -> Vec<InstanceId> {
        let mut chain = vec![id];
        let mut at = id;
        while let Some(parent) = self.get(at).parent {
            chain.push(parent);
            at = parent;
        }
        chain.reverse();
        chain
    }

    /// Everything within `id` in the order of the form, itself first.
    pub fn within(&self, id: InstanceId) -> Vec<InstanceId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(
                self.get(id)
                    .slots
                    .iter()
                    .rev()
                    .flat_map(|slot| slot.iter().rev()),
            );
        }
        found
    }

    /// The instances of `node` below `from`, which must lie around it or be it.
    pub fn instances_below(
        &self,
        outline: &Outline,
        from: InstanceId,
        node: NodeId,
    ) -> Vec<InstanceId> {
        let chain = outline.chain(node);
        let begin = self.get(from).node;
        let below = chain.iter().skip_while(|step| **step != begin).skip(1);
        let mut found = vec![from];
        for step in below {
            let ordinal = outline.node(*step).ordinal;
            found = found
                .iter()
                .flat_map(|id| self.slot(*id, ordinal).iter().copied())
                .collect();
        }
        found
    }

    /// The instances of `node` that share with `context` as many repeats as
    /// they can; `besides` levels at the end of its chain are not shared.
    pub fn instances_near(
        &self,
        outline: &Outline,
        context: InstanceId,
        node: NodeId,
        besides: usize,
    ) -> Vec<InstanceId> {
        let target = outline.chain(node);
        let sharable = target.len().saturating_sub(besides);
        let near = self
            .chain(context)
            .into_iter()
            .zip(target.iter().take(sharable))
            .take_while(|(instance, step)| self.get(*instance).node == **step)
            .last()
            .map_or(InstanceId::ROOT, |(instance, _)| instance);
        self.instances_below(outline, near, node)
    }

    /// Of two instances the one that shares more levels with `node`; the first
    /// when they share as many.
    pub fn nearer(
        &self,
        outline: &Outline,
        [first, second]: [InstanceId; 2],
        node: NodeId,
    ) -> InstanceId {
        let target = outline.chain(node);
        let shared = |instance| {
            let levels = self.chain(instance).into_iter().zip(&target);
            levels
                .take_while(|(instance, step)| self.get(*instance).node == **step)
                .count()
        };
        if first != second && shared(second) > shared(first) {
            second
        } else {
            first
        }
    }

    /// The path with positions in repeats: `/ho[2]/ten`.
    pub fn path(&self, outline: &Outline, id: InstanceId) -> String {
        let mut path = String::new();
        for id in self.chain(id).into_iter().skip(1) {
            let instance = self.get(id);
            let node = outline.node(instance.node);
            path.push('/');
            path.push_str(&node.name);
            if node.is_repeat() {
                path.push_str(&format!("[{}]", instance.position + 1));
            }
        }
        path
    }
}
