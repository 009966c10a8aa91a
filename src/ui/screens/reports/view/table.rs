//! The table: a head that stands still, rows below it, notes at the foot.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::super::grid::{GAP, Grid, Layout, Shown};
use super::super::order::Order;
use super::super::state::Reports;
use super::super::words::ReportsWords;
use super::about;
use super::course::{self, Along};
use super::picture::Picture;
use crate::domain::Word;
use crate::i18n::{Lang, Phrase};
use crate::report::Table;
use crate::report::table::ColumnKind;
use crate::text::{self, Align};
use crate::ui::keymap::{Action, Context};
use crate::ui::state::State;
use crate::ui::view::paint::{cell, ends_at, line_at};
use crate::ui::widgets::list::{self, MARGIN};
use crate::ui::widgets::{below, put, right_of, row_of};
use crate::ui::words::label;

/// From this height on, place, periods and notes have rows of their own.
const ROOMY: u16 = 12;
/// Notes that are shown at most.
const NOTES: usize = 3;

/// Rows above the table's own rows.
fn head_rows(table: &Table, height: u16) -> u16 {
    1 + u16::from(height >= ROOMY) + 1 + u16::from(table.is_grouped())
}

/// Rows of the table itself in a room of `height` rows.
pub fn table_rows(reports: &Reports, height: u16) -> u16 {
    let Some(table) = reports.grid.as_ref().map(Grid::table) else {
        return 0;
    };
    let foot = foot_rows(reports, table, height) + note_rows(table, height);
    height.saturating_sub(head_rows(table, height) + foot)
}

/// Rows that the course of the chosen cell takes.
fn foot_rows(reports: &Reports, table: &Table, height: u16) -> u16 {
    match height >= ROOMY && !table.rows.is_empty() {
        true => course::rows(reports),
        false => 0,
    }
}

/// Cells that columns share in a room of `width` cells.
pub fn table_width(width: u16) -> usize {
    usize::from(width.saturating_sub(MARGIN + 1))
}

/// Rows that notes take at the foot.
fn note_rows(table: &Table, height: u16) -> u16 {
    if height >= ROOMY {
        table.notes.len().min(NOTES) as u16
    } else {
        0
    }
}

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let grid = state.reports.grid.as_ref();
    let Some(grid) = grid.filter(|_| state.reports.table().is_some()) else {
        draw_title(state, None, frame, area);
        let words = format!(" {}", ReportsWords::Loading.text(state.lang));
        return line_at(frame, area, 2, Line::styled(words, palette.dim));
    };
    draw_title(state, Some(grid), frame, area);
    if grid.table().rows.is_empty() {
        return draw_empty(state, grid.table(), frame, area);
    }
    let head = head_rows(grid.table(), area.height);
    let body = Rect {
        height: table_rows(&state.reports, area.height),
        ..below(area, head)
    };
    let layout = grid.layout(table_width(area.width), state.lang);
    let along = Along::of(&state.reports, grid);
    let room = table_width(area.width);
    let picture = Picture::of(along.as_ref(), grid, &layout, room, state.lang);
    draw_heads(state, grid, &layout, frame, area, head);
    let heads = row_of(area, usize::from(head).saturating_sub(1));
    let beside = at_cell(heads, layout.before(layout.widths.len()));
    put(frame, beside, picture.heading(), palette.label);
    draw_rows(state, grid, (&layout, &picture), frame, body);
    let foot = below(area, head + body.height);
    let course = foot_rows(&state.reports, grid.table(), area.height);
    if let Some(along) = along.as_ref().filter(|_| course > 0) {
        course::draw(state, grid, along, frame, foot);
    }
    draw_notes(state, grid.table(), frame, below(foot, course));
}

fn draw_title(state: &State, grid: Option<&Grid>, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let report = state.reports.query.report;
    let title = format!(
        "{} · {}",
        report.code().to_uppercase(),
        label(state.lang, report)
    );
    let order = grid.map_or_else(String::new, |grid| order_words(grid, state.lang));
    let (title, right) = if area.height >= ROOMY {
        (title, order)
    } else {
        (
            format!("{} · {}", report.code().to_uppercase(), about(state)),
            String::new(),
        )
    };
    ends_at(
        frame,
        area,
        0,
        (&title, palette.title),
        (&right, palette.dim),
    );
    if area.height >= ROOMY {
        let basis = label(state.lang, state.reports.query.basis);
        let about = about(state);
        ends_at(frame, area, 1, (&about, palette.dim), (basis, palette.dim));
    }
}

fn order_words(grid: &Grid, lang: Lang) -> String {
    let words = match grid.order {
        Order::Official => ReportsWords::ByOffice,
        Order::Names => ReportsWords::ByName,
        Order::Column(column) => {
            let column = grid.table().columns.get(column);
            let column = column.map_or_else(String::new, |column| column.heading(lang, " · "));
            ReportsWords::ByColumn {
                column: text::visible(&column).into_owned(),
            }
        }
    };
    words.text(lang)
}

fn draw_empty(state: &State, table: &Table, frame: &mut Frame, area: Rect) {
    let first = if area.height >= ROOMY { 3 } else { 1 };
    let key = |action| {
        state
            .key_in(Context::ReportsTable, action)
            .unwrap_or_default()
    };
    let hints = [
        ReportsWords::Empty,
        ReportsWords::EmptyPeriod {
            key: key(Action::PeriodChoose),
        },
        ReportsWords::EmptyUnit {
            key: key(Action::UnitChoose),
        },
    ];
    let mut row = first;
    for words in hints {
        line_at(
            frame,
            area,
            row,
            Line::raw(format!(" {}", words.text(state.lang))),
        );
        row += 1;
    }
    draw_notes(state, table, frame, below(area, row + 1));
}

