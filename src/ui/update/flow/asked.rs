//! *Kiến nghị* over all rounds: looked for, opened, moved on, followed up.

use jiff::civil::Date;

use super::forms::{read, specs};
use super::{finder, kept, open, visit};
use crate::domain::survey::RecommendationStep;
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Phrase;
use crate::service::request::{
    Deed, FieldWrite, NewFollowUp, RecommendationMove, RecommendationScope, SurveyDeed,
    SurveyReply, SurveyRequest,
};
use crate::service::views::{RecommendationDetail, StepView};
use crate::service::{Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Context};
use crate::ui::overlay::{Form, Overlay, Picker};
use crate::ui::purpose::asked::{AskedErrand, AskedPurpose, AskedSubject};
use crate::ui::purpose::{Opening, Purpose};
use crate::ui::screens::detail::Standing;
use crate::ui::screens::models::Focus;
use crate::ui::screens::recommendations::{
    AskedPage, RecommendationsWords as Words, Turn, step_words, why_not,
};
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::{listed, load};
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::widgets::line_field::LineField;
use crate::ui::words::{NoticeWords, label, local};

/// What an action means to *Kiến nghị*; `None` when it is for everywhere.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if state.room != Room::Recommendations || state.open_detail().is_some() {
        return None;
    }
    Some(match action {
        Action::ItemOpen => enter(state),
        Action::ItemClose => close(state),
        Action::SearchFocus => {
            state.recommendations.focus = Focus::Search;
            Vec::new()
        }
        Action::ScopeNext => turn(state, Turn::Next),
        Action::ScopePrevious => turn(state, Turn::Previous),
        Action::UnitChoose => open::after_units(state, Opening::AskedUnit),
        Action::RecommendationStep => with_one(state, begin_step),
        Action::RecommendationEdit => {
            with_one(state, |state, one| visit::begin_correction(state, one.id))
        }
        Action::FollowUpAdd => with_one(state, follow_up),
        Action::HistoryToggle => {
            if let Some(page) = &mut state.recommendations.page {
                page.history = page.history.other();
            }
            Vec::new()
        }
        _ => return None,
    })
}

/// Begins a deed on the *kiến nghị* at hand; says so when there is none.
fn with_one(
    state: &mut State,
    begin: impl FnOnce(&mut State, AskedSubject) -> Vec<Effect>,
) -> Vec<Effect> {
    match state.recommendations.at_hand().map(AskedSubject::of) {
        Some(one) => begin(state, one),
        None => {
            state.notice = Some(Notice::refused(&Words::ChooseFirst));
            Vec::new()
        }
    }
}

/// Goes to the room, held to a scope.
pub fn look_at(state: &mut State, scope: RecommendationScope) -> Vec<Effect> {
    forget_conditions(state);
    state.recommendations.look_at(scope);
    load::enter(state, Room::Recommendations)
}

fn turn(state: &mut State, turn: Turn) -> Vec<Effect> {
    state.recommendations.turn(turn);
    Vec::new()
}

/// Enter: from the list to the page, from the page to the model.
fn enter(state: &mut State) -> Vec<Effect> {
    if state.recommendations.focus == Focus::Search {
        state.recommendations.focus = Focus::List;
        return Vec::new();
    }
    if state.recommendations.open_page().is_some() {
        let model = state.recommendations.at_hand().and_then(|one| one.model_id);
        return match model {
            Some(model) => load::open_record(state, model, Standing::Open),
            None => {
                state.notice = Some(Notice::hint(&Words::NoModel));
                Vec::new()
            }
        };
    }
    match state.recommendations.selected().map(|one| one.id) {
        Some(id) => open_page(state, id, Standing::Open),
        None => {
            state.recommendations.window.enter();
            Vec::new()
        }
    }
}

/// Goes to the room, to the page of one.
pub fn open_alone(state: &mut State, id: RecordId) -> Vec<Effect> {
    let mut effects = load::enter(state, Room::Recommendations);
    effects.extend(open_page(state, id, Standing::Open));
    effects
}

/// Shows the page of one.
pub fn open_page(state: &mut State, id: RecordId, standing: Standing) -> Vec<Effect> {
    match &mut state.recommendations.page {
        Some(page) if page.id == id => page.standing = standing,
        page => *page = Some(AskedPage::new(id, standing)),
    }
    vec![ask_detail(state, id)]
}

