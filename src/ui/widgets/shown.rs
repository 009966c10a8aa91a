//! A line as it is shown, and where each place of it stands in the line as it
//! was typed: a control character is one character and may be shown by four.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Stands for each letter that is not shown.
const MASK: &str = "•";

/// A line of text, visible.
#[derive(Debug, Clone)]
pub struct Shown<'raw> {
    text: Cow<'raw, str>,
    /// Where each grapheme begins, typed and shown; empty when both are alike.
    places: Vec<(usize, usize)>,
}

impl<'raw> Shown<'raw> {
    /// A line of a one-line field.
    pub fn line(raw: &'raw str) -> Self {
        Self::new(raw, text::visible)
    }

    /// A line that nobody may read over the shoulder.
    pub fn masked(raw: &'raw str) -> Self {
        Self::new(raw, |_| Cow::Owned(MASK.to_owned()))
    }

    /// A line of a note, where a tab is blanks.
    pub fn note_line(raw: &'raw str) -> Self {
        Self::new(raw, text::visible_lines)
    }

    fn new(raw: &'raw str, show: impl for<'any> Fn(&'any str) -> Cow<'any, str>) -> Self {
        if matches!(show(raw), Cow::Borrowed(_)) {
            return Self {
                text: Cow::Borrowed(raw),
                places: Vec::new(),
            };
        }
        let mut text = String::with_capacity(raw.len() * 2);
        let mut places = Vec::new();
        for (start, grapheme) in raw.grapheme_indices(true) {
            places.push((start, text.len()));
            text.push_str(&show(grapheme));
        }
        places.push((raw.len(), text.len()));
        Self {
            text: Cow::Owned(text),
            places,
        }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the typed byte `raw` is shown.
    pub fn shown_at(&self, raw: usize) -> usize {
        match self
            .places
            .partition_point(|place| place.0 <= raw)
            .checked_sub(1)
        {
            Some(found) => self.places.get(found).map_or(raw, |place| place.1),
            None => raw,
        }
    }

    /// Where the shown byte `shown` was typed.
    pub fn raw_at(&self, shown: usize) -> usize {
        match self
            .places
            .partition_point(|place| place.1 <= shown)
            .checked_sub(1)
        {
            Some(found) => self.places.get(found).map_or(shown, |place| place.0),
            None => shown,
        }
    }

    /// Cells before the typed byte `raw`.
    pub fn cells_before(&self, raw: usize) -> usize {
        text::cells(self.text.get(..self.shown_at(raw)).unwrap_or(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_shown_as_it_is() {
        let shown = Shown::line("Hũ gạo");
        assert_eq!(
            (shown.text(), shown.shown_at(3), shown.raw_at(3)),
            ("Hũ gạo", 3, 3)
        );
    }

    #[test]
    fn places_are_found_behind_signs() {
        let shown = Shown::line("a\u{85}b\u{1b}c");
        assert_eq!(shown.text(), "a<85>b␛c");
        assert_eq!(shown.cells_before(3), 5, "before b");
        assert_eq!(shown.raw_at(shown.shown_at(4)), 4);
        assert_eq!(
            shown.raw_at(2),
            1,
            "within the sign is before the character"
        );
        assert_eq!(shown.cells_before(6), 8);
    }

    #[test]
    fn a_mark_behind_a_control_character_has_a_carrier() {
        assert_eq!(Shown::line("\u{1b}\u{301}a").text(), "␛◌\u{301}a");
    }
}
