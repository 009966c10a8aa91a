//! Filling a visit in: a question is answered in its place, and what was left
//! is on its way to the disk.

use super::{draft, outline, visit};
use crate::domain::survey::member_key;
use crate::forms::QuestionKind;
use crate::forms::session::{Given, InstanceId};
use crate::forms::visit::TargetPart;
use crate::i18n::Phrase;
use crate::ledger::OpId;
use crate::service::request::{CopyWhat, Deed, SurveyDeed, SurveyRequest};
use crate::service::{Refusal, Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::layout::Layout;
use crate::ui::screens::survey::{
    Answering, Field, Fold, PageLine, Sheet, SurveyErrand, SurveyWords, Tail, Typed, VisitPage,
    field_room, target_words,
};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::act;
use crate::ui::widgets::checklist::{Checklist, Order};
use crate::ui::widgets::choice::Choice;
use crate::ui::widgets::editor::Editor;
use crate::ui::widgets::line_field::LineField;
use crate::ui::widgets::list::Step;
use crate::ui::widgets::picker::Picker;
use crate::ui::widgets::{Edit, Press};

/// What an action means while a visit is filled in.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let is_answering = state
        .survey
        .open_page()
        .is_some_and(|page| page.answering.is_some());
    Some(match action {
        Action::AnswerBegin => begin(state, None),
        Action::AnswerKeep => press(state, Press::Accept),
        Action::AnswerLeave => leave(state),
        Action::FieldNext => keep(state, Some(Step::Next)),
        Action::FieldPrevious => keep(state, Some(Step::Previous)),
        Action::EditorUndo if is_answering => press(state, Press::Edit(Edit::Undo)),
        Action::EditorRedo if is_answering => press(state, Press::Edit(Edit::Redo)),
        Action::EditorDeleteWord if is_answering => press(state, Press::Edit(Edit::DeleteWord)),
        Action::AnswerClear => clear(state),
        Action::AnswerCopyLast => copy_last(state),
        Action::AnswerNextOpen => next_open(state),
        Action::ColumnNext => sideways(state, Step::Next),
        Action::ColumnPrevious => sideways(state, Step::Previous),
        _ => return None,
    })
}

/// Text that no binding took.
pub fn typed(state: &mut State, edit: Edit) -> Vec<Effect> {
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    if page.answering.is_some() {
        return press(state, Press::Edit(edit));
    }
    match edit {
        Edit::Insert(' ') => begin(state, None),
        Edit::Insert(_) | Edit::Paste(_) => begin(state, Some(edit)),
        _ => Vec::new(),
    }
}

/// Moves the marker.
pub fn step(state: &mut State, step: Step) -> Vec<Effect> {
    let rows = usize::from(Layout::of(state.size).room.height / 2).max(1);
    if let Some(page) = state.survey.open_page_mut() {
        page.step(step, rows);
    }
    // What the book refused is sent again.
    write_waiting(state)
}

/// A key for the question that is being answered.
fn press(state: &mut State, press: Press) -> Vec<Effect> {
    let room = field_room(state, Layout::of(state.size).room);
    let Some(answering) = answering(state) else {
        return Vec::new();
    };
    let takes_words = matches!(answering.field, Field::Line(_) | Field::Words(_));
    if press == Press::Accept && takes_words {
        return keep(state, Some(Step::Next));
    }
    match answering.apply(press, room) {
        Typed::Stay if takes_words => {
            state.draft_clock.typed(state.now);
            Vec::new()
        }
        Typed::Stay => Vec::new(),
        Typed::Left(step) => keep(state, Some(step)),
        Typed::Chosen(given) => {
            let question = answering.question;
            close(state);
            give(state, question, &given, Some(Step::Next))
        }
        Typed::Cancelled => {
            close(state);
            Vec::new()
        }
    }
}

fn answering(state: &mut State) -> Option<&mut Answering> {
    state.survey.open_page_mut()?.answering.as_mut()
}

/// The field is closed; what came meanwhile is shown.
fn close(state: &mut State) {
    if let Some(page) = state.survey.open_page_mut() {
        page.answering = None;
        page.follow();
    }
}

