//! The Vietnamese order of names: CLDR `vi` (DOMAIN.md A10).
//!
//! A key has three levels, as in the Unicode Collation Algorithm. Letters
//! come first (a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư), then tones
//! (ngang < huyền < hỏi < ngã < sắc < nặng), then lower before upper case.
//! Blanks, punctuation, signs and digits stand before letters, in that order.

mod level;
mod order;
mod plain;

use std::cmp::Ordering;

use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, compose, decompose_compatible},
};

use level::Level;
use order::Rank;
use plain::Plain;

/// Bytes that sort names in Vietnamese order when they are compared as bytes.
///
/// Names that differ by invisible characters alone have equal keys. A key is
/// for sorting within one version of the program, not for keeping.
pub fn collation_key(text: &str) -> Vec<u8> {
    plain_key(text).unwrap_or_else(|| key_of_parts(text))
}

/// The key of a text of plain characters alone.
fn plain_key(text: &str) -> Option<Vec<u8>> {
    let mut key = Key::with_room_for(text.len());
    for character in text.chars() {
        let plain = Plain::of(character)?;
        key.push_rank(plain.rank, plain.case);
        if let Some(tone) = plain.tone {
            key.tones.push(&[tone]);
        }
    }
    Some(key.into_bytes())
}

/// The key of any text.
fn key_of_parts(text: &str) -> Vec<u8> {
    let mut key = Key::with_room_for(text.len());
    let mut characters = text.nfd().peekable();
    let mut marks = Vec::new();
    while let Some(character) = characters.next() {
        if is_mark(character) {
            key.push_mark(character);
            continue;
        }
        marks.clear();
        while let Some(mark) = characters.next_if(|&next| is_mark(next)) {
            marks.push(mark);
        }
        key.push_character(take_shape(character, &mut marks));
        marks.iter().for_each(|&mark| key.push_mark(mark));
    }
    key.into_bytes()
}

/// The order of two names: that of their [`collation_key`]s. To sort many
/// names, make each key once.
pub fn compare(first: &str, second: &str) -> Ordering {
    collation_key(first).cmp(&collation_key(second))
}

fn is_mark(character: char) -> bool {
    canonical_combining_class(character) != 0
}

/// Joins a base letter with the mark that makes it another letter (ă, â, ê,
/// ô, ơ, ư) and takes that mark out, which leaves the tone; otherwise `base`.
fn take_shape(base: char, marks: &mut Vec<char>) -> char {
    for (place, &mark) in marks.iter().enumerate() {
        let Some(letter) = compose(base, mark).filter(|&letter| order::is_shaped(letter)) else {
            continue;
        };
        // Behind another mark of its kind it sits on that mark, not on the letter.
        let class = canonical_combining_class(mark);
        let is_blocked = marks
            .iter()
            .take(place)
            .any(|&before| canonical_combining_class(before) == class);
        if !is_blocked {
            marks.remove(place);
            return letter;
        }
    }
    base
}

/// The three levels of a key while it is made.
struct Key {
    letters: Vec<u8>,
    tones: Level,
    cases: Level,
}

impl Key {
    fn with_room_for(length: usize) -> Self {
        Self {
            letters: Vec::with_capacity(length + 8),
            tones: Level::default(),
            cases: Level::default(),
        }
    }

    fn push_character(&mut self, character: char) {
        if order::is_ignorable(character) {
            return;
        }
        if let Some(rank) = Rank::listed(character) {
            self.push_rank(rank, order::case(character));
            return;
        }
        decompose_compatible(character, |part| {
            if part == character {
                self.push_rank(Rank::unlisted(part), order::case(part));
            } else if is_mark(part) {
                self.push_mark(part);
            } else {
                let rank = Rank::listed(part).unwrap_or_else(|| Rank::unlisted(part));
                self.push_rank(rank, order::case_of_variant(part));
            }
        });
    }

    fn push_rank(&mut self, rank: Rank, case: u8) {
        rank.write_to(&mut self.letters);
        self.tones.push_common();
        if let Some(style) = rank.style() {
            self.tones.push(&[style]);
        }
        self.cases.push(&[case]);
    }

    fn push_mark(&mut self, mark: char) {
        match order::mark(mark) {
            Some(weight) => self.tones.push(&[weight]),
            None => self.tones.push(&order::unlisted_mark(mark)),
        }
    }

    fn into_bytes(self) -> Vec<u8> {
        let mut bytes = self.letters;
        self.tones.end(&mut bytes);
        self.cases.end(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests;
