//! Parts of screens. A widget is plain: its state, an `apply` that says what
//! came of an edit, and a `view`. None asks the book for anything.

pub mod bars;
mod boundary;
pub mod checklist;
pub mod choice;
pub mod edit;
pub mod editor;
pub mod form;
mod history;
pub mod line_field;
pub mod list;
pub mod picker;
pub mod press;
pub mod rule;
mod shown;
pub mod spark;
pub mod table;
pub mod typing;
pub mod window;
#[cfg(test)]
pub mod testing;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Clear;

pub use edit::Edit;
pub use press::Press;
pub use typing::Outcome as Edited;

use super::theme::Palette;
use crate::i18n::Lang;

/// How everything is drawn: in which styles and which language.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    pub palette: &'a Palette,
    pub lang: Lang,
}

/// Whether what is typed goes here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Here,
    Away,
}

/// Draws a line, visible already, from the left of the first row of `area`.
pub fn put(frame: &mut Frame, area: Rect, line: &str, style: Style) {
    let area = area.intersection(frame.area());
    if !area.is_empty() {
        frame
            .buffer_mut()
            .set_stringn(area.x, area.y, line, usize::from(area.width), style);
    }
}

/// Draws a hint where it fits: one that is cut off is no hint.
pub fn put_hint(frame: &mut Frame, area: Rect, hint: &str, look: &Look) {
    if crate::text::cells(hint) <= usize::from(area.width) {
        put(frame, area, hint, look.palette.dim);
    }
}

/// The row of `area` that is `down` rows below its first; empty when there is none.
pub fn row_of(area: Rect, down: usize) -> Rect {
    match u16::try_from(down) {
        Ok(down) if down < area.height => Rect {
            y: area.y + down,
            height: 1,
            ..area
        },
        _ => Rect { height: 0, ..area },
    }
}

/// What is left of `area` below its first `rows`.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}

/// Makes room for something drawn over others.
pub fn clear(frame: &mut Frame, area: Rect, look: &Look) {
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, look.palette.ground);
}

/// The part of `area` right of its first `cells`.
pub fn right_of(area: Rect, cells: u16) -> Rect {
    let cells = cells.min(area.width);
    Rect {
        x: area.x + cells,
        width: area.width - cells,
        ..area
    }
}
