//! Lines to read, scrolled when they do not fit: help, previews, messages.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::super::widgets::list::Step;
use super::super::widgets::{Look, put, right_of, row_of};
use super::panel::{self, Height};
use super::{Outcome, Press};
use crate::text::{self, Align};

/// What a text is, whatever it looks like in the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    Heading,
    Dim,
    Key,
    Good,
    Warn,
    Bad,
}

impl Tone {
    fn style(self, look: &Look) -> Style {
        match self {
            Self::Plain => look.palette.ground,
            Self::Heading => look.palette.title,
            Self::Dim => look.palette.dim,
            Self::Key => look.palette.key,
            Self::Good => look.palette.good,
            Self::Warn => look.palette.warn,
            Self::Bad => look.palette.bad,
        }
    }
}

/// A paragraph, wrapped at the width of its page, perhaps beside a lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    text: String,
    tone: Tone,
    lead: String,
    lead_tone: Tone,
    /// Cells left of the text, in which the lead stands.
    indent: usize,
}

impl Paragraph {
    pub fn new(text: impl Into<String>, tone: Tone) -> Self {
        Self {
            text: text.into(),
            tone,
            lead: String::new(),
            lead_tone: tone,
            indent: 0,
        }
    }

    /// A blank line.
    pub fn blank() -> Self {
        Self::new("", Tone::Plain)
    }

    /// Puts `lead` left of the text, in a column of `indent` cells.
    pub fn led_by(mut self, lead: impl Into<String>, tone: Tone, indent: usize) -> Self {
        self.lead = lead.into();
        self.lead_tone = tone;
        self.indent = indent;
        self
    }

    /// The rows in `columns` cells: the lead's column, then the rows of text.
    fn rows(&self, columns: usize) -> (usize, Vec<String>) {
        let indent = self.indent.min(columns / 2);
        let room = columns.saturating_sub(indent).max(1);
        let shown = text::visible_lines(&self.text);
        let rows = text::wrap(&shown, room).into_iter();
        let rows: Vec<String> = rows
            .map(|row| shown.get(row).unwrap_or_default().to_owned())
            .collect();
        (
            indent,
            if rows.is_empty() {
                vec![String::new()]
            } else {
                rows
            },
        )
    }
}

/// A page to read in an overlay.
#[derive(Debug, Clone)]
pub struct Page {
    title: String,
    paragraphs: Vec<Paragraph>,
    /// The first row in sight.
    first: usize,
}

impl Page {
    pub fn new(title: String, paragraphs: Vec<Paragraph>) -> Self {
        Self {
            title,
            paragraphs,
            first: 0,
        }
    }

    /// Begins on a row further down.
    pub fn starting_at(mut self, first: usize) -> Self {
        self.first = first;
        self
    }

    /// The first row in sight.
    pub fn first(&self) -> usize {
        self.first
    }

    /// Answers a press on a page that asks yes or no.
    pub fn ask(&mut self, press: &Press, room: Size) -> Outcome {
        match press {
            Press::Accept => Outcome::Agreed,
            _ => self.tell(press, room),
        }
    }

    /// Answers a press on a page that only tells.
    pub fn tell(&mut self, press: &Press, room: Size) -> Outcome {
        if matches!(press, Press::Accept | Press::Cancel) {
            return Outcome::Close;
        }
        if let Some(step) = press.step() {
            self.scroll(step, room);
        }
        Outcome::Stay
    }

    /// Scrolls; `room` is the size of the area that the overlay is shown in.
    pub fn scroll(&mut self, step: Step, room: Size) {
        let room = panel::content_size(room, self.wanted(room));
        let height = usize::from(room.height);
        let last = self.height(room.width).saturating_sub(height);
        let page = height.saturating_sub(1).max(1);
        let wanted = match step {
            Step::Next => self.first.saturating_add(1),
            Step::Previous => self.first.saturating_sub(1),
            Step::PageDown => self.first.saturating_add(page),
            Step::PageUp => self.first.saturating_sub(page),
            Step::First => 0,
            Step::Last => last,
        };
        self.first = wanted.min(last);
    }

    /// Draws the page; arrows at the right edge tell of rows out of sight.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let area = panel::view(frame, area, &self.title, self.wanted(area.as_size()), look);
        let height = usize::from(area.height);
        let all = self.height(area.width);
        let first = self.first.min(all.saturating_sub(height));
        let columns = text_columns(area.width);
        let mut before: usize = 0;
        for paragraph in &self.paragraphs {
            let (indent, rows) = paragraph.rows(columns);
            for (number, row) in rows.iter().enumerate() {
                if let Some(down) = before.checked_sub(first) {
                    let place = row_of(area, down);
                    if number == 0 && indent > 0 {
                        let lead = text::fit(&text::visible(&paragraph.lead), indent, Align::Left);
                        put(frame, place, &lead, paragraph.lead_tone.style(look));
                    }
                    let x = u16::try_from(indent).unwrap_or(u16::MAX);
                    let rest = right_of(place, x);
                    put(frame, rest, row, paragraph.tone.style(look));
                }
                before += 1;
            }
        }
        let edge = |down| Rect {
            x: area.right().saturating_sub(1),
            width: area.width.min(1),
            ..row_of(area, down)
        };
        if first > 0 {
            put(frame, edge(0), "↑", look.palette.dim);
        }
        if first + height < all {
            put(frame, edge(height.saturating_sub(1)), "↓", look.palette.dim);
        }
    }

    fn wanted(&self, room: Size) -> Height {
        let width = panel::content_size(room, Height::Full).width;
        Height::Rows(self.height(width))
    }

    fn height(&self, columns: u16) -> usize {
        let columns = text_columns(columns);
        self.paragraphs
            .iter()
            .map(|paragraph| paragraph.rows(columns).1.len())
            .sum()
    }
}

/// The last two cells are for the arrows.
fn text_columns(columns: u16) -> usize {
    usize::from(columns.saturating_sub(2).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_wraps_beside_its_lead() {
        let paragraph =
            Paragraph::new("viết ghi chép mới về mô hình", Tone::Plain).led_by("F6", Tone::Key, 7);
        assert_eq!(
            paragraph.rows(24),
            (7, vec!["viết ghi chép mới".into(), "về mô hình".into()])
        );
        assert_eq!(paragraph.rows(8).0, 4, "the lead takes no more than half");
    }

    #[test]
    fn a_page_scrolls_no_further_than_its_last_row() {
        let lines = (0..10)
            .map(|line| Paragraph::new(line.to_string(), Tone::Plain))
            .collect();
        let mut page = Page::new(String::new(), lines);
        let room = Size {
            width: 10,
            height: 6,
        };
        let mut seen = Vec::new();
        for step in [
            Step::Last,
            Step::PageUp,
            Step::PageDown,
            Step::PageDown,
            Step::First,
        ] {
            page.scroll(step, room);
            seen.push(page.first);
        }
        assert_eq!(seen, [6, 3, 6, 6, 0]);
    }
}