/// Esc: what was typed is kept where the form takes it, and given up where it
/// does not.
fn leave(state: &mut State) -> Vec<Effect> {
    let mut effects = keep(state, None);
    if answering(state).is_some() {
        close(state);
        effects.extend(draft::drop_settled(state));
    }
    effects
}

/// Keeps what is in the field, and moves on. What the form does not take stays
/// in the field, with the reason under it.
pub fn keep(state: &mut State, then: Option<Step>) -> Vec<Effect> {
    let lang = state.lang;
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    let Some(mut answering) = page.answering.take() else {
        return Vec::new();
    };
    if let Some(given) = answering.given()
        && let Err(refused) = page.answer(answering.question, &given)
    {
        answering.fault = Some(refused.message(lang));
        page.answering = Some(answering);
        return Vec::new();
    }
    if let Some(step) = then {
        page.step(step, 1);
    }
    page.follow();
    let mut effects = write_waiting(state);
    effects.extend(draft::drop_settled(state));
    effects
}

/// Gives an answer that was chosen.
fn give(state: &mut State, id: InstanceId, given: &Given, then: Option<Step>) -> Vec<Effect> {
    let lang = state.lang;
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    if let Err(refused) = page.answer(id, given) {
        let why = refused.message(lang);
        state.notice = Some(Notice::refused(&SurveyWords::NotTaken { why }));
        return Vec::new();
    }
    if let Some(step) = then {
        page.step(step, 1);
    }
    write_waiting(state)
}

/// Sends what waits, unless something is on its way.
pub fn write_waiting(state: &mut State) -> Vec<Effect> {
    let write = state.survey.page.as_mut().and_then(VisitPage::next_write);
    write_effect(state, write)
}

/// The program ends: what is in the field and what waits is sent now.
pub fn flush(state: &mut State) -> Vec<Effect> {
    let mut effects = keep(state, None);
    let write = state.survey.page.as_mut().and_then(VisitPage::last_write);
    effects.extend(write_effect(state, write));
    effects
}

fn write_effect(
    state: &mut State,
    write: Option<crate::service::request::RecordWrite>,
) -> Vec<Effect> {
    let Some(write) = write else {
        return Vec::new();
    };
    let view = state
        .survey
        .page
        .as_ref()
        .and_then(|page| page.view.as_ref());
    let name = view.map(|view| view.line.title.clone()).unwrap_or_default();
    let request = Request::Write {
        deed: Deed::Survey(SurveyDeed::Fill { name }),
        records: vec![write],
    };
    vec![state.ask(Errand::Survey(SurveyErrand::Filled), request)]
}

/// Answers are on disk. The page is asked for again, since others may have
/// written too, and the frame, since there is something to take back.
pub fn filled(state: &mut State, reply: &Reply) -> Vec<Effect> {
    let ops: &[OpId] = match reply {
        Reply::Changed(change) => &change.ops,
        _ => &[],
    };
    let now = state.now;
    if let Some(page) = &mut state.survey.page {
        page.outbox.written(ops, now);
    }
    let mut effects = write_waiting(state);
    effects.extend(draft::drop_settled(state));
    effects.push(state.ask(Errand::Book, Request::Book));
    if state.survey.open_page().is_some() {
        effects.extend(super::load(state));
    }
    effects
}

/// The book did not take the answers. What another try can mend waits.
pub fn refused(state: &mut State, refusal: &Refusal) -> Vec<Effect> {
    let why = refusal.text(state.lang);
    let Some(page) = &mut state.survey.page else {
        return Vec::new();
    };
    let may_pass = matches!(
        refusal,
        Refusal::DiskFull | Refusal::ReadOnly { .. } | Refusal::Storage { .. } | Refusal::Gone
    );
    page.outbox.refused(why);
    if may_pass {
        return Vec::new();
    }
    page.outbox.give_up();
    super::load(state)
}