/// Asks for everything about one, to look at.
pub fn ask_detail(state: &mut State, id: RecordId) -> Effect {
    let today = local(state.now).date();
    let request = SurveyRequest::Recommendation { id, today };
    state.ask(
        Errand::Asked(AskedErrand::Detail(id)),
        Request::Survey(request),
    )
}

/// Esc: one step back.
fn close(state: &mut State) -> Vec<Effect> {
    let closed = state.recommendations.open_page().map(|page| page.id);
    if let Some(back) = finder::come_back(state, closed) {
        return back;
    }
    let is_wide = state.size.is_wide();
    let asked = &mut state.recommendations;
    if let Some(page) = asked
        .page
        .as_mut()
        .filter(|page| page.standing == Standing::Open)
    {
        page.standing = Standing::Beside;
        page.scroll = 0;
        if !is_wide {
            asked.page = None;
        }
        return Vec::new();
    }
    if asked.focus == Focus::Search && asked.search.is_empty() {
        asked.focus = Focus::List;
        return Vec::new();
    }
    if asked.is_narrowed() {
        forget_conditions(state);
        state.recommendations.renew();
        return Vec::new();
    }
    load::enter(state, Room::Overview)
}

fn forget_conditions(state: &mut State) {
    let asked = &mut state.recommendations;
    asked.focus = Focus::List;
    asked.search = LineField::default();
    asked.unit = None;
    asked.unit_name = None;
}

/// What was asked for is here.
pub fn answered(state: &mut State, errand: AskedErrand, reply: Reply) -> Vec<Effect> {
    let reply = match reply {
        Reply::Survey(reply) => reply,
        Reply::Units(units) => {
            let wanted = state.recommendations.unit;
            let found = units.into_iter().find(|unit| Some(unit.id) == wanted);
            state.recommendations.unit_name = found.map(|unit| unit.full_name);
            return Vec::new();
        }
        // An answer of another version to a question that it did not know.
        _ => return Vec::new(),
    };
    match (errand, reply) {
        (AskedErrand::Page { list, .. }, SurveyReply::Recommendations(page)) => {
            let taken = state.recommendations.take(list, page);
            listed(state, Context::RecommendationsList, taken)
        }
        (AskedErrand::Detail(id), SurveyReply::Recommendation(view)) => {
            let page = state.recommendations.page.as_mut();
            if let Some(page) = page.filter(|page| page.id == id) {
                page.view = Some(*view);
            }
            Vec::new()
        }
        (AskedErrand::Pressing, SurveyReply::Deadlines(asked)) => {
            state.overview.take_asked(asked);
            Vec::new()
        }
        (AskedErrand::Step, SurveyReply::Recommendation(view)) => choose_step(state, &view),
        (AskedErrand::FollowUp, SurveyReply::Recommendation(view)) => {
            follow_up(state, AskedSubject::of(&view.recommendation))
        }
        _ => Vec::new(),
    }
}

/// The steps are asked for first: who may take them is for the book to say.
fn begin_step(state: &mut State, one: AskedSubject) -> Vec<Effect> {
    let today = local(state.now).date();
    let request = SurveyRequest::Recommendation { id: one.id, today };
    vec![state.ask(Errand::Asked(AskedErrand::Step), Request::Survey(request))]
}