/// The heads of the groups over those of the columns, with arrows where
/// columns are out of sight.
fn draw_heads(
    state: &State,
    grid: &Grid,
    layout: &Layout,
    frame: &mut Frame,
    area: Rect,
    head: u16,
) {
    let style = state.palette().label;
    let table = grid.table();
    let lower = row_of(area, usize::from(head).saturating_sub(1));
    let stub = cell(&state.lang.say(&table.stub), layout.stub);
    put(frame, right_of(lower, MARGIN), &stub, style);
    for at in layout.in_sight.clone() {
        let (Some(column), Some(&width)) = (table.columns.get(at), layout.widths.get(at)) else {
            continue;
        };
        let words = text::visible(&state.lang.say(&column.label)).into_owned();
        let words = text::fit(&words, width, align(column.kind));
        put(frame, at_cell(lower, layout.before(at)), &words, style);
    }
    if table.is_grouped() {
        let upper = row_of(area, usize::from(head).saturating_sub(2));
        for (first, last, group) in table.groups() {
            let first = first.max(layout.in_sight.start);
            let end = (last + 1).min(layout.in_sight.end);
            let (Some(group), true) = (group, first < end) else {
                continue;
            };
            let room = layout
                .before(end)
                .saturating_sub(layout.before(first) + GAP);
            let words = text::visible(&state.lang.say(group)).into_owned();
            let line = match room.checked_sub(text::cells(&words)) {
                Some(rest) => format!("{words}{}", "─".repeat(rest)),
                None => text::fit(&words, room, Align::Left),
            };
            put(frame, at_cell(upper, layout.before(first)), &line, style);
        }
    }
    let edge = |x: u16| Rect {
        x,
        width: 1.min(lower.width),
        ..lower
    };
    if layout.in_sight.start > 0 {
        let x = lower.x + MARGIN + layout.stub as u16;
        put(frame, edge(x), "‹", state.palette().key);
    }
    if layout.in_sight.end < layout.widths.len() {
        let x = lower.right().saturating_sub(1);
        put(frame, edge(x), "›", state.palette().key);
    }
}

fn draw_rows(
    state: &State,
    grid: &Grid,
    (layout, picture): (&Layout, &Picture),
    frame: &mut Frame,
    area: Rect,
) {
    let rows = grid.shown(state.lang);
    let lit = MARGIN + layout.stub as u16;
    list::view_lit(frame, area, grid.rows, &state.look(), lit, |at| {
        rows.get(at)
            .map(|row| line(*row, grid, layout, picture, state))
            .unwrap_or_default()
    });
    mark_cell(state, grid, layout, frame, area);
    list::view_edges(frame, area, grid.rows, &state.look());
}

/// The chosen cell is reversed as the beginning of its row is.
fn mark_cell(state: &State, grid: &Grid, layout: &Layout, frame: &mut Frame, area: Rect) {
    let viewport = grid.rows.resized(usize::from(area.height));
    let Some(selected) = viewport.selected() else {
        return;
    };
    let Some(down) = selected.checked_sub(viewport.in_sight().start) else {
        return;
    };
    let width = layout.widths.get(grid.column()).copied().unwrap_or(1);
    let place = at_cell(row_of(area, down), layout.before(grid.column()));
    let place = Rect {
        width: place.width.min(width as u16),
        ..place
    }
    .intersection(frame.area());
    frame
        .buffer_mut()
        .set_style(place, state.palette().selected);
}

fn line(
    row: Shown<'_>,
    grid: &Grid,
    layout: &Layout,
    picture: &Picture,
    state: &State,
) -> Line<'static> {
    let lang = state.lang;
    let (label, style) = match row {
        Shown::Row { row, .. } => {
            let indent = "  ".repeat(usize::from(row.depth));
            (
                format!("{indent}{}", lang.say(&row.label)),
                Style::default(),
            )
        }
        Shown::Total(_) => (
            ReportsWords::Total.text(lang),
            Style::default().add_modifier(Modifier::BOLD),
        ),
    };
    let mut spans = vec![Span::styled(cell(&label, layout.stub), style)];
    for at in layout.in_sight.clone() {
        let (Some(column), Some(&width)) = (grid.table().columns.get(at), layout.widths.get(at))
        else {
            continue;
        };
        let words = row
            .cells()
            .get(at)
            .map(|cell| text::visible(&cell.value.words(lang)).into_owned())
            .unwrap_or_default();
        let words = text::fit(&words, width, align(column.kind));
        spans.push(Span::raw(" ".repeat(GAP)));
        spans.push(Span::styled(words, style));
    }
    spans.extend(picture.spans(row, grid.column(), state.palette().accent));
    Line::from(spans)
}

fn draw_notes(state: &State, table: &Table, frame: &mut Frame, area: Rect) {
    let room = usize::from(area.width).saturating_sub(2);
    for (row, note) in table.notes.iter().take(NOTES).enumerate() {
        let words = cell(&state.lang.say(note), room);
        let line = Line::styled(format!(" {words}"), state.palette().dim);
        line_at(frame, area, row as u16, line);
    }
}

fn align(kind: ColumnKind) -> Align {
    match kind {
        ColumnKind::Text => Align::Left,
        ColumnKind::Count | ColumnKind::Percent | ColumnKind::Change => Align::Right,
    }
}

/// The part of a row from `before` cells behind the marker on.
fn at_cell(row: Rect, before: usize) -> Rect {
    let cells = u16::try_from(before).unwrap_or(u16::MAX);
    right_of(row, MARGIN.saturating_add(cells))
}
