//! Up and down, in whatever has the marker.

use super::flow;
use crate::ui::effect::Effect;
use crate::ui::layout::Layout;
use crate::ui::screens::models::Focus;
use crate::ui::screens::overview;
use crate::ui::screens::reports::Floor;
use crate::ui::state::{Room, State};
use crate::ui::widgets::list::Step;

/// Moves the marker, or the page that is open.
pub fn step(state: &mut State, step: Step) -> Vec<Effect> {
    let rows = usize::from(Layout::of(state.size).room.height.saturating_sub(2)).max(1);
    let is_open = state.open_detail().is_some();
    if is_open && let Some(page) = &mut state.detail {
        page.scroll = scrolled(page.scroll, step, rows);
        return Vec::new();
    }
    let open_asked =
        state.room == Room::Recommendations && state.recommendations.open_page().is_some();
    if open_asked && let Some(page) = &mut state.recommendations.page {
        page.scroll = scrolled(page.scroll, step, rows);
        return Vec::new();
    }
    match state.room {
        Room::Overview => {
            let stages = overview::stages_in_sight(state);
            state.overview.step(step, stages);
        }
        Room::Models if state.finder.is_shown() => match state.finder.focus {
            Focus::Search => state.finder.focus = Focus::List,
            Focus::List => drop(state.finder.list.apply(step)),
        },
        Room::Models if state.models.focus == Focus::Search => state.models.focus = Focus::List,
        Room::Models => drop(state.models.list.apply(step)),
        Room::Recommendations if state.recommendations.focus == Focus::Search => {
            state.recommendations.focus = Focus::List;
        }
        Room::Recommendations => drop(state.recommendations.list.apply(step)),
        Room::Survey => return flow::step_survey(state, step),
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

/// The first line of a page after a step; `rows` is the height of a page. Its
/// end is found when it is settled.
fn scrolled(first: usize, step: Step, rows: usize) -> usize {
    match step {
        Step::Next => first.saturating_add(1),
        Step::Previous => first.saturating_sub(1),
        Step::PageDown => first.saturating_add(rows),
        Step::PageUp => first.saturating_sub(rows),
        Step::First => 0,
        Step::Last => usize::MAX,
    }
}
