//! What a visit concludes about a registration of a model that it saw.

use super::forms::read;
use super::{open, visit};
use crate::domain::schema::survey::member_spec;
use crate::domain::survey::CONCLUSIONS;
use crate::domain::{RecordId, RecordKind, Status};
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::{Deed, FieldWrite, NewConclusion, SurveyDeed, SurveyRequest};
use crate::service::views::{RecordView, VisitView};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Overlay, Picker};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::visit::{ToConclude, VisitErrand, VisitPurpose};
use crate::ui::screens::detail::registration;
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::{VisitNotice, VisitWords, label, period_title};

/// Concludes about a model of a visit.
pub fn begin(state: &mut State, id: RecordId) -> Vec<Effect> {
    visit::after_visit(state, id, VisitErrand::Conclude)
}

/// The visit is here: which model, unless it saw only one.
pub fn choose_model(state: &mut State, view: Box<VisitView>) -> Vec<Effect> {
    if let [(only, _)] = view.line.models.as_slice() {
        return model_chosen(state, &view, *only);
    }
    if view.line.models.is_empty() {
        state.notice = Some(Notice::refused(&VisitNotice::NoModels));
        return Vec::new();
    }
    let lang = state.lang;
    let concluded = |model: RecordId| {
        let conclusions = view.line.conclusions.iter();
        let of_model = conclusions.filter(|one| one.model == Some(model));
        let words: Vec<_> = of_model.map(|one| label(lang, one.status)).collect();
        match words.is_empty() {
            true => VisitNotice::UnsetConclusion.text(lang),
            false => words.join(", "),
        }
    };
    let models = view.line.models.iter();
    let choices = models
        .map(|(id, name)| Choice {
            note: concluded(*id),
            ..Choice::new(Pick::Record(*id), name)
        })
        .collect();
    let picker = Picker::new(VisitWords::WhichModel.text(lang), choices, &Pick::Nothing);
    let purpose = Purpose::Visit(VisitPurpose::ConcludeModel(view));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// This model: its registrations are asked for.
pub fn model_chosen(state: &mut State, view: &VisitView, model: RecordId) -> Vec<Effect> {
    let visit = view.line.id;
    let errand = Errand::Visit(VisitErrand::ConcludeModel { visit });
    vec![state.ask(errand, Request::Record(model))]
}

/// The registrations are here: which one, unless only one waits.
pub fn choose_registration(state: &mut State, visit: RecordId, model: &RecordView) -> Vec<Effect> {
    let name = text::visible(&model.title).into_owned();
    let known = model.registrations.iter().filter_map(registration);
    let waiting = known.filter(|one| may_be_concluded(one.status));
    let mut waiting: Vec<_> = waiting
        .map(|registration| ToConclude {
            visit,
            model: name.clone(),
            registration,
        })
        .collect();
    if waiting.len() == 1
        && let Some(only) = waiting.pop()
    {
        return choose_status(state, only);
    }
    if waiting.is_empty() {
        let why = VisitNotice::NothingToConclude { model: name };
        state.notice = Some(Notice::refused(&why));
        return Vec::new();
    }
    let lang = state.lang;
    let line = |about: &ToConclude| {
        let one = &about.registration;
        let (level, period) = (label(lang, one.level), period_title(lang, one.period));
        Choice {
            note: label(lang, one.status).to_owned(),
            ..Choice::new(Pick::Record(one.id), format!("{level} · {period}"))
        }
    };
    let choices = waiting.iter().map(line).collect();
    let title = VisitWords::WhichRegistration { model: name }.text(lang);
    let picker = Picker::new(title, choices, &Pick::Nothing);
    let purpose = Purpose::Visit(VisitPurpose::ConcludeRegistration(waiting));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// Whether a visit has anything to say about a registration that stands so:
/// it is at hand, not recognized and not out.
fn may_be_concluded(status: Status) -> bool {
    !status.is_recognition()
        && !matches!(
            status,
            Status::Withdrawn | Status::Stopped | Status::Delisted | Status::Revoked
        )
}

/// What is concluded about it.
pub fn choose_status(state: &mut State, about: ToConclude) -> Vec<Effect> {
    let lang = state.lang;
    let lines = CONCLUSIONS.iter();
    let choices = lines.map(|to| Choice::new(Pick::Status(*to), label(lang, *to)));
    let title = VisitWords::WhichConclusion {
        from: label(lang, about.registration.status).to_owned(),
    };
    let current = Pick::Status(about.registration.status);
    let picker = Picker::new(title.text(lang), choices.collect(), &current);
    let purpose = Purpose::Visit(VisitPurpose::Conclusion(about));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// This is concluded: what must be said with it is asked for (DOMAIN C3).
pub fn status_chosen(state: &mut State, about: ToConclude, to: Status) -> Vec<Effect> {
    let required: &[&str] = match to {
        Status::Rejected => &["reason"],
        Status::Incomplete => &["due"],
        _ => {
            let (deed, request) = filled_in(&about, to, &[]);
            return vec![state.ask(Errand::Change(deed), request)];
        }
    };
    let parts: &[&str] = match to {
        Status::Rejected => &["conclusion.x.reason"],
        _ => &["conclusion.x.due", "conclusion.x.reason"],
    };
    let specs: Vec<_> = parts
        .iter()
        .filter_map(|part| member_spec(RecordKind::Visit, part).copied())
        .collect();
    let sources = Sources {
        lang: state.lang,
        ..Sources::default()
    };
    let fields = Fields::new(&specs, &sources).require(required);
    let title = VisitWords::ConclusionWords {
        status: label(state.lang, to).to_owned(),
    };
    let purpose = VisitPurpose::ConclusionWords(about, to);
    visit::form(state, &title, (fields, sources), purpose)
}

/// The conclusion with what was filled in.
pub fn filled_in(about: &ToConclude, to: Status, filled: &[FieldWrite]) -> (Deed, Request) {
    let name = about.model.clone();
    let conclusion = NewConclusion {
        visit: about.visit,
        registration: about.registration.id,
        to,
        reason: read(filled, "reason"),
        due: read(filled, "due"),
    };
    visit::asking(
        SurveyDeed::Conclude { name },
        SurveyRequest::Conclude(conclusion),
    )
}
