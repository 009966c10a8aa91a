//! *Mọi mục*: searched, held to a kind, a unit, a period, a status, and opened.

use super::open;
use crate::domain::{RecordStatus, Word};
use crate::i18n::Phrase;
use crate::service::request::find::FindFilter;
use crate::service::{Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::overlay::{Overlay, Picker};
use crate::ui::purpose::finder::{FinderErrand, FinderPurpose};
use crate::ui::purpose::{Opening, Purpose};
use crate::ui::screens::detail::Standing;
use crate::ui::screens::finder::{Beside, FinderWords as Words, Turn};
use crate::ui::screens::models::Focus;
use crate::ui::state::{Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::{load, typing};
use crate::ui::widgets::choice::{self, Choice, Pick};
use crate::ui::widgets::line_field::LineField;
use crate::ui::words::{label, local};

/// What an action means to *Mọi mục*; `None` when it is for everywhere.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if action == Action::SearchAll {
        return Some(show(state));
    }
    if !state.shows_finder() || state.open_detail().is_some() {
        return None;
    }
    Some(match action {
        Action::SearchModels => back(state),
        Action::SearchFocus => {
            state.finder.focus = Focus::Search;
            Vec::new()
        }
        Action::ItemOpen => enter(state),
        Action::ItemClose => close(state),
        Action::ScopeNext => turn(state, Turn::Next),
        Action::ScopePrevious => turn(state, Turn::Previous),
        Action::UnitChoose => open::after_units(state, Opening::FinderUnit),
        Action::PeriodChoose => choose_period(state),
        Action::StatusChoose => choose_status(state),
        Action::FilterClear => {
            state.finder.search = LineField::default();
            state.finder.filter = FindFilter::default();
            state.finder.unit_name = None;
            state.finder.renew();
            Vec::new()
        }
        _ => return None,
    })
}

/// Shows the list in the place of that of the models, with its words.
fn show(state: &mut State) -> Vec<Effect> {
    let effects = if state.room == Room::Models {
        state.detail = None;
        Vec::new()
    } else {
        load::enter(state, Room::Models)
    };
    if state.finder.is_shown() {
        state.finder.focus = Focus::Search;
    } else {
        state.finder.open(&state.models);
    }
    effects
}

/// Back to the models, with the words that were typed here.
fn back(state: &mut State) -> Vec<Effect> {
    state.finder.close();
    state.detail = None;
    state.models.focus = Focus::Search;
    if state.models.search.value() == state.finder.search.value() {
        return Vec::new();
    }
    state.models.search = state.finder.search.clone();
    typing::renew_models(state)
}

fn enter(state: &mut State) -> Vec<Effect> {
    if state.finder.focus == Focus::Search {
        state.finder.focus = Focus::List;
        return Vec::new();
    }
    match state.finder.selected().map(|found| found.id) {
        Some(id) => load::open_record(state, id, Standing::Open),
        None => Vec::new(),
    }
}

/// Esc: from the search to the list, from the list back to the models.
fn close(state: &mut State) -> Vec<Effect> {
    match state.finder.focus {
        Focus::Search => state.finder.focus = Focus::List,
        Focus::List => {
            state.finder.close();
            state.detail = None;
        }
    }
    Vec::new()
}

fn turn(state: &mut State, turn: Turn) -> Vec<Effect> {
    state.finder.turn(turn);
    Vec::new()
}

fn choose_period(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let view = state.overview.view.as_ref();
    let mut periods = view.map(|view| view.periods.clone()).unwrap_or_default();
    periods.reverse();
    let any = Choice::new(Pick::Nothing, Words::AnyPeriod.text(lang));
    let mut choices = vec![any];
    choices.extend(choice::periods(&periods, lang));
    let current = state.finder.filter.period;
    let current = current.map_or(Pick::Nothing, Pick::Period);
    let title = Words::ChoosePeriod.text(lang);
    pick(state, title, choices, &current, FinderPurpose::Period)
}

fn choose_status(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let mut choices = vec![Choice::new(Pick::Nothing, Words::AnyStatus.text(lang))];
    let all = RecordStatus::ALL.iter().enumerate();
    choices.extend(all.map(|(at, status)| Choice::new(Pick::Nth(at), label(lang, *status))));
    let current = state.finder.filter.status;
    let current =
        current.and_then(|status| RecordStatus::ALL.iter().position(|one| *one == status));
    let current = current.map_or(Pick::Nothing, Pick::Nth);
    let title = Words::ChooseStatus.text(lang);
    pick(state, title, choices, &current, FinderPurpose::Status)
}

fn pick(
    state: &mut State,
    title: String,
    choices: Vec<Choice<Pick>>,
    current: &Pick,
    purpose: FinderPurpose,
) -> Vec<Effect> {
    let picker = Picker::new(title, choices, current);
    open::layer(state, Overlay::Picker(picker), Purpose::Finder(purpose))
}

/// A line was chosen; its layer is gone.
pub fn picked(state: &mut State, purpose: FinderPurpose, pick: &Pick) -> Vec<Effect> {
    let filter = &mut state.finder.filter;
    match (purpose, pick) {
        (FinderPurpose::Unit, Pick::Record(unit)) => {
            filter.unit = Some(*unit);
            state.finder.unit_name = None;
            state.finder.renew();
            let errand = Errand::Finder(FinderErrand::UnitName);
            return vec![state.ask(errand, Request::Units { on: None })];
        }
        (FinderPurpose::Unit, _) => filter.unit = None,
        (FinderPurpose::Period, Pick::Period(period)) => filter.period = Some(*period),
        (FinderPurpose::Period, _) => filter.period = None,
        (FinderPurpose::Status, Pick::Nth(at)) => {
            filter.status = RecordStatus::ALL.get(*at).copied();
        }
        (FinderPurpose::Status, _) => filter.status = None,
    }
    state.finder.renew();
    Vec::new()
}

/// What was asked for is here.
pub fn answered(state: &mut State, errand: FinderErrand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (FinderErrand::Page { list, .. }, Reply::Found(page)) => state.finder.take(list, page),
        (FinderErrand::Beside, Reply::Found(page)) => state.finder.beside = Beside(page.kinds),
        (FinderErrand::UnitName, Reply::Units(units)) => {
            let wanted = state.finder.filter.unit;
            let found = units.into_iter().find(|unit| Some(unit.id) == wanted);
            state.finder.unit_name = found.map(|unit| unit.full_name);
        }
        // An answer of another version to a question that it did not know.
        _ => {}
    }
    Vec::new()
}

/// Asks how many other records say what is typed to find a model.
pub fn ask_beside(state: &mut State) -> Vec<Effect> {
    let today = local(state.now).date();
    match Beside::query(&state.models, today) {
        Some(query) => vec![state.ask(Errand::Finder(FinderErrand::Beside), Request::Find(query))],
        None => {
            state.finder.beside = Beside::default();
            Vec::new()
        }
    }
}
