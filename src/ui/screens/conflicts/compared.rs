//! Two values word by word: what both have, and what only one has.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::{self, Piece, Side};

/// Who has these words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    ByBoth,
    ByOne,
}

/// The words of one of two values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    text: String,
    /// Where each stretch ends in the text, in bytes.
    stretches: Vec<(usize, Held)>,
}

/// Both values, each held against the other.
pub fn compared(first: &str, second: &str) -> [Compared; 2] {
    let [mut left, mut right] = [Compared::default(), Compared::default()];
    for piece in text::differing_words(first, second) {
        match piece {
            Piece::Same(words) => {
                left.add(words, Held::ByBoth);
                right.add(words, Held::ByBoth);
            }
            Piece::Only(Side::First, words) => left.add(words, Held::ByOne),
            Piece::Only(Side::Second, words) => right.add(words, Held::ByOne),
        }
    }
    [left, right]
}

impl Compared {
    /// Words of which nothing is compared.
    pub fn plain(words: &str) -> Self {
        let mut plain = Self::default();
        plain.add(words, Held::ByBoth);
        plain
    }

    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds words, with the blank that the comparison left out before them.
    fn add(&mut self, words: &str, held: Held) {
        if !self.text.is_empty() {
            self.text.push(' ');
            self.stretches.push((self.text.len(), Held::ByBoth));
        }
        self.text.push_str(&text::visible_lines(words));
        self.stretches.push((self.text.len(), held));
    }

    /// Lines of at most `cells` cells; what only this value has is in the style `mark`.
    pub fn lines(&self, cells: usize, mark: Style) -> Vec<Line<'static>> {
        let rows = text::wrap(&self.text, cells).into_iter();
        rows.map(|row| self.line(row, mark)).collect()
    }

    fn line(&self, row: Range<usize>, mark: Style) -> Line<'static> {
        let mut spans = Vec::new();
        let mut start = row.start;
        for (end, held) in self.stretches.iter().filter(|(end, _)| *end > row.start) {
            let stop = (*end).min(row.end);
            let style = match held {
                Held::ByBoth => Style::default(),
                Held::ByOne => mark,
            };
            if start < stop {
                let words = self.text.get(start..stop).unwrap_or_default().to_owned();
                spans.push(Span::styled(words, style));
            }
            start = stop;
        }
        Line::from(spans)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    #[test]
    fn only_what_differs_is_marked_on_every_line() {
        let mark = Style::new().add_modifier(Modifier::UNDERLINED);
        let [first, second] = compared("36 hộ tham gia mỗi tuần", "38 hộ tham gia mỗi tuần");
        let marked = |compared: &Compared| {
            let lines = compared.lines(10, mark);
            let spans = lines.iter().flat_map(|line| line.spans.clone());
            let marked = spans.filter(|span| span.style == mark);
            marked
                .map(|span| span.content.into_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(marked(&first), ["36"]);
        assert_eq!(marked(&second), ["38"]);
        assert_eq!(first.lines(10, mark).len(), 3);
    }
}
