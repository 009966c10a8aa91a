//! Filling an outline: answers in, what follows from them out. The same
//! answers in the same surroundings give the same form.

pub(super) mod answer;
mod calls;
mod filter;
mod give;
mod moment;
mod refresh;
mod resume;
mod surroundings;
mod tree;
mod value;
mod view;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use answer::{Answer, Given, WrongType};
pub use give::{PathFault, Reason, Refused};
pub use resume::LeftOver;
pub use surroundings::Surroundings;
pub use tree::{InstanceId, Standing};
pub use view::{Faulty, Line, Offer, Row};
pub use world::Problem;

use super::outline::{Aspect, Metadata, Node, Outline};
use tree::Tree;
use world::{Memory, World};

/// Instances of one form, of all repeats together.
pub const MOST_INSTANCES: usize = 50_000;

/// An outline being filled.
#[derive(Debug)]
pub struct Session {
    outline: Arc<Outline>,
    tree: Tree,
    surroundings: Surroundings,
    memory: Memory,
    language: String,
    /// Answers that were refused and not given better since.
    refused: BTreeMap<InstanceId, Refused>,
    /// What cannot be worked out as things stand.
    problems: BTreeMap<(InstanceId, Aspect), Problem>,
}

impl Session {
    /// A form without answers but its defaults.
    pub fn begin(outline: Arc<Outline>, surroundings: Surroundings) -> Self {
        let memory = Memory::default();
        memory.dice.set(surroundings.seed);
        let mut session = Self {
            tree: Tree::new(&outline),
            language: outline.heading.default_language.clone(),
            outline,
            surroundings,
            memory,
            refused: BTreeMap::new(),
            problems: BTreeMap::new(),
        };
        session.begin_all();
        session
    }

    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The language that labels are in, as the outline names it.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Speaks another language of the outline; everything that depends on
    /// labels is worked out again.
    pub fn set_language(&mut self, language: &str) {
        language.clone_into(&mut self.language);
    }

    /// The node that an instance is of.
    pub fn node(&self, id: InstanceId) -> &Node {
        self.outline.node(self.tree.get(id).node)
    }

    /// The path of an instance: `/ho[2]/ten`.
    pub fn path(&self, id: InstanceId) -> String {
        self.tree.path(&self.outline, id)
    }

    fn world<'a>(&'a self, candidate: Option<(InstanceId, &'a Answer)>) -> World<'a> {
        World {
            outline: &self.outline,
            tree: &self.tree,
            surroundings: &self.surroundings,
            memory: &self.memory,
            language: &self.language,
            candidate,
        }
    }
}

/// What a device fills in by itself.
fn metadata(kind: Metadata, surroundings: &Surroundings) -> Option<Answer> {
    let text = |text: &str| (!text.is_empty()).then(|| Answer::Text(text.to_owned()));
    let now = moment::local(surroundings.now);
    match kind {
        Metadata::Start | Metadata::End => Some(Answer::Moment(now)),
        Metadata::Today => Some(Answer::Date(now.date())),
        Metadata::Username => text(&surroundings.officer),
        Metadata::DeviceId => text(&surroundings.device),
        Metadata::Email => text(&surroundings.email),
        Metadata::PhoneNumber => text(&surroundings.phone),
    }
}
