//! What an expression is made of. Chains of one precedence are flat, so that a
//! long sum does not become a deep tree.

use std::sync::Arc;

use super::super::outline::{ListId, NodeId};
use super::function::Function;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    Number(f64),
    Text(Arc<str>),
    Negate(Box<Expr>),
    /// Operators of one precedence from left to right: `first op next op next…`.
    Chain {
        first: Box<Expr>,
        rest: Vec<(Operator, Expr)>,
    },
    Call {
        function: Function,
        arguments: Vec<Expr>,
    },
    Path(Path),
    /// Something that this version cannot work out; blank. Its row is named.
    Unsupported,
}

/// Operators between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Times,
    Divide,
    Modulo,
    Union,
}

impl Operator {
    /// How strongly it binds.
    pub(super) fn strength(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::Unequal => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Plus | Self::Minus => 5,
            Self::Times | Self::Divide | Self::Modulo => 6,
            Self::Union => 8,
        }
    }
}

/// A path to nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    pub start: Start,
    pub steps: Vec<Step>,
}

/// Where a path begins.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// The whole form.
    Root,
    /// The node that the expression, or the predicate, looks at.
    Here,
    /// The node of the expression, even within a predicate.
    Current,
    /// `${name}` as written, until it is resolved.
    Named(Arc<str>),
    /// `${name}`: those of its instances that share most repeats with the context.
    Question(NodeId, Vec<Expr>),
    /// `instance('name')` as written, until it is resolved.
    NamedInstance(Arc<str>),
    /// A choice list or a file.
    Instance(ListId),
}

/// One step of a path with its predicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub axis: Axis,
    pub predicates: Vec<Expr>,
}

/// Where a step goes.
#[derive(Debug, Clone, PartialEq)]
pub enum Axis {
    Child(Arc<str>),
    AnyChild,
    Parent,
    Itself,
}
