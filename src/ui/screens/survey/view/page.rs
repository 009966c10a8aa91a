//! The page of a visit: its head, the lines of its form, a strip with what
//! helps to answer.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::Line;

use super::super::answering::{Answering, Field};
use super::super::line::PageLine;
use super::super::outbox::Saved;
use super::super::page::{Sheet, VisitPage};
use super::super::words::SurveyWords;
use super::lay::Laid;
use super::route::count;
use super::{question, tail, target};
use crate::domain::survey::RecommendationStatus;
use crate::i18n::Phrase;
use crate::service::views::RecommendationView;
use crate::text;
use crate::ui::keymap::{Action, Context};
use crate::ui::state::State;
use crate::ui::view::paint::{cell, ends_at, line_at, row_of};
use crate::ui::widgets::{Focus, below, list, put, rule};
use crate::ui::words::{label, local};

/// Below this width an answer stands under its question.
pub const NARROW: usize = 56;
/// In a room as low as this only the lines remain, and one row of the head.
const LOW: u16 = 12;

/// The rows of the head, with its rule.
fn head_rows(area: Rect) -> u16 {
    if area.height < LOW { 1 } else { 3 }
}

/// The rows of the strip below the lines.
fn strip_rows(area: Rect) -> u16 {
    if area.height < LOW { 0 } else { 2 }
}

/// Where the lines stand.
pub fn lines_area(area: Rect) -> Rect {
    let body = below(area, head_rows(area));
    Rect {
        height: body.height.saturating_sub(strip_rows(area)),
        ..body
    }
}

/// Brings the marker in sight.
pub fn settle(state: &mut State, area: Rect) {
    let lines = lines_area(area);
    let Some(page) = state.survey.page.as_ref() else {
        return;
    };
    let room = room(lines);
    let height = |at| laid(page, at, room, state).height();
    let top = page.top_for(usize::from(lines.height), height);
    if let Some(page) = &mut state.survey.page {
        page.set_top(top);
    }
}

/// The size that the open field is shown in.
pub fn field_room(state: &State, area: Rect) -> Size {
    let page = state.survey.page.as_ref();
    let field =
        page.and_then(|page| laid(page, page.selected_at(), room(lines_area(area)), state).field);
    field.map_or(
        Size {
            width: 20,
            height: 1,
        },
        Rect::as_size,
    )
}

fn room(area: Rect) -> usize {
    usize::from(area.width).saturating_sub(list::EDGES)
}

/// The line at a place, in `room` cells.
fn laid(page: &VisitPage, at: usize, room: usize, state: &State) -> Laid {
    let Some(line) = page.lines().get(at).copied() else {
        return Laid::default();
    };
    match line {
        PageLine::Group { .. } => question::group(page, line, room, state),
        PageLine::Question { id, .. } => question::question(page, id, at, room, state),
        PageLine::Target { id, .. } => target::target(page, id, at, room, state),
        PageLine::Addition { place, depth } => {
            let what = page.filling().map(|filling| {
                let session = filling.session();
                session.label_of_repeat(place.repeat, place.parent)
            });
            let words = SurveyWords::Add {
                what: what.unwrap_or_default(),
            };
            let mut laid = Laid::default();
            let inset = super::lay::indent(depth, room);
            laid.wrapped(&words.text(state.lang), state.palette().dim, inset, room, 1);
            laid
        }
        PageLine::Heading(part) => tail::heading(part, room, state),
        PageLine::Entry(part, place) => tail::entry(page, part, place, room, state),
    }
}

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let Some(page) = &state.survey.page else {
        return;
    };
    if page.view.is_none() {
        let words = format!(" {}", SurveyWords::Loading.text(state.lang));
        return line_at(frame, area, 0, Line::styled(words, state.palette().dim));
    }
    draw_head(page, state, frame, area);
    draw_lines(page, state, frame, lines_area(area));
    draw_strip(page, state, frame, area);
}

