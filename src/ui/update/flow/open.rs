//! What opens over the screen, and on what.

use super::{
    batch, entry, exchange, files, kept, merge, models, notes, periods, survey, trust, units, visit,
};
use crate::domain::RecordId;
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::views::UnitView;
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Condition, Context};
use crate::ui::layer::Layer;
use crate::ui::overlay::{Confirm, Danger, Filter, Help, Menu, Overlay, Palette, Picker};
use crate::ui::purpose::asked::AskedPurpose;
use crate::ui::purpose::finder::FinderPurpose;
use crate::ui::purpose::{AfterUnit, Opening, Purpose, Subject, TrustDeed, Wanted};
use crate::ui::screens::models::Focus;
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::{act, drafts, load};
use crate::ui::widgets::choice::{self, Choice, Pick};
use crate::ui::words::{AskWords, NoticeWords};

/// Begins what an action asks for; `None` when it opens nothing.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        Action::HelpOpen => help(state),
        Action::PaletteOpen => palette(state),
        Action::MenuOpen => menu(state),
        Action::AppQuit if state.layers.iter().any(Layer::would_lose) => ask_before_leaving(state),
        Action::FilterOpen => after_units(state, Opening::Filter),
        Action::UnitChoose if state.room == Room::Reports => {
            after_units(state, Opening::ReportUnit)
        }
        Action::UnitChoose => after_units(state, Opening::OverviewUnit),
        Action::ModelAdd => models::new_model(state),
        Action::ModelEdit => with_model(state, models::begin_correction)?,
        Action::ModelMerge if merge::is_about_marked(state) => merge::begin_marked(state),
        Action::ModelMerge => with_model(state, merge::begin)?,
        Action::ModelMarkAll => batch::mark_all(state),
        Action::RegistrationAdvanceMarked => batch::begin(state),
        Action::RegistrationAdd => with_model(state, models::new_registration)?,
        Action::RegistrationAdvance => with_model(state, models::choose_registration)?,
        Action::RecordAdd => entry::begin_add(state),
        Action::RecordEdit => entry::begin_edit(state),
        Action::RecordTakeOut => entry::ask_before_taking_out(state),
        Action::DraftDiscard => kept::discard(state),
        Action::ConflictWriteThird => models::write_third(state),
        Action::NoteNew => new_note(state),
        Action::DraftOpen => vec![state.ask(Errand::ResumeDraft, Request::Drafts)],
        Action::ListImport => files::ask_for(state, Wanted::ModelList),
        Action::UnitAdd => units::begin(state),
        Action::UnitsImport => files::ask_for(state, Wanted::UnitList),
        Action::BundleExport => files::ask_for(state, Wanted::BundleToWrite),
        Action::BundleImport => files::ask_for(state, Wanted::BundleToRead),
        Action::BundleSync => files::ask_for(state, Wanted::SyncPlace),
        Action::AttachmentAdd => with_model(state, exchange::ask_what_to_attach)?,
        Action::AttachmentOpen => with_model(state, exchange::choose_attachment)?,
        Action::BundleUndo => files::ask_before_taking_out(state),
        Action::DeviceApprove => trust::begin(state, TrustDeed::Approve),
        Action::DeviceRevoke => trust::begin(state, TrustDeed::Revoke),
        _ => return visit::act(state, action),
    })
}

/// Lays something over the screen. What was being typed below is committed.
pub fn layer(state: &mut State, overlay: Overlay, purpose: Purpose) -> Vec<Effect> {
    let effects = drafts::commit(state);
    state.pressed.clear();
    state.layers.push(Layer::new(overlay, purpose));
    effects
}

/// Asks for the units first: the answer opens the rest.
pub fn after_units(state: &mut State, opening: Opening) -> Vec<Effect> {
    vec![state.ask(Errand::Units(opening), Request::Units { on: None })]
}

/// The units are here.
pub fn with_units(state: &mut State, opening: Opening, known: &[UnitView]) -> Vec<Effect> {
    let choices = choice::units(known, state.lang);
    match opening {
        Opening::OverviewUnit => {
            let current = state.overview.query.unit;
            choose_unit(state, choices, current, Purpose::OverviewUnit)
        }
        Opening::ReportUnit => {
            let current = state.reports.query.unit;
            choose_unit(state, choices, current, Purpose::ReportUnit)
        }
        Opening::AskedUnit => {
            let current = state.recommendations.unit;
            choose_unit(state, choices, current, Purpose::Asked(AskedPurpose::Unit))
        }
        Opening::FinderUnit => {
            let current = state.finder.filter.unit;
            choose_unit(
                state,
                choices,
                current,
                Purpose::Finder(FinderPurpose::Unit),
            )
        }
        Opening::NewUnit => units::form(state, known, AfterUnit::Nothing),
        Opening::Filter => filter(state, choices),
        Opening::ChooseParent(errand) => files::choose_parent(state, errand, choices),
        Opening::RoundUnits => survey::choose_units(state, known),
    }
}

