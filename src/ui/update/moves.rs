//! Up and down, in whatever has the marker.

use crate::ui::effect::Effect;
use crate::ui::layout::Layout;
use crate::ui::screens::models::Focus;
use crate::ui::screens::reports::Floor;
use crate::ui::state::{Room, State};
use crate::ui::widgets::list::Step;

/// Moves the marker, or the page that is open.
pub fn step(state: &mut State, step: Step) -> Vec<Effect> {
    if state.open_detail().is_some() {
        scroll(state, step);
        return Vec::new();
    }
    match state.room {
        Room::Overview => drop(state.overview.todo.apply(step)),
        Room::Models if state.models.focus == Focus::Search => state.models.focus = Focus::List,
        Room::Models => drop(state.models.list.apply(step)),
        Room::Reports => reports(state, step),
        Room::Notes => drop(state.notes.list.apply(step)),
        Room::Bundles => drop(state.bundles.list.apply(step)),
        Room::Conflicts => {
            if state.conflicts.list.apply(step) {
                state.conflicts.look_afresh();
            }
        }
    }
    Vec::new()
}

fn reports(state: &mut State, step: Step) {
    let reports = &mut state.reports;
    let list = match reports.floor {
        Floor::Choosing => Some(&mut reports.list),
        Floor::Table => reports.grid.as_mut().map(|grid| &mut grid.rows),
        Floor::Behind => reports.behind.as_mut().map(|behind| &mut behind.list),
    };
    if let Some(list) = list {
        list.apply(step);
    }
}

fn scroll(state: &mut State, step: Step) {
    let page_rows = usize::from(Layout::of(state.size).room.height.saturating_sub(2)).max(1);
    let Some(page) = &mut state.detail else {
        return;
    };
    // The end of the page is found when it is settled.
    page.scroll = match step {
        Step::Next => page.scroll.saturating_add(1),
        Step::Previous => page.scroll.saturating_sub(1),
        Step::PageDown => page.scroll.saturating_add(page_rows),
        Step::PageUp => page.scroll.saturating_sub(page_rows),
        Step::First => 0,
        Step::Last => usize::MAX,
    };
}
