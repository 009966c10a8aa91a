//! The tables and bars of *Tổng quan* as lines.

use ratatui::text::{Line, Span};

use super::words::OverviewWords;
use crate::i18n::Phrase;
use crate::service::views::{LevelFigures, OverviewView};
use crate::text::{self, Align};
use crate::ui::state::State;
use crate::ui::view::paint::{cell, right};
use crate::ui::widgets::bars::bar;
use crate::ui::words::{level_title, short_field_label};

/// Cells of the first column and of a column of numbers.
const LABEL: usize = 18;
const NUMBER: usize = 11;
/// Fields that have a bar of their own.
const FIELDS: usize = 5;

/// Levels by kind, with the compared period and the change.
pub fn levels(view: &OverviewView, state: &State) -> Vec<Line<'static>> {
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
    table(view, state, &heads, numbers)
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
    let name = (cells / 2 + 1).min(28);
    let length = cells.saturating_sub(name + 7);
    let words = format!("{}{} ", cell(label, name), right(&figure(*count), 6));
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
    let funnel = view.funnel;
    [
        (OverviewWords::Registered, funnel.registered),
        (OverviewWords::Underway, funnel.underway),
        (OverviewWords::Surveyed, funnel.surveyed),
        (OverviewWords::Recognized, funnel.recognized),
        (OverviewWords::Typical, funnel.typical),
    ]
    .map(|(words, count)| (words.text(state.lang), count))
    .to_vec()
}
