//! Deeds that take more than one step: what opens over the screen, and what
//! its answers set off.

mod asked;
mod batch;
mod closing;
mod conclude;
mod entry;
mod exchange;
mod faults;
mod files;
mod finder;
mod finding;
mod forms;
mod kept;
mod layers;
mod merge;
mod minutes;
mod models;
mod namesakes;
mod notes;
mod open;
mod page;
mod periods;
mod recommendation;
mod reports;
mod survey;
mod trust;
mod units;
mod visit;

pub use asked::{ask_detail, look_at as look_at_asked, open_page as open_asked};
pub use entry::{choose_related, taken_out};
pub use files::{no_book, refused as paper_refused, taken as paper_taken};
pub use finder::ask_beside;
pub use kept::commit_draft as commit_form;
pub use layers::press;
pub use minutes::read_again as read_minutes_again;
pub use namesakes::ask as ask_namesakes;
pub use reports::{load as load_reports, load_courses};
pub use survey::{
    commit_answer, flush as flush_answers, load as load_survey, step as step_survey,
    typed as type_answer,
};

use crate::service::request::Deed;
use crate::service::views::DraftView;
use crate::service::{Refusal, Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::layer::{Layer, Stage};
use crate::ui::overlay::Overlay;
use crate::ui::purpose::entry::EntryAim;
use crate::ui::purpose::kept::SurveyForm;
use crate::ui::screens::survey::answered_place;
use crate::ui::state::State;
use crate::ui::ticket::Errand;
use crate::ui::widgets::Press;

/// What an action means to the topmost layer, to the first page, or as the
/// beginning of a deed; `None` when it is for the screen.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if !state.layers.is_empty() {
        if let Some(press) = Press::from_action(action) {
            return Some(layers::press(state, press));
        }
    } else if let Some(taken) = page::act(state, action) {
        return Some(taken);
    } else if let Some(taken) = finder::act(state, action) {
        return Some(taken);
    } else if let Some(taken) = reports::act(state, action) {
        return Some(taken);
    } else if let Some(taken) = asked::act(state, action) {
        return Some(taken);
    } else if let Some(taken) = survey::act(state, action) {
        return Some(taken);
    }
    open::act(state, action)
}

/// Goes on with a draft: of a record in its form, of an answer in its visit, of
/// a note in the editor.
pub fn open_draft(state: &mut State, draft: DraftView) -> Vec<Effect> {
    if let Some(aim) = EntryAim::of_draft(&draft.draft) {
        return entry::go_on(state, aim, draft);
    }
    if let Some(form) = SurveyForm::of_draft(&draft.draft) {
        return kept::go_on(state, form);
    }
    match answered_place(&draft.draft) {
        Some(place) => survey::go_on(state, draft.draft.record, place),
        None => notes::open_draft(state, draft),
    }
}

/// The deed that the topmost layer was for is on disk.
pub fn saved(state: &mut State) -> Vec<Effect> {
    let is_sent = |layer: &Layer| layer.stage == Stage::Sent;
    if !state.layers.last().is_some_and(is_sent) {
        return Vec::new();
    }
    kept::leave_written(state)
}

/// Asks for the deed that the topmost form is for; the form waits.
fn send(state: &mut State, deed: Deed, request: Request) -> Vec<Effect> {
    state.draft_clock.sent();
    state.wait_for_book();
    vec![state.ask(Errand::Change(deed), request)]
}

/// An answer that opens the next step of a deed.
pub fn answered(state: &mut State, errand: Errand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (Errand::Units(opening), Reply::Units(units)) => open::with_units(state, opening, &units),
        (Errand::BeginNote(subject), Reply::Drafts(drafts)) => notes::begin(state, subject, drafts),
        (Errand::ResumeDraft, Reply::Drafts(drafts)) => super::drafts::resume(state, drafts),
        (Errand::PlanList(errand), Reply::ListPlan(plan)) => {
            files::list_planned(state, errand, plan)
        }
        (Errand::ApplyList(errand), Reply::ListPlan(plan)) => {
            files::list_applied(state, errand, plan)
        }
        (Errand::PlanUnits(list), Reply::UnitPlan(plan)) => {
            files::units_planned(state, list, &plan)
        }
        (Errand::DevicesFor(deed), Reply::Devices(devices)) => trust::choose(state, deed, devices),
        (Errand::Survey(errand), reply) => survey::answered(state, errand, reply),
        (Errand::Trust(request), Reply::Trust(view)) => trust::decided(state, request, &view),
        (Errand::AddUnit(name, after), Reply::UnitPlan(plan)) => {
            units::added(state, &name, after, &plan)
        }
        (Errand::ApplyUnits(list), Reply::UnitPlan(plan)) => {
            files::units_applied(state, list, &plan)
        }
        (Errand::Visit(errand), reply) => visit::answered(state, errand, reply),
        (Errand::Merge(errand), reply) => merge::answered(state, errand, reply),
        (Errand::Finder(errand), reply) => finder::answered(state, errand, reply),
        (Errand::FormDraft(key), Reply::Drafts(drafts)) => kept::opened(state, &key, drafts),
        (Errand::Entry(errand), reply) => entry::answered(state, errand, reply),
        (Errand::MarkAll, reply) => batch::answered(state, reply),
        (Errand::Asked(errand), reply) => asked::answered(state, errand, reply),
        // An answer of another version to a question that it did not know.
        _ => Vec::new(),
    }
}

/// The book refused: what was sent can be corrected and sent again.
pub fn refused(state: &mut State, errand: &Errand, refusal: &Refusal) -> Vec<Effect> {
    use crate::i18n::Phrase;
    match errand {
        Errand::SaveDraft { key, .. } => {
            super::drafts::failed(state, key, &refusal.text(state.lang))
        }
        Errand::Survey(errand) if errand.is_of_page() => {
            return survey::refused(state, errand, refusal);
        }
        _ => {
            if let Some(layer) = state.layers.last_mut() {
                layer.stage = Stage::Open;
                if let (Refusal::Value { field, fault }, Overlay::Form(form)) =
                    (refusal, &mut layer.overlay)
                {
                    form.fault_at(field, fault.clone());
                }
            }
        }
    }
    Vec::new()
}