fn draw_head(page: &VisitPage, state: &State, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let progress = SurveyWords::Questions {
        answered: count(page.progress.answered),
        asked: count(page.progress.asked),
    };
    let progress = match page.sheet() {
        Sheet::Open(_) => progress.text(state.lang),
        _ => String::new(),
    };
    let plain = Style::default();
    let title = title(page, state);
    let title = text::visible(&title);
    ends_at(frame, area, 0, (&title, palette.title), (&progress, plain));
    if head_rows(area) < 2 {
        return;
    }
    let (about, at) = about(page, state);
    let (saved, style) = saved(page, state);
    let right = [at, saved].into_iter().filter(|words| !words.is_empty());
    let right = right.collect::<Vec<_>>().join("   ");
    let (about, right) = (text::visible(&about), text::visible(&right));
    ends_at(frame, area, 1, (&about, plain), (&right, style));
    if let Some(row) = row_of(area, 2) {
        rule::view(frame, row, &state.look());
    }
}

/// “Khảo sát xã Hòn Nghệ, 20/11/2026 · 07:40 · đoàn: 4 người · dự thảo”.
fn title(page: &VisitPage, state: &State) -> String {
    let mut words = Vec::new();
    if let Some(view) = &page.view {
        words.push(view.line.title.clone());
        words.extend(view.visit.start.map(text::clock));
        let people = count(view.visit.delegation.len());
        words.push(SurveyWords::Delegation { count: people }.text(state.lang));
        if page.is_frozen() {
            let altered = matches!(view.seal, crate::service::views::SealView::Altered { .. });
            let standing = if altered {
                SurveyWords::Altered
            } else {
                SurveyWords::Signed
            };
            words.push(standing.text(state.lang));
        }
    }
    words.join(" · ")
}

/// Whom the marker's line is about: a model, else the unit.
fn about(page: &VisitPage, state: &State) -> (String, String) {
    if let Some((at, model)) = page.model_at_hand() {
        let name = model.name.clone();
        let all = page.visit().map_or(0, |visit| visit.models.len());
        let at = SurveyWords::ModelAt {
            at: count(at + 1),
            all: count(all),
        };
        return (
            SurveyWords::Model { name }.text(state.lang),
            at.text(state.lang),
        );
    }
    let name = page
        .view
        .as_ref()
        .and_then(|view| view.unit_full_name.clone());
    let words = name.map(|name| SurveyWords::Unit { name }.text(state.lang));
    (words.unwrap_or_default(), String::new())
}

fn saved(page: &VisitPage, state: &State) -> (String, ratatui::style::Style) {
    let palette = state.palette();
    let kept = page.answering.as_ref().and_then(Answering::kept);
    if let Some(at) = kept {
        let clock = text::clock(local(at).time());
        let words = SurveyWords::DraftAt { clock }.text(state.lang);
        return (format!("✓ {words}"), palette.good);
    }
    match page.outbox.saved() {
        Saved::Untouched => (String::new(), palette.dim),
        Saved::Underway => (SurveyWords::Saving.text(state.lang), palette.dim),
        Saved::At(at) => {
            let clock = text::clock(local(*at).time());
            let words = SurveyWords::SavedAt { clock }.text(state.lang);
            (format!("✓ {words}"), palette.good)
        }
        Saved::Refused(why) => {
            let words = SurveyWords::NotSaved { why: why.clone() }.text(state.lang);
            (format!("! {words}"), palette.bad)
        }
    }
}

fn draw_lines(page: &VisitPage, state: &State, frame: &mut Frame, area: Rect) {
    let look = state.look();
    let mut next = draw_no_sheet(page, state, frame, area);
    let room = room(area);
    for at in page.top()..page.lines().len() {
        let laid = laid(page, at, room, state);
        let is_here = at == page.selected_at();
        for (row, line) in laid.rows.iter().enumerate() {
            let Some(place) = row_of(area, next + u16::try_from(row).unwrap_or(u16::MAX)) else {
                break;
            };
            list::view_row(frame, place, line);
            if !is_here || row < laid.head {
                continue;
            }
            if page.answering.is_none() {
                list::mark_row(frame, place, &look);
            } else {
                put(frame, place, crate::ui::theme::MARKER, look.palette.marker);
            }
        }
        if is_here {
            draw_field(page, &laid, state, frame, below(area, next));
        }
        next = next.saturating_add(u16::try_from(laid.height()).unwrap_or(u16::MAX));
        if next >= area.height {
            break;
        }
    }
}

