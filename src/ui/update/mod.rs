//! What a message does to the state, and what it makes the program wish for.
//! Pure but for the state: the clock comes in with the message.

mod act;
mod drafts;
mod flow;
mod keys;
mod load;
mod moves;
mod papers;
mod pushes;
mod reply;
mod settle;
mod typing;

use super::effect::Effect;
use super::keymap::{Action, Context};
use super::layout::Size;
use super::msg::{Event, Msg};
use super::state::State;
use super::term::TermEvent;
use super::ticket::Errand;
use super::widgets::window::Taken;
use crate::service::Request;

/// The first wishes: whose book is this?
pub fn begin(state: &mut State) -> Vec<Effect> {
    vec![state.ask(Errand::Book, Request::Book)]
}

/// Takes a message in.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    state.now = msg.at;
    let mut effects = match msg.event {
        Event::Term(event) => terminal(state, event),
        Event::Reply { ticket, answer } if state.desk.is_stale(&ticket) => {
            drop(answer);
            Vec::new()
        }
        Event::Reply { ticket, answer } => reply::take(state, ticket, answer),
        Event::Progress { ticket, measure } => {
            reply::progress(state, &ticket, measure);
            Vec::new()
        }
        Event::Paper { ticket, .. } if state.desk.is_stale(&ticket) => Vec::new(),
        Event::Paper { ticket, outcome } => papers::take(state, ticket, outcome),
        Event::Pushed(push) => pushes::take(state, push),
        Event::Tick => Vec::new(),
    };
    if !state.is_leaving {
        effects.extend(settle::settle(state));
    }
    effects
}

fn terminal(state: &mut State, event: TermEvent) -> Vec<Effect> {
    match event {
        TermEvent::Key(key) => keys::press(state, &key),
        TermEvent::Paste(text) => typing::paste(state, text),
        TermEvent::Resize { columns, rows } => {
            state.size = Size { columns, rows };
            // A window that was made small and large again before anybody
            // looked has its old size, and has lost what stood in it.
            vec![Effect::Redraw]
        }
        TermEvent::Gone => leave(state),
        TermEvent::Signal(signal) => act::signal(state, signal),
    }
}

/// A page of the list in `context` was answered: opens the line that Enter
/// waited for, unless something else has come between.
fn listed(state: &mut State, context: Context, taken: Taken) -> Vec<Effect> {
    match taken {
        Taken::ToOpen if state.context() == context => act::act(state, Action::ItemOpen),
        Taken::ToOpen | Taken::Shown | Taken::Dropped => Vec::new(),
    }
}

/// Leaves at once; what was typed is committed first.
fn leave(state: &mut State) -> Vec<Effect> {
    let mut effects = flow::flush_answers(state);
    effects.extend(drafts::commit(state));
    state.is_leaving = true;
    effects.push(Effect::Leave);
    effects
}
