//! After every message: lists know their height, pages that came into view are
//! asked for, the page beside the list follows the marker, drafts are
//! committed in time.

use ratatui::layout::Rect;

use super::{drafts, flow, load, pushes};
use crate::service::Request;
use crate::service::request::{Glance, SurveyRequest};
use crate::ui::effect::Effect;
use crate::ui::layout::Layout;
use crate::ui::purpose::asked::AskedErrand;
use crate::ui::purpose::finder::FinderErrand;
use crate::ui::screens::detail::Standing;
use crate::ui::screens::reports::{self, Floor};
use crate::ui::screens::{
    conflicts, detail, finder, models, notes, overview, recommendations, survey,
};
use crate::ui::state::{Due, Nothing, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::words::local;

pub fn settle(state: &mut State) -> Vec<Effect> {
    resize(state);
    let mut effects = Vec::new();
    if state.first_run.is_none() && state.book.is_some() {
        effects.extend(pages(state));
        effects.extend(follow(state));
    }
    effects.extend(pushes::settle(state));
    if state.draft_clock.due(state.now) == Due::Now {
        effects.extend(drafts::commit(state));
    }
    effects
}

fn resize(state: &mut State) {
    let layout = Layout::of(state.size);
    let room = layout.room;
    let rows = |rows: u16| usize::from(rows);
    let models = models::list_rows(state, room.height);
    state.models.list.resize(rows(models));
    let found = room.height.saturating_sub(finder::HEAD_ROWS);
    state.finder.list.resize(rows(found));
    state.notes.list.resize(rows(notes::list_rows(room.height)));
    let count = state.conflicts.view.as_ref().map_or(0, Vec::len);
    state
        .conflicts
        .list
        .resize(rows(conflicts::list_rows(room.height, count)));
    state.overview.todo.resize(rows(room.height));
    let stages = overview::stages_in_sight(state);
    state.overview.settle(stages);
    state.bundles.list.resize(rows(room.height));
    resize_reports(state, room);
    resize_survey(state, room);
    let asked = room.height.saturating_sub(recommendations::HEAD_ROWS);
    state.recommendations.list.resize(rows(asked));
    let beside = layout.beside()[1];
    let area = if state.size.is_wide() && state.room == Room::Models {
        beside
    } else {
        room
    };
    if let Some(mut page) = state.detail.take() {
        detail::scroll_to_sought(&mut page, state, area);
        page.scroll = page.scroll.min(detail::last_scroll(&page, state, area));
        state.detail = Some(page);
    }
    if let Some(mut page) = state.recommendations.page.take() {
        let area = if state.size.is_wide() { beside } else { room };
        let last = recommendations::last_scroll(&page, state, area);
        page.scroll = page.scroll.min(last);
        state.recommendations.page = Some(page);
    }
}

fn resize_reports(state: &mut State, room: Rect) {
    let lang = state.lang;
    let reports = &mut state.reports;
    let rows = |head: u16| usize::from(room.height.saturating_sub(head));
    reports.list.resize(rows(reports::CHOOSE_HEAD));
    let table = reports::table_rows(reports, room.height);
    if let Some(grid) = &mut reports.grid {
        grid.rows.resize(usize::from(table));
        grid.settle(reports::table_width(room.width), lang);
    }
    if let Some(behind) = &mut reports.behind {
        behind.list.resize(rows(reports::BEHIND_HEAD));
    }
}

fn resize_survey(state: &mut State, room: Rect) {
    let rows = usize::from(survey::list_rows(room.height));
    state.survey.list.resize(rows);
    if let Some(route) = &mut state.survey.route {
        route.list.resize(rows);
    }
    if state.survey.open_page().is_some() {
        survey::settle_page(state, room);
    }
}

/// Pages of the lists that have come into view.
fn pages(state: &mut State) -> Vec<Effect> {
    match state.room {
        Room::Models if state.finder.is_shown() => found_pages(state),
        Room::Models => model_pages(state),
        Room::Notes => {
            let next = state.notes.next_page();
            next.map(|offset| load::notes_page(state, offset))
                .into_iter()
                .collect()
        }
        Room::Recommendations => asked_pages(state),
        Room::Reports => behind_pages(state),
        Room::Overview | Room::Survey | Room::Bundles | Room::Conflicts => Vec::new(),
    }
}

fn model_pages(state: &mut State) -> Vec<Effect> {
    let in_sight = state.models.list.in_sight();
    let rows = usize::from(Layout::of(state.size).room.height);
    let list = state.models.window.generation();
    let wanted = state.models.window.wanted(in_sight.start, rows);
    let ask = |offset| {
        let query = state.models.query(offset);
        let request = Request::Glance(Glance::Models(query));
        state.ask(Errand::Models { list, offset }, request)
    };
    wanted.into_iter().map(ask).collect()
}

fn found_pages(state: &mut State) -> Vec<Effect> {
    let finder = &mut state.finder;
    let in_sight = finder.list.in_sight();
    let rows = usize::from(Layout::of(state.size).room.height);
    let list = finder.window.generation();
    let wanted = finder.window.wanted(in_sight.start, rows);
    let today = local(state.now).date();
    let ask = |offset| {
        let query = state.finder.query(offset, today);
        let errand = Errand::Finder(FinderErrand::Page { list, offset });
        state.ask(errand, Request::Glance(Glance::Found(query)))
    };
    wanted.into_iter().map(ask).collect()
}

fn asked_pages(state: &mut State) -> Vec<Effect> {
    let in_sight = state.recommendations.list.in_sight();
    let rows = usize::from(Layout::of(state.size).room.height);
    let list = state.recommendations.window.generation();
    let wanted = state.recommendations.window.wanted(in_sight.start, rows);
    let today = local(state.now).date();
    let ask = |offset| {
        let query = state.recommendations.query(offset, today);
        let errand = Errand::Asked(AskedErrand::Page { list, offset });
        state.ask(
            errand,
            Request::Survey(SurveyRequest::Recommendations(query)),
        )
    };
    wanted.into_iter().map(ask).collect()
}

/// Pages of the list behind a cell.
fn behind_pages(state: &mut State) -> Vec<Effect> {
    let rows = usize::from(Layout::of(state.size).room.height);
    let Some(behind) = state
        .reports
        .behind
        .as_mut()
        .filter(|_| state.reports.floor == Floor::Behind)
    else {
        return Vec::new();
    };
    let list = behind.window.generation();
    let wanted = behind.window.wanted(behind.list.in_sight().start, rows);
    let queries: Vec<_> = wanted
        .into_iter()
        .map(|offset| (offset, behind.query(offset)))
        .collect();
    let ask = |(offset, query)| state.ask(Errand::Behind { list, offset }, Request::Behind(query));
    queries.into_iter().map(ask).collect()
}

/// In a wide window the page beside the list shows the selected line.
fn follow(state: &mut State) -> Vec<Effect> {
    let mut effects = follow_model(state);
    effects.extend(follow_asked(state));
    effects
}

fn follow_asked(state: &mut State) -> Vec<Effect> {
    let here = state.size.is_wide() && state.room == Room::Recommendations;
    let page = state.recommendations.page.as_ref();
    let shown = page.map(|page| (page.id, page.standing));
    if matches!(shown, Some((_, Standing::Open))) {
        return Vec::new();
    }
    let selected = state.recommendations.selected().map(|one| one.id);
    match selected.filter(|_| here) {
        Some(id) if Some(id) != shown.map(|(id, _)| id) => {
            flow::open_asked(state, id, Standing::Beside)
        }
        Some(_) => Vec::new(),
        None => {
            if !here || state.recommendations.window.matching == Some(0) {
                state.recommendations.page = None;
            }
            Vec::new()
        }
    }
}

fn follow_model(state: &mut State) -> Vec<Effect> {
    let beside = state
        .detail
        .as_ref()
        .is_some_and(|page| page.standing == Standing::Beside);
    if !(state.size.is_wide() && state.room == Room::Models) {
        if beside {
            state.detail = None;
        }
        return Vec::new();
    }
    if state.open_detail().is_some() {
        return Vec::new();
    }
    let shown = state.detail.as_ref().map(|page| (page.id, page.at));
    match state.listed() {
        Ok(Some((id, at))) if Some((id, at)) != shown => {
            load::open_record_at(state, id, at, Standing::Beside)
        }
        Ok(_) => Vec::new(),
        Err(Nothing) => {
            state.detail = None;
            Vec::new()
        }
    }
}
