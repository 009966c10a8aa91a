//! *Mọi mục*: searched, held to a kind, a unit, a period, a status, and opened.

use super::{namesakes, open, periods};
use crate::domain::{RecordId, RecordKind, RecordStatus, Word};
use crate::i18n::Phrase;
use crate::service::request::Glance;
use crate::service::request::find::{FindFilter, FoundLine, FoundStatus};
use crate::service::{Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Context};
use crate::ui::overlay::{Overlay, Picker};
use crate::ui::purpose::finder::{FinderErrand, FinderPurpose};
use crate::ui::purpose::{Opening, Purpose};
use crate::ui::screens::detail::Standing;
use crate::ui::screens::finder::{Beside, FinderWords as Words, Turn};
use crate::ui::screens::models::Focus;
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::{listed, load, typing};
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::line_field::LineField;
use crate::ui::words::{capitalised, label, local};

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
    match state.finder.selected().map(Place::of) {
        Some(place) => open_place(state, place),
        None => {
            state.finder.window.enter();
            Vec::new()
        }
    }
}

/// Where a found record is looked at.
enum Place {
    /// A page of a record, perhaps at something on it.
    Page {
        record: RecordId,
        at: Option<RecordId>,
    },
    Visit(RecordId),
    Round(RecordId),
    Asked(RecordId),
}

impl Place {
    fn of(found: &FoundLine) -> Self {
        match (found.id.kind, found.part_of) {
            (RecordKind::Visit, _) => Self::Visit(found.id),
            (RecordKind::Round, _) => Self::Round(found.id),
            (RecordKind::Recommendation, _) => Self::Asked(found.id),
            (RecordKind::Registration | RecordKind::Note, Some(record)) => Self::Page {
                record,
                at: Some(found.id),
            },
            _ => Self::Page {
                record: found.id,
                at: None,
            },
        }
    }
}

fn open_place(state: &mut State, place: Place) -> Vec<Effect> {
    let (opened, effects) = match place {
        Place::Page { record, at } => {
            return load::open_record_at(state, record, at, Standing::Open);
        }
        Place::Visit(visit) => (visit, super::survey::open_visit(state, visit)),
        Place::Round(round) => (round, super::survey::open_round(state, round)),
        Place::Asked(asked) => (asked, super::asked::open_alone(state, asked)),
    };
    state.finder.leave_for(opened);
    effects
}

/// This was closed: if it was opened from the list, the list comes back as it
/// was; else `None`.
pub fn come_back(state: &mut State, closed: Option<RecordId>) -> Option<Vec<Effect>> {
    if !closed.is_some_and(|closed| state.finder.comes_back_from(closed)) {
        return None;
    }
    state.room = Room::Models;
    Some(load::load_room(state))
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
    let title = Words::ChoosePeriod.text(lang);
    let any = Words::AnyPeriod.text(lang);
    let current = state.finder.filter.period;
    let picker = periods::picker(state, title, any, current);
    let purpose = Purpose::Finder(FinderPurpose::Period);
    open::layer(state, Overlay::Picker(picker), purpose)
}

fn choose_status(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let kind = state.finder.filter.kind;
    let known = statuses(kind);
    if known.is_empty() {
        let kind = kind.map_or("", |kind| label(lang, kind));
        let kind = capitalised(kind);
        state.notice = Some(Notice::hint(&Words::NoStatus { kind }));
        return Vec::new();
    }
    let mut choices = vec![Choice::new(Pick::Nothing, Words::AnyStatus.text(lang))];
    let all = known.iter().enumerate();
    choices.extend(all.map(|(at, status)| Choice::new(Pick::Nth(at), status.label(kind, lang))));
    let current = state.finder.filter.status;
    let current = current.and_then(|status| known.iter().position(|one| *one == status));
    let current = current.map_or(Pick::Nothing, Pick::Nth);
    let title = Words::ChooseStatus.text(lang);
    pick(state, title, choices, &current, FinderPurpose::Status)
}

/// The statuses that the list can be held to: those of the kind that is looked
/// at, or those that the day shows of any.
fn statuses(kind: Option<RecordKind>) -> Vec<FoundStatus> {
    match kind {
        Some(kind) => FoundStatus::of_kind(kind),
        None => {
            let on_day = RecordStatus::ALL.iter().copied();
            on_day.map(FoundStatus::OnDay).collect()
        }
    }
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
    let period = match purpose {
        FinderPurpose::Period => match periods::picked(state, pick) {
            Ok(period) => period,
            Err(notice) => {
                state.notice = Some(notice);
                return Vec::new();
            }
        },
        FinderPurpose::Unit | FinderPurpose::Status => None,
    };
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
        (FinderPurpose::Period, _) => filter.period = period,
        (FinderPurpose::Status, Pick::Nth(at)) => {
            filter.status = statuses(filter.kind).get(*at).copied();
        }
        (FinderPurpose::Status, _) => filter.status = None,
    }
    state.finder.renew();
    Vec::new()
}

/// What was asked for is here.
pub fn answered(state: &mut State, errand: FinderErrand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (FinderErrand::Page { list, .. }, Reply::Found(page)) => {
            let taken = state.finder.take(list, page);
            return listed(state, Context::FinderList, taken);
        }
        (FinderErrand::Namesakes(model), Reply::Found(page)) => {
            namesakes::answered(state, model, page);
        }
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
        Some(query) => {
            let errand = Errand::Finder(FinderErrand::Beside);
            vec![state.ask(errand, Request::Glance(Glance::Found(query)))]
        }
        None => {
            state.finder.beside = Beside::default();
            Vec::new()
        }
    }
}
