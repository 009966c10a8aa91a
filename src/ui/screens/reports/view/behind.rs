//! The list behind a cell.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::words::ReportsWords;
use crate::i18n::Phrase;
use crate::service::request::report::BehindLine;
use crate::text;
use crate::ui::state::State;
use crate::ui::view::paint::{cell, ends_at};
use crate::ui::widgets::{below, list};

/// Rows above the list.
pub const HEAD_ROWS: u16 = 1;
/// Below this width only titles remain.
const NARROW: usize = 60;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let Some(behind) = &state.reports.behind else {
        return;
    };
    let palette = state.palette();
    let count = behind.window.matching.map_or_else(String::new, |matching| {
        let count = text::count(i64::try_from(matching).unwrap_or(i64::MAX));
        ReportsWords::Counting { count }.text(state.lang)
    });
    let title = text::visible(&behind.title);
    ends_at(
        frame,
        area,
        0,
        (&title, palette.title),
        (&count, palette.dim),
    );
    let body = below(area, HEAD_ROWS);
    let room = usize::from(body.width).saturating_sub(list::EDGES);
    list::view(
        frame,
        body,
        behind.list,
        &state.look(),
        |position| match behind.window.line(position) {
            Some(line) => row(line, room, state),
            None => Line::styled("…", palette.dim),
        },
    );
    list::view_edges(frame, body, behind.list, &state.look());
}

fn row(line: &BehindLine, room: usize, state: &State) -> Line<'static> {
    if room < NARROW {
        return Line::raw(cell(&line.title, room));
    }
    let unit = line.unit.as_deref().unwrap_or_default();
    let [title, place] = [room * 2 / 5, room / 5];
    let detail = state.lang.say(&line.detail);
    Line::from(vec![
        Span::raw(cell(&line.title, title - 1)),
        Span::raw(" "),
        Span::raw(cell(unit, place - 1)),
        Span::raw(" "),
        Span::styled(cell(&detail, room - title - place), state.palette().dim),
    ])
}
