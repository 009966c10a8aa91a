//! What an action does.

use super::{flow, leave, load, moves, typing};
use crate::domain::{Milestone, Movement};
use crate::service::Request;
use crate::service::request::calendar::CalendarRequest;
use crate::service::request::{Deed, ModelFilter, RecommendationScope};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Condition, Context};
use crate::ui::screens::conflicts::Side;
use crate::ui::screens::detail::{Fold, Standing};
use crate::ui::screens::models::Focus;
use crate::ui::screens::notes::Entry;
use crate::ui::screens::overview::{Todo, Walk};
use crate::ui::state::{Notice, Room, State};
use crate::ui::term::Signal;
use crate::ui::ticket::Errand;
use crate::ui::widgets::Edit;
use crate::ui::widgets::list::Step;
use crate::ui::words::{NoticeWords, local};

/// Does what a key, the palette or the menu asked for.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if let Some(taken) = flow::act(state, action) {
        return taken;
    }
    match action {
        Action::AppQuit => leave(state),
        Action::AppSuspend => vec![Effect::Suspend],
        Action::AppRedraw => vec![Effect::Redraw],
        Action::LanguageSwitch => {
            state.lang = state.lang.other();
            Vec::new()
        }
        Action::ThemeSwitch => switch_theme(state),
        Action::ScreenOverview => load::enter(state, Room::Overview),
        Action::ScreenModels => load::enter(state, Room::Models),
        Action::ScreenSurvey => load::enter(state, Room::Survey),
        Action::ScreenRecommendations => load::enter(state, Room::Recommendations),
        Action::ScreenReports => load::enter(state, Room::Reports),
        Action::ScreenNotes => load::enter(state, Room::Notes),
        Action::ScreenBundles => load::enter(state, Room::Bundles),
        Action::ScreenConflicts => load::enter(state, Room::Conflicts),
        Action::ScreenNext => load::enter(state, state.room.moved(1)),
        Action::ScreenPrevious => load::enter(state, state.room.moved(Room::ALL.len() - 1)),
        Action::ListNext => moves::step(state, Step::Next),
        Action::ListPrevious => moves::step(state, Step::Previous),
        Action::ListFirst => moves::step(state, Step::First),
        Action::ListLast => moves::step(state, Step::Last),
        Action::ListPageDown => moves::step(state, Step::PageDown),
        Action::ListPageUp => moves::step(state, Step::PageUp),
        Action::ItemOpen => open(state),
        Action::ItemClose => close(state),
        Action::SearchFocus => search(state),
        Action::SearchClear => {
            state.models.search.set("");
            state.models.focus = Focus::List;
            typing::renew_models(state)
        }
        Action::FilterClear => {
            state.models.clear();
            typing::renew_models(state)
        }
        Action::ModelMark if state.room == Room::Models => mark(state),
        Action::SortNext => {
            state.models.sort_next();
            typing::renew_models(state)
        }
        Action::HistoryToggle if state.room == Room::Conflicts && state.open_detail().is_none() => {
            open_conflict(state, Fold::Open)
        }
        Action::HistoryToggle => {
            if let Some(page) = &mut state.detail {
                page.history = page.history.other();
            }
            Vec::new()
        }
        Action::DeadlineFinish => finish(state),
        Action::ChangeUndo => vec![state.ask(Errand::Undo, Request::Undo)],
        Action::ChangeRedo => vec![state.ask(Errand::Redo, Request::Redo)],
        Action::PeriodNext => walk(state, Walk::Later),
        Action::PeriodPrevious => walk(state, Walk::Earlier),
        Action::CompareNext => compare(state),
        Action::ConflictTakeFirst => settle(state, Side::First),
        Action::ConflictTakeSecond => settle(state, Side::Second),
        Action::EditorUndo => typing::edit(state, Edit::Undo),
        Action::EditorRedo => typing::edit(state, Edit::Redo),
        Action::EditorDeleteWord => typing::edit(state, Edit::DeleteWord),
        Action::EditorNewline => typing::edit(state, Edit::Newline),
        _ => {
            state.notice = Some(Notice::hint(&NoticeWords::NotHere));
            Vec::new()
        }
    }
}

/// A signal to the program.
pub fn signal(state: &mut State, signal: Signal) -> Vec<Effect> {
    match signal {
        Signal::Hangup | Signal::Terminate | Signal::Quit => leave(state),
        Signal::Interrupt => act(state, Action::AppQuit),
        Signal::Stop => vec![Effect::Suspend],
        Signal::Continue => vec![Effect::Resume],
    }
}

/// Marks the model under the marker, and says what marked ones are for.
fn mark(state: &mut State) -> Vec<Effect> {
    state.models.toggle_mark();
    let count = state.models.marked.len();
    if count > 0 {
        let key = |action| {
            state
                .key_in(Context::ModelsList, action)
                .unwrap_or_default()
        };
        let words = NoticeWords::Marked {
            count: text::count(count as i64),
            merge: key(Action::ModelMerge),
            advance: key(Action::RegistrationAdvanceMarked),
        };
        state.notice = Some(Notice::hint(&words));
    }
    Vec::new()
}

fn switch_theme(state: &mut State) -> Vec<Effect> {
    use crate::i18n::Phrase;
    state.set_theme(state.theme.next());
    let name = state.theme.name().text(state.lang);
    state.notice = Some(Notice::hint(&NoticeWords::Theme { name }));
    Vec::new()
}

fn search(state: &mut State) -> Vec<Effect> {
    let effects = if state.room == Room::Models && state.open_detail().is_none() {
        Vec::new()
    } else {
        load::enter(state, Room::Models)
    };
    state.models.focus = Focus::Search;
    effects
}

