//! Keys of the topmost layer, and what its answers set off.

use ratatui::layout::Size as Cells;

use super::{
    asked, batch, closing, entry, exchange, files, finder, kept, merge, models, notes, open,
    reports, survey, trust, units, visit,
};
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::{FieldWrite, ModelFilter};
use crate::ui::effect::{Effect, PaperWork};
use crate::ui::layer::Stage;
use crate::ui::layout::Layout;
use crate::ui::overlay::{Confirm, Danger, Outcome, Overlay};
use crate::ui::purpose::entry::EntryPurpose;
use crate::ui::purpose::{Opening, Purpose};
use crate::ui::state::State;
use crate::ui::ticket::Errand;
use crate::ui::update::{leave, load, typing};
use crate::ui::widgets::Press;
use crate::ui::widgets::choice::Pick;
use crate::ui::words::AskWords;

/// Gives the topmost layer a key.
pub fn press(state: &mut State, press: Press) -> Vec<Effect> {
    let room = room(state);
    let Some(layer) = state.layers.last_mut() else {
        return Vec::new();
    };
    if layer.stage == Stage::Sent {
        // The book has not answered yet; only leaving is possible.
        return if press == Press::Cancel {
            close(state)
        } else {
            Vec::new()
        };
    }
    match layer.overlay.apply(press, room) {
        Outcome::Stay => Vec::new(),
        Outcome::Changed => {
            if layer.note().is_some() || layer.kept_form().is_some() {
                state.draft_clock.typed(state.now);
            }
            Vec::new()
        }
        Outcome::Close => close(state),
        Outcome::Do(action) => open::chosen(state, action),
        Outcome::Agreed => agreed(state),
        Outcome::Picked(pick) => picked(state, pick),
        Outcome::Ticked(picks) => ticked(state, &picks),
        Outcome::Filtered(filter) => filtered(state, filter),
        Outcome::Sought(kind, typed) => entry::seek(state, kind, typed),
        Outcome::Written(writes) => written(state, writes),
        Outcome::Noted { text, place } => notes::save(state, text, place),
        Outcome::Path(path) => files::named(state, &path),
        Outcome::ListFolder(folder) => {
            vec![state.work(Errand::Folder, PaperWork::ListFolder(folder))]
        }
        Outcome::ChooseParent => choose_parent(state),
    }
}

fn room(state: &State) -> Cells {
    Layout::of(state.size).over().as_size()
}

/// The layer is left. A form that would lose something asks first.
fn close(state: &mut State) -> Vec<Effect> {
    let Some(layer) = state.layers.last() else {
        return Vec::new();
    };
    if layer.note().is_some() {
        return notes::close(state);
    }
    if layer.kept_form().is_some() {
        return kept::close(state);
    }
    if layer.purpose == Purpose::NoBook {
        return leave(state);
    }
    if layer.would_lose() && layer.stage == Stage::Open {
        let question = AskWords::CloseForm.text(state.lang);
        let overlay = Overlay::Confirm(Confirm::new(question, Danger::Loses, state.lang));
        return open::layer(state, overlay, Purpose::CloseForm);
    }
    state.layers.pop();
    Vec::new()
}

/// Yes.
fn agreed(state: &mut State) -> Vec<Effect> {
    let Some(layer) = state.layers.pop() else {
        return Vec::new();
    };
    match layer.purpose {
        Purpose::LeaveProgram => leave(state),
        Purpose::CloseForm => {
            state.layers.pop();
            Vec::new()
        }
        Purpose::ListPlan(errand) => files::apply_list(state, *errand),
        Purpose::UnitPlan(list) => files::apply_units(state, *list),
        Purpose::BundlePlan(bundle) => files::absorb(state, bundle),
        Purpose::TakeBundleOut => files::take_out(state),
        Purpose::Trust(request) => trust::decide(state, request),
        Purpose::ReplaceFile(path, kind) => files::replace(state, path, kind),
        Purpose::Visit(purpose) => visit::agreed(state, purpose),
        Purpose::Survey(purpose) => survey::agreed(state, purpose),
        Purpose::Merge(purpose) => merge::agreed(state, *purpose),
        Purpose::Entry(EntryPurpose::Discard) => kept::discard_agreed(state),
        Purpose::Entry(EntryPurpose::TakeOut(subject)) => entry::take_out(state, subject),
        _ => Vec::new(),
    }
}

