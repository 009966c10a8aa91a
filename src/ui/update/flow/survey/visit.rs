//! The page of a visit: opened, its facts corrected, notes and files added,
//! parts taken out.

use std::sync::Arc;

use super::super::{exchange, finder, kept, notes, open};
use super::{answer, draft, outline, people};
use crate::domain::schema::{self, FieldShape, FieldSpec};
use crate::domain::survey::PartyRole;
use crate::domain::{RecordId, RecordKind};
use crate::forms::session::{Given, InstanceId};
use crate::forms::visit::AnswerField;
use crate::forms::{Outline, QuestionKind, Surroundings};
use crate::i18n::Phrase;
use crate::service::request::{FieldWrite, NewVisit, OutlineReply, OutlineRequest, SurveyRequest};
use crate::service::views::{FieldView, UnitName, VisitView};
use crate::service::{Refusal, Reply, Request};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::layer::Stage;
use crate::ui::overlay::{Confirm, Danger, Form, Overlay};
use crate::ui::purpose::{Purpose, Subject};
use crate::ui::screens::survey::{
    PageLine, SurveyErrand, SurveyPurpose, SurveyWords, VisitPage, WantedForm,
};
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::load;
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::local;

/// The people of either side, one a line.
const HOSTS: FieldSpec = FieldSpec {
    name: "hosts",
    shape: FieldShape::Lines,
    vi: "Đơn vị (tên; chức vụ)",
    en: "Hosts (name; title)",
};
pub(super) const DELEGATION: FieldSpec = FieldSpec {
    name: "delegation",
    shape: FieldShape::Lines,
    vi: "Đoàn (tên; chức vụ; vai)",
    en: "Delegation (name; title; role)",
};
const REMARK: FieldSpec = FieldSpec {
    name: "remark",
    shape: FieldShape::Lines,
    vi: "Lời ghi",
    en: "Note",
};
/// The fields of a visit that are corrected by hand, in the order of the minutes.
const FACTS: &[&str] = &[
    "start",
    "end",
    "place",
    "report",
    "discussion",
    "strengths",
    "conclusion",
    "reservation",
    "copies",
];

/// What an action means on the page of a visit.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    Some(match action {
        Action::ItemClose => {
            let closed = state.survey.open_page().map(|page| page.id);
            state.survey.up();
            finder::come_back(state, closed).unwrap_or_else(|| load::enter(state, Room::Survey))
        }
        Action::NoteNew => note(state),
        Action::AttachmentAdd => attach(state),
        Action::VisitEdit => edit(state),
        Action::OutlineChoose => outline::choose(state),
        _ => return None,
    })
}

/// The visit is here; its outline is asked for when it is needed.
pub fn taken(state: &mut State, id: RecordId, view: VisitView) -> Vec<Effect> {
    let Some(page) = state.survey.page.as_mut().filter(|page| page.id == id) else {
        return Vec::new();
    };
    page.take(view);
    let Some(outline) = page.outline_wanted() else {
        return draft::look_for(state);
    };
    if let Some(known) = state.survey.known_outline(outline) {
        open_form(state, known);
        return draft::look_for(state);
    }
    let request = Request::Outlines(OutlineRequest::Open(outline));
    vec![state.ask(Errand::Survey(SurveyErrand::Outline(outline)), request)]
}

/// The outline is here: the form opens.
pub fn outline_taken(state: &mut State, id: RecordId, reply: Reply) -> Vec<Effect> {
    let Reply::Outlines(OutlineReply::Opened { form, .. }) = reply else {
        return Vec::new();
    };
    let wanted = state
        .survey
        .page
        .as_ref()
        .and_then(VisitPage::outline_wanted);
    match serde_json::from_str::<Outline>(&form).map(Arc::new) {
        Ok(outline) => {
            state.survey.keep_outline(id, &outline);
            if wanted == Some(id) {
                open_form(state, outline);
                return draft::look_for(state);
            }
        }
        Err(_) => {
            if let Some(page) = &mut state.survey.page {
                page.unreadable();
            }
        }
    }
    Vec::new()
}

