//! What must be worked out again after which answer, and in which order.

use std::collections::BTreeSet;

use super::NodeId;

/// What is worked out about a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// How many instances a repeat has.
    Count,
    Relevance,
    Value,
    /// Whether the chosen answer is still among the filtered choices.
    Choices,
    Required,
    ReadOnly,
}

/// An aspect of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vertex {
    pub node: NodeId,
    pub aspect: Aspect,
}

/// Which instances of a vertex an answer touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Those in the same instances of the repeats that both lie in.
    Shared,
    /// All: the expression looks into other instances.
    Everywhere,
}

/// Something that reads a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependent {
    /// Place of the vertex in the order of working out.
    pub rank: u32,
    pub reach: Reach,
}

/// The vertices in an order in which each comes after what it reads, but for
/// loose filters.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    pub(in crate::forms) order: Vec<Vertex>,
    /// By node: who reads it.
    pub(in crate::forms) dependents: Vec<Vec<Dependent>>,
    /// By node: its own vertices, as places in the order.
    pub(in crate::forms) own: Vec<Vec<u32>>,
    /// By node: the questions whose calculation it triggers.
    pub(in crate::forms) triggered: Vec<Vec<NodeId>>,
    /// Filters of choices that read what reads them, as places in the order:
    /// they stand before what they read.
    pub(in crate::forms) loose: BTreeSet<u32>,
}

impl Graph {
    pub fn vertex(&self, rank: u32) -> Option<Vertex> {
        self.order.get(rank as usize).copied()
    }

    /// Whether it is a filter that reads what reads it.
    pub fn is_loose(&self, rank: u32) -> bool {
        self.loose.contains(&rank)
    }

    pub fn dependents(&self, node: NodeId) -> &[Dependent] {
        of(&self.dependents, node)
    }

    pub fn own(&self, node: NodeId) -> &[u32] {
        of(&self.own, node)
    }

    pub fn triggered(&self, node: NodeId) -> &[NodeId] {
        of(&self.triggered, node)
    }
}

fn of<T>(lists: &[Vec<T>], node: NodeId) -> &[T] {
    lists.get(node.index()).map_or(&[], Vec::as_slice)
}
