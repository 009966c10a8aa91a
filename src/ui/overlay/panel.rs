//! The ground of an overlay: a rule with the title, the content, a rule.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::{Look, clear, row_of, rule};

/// An overlay is no wider than this, in cells: longer lines are hard to read.
const WIDEST: u16 = 100;
/// Rows of the two rules.
const RULES: u16 = 2;
/// Blanks left and right of the content.
const MARGIN: u16 = 1;

/// How high an overlay wants to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Height {
    /// All there is.
    Full,
    /// As many rows of content.
    Rows(usize),
}

/// The size of the content in a room of this size.
pub fn content_size(room: Size, height: Height) -> Size {
    let rows = room.height.saturating_sub(RULES);
    let rows = match height {
        Height::Full => rows,
        Height::Rows(wanted) => rows.min(u16::try_from(wanted).unwrap_or(u16::MAX)),
    };
    Size {
        width: room.width.min(WIDEST).saturating_sub(2 * MARGIN),
        height: rows,
    }
}

/// Draws the panel in the middle of `area` and gives the place of its content.
pub fn view(frame: &mut Frame, area: Rect, title: &str, height: Height, look: &Look) -> Rect {
    let content = content_size(area.as_size(), height);
    let width = (content.width + 2 * MARGIN).min(area.width);
    let rows = (content.height + RULES).min(area.height);
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - rows) / 2,
        width,
        height: rows,
    };
    // Across the whole width: no scraps of the room stand beside the panel.
    let across = Rect {
        x: area.x,
        width: area.width,
        ..place
    };
    clear(frame, across, look);
    rule::titled(frame, across, title, look);
    rule::view(frame, row_of(across, usize::from(rows.max(1)) - 1), look);
    Rect {
        x: place.x + MARGIN.min(width),
        y: place.y + 1.min(rows),
        width: content.width,
        height: content.height,
    }
}
