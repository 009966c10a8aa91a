//! Models and their registrations: added, corrected, moved on.

use super::{entry, forms, open};
use crate::domain::lifecycle::steps_from;
use crate::domain::{RecordKind, Status};
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::{Deed, FieldWrite};
use crate::service::views::ConflictView;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Form, Overlay, Picker};
use crate::ui::purpose::entry::{EntryAim, HeldTo};
use crate::ui::purpose::{Purpose, Subject};
use crate::ui::screens::conflicts;
use crate::ui::screens::detail::{RegistrationChoice, Standing};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::load;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::{AskWords, NoticeWords, label, period_title};

/// The form of a new model, where the list is held to.
pub fn new_model(state: &mut State) -> Vec<Effect> {
    let filter = &state.models.filter;
    let held = HeldTo {
        unit: filter.unit,
        period: filter.period,
    };
    let aim = EntryAim::New {
        kind: RecordKind::Model,
        about: None,
    };
    entry::begin(state, aim, held)
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
    let aim = EntryAim::Correct(model.id);
    effects.extend(entry::begin(state, aim, HeldTo::default()));
    effects
}

/// The form of a new registration.
pub fn new_registration(state: &mut State, model: Subject) -> Vec<Effect> {
    let aim = EntryAim::New {
        kind: RecordKind::Registration,
        about: Some(model.id),
    };
    entry::begin(state, aim, HeldTo::default())
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
        Purpose::Decide(model, registration, to) => {
            advance(state, &model, &registration, to, &filled)
        }
        Purpose::Settle(conflict) => send_third(state, &conflict, filled),
        _ => Vec::new(),
    };
    if !effects.is_empty() {
        state.wait_for_book();
    }
    effects
}

fn send_third(state: &mut State, conflict: &ConflictView, filled: Vec<FieldWrite>) -> Vec<Effect> {
    let Some(write) = filled.into_iter().next() else {
        state.notice = Some(Notice::hint(&NoticeWords::NothingTyped));
        return Vec::new();
    };
    let (deed, request) = conflicts::settling(conflict, write);
    vec![state.ask(Errand::Change(deed), request)]
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
