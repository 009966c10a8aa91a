//! A key: a command of the keymap, or text for the field that has the cursor.

use crossterm::event::{KeyCode, KeyEvent};

use super::{act, flow, typing};
use crate::ui::effect::Effect;
use crate::ui::keymap::{Chord, Resolution};
use crate::ui::state::{State, Stop};
use crate::ui::widgets::{Edit, Press};

/// A key was pressed.
pub fn press(state: &mut State, key: &KeyEvent) -> Vec<Effect> {
    let Some(chord) = Chord::from_event(key) else {
        return Vec::new();
    };
    state.notice = None;
    if key.code == KeyCode::Esc
        && state.pressed.is_empty()
        && let Some(effect) = stop_running(state)
    {
        return vec![effect];
    }
    state.pressed.push(chord);
    let resolution = state
        .keymap
        .resolve(state.contexts(), &state.pressed, &|condition| {
            state.holds(condition)
        });
    match resolution {
        Resolution::Do(action) => {
            state.pressed.clear();
            act::act(state, action)
        }
        Resolution::Refused(_, why) => {
            state.pressed.clear();
            state.notice = Some(state.why_not(why));
            Vec::new()
        }
        Resolution::Pending(_) => Vec::new(),
        Resolution::Unbound => unbound(state, key),
    }
}

/// Esc stops the work that is under way, where it can be stopped.
fn stop_running(state: &mut State) -> Option<Effect> {
    let running = state
        .running
        .as_ref()
        .filter(|running| running.stop == Stop::Possible)?;
    Some(Effect::Stop {
        ticket: running.ticket.clone(),
    })
}

/// A key that no binding took is text, if it stands alone.
fn unbound(state: &mut State, key: &KeyEvent) -> Vec<Effect> {
    let pressed = std::mem::take(&mut state.pressed);
    if pressed.len() > 1 {
        return Vec::new();
    }
    if !state.layers.is_empty() {
        return Press::from_key(key)
            .map(|press| flow::press(state, press))
            .unwrap_or_default();
    }
    Edit::from_key(key)
        .map(|edit| typing::edit(state, edit))
        .unwrap_or_default()
}
