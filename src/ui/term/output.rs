//! What ratatui draws, sent in one write per frame and in few bytes, for a
//! district server reached over a slow line.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Modifier;

use super::scroll;
use super::sink::Sink;
use super::writer::Writer;

/// Tells the terminal to show nothing until the frame is complete (DEC mode 2026).
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";

/// The style of a cell whose look is not certain; nobody draws like this.
const UNKNOWN: Modifier = Modifier::all();

/// A backend that knows what the terminal shows, so that each frame is one
/// write of what differs and a frame that changes nothing is no write at all.
#[derive(Debug)]
pub struct Output<S> {
    sink: S,
    /// The frame being drawn.
    writer: Writer,
    /// What the terminal shows, and what it is to show.
    shown: Buffer,
    next: Buffer,
    /// Where the cursor is to be seen; `None` hides it.
    cursor_wanted: Option<Position>,
}

impl<S: Sink> Output<S> {
    /// Draws to `sink`, which shows a blank screen with a hidden cursor.
    pub fn new(sink: S) -> Self {
        let blank = blank(sink.size());
        Self {
            sink,
            writer: Writer::default(),
            shown: blank.clone(),
            next: blank,
            cursor_wanted: None,
        }
    }

    /// Where the bytes go.
    pub fn sink(&self) -> &S {
        &self.sink
    }

    /// Forgets what the terminal shows, after someone else has drawn on it.
    pub fn forget(&mut self) {
        self.writer.start_anew();
        self.expect_blank();
    }

    fn expect_blank(&mut self) {
        self.shown = blank(self.sink.size());
        self.next = self.shown.clone();
    }

    /// Takes a cell of the next frame. What a wide letter covers is blank, as
    /// it will be when the letter goes.
    fn place(&mut self, x: u16, y: u16, cell: &Cell) {
        let width = cell.cell_width().max(1);
        for covered in x.saturating_add(1)..x.saturating_add(width) {
            if let Some(covered) = self.next.cell_mut((covered, y)) {
                covered.reset();
            }
        }
        if let Some(place) = self.next.cell_mut((x, y)) {
            place.clone_from(cell);
        }
    }

    /// Writes the way from what is shown to what is to be shown.
    fn send_changes(&mut self) {
        if self.shown == self.next {
            return;
        }
        if let Some(scroll) = scroll::find(&self.shown, &self.next) {
            self.writer.scroll(&scroll);
            scroll::apply(&scroll, &mut self.shown);
        }
        self.distrust_covered();
        for row in self.next.area.rows() {
            self.writer.send_row(row, &self.shown, &self.next);
        }
        self.shown.clone_from(&self.next);
    }

    /// When a wide letter is overwritten, terminals differ in what they leave
    /// in the rest of its cells, so those are sent whatever they were.
    fn distrust_covered(&mut self) {
        let area = self.shown.area;
        for (x, y) in area.positions().map(<(u16, u16)>::from) {
            let Some(cell) = self.shown.cell((x, y)) else {
                continue;
            };
            let width = cell.cell_width();
            if width < 2 || self.next.cell((x, y)) == Some(cell) {
                continue;
            }
            for covered in x.saturating_add(1)..x.saturating_add(width) {
                if let Some(covered) = self.shown.cell_mut((covered, y)) {
                    covered.modifier = UNKNOWN;
                }
            }
        }
    }
}

/// Empties the cells that wide letters cover. What was drawn there before
/// would otherwise be taken as shown when the letter goes, and never be sent.
pub fn empty_covered(buffer: &mut Buffer) {
    for row in buffer.area.rows() {
        let mut x = row.left();
        while let Some(cell) = buffer.cell((x, row.y)).filter(|_| x < row.right()) {
            let next = x.saturating_add(cell.cell_width().max(1));
            for covered in x.saturating_add(1)..next.min(row.right()) {
                if let Some(covered) = buffer.cell_mut((covered, row.y)) {
                    covered.reset();
                }
            }
            x = next;
        }
    }
}

fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect::from((Position::ORIGIN, size)))
}

impl<S: Sink> Backend for Output<S> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            self.place(x, y, cell);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_wanted.get_or_insert(Position::ORIGIN);
        Ok(())
    }

    /// The place last asked for; the terminal itself is never queried.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor_wanted.unwrap_or_default())
    }

    /// Shows a cursor that is shown at another place; a hidden one stays hidden.
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        if let Some(wanted) = &mut self.cursor_wanted {
            *wanted = position.into();
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.writer.erase_all();
        self.expect_blank();
        Ok(())
    }

    /// Only the whole screen is ever cleared: this program is full-screen.
    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        match region {
            ClearType::All => self.clear(),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.sink.size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.sink.size(),
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.send_changes();
        self.writer.send_cursor(self.cursor_wanted);
        let frame = self.writer.take();
        if frame.is_empty() {
            return Ok(());
        }
        self.sink
            .write_all(&[BEGIN_FRAME, &frame, END_FRAME].concat())?;
        self.sink.flush()
    }
}

#[cfg(test)]
mod tests;
