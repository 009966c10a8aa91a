//! *Khảo sát*: rounds are made, the itinerary leads to visits, visits are
//! filled in.

mod answer;
mod draft;
mod outline;
mod people;
mod rounds;
mod visit;

pub use answer::{flush, typed};
pub use draft::{commit as commit_answer, go_on, open_form};
pub use rounds::choose_units;
pub use visit::attached;

use crate::domain::RecordId;
use crate::service::request::{CopyWhat, FieldWrite};
use crate::service::request::{SurveyReply, SurveyRequest};
use crate::service::{Refusal, Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::screens::survey::{Floor, SurveyErrand, SurveyPurpose};
use crate::ui::state::{Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::load;
use crate::ui::widgets::choice::Pick;
use crate::ui::widgets::list::Step;
use crate::ui::words::local;

/// What an action means to *Khảo sát*; `None` when it is for everywhere.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if state.room != Room::Survey || state.open_detail().is_some() {
        return None;
    }
    if state.survey.open_page().is_some() {
        return answer::act(state, action).or_else(|| visit::act(state, action));
    }
    rounds::act(state, action)
}

/// Asks for what the present floor shows.
pub fn load(state: &mut State) -> Vec<Effect> {
    let today = local(state.now).date();
    let effect = match (state.survey.floor, state.survey.round(), &state.survey.page) {
        (Floor::Itinerary, Some(round), _) => ask(
            state,
            SurveyErrand::Itinerary,
            SurveyRequest::Itinerary { round, today },
        ),
        (Floor::Visit, _, Some(page)) => {
            let visit = page.id;
            ask(
                state,
                SurveyErrand::Visit(visit),
                SurveyRequest::Visit { visit, today },
            )
        }
        _ => ask(state, SurveyErrand::Rounds, SurveyRequest::Rounds),
    };
    vec![effect]
}

fn ask(state: &mut State, errand: SurveyErrand, request: SurveyRequest) -> Effect {
    state.ask(Errand::Survey(errand), Request::Survey(request))
}

/// Opens the page of a visit.
pub fn open_visit(state: &mut State, visit: RecordId) -> Vec<Effect> {
    state.survey.enter_visit(visit);
    load::enter(state, Room::Survey)
}

/// Opens the itinerary of a round.
pub fn open_round(state: &mut State, round: RecordId) -> Vec<Effect> {
    state.survey.enter_round(round);
    load::enter(state, Room::Survey)
}

/// What the book answered.
pub fn answered(state: &mut State, errand: SurveyErrand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (SurveyErrand::Rounds, Reply::Survey(SurveyReply::Rounds(rounds))) => {
            state.survey.take_rounds(rounds);
            Vec::new()
        }
        (SurveyErrand::Itinerary, Reply::Survey(SurveyReply::Itinerary(view))) => {
            state.survey.take_itinerary(*view);
            Vec::new()
        }
        (SurveyErrand::Visit(id), Reply::Survey(SurveyReply::Visit(view))) => {
            visit::taken(state, id, *view)
        }
        (SurveyErrand::Outline(id), reply) => visit::outline_taken(state, id, reply),
        (SurveyErrand::Outlines(wanted), reply) => outline::listed(state, wanted, reply),
        (SurveyErrand::Template(wanted), reply) => outline::imported(state, wanted, &reply),
        (SurveyErrand::Compared(id), reply) => outline::compared(state, id, reply),
        (SurveyErrand::VisitOpened, Reply::Survey(SurveyReply::Changed(change))) => {
            let mut effects = super::saved(state);
            effects.extend(open_visit(state, change.record));
            effects
        }
        (SurveyErrand::RoundMade, Reply::Survey(SurveyReply::Changed(change))) => {
            let mut effects = super::saved(state);
            state.survey.enter_round(change.record);
            effects.extend(load::enter(state, Room::Survey));
            effects
        }
        (SurveyErrand::Filled, reply) => answer::filled(state, &reply),
        (SurveyErrand::Drafts(visit), Reply::Drafts(drafts)) => {
            draft::offered(state, visit, &drafts)
        }
        (SurveyErrand::Drafted { place }, _) => {
            draft::saved(state, &place);
            Vec::new()
        }
        (SurveyErrand::Models(unit), reply) => rounds::models_listed(state, unit, reply),
        // An answer of another version to a question that it did not know.
        _ => Vec::new(),
    }
}

/// The book refused.
pub fn refused(state: &mut State, errand: &SurveyErrand, refusal: &Refusal) -> Vec<Effect> {
    match errand {
        SurveyErrand::Filled => answer::refused(state, refusal),
        SurveyErrand::Drafted { place } => {
            draft::failed(state, place, refusal);
            Vec::new()
        }
        SurveyErrand::VisitOpened => visit::there_already(state, refusal),
        SurveyErrand::Outline(_) => {
            if let Some(page) = &mut state.survey.page {
                page.unreadable();
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Moves the marker of the present floor.
pub fn step(state: &mut State, step: Step) -> Vec<Effect> {
    match state.survey.floor {
        Floor::Rounds => drop(state.survey.list.apply(step)),
        Floor::Itinerary => {
            if let Some(route) = &mut state.survey.route {
                route.list.apply(step);
            }
        }
        Floor::Visit => return answer::step(state, step),
    }
    Vec::new()
}

/// Yes to a question over *Khảo sát*.
pub fn agreed(state: &mut State, purpose: SurveyPurpose) -> Vec<Effect> {
    match purpose {
        SurveyPurpose::TakeOut { path } => visit::taken_out(state, &path),
        SurveyPurpose::CopyUnanswered => answer::copy(state, CopyWhat::Unanswered),
        SurveyPurpose::Move { fields } => outline::agreed(state, fields),
        _ => Vec::new(),
    }
}

/// A line was chosen.
pub fn picked(state: &mut State, purpose: &SurveyPurpose, pick: &Pick) -> Vec<Effect> {
    match purpose {
        SurveyPurpose::Outline => outline::picked(state, pick),
        _ => Vec::new(),
    }
}

/// Lines were ticked.
pub fn ticked(state: &mut State, purpose: &SurveyPurpose, picks: &[Pick]) -> Vec<Effect> {
    match purpose {
        SurveyPurpose::Units { round } => rounds::units_ticked(state, *round, picks),
        SurveyPurpose::Models { round, offered } => {
            rounds::models_ticked(state, *round, offered, picks)
        }
        _ => Vec::new(),
    }
}

/// A form was filled in.
pub fn written(state: &mut State, purpose: SurveyPurpose, filled: Vec<FieldWrite>) -> Vec<Effect> {
    match purpose {
        SurveyPurpose::NewRound => rounds::written(state, &filled),
        SurveyPurpose::NewVisit {
            round,
            unit,
            models,
        } => visit::opened_by_form(state, round, unit.id, models, &filled),
        SurveyPurpose::EditVisit { .. } => visit::edited(state, filled),
        SurveyPurpose::Remark { path, .. } => visit::remarked(state, &path, filled),
        _ => Vec::new(),
    }
}