fn draw_field(page: &VisitPage, laid: &Laid, state: &State, frame: &mut Frame, area: Rect) {
    let (Some(field), Some(answering)) = (laid.field, &page.answering) else {
        return;
    };
    let place = Rect {
        x: area.x + field.x,
        y: area.y + field.y,
        ..field
    }
    .intersection(area);
    let look = state.look();
    for row in place.rows() {
        frame.buffer_mut().set_style(row, look.palette.ground);
        put(
            frame,
            row,
            &" ".repeat(usize::from(row.width)),
            look.palette.ground,
        );
    }
    match &answering.field {
        Field::Line(line) => line.view(frame, place, Focus::Here, &look),
        Field::Words(words) => words.view(frame, place, Focus::Here, &look),
        Field::One(picker) => picker.view(frame, place, &look),
        Field::Several(checklist) => checklist.view(frame, place, &look),
    }
}

/// Says why there is no form; gives the rows that it took.
fn draw_no_sheet(page: &VisitPage, state: &State, frame: &mut Frame, area: Rect) -> u16 {
    let palette = state.palette();
    let key = state
        .key_in(Context::SurveyVisit, Action::OutlineChoose)
        .unwrap_or_default();
    let words = match page.sheet() {
        Sheet::Open(_) => return 0,
        Sheet::Waiting => vec![SurveyWords::Loading],
        Sheet::NoOutline => vec![SurveyWords::NoOutline, SurveyWords::ToChooseOutline { key }],
        Sheet::Unreadable => {
            let answers = page.visit().map_or(0, |visit| visit.answers.len());
            vec![
                SurveyWords::OutlineLacking,
                SurveyWords::AnswersKept {
                    count: count(answers),
                },
                SurveyWords::ToChooseOutline { key },
            ]
        }
    };
    let room = usize::from(area.width).saturating_sub(2);
    for (row, words) in (1..).zip(&words) {
        let words = format!(" {}", cell(&words.text(state.lang), room));
        line_at(frame, area, row, Line::styled(words, palette.ground));
    }
    u16::try_from(words.len() + 2).unwrap_or(u16::MAX)
}

/// The hint of the question under the marker, and what was asked last time.
fn draw_strip(page: &VisitPage, state: &State, frame: &mut Frame, area: Rect) {
    let rows = strip_rows(area);
    let Some(first) = area.height.checked_sub(rows).filter(|_| rows > 0) else {
        return;
    };
    let palette = state.palette();
    let room = usize::from(area.width).saturating_sub(2);
    let hint = page.selected().and_then(|line| {
        let session = page.filling()?.session();
        let id = match line {
            PageLine::Question { id, .. } => id,
            _ => return None,
        };
        session.hint(id).or_else(|| session.guidance(id))
    });
    let lines = [hint, last_time(page, state)];
    for (row, words) in (first..).zip(lines) {
        if let Some(words) = words {
            let words = format!(" {}", cell(&words.replace('\n', " "), room));
            line_at(frame, area, row, Line::styled(words, palette.dim));
        }
    }
}

/// The most pressing *kiến nghị* of the visits before.
fn last_time(page: &VisitPage, state: &State) -> Option<String> {
    let view = page.view.as_ref()?;
    let late = |asked: &&RecommendationView| asked.status == RecommendationStatus::Overdue;
    let mut all = view.earlier.iter().map(|earlier| &earlier.recommendation);
    let asked = all.clone().find(late).or_else(|| all.next())?;
    let words = SurveyWords::LastTime {
        day: asked.visit_date.map(text::short_date).unwrap_or_default(),
        number: asked.number.clone(),
        text: asked.text.clone(),
        status: label(state.lang, asked.status).to_owned(),
    };
    let more = view.earlier.len() - 1;
    let more = if more > 0 {
        format!("  (+{more})")
    } else {
        String::new()
    };
    Some(words.text(state.lang) + &more)
}
