//! How a line of the page is laid out: its rows, and where its field stands
//! while it is being answered.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::ui::view::paint::wrapped;
use crate::ui::widgets::list;

/// Cells of the step to the right of what lies within a group.
const STEP: usize = 2;
/// Deeper groups step in no further.
const DEEPEST: usize = 3;

/// A line of the page as it is drawn.
#[derive(Debug, Default)]
pub struct Laid {
    pub rows: Vec<Line<'static>>,
    /// Rows above it that are not its own, such as the heads of columns.
    pub head: usize,
    /// Where the field is, in cells from the line's first.
    pub field: Option<Rect>,
}

impl Laid {
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Rows of words, wrapped, `indent` cells in; no more than `most`.
    pub fn wrapped(&mut self, words: &str, style: Style, indent: usize, room: usize, most: usize) {
        for row in wrapped(words, room.saturating_sub(indent), most) {
            let blank = Span::raw(" ".repeat(indent));
            self.rows
                .push(Line::from(vec![blank, Span::styled(row, style)]));
        }
    }

    /// Room for a field of `rows` rows below what is there.
    pub fn field_below(&mut self, indent: usize, room: usize, rows: usize) {
        let small = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
        self.field = Some(Rect {
            x: small(indent) + list::MARGIN,
            y: small(self.rows.len()),
            width: small(room.saturating_sub(indent)),
            height: small(rows),
        });
        self.rows.extend((0..rows).map(|_| Line::default()));
    }
}

/// Cells before a line at this depth.
pub fn indent(depth: usize, room: usize) -> usize {
    if room < super::page::NARROW {
        depth.min(1)
    } else {
        depth.min(DEEPEST) * STEP
    }
}