fn walk(state: &mut State, walk: Walk) -> Vec<Effect> {
    if state.overview.walk(walk) {
        return vec![load::overview(state)];
    }
    state.notice = Some(Notice::hint(&NoticeWords::NoNeighbourPeriod));
    Vec::new()
}

fn compare(state: &mut State) -> Vec<Effect> {
    if state.overview.compare_next() {
        return vec![load::overview(state)];
    }
    state.notice = Some(Notice::hint(&NoticeWords::NoOtherPeriod));
    Vec::new()
}

fn settle(state: &mut State, side: Side) -> Vec<Effect> {
    match state.conflicts.settle(side) {
        Some((deed, request)) => vec![state.ask(Errand::Change(deed), request)],
        None => Vec::new(),
    }
}

/// The deadline at hand was done today.
fn finish(state: &mut State) -> Vec<Effect> {
    let Some((deadline, name)) = state.duty_at_hand() else {
        state.notice = Some(Notice::refused(&Condition::HasDuty));
        return Vec::new();
    };
    let on = local(state.now).date();
    let request = CalendarRequest::Finish { deadline, on };
    vec![state.ask(
        Errand::Change(Deed::Finish { name }),
        Request::Calendar(request),
    )]
}

/// Enter on what is under the marker.
fn open(state: &mut State) -> Vec<Effect> {
    if state.open_detail().is_some() {
        return flow::choose_related(state);
    }
    match state.room {
        Room::Overview => open_todo(state),
        Room::Models if state.models.focus == Focus::Search => {
            state.models.focus = Focus::List;
            Vec::new()
        }
        Room::Models => match state.models.selected().map(|line| line.id) {
            Some(id) => load::open_record(state, id, Standing::Open),
            None => {
                state.models.window.enter();
                Vec::new()
            }
        },
        Room::Notes => open_note(state),
        Room::Bundles => match state.bundles.selected() {
            Some(action) => act(state, action),
            None => Vec::new(),
        },
        // Opened where their floors are known.
        Room::Survey | Room::Reports | Room::Recommendations => Vec::new(),
        Room::Conflicts if state.conflicts.next_second() => Vec::new(),
        Room::Conflicts => open_conflict(state, Fold::Folded),
    }
}

/// Opens the record that people do not agree on.
fn open_conflict(state: &mut State, history: Fold) -> Vec<Effect> {
    let Some(record) = state.conflicts.selected().map(|conflict| conflict.record) else {
        return Vec::new();
    };
    let effects = load::open_record(state, record, Standing::Open);
    if let Some(page) = &mut state.detail {
        page.history = history;
    }
    effects
}

fn open_todo(state: &mut State) -> Vec<Effect> {
    if let Some(stage) = state.overview.stage() {
        return look_at_models(state, stage);
    }
    match state.overview.selected() {
        Some(Todo::Conflicts(_)) => load::enter(state, Room::Conflicts),
        Some(Todo::Waiting(_)) => {
            let mut effects = load::enter(state, Room::Bundles);
            effects.extend(act(state, Action::DeviceApprove));
            effects
        }
        Some(Todo::Asked(asked)) => flow::look_at_asked(
            state,
            match asked.overdue {
                0 => RecommendationScope::Week,
                _ => RecommendationScope::Overdue,
            },
        ),
        Some(Todo::Draft(draft)) => flow::open_draft(state, draft),
        Some(Todo::Duty(duty)) => load::open_record(state, duty.id, Standing::Open),
        Some(Todo::Renewed(_)) => load::enter(state, Room::Bundles),
        Some(Todo::Uncarried(_)) => load::enter(state, Room::Bundles),
        Some(Todo::Unsurveyed { .. }) => look_at_models(state, Milestone::Unsurveyed),
        None => Vec::new(),
    }
}

/// Opens the models that *Tổng quan* counts at a milestone.
fn look_at_models(state: &mut State, milestone: Milestone) -> Vec<Effect> {
    let Some(view) = &state.overview.view else {
        return Vec::new();
    };
    let models = &mut state.models;
    models.clear();
    models.filter = ModelFilter {
        period: view.period,
        unit: view.unit.as_ref().map(|unit| unit.id),
        movement: Some(Movement::identity(Movement::DAN_VAN_KHEO)),
        milestone: Some(milestone),
        ..ModelFilter::default()
    };
    models.filter_unit = view.unit.as_ref().map(|unit| unit.name.clone());
    models.renew();
    load::enter(state, Room::Models)
}

fn open_note(state: &mut State) -> Vec<Effect> {
    match state.notes.selected() {
        Some(Entry::Draft(draft)) => {
            let draft = draft.clone();
            flow::open_draft(state, draft)
        }
        Some(Entry::Note(note)) => match note.record {
            Some(record) => load::open_record(state, record, Standing::Open),
            None => Vec::new(),
        },
        None => {
            state.notes.enter();
            Vec::new()
        }
    }
}

/// Esc: one step back.
fn close(state: &mut State) -> Vec<Effect> {
    if state.open_detail().is_some() {
        return load::close_detail(state);
    }
    match state.room {
        Room::Models if state.models.focus == Focus::Search && !state.models.search.is_empty() => {
            act(state, Action::SearchClear)
        }
        Room::Models => typing::leave_field(state),
        Room::Overview => Vec::new(),
        Room::Survey
        | Room::Reports
        | Room::Recommendations
        | Room::Notes
        | Room::Bundles
        | Room::Conflicts => load::enter(state, Room::Overview),
    }
}
