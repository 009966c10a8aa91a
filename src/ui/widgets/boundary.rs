//! Where letters, words and lines begin and end, in bytes.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::GraphemeCursor;

/// Whether the character belongs to a word: letters, digits and their marks.
pub fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// The last code point boundary that is not behind `at`.
pub fn character_at(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or(0)
}

/// The last grapheme boundary that is not behind `at`, a code point boundary.
pub fn grapheme_at(text: &str, at: usize) -> usize {
    match GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) {
        Ok(false) => previous_grapheme(text, at),
        _ => at,
    }
}

/// Where the code point before `at` begins.
pub fn previous_character(text: &str, at: usize) -> usize {
    before(text, at)
        .chars()
        .next_back()
        .map_or(0, |last| at - last.len_utf8())
}

/// Where the grapheme before `at` begins.
pub fn previous_grapheme(text: &str, at: usize) -> usize {
    let found = GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0);
    found.ok().flatten().unwrap_or(0)
}

/// Where the grapheme after `at` ends.
pub fn next_grapheme(text: &str, at: usize) -> usize {
    let found = GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0);
    found.ok().flatten().unwrap_or(text.len())
}

/// Where the unbroken run of word characters that ends at `at` begins.
pub fn run_start(text: &str, at: usize) -> usize {
    before(text, at).trim_end_matches(is_word_character).len()
}

/// Where the word at or before `at` begins.
pub fn word_left(text: &str, at: usize) -> usize {
    let word_end = before(text, at)
        .trim_end_matches(|character| !is_word_character(character))
        .len();
    run_start(text, word_end)
}

/// Where the word after `at` begins.
pub fn word_right(text: &str, at: usize) -> usize {
    let after = text.get(at..).unwrap_or_default();
    let rest = after
        .trim_start_matches(is_word_character)
        .trim_start_matches(|character| !is_word_character(character));
    text.len() - rest.len()
}

/// Where the line that holds `at` begins.
pub fn line_start(text: &str, at: usize) -> usize {
    before(text, at)
        .rfind('\n')
        .map_or(0, |newline| newline + 1)
}

/// Where the line that holds `at` ends, before its `\n`.
pub fn line_end(text: &str, at: usize) -> usize {
    text.get(at..)
        .unwrap_or_default()
        .find('\n')
        .map_or(text.len(), |newline| at + newline)
}

fn before(text: &str, at: usize) -> &str {
    text.get(..at).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_walked_over_blanks_and_signs() {
        let text = "Ghe về, bến";
        assert_eq!(&text[word_left(text, text.len())..], "bến");
        let comma = text.find(',').unwrap();
        assert_eq!(&text[word_right(text, comma)..], "bến");
        assert_eq!(&text[word_left(text, comma + 2)..], "về, bến");
        assert_eq!(word_left(text, 0), 0);
        assert_eq!(word_right(text, text.len()), text.len());
    }

    #[test]
    fn a_mark_belongs_to_its_word() {
        let text = "ba\u{323}c";
        assert_eq!(word_left(text, text.len()), 0);
    }

    #[test]
    fn lines_end_before_their_newline() {
        let text = "một\nhai\n";
        let second = text.find('h').unwrap();
        assert_eq!(
            (line_start(text, second + 1), line_end(text, second)),
            (second, second + 3)
        );
        assert_eq!(line_start(text, text.len()), text.len());
    }
}