/// A line was chosen.
fn picked(state: &mut State, pick: Pick) -> Vec<Effect> {
    let Some(layer) = state.layers.pop() else {
        return Vec::new();
    };
    match (layer.purpose, pick) {
        (Purpose::OverviewUnit, pick) => {
            state.overview.query.unit = match pick {
                Pick::Record(unit) => Some(unit),
                _ => None,
            };
            vec![load::overview(state)]
        }
        (Purpose::ReportUnit, Pick::Record(unit)) => reports::unit_chosen(state, Some(unit)),
        (Purpose::ReportUnit, _) => reports::unit_chosen(state, None),
        (Purpose::ReportPeriod, pick) => reports::period_chosen(state, &pick),
        (Purpose::ChooseRegistration(model), Pick::Record(id)) => {
            let chosen = state
                .open_detail()
                .and_then(|page| page.registrations().into_iter().find(|one| one.id == id));
            chosen
                .map(|one| models::choose_step(state, model, one))
                .unwrap_or_default()
        }
        (Purpose::ChooseStep(model, registration), Pick::Status(to)) => {
            models::step(state, model, registration, to)
        }
        (Purpose::ChooseClosing(path), Pick::Closing(way)) => closing::way_chosen(state, path, way),
        (Purpose::Visit(purpose), pick) => visit::picked(state, purpose, pick),
        (Purpose::Merge(purpose), pick) => merge::picked(state, *purpose, pick),
        (Purpose::Entry(purpose), pick) => entry::picked(state, purpose, &pick),
        (Purpose::Finder(purpose), pick) => finder::picked(state, purpose, &pick),
        (Purpose::Asked(purpose), pick) => asked::picked(state, purpose, pick),
        (Purpose::Survey(purpose), pick) => survey::picked(state, &purpose, &pick),
        (Purpose::ChooseDevice(deed), pick) => trust::chosen(state, deed, pick),
        (Purpose::Attachment(files), Pick::Record(id)) => {
            match files.into_iter().find(|one| one.id == id) {
                Some(file) => exchange::open_attachment(state, file),
                None => Vec::new(),
            }
        }
        (Purpose::ChooseParent(errand), Pick::Record(parent)) => {
            files::parent_chosen(state, *errand, parent)
        }
        _ => Vec::new(),
    }
}

/// Lines were ticked.
fn ticked(state: &mut State, picks: &[Pick]) -> Vec<Effect> {
    match state.layers.pop().map(|layer| layer.purpose) {
        Some(Purpose::Survey(purpose)) => survey::ticked(state, &purpose, picks),
        _ => Vec::new(),
    }
}

/// The list behind shows at once what the conditions leave.
fn filtered(state: &mut State, filter: ModelFilter) -> Vec<Effect> {
    let is_other_unit = filter.unit != state.models.filter.unit;
    let unit = filter.unit;
    state.models.filter = filter;
    let mut effects = typing::renew_models(state);
    if is_other_unit {
        state.models.filter_unit = None;
        if unit.is_some() {
            effects.push(state.ask(Errand::FilterUnit, Request::Units { on: None }));
        }
    }
    effects
}

fn written(state: &mut State, writes: Vec<FieldWrite>) -> Vec<Effect> {
    let Some(purpose) = state.layers.last().map(|layer| layer.purpose.clone()) else {
        return Vec::new();
    };
    match purpose {
        Purpose::NameFirstUnit(errand) => {
            state.layers.pop();
            files::first_unit_named(state, *errand, &writes)
        }
        Purpose::NewUnit(after) => units::written(state, after, &writes),
        Purpose::CloseBundle(path) => closing::passphrase_chosen(state, path, &writes),
        Purpose::CloseForKeys(path) => closing::keys_chosen(state, path, &writes),
        Purpose::OpenBundle(path) => closing::unlock(state, path, &writes),
        Purpose::Visit(purpose) => visit::written(state, purpose, &writes),
        Purpose::Asked(purpose) => asked::written(state, purpose, &writes),
        Purpose::Survey(purpose) => survey::written(state, purpose, writes),
        Purpose::Entry(EntryPurpose::Fill { aim, named }) => {
            entry::written(state, aim, &named, writes)
        }
        Purpose::AdvanceMarked(held) => batch::written(state, &held, &writes),
        purpose => models::written(state, purpose, writes),
    }
}

fn choose_parent(state: &mut State) -> Vec<Effect> {
    match state.layers.last().map(|layer| layer.purpose.clone()) {
        Some(Purpose::ListPlan(errand)) => open::after_units(state, Opening::ChooseParent(errand)),
        _ => Vec::new(),
    }
}
