//! What happens to the interface: keys, answers, the passing of time.

use jiff::Timestamp;

use super::effect::Paper;
use super::term::TermEvent;
use super::ticket::Ticket;
use super::words::Bilingual;
use crate::exchange::Measure;
use crate::service::{Push, Refusal, Reply};

/// Something that happened, and when. The clock is read outside `update`, so
/// that the same messages always give the same state.
#[derive(Debug, Clone)]
pub struct Msg {
    pub at: Timestamp,
    pub event: Event,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Event {
    /// The terminal: a key, a paste, a new size, the end of it.
    Term(TermEvent),
    /// The book answered.
    Reply {
        ticket: Ticket,
        answer: Result<Reply, Refusal>,
    },
    /// A long request has come this far.
    Progress { ticket: Ticket, measure: Measure },
    /// Work on files ended.
    Paper {
        ticket: Ticket,
        outcome: Result<Paper, Bilingual>,
    },
    /// Something that was not asked: others changed the book, or came or went.
    Pushed(Push),
    /// Nothing, except that the time asked for has passed.
    Tick,
}

impl From<TermEvent> for Event {
    fn from(event: TermEvent) -> Self {
        Self::Term(event)
    }
}