fn choose_step(state: &mut State, view: &RecommendationDetail) -> Vec<Effect> {
    let lang = state.lang;
    if view.steps.is_empty() {
        state.notice = Some(Notice::refused(&Words::NothingFurther));
        return Vec::new();
    }
    let line = |(at, step): (usize, &StepView)| Choice {
        note: why_not(step).map_or_else(String::new, |why| format!("× {}", why.text(lang))),
        ..Choice::new(Pick::Nth(at), step_words(step, lang))
    };
    let choices = view.steps.iter().enumerate().map(line).collect();
    let one = AskedSubject::of(&view.recommendation);
    let title = Words::WhichStep {
        number: one.number.clone(),
        from: label(lang, view.recommendation.step).to_owned(),
    };
    let picker = Picker::new(title.text(lang), choices, &Pick::Nothing);
    let purpose = Purpose::Asked(AskedPurpose::Step(one, view.steps.clone()));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// A line was chosen; its layer is gone.
pub fn picked(state: &mut State, purpose: AskedPurpose, pick: Pick) -> Vec<Effect> {
    match (purpose, pick) {
        (AskedPurpose::Step(one, steps), Pick::Nth(at)) => match steps.into_iter().nth(at) {
            Some(step) => step_chosen(state, one, &step),
            None => Vec::new(),
        },
        (AskedPurpose::Unit, pick) => {
            state.recommendations.unit = match pick {
                Pick::Record(unit) => Some(unit),
                _ => None,
            };
            state.recommendations.unit_name = None;
            state.recommendations.renew();
            match state.recommendations.unit {
                Some(_) => vec![state.ask(
                    Errand::Asked(AskedErrand::UnitName),
                    Request::Units { on: None },
                )],
                None => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn step_chosen(state: &mut State, one: AskedSubject, step: &StepView) -> Vec<Effect> {
    if let Some(why) = why_not(step) {
        state.notice = Some(Notice::refused(&why));
        return Vec::new();
    }
    if step.to == RecommendationStep::Moot {
        let fields = Fields::new(
            &specs(RecordKind::Recommendation, &["reason"]),
            &sources(state),
        )
        .require(&["reason"]);
        let title = Words::Why {
            number: one.number.clone(),
        };
        return form(state, &title, fields, AskedPurpose::Reason(one, step.to));
    }
    let at_visit = step.at_visit.as_ref().map(|visit| visit.id);
    let (deed, request) = stepping(one, step.to, at_visit, None);
    vec![state.ask(Errand::Change(deed), request)]
}

fn stepping(
    one: AskedSubject,
    to: RecommendationStep,
    at_visit: Option<RecordId>,
    reason: Option<String>,
) -> (Deed, Request) {
    let step = RecommendationMove {
        recommendation: one.id,
        to,
        reason,
        at_visit,
    };
    visit::asking(
        SurveyDeed::StepRecommendation { name: one.number },
        SurveyRequest::StepRecommendation(step),
    )
}

/// What was done about it, and the step that it makes.
fn follow_up(state: &mut State, one: AskedSubject) -> Vec<Effect> {
    let mut asked = specs(RecordKind::FollowUp, &["text", "by", "date"]);
    asked.extend(specs(RecordKind::Recommendation, &["status"]));
    let fields = Fields::new(&asked, &sources(state)).require(&["text"]);
    let title = Words::FollowUp {
        number: one.number.clone(),
    };
    form(state, &title, fields, AskedPurpose::FollowUp(one))
}

/// A form was filled in: sends what it makes; it stays until that is on disk.
pub fn written(state: &mut State, purpose: AskedPurpose, filled: &[FieldWrite]) -> Vec<Effect> {
    let today = local(state.now).date();
    let sent = match purpose {
        AskedPurpose::Reason(one, to) => Some(stepping(one, to, None, read(filled, "reason"))),
        AskedPurpose::FollowUp(one) => followed_up(one, filled, today),
        AskedPurpose::Step(..) | AskedPurpose::Unit => None,
    };
    let Some((deed, request)) = sent else {
        let effects = kept::leave_written(state);
        state.notice = Some(Notice::hint(&NoticeWords::NothingTyped));
        return effects;
    };
    super::send(state, deed, request)
}

/// The follow-up that was filled in; without a day it is of `today`.
fn followed_up(one: AskedSubject, filled: &[FieldWrite], today: Date) -> Option<(Deed, Request)> {
    let done = NewFollowUp {
        recommendation: one.id,
        date: read(filled, "date").unwrap_or(today),
        text: read(filled, "text")?,
        by: read(filled, "by"),
        step: read(filled, "status"),
    };
    Some(visit::asking(
        SurveyDeed::AddFollowUp { name: one.number },
        SurveyRequest::AddFollowUp(done),
    ))
}

fn sources(state: &State) -> Sources {
    Sources {
        lang: state.lang,
        ..Sources::default()
    }
}

fn form(state: &mut State, title: &Words, fields: Fields, purpose: AskedPurpose) -> Vec<Effect> {
    let form = Form::new(title.text(state.lang), fields);
    let sources = sources(state);
    kept::form(state, form, sources, Purpose::Asked(purpose))
}