fn help(state: &mut State) -> Vec<Effect> {
    let rows = state.keymap.help(state.contexts());
    let overlay = Overlay::Help(Help::new(&rows, state.lang));
    layer(state, overlay, Purpose::Itself)
}

fn palette(state: &mut State) -> Vec<Effect> {
    let offered = offered(state);
    let overlay = Overlay::Palette(Palette::new(&offered, state.lang));
    layer(state, overlay, Purpose::Itself)
}

fn menu(state: &mut State) -> Vec<Effect> {
    let offered = offered(state);
    let overlay = Overlay::Menu(Menu::new(&offered, state.lang));
    layer(state, overlay, Purpose::Itself)
}

fn offered(state: &State) -> Vec<crate::ui::keymap::Offered> {
    state
        .keymap
        .palette(state.contexts(), &|condition| state.holds(condition))
}

/// Does what was chosen in the palette or the menu, unless it cannot be done now.
pub fn chosen(state: &mut State, action: Action) -> Vec<Effect> {
    state.layers.pop();
    let refused: Option<Condition> = offered(state)
        .iter()
        .find(|one| one.action == action)
        .and_then(|one| one.refused);
    match refused {
        Some(why) => {
            state.notice = Some(Notice::refused(&why));
            Vec::new()
        }
        None => act::act(state, action),
    }
}

fn ask_before_leaving(state: &mut State) -> Vec<Effect> {
    let question = AskWords::LeaveProgram.text(state.lang);
    let overlay = Overlay::Confirm(Confirm::new(question, Danger::Loses, state.lang));
    layer(state, overlay, Purpose::LeaveProgram)
}

fn choose_unit(
    state: &mut State,
    mut choices: Vec<Choice<Pick>>,
    current: Option<RecordId>,
    purpose: Purpose,
) -> Vec<Effect> {
    choices.insert(
        0,
        Choice::new(Pick::Nothing, AskWords::AllUnits.text(state.lang)),
    );
    let current = current.map_or(Pick::Nothing, Pick::Record);
    let picker = Picker::new(AskWords::ChooseUnit.text(state.lang), choices, &current);
    layer(state, Overlay::Picker(picker), purpose)
}

fn filter(state: &mut State, units: Vec<Choice<Pick>>) -> Vec<Effect> {
    let periods = periods::known(state);
    let mut filter = Filter::new(&state.models.filter, units, periods, state.lang);
    if let Some(matching) = state.models.window.matching {
        filter.set_count(matching, state.models.window.total);
    }
    layer(state, Overlay::Filter(Box::new(filter)), Purpose::Filter)
}

/// Begins a deed on the model at hand; says so when there is none.
fn with_model(
    state: &mut State,
    begin: impl FnOnce(&mut State, Subject) -> Vec<Effect>,
) -> Option<Vec<Effect>> {
    match state.model_at_hand() {
        Some((id, name)) => Some(begin(state, Subject { id, name })),
        None => {
            let why = match state.awaits_list() {
                true => NoticeWords::ListOnItsWay,
                false => NoticeWords::ChooseModelFirst,
            };
            state.notice = Some(Notice::refused(&why));
            Some(Vec::new())
        }
    }
}

/// A note needs a model: without one at hand the list opens to choose it.
fn new_note(state: &mut State) -> Vec<Effect> {
    if let Some((id, name)) = state.model_at_hand() {
        return notes::new_note(state, Subject { id, name });
    }
    if state.awaits_list() {
        state.notice = Some(Notice::refused(&NoticeWords::ListOnItsWay));
        return Vec::new();
    }
    let effects = load::enter(state, Room::Models);
    state.models.focus = Focus::Search;
    let key = state
        .key_in(Context::ModelsList, Action::NoteNew)
        .unwrap_or_default();
    state.notice = Some(Notice::hint(&NoticeWords::ChooseModelForNote { key }));
    effects
}
