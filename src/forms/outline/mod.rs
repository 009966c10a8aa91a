//! *Đề cương*: a form read from an XLSForm workbook, ready to be filled. It is
//! a value: stored and carried as the tables it was read from.

mod graph;
mod kind;
mod list;
mod wording;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use graph::{Aspect, Dependent, Graph, Reach, Vertex};
pub use kind::{Metadata, NodeKind, QuestionKind, RangeBounds};
pub use list::{Choice, ChoiceList, ColumnIndex, ListId};
pub use wording::{Piece, Texts, Wording};

use super::fault::OutlineFault;
use super::reader;
use super::source::Source;
use super::xpath::Expr;

/// A question or group of one outline, in the order of its rows. 0 is the
/// outline itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    pub const ROOT: Self = Self(0);

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Where a question's choices come from.
#[derive(Debug, Clone, PartialEq)]
pub enum ChoiceSource {
    List(ListId),
    /// The answers to a question in every instance of its repeat.
    Answers {
        asked: NodeId,
        /// The path to them.
        path: Expr,
    },
}

/// The value that a question begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Default {
    /// Given once, as typed.
    Fixed(String),
    /// Worked out once, when the form or the repeat begins.
    Worked(Expr),
}

/// A question, a note, a calculation, a group or a repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub name: String,
    pub kind: NodeKind,
    pub parent: Option<NodeId>,
    /// Place among the children of its parent.
    pub ordinal: u32,
    pub children: Vec<NodeId>,
    /// Row of the sheet survey; 0 for the outline itself.
    pub row: u32,
    pub label: Texts,
    pub hint: Texts,
    pub guidance: Texts,
    pub required: Option<Expr>,
    pub required_message: Texts,
    pub relevant: Option<Expr>,
    pub constraint: Option<Expr>,
    pub constraint_message: Texts,
    pub calculation: Option<Expr>,
    pub default: Option<Default>,
    /// The calculation is worked out when one of these is answered, and only then.
    pub triggers: Vec<NodeId>,
    pub choices: Option<ChoiceSource>,
    pub choice_filter: Option<Expr>,
    pub repeat_count: Option<Expr>,
    pub read_only: Option<Expr>,
    /// As typed; how a screen may show the question.
    pub appearance: String,
}

impl Node {
    pub(super) fn new(name: String, kind: NodeKind, parent: Option<NodeId>, row: u32) -> Self {
        Self {
            name,
            kind,
            parent,
            ordinal: 0,
            children: Vec::new(),
            row,
            label: Texts::default(),
            hint: Texts::default(),
            guidance: Texts::default(),
            required: None,
            required_message: Texts::default(),
            relevant: None,
            constraint: None,
            constraint_message: Texts::default(),
            calculation: None,
            default: None,
            triggers: Vec::new(),
            choices: None,
            choice_filter: None,
            repeat_count: None,
            read_only: None,
            appearance: String::new(),
        }
    }

    /// What kind of question it is; none for groups and repeats.
    pub fn question(&self) -> Option<&QuestionKind> {
        match &self.kind {
            NodeKind::Question(kind) => Some(kind),
            NodeKind::Group | NodeKind::Repeat => None,
        }
    }

    pub fn is_repeat(&self) -> bool {
        self.kind == NodeKind::Repeat
    }

    /// Whether people answer it: no group, note, calculation or hidden value. A
    /// question with a calculation may be answered too, until what the
    /// calculation reads changes.
    pub fn is_answered_by_hand(&self) -> bool {
        self.question()
            .is_some_and(QuestionKind::is_answered_by_hand)
    }
}

/// What an outline is called and which languages it speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Heading {
    pub title: String,
    /// `form_id`: the same for every version of the outline.
    pub form_id: String,
    pub version: String,
    /// Languages of labels as their columns name them, `Tiếng Việt (vi)`; a
    /// blank one for columns without a language.
    pub languages: Vec<String>,
    pub default_language: String,
}

