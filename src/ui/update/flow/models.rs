//! Models and their registrations: added, corrected, moved on.

use super::{forms, open};
use crate::domain::Status;
use crate::domain::lifecycle::steps_from;
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::{Deed, FieldWrite};
use crate::service::views::ConflictView;
use crate::ui::effect::Effect;
use crate::ui::layer::Stage;
use crate::ui::overlay::{Form, Overlay, Picker};
use crate::ui::purpose::{Opening, Purpose, Subject};
use crate::ui::screens::conflicts;
use crate::ui::screens::detail::{RegistrationChoice, Standing};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::load;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::{AskWords, NoticeWords, label, period_title};

/// The form of a new model, on the unit that the list is held to.
pub fn new_model(state: &mut State, units: Vec<Choice<Pick>>) -> Vec<Effect> {
    let fields =
        Fields::new(&forms::new_model_specs(), &sources(state, units)).require(&["name", "unit"]);
    form(state, AskWords::NewModel, fields, Purpose::NewModel)
}

/// Begins correcting a model: its page opens below the form, unless it is shown
/// already. The book answers in order, so it is there when the form opens.
pub fn begin_correction(state: &mut State, model: Subject) -> Vec<Effect> {
    let is_shown = state
        .detail
        .as_ref()
        .is_some_and(|page| page.id == model.id && page.record.is_some());
    let mut effects = if is_shown {
        Vec::new()
    } else {
        load::open_record(state, model.id, Standing::Open)
    };
    effects.extend(open::after_units(state, Opening::Correct(model)));
    effects
}

/// The form of a model as it stands.
pub fn correct(state: &mut State, model: Subject, units: Vec<Choice<Pick>>) -> Vec<Effect> {
    let record = state
        .detail
        .as_ref()
        .filter(|page| page.id == model.id)
        .and_then(|page| page.record.clone());
    let Some(record) = record else {
        state.notice = Some(Notice::hint(&NoticeWords::OpenFirst));
        return Vec::new();
    };
    let fields = Fields::of_record(
        &forms::model_specs(),
        &record.fields,
        &sources(state, units),
    )
    .require(&["name"]);
    form(
        state,
        AskWords::Correct {
            name: model.name.clone(),
        },
        fields,
        Purpose::Correct(model),
    )
}

/// The form of a new registration.
pub fn new_registration(state: &mut State, model: Subject) -> Vec<Effect> {
    let fields = Fields::new(&forms::registration_specs(), &sources(state, Vec::new()))
        .require(&["level", "period"]);
    form(
        state,
        AskWords::Register {
            name: model.name.clone(),
        },
        fields,
        Purpose::NewRegistration(model),
    )
}

/// Which registration takes a step: the only one at once.
pub fn choose_registration(state: &mut State, model: Subject) -> Vec<Effect> {
    let registrations = state
        .open_detail()
        .map(|page| page.registrations())
        .unwrap_or_default();
    if let [only] = registrations.as_slice() {
        return choose_step(state, model, only.clone());
    }
    if registrations.is_empty() {
        state.notice = Some(Notice::refused(&NoticeWords::NoRegistration));
        return Vec::new();
    }
    let choices = registrations.iter().map(|one| Choice {
        id: Pick::Record(one.id),
        label: format!(
            "{} · {}",
            label(state.lang, one.level),
            period_title(state.lang, one.period)
        ),
        note: label(state.lang, one.status).to_owned(),
        depth: 0,
    });
    let picker = Picker::new(
        AskWords::WhichRegistration.text(state.lang),
        choices.collect(),
        &Pick::Nothing,
    );
    open::layer(
        state,
        Overlay::Picker(picker),
        Purpose::ChooseRegistration(model),
    )
}

/// Which step it takes: only those that the lifecycle has.
pub fn choose_step(
    state: &mut State,
    model: Subject,
    registration: RegistrationChoice,
) -> Vec<Effect> {
    let steps = steps_from(registration.status);
    if steps.is_empty() {
        state.notice = Some(Notice::refused(&NoticeWords::NoFurtherStep));
        return Vec::new();
    }
    let choices = steps
        .into_iter()
        .map(|step| Choice::new(Pick::Status(step), label(state.lang, step)));
    let title = AskWords::NextStep {
        from: label(state.lang, registration.status).to_owned(),
    }
    .text(state.lang);
    let picker = Picker::new(title, choices.collect(), &Pick::Nothing);
    open::layer(
        state,
        Overlay::Picker(picker),
        Purpose::ChooseStep(model, registration),
    )
}

