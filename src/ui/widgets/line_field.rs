//! A text field of one line.

use ratatui::Frame;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;

use super::edit::Edit;
use super::shown::Shown;
use super::typing::{LineBreaks, Outcome, Typing};
use super::{Focus, Look, put, right_of};
use crate::text::{self, Align};

/// Says that the text goes on beyond an edge.
const MORE_LEFT: &str = "‹";
const MORE_RIGHT: &str = "›";

/// Whether what is typed can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mask {
    /// It is no secret.
    Never,
    On,
    /// It is a secret that is being looked at.
    Lifted,
}

/// One line of text that is being typed.
#[derive(Debug, Clone)]
pub struct LineField {
    typing: Typing,
    mask: Mask,
}

impl LineField {
    /// Begins with `text`, the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self {
            typing: Typing::new(text, LineBreaks::Blank),
            mask: Mask::Never,
        }
    }

    /// Shows a dot for each letter from now on.
    pub fn mask(&mut self) {
        self.mask = Mask::On;
    }

    /// Whether what is typed is a secret.
    pub fn is_secret(&self) -> bool {
        self.mask != Mask::Never
    }

    /// Shows a secret, or hides it again.
    pub fn look(&mut self) {
        self.mask = match self.mask {
            Mask::Never => Mask::Never,
            Mask::On => Mask::Lifted,
            Mask::Lifted => Mask::On,
        };
    }

    fn shown(&self) -> Shown<'_> {
        match self.mask {
            Mask::Never | Mask::Lifted => Shown::line(self.typing.raw()),
            Mask::On => Shown::masked(self.typing.raw()),
        }
    }

    /// The text in NFC, otherwise as typed.
    pub fn value(&self) -> String {
        self.typing.value()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.typing.raw().is_empty()
    }

    /// Whether the cursor stands behind the last character.
    pub fn is_at_end(&self) -> bool {
        self.typing.cursor() == self.typing.raw().len()
    }

    /// Puts another text in its place, the cursor at its end.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    pub fn apply(&mut self, edit: Edit) -> Outcome {
        self.typing.apply(edit)
    }

    /// Draws the field behind its label.
    pub fn view_labelled(
        &self,
        frame: &mut Frame,
        area: Rect,
        label: &str,
        focus: Focus,
        look: &Look,
    ) {
        let style = match focus {
            Focus::Here => look.palette.title,
            Focus::Away => look.palette.dim,
        };
        put(frame, area, label, style);
        let used = u16::try_from(text::cells(label) + 1).unwrap_or(u16::MAX);
        self.view(frame, right_of(area, used), focus, look);
    }

    /// Draws the field in the first row of `area`, and the terminal's cursor
    /// when the focus is here.
    pub fn view(&self, frame: &mut Frame, area: Rect, focus: Focus, look: &Look) {
        let room = usize::from(area.width);
        if area.is_empty() {
            return;
        }
        let shown = self.shown();
        match focus {
            Focus::Away => put(
                frame,
                area,
                &text::fit(shown.text(), room, Align::Left),
                look.palette.ground,
            ),
            Focus::Here => {
                let cursor = shown.cells_before(self.typing.cursor());
                let skipped = skipped_cells(cursor, room);
                put(
                    frame,
                    area,
                    &section(shown.text(), skipped, room),
                    look.palette.ground,
                );
                let column = cursor.saturating_sub(skipped).min(room - 1);
                frame.set_cursor_position((area.x + u16::try_from(column).unwrap_or(0), area.y));
            }
        }
    }
}

impl Default for LineField {
    fn default() -> Self {
        Self::new("")
    }
}

/// How many cells are left out before the section that shows the cursor. The
/// section moves by half its room, so that it stands still most of the time.
fn skipped_cells(cursor: usize, room: usize) -> usize {
    let last = room.saturating_sub(1);
    if cursor < last {
        return 0;
    }
    let step = (room / 2).max(1);
    ((cursor - last) / step + 1) * step
}