/// A parsed outline. Equal when read from equal tables.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Source", into = "Source")]
pub struct Outline {
    pub heading: Heading,
    /// What the outermost element is called in paths such as `/data/a`.
    pub root: String,
    pub(super) nodes: Vec<Node>,
    pub(super) lists: Vec<ChoiceList>,
    pub(super) graph: Arc<Graph>,
    /// What does no harm, and what ODK's programs understand differently.
    pub warnings: Vec<OutlineFault>,
    /// What is kept and has no effect.
    pub unsupported: Vec<OutlineFault>,
    source: Arc<Source>,
}

impl PartialEq for Outline {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

/// The parts of an outline, as the reader hands them over.
pub(super) struct Parts {
    pub heading: Heading,
    pub root: String,
    pub nodes: Vec<Node>,
    pub lists: Vec<ChoiceList>,
    pub graph: Graph,
    pub warnings: Vec<OutlineFault>,
    pub unsupported: Vec<OutlineFault>,
    pub source: Source,
}

impl Outline {
    pub(super) fn of(parts: Parts) -> Self {
        Self {
            heading: parts.heading,
            root: parts.root,
            nodes: parts.nodes,
            lists: parts.lists,
            graph: Arc::new(parts.graph),
            warnings: parts.warnings,
            unsupported: parts.unsupported,
            source: Arc::new(parts.source),
        }
    }

    /// The tables that it was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Every node, the outline itself first, then in the order of the rows.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = (NodeId, &Node)> {
        self.nodes
            .iter()
            .enumerate()
            .map(|(index, node)| (NodeId(index as u32), node))
    }

    /// A node of this outline.
    pub fn node(&self, id: NodeId) -> &Node {
        // Ids are made by the reader for this very list; the first node always is.
        self.nodes.get(id.index()).unwrap_or(&self.nodes[0])
    }

    /// A choice list of this outline.
    pub fn list(&self, id: ListId) -> Option<&ChoiceList> {
        self.lists.get(id.index())
    }

    /// The list with this name.
    pub fn list_named(&self, name: &str) -> Option<&ChoiceList> {
        self.lists.iter().find(|list| list.name == name)
    }

    /// The path of names from the outermost group: `/group/question`.
    pub fn path(&self, id: NodeId) -> String {
        let mut names = Vec::new();
        let mut at = id;
        while let Some(parent) = self.node(at).parent {
            names.push(self.node(at).name.as_str());
            at = parent;
        }
        names.iter().rev().fold(String::new(), |mut path, name| {
            path.push('/');
            path.push_str(name);
            path
        })
    }

    /// The child of a group with this name.
    pub fn child(&self, parent: NodeId, name: &str) -> Option<NodeId> {
        self.node(parent)
            .children
            .iter()
            .copied()
            .find(|child| self.node(*child).name == name)
    }

    /// From the outline itself down to `id`, both included.
    pub fn chain(&self, id: NodeId) -> Vec<NodeId> {
        let mut chain = vec![id];
        let mut at = id;
        while let Some(parent) = self.node(at).parent {
            chain.push(parent);
            at = parent;
        }
        chain.reverse();
        chain
    }

    /// How many questions people answer.
    pub fn questions(&self) -> usize {
        self.nodes
            .iter()
            .filter(|node| node.is_answered_by_hand())
            .count()
    }
}

impl From<Outline> for Source {
    fn from(outline: Outline) -> Self {
        Arc::unwrap_or_clone(outline.source)
    }
}

/// Stored tables that no longer make an outline.
#[derive(Debug, thiserror::Error)]
#[error("the stored outline has {faults} faults; the first: {first}")]
pub struct NoOutline {
    faults: usize,
    first: String,
}

impl TryFrom<Source> for Outline {
    type Error = NoOutline;

    fn try_from(source: Source) -> Result<Self, NoOutline> {
        reader::read_source(source).map_err(|faults| NoOutline {
            faults: faults.len(),
            first: faults
                .first()
                .map(|fault| fault.sentence(crate::i18n::Lang::En))
                .unwrap_or_default(),
        })
    }
}
