//! The line above a list that is searched: what is typed, what else the list
//! is held to, and how many fit.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::paint::{both_ends, line_at, row_of};
use crate::text::{self, Align};
use crate::ui::screens::models::Focus;
use crate::ui::state::State;
use crate::ui::widgets::Focus as Cursor;
use crate::ui::widgets::line_field::LineField;

/// What stands in it.
pub struct SearchLine<'a> {
    pub label: String,
    pub typed: &'a LineField,
    pub focus: Focus,
    /// Stands in the field where nothing is typed.
    pub hint: String,
    pub conditions: String,
    pub counter: String,
}

impl SearchLine<'_> {
    /// Draws it in the first row of `area`.
    pub fn draw(&self, state: &State, frame: &mut Frame, area: Rect) {
        let Some(area) = row_of(area, 0) else { return };
        let palette = state.palette();
        let label = format!(" {} ", self.label);
        let label_cells = text::cells(&label) as u16;
        let rest = usize::from(area.width.saturating_sub(label_cells + 1));
        let typed = rest / 2;
        line_at(frame, area, 0, Line::styled(label, palette.key));
        let field = Rect {
            x: area.x + label_cells.min(area.width),
            width: typed as u16,
            ..area
        };
        if self.focus == Focus::List && self.typed.is_empty() {
            let hint = text::fit(&self.hint, typed, Align::Left);
            line_at(frame, field, 0, Line::styled(hint, palette.dim));
        } else {
            let cursor = match self.focus {
                Focus::Search => Cursor::Here,
                Focus::List => Cursor::Away,
            };
            self.typed.view(frame, field, cursor, &state.look());
        }
        let (conditions, counter) = both_ends(&self.conditions, &self.counter, rest - typed);
        let right = Rect {
            x: field.right(),
            width: area.right().saturating_sub(field.right()),
            ..area
        };
        let spans = vec![Span::styled(conditions, palette.accent), Span::raw(counter)];
        line_at(frame, right, 0, Line::from(spans));
    }
}
