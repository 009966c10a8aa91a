//! The tables and bars of *Tổng quan* as lines.

use ratatui::text::{Line, Span};

use super::state::STAGES;
use super::words::OverviewWords;
use crate::domain::Milestone;
use crate::i18n::Phrase;
use crate::service::views::{LevelFigures, OverviewView};
use crate::text::{self, Align};
use crate::ui::state::State;
use crate::ui::view::paint::{cell, right};
use crate::ui::widgets::bars::bar;
use crate::ui::widgets::spark::{CourseWords, course_line};
use crate::ui::words::{level_title, short_field_label};

/// Cells of the first column and of a column of numbers.
const LABEL: usize = 16;
const NUMBER: usize = 11;
/// Blanks before the course of a level.
const GAP: usize = 2;
/// Cells of the name before a bar at most, and of its number.
const NAME: u16 = 28;
const COUNT: u16 = 6;
/// Fields that have a bar of their own.
const FIELDS: usize = 5;

/// Levels by kind, with the compared period, the change, and their course
/// through time, in `width` cells.
pub fn levels(view: &OverviewView, state: &State, width: u16) -> Vec<Line<'static>> {
    let heads = [
        OverviewWords::Collective,
        OverviewWords::Individual,
        OverviewWords::Total,
        OverviewWords::Previous,
        OverviewWords::Growth,
    ];
    let numbers = |line: &LevelFigures| {
        vec![
            figure(line.collective),
            figure(line.individual),
            figure(line.total),
            previous(line),
            growth(line),
        ]
    };
    let lines = table(view, state, &heads, numbers);
    match view.courses.is_empty() {
        true => lines,
        false => with_courses(lines, view, state, width),
    }
}

/// How the levels went through time, at the end of their lines; where there is
/// room, from which figure on.
fn with_courses(
    lines: Vec<Line<'static>>,
    view: &OverviewView,
    state: &State,
    width: u16,
) -> Vec<Line<'static>> {
    let palette = state.palette();
    let gap = || Span::raw(" ".repeat(GAP));
    let ends = view.levels.iter().map(|line| {
        let course = view.courses.iter().find(|(level, _)| *level == line.level);
        course.map(|(_, course)| course)
    });
    let ends = std::iter::once(None).chain(ends);
    let mut lines: Vec<Line<'static>> = lines
        .into_iter()
        .zip(ends)
        .map(|(mut line, course)| {
            let room = usize::from(width).saturating_sub(line.width() + GAP);
            let Some(shown) = course.and_then(|course| course.latest(room)) else {
                return line;
            };
            let blocks = course_line(&shown);
            let from = shown.steps().first().map(|step| {
                let number = step.value.words(state.lang);
                let period = step.period.to_string();
                CourseWords::From { number, period }.text(state.lang)
            });
            let said = from.filter(|from| text::cells(&blocks) + GAP + text::cells(from) <= room);
            line.spans
                .extend([gap(), Span::styled(blocks, palette.accent)]);
            if let Some(said) = said {
                line.spans.extend([gap(), Span::styled(said, palette.dim)]);
            }
            line
        })
        .collect();
    if let Some(head) = lines.first_mut() {
        let words = OverviewWords::Course.text(state.lang);
        head.spans.extend([gap(), Span::raw(words)]);
    }
    lines
}

/// Only the totals, for narrow windows; in low ones without the heads.
pub fn totals(view: &OverviewView, state: &State, heads: Heads) -> Vec<Line<'static>> {
    let lines = table(
        view,
        state,
        &[OverviewWords::Total, OverviewWords::Growth],
        |line| vec![figure(line.total), growth(line)],
    );
    match heads {
        Heads::Shown => lines,
        Heads::Left => lines.into_iter().skip(1).collect(),
    }
}

/// Whether there is a row for the heads of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    Shown,
    Left,
}

fn table(
    view: &OverviewView,
    state: &State,
    heads: &[OverviewWords],
    numbers: impl Fn(&LevelFigures) -> Vec<String>,
) -> Vec<Line<'static>> {
    let row = |label: String, cells: Vec<String>| {
        let cells: String = cells.iter().map(|number| right(number, NUMBER)).collect();
        format!(" {}{cells}", text::fit(&label, LABEL, Align::Left))
    };
    let head = row(
        String::new(),
        heads.iter().map(|head| head.text(state.lang)).collect(),
    );
    let mut lines = vec![Line::styled(head, state.palette().label)];
    lines.extend(
        view.levels
            .iter()
            .map(|line| Line::raw(row(level_title(state.lang, line.level), numbers(line)))),
    );
    lines
}

