//! The form of a record: what it begins with, what becomes of what is filled in.

use serde_json::{Value, json};

use super::EntryWords;
use super::asked_for::{AskedFor, request_of};
use crate::domain::register::entered::{required, spoken_of_by};
use crate::domain::schema::FieldSpec;
use crate::domain::{RecordId, RecordKind};
use crate::i18n::{Phrase, kind_words};
use crate::service::request::FieldWrite;
use crate::service::views::{FieldView, RecordView};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Form, Overlay};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::entry::{EntryAim, EntryPurpose, Gathering, HeldTo};
use crate::ui::purpose::kept::KeptForm;
use crate::ui::state::{Notice, State};
use crate::ui::update::flow::{self, forms, kept, open, units};
use crate::ui::widgets::choice::Pick;
use crate::ui::widgets::form::{Beyond, Form as Fields, Sources, Unfinished};
use crate::ui::words::{NoticeWords, period_title};

/// Opens the form, with its draft where there is one.
pub fn open(state: &mut State, gathering: Gathering) -> Vec<Effect> {
    let aim = gathering.aim;
    let kind = aim.kind();
    let is_first = matches!(aim, EntryAim::New { .. }) && gathering.units.is_empty();
    if kind == RecordKind::Model && is_first {
        return units::begin_first(state);
    }
    let sources = Sources {
        units: gathering.units.clone(),
        labels: state.labels.clone(),
        beyond: Beyond::Book,
        lang: state.lang,
        ..Sources::default()
    };
    let AskedFor { specs, needed } = AskedFor::of(aim);
    let about = gathering.record.as_ref();
    let named = about.map(|record| record.title.clone()).unwrap_or_default();
    let (fields, title) = match (aim, &gathering.record) {
        (EntryAim::Correct(_), Some(record)) => {
            let fields = Fields::of_record(&specs, &record.fields, &sources);
            let name = text::visible(&record.title).into_owned();
            let kind = kind_words(kind, state.lang);
            (fields, EntryWords::Correct { kind, name })
        }
        (EntryAim::Correct(_), None) => return Vec::new(),
        (EntryAim::New { .. }, about) => {
            let known = begins_with(state, &gathering, about.as_ref());
            let first = first_to_fill(&specs, needed, &known);
            let fields = Fields::of_record(&specs, &known, &sources)
                .proposing()
                .starting_at(first);
            (fields, title_of_new(state, kind, about.as_ref()))
        }
    };
    let mut fields = fields.require(needed);
    let left = gathering.draft.as_ref().and_then(|draft| {
        let left: Unfinished = serde_json::from_str(&draft.draft.place).ok()?;
        Some((left, draft.saved))
    });
    if let Some((left, saved)) = left {
        fields = fields.resume(&left, &sources);
        kept::going_on(state, saved);
    }
    let form = Form::new(title.text(state.lang), fields).kept();
    open::layer(
        state,
        Overlay::Form(Box::new(form)),
        Purpose::Entry(EntryPurpose::Fill { aim, named }),
    )
}

fn title_of_new(state: &State, kind: RecordKind, about: Option<&RecordView>) -> EntryWords {
    let kind = kind_words(kind, state.lang);
    match about {
        Some(about) => EntryWords::AddAbout {
            kind,
            about: text::visible(&about.title).into_owned(),
        },
        None => EntryWords::Add { kind },
    }
}

/// What a new record is known to say: what it is about, where and when.
fn begins_with(state: &State, gathering: &Gathering, about: Option<&RecordView>) -> Vec<FieldView> {
    let kind = gathering.aim.kind();
    let mut known = held_to(state, gathering.held, &gathering.units);
    known.extend(about.into_iter().flat_map(|about| of_subject(kind, about)));
    known
}

/// The field that names the subject, and what follows from it: an award of a
/// model goes to its owners, in its unit.
fn of_subject(kind: RecordKind, about: &RecordView) -> Vec<FieldView> {
    let mut spoken = spoken_of_by(about.id.kind).iter();
    let Some((_, named)) = spoken.find(|(child, _)| *child == kind) else {
        return Vec::new();
    };
    let mut known = vec![known_to_be(named, about.id, &about.title)];
    if (kind, about.id.kind) == (RecordKind::Award, RecordKind::Model) {
        let name = json!(about.title);
        known.push(FieldView {
            value: name,
            ..known_to_be("name", about.id, &about.title)
        });
        let same = ["unit", "kind", "movement"];
        let same = about
            .fields
            .iter()
            .filter(|field| same.contains(&field.name.as_str()));
        known.extend(same.map(|field| FieldView {
            live: Vec::new(),
            ..field.clone()
        }));
    }
    known
}

fn held_to(
    state: &State,
    held: HeldTo,
    units: &[crate::ui::widgets::choice::Choice<Pick>],
) -> Vec<FieldView> {
    let unit = held.unit.map(|unit| {
        let mut units = units.iter();
        let named = units.find(|choice| choice.id == Pick::Record(unit));
        known_to_be("unit", unit, named.map_or("", |choice| &choice.label))
    });
    let period = held.period.map(|period| FieldView {
        name: "period".to_owned(),
        value: json!(period),
        words: period_title(state.lang, period),
        live: Vec::new(),
    });
    unit.into_iter().chain(period).collect()
}

fn known_to_be(field: &str, id: RecordId, words: &str) -> FieldView {
    FieldView {
        name: field.to_owned(),
        value: json!(id),
        words: words.to_owned(),
        live: Vec::new(),
    }
}

/// The first field that must be filled in and is not yet.
fn first_to_fill(specs: &[FieldSpec], needed: &[&str], known: &[FieldView]) -> &'static str {
    let is_known = |name: &str| known.iter().any(|view| view.name == name);
    let is_needed = |spec: &&FieldSpec| needed.contains(&spec.name) && !is_known(spec.name);
    specs.iter().find(is_needed).map_or("", |spec| spec.name)
}

/// The form is filled in: sends what it makes; it stays until that is on disk.
pub fn written(
    state: &mut State,
    aim: EntryAim,
    named: &str,
    filled: Vec<FieldWrite>,
) -> Vec<Effect> {
    if matches!(aim, EntryAim::Correct(_)) && filled.is_empty() {
        state.layers.pop();
        state.notice = Some(Notice::hint(&NoticeWords::NothingChanged));
        return kept::drop_draft(state, &KeptForm::Entry(aim));
    }
    let Some(Overlay::Form(form)) = state.layers.last().map(|layer| &layer.overlay) else {
        return Vec::new();
    };
    let name = name_of(aim.kind(), &filled, form);
    let Some((deed, request)) = request_of(aim, filled, (named, name)) else {
        return Vec::new();
    };
    flow::send(state, deed, request)
}

/// What people will call it: its name or its text, else the first field that
/// it cannot do without.
fn name_of(kind: RecordKind, filled: &[FieldWrite], form: &Form) -> String {
    let named = ["name", "text", "label", "title"];
    let typed = named
        .iter()
        .find_map(|field| forms::read::<Value>(filled, field).map(|_| form.words_of(field)));
    let first = || required(kind).first().map(|field| form.words_of(field));
    text::tidy(&typed.or_else(first).unwrap_or_default())
}