/// Enter, Space or a letter on the line under the marker.
pub fn begin(state: &mut State, edit: Option<Edit>) -> Vec<Effect> {
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    if !matches!(page.sheet(), Sheet::Open(_)) {
        return outline::choose(state);
    }
    match page.selected() {
        Some(PageLine::Group { .. }) => {
            if let Some(page) = state.survey.open_page_mut()
                && edit.is_none()
            {
                page.fold(None);
            }
            Vec::new()
        }
        Some(_) if page.is_frozen() => {
            state.notice = Some(Notice::refused(&SurveyWords::Frozen));
            Vec::new()
        }
        Some(PageLine::Question { id, .. }) => begin_question(state, id, edit),
        Some(PageLine::Target { id, .. }) => begin_target(state, id, edit),
        Some(PageLine::Addition { .. }) => add(state),
        Some(PageLine::Entry(Tail::Findings, _)) => act::act(state, Action::FindingAdd),
        _ => {
            state.notice = Some(Notice::hint(&SurveyWords::NothingToAnswer));
            Vec::new()
        }
    }
}

fn begin_question(state: &mut State, id: InstanceId, edit: Option<Edit>) -> Vec<Effect> {
    let Some(filling) = state.survey.open_page().and_then(VisitPage::filling) else {
        return Vec::new();
    };
    let session = filling.session();
    let Some(kind) = session.node(id).question().cloned() else {
        return Vec::new();
    };
    if !kind.is_answered_by_hand() || session.is_read_only(id) {
        let words = match kind {
            QuestionKind::Note => SurveyWords::NothingToAnswer,
            _ => SurveyWords::WorkedOut,
        };
        state.notice = Some(Notice::hint(&words));
        return Vec::new();
    }
    let shown = if filling.is_answered(id) {
        session.value(id).map(|answer| answer.shown())
    } else {
        None
    };
    let written = session.value(id).map(|answer| answer.written());
    let shown = shown.unwrap_or_default();
    let written = written.unwrap_or_default();
    let offers = || {
        let offers = session.choices(id).into_iter();
        offers
            .map(|offer| Choice::new(offer.name, offer.label))
            .collect::<Vec<_>>()
    };
    let several = |order| {
        let chosen = written.split_whitespace().map(str::to_owned).collect();
        Field::Several(Checklist::new(offers(), chosen, order))
    };
    let field = match kind {
        QuestionKind::Acknowledge => {
            let given = Given::Boolean(written.is_empty());
            return give(state, id, &given, None);
        }
        QuestionKind::File => return visit::attach_to_question(state, id),
        QuestionKind::SelectOne => {
            Field::One(Picker::new(offers()).starting_at(|name| *name == written))
        }
        QuestionKind::SelectMultiple => several(Order::AsListed),
        QuestionKind::Rank => several(Order::AsChosen),
        QuestionKind::Text => Field::Words(Editor::new(&shown)),
        QuestionKind::DateTime | QuestionKind::Geopoint => Field::Line(LineField::new(&written)),
        _ => Field::Line(LineField::new(&shown)),
    };
    open(state, Answering::new(id, id, None, field), edit)
}

fn begin_target(state: &mut State, id: InstanceId, edit: Option<Edit>) -> Vec<Effect> {
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    let part = page.column;
    let question = page.filling().and_then(|filling| {
        let session = filling.session();
        session.find(&format!("{}/{}", session.path(id), part.question()))
    });
    let Some(question) = question else {
        return Vec::new();
    };
    let stands = target_words(page, id, part).unwrap_or_default();
    let field = Field::Line(LineField::new(&stands));
    open(state, Answering::new(id, question, Some(part), field), edit)
}

/// Opens the field. A letter begins a figure anew, and goes on with words.
fn open(state: &mut State, mut answering: Answering, edit: Option<Edit>) -> Vec<Effect> {
    let is_name = answering.part == Some(TargetPart::Name);
    if let (Field::Line(line), Some(_), false) = (&mut answering.field, &edit, is_name) {
        line.set("");
    }
    if let Some(page) = state.survey.open_page_mut() {
        page.answering = Some(answering);
    }
    match edit {
        Some(edit) => press(state, Press::Edit(edit)),
        None => Vec::new(),
    }
}

