//! An answer that is being typed is on disk before anybody could lose it, and
//! is gone on with when the visit is opened again.

use super::answer;
use crate::domain::RecordId;
use crate::forms::QuestionKind;
use crate::i18n::Phrase;
use crate::service::views::DraftView;
use crate::service::{Refusal, Request};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::screens::survey::{
    SurveyErrand, SurveyWords, VisitPage, WantedForm, answer_draft, answer_key, answered_place,
};
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::load;
use crate::ui::words::local;

/// Sends what was typed into the open field since the last commit.
pub fn commit(state: &mut State) -> Option<Effect> {
    let page = state.survey.open_page_mut()?;
    let place = page.answering_place()?;
    let text = page.answering.as_mut()?.uncommitted()?;
    let visit = page.id;
    let request = if text.trim().is_empty() {
        Request::DropDraft {
            key: answer_key(visit, &place),
        }
    } else {
        page.drafts.keep(place.clone());
        Request::SaveDraft(answer_draft(visit, &place, text))
    };
    Some(state.ask(Errand::Survey(SurveyErrand::Drafted { place }), request))
}

/// The draft of this place is on disk.
pub fn saved(state: &mut State, place: &str) {
    let now = state.now;
    if let Some(answering) = at_place(state, place) {
        answering.draft_kept(now);
    }
}

/// The draft could not be kept; the next key tries again.
pub fn failed(state: &mut State, place: &str, refusal: &Refusal) {
    let why = refusal.text(state.lang);
    let fault = SurveyWords::NotSaved { why }.text(state.lang);
    if let Some(answering) = at_place(state, place) {
        answering.draft_failed(fault);
    }
}

fn at_place<'a>(
    state: &'a mut State,
    place: &str,
) -> Option<&'a mut crate::ui::screens::survey::Answering> {
    let page = state.survey.page.as_mut()?;
    let is_here = page.answering_place().as_deref() == Some(place);
    page.answering.as_mut().filter(|_| is_here)
}

/// Drops the drafts of answers that are on disk, or were given up.
pub fn drop_settled(state: &mut State) -> Vec<Effect> {
    let Some(page) = &mut state.survey.page else {
        return Vec::new();
    };
    if !page.outbox.is_empty() {
        return Vec::new();
    }
    let (visit, answering) = (page.id, page.answering_place());
    let settled = page.drafts.take_settled(answering.as_deref()).into_iter();
    let keys: Vec<String> = settled.map(|place| answer_key(visit, &place)).collect();
    let drop = |key| {
        let errand = Errand::Survey(SurveyErrand::DraftDropped);
        state.ask(errand, Request::DropDraft { key })
    };
    keys.into_iter().map(drop).collect()
}

/// Asks for the drafts once the form of the page is open.
pub fn look_for(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    if page.filling().is_none() || page.is_frozen() || !page.drafts.begin_asking() {
        return Vec::new();
    }
    let errand = Errand::Survey(SurveyErrand::Drafts(page.id));
    vec![state.ask(errand, Request::Drafts)]
}

/// Opens the visit of a draft that was chosen from a list.
pub fn go_on(state: &mut State, visit: RecordId, place: &str) -> Vec<Effect> {
    state.survey.enter_visit(visit);
    if let Some(page) = &mut state.survey.page {
        page.drafts.want(place.to_owned());
    }
    load::enter(state, Room::Survey)
}

/// Opens the visit of a form whose draft was chosen from a list.
pub fn open_form(state: &mut State, visit: RecordId, form: WantedForm) -> Vec<Effect> {
    state.survey.enter_visit(visit);
    if let Some(page) = &mut state.survey.page {
        page.drafts.want_form(form);
    }
    load::enter(state, Room::Survey)
}

/// The drafts are here: the one that was chosen, or the last of this visit, is
/// gone on with.
pub fn offered(state: &mut State, visit: RecordId, drafts: &[DraftView]) -> Vec<Effect> {
    let page = state.survey.open_page_mut().filter(|page| page.id == visit);
    let Some(page) = page.filter(|page| page.answering.is_none()) else {
        return Vec::new();
    };
    if let Some(form) = page.drafts.take_form() {
        return super::visit::wanted_form(state, &form);
    }
    let wanted = page.drafts.take_wanted();
    let mut own = drafts
        .iter()
        .filter(|one| one.draft.record == visit)
        .filter_map(|one| Some((answered_place(&one.draft)?, one)))
        .filter(|(place, _)| wanted.as_deref().is_none_or(|wanted| *place == wanted));
    let Some((place, view)) = own.next() else {
        return Vec::new();
    };
    if !takes_words(page, place) || !page.go_to(place) {
        let text = text::visible(&view.draft.text).into_owned();
        state.notice = Some(Notice::refused(&SurveyWords::DraftHasNoPlace { text }));
        return Vec::new();
    }
    page.drafts.keep(place.to_owned());
    let mut effects = answer::begin(state, None);
    effects.extend(fill(state, view));
    effects
}

/// Whether there is a question at the place that is answered by typing.
fn takes_words(page: &VisitPage, place: &str) -> bool {
    let Some(session) = page.filling().map(|filling| filling.session()) else {
        return false;
    };
    let question = page.question_at(place).map(|id| session.node(id));
    question
        .and_then(|node| node.question())
        .is_some_and(|kind| {
            !matches!(
                kind,
                QuestionKind::Acknowledge
                    | QuestionKind::File
                    | QuestionKind::SelectOne
                    | QuestionKind::SelectMultiple
                    | QuestionKind::Rank
            )
        })
}

/// Puts the draft into the open field. One that says what is on disk already
/// has nothing to go on with.
fn fill(state: &mut State, view: &DraftView) -> Vec<Effect> {
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    let Some(answering) = &mut page.answering else {
        return Vec::new();
    };
    answering.go_on_with(&view.draft.text, view.saved);
    if answering.given().is_none() {
        page.answering = None;
        return drop_settled(state);
    }
    let at = text::clock(local(view.saved).time());
    state.notice = Some(Notice::hint(&SurveyWords::DraftOpened { at }));
    Vec::new()
}
