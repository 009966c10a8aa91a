//! Text with a cursor: what both the one-line field and the note editor edit.
//!
//! Positions are bytes at code point boundaries. The text of the word that is
//! being typed stays exactly as it came, since an input method may take it
//! back code point by code point; it is composed (NFC) when the word is left.

use std::ops::Range;

use super::boundary;
use super::edit::Edit;
use super::history::{Change, History};
use crate::text;

/// What a line break in the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineBreaks {
    /// A line break and a tab are blanks: the text is one line.
    Blank,
    /// Line breaks and tabs are kept.
    Kept,
}

/// What an edit did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The text is another one.
    Changed,
    /// Only the cursor moved.
    Moved,
    /// Nothing here: the edit may mean something further out.
    Unused,
}

/// Text that is being typed.
#[derive(Debug, Clone)]
pub struct Typing {
    text: String,
    cursor: usize,
    breaks: LineBreaks,
    history: History,
    revision: u64,
}

impl Typing {
    /// Begins with `text`, the cursor at its end.
    pub fn new(text: &str, breaks: LineBreaks) -> Self {
        let text = received(text, breaks);
        Self {
            cursor: text.len(),
            text,
            breaks,
            history: History::default(),
            revision: 0,
        }
    }

    /// The text as it stands, the last word perhaps not composed yet.
    pub fn raw(&self) -> &str {
        &self.text
    }

    /// The text in NFC.
    pub fn value(&self) -> String {
        text::nfc(&self.text).into_owned()
    }

    /// Where the next character goes, in bytes of [`raw`](Self::raw).
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Counts the changes of the text.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Everything but moving between rows, which needs to know their width.
    pub fn apply(&mut self, edit: Edit) -> Outcome {
        match edit {
            Edit::Insert(character) => self.insert(character),
            Edit::Newline if self.breaks == LineBreaks::Kept => self.break_line(),
            Edit::Paste(pasted) => self.paste(&pasted),
            Edit::Backspace => self.backspace(),
            Edit::Delete => {
                self.take_out(self.cursor..boundary::next_grapheme(&self.text, self.cursor))
            }
            Edit::DeleteWord => {
                self.take_out(boundary::word_left(&self.text, self.cursor)..self.cursor)
            }
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
            Edit::Left => self.go(boundary::previous_grapheme),
            Edit::Right => self.go(boundary::next_grapheme),
            Edit::WordLeft => self.go(boundary::word_left),
            Edit::WordRight => self.go(boundary::word_right),
            Edit::Home => self.go(boundary::line_start),
            Edit::End => self.go(boundary::line_end),
            Edit::Newline | Edit::Up | Edit::Down | Edit::PageUp | Edit::PageDown => {
                Outcome::Unused
            }
        }
    }

    /// Moves the cursor to the place that `find` gives for where it is.
    pub fn go(&mut self, find: impl FnOnce(&str, usize) -> usize) -> Outcome {
        let before = self.revision;
        self.leave_word();
        let found = find(&self.text, self.cursor);
        if found == self.cursor {
            return if self.revision == before {
                Outcome::Unused
            } else {
                Outcome::Changed
            };
        }
        self.cursor = boundary::character_at(&self.text, found);
        if self.revision == before {
            Outcome::Moved
        } else {
            Outcome::Changed
        }
    }

    fn insert(&mut self, character: char) -> Outcome {
        let character = match character {
            '\n' | '\r' if self.breaks == LineBreaks::Kept => return self.break_line(),
            '\n' | '\r' | '\t' if self.breaks == LineBreaks::Blank => ' ',
            other => other,
        };
        if boundary::is_word_character(character) {
            let begins_a_word = boundary::run_start(&self.text, self.cursor) == self.cursor;
            if begins_a_word
                && self
                    .history
                    .growing()
                    .is_some_and(|unit| !unit.inserted.is_empty())
            {
                self.history.seal();
            }
        } else {
            self.compose_word();
        }
        let at = self.cursor;
        self.replace(at..at, character.encode_utf8(&mut [0; 4]));
        Outcome::Changed
    }

    fn break_line(&mut self) -> Outcome {
        self.leave_word();
        let at = self.cursor;
        self.replace(at..at, "\n");
        self.history.seal();
        Outcome::Changed
    }

    fn paste(&mut self, pasted: &str) -> Outcome {
        let pasted = received(pasted, self.breaks);
        if pasted.is_empty() {
            return Outcome::Unused;
        }
        self.leave_word();
        let at = self.cursor;
        self.replace(at..at, &pasted);
        // A mark at the beginning of the paste belongs to the letter before it.
        self.compose_from(boundary::run_start(&self.text, at));
        self.history.seal();
        Outcome::Changed
    }

    fn backspace(&mut self) -> Outcome {
        let start = boundary::previous_character(&self.text, self.cursor);
        let taken = self.text.get(start..self.cursor).unwrap_or_default();
        if taken.is_empty() {
            return Outcome::Unused;
        }
        let leaves_a_word = self.history.growing().is_some_and(|unit| {
            unit.inserted.is_empty()
                && unit.removed.starts_with(boundary::is_word_character)
                && !taken.starts_with(boundary::is_word_character)
        });
        if leaves_a_word {
            self.history.seal();
        }
        self.replace(start..self.cursor, "");
        Outcome::Changed
    }

    fn take_out(&mut self, range: Range<usize>) -> Outcome {
        if range.is_empty() {
            return Outcome::Unused;
        }
        self.history.seal();
        self.replace(range, "");
        self.history.seal();
        Outcome::Changed
    }

    fn undo(&mut self) -> Outcome {
        let change = self.history.undo();
        self.redone(change)
    }

    fn redo(&mut self) -> Outcome {
        let change = self.history.redo();
        self.redone(change)
    }

    fn redone(&mut self, change: Option<Change>) -> Outcome {
        let Some(change) = change else {
            return Outcome::Unused;
        };
        self.put(&change);
        Outcome::Changed
    }

    fn leave_word(&mut self) {
        self.compose_word();
        self.history.seal();
    }

    fn compose_word(&mut self) {
        self.compose_from(boundary::run_start(&self.text, self.cursor));
    }

    /// Composes the text from `start` to the cursor.
    fn compose_from(&mut self, start: usize) {
        let typed = self.text.get(start..self.cursor).unwrap_or_default();
        let composed = text::nfc(typed);
        if composed != typed {
            let composed = composed.into_owned();
            self.replace(start..self.cursor, &composed);
        }
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        let change = Change {
            at: range.start,
            removed: self.text.get(range).unwrap_or_default().to_owned(),
            inserted: with.to_owned(),
        };
        self.put(&change);
        self.history.record(change);
    }

    /// Makes the change; the cursor goes behind what it put in.
    fn put(&mut self, change: &Change) {
        self.text.replace_range(change.replaced(), &change.inserted);
        self.cursor = change.at + change.inserted.len();
        self.revision += 1;
    }
}

/// Text from outside: NFC, its line ends all alike.
fn received(text: &str, breaks: LineBreaks) -> String {
    let composed = text::nfc(text);
    match breaks {
        LineBreaks::Kept => composed.replace("\r\n", "\n").replace('\r', "\n"),
        LineBreaks::Blank => composed
            .replace("\r\n", " ")
            .replace(['\r', '\n', '\t'], " "),
    }
}

#[cfg(test)]
mod tests;
