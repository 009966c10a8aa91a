//! A question with its answer; a group with how far it has come.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::answering::Field;
use super::super::line::{Fold, PageLine};
use super::super::page::VisitPage;
use super::super::words::SurveyWords;
use super::lay::{Laid, indent};
use super::page::NARROW;
use crate::domain::Word;
use crate::domain::survey::Verdict;
use crate::forms::session::{InstanceId, Reason};
use crate::forms::visit::{Filling, MODELS, Progress};
use crate::forms::{NodeId, QuestionKind};
use crate::i18n::Phrase;
use crate::text;
use crate::ui::state::State;
use crate::ui::view::paint::both_ends;
use crate::ui::view::paint::wrapped;
use crate::ui::widgets::list;

/// Rows of a label, of an answer and of a remark that are shown at most.
const LABEL_ROWS: usize = 4;
const ANSWER_ROWS: usize = 5;
const REMARK_ROWS: usize = 3;
/// Rows that a field takes at most while it is open.
const WORDS_ROWS: usize = 6;
const CHOICE_ROWS: usize = 9;

/// Lays a question out in `room` cells.
pub fn question(page: &VisitPage, id: InstanceId, at: usize, room: usize, state: &State) -> Laid {
    let Some(filling) = page.filling() else {
        return Laid::default();
    };
    let PageLine::Question { depth, .. } = page
        .lines()
        .get(at)
        .copied()
        .unwrap_or(PageLine::Question { id, depth: 0 })
    else {
        return Laid::default();
    };
    let session = filling.session();
    let inset = indent(depth, room);
    let mut label = session.label(id);
    if session.is_required(id) {
        label.push_str(" *");
    }
    let is_note = session.node(id).question() == Some(&QuestionKind::Note);
    let mut laid = Laid::default();
    let answering = page
        .answering
        .as_ref()
        .filter(|answering| answering.id == id);
    let (answer, style) = answer(filling, id, state);
    if is_note {
        laid.wrapped(&label, state.palette().accent, inset, room, LABEL_ROWS);
    } else if let Some(answering) = answering {
        open(&mut laid, &label, &answering.field, inset, room);
        if let Some(fault) = &answering.fault {
            let fault = format!("! {fault}");
            laid.wrapped(&fault, state.palette().bad, inset + 2, room, LABEL_ROWS);
        }
    } else {
        closed(&mut laid, &label, &answer, style, inset, room);
    }
    beside(&mut laid, page, filling, id, at, (inset + 2, room), state);
    laid
}

/// Cells of the answers' column.
pub fn answer_cells(room: usize) -> usize {
    (room * 2 / 5).clamp(24, 48)
}

/// Label left, answer right; an answer that is too long stands below.
fn closed(laid: &mut Laid, label: &str, answer: &str, style: Style, inset: usize, room: usize) {
    let column = answer_cells(room);
    let is_short = text::cells(&text::visible(answer)) <= column && !answer.contains('\n');
    if room < NARROW || !is_short {
        laid.wrapped(label, Style::default(), inset, room, LABEL_ROWS);
        laid.wrapped(answer, style, inset + 2, room, ANSWER_ROWS);
        return;
    }
    let left = room.saturating_sub(column + 1 + inset);
    for (row, part) in wrapped(label, left, LABEL_ROWS).into_iter().enumerate() {
        let label = text::fit(&part, left, text::Align::Left);
        let mut spans = vec![Span::raw(" ".repeat(inset)), Span::raw(label)];
        if row == 0 {
            let answer = text::visible(answer).into_owned();
            spans.push(Span::styled(format!(" {answer}"), style));
        }
        laid.rows.push(Line::from(spans));
    }
}

/// The label, and the place of the field.
fn open(laid: &mut Laid, label: &str, field: &Field, inset: usize, room: usize) {
    let column = answer_cells(room);
    let small = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    match field {
        Field::Line(_) if room >= NARROW => {
            closed(laid, label, "", Style::default(), inset, room);
            laid.field = Some(Rect {
                x: small(room - column) + list::MARGIN,
                y: 0,
                width: small(column),
                height: 1,
            });
        }
        field => {
            laid.wrapped(label, Style::default(), inset, room, LABEL_ROWS);
            let below = inset + 2;
            let columns = small(room.saturating_sub(below));
            let rows = match field {
                Field::Line(_) => 1,
                Field::Words(words) => words.rows(columns, WORDS_ROWS),
                Field::One(picker) => picker.rows().min(CHOICE_ROWS),
                Field::Several(list) => list.rows().min(CHOICE_ROWS),
            };
            laid.field_below(below, room, rows);
        }
    }
}

