//! Asking the book for what the present room shows.

use super::flow;
use crate::domain::RecordId;
use crate::service::Request;
use crate::service::request::calendar::CalendarRequest;
use crate::service::request::{Glance, SurveyRequest};
use crate::ui::effect::Effect;
use crate::ui::purpose::asked::AskedErrand;
use crate::ui::screens::detail::{Detail, Standing};
use crate::ui::screens::notes;
use crate::ui::state::{Room, State};
use crate::ui::ticket::Errand;
use crate::ui::words::local;

/// Goes to a room and asks for what it shows.
pub fn enter(state: &mut State, room: Room) -> Vec<Effect> {
    state.room = room;
    state.detail = None;
    state.recommendations.page = None;
    state.finder.close();
    state.leave_lists();
    load_room(state)
}

/// Asks for what the present room shows.
pub fn load_room(state: &mut State) -> Vec<Effect> {
    match state.room {
        Room::Overview => vec![overview(state), pressing(state), duties(state)],
        Room::Models => {
            state.models.window.renew();
            state.finder.window.renew();
            flow::ask_beside(state)
        }
        Room::Recommendations => {
            state.recommendations.window.renew();
            let page = state.recommendations.page.as_ref().map(|page| page.id);
            let ask = page.map(|id| flow::ask_detail(state, id));
            ask.into_iter().collect()
        }
        Room::Survey => flow::load_survey(state),
        Room::Reports => flow::load_reports(state),
        Room::Notes => vec![
            state.ask(Errand::Drafts, Request::Drafts),
            notes_page(state, 0),
        ],
        Room::Bundles => vec![
            state.ask(Errand::Ranges, Request::Ranges),
            state.ask(Errand::Devices, Request::Devices),
        ],
        Room::Conflicts => vec![state.ask(Errand::Conflicts, Request::Conflicts)],
    }
}

/// More of the book has been read: asks again for what was shown from a part.
pub fn load_prepared(state: &mut State) -> Vec<Effect> {
    let mut effects = flow::ask_namesakes(state);
    match state.room {
        Room::Overview => effects.push(overview(state)),
        Room::Models => {
            state.models.window.renew();
            state.finder.window.renew();
            effects.extend(flow::ask_beside(state));
        }
        _ => {}
    }
    effects
}

/// Something changed: asks again for all that is shown.
pub fn refresh(state: &mut State) -> Vec<Effect> {
    let mut effects = vec![state.ask(Errand::Book, Request::Book), labels(state)];
    effects.extend(load_room(state));
    if let Some(id) = state.detail.as_ref().map(|page| page.id) {
        effects.push(state.ask(Errand::Record(id), Request::Record(id)));
    }
    effects.extend(flow::read_minutes_again(state));
    effects
}

/// Asks what the book calls periods.
pub fn labels(state: &mut State) -> Effect {
    state.ask(Errand::PeriodLabels, Request::PeriodLabels)
}

/// Asks for the figures.
pub fn overview(state: &mut State) -> Effect {
    let query = state.overview.query.clone();
    state.ask(Errand::Overview, Request::Glance(Glance::Overview(query)))
}

/// Asks which deadlines are near.
fn duties(state: &mut State) -> Effect {
    let today = local(state.now).date();
    let request = CalendarRequest::Near { today };
    state.ask(Errand::Duties, Request::Calendar(request))
}

/// Asks which *kiến nghị* are pressing today.
fn pressing(state: &mut State) -> Effect {
    let today = local(state.now).date();
    let request = SurveyRequest::Deadlines { today };
    state.ask(
        Errand::Asked(AskedErrand::Pressing),
        Request::Survey(request),
    )
}

/// Asks for notes from `offset` on. When it is the first page again, as many
/// are asked for as were there, so that the marker keeps its place.
pub fn notes_page(state: &mut State, offset: usize) -> Effect {
    let limit = if offset == 0 {
        state.notes.notes.len().max(notes::PAGE)
    } else {
        notes::PAGE
    };
    state.ask(
        Errand::Notes { offset, limit },
        Request::Notes {
            record: None,
            offset,
            limit,
        },
    )
}

/// Opens the page of a record over the one that is open, which comes back when
/// it is closed.
pub fn open_beneath(state: &mut State, id: RecordId) -> Vec<Effect> {
    let beneath = state.detail.take().map(Box::new);
    let effects = open_record(state, id, Standing::Open);
    if let Some(page) = &mut state.detail {
        page.beneath = beneath;
    }
    effects
}

/// Closes the page of a record. Beside the list it stays, and the page that it
/// was opened from comes back.
pub fn close_detail(state: &mut State) -> Vec<Effect> {
    let Some(mut page) = state.detail.take() else {
        return Vec::new();
    };
    if let Some(beneath) = page.beneath.take() {
        let id = beneath.id;
        state.detail = Some(*beneath);
        return vec![state.ask(Errand::Record(id), Request::Record(id))];
    }
    if state.size.is_wide() && state.room == Room::Models {
        page.standing = Standing::Beside;
        page.scroll = 0;
        state.detail = Some(page);
    }
    Vec::new()
}

/// Opens the page of a record.
pub fn open_record(state: &mut State, id: RecordId, standing: Standing) -> Vec<Effect> {
    open_record_at(state, id, None, standing)
}

/// The same, at a registration or a note on it.
pub fn open_record_at(
    state: &mut State,
    id: RecordId,
    at: Option<RecordId>,
    standing: Standing,
) -> Vec<Effect> {
    match &mut state.detail {
        Some(page) if page.id == id => page.standing = standing,
        _ => state.detail = Some(Detail::new(id, standing)),
    }
    if let Some(page) = &mut state.detail {
        page.point_at(at);
    }
    vec![state.ask(Errand::Record(id), Request::Record(id))]
}
