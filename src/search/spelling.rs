//! How a word is written: its base letters, its letter marks, its tone.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{fold, nfc};

/// Huyền, sắc, ngã, hỏi, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// One word, read so that “hoà” and “hòa” are the same while “hóa” is another.
///
/// Ordered by base letters first: all words that begin alike stand together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spelling {
    /// Lower-case base letters: “đường” gives “duong”.
    pub(super) folded: Box<str>,
    /// Numbers and many words have none.
    marks: Option<Box<Marks>>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Marks {
    /// The same number of letters with their marks, without tone: “đương”.
    letters: Box<str>,
    /// The tone marks, wherever they stood.
    tones: Box<str>,
}

impl Spelling {
    /// Reads one word as [`each_word`] gives it.
    pub(super) fn of(word: &str) -> Self {
        let folded = fold(word);
        let word = nfc(word);
        let mut letters = String::with_capacity(word.len());
        let mut tones = String::new();
        for (grapheme, base) in word.graphemes(true).zip(folded.chars()) {
            letters.push(letter(grapheme, base, &mut tones));
        }
        let is_marked = letters != folded || !tones.is_empty();
        let marks = is_marked.then(|| Marks {
            letters: letters.into(),
            tones: tones.into(),
        });
        Self {
            folded: folded.into(),
            marks: marks.map(Box::new),
        }
    }

    /// No word that begins with these folded letters stands before it.
    pub(super) fn first_of(folded: &str) -> Self {
        Self {
            folded: folded.into(),
            marks: None,
        }
    }

    /// Whether any diacritic was written.
    pub(super) fn is_marked(&self) -> bool {
        self.marks.is_some()
    }

    /// Whether this word has every mark that was typed. A mark that was not
    /// typed asks for nothing: people leave them out, or have yet to type them.
    pub(super) fn agrees_with(&self, typed: &Self) -> bool {
        let tone_agrees = typed.tones().is_empty() || typed.tones() == self.tones();
        tone_agrees
            && typed
                .letters()
                .chars()
                .zip(typed.folded.chars())
                .zip(self.letters().chars())
                .all(|((wanted, base), own)| wanted == base || wanted == own)
    }

    fn letters(&self) -> &str {
        self.marks
            .as_ref()
            .map_or(&self.folded, |marks| &marks.letters)
    }

    fn tones(&self) -> &str {
        self.marks.as_ref().map_or("", |marks| &marks.tones)
    }
}

/// The words of a text as written, NFC: the runs of graphemes that fold to
/// letters or digits, in the order of [`fold_words`](crate::text::fold_words).
pub(super) fn each_word(text: &str, mut found: impl FnMut(&str)) {
    if text.chars().all(is_its_own_grapheme) {
        text.split(|character| !is_of_a_word(character))
            .filter(|word| !word.is_empty())
            .for_each(found);
        return;
    }
    let text = nfc(text);
    let mut start = None;
    for ((at, _), folded) in text.grapheme_indices(true).zip(fold(&text).chars()) {
        match (start, folded.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found(&text[from..at]);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        found(&text[from..]);
    }
}

/// The words of a text, read.
pub(super) fn spellings(text: &str) -> Vec<Spelling> {
    let mut spellings = Vec::new();
    each_word(text, |word| spellings.push(Spelling::of(word)));
    spellings
}

/// Latin letters and common punctuation, composed: nothing here fuses with a
/// neighbour or has another NFC form, so words need no segmentation.
fn is_its_own_grapheme(character: char) -> bool {
    matches!(character, '\0'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2010}'..='\u{2027}')
}

/// Whether a character is a letter or digit; those of Vietnamese without a
/// search in the tables of Unicode.
fn is_of_a_word(character: char) -> bool {
    match character {
        '\0'..='\x7F' => character.is_ascii_alphanumeric(),
        '\u{1E00}'..='\u{1EFF}' => true,
        'À'..='\u{24F}' => !matches!(character, '×' | '÷'),
        _ => character.is_alphanumeric(),
    }
}

/// The letter of a grapheme without its tone, which goes to `tones`.
fn letter(grapheme: &str, base: char, tones: &mut String) -> char {
    if grapheme.is_ascii() {
        return base;
    }
    let mut rest = String::new();
    for part in grapheme.nfd() {
        if TONES.contains(&part) {
            tones.push(part);
        } else {
            rest.extend(part.to_lowercase());
        }
    }
    let mut composed = rest.nfc();
    match (composed.next(), composed.next()) {
        // Typed for đ by some fonts and converters.
        (Some('ð' | '\u{256}'), None) => 'đ',
        (Some(letter), None) => letter,
        _ => base,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold_words;

    #[test]
    fn the_place_of_the_tone_does_not_matter_but_the_tone_does() {
        assert_eq!(Spelling::of("hoà"), Spelling::of("HÒA"));
        assert_eq!(Spelling::of("uỷ"), Spelling::of("Ủy"));
        assert_eq!(Spelling::of("ho\u{e0}"), Spelling::of("hoa\u{300}"));
        assert_ne!(Spelling::of("hóa"), Spelling::of("hòa"));
        assert_ne!(Spelling::of("dân"), Spelling::of("đân"));
    }

    #[test]
    fn only_typed_marks_ask_for_something() {
        let road = Spelling::of("đường");
        for typed in ["duong", "đuong", "đương", "đường", "đư", "dường"] {
            assert!(road.agrees_with(&Spelling::of(typed)), "{typed}");
        }
        for typed in ["đướng", "đuông", "dướ"] {
            assert!(!road.agrees_with(&Spelling::of(typed)), "{typed}");
        }
        assert!(!Spelling::of("dương").agrees_with(&Spelling::of("đương")));
    }

    #[test]
    fn every_simple_character_is_simple() {
        for character in ('\0'..='\u{FFFF}').filter(|&one| is_its_own_grapheme(one)) {
            let text = format!("a{character}b");
            let mut words = Vec::new();
            each_word(&text, |word| words.push(fold(word)));
            assert_eq!(words, fold_words(&text), "U+{:04X}", u32::from(character));
            assert_eq!(nfc(&text), text);
        }
    }

    proptest! {
        #[test]
        fn words_are_those_of_folding(
            text in r"[ a-zA-ZăâêôơưđĐÁÀấờự\u{300}\u{301}\u{302}\u{323}\u{31B}\u{200D}🇻🇳👩한.\-–(]{0,24}",
        ) {
            let folded: Vec<String> =
                spellings(&text).into_iter().map(|word| word.folded.into()).collect();
            prop_assert_eq!(folded, fold_words(&text));
        }

        #[test]
        fn composed_and_decomposed_read_alike(text in r"[a-z ăâêôơưđáàảãạấờự]{0,24}") {
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(spellings(&decomposed), spellings(&text));
        }
    }
}
