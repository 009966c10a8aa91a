//! Room on the terminal, counted in cells.
//!
//! The measure is the one the screen is drawn with: grapheme by grapheme, a
//! grapheme with a control character taking none. Only half-width Japanese
//! sound marks differ: the drawing library gives them a cell too many.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Stands for what was cut off; one cell.
const ELLIPSIS: &str = "…";

/// On which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words begin at the left.
    Left,
    /// Numbers end at the right.
    Right,
}

/// How many terminal cells a line takes.
pub fn cells(line: &str) -> usize {
    line.graphemes(true).map(grapheme_cells).sum()
}

/// The line in exactly `room` cells: filled with blanks, or cut at a grapheme
/// with `…` for the rest.
pub fn fit(line: &str, room: usize, align: Align) -> String {
    let (shown, mark) = if cells(line) <= room {
        (line, "")
    } else if room == 0 {
        ("", "")
    } else {
        (cut(line, room - 1), ELLIPSIS)
    };
    let blanks = " ".repeat(room.saturating_sub(cells(shown) + cells(mark)));
    match align {
        Align::Left => format!("{shown}{mark}{blanks}"),
        Align::Right => format!("{blanks}{shown}{mark}"),
    }
}

/// The longest beginning of the line, in whole graphemes, that takes no more
/// than `room` cells.
pub fn cut(line: &str, room: usize) -> &str {
    let mut used = 0;
    for (start, grapheme) in line.grapheme_indices(true) {
        used += grapheme_cells(grapheme);
        if used > room {
            return line.get(..start).unwrap_or(line);
        }
    }
    line
}

/// The rows that a text takes in a column of `room` cells, as byte ranges in
/// order: broken at blanks, within a word only when it is longer than a row,
/// and at every `\n`.
///
/// Only blanks and line breaks lie outside the ranges; no range ends with one.
/// A row holds at least one grapheme, even one that is wider than the column.
pub fn wrap(text: &str, room: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, room, &mut rows);
        start += paragraph.len() + 1;
    }
    rows
}

/// A row that is being filled.
struct Row {
    /// In bytes; the blanks at its end are outside until a word follows them.
    range: Range<usize>,
    /// The cells of `range`.
    used: usize,
}

impl Row {
    fn at(start: usize) -> Self {
        Self {
            range: start..start,
            used: 0,
        }
    }

    fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    fn extend(&mut self, end: usize, cells: usize) {
        self.range.end = end;
        self.used += cells;
    }
}

fn wrap_paragraph(paragraph: &str, start: usize, room: usize, rows: &mut Vec<Range<usize>>) {
    let mut row = Row::at(start);
    let mut word_start = start;
    for (blank, word) in words(paragraph) {
        word_start += blank.len();
        let word_end = word_start + word.len();
        let (blank_cells, word_cells) = (cells(blank), cells(word));
        if row.used + blank_cells + word_cells <= room {
            row.extend(word_end, blank_cells + word_cells);
        } else {
            if !row.is_empty() {
                rows.push(row.range);
            }
            row = break_word(word, word_start, room, rows);
        }
        word_start = word_end;
    }
    rows.push(row.range);
}

/// Begins a row with a word, after the full rows of a word that is too long.
fn break_word(word: &str, start: usize, room: usize, rows: &mut Vec<Range<usize>>) -> Row {
    let mut row = Row::at(start);
    for (offset, grapheme) in word.grapheme_indices(true) {
        let taken = grapheme_cells(grapheme);
        if !row.is_empty() && row.used + taken > room {
            rows.push(row.range);
            row = Row::at(start + offset);
        }
        row.extend(start + offset + grapheme.len(), taken);
    }
    row
}

/// The words of a line, each with the blanks before it; blanks at the end of
/// the line belong to no word.
fn words(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let (blank, from_word) = rest.split_at(run(rest, is_blank));
        let (word, after) = from_word.split_at(run(from_word, |grapheme| !is_blank(grapheme)));
        rest = after;
        (!word.is_empty()).then_some((blank, word))
    })
}

/// How many bytes at the beginning of the line are graphemes of one kind.
fn run(line: &str, is_kind: impl Fn(&str) -> bool) -> usize {
    line.grapheme_indices(true)
        .find(|(_, grapheme)| !is_kind(grapheme))
        .map_or(line.len(), |(start, _)| start)
}

/// A blank where a line may break; a no-break space is none.
fn is_blank(grapheme: &str) -> bool {
    grapheme.chars().all(|character| {
        character.is_whitespace() && !matches!(character, '\u{A0}' | '\u{2007}' | '\u{202F}')
    })
}

fn grapheme_cells(grapheme: &str) -> usize {
    if grapheme.contains(char::is_control) {
        0
    } else {
        grapheme.width()
    }
}

#[cfg(test)]
mod tests;
