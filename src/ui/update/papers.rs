//! What came of work on files.

use super::flow;
use crate::ui::effect::{Effect, Paper};
use crate::ui::state::State;
use crate::ui::ticket::Ticket;
use crate::ui::words::Bilingual;

pub fn take(state: &mut State, ticket: Ticket, outcome: Result<Paper, Bilingual>) -> Vec<Effect> {
    if state
        .running
        .as_ref()
        .is_some_and(|running| running.ticket.number == ticket.number)
    {
        state.running = None;
    }
    match outcome {
        Ok(paper) => flow::paper_taken(state, paper),
        Err(why) => flow::paper_refused(state, &why),
    }
}