fn open_form(state: &mut State, outline: Arc<Outline>) {
    let open = state.book.as_ref().and_then(|book| book.open.as_ref());
    let surroundings = Surroundings {
        now: state.now,
        officer: open.map(|open| open.officer.clone()).unwrap_or_default(),
        device: open.map(|open| open.device.to_string()).unwrap_or_default(),
        ..Surroundings::default()
    };
    if let Some(page) = &mut state.survey.page {
        page.open(outline, surroundings);
    }
}

/// Asks when and where a visit to a unit begins.
pub fn ask_when(
    state: &mut State,
    round: RecordId,
    unit: UnitName,
    models: Vec<RecordId>,
) -> Vec<Effect> {
    let specs: Vec<FieldSpec> = ["date", "start", "place"]
        .iter()
        .filter_map(|name| schema::field_named(RecordKind::Visit, name))
        .copied()
        .collect();
    let now = local(state.now);
    let words = [
        ("date", now.date().to_string(), text::short_date(now.date())),
        ("start", text::clock(now.time()), text::clock(now.time())),
    ];
    let views = words.map(|(name, value, words)| FieldView {
        name: name.into(),
        value: value.into(),
        words,
        live: Vec::new(),
    });
    let sources = Sources {
        lang: state.lang,
        ..Sources::default()
    };
    // What is proposed counts as filled in.
    let fields = Fields::of_record(&specs, &views, &sources).proposing();
    let title = SurveyWords::NewVisit {
        unit: unit.name.clone(),
    };
    let form = Form::new(title.text(state.lang), fields.require(&["date"]));
    let purpose = SurveyPurpose::NewVisit {
        round,
        unit,
        models,
    };
    open::layer(
        state,
        Overlay::Form(Box::new(form)),
        Purpose::Survey(purpose),
    )
}

/// The form of a new visit was filled in.
pub fn opened_by_form(
    state: &mut State,
    round: RecordId,
    unit: RecordId,
    models: Vec<RecordId>,
    filled: &[FieldWrite],
) -> Vec<Effect> {
    let text_of = |name: &str| {
        let write = filled.iter().find(|write| write.field == name)?;
        write.value.as_str().map(str::to_owned)
    };
    let day = text_of("date").and_then(|day| day.parse().ok());
    let new = NewVisit {
        round: Some(round),
        unit,
        date: day.unwrap_or_else(|| local(state.now).date()),
        start: text_of("start").and_then(|start| text::parse_clock(&start)),
        place: text_of("place"),
        models,
    };
    state.wait_for_book();
    let request = SurveyRequest::OpenVisit(new);
    vec![super::ask(state, SurveyErrand::VisitOpened, request)]
}

/// The visit of that day is there already, perhaps from a colleague: it opens.
pub fn there_already(state: &mut State, refusal: &Refusal) -> Vec<Effect> {
    use crate::service::refusal::SurveyRefusal;
    match refusal {
        Refusal::Survey(SurveyRefusal::VisitThere { id, .. }) => {
            let id = *id;
            state.layers.pop();
            super::open_visit(state, id)
        }
        _ => {
            if let Some(layer) = state.layers.last_mut() {
                layer.stage = Stage::Open;
            }
            Vec::new()
        }
    }
}

/// The visit on the page as the subject of a note or a file.
fn subject(page: &VisitPage) -> Subject {
    let name = page.view.as_ref().map(|view| view.line.title.clone());
    Subject {
        id: page.id,
        name: name.unwrap_or_default(),
    }
}