/// Adds to the repeat under the marker. The key tells the instance from every
/// other, on whatever laptop it is added.
fn add(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let device = state
        .book
        .as_ref()
        .and_then(|book| book.open.as_ref())
        .map(|open| open.device.to_string());
    let now = state.now;
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    let place = page.place().unwrap_or_default();
    let device = device.unwrap_or_default();
    let key = member_key(&format!("{device} {now} {place}"));
    if let Err(refused) = page.add(&key) {
        let why = refused.message(lang);
        state.notice = Some(Notice::refused(&SurveyWords::NotTaken { why }));
        return Vec::new();
    }
    let is_target = matches!(page.selected(), Some(PageLine::Target { .. }));
    let mut effects = write_waiting(state);
    if is_target && let Some(page) = state.survey.open_page_mut() {
        page.column = TargetPart::Name;
        effects.extend(begin(state, None));
    }
    effects
}

/// Delete: *Chưa kiểm tra* again, or the instance is taken out after asking.
fn clear(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    if page.is_frozen() {
        state.notice = Some(Notice::refused(&SurveyWords::Frozen));
        return Vec::new();
    }
    match page.selected() {
        Some(PageLine::Question { id, .. }) => give(state, id, &Given::Nothing, None),
        Some(PageLine::Target { id, .. }) if target_words(page, id, page.column).is_some() => {
            clear_part(state, id)
        }
        Some(PageLine::Target { id, .. } | PageLine::Group { id, .. }) => {
            visit::ask_before_taking_out(state, id)
        }
        _ => Vec::new(),
    }
}

fn clear_part(state: &mut State, id: InstanceId) -> Vec<Effect> {
    let question = state.survey.open_page().and_then(|page| {
        let session = page.filling()?.session();
        session.find(&format!("{}/{}", session.path(id), page.column.question()))
    });
    match question {
        Some(question) => give(state, question, &Given::Nothing, None),
        None => Vec::new(),
    }
}

/// F5: the answer of the visit before, or on a group all that are open.
fn copy_last(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    let has_last = page.view.as_ref().is_some_and(|view| view.last.is_some());
    if !has_last {
        state.notice = Some(Notice::hint(&SurveyWords::NoneBefore));
        return Vec::new();
    }
    let path = match (page.selected(), page.filling()) {
        (Some(PageLine::Question { id, .. }), Some(filling)) => filling.stored_path(id),
        _ => return visit::ask_before_copying_all(state),
    };
    copy(state, CopyWhat::One { path })
}

/// Copies answers of the visit before.
pub fn copy(state: &mut State, what: CopyWhat) -> Vec<Effect> {
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    let visit = page.id;
    let name = page.view.as_ref().map(|view| view.line.title.clone());
    let deed = Deed::Survey(SurveyDeed::CopyLast {
        name: name.unwrap_or_default(),
    });
    let request = Request::Survey(SurveyRequest::CopyLast { visit, what });
    vec![state.ask(Errand::Change(deed), request)]
}

fn next_open(state: &mut State) -> Vec<Effect> {
    let found = state
        .survey
        .open_page_mut()
        .is_some_and(VisitPage::go_to_next_open);
    if !found {
        state.notice = Some(Notice::hint(&SurveyWords::AllAnswered));
    }
    Vec::new()
}

/// Left and right: the columns of a target, the fold of a group.
fn sideways(state: &mut State, way: Step) -> Vec<Effect> {
    let Some(page) = state.survey.open_page_mut() else {
        return Vec::new();
    };
    match (page.selected(), way) {
        (Some(PageLine::Target { .. }), way) => drop(page.sideways(way)),
        (Some(PageLine::Group { .. }), Step::Next) => page.fold(Some(Fold::Open)),
        (
            Some(PageLine::Group {
                fold: Fold::Open, ..
            }),
            _,
        ) => page.fold(Some(Fold::Folded)),
        (_, Step::Previous) => drop(page.go_around()),
        _ => {}
    }
    Vec::new()
}
