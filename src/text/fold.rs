//! Folding: what stays of a text when nobody types diacritics or capitals.
//!
//! “uỷ” and “ủy”, “hoà” and “hòa”, NFC and NFD fold to the same
//! (DOMAIN.md A10 and Part 6, case 11).

mod latin;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use super::nfc;

/// Stands for a grapheme that has no letter of its own, such as a lone mark.
const NO_LETTER: char = '◌';

/// Lower-case base letters, exactly one `char` for each extended grapheme of
/// the NFC text, so that the n-th folded letter is the n-th letter on screen.
///
/// Folding a folded text changes nothing.
pub fn fold(text: &str) -> String {
    if let Some(folded) = fold_plain(text) {
        return folded;
    }
    let text = nfc(text);
    fold_plain(&text).unwrap_or_else(|| text.graphemes(true).map(fold_grapheme).collect())
}

/// The folded words of a text: its runs of letters and digits.
pub fn fold_words(text: &str) -> Vec<String> {
    words_of(&fold(text)).map(str::to_owned).collect()
}

/// What two people's spellings of one name have in common: the folded words
/// with one blank between them. “Văn hóa – Xã hội” and “VĂN HOÁ XÃ HỘI” give
/// the same key. A name without any letter or digit has an empty key.
pub fn fold_key(text: &str) -> String {
    let folded = fold(text);
    let mut key = String::with_capacity(folded.len());
    for word in words_of(&folded) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// The first letter of every word, folded: “Dân vận khéo” gives “dvk”.
pub fn initials(text: &str) -> String {
    words_of(&fold(text))
        .filter_map(|word| word.chars().next())
        .collect()
}

fn words_of(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Folds a text in which every character is a grapheme by itself.
fn fold_plain(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        folded.push(latin::fold_letter(character)?);
    }
    Some(folded)
}

/// The first base letter of a grapheme that cannot fuse with its neighbours:
/// a folded text must have the same graphemes when it is folded again.
fn fold_grapheme(grapheme: &str) -> char {
    grapheme
        .chars()
        .map(fold_character)
        .find(|&character| stands_alone(character))
        .unwrap_or(NO_LETTER)
}

fn fold_character(character: char) -> char {
    if let Some(folded) = latin::fold_letter(character) {
        return folded;
    }
    match character {
        // Before a line feed it would fuse into one grapheme.
        '\r' => '\n',
        // Two of these make a flag; apart they are letters.
        '\u{1F1E6}'..='\u{1F1FF}' => letter_of_flag(character),
        _ => {
            let letter = base_letter(lower(base_letter(character)));
            latin::fold_letter(letter).unwrap_or(letter)
        }
    }
}

fn letter_of_flag(indicator: char) -> char {
    let place = u32::from(indicator) - 0x1F1E6;
    char::from_u32(u32::from('a') + place).unwrap_or(NO_LETTER)
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// The letter under its marks; a character that is more than a letter with
/// marks (a Hangul syllable) stays whole.
fn base_letter(character: char) -> char {
    let mut letter = None;
    let mut only_marks_follow = true;
    decompose_canonical(character, |part| match letter {
        None => letter = Some(part),
        Some(_) => only_marks_follow &= is_combining_mark(part),
    });
    letter.filter(|_| only_marks_follow).unwrap_or(character)
}

/// Whether a character is a grapheme of its own beside letters and beside
/// its like: false for marks, joiners and Hangul parts.
fn stands_alone(character: char) -> bool {
    if latin::fold_letter(character).is_some() {
        return true;
    }
    let probe = String::from_iter(['a', character, character, 'a']);
    probe.graphemes(true).count() == 4
}

#[cfg(test)]
mod tests;
