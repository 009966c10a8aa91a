//! Forms of which a draft is kept: opened with it, left, dropped, gone on with.

use jiff::Timestamp;

use super::entry::EntryWords;
use super::{minutes, open, survey, visit};
use crate::domain::RecordId;
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::{Draft, SurveyRequest};
use crate::service::views::DraftView;
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Context};
use crate::ui::layer::{Forming, Layer, Stage};
use crate::ui::overlay::{Confirm, Danger, Form, Overlay};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::asked::AskedErrand;
use crate::ui::purpose::entry::{EntryErrand, EntryPurpose};
use crate::ui::purpose::kept::{KeptForm, SurveyForm};
use crate::ui::purpose::visit::VisitErrand;
use crate::ui::screens::survey::WantedForm;
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::{drafts, load};
use crate::ui::widgets::form::{Sources, Unfinished};
use crate::ui::words::{NoticeWords, local, since};

/// Opens a form over the screen, with its draft where there is one: that is
/// asked for first.
pub fn form(state: &mut State, form: Form, sources: Sources, purpose: Purpose) -> Vec<Effect> {
    let Some(kept) = KeptForm::of(&purpose) else {
        return open::layer(state, Overlay::Form(Box::new(form)), purpose);
    };
    let errand = Errand::FormDraft(kept.key());
    state.forming = Some(Forming {
        form: form.kept(),
        sources,
        purpose,
    });
    vec![state.ask(errand, Request::Drafts)]
}

/// The drafts are here: the form opens.
pub fn opened(state: &mut State, key: &str, drafts: Vec<DraftView>) -> Vec<Effect> {
    let Some(forming) = state.forming.take() else {
        return Vec::new();
    };
    let Forming {
        form,
        sources,
        purpose,
    } = forming;
    let draft = drafts.into_iter().find(|view| view.draft.key == key);
    let form = match &draft {
        Some(draft) => with_draft(state, form, draft, &sources),
        None => form,
    };
    open::layer(state, Overlay::Form(Box::new(form)), purpose)
}

/// The form as it was left.
fn with_draft(state: &mut State, form: Form, draft: &DraftView, sources: &Sources) -> Form {
    let Ok(left) = serde_json::from_str::<Unfinished>(&draft.draft.place) else {
        return form;
    };
    going_on(state, draft.saved);
    form.resume(&left, sources)
}

/// Says that what is shown was left some time ago.
pub fn going_on(state: &mut State, saved: Timestamp) {
    let at = since(saved, state.now);
    let key = state.key_in(Context::Entry, Action::DraftDiscard);
    let key = key.unwrap_or_default();
    state.notice = Some(Notice::hint(&EntryWords::GoingOn { at, key }));
}

/// Goes on with a draft that was chosen from a list: the form opens where it
/// was opened before.
pub fn go_on(state: &mut State, form: SurveyForm) -> Vec<Effect> {
    match form {
        SurveyForm::Finding(id) => over_visit(state, id, VisitErrand::NewFinding),
        SurveyForm::Recommendation { visit, finding } => {
            over_visit(state, visit, VisitErrand::NewRecommendation { finding })
        }
        SurveyForm::Addendum(id) => minutes::addend(state, id),
        SurveyForm::FollowUp(id) => {
            let today = local(state.now).date();
            let request = SurveyRequest::Recommendation { id, today };
            vec![state.ask(
                Errand::Asked(AskedErrand::FollowUp),
                Request::Survey(request),
            )]
        }
        SurveyForm::Correct(id) => visit::begin_correction(state, id),
        SurveyForm::Visit(id) => survey::open_form(state, id, WantedForm::Facts),
        SurveyForm::Remark { visit: id, path } => {
            survey::open_form(state, id, WantedForm::Remark(path))
        }
    }
}

/// Opens the page of a visit, and over it what `errand` is for.
fn over_visit(state: &mut State, visit: RecordId, errand: VisitErrand) -> Vec<Effect> {
    let mut effects = survey::open_visit(state, visit);
    effects.extend(visit::after_visit(state, visit, errand));
    effects
}

/// What the form that is being filled in holds, on its way to be kept.
pub fn commit_draft(state: &mut State) -> Option<Effect> {
    let layers = state.layers.iter().rev();
    let mut open = layers.filter(|layer| layer.stage == Stage::Open);
    let (kept, form) = open.find_map(Layer::kept_form)?;
    if !form.is_dirty() {
        return None;
    }
    let key = kept.key();
    let errand = Errand::SaveDraft {
        key: key.clone(),
        revision: form.revision(),
    };
    let left = form.unfinished();
    let request = match serde_json::to_string(&left) {
        Ok(place) if !left.is_empty() => Request::SaveDraft(Draft {
            key,
            record: kept.subject(),
            text: form.summary(state.lang),
            place,
        }),
        _ => Request::DropDraft { key },
    };
    Some(state.ask(errand, request))
}

/// Leaves the form; what was filled in is kept as a draft.
pub fn close(state: &mut State) -> Vec<Effect> {
    let mut effects = drafts::commit(state);
    let left = state.layers.pop();
    let is_kept = left
        .as_ref()
        .and_then(Layer::kept_form)
        .is_some_and(|(_, form)| !form.unfinished().is_empty());
    if is_kept {
        state.notice = Some(Notice::hint(&NoticeWords::DraftKept));
        effects.extend(load::refresh(state));
    }
    effects
}

/// Asks before what was filled in is dropped with its draft.
pub fn discard(state: &mut State) -> Vec<Effect> {
    let question = EntryWords::Discard.text(state.lang);
    let overlay = Overlay::Confirm(Confirm::new(question, Danger::Loses, state.lang));
    let purpose = Purpose::Entry(EntryPurpose::Discard);
    state.layers.push(Layer::new(overlay, purpose));
    Vec::new()
}

/// Yes; the question is gone, and the form goes.
pub fn discard_agreed(state: &mut State) -> Vec<Effect> {
    let Some(kept) = top(state) else {
        return Vec::new();
    };
    state.layers.pop();
    state.draft_clock.sent();
    state.notice = Some(Notice::done(&EntryWords::Discarded));
    drop_draft(state, &kept)
}

/// The form on the topmost layer, where a draft is kept of it.
pub fn top(state: &State) -> Option<KeptForm> {
    let layer = state.layers.last()?;
    layer.kept_form().map(|(kept, _)| kept)
}

/// What the draft was for is on disk, or nobody wants it.
pub fn drop_draft(state: &mut State, kept: &KeptForm) -> Vec<Effect> {
    let request = Request::DropDraft { key: kept.key() };
    vec![state.ask(Errand::Entry(EntryErrand::Dropped), request)]
}

/// The topmost form was written: it goes, and its draft where that was not
/// dropped with what was written.
pub fn leave_written(state: &mut State) -> Vec<Effect> {
    state.draft_clock.sent();
    let effects = match top(state) {
        Some(kept @ KeptForm::Survey(_)) => drop_draft(state, &kept),
        Some(KeptForm::Entry(_)) | None => Vec::new(),
    };
    state.layers.pop();
    effects
}
