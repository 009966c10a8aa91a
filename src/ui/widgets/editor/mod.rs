//! A note of many lines, wrapped at the width it is shown in.

mod rows;

use ratatui::Frame;
use ratatui::layout::{Position, Rect, Size};

use super::edit::Edit;
use super::typing::{LineBreaks, Outcome, Typing};
use super::{Focus, Look, put, row_of};
use rows::{Vertical, Walker};

/// A text of many lines that is being typed.
#[derive(Debug, Clone)]
pub struct Editor {
    typing: Typing,
    /// A byte of the first row that is shown.
    top: usize,
    /// The cell that Up and Down aim at while they are repeated.
    aim: Option<usize>,
    saved: u64,
}

impl Editor {
    /// Begins with `text`, the cursor at its end; what is there is saved.
    pub fn new(text: &str) -> Self {
        Self {
            typing: Typing::new(text, LineBreaks::Kept),
            top: 0,
            aim: None,
            saved: 0,
        }
    }

    /// The text in NFC, its lines ended by `\n`.
    pub fn text(&self) -> String {
        self.typing.value()
    }

    /// Names the text as it stands, for [`mark_saved`](Self::mark_saved).
    pub fn revision(&self) -> u64 {
        self.typing.revision()
    }

    /// Whether the text changed since the revision that was saved last.
    pub fn is_dirty(&self) -> bool {
        self.revision() != self.saved
    }

    /// The text of that revision is on disk; what was typed since is not.
    pub fn mark_saved(&mut self, revision: u64) {
        self.saved = self.saved.max(revision.min(self.revision()));
    }

    /// `room` is the size of the area that the text is shown in, in cells.
    pub fn apply(&mut self, edit: Edit, room: Size) -> Outcome {
        let columns = usize::from(room.width);
        let page = usize::from(room.height).saturating_sub(1).max(1);
        // Where the text is shown follows from where it was last: first as it
        // was seen before this edit, then as the edit leaves it.
        self.top = self.first_row(room).start();
        let outcome = match edit {
            Edit::Up => self.climb(columns, 1, Vertical::Up),
            Edit::Down => self.climb(columns, 1, Vertical::Down),
            Edit::PageUp => self.climb(columns, page, Vertical::Up),
            Edit::PageDown => self.climb(columns, page, Vertical::Down),
            Edit::Home => self.go_in_row(columns, |row| row.start()),
            Edit::End => self.go_in_row(columns, |row| row.end()),
            other => {
                self.aim = None;
                self.typing.apply(other)
            }
        };
        self.top = self.first_row(room).start();
        outcome
    }

    /// How many rows the text takes in `columns` cells, counting no further
    /// than `most`.
    pub fn rows(&self, columns: u16, most: usize) -> usize {
        let mut row = Walker::at(self.typing.raw(), usize::from(columns), 0);
        let mut count = 1;
        while count < most && row.down() {
            count += 1;
        }
        count
    }

    /// Draws the rows around the cursor, and the terminal's cursor when the
    /// focus is here.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: Focus, look: &Look) {
        if area.is_empty() {
            return;
        }
        let mut row = match focus {
            Focus::Here => self.first_row(area.as_size()),
            Focus::Away => self.walker(usize::from(area.width), 0),
        };
        let cursor_row = self
            .walker(usize::from(area.width), self.typing.cursor())
            .start();
        for line in 0..usize::from(area.height) {
            let place = row_of(area, line);
            put(frame, place, row.row_text(), look.palette.ground);
            if focus == Focus::Here && row.start() == cursor_row {
                frame.set_cursor_position(self.cursor_cell(&row, place));
            }
            if !row.down() {
                break;
            }
        }
    }

    fn cursor_cell(&self, row: &Walker, place: Rect) -> Position {
        let column = row
            .column_of(self.typing.cursor())
            .min(usize::from(place.width) - 1);
        Position::new(place.x + u16::try_from(column).unwrap_or(0), place.y)
    }

    fn walker(&self, columns: usize, at: usize) -> Walker<'_> {
        Walker::at(self.typing.raw(), columns, at)
    }

    fn climb(&mut self, columns: usize, rows: usize, way: Vertical) -> Outcome {
        let mut aim = self.aim;
        let outcome = self.typing.go(|text, cursor| {
            let mut row = Walker::at(text, columns, cursor);
            let column = *aim.get_or_insert_with(|| row.column_of(cursor));
            let climbed = (0..rows).take_while(|_| row.step(way)).count();
            if climbed == 0 {
                cursor
            } else {
                row.byte_at(column)
            }
        });
        self.aim = aim;
        outcome
    }

    fn go_in_row(&mut self, columns: usize, place: impl Fn(&Walker) -> usize) -> Outcome {
        self.aim = None;
        self.typing
            .go(|text, cursor| place(&Walker::at(text, columns, cursor)))
    }

    /// The first row to show: the one shown so far while the cursor is in
    /// sight, else as near to it as the cursor allows.
    fn first_row(&self, room: Size) -> Walker<'_> {
        let columns = usize::from(room.width);
        let top = self.walker(columns, self.top).start();
        let mut row = self.walker(columns, self.typing.cursor());
        let mut above = usize::from(room.height).saturating_sub(1);
        while above > 0 && row.start() > top && row.up() {
            above -= 1;
        }
        row
    }
}

impl Default for Editor {
    fn default() -> Self {
        Self::new("")
    }
}

#[cfg(test)]
mod tests;