/// What stands under a question: what is wrong with it, a conflict, a note.
fn beside(
    laid: &mut Laid,
    page: &VisitPage,
    filling: &Filling,
    id: InstanceId,
    at: usize,
    (inset, room): (usize, usize),
    state: &State,
) {
    let palette = state.palette();
    let stored = filling.stored_path(id);
    if page.is_conflict(&format!("answer.{stored}")) {
        let words = format!("! {}", SurveyWords::Conflict.text(state.lang));
        laid.wrapped(&words, palette.warn, inset, room, 1);
    }
    let is_open = page.answering.as_ref().is_some_and(|one| one.id == id);
    // That something must be answered is said where one stands, not everywhere.
    let fault = filling.session().fault_at(id, state.lang);
    let fault = fault
        .filter(|fault| !is_open && (fault.reason != Reason::Required || at == page.selected_at()));
    if let Some(fault) = fault {
        laid.wrapped(
            &format!("! {}", fault.message),
            palette.bad,
            inset,
            room,
            LABEL_ROWS,
        );
    }
    let remark = page.visit().and_then(|visit| visit.remarks.get(&stored));
    if let Some(remark) = remark {
        let words = format!("{}: {remark}", SurveyWords::Remark.text(state.lang));
        laid.wrapped(&words, palette.dim, inset, room, REMARK_ROWS);
    }
}

/// The answer in words, and how it is drawn.
fn answer(filling: &Filling, id: InstanceId, state: &State) -> (String, Style) {
    let palette = state.palette();
    let session = filling.session();
    if !filling.is_answered(id) {
        let has_choices = session.node(id).choices.is_some();
        let words = if has_choices {
            SurveyWords::Unchecked
        } else {
            SurveyWords::Blank
        };
        return (words.text(state.lang), palette.dim);
    }
    let code = session.value(id).map(|answer| answer.written());
    let verdict = code
        .filter(|_| filling.counts(id))
        .and_then(|code| Verdict::parse(&code));
    let style = match verdict {
        Some(Verdict::Met) => palette.good,
        Some(Verdict::Partly) => palette.warn,
        Some(Verdict::Unmet) => palette.bad,
        _ if !session.node(id).is_answered_by_hand() => palette.dim,
        _ => palette.accent,
    };
    (session.shown(id), style)
}

/// Lays the head of a group or of an instance out.
pub fn group(page: &VisitPage, line: PageLine, room: usize, state: &State) -> Laid {
    let PageLine::Group {
        id,
        depth,
        fold,
        progress,
    } = line
    else {
        return Laid::default();
    };
    let Some(filling) = page.filling() else {
        return Laid::default();
    };
    let inset = indent(depth, room);
    let sign = match fold {
        Fold::Open => "▾",
        Fold::Folded => "▸",
    };
    let name = format!("{sign} {}", heading(page, filling, id));
    let words = progress_words(progress);
    let (left, right) = both_ends(&text::visible(&name), &words, room.saturating_sub(inset));
    let spans = vec![
        Span::raw(" ".repeat(inset)),
        Span::styled(left, state.palette().title),
        Span::styled(right, state.palette().dim),
    ];
    Laid {
        rows: vec![Line::from(spans)],
        ..Laid::default()
    }
}

/// What a group is called; a model by its name, another instance by its place.
fn heading(page: &VisitPage, filling: &Filling, id: InstanceId) -> String {
    let session = filling.session();
    let label = session.label(id).replace('\n', " ");
    if !session.node(id).is_repeat() {
        return label;
    }
    let (at, all) = session.place(id);
    let is_model = session
        .outline()
        .child(NodeId::ROOT, MODELS)
        .is_some_and(|models| std::ptr::eq(session.outline().node(models), session.node(id)));
    let model = page.visit().and_then(|visit| visit.models.get(at - 1));
    match model.filter(|_| is_model) {
        Some(model) => format!("{label}: {}", model.name),
        None if all > 1 => format!("{label} {at} / {all}"),
        None => label,
    }
}

fn progress_words(progress: Progress) -> String {
    if progress.asked == 0 {
        return String::new();
    }
    format!("{} / {}", progress.answered, progress.asked)
}