/// `room` cells of the line behind the first `skipped`, with signs at the edges
/// beyond which it goes on.
fn section(line: &str, skipped: usize, room: usize) -> String {
    let (mut before, mut start) = (0, line.len());
    for (at, grapheme) in line.grapheme_indices(true) {
        if before >= skipped {
            start = at;
            break;
        }
        before += text::cells(grapheme);
    }
    let gap = " ".repeat(before.saturating_sub(skipped));
    let rest = format!("{gap}{}", line.get(start..).unwrap_or_default());
    let rest = if skipped > 0 {
        marked_left(&rest)
    } else {
        rest
    };
    if text::cells(&rest) > room {
        format!("{}{MORE_RIGHT}", text::cut(&rest, room.saturating_sub(1)))
    } else {
        rest
    }
}

/// The text with its first cell given to the sign.
fn marked_left(rest: &str) -> String {
    let first = rest.graphemes(true).next().unwrap_or_default();
    let filler = " ".repeat(text::cells(first).saturating_sub(1));
    format!(
        "{MORE_LEFT}{filler}{}",
        rest.get(first.len()..).unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::super::testing::look;
    use super::*;
    use crate::i18n::Lang;

    /// What `columns` cells show, and the cursor's column.
    fn drawn(field: &LineField, columns: u16) -> (String, u16) {
        let mut terminal = Terminal::new(TestBackend::new(columns, 1)).unwrap();
        terminal
            .draw(|frame| field.view(frame, frame.area(), Focus::Here, &look(Lang::Vi)))
            .unwrap();
        let cursor = terminal.get_cursor_position().unwrap();
        let row: String = terminal
            .backend()
            .buffer()
            .content()
            .iter()
            .map(|cell| cell.symbol())
            .collect();
        (row, cursor.x)
    }

    #[test]
    fn the_cursor_stands_behind_what_is_typed() {
        assert_eq!(
            drawn(&LineField::new("Hũ gạo"), 10),
            ("Hũ gạo    ".into(), 6)
        );
        assert_eq!(
            drawn(&LineField::new("\u{301}a"), 4),
            ("◌\u{301}a  ".into(), 2)
        );
        assert_eq!(
            drawn(&LineField::new("a\u{1b}[2J"), 10),
            ("a␛[2J     ".into(), 5)
        );
    }

    #[test]
    fn a_secret_is_dots_until_it_is_looked_at() {
        let mut field = LineField::new("gạo e\u{302}\u{301}");
        assert!(!field.is_secret());
        field.look();
        assert_eq!(drawn(&field, 8), ("gạo ế   ".into(), 5));
        field.mask();
        assert_eq!(drawn(&field, 8), ("•••••   ".into(), 5));
        field.apply(Edit::Left);
        assert_eq!(drawn(&field, 8), ("•••••   ".into(), 4));
        assert_eq!(drawn(&field, 4), ("‹••     ".chars().take(4).collect(), 2));
        field.look();
        assert_eq!(drawn(&field, 8), ("gạo ế   ".into(), 4));
        field.look();
        assert_eq!(drawn(&field, 8).0, "•••••   ");
        assert_eq!(field.value(), "gạo ế");
    }

    #[test]
    fn a_long_line_scrolls_by_cells_and_says_so() {
        let mut field = LineField::new("0123456789abcdef");
        assert_eq!(drawn(&field, 10), ("‹bcdef    ".into(), 6));
        field.apply(Edit::Home);
        assert_eq!(drawn(&field, 10), ("012345678›".into(), 0));
    }

    #[test]
    fn wide_names_of_any_length_are_drawn() {
        for name in [
            "🧑‍🌾".repeat(10_000),
            "\u{200B}".repeat(10_000),
            "שלום ".repeat(2_000),
            "é".repeat(10_000),
        ] {
            let mut field = LineField::new(&name);
            for columns in [1, 2, 3, 40] {
                let (_, cursor) = drawn(&field, columns);
                assert!(cursor < columns);
            }
            field.apply(Edit::WordLeft);
            drawn(&field, 40);
        }
    }

    #[test]
    fn a_paste_of_lines_becomes_one_line() {
        let mut field = LineField::default();
        field.apply(Edit::Paste("Xa\u{303}\r\nHòn\tNghệ".into()));
        assert_eq!(field.value(), "Xã Hòn Nghệ");
    }
}
