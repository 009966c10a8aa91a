//! Drawing the page of a model.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::lines::{line_of_sought, lines};
use super::state::{Detail, Sought};
use crate::domain::RecordKind;
use crate::text::{self, Align};
use crate::ui::state::State;
use crate::ui::view::paint::line_at;
use crate::ui::words::{capitalised, label};

/// Rows above the lines that scroll: the name.
const HEAD_ROWS: u16 = 1;

pub fn draw(detail: &Detail, state: &State, frame: &mut Frame, area: Rect) {
    let cells = body_cells(area);
    let title = title(detail, state);
    // Beside the list the reversed name tells that keys go to the page.
    let style = if detail.is_open() && state.size.is_wide() {
        state.palette().selected
    } else {
        state.palette().title
    };
    line_at(
        frame,
        area,
        0,
        Line::styled(
            format!(" {} ", text::fit(&title, cells, Align::Left)),
            style,
        ),
    );
    let body = Rect {
        x: area.x + 1,
        y: area.y + HEAD_ROWS.min(area.height),
        width: cells as u16,
        height: area.height.saturating_sub(HEAD_ROWS),
    };
    let shown = lines(detail, state, cells);
    let first = detail
        .scroll
        .min(shown.len().saturating_sub(usize::from(body.height)));
    for (row, line) in shown
        .into_iter()
        .skip(first)
        .take(usize::from(body.height))
        .enumerate()
    {
        line_at(frame, body, row as u16, line);
    }
}

/// How far down the page can be scrolled in `area`.
pub fn last_scroll(detail: &Detail, state: &State, area: Rect) -> usize {
    let rows = usize::from(area.height.saturating_sub(HEAD_ROWS));
    lines(detail, state, body_cells(area))
        .len()
        .saturating_sub(rows)
}

/// Brings what was looked for into sight once, as soon as it is here.
pub fn scroll_to_sought(detail: &mut Detail, state: &State, area: Rect) {
    if detail.sought == Sought::Shown || detail.record.is_none() {
        return;
    }
    detail.sought = Sought::Shown;
    let Some(line) = line_of_sought(detail, state, body_cells(area)) else {
        return;
    };
    let rows = usize::from(area.height.saturating_sub(HEAD_ROWS));
    let is_in_sight = line + ROWS_BELOW < rows;
    if !is_in_sight {
        // A third of the page stays above it: what it belongs to.
        detail.scroll = line.saturating_sub(rows / 3);
    }
}

/// Rows that should follow what was looked for: the text of a note.
const ROWS_BELOW: usize = 2;

fn body_cells(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2))
}

/// The name of a model; of any other record what kind it is, and its name.
fn title(detail: &Detail, state: &State) -> String {
    let name = text::visible(detail.title().unwrap_or_default());
    match detail.id.kind {
        RecordKind::Model => name.into_owned(),
        kind => format!("{} · {name}", capitalised(label(state.lang, kind))),
    }
}
