//! The bytes of a frame, with account kept of the terminal's pen and cursor.

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};

use super::motion::move_cursor;
use super::pen::Pen;
use super::scroll::{Direction, Scroll};

/// Bytes not sent yet, and the state in which they will leave the terminal.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    pen: Pen,
    /// Where the cursor will be, if that is certain.
    at: Option<Position>,
    cursor: Cursor,
}

/// So many blanks are no longer than the way past them.
const SHORT_BLANK: usize = 4;

/// Whether the terminal shows its cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Cursor {
    #[default]
    Hidden,
    Shown,
}

impl Writer {
    /// The bytes so far, which are then taken as sent.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }

    /// Makes a blank screen with a hidden cursor out of whatever there is.
    pub fn start_anew(&mut self) {
        self.bytes.clear();
        self.bytes.extend_from_slice(b"\x1b[?25l");
        self.cursor = Cursor::Hidden;
        self.erase_all();
    }

    pub fn erase_all(&mut self) {
        self.bytes.extend_from_slice(b"\x1b[m\x1b[2J");
        self.pen = Pen::default();
        self.at = None;
    }

    /// A region, a line feed on its last row or a reverse one on its first:
    /// every terminal knows these. The new row takes the colour of the pen.
    pub fn scroll(&mut self, scroll: &Scroll) {
        self.change_pen(Pen::default());
        let (top, bottom) = (scroll.rows.start + 1, scroll.rows.end);
        let (row, step) = match scroll.direction {
            Direction::Up => (bottom, "\n"),
            Direction::Down => (top, "\x1bM"),
        };
        let bytes = format!("\x1b[{top};{bottom}r\x1b[{row}H{step}\x1b[r");
        self.bytes.extend_from_slice(bytes.as_bytes());
        self.at = Some(Position::ORIGIN);
    }

    /// Makes `row` look as in `next`: by what differs from `shown`, or by
    /// erasing the rest of the row and writing what is not blank, whichever is
    /// shorter.
    pub fn send_row(&mut self, row: Rect, shown: &Buffer, next: &Buffer) {
        let changes: Vec<_> = letters(row, next)
            .filter(|(at, cell)| shown.cell(*at) != Some(*cell))
            .collect();
        let Some((first, _)) = changes.first().copied() else {
            return;
        };
        let mut changed = self.beginning();
        changed.write_all(&changes, row.right());
        let mut erased = self.beginning();
        erased.erase_from(first);
        let rest = letters(row, next).filter(|(at, _)| at.x >= first.x);
        erased.write_all(&without_long_blanks(rest), row.right());
        let shorter = if erased.bytes.len() < changed.bytes.len() {
            erased
        } else {
            changed
        };
        self.bytes.extend_from_slice(&shorter.bytes);
        (self.pen, self.at) = (shorter.pen, shorter.at);
    }

    /// Shows the cursor at `wanted`, or hides it.
    pub fn send_cursor(&mut self, wanted: Option<Position>) {
        let cursor = match wanted {
            Some(at) => {
                self.go(at);
                Cursor::Shown
            }
            None => Cursor::Hidden,
        };
        if cursor != self.cursor {
            self.bytes.extend_from_slice(match cursor {
                Cursor::Hidden => b"\x1b[?25l",
                Cursor::Shown => b"\x1b[?25h",
            });
            self.cursor = cursor;
        }
    }

    /// A writer that goes on from here with bytes of its own.
    fn beginning(&self) -> Self {
        Self {
            bytes: Vec::new(),
            ..*self
        }
    }

    fn write_all(&mut self, letters: &[(Position, &Cell)], right: u16) {
        for (at, cell) in letters {
            self.go(*at);
            if !(looks_erased(cell) && self.pen.leaves_blanks_bare()) {
                self.change_pen(Pen::of(cell));
            }
            self.bytes.extend_from_slice(cell.symbol().as_bytes());
            self.at = after(*at, cell.symbol(), right);
        }
    }

    fn erase_from(&mut self, at: Position) {
        self.go(at);
        if !self.pen.leaves_blanks_bare() {
            self.change_pen(Pen::default());
        }
        self.bytes.extend_from_slice(b"\x1b[K");
    }

    fn go(&mut self, to: Position) {
        move_cursor(self.at, to, &mut self.bytes);
        self.at = Some(to);
    }

    fn change_pen(&mut self, pen: Pen) {
        self.pen.change(pen, &mut self.bytes);
        self.pen = pen;
    }
}

/// The letters of a row and where they begin; what a wide one covers is no letter.
fn letters(row: Rect, buffer: &Buffer) -> impl Iterator<Item = (Position, &Cell)> {
    let mut free_from = row.left();
    row.positions().filter_map(move |at| {
        let cell = buffer.cell(at)?;
        let covered = at.x < free_from;
        if !covered {
            free_from = at.x.saturating_add(cell.cell_width().max(1));
        }
        (!covered).then_some((at, cell))
    })
}

/// The letters to write on an erased row. A few blanks are written all the
/// same: going past them costs as much.
fn without_long_blanks<'a>(
    letters: impl Iterator<Item = (Position, &'a Cell)>,
) -> Vec<(Position, &'a Cell)> {
    let mut kept = Vec::new();
    let mut blanks = Vec::new();
    for letter in letters {
        if looks_erased(letter.1) {
            blanks.push(letter);
            continue;
        }
        if blanks.len() <= SHORT_BLANK {
            kept.append(&mut blanks);
        }
        blanks.clear();
        kept.push(letter);
    }
    kept
}

fn looks_erased(cell: &Cell) -> bool {
    cell.symbol() == " " && Pen::of(cell).leaves_blanks_bare()
}

/// Where the cursor is after writing `symbol`. That is not certain beyond the
/// last column, nor after a letter that terminals measure differently.
fn after(at: Position, symbol: &str, right: u16) -> Option<Position> {
    let x = at.x.saturating_add(1);
    let mut chars = symbol.chars();
    let simple = chars.next().is_some() && chars.next().is_none() && symbol.cell_width() == 1;
    (simple && x < right).then_some(Position::new(x, at.y))
}
