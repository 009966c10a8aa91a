//! How a line of a note is broken into rows, and a walk over the rows.

use super::super::boundary;
use super::super::shown::Shown;
use crate::text;

/// A line longer than this is broken here whatever stands there, so that the
/// work for one key stays small however long the line is. In bytes.
const LONGEST_STRETCH: usize = 16 * 1024;

/// The rows of one stretch of a line.
struct Rows<'text> {
    shown: Shown<'text>,
    /// Where each row begins, in bytes of the shown text; never empty.
    starts: Vec<usize>,
}

impl<'text> Rows<'text> {
    /// Wraps one cell short of `columns`, so that the cursor has room behind a
    /// full row.
    fn new(raw: &'text str, columns: usize) -> Self {
        let shown = Shown::note_line(raw);
        let room = columns.saturating_sub(1).max(1);
        let mut starts: Vec<usize> = text::wrap(shown.text(), room)
            .into_iter()
            .map(|row| row.start)
            .collect();
        if starts.first() != Some(&0) {
            starts.insert(0, 0);
        }
        Self { shown, starts }
    }

    fn last(&self) -> usize {
        self.starts.len() - 1
    }

    /// The row that holds the typed byte `raw`.
    fn row_of(&self, raw: usize) -> usize {
        let place = self.shown.shown_at(raw);
        self.starts
            .partition_point(|start| *start <= place)
            .saturating_sub(1)
    }

    fn start(&self, row: usize) -> usize {
        self.starts.get(row).copied().unwrap_or(0)
    }

    fn text(&self, row: usize) -> &str {
        let whole = self.shown.text();
        let end = self.starts.get(row + 1).copied().unwrap_or(whole.len());
        whole.get(self.start(row)..end).unwrap_or_default()
    }
}

/// A way to go from row to row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vertical {
    Up,
    Down,
}

/// Stands on one row of a text.
pub struct Walker<'text> {
    text: &'text str,
    columns: usize,
    /// Where the stretch begins, in bytes of the text.
    stretch: usize,
    rows: Rows<'text>,
    row: usize,
}

impl<'text> Walker<'text> {
    /// On the row that holds the byte `at`, in a room of `columns` cells.
    pub fn at(text: &'text str, columns: usize, at: usize) -> Self {
        let at = boundary::character_at(text, at);
        let stretch = stretch_start(text, at);
        let rows = Rows::new(stretch_text(text, stretch), columns);
        let row = rows.row_of(at - stretch);
        Self {
            text,
            columns,
            stretch,
            rows,
            row,
        }
    }

    /// Where the row begins, in bytes of the text.
    pub fn start(&self) -> usize {
        self.stretch + self.rows.shown.raw_at(self.rows.start(self.row))
    }

    /// Where the cursor stands at the end of the row: behind its text, or on its
    /// last grapheme when the next row goes on with the same line.
    pub fn end(&self) -> usize {
        let stretch_end = self.stretch + stretch_text(self.text, self.stretch).len();
        if self.row < self.rows.last() {
            let next = self.stretch + self.rows.shown.raw_at(self.rows.start(self.row + 1));
            boundary::previous_grapheme(self.text, next).max(self.start())
        } else if self
            .text
            .get(stretch_end..)
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('\n'))
        {
            boundary::previous_grapheme(self.text, stretch_end).max(self.start())
        } else {
            stretch_end
        }
    }

    /// The row as it is shown.
    pub fn row_text(&self) -> &str {
        self.rows.text(self.row)
    }

    /// The cell of the row at which the byte `at` of the text stands.
    pub fn column_of(&self, at: usize) -> usize {
        let place = self.rows.shown.shown_at(at.saturating_sub(self.stretch));
        let start = self.rows.start(self.row);
        text::cells(self.rows.shown.text().get(start..place).unwrap_or_default())
    }

    /// The byte of the text at the cell `column` of the row, or at its end.
    pub fn byte_at(&self, column: usize) -> usize {
        let row = self.row_text();
        let reached = text::cut(row, column).len();
        let raw = self.stretch + self.rows.shown.raw_at(self.rows.start(self.row) + reached);
        raw.min(self.end())
    }

    /// Goes to the next row that way, if there is one.
    pub fn step(&mut self, way: Vertical) -> bool {
        match way {
            Vertical::Up => self.up(),
            Vertical::Down => self.down(),
        }
    }

    /// Goes one row up, if there is one.
    pub fn up(&mut self) -> bool {
        if self.row > 0 {
            self.row -= 1;
            return true;
        }
        let Some(before) = self.stretch.checked_sub(1) else {
            return false;
        };
        *self = Self::at(self.text, self.columns, before);
        self.row = self.rows.last();
        true
    }

    /// Goes one row down, if there is one.
    pub fn down(&mut self) -> bool {
        if self.row < self.rows.last() {
            self.row += 1;
            return true;
        }
        let end = self.stretch + stretch_text(self.text, self.stretch).len();
        let next = match self.text.get(end..) {
            Some(rest) if rest.starts_with('\n') => end + 1,
            Some(rest) if !rest.is_empty() => end,
            _ => return false,
        };
        *self = Self::at(self.text, self.columns, next);
        self.row = 0;
        true
    }
}

/// Where the stretch that holds `at` begins.
fn stretch_start(text: &str, at: usize) -> usize {
    let line = boundary::line_start(text, at);
    let number = (at - line) / LONGEST_STRETCH;
    // A cut steps back to a grapheme boundary, so the next one may come before.
    [number + 1, number]
        .into_iter()
        .filter_map(|number| stretch_cut(text, line, number))
        .find(|cut| *cut <= at)
        .unwrap_or(line)
}

/// Where the `number`-th stretch of the line begins, when the line is that
/// long; never inside a grapheme.
fn stretch_cut(text: &str, line: usize, number: usize) -> Option<usize> {
    let nominal = line + number * LONGEST_STRETCH;
    if nominal >= boundary::line_end(text, line) {
        return None;
    }
    Some(boundary::grapheme_at(
        text,
        boundary::character_at(text, nominal),
    ))
}

/// The text of the stretch that begins at `start`.
fn stretch_text(text: &str, start: usize) -> &str {
    let line = boundary::line_start(text, start);
    let number = (start - line) / LONGEST_STRETCH;
    let next = [number + 1, number + 2]
        .into_iter()
        .filter_map(|number| stretch_cut(text, line, number))
        .find(|cut| *cut > start)
        .unwrap_or_else(|| boundary::line_end(text, start));
    text.get(start..next).unwrap_or_default()
}