/// F6: a note on the question under the marker; elsewhere on the visit.
fn note(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    let question = match (page.selected(), page.filling()) {
        (Some(PageLine::Question { id, .. }), Some(filling)) if !page.is_frozen() => {
            Some((filling.stored_path(id), filling.session().label(id)))
        }
        _ => None,
    };
    let Some((path, question)) = question else {
        let subject = subject(page);
        return notes::new_note(state, subject);
    };
    let visit = page.id;
    let remark = page.visit().and_then(|visit| visit.remarks.get(&path));
    let remark = remark.cloned().unwrap_or_default();
    let view = FieldView {
        name: REMARK.name.into(),
        value: remark.as_str().into(),
        words: remark,
        live: Vec::new(),
    };
    let sources = Sources {
        lang: state.lang,
        ..Sources::default()
    };
    let fields = Fields::of_record(&[REMARK], &[view], &sources);
    let title = SurveyWords::RemarkOn { question };
    let form = Form::new(title.text(state.lang), fields);
    let purpose = Purpose::Survey(SurveyPurpose::Remark { visit, path });
    kept::form(state, form, sources, purpose)
}

/// The page is here on which a form is to be gone on with.
pub fn wanted_form(state: &mut State, form: &WantedForm) -> Vec<Effect> {
    let path = match form {
        WantedForm::Facts => return edit(state),
        WantedForm::Remark(path) => path,
    };
    let page = state.survey.open_page_mut();
    if page.is_some_and(|page| page.go_to(path)) {
        return note(state);
    }
    state.notice = Some(Notice::refused(&SurveyWords::NothingToAnswer));
    Vec::new()
}

/// The note on a question was written.
pub fn remarked(state: &mut State, path: &str, filled: Vec<FieldWrite>) -> Vec<Effect> {
    let field = |write: FieldWrite| AnswerField {
        field: format!("remark.{path}"),
        value: write.value,
    };
    put_of_form(state, filled.into_iter().map(field).collect())
}

/// What the topmost form says is written; its draft goes after it.
fn put_of_form(state: &mut State, fields: Vec<AnswerField>) -> Vec<Effect> {
    let dropped = kept::leave_written(state);
    let mut effects = put(state, fields);
    effects.extend(dropped);
    effects
}

fn put(state: &mut State, fields: Vec<AnswerField>) -> Vec<Effect> {
    if let Some(page) = state.survey.open_page_mut() {
        page.put(fields);
    }
    answer::write_waiting(state)
}

/// F7: a picture or a document, for the question under the marker or, where
/// there is none, for the visit.
fn attach(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    match page.selected() {
        Some(PageLine::Question { id, .. }) if !page.is_frozen() => attach_to_question(state, id),
        _ => {
            page.attaching = None;
            let subject = subject(page);
            exchange::ask_what_to_attach(state, subject)
        }
    }
}

/// A file for a question: it belongs to the visit, and the question names it,
/// as its answer where a file is asked for, else in its note.
pub fn attach_to_question(state: &mut State, id: InstanceId) -> Vec<Effect> {
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    page.attaching = page.filling().map(|filling| filling.stored_path(id));
    let subject = subject(page);
    exchange::ask_what_to_attach(state, subject)
}

/// A file was attached: the question that it is for names it.
pub fn attached(state: &mut State, name: &str) -> Vec<Effect> {
    let lang = state.lang;
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    let Some(path) = page.attaching.take() else {
        return Vec::new();
    };
    let asks_for_a_file = page.filling().and_then(|filling| {
        let session = filling.session();
        let is_file = |id: &InstanceId| session.node(*id).question() == Some(&QuestionKind::File);
        let found = session
            .questions()
            .find(|id| filling.stored_path(*id) == path);
        found.filter(is_file)
    });
    if let Some(id) = asks_for_a_file {
        // The file is attached; an answer that the form does not take changes nothing.
        return match page.answer(id, &Given::Text(name.to_owned())) {
            Ok(_) => answer::write_waiting(state),
            Err(_) => Vec::new(),
        };
    }
    let said = page.visit().and_then(|visit| visit.remarks.get(&path));
    let file = SurveyWords::SeeFile {
        name: name.to_owned(),
    };
    let file = file.text(lang);
    let remark = said.map_or(file.clone(), |said| format!("{said}; {file}"));
    let field = AnswerField {
        field: format!("remark.{path}"),
        value: remark.into(),
    };
    put(state, vec![field])
}