/// A figure; nothing is a dash, so that what is there stands out.
fn figure(count: u64) -> String {
    if count == 0 {
        "–".to_owned()
    } else {
        text::count(count as i64)
    }
}

fn previous(line: &LevelFigures) -> String {
    line.previous
        .map_or_else(|| "–".to_owned(), |previous| text::count(previous as i64))
}

fn growth(line: &LevelFigures) -> String {
    line.previous.map_or_else(
        || "–".to_owned(),
        |previous| text::signed(line.total as i64 - previous as i64),
    )
}

/// Fields on the left, the funnel on the right, side by side.
pub fn bars(view: &OverviewView, state: &State, width: u16) -> Vec<Line<'static>> {
    let half = usize::from(width.saturating_sub(4)) / 2;
    let fields = fields(view, state);
    let funnel = funnel(view, state);
    let palette = state.palette();
    let title = |words: OverviewWords| text::fit(&words.text(state.lang), half, Align::Left);
    let head = format!(
        " {}  {}",
        title(OverviewWords::Fields),
        title(OverviewWords::Funnel)
    );
    let mut lines = vec![Line::styled(head, palette.title)];
    let [left_top, right_top] =
        [&fields, &funnel].map(|bars| bars.iter().map(|(_, count)| *count).max().unwrap_or(0));
    for row in 0..fields.len().max(funnel.len()) {
        let mut spans = vec![Span::raw(" ")];
        spans.extend(barred(fields.get(row), left_top, half, state));
        spans.push(Span::raw("  "));
        spans.extend(barred(funnel.get(row), right_top, half, state));
        lines.push(Line::from(spans));
    }
    lines
}

/// Label, number and bar in `cells` cells.
fn barred(
    bar_of: Option<&(String, u64)>,
    top: u64,
    cells: usize,
    state: &State,
) -> Vec<Span<'static>> {
    let Some((label, count)) = bar_of else {
        return vec![Span::raw(" ".repeat(cells))];
    };
    let name = (cells / 2 + 1).min(usize::from(NAME));
    let count_cells = usize::from(COUNT);
    let length = cells.saturating_sub(name + count_cells + 1);
    let number = right(&figure(*count), count_cells);
    let words = format!("{}{number} ", cell(label, name));
    vec![
        Span::raw(words),
        Span::styled(
            text::fit(&bar(*count, top, length), length, Align::Left),
            state.palette().accent,
        ),
    ]
}

fn fields(view: &OverviewView, state: &State) -> Vec<(String, u64)> {
    let shown = if view.fields.len() > FIELDS {
        FIELDS - 1
    } else {
        FIELDS
    };
    let mut bars: Vec<_> = view
        .fields
        .iter()
        .take(shown)
        .map(|(code, count)| (short_field_label(state.lang, code), *count))
        .collect();
    let rest = view.fields.get(shown..).unwrap_or_default();
    if !rest.is_empty() {
        let words = OverviewWords::OtherFields { count: rest.len() }.text(state.lang);
        bars.push((words, rest.iter().map(|(_, count)| count).sum()));
    }
    bars
}

fn funnel(view: &OverviewView, state: &State) -> Vec<(String, u64)> {
    STAGES
        .map(|stage| (stage_words(stage).text(state.lang), view.funnel.at(stage)))
        .to_vec()
}

fn stage_words(stage: Milestone) -> OverviewWords {
    match stage {
        Milestone::Registered => OverviewWords::Registered,
        Milestone::Unsurveyed => OverviewWords::NotSurveyed,
        Milestone::Underway => OverviewWords::Underway,
        Milestone::Surveyed => OverviewWords::Surveyed,
        Milestone::Recognized => OverviewWords::Recognized,
        Milestone::Typical => OverviewWords::Typical,
    }
}

/// How many lines [`bars`] makes.
pub fn bars_height(view: &OverviewView) -> usize {
    1 + view.fields.len().min(FIELDS).max(STAGES.len())
}

/// Where the marker of the funnel's row in line `row` of a room `width` wide
/// stands, and how much of the row is lit with it: its name and its number.
pub fn stage_mark(width: u16) -> (u16, u16) {
    let half = width.saturating_sub(4) / 2;
    let name = (half / 2 + 1).min(NAME);
    (1 + half, 2 + name + COUNT)
}
