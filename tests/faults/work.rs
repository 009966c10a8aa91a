//! The work that an officer does while the battery dies, as the worker tells it
//! and the judge reads it.

use serde::{Deserialize, Serialize};

/// One thing to do. What it leaves in the book can be told from it alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Work {
    /// A list is imported: all of its models or none.
    Import {
        names: Vec<String>,
    },
    Note {
        text: String,
    },
    /// A note that takes its draft with it.
    NoteFromDraft {
        key: String,
        text: String,
    },
    Draft {
        key: String,
        text: String,
    },
    /// Our own lines up to this one leave the machine.
    Export {
        to: u64,
    },
    /// A piece of a colleague's lines comes in; these notes are in it.
    Absorb {
        piece: usize,
    },
}

/// What the worker says on its standard output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// The book is open.
    Ready,
    /// This is begun: it may be there or not, but not half.
    Begun(Work),
    /// This was answered: it must be there.
    Done(Work),
}

/// Before every word, to tell it from what the test harness prints.
pub const SIGN: &str = "kheo-worker ";
