//! One spelling for one text: NFC and orderly blanks.
//!
//! Lists and laptops bring both “Unicode dựng sẵn” (NFC) and “Unicode tổ hợp”
//! (NFD) (DOMAIN.md A10); what is stored is NFC.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in NFC, without a copy when it already is.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// A one-line field as it is stored: NFC, every run of blanks (line breaks,
/// tabs, no-break and zero-width spaces among them) one blank, none at the ends.
pub fn tidy(text: &str) -> String {
    let text = nfc(text);
    let mut tidied = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        tidied.push_str(word);
    }
    tidied
}

/// A text of many lines as it is stored: NFC, every line break `\n` (pastes
/// arrive with `\r`), no blanks at its end.
///
/// Tabs and other control characters stay: they are somebody's bytes, and
/// [`visible_lines`](super::visible_lines) keeps the terminal from obeying them.
pub fn tidy_lines(text: &str) -> String {
    let text = nfc(text);
    let text = text.trim_end_matches(is_blank);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// White space, and the invisible characters that web pages leave in its place.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn composed_text_is_not_copied() {
        assert!(matches!(nfc("Hòa Điền"), Cow::Borrowed(_)));
        assert!(matches!(nfc("Kien Luong"), Cow::Borrowed(_)));
    }

    #[test]
    fn decomposed_text_is_composed() {
        let decomposed: String = "Hũ gạo tình thương".nfd().collect();
        assert_ne!(decomposed, "Hũ gạo tình thương");
        assert_eq!(nfc(&decomposed), "Hũ gạo tình thương");
    }

    #[test]
    fn a_field_keeps_single_blanks_only() {
        assert_eq!(
            tidy("\u{FEFF} Hòn\u{A0}\u{A0}Nghệ\r\n\txã\u{200B}đảo \u{200B}"),
            "Hòn Nghệ xã đảo"
        );
        assert_eq!(tidy(" \u{200B}\t\n"), "");
    }

    #[test]
    fn a_note_keeps_its_lines_and_tabs() {
        assert_eq!(
            tidy_lines("một\r\nhai\rba\n\n\tbốn\u{1b}[31m  \r\n"),
            "một\nhai\nba\n\n\tbốn\u{1b}[31m"
        );
        assert_eq!(tidy_lines("  thụt vào"), "  thụt vào");
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in any::<String>()) {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once.clone());
            prop_assert!(is_nfc(&once));
            let lines = tidy_lines(&text);
            prop_assert_eq!(tidy_lines(&lines), lines);
        }
    }
}
