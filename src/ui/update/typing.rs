//! Text for the field that has the cursor.

use super::flow;
use crate::ui::effect::Effect;
use crate::ui::screens::models::Focus;
use crate::ui::state::{Room, State};
use crate::ui::widgets::{Edit, Edited, Press};

/// An edit that no binding took.
pub fn edit(state: &mut State, edit: Edit) -> Vec<Effect> {
    if !state.layers.is_empty() {
        return flow::press(state, Press::Edit(edit));
    }
    if let Some(page) = &mut state.first_run {
        page.apply(edit);
        return Vec::new();
    }
    match state.room {
        Room::Models if state.finder.is_shown() => search_all(state, edit),
        Room::Models if state.models.focus == Focus::Search => search(state, edit),
        Room::Recommendations if state.recommendations.focus == Focus::Search => {
            let asked = &mut state.recommendations;
            let before = asked.search.value();
            if asked.search.apply(edit) == Edited::Changed && asked.search.value() != before {
                asked.renew();
            }
            Vec::new()
        }
        Room::Survey if state.open_detail().is_none() => flow::type_answer(state, edit),
        _ => Vec::new(),
    }
}

/// Text from the clipboard.
pub fn paste(state: &mut State, text: String) -> Vec<Effect> {
    state.pressed.clear();
    edit(state, Edit::Paste(text))
}

/// Out of the search line, back to the list.
pub fn leave_field(state: &mut State) -> Vec<Effect> {
    state.models.focus = Focus::List;
    Vec::new()
}

fn search(state: &mut State, edit: Edit) -> Vec<Effect> {
    let before = state.models.search.value();
    match state.models.search.apply(edit) {
        Edited::Changed if state.models.search.value() != before => renew_models(state),
        _ => Vec::new(),
    }
}

fn search_all(state: &mut State, edit: Edit) -> Vec<Effect> {
    let finder = &mut state.finder;
    if finder.focus == Focus::Search {
        let before = finder.search.value();
        if finder.search.apply(edit) == Edited::Changed && finder.search.value() != before {
            finder.renew();
        }
    }
    Vec::new()
}

/// Another list is wanted: its first page is asked for when all is settled.
pub fn renew_models(state: &mut State) -> Vec<Effect> {
    state.models.renew();
    flow::ask_beside(state)
}