/// F2: times, people, what was reported and concluded.
fn edit(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    if page.is_frozen() {
        state.notice = Some(Notice::refused(&SurveyWords::Frozen));
        return Vec::new();
    }
    let Some(view) = &page.view else {
        return Vec::new();
    };
    let visit = page.id;
    let mut specs: Vec<FieldSpec> = FACTS
        .iter()
        .filter_map(|name| schema::field_named(RecordKind::Visit, name))
        .copied()
        .collect();
    specs.splice(3..3, [DELEGATION, HOSTS]);
    let mut views = view.fields.clone();
    let sides = [
        (DELEGATION, &view.visit.delegation),
        (HOSTS, &view.visit.hosts),
    ];
    views.extend(sides.map(|(spec, side)| {
        let lines = people::lines(side, lang);
        FieldView {
            name: spec.name.into(),
            value: lines.as_str().into(),
            words: lines,
            live: Vec::new(),
        }
    }));
    let sources = Sources {
        lang,
        ..Sources::default()
    };
    let fields = Fields::of_record(&specs, &views, &sources);
    let form = Form::new(SurveyWords::EditVisit.text(lang), fields);
    let purpose = Purpose::Survey(SurveyPurpose::EditVisit { visit });
    kept::form(state, form, sources, purpose)
}

/// The facts of the visit were corrected.
pub fn edited(state: &mut State, filled: Vec<FieldWrite>) -> Vec<Effect> {
    let visit = state.survey.open_page().and_then(VisitPage::visit).cloned();
    let Some(visit) = visit else {
        return Vec::new();
    };
    let mut fields = Vec::new();
    for write in filled {
        let typed = write.value.as_str().unwrap_or_default();
        let side = match write.field.as_str() {
            "delegation" => people::read(typed, PartyRole::Lead, PartyRole::Member)
                .map(|after| people::changes("delegate", &visit.delegation, &after)),
            "hosts" => people::read(typed, PartyRole::Representative, PartyRole::Attendee)
                .map(|after| people::changes("host", &visit.hosts, &after)),
            _ => Ok(vec![AnswerField {
                field: write.field,
                value: write.value,
            }]),
        };
        match side {
            Ok(side) => fields.extend(side),
            Err(fault) => {
                state.notice = Some(Notice::refused(&fault));
                return Vec::new();
            }
        }
    }
    put_of_form(state, fields)
}

/// Taking an instance out is asked for: all that was written in it goes.
pub fn ask_before_taking_out(state: &mut State, id: InstanceId) -> Vec<Effect> {
    let Some(filling) = state.survey.open_page().and_then(VisitPage::filling) else {
        return Vec::new();
    };
    let session = filling.session();
    let node = session.node(id);
    if !node.is_repeat() || node.name == crate::forms::visit::MODELS || node.repeat_count.is_some()
    {
        state.notice = Some(Notice::hint(&SurveyWords::NothingToAnswer));
        return Vec::new();
    }
    let path = filling.stored_path(id);
    let what = text::visible(&session.label(id)).into_owned();
    let question = SurveyWords::TakeOut { what }.text(state.lang);
    let overlay = Overlay::Confirm(Confirm::new(question, Danger::Loses, state.lang));
    let purpose = Purpose::Survey(SurveyPurpose::TakeOut { path });
    open::layer(state, overlay, purpose)
}

/// Yes, take it out.
pub fn taken_out(state: &mut State, path: &str) -> Vec<Effect> {
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    let found = page.filling().and_then(|filling| {
        let lines = filling.session().lines().into_iter();
        lines
            .map(|line| line.id)
            .find(|id| filling.stored_path(*id) == path)
    });
    if let Some(id) = found {
        page.take_out(id);
    }
    answer::write_waiting(state)
}

/// Copying everything is asked for.
pub fn ask_before_copying_all(state: &mut State) -> Vec<Effect> {
    let question = SurveyWords::CopyAll.text(state.lang);
    let overlay = Overlay::Confirm(Confirm::new(question, Danger::Harmless, state.lang));
    let purpose = Purpose::Survey(SurveyPurpose::CopyUnanswered);
    open::layer(state, overlay, purpose)
}
