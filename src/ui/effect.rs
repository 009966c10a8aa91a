//! What the interface wants done in the world outside its state.

use std::path::PathBuf;

use super::ticket::Ticket;
use crate::service::Request;
use crate::service::views::AbsorbView;

/// A wish of `update`, carried out by the runtime.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Ask the book; the answer comes back with the ticket.
    Ask {
        ticket: Ticket,
        request: Box<Request>,
    },
    /// Read or write files, with the rights of the person at the keyboard.
    Work { ticket: Ticket, work: PaperWork },
    /// Stop that work where it can be stopped cleanly.
    Stop { ticket: Ticket },
    /// Give the terminal back for a while (Ctrl+Z).
    Suspend,
    /// Take the terminal again after others had it.
    Resume,
    /// Draw everything anew: something else wrote on the screen.
    Redraw,
    /// Leave, after every draft on its way has been answered.
    Leave,
}

/// Work on files that a person named. It never touches the store's own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperWork {
    /// Without a path: the default name in the current directory.
    ExportBundle(Option<PathBuf>),
    PlanBundle(PathBuf),
    AbsorbBundle(PathBuf),
    /// The entries of the directory that a half-typed path is in.
    ListDirectory(String),
}

/// What came of it.
#[derive(Debug, Clone)]
pub enum Paper {
    Exported {
        file: PathBuf,
        changes: u64,
    },
    BundlePlan {
        path: PathBuf,
        maker: String,
        plan: AbsorbView,
    },
    Absorbed {
        plan: AbsorbView,
    },
    /// Entries of a directory, directories ending in `/`, in order.
    Directory {
        typed: String,
        entries: Vec<String>,
    },
    /// Stopped on request; nothing was left behind.
    Stopped,
}