/// The step was chosen: recognition asks for its decision first.
pub fn step(
    state: &mut State,
    model: Subject,
    registration: RegistrationChoice,
    to: Status,
) -> Vec<Effect> {
    if !to.is_recognition() {
        return advance(state, &model, &registration, to, &[]);
    }
    let page = state.open_detail();
    let known = page
        .and_then(|page| page.registration(registration.id))
        .map(|record| record.fields.clone());
    let fields = Fields::of_record(
        &forms::decision_specs(),
        &known.unwrap_or_default(),
        &sources(state, Vec::new()),
    );
    let title = AskWords::Decision {
        name: model.name.clone(),
    };
    form(
        state,
        title,
        fields,
        Purpose::Decide(model, registration, to),
    )
}

/// Sends the step.
pub fn advance(
    state: &mut State,
    model: &Subject,
    registration: &RegistrationChoice,
    to: Status,
    filled: &[FieldWrite],
) -> Vec<Effect> {
    let deed = Deed::Advance {
        name: model.name.clone(),
    };
    let request = Request::Advance(forms::advance(model.id, registration, to, filled));
    vec![state.ask(Errand::Change(deed), request)]
}

/// A value that is neither of those that do not agree.
pub fn write_third(state: &mut State) -> Vec<Effect> {
    let Some(conflict) = state.conflicts.selected().cloned() else {
        return Vec::new();
    };
    let Some((spec, view)) = forms::disputed(&conflict) else {
        state.notice = Some(Notice::refused(&NoticeWords::UnknownField));
        return Vec::new();
    };
    let fields = Fields::of_record(&[spec], &[view], &sources(state, Vec::new()));
    form(
        state,
        AskWords::ThirdValue {
            name: conflict.name.clone(),
        },
        fields,
        Purpose::Settle(conflict),
    )
}

/// A form was filled in: sends what it makes.
pub fn written(state: &mut State, purpose: Purpose, filled: Vec<FieldWrite>) -> Vec<Effect> {
    let effects = match purpose {
        Purpose::NewModel => send_model(state, &filled),
        Purpose::Correct(model) if filled.is_empty() => unchanged(state, &model),
        Purpose::Correct(model) => {
            let (deed, request) = forms::correction(model.id, &model.name, filled);
            vec![state.ask(Errand::Change(deed), request)]
        }
        Purpose::NewRegistration(model) => send_registration(state, model, &filled),
        Purpose::Decide(model, registration, to) => {
            advance(state, &model, &registration, to, &filled)
        }
        Purpose::Settle(conflict) => send_third(state, &conflict, filled),
        _ => Vec::new(),
    };
    if let (false, Some(layer)) = (effects.is_empty(), state.layers.last_mut()) {
        layer.stage = Stage::Sent;
    }
    effects
}

fn send_model(state: &mut State, filled: &[FieldWrite]) -> Vec<Effect> {
    let Some(model) = forms::new_model(filled) else {
        return Vec::new();
    };
    let deed = Deed::AddModel {
        name: model.name.clone(),
    };
    vec![state.ask(Errand::Change(deed), Request::AddModel(model))]
}

fn send_registration(state: &mut State, model: Subject, filled: &[FieldWrite]) -> Vec<Effect> {
    let Some(registration) = forms::new_registration(model.id, filled) else {
        return Vec::new();
    };
    let deed = Deed::AddRegistration { name: model.name };
    vec![state.ask(Errand::Change(deed), Request::AddRegistration(registration))]
}

fn send_third(state: &mut State, conflict: &ConflictView, filled: Vec<FieldWrite>) -> Vec<Effect> {
    let Some(write) = filled.into_iter().next() else {
        state.notice = Some(Notice::hint(&NoticeWords::NothingTyped));
        return Vec::new();
    };
    let (deed, request) = conflicts::settling(conflict, write);
    vec![state.ask(Errand::Change(deed), request)]
}

fn unchanged(state: &mut State, _model: &Subject) -> Vec<Effect> {
    state.layers.pop();
    state.notice = Some(Notice::hint(&NoticeWords::NothingChanged));
    Vec::new()
}

fn form(state: &mut State, title: AskWords, fields: Fields, purpose: Purpose) -> Vec<Effect> {
    let title = title.text(state.lang);
    open::layer(
        state,
        Overlay::Form(Box::new(Form::new(title, fields))),
        purpose,
    )
}

pub(super) fn sources(state: &State, units: Vec<Choice<Pick>>) -> Sources {
    Sources {
        units,
        labels: state.labels.clone(),
        lang: state.lang,
        ..Sources::default()
    }
}
