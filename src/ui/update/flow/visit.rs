//! The work on a visit: which visit, and what the answers of its layers set off.

use super::{conclude, finding, forms, kept, minutes, recommendation};
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Phrase;
use crate::service::refusal::SurveyRefusal;
use crate::service::request::{Deed, FieldWrite, SurveyDeed, SurveyReply, SurveyRequest};
use crate::service::views::{RecordView, SealView, VisitView};
use crate::service::{Refusal, Reply, Request};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::overlay::Form;
use crate::ui::purpose::visit::{VisitErrand, VisitPurpose};
use crate::ui::purpose::{Purpose, Subject};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::{NoticeWords, VisitNotice, local};

/// Begins what an action asks for on the visit at hand; `None` when it is
/// about something else.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let begin = match action {
        Action::FindingAdd => finding::begin,
        Action::RecommendationAdd => recommendation::begin,
        Action::MinutesOpen => minutes::begin,
        Action::MinutesWrite => minutes::ask_where,
        Action::MinutesSign => minutes::ask_before_signing,
        Action::MinutesConclude => conclude::begin,
        Action::MinutesAddend => minutes::addend,
        _ => return None,
    };
    Some(match state.visit_at_hand() {
        Some(visit) => begin(state, visit),
        None => {
            state.notice = Some(Notice::refused(&VisitNotice::NoVisit));
            Vec::new()
        }
    })
}

/// Asks for a visit first: the answer opens the rest.
pub fn after_visit(state: &mut State, visit: RecordId, errand: VisitErrand) -> Vec<Effect> {
    let today = local(state.now).date();
    let request = SurveyRequest::Visit { visit, today };
    vec![state.ask(Errand::Visit(errand), Request::Survey(request))]
}

/// What was asked for is here.
pub fn answered(state: &mut State, errand: VisitErrand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (VisitErrand::ConcludeModel { visit }, Reply::Record(model)) => {
            conclude::choose_registration(state, visit, &model)
        }
        (VisitErrand::Correct, Reply::Record(record)) => correct(state, &record),
        (errand, Reply::Survey(SurveyReply::Visit(view))) => with_visit(state, errand, view),
        // An answer of another version to a question that it did not know.
        _ => Vec::new(),
    }
}

/// What signed minutes say is not changed; so nothing is filled in for nothing.
fn with_visit(state: &mut State, errand: VisitErrand, view: Box<VisitView>) -> Vec<Effect> {
    if view.seal != SealView::Draft {
        let visit = view.line.title.clone();
        let why = Refusal::Survey(SurveyRefusal::Frozen { visit });
        state.notice = Some(Notice::refused(&why));
        return Vec::new();
    }
    match errand {
        VisitErrand::Finding => finding::choose(state, view),
        VisitErrand::Recommendation => recommendation::choose_source(state, view),
        VisitErrand::NewFinding => finding::chosen(state, &view, &Pick::Nothing),
        VisitErrand::NewRecommendation { finding } => {
            let source = finding.map_or(Pick::Nothing, Pick::Record);
            recommendation::source_chosen(state, &view, &source)
        }
        VisitErrand::Conclude => conclude::choose_model(state, view),
        VisitErrand::ConcludeModel { .. } | VisitErrand::Correct => Vec::new(),
    }
}

/// A line was chosen; its layer is gone.
pub fn picked(state: &mut State, purpose: VisitPurpose, pick: Pick) -> Vec<Effect> {
    match (purpose, pick) {
        (VisitPurpose::ChooseFinding(view), pick) => finding::chosen(state, &view, &pick),
        (VisitPurpose::ChooseSource(view), pick) => {
            recommendation::source_chosen(state, &view, &pick)
        }
        (VisitPurpose::ConcludeModel(view), Pick::Record(model)) => {
            conclude::model_chosen(state, &view, model)
        }
        (VisitPurpose::ConcludeRegistration(known), Pick::Record(id)) => {
            match known.into_iter().find(|one| one.registration.id == id) {
                Some(one) => conclude::choose_status(state, one),
                None => Vec::new(),
            }
        }
        (VisitPurpose::Conclusion(about), Pick::Status(to)) => {
            conclude::status_chosen(state, about, to)
        }
        _ => Vec::new(),
    }
}

/// Yes; the question is gone.
pub fn agreed(state: &mut State, purpose: VisitPurpose) -> Vec<Effect> {
    match purpose {
        VisitPurpose::Sign(visit) => minutes::sign(state, visit),
        _ => Vec::new(),
    }
}

/// A form was filled in: sends what it makes; it stays until that is on disk.
pub fn written(state: &mut State, purpose: VisitPurpose, filled: &[FieldWrite]) -> Vec<Effect> {
    let sent = match purpose {
        VisitPurpose::Finding(visit) => finding::filled_in(visit, filled),
        VisitPurpose::Recommendation(source) => recommendation::filled_in(source, filled),
        VisitPurpose::Addendum(visit) => minutes::addendum(visit, filled, local(state.now).date()),
        VisitPurpose::ConclusionWords(about, to) => Some(conclude::filled_in(&about, to, filled)),
        VisitPurpose::Correct(subject) if !filled.is_empty() => Some(forms::correction(
            subject.id,
            &subject.name,
            filled.to_vec(),
        )),
        _ => None,
    };
    let Some((deed, request)) = sent else {
        let effects = kept::leave_written(state);
        state.notice = Some(Notice::hint(&NoticeWords::NothingChanged));
        return effects;
    };
    super::send(state, deed, request)
}

/// A deed of a survey with its request.
pub fn asking(deed: SurveyDeed, request: SurveyRequest) -> (Deed, Request) {
    (Deed::Survey(deed), Request::Survey(request))
}

/// A form over the screen; `purpose` says what its answer sets off.
pub fn form(
    state: &mut State,
    title: &impl Phrase,
    (fields, sources): (Fields, Sources),
    purpose: VisitPurpose,
) -> Vec<Effect> {
    let form = Form::new(title.text(state.lang), fields);
    kept::form(state, form, sources, Purpose::Visit(purpose))
}

/// What the fields of a visit's records can be: its own models.
pub fn sources(state: &State, view: &VisitView) -> Sources {
    let models = view.line.models.iter();
    Sources {
        models: models
            .map(|(id, name)| Choice::new(Pick::Record(*id), name))
            .collect(),
        lang: state.lang,
        ..Sources::default()
    }
}

/// Asks for a record to correct it.
pub fn begin_correction(state: &mut State, record: RecordId) -> Vec<Effect> {
    let request = Request::Record(record);
    vec![state.ask(Errand::Visit(VisitErrand::Correct), request)]
}

fn correct(state: &mut State, record: &RecordView) -> Vec<Effect> {
    let sources = Sources {
        lang: state.lang,
        ..Sources::default()
    };
    let (title, specs) = match record.id.kind {
        RecordKind::Finding => finding::correcting(),
        _ => recommendation::correcting(),
    };
    let fields = Fields::of_record(&specs, &record.fields, &sources).require(&["text"]);
    let subject = Subject {
        id: record.id,
        name: text::visible(&record.title).into_owned(),
    };
    let asked = (fields, sources);
    form(state, &title, asked, VisitPurpose::Correct(subject))
}
