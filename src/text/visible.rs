//! Control characters as pictures: an imported text may show an escape
//! sequence to its reader, and never give one to the terminal.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// How a tab is shown in a text of many lines.
const TAB: &str = "    ";

/// Carries a mark that has no letter before it.
const CARRIER: char = '◌';

/// One line for the terminal: every control character, line break, invisible
/// character and change of writing direction is shown as a sign (`␛`,
/// `<202E>`), and a mark that begins the line sits on a `◌`.
///
/// What is visible already is returned as it is.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !begins_with_mark(text) && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + CARRIER.len_utf8());
    push_line(&mut shown, text, "␉");
    Cow::Owned(shown)
}

/// As [`visible`] for each line of a text: `\n` stays a line break, and a tab
/// is shown as four blanks.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if text
        .split('\n')
        .all(|line| !begins_with_mark(line) && line.chars().all(is_plain))
    {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + CARRIER.len_utf8());
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            shown.push('\n');
        }
        push_line(&mut shown, line, TAB);
    }
    Cow::Owned(shown)
}

fn push_line(shown: &mut String, line: &str, tab: &str) {
    if begins_with_mark(line) {
        shown.push(CARRIER);
    }
    for character in line.chars() {
        match character {
            '\t' => shown.push_str(tab),
            character if is_plain(character) => shown.push(character),
            character => push_sign(shown, character),
        }
    }
}

/// The picture of a control character, or its number in angle brackets.
fn push_sign(shown: &mut String, character: char) {
    let code = u32::from(character);
    let picture = match character {
        '\0'..='\x1F' => char::from_u32(0x2400 + code),
        '\x7F' => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => shown.push(picture),
        None => shown.push_str(&format!("<{code:02X}>")),
    }
}

fn is_plain(character: char) -> bool {
    !(character.is_control() || turns_direction(character) || is_invisible(character))
}

/// Marks, embeddings, overrides and isolates of the bidirectional algorithm.
fn turns_direction(character: char) -> bool {
    matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}'
    )
}

/// Separators and fillers that take no room and can hide in a name.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
    )
}

/// A terminal cell cannot begin with a character of no width: it would be
/// dropped, or join the cell before it.
fn begins_with_mark(line: &str) -> bool {
    line.chars()
        .next()
        .is_some_and(|first| is_plain(first) && first.width() == Some(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(
            visible("Hũ gạo tình thương – 2023"),
            Cow::Borrowed(_)
        ));
        assert!(matches!(visible_lines("một\nhai"), Cow::Borrowed(_)));
    }

    #[test]
    fn escapes_are_shown_and_not_obeyed() {
        assert_eq!(visible("\u{1b}[31mđỏ\u{7}\u{7f}"), "␛[31mđỏ␇␡");
        assert_eq!(visible("a\u{85}b\u{9b}2J"), "a<85>b<9B>2J");
        assert_eq!(
            visible("\u{202E}txt\u{2066}\u{200B}\u{FEFF}"),
            "<202E>txt<2066><200B><FEFF>"
        );
        assert_eq!(visible("một\nhai\tba\u{2028}"), "một␊hai␉ba<2028>");
    }

    #[test]
    fn lines_and_tabs_of_a_note_keep_their_shape() {
        assert_eq!(
            visible_lines("một\n\thai\r\nba\u{1b}"),
            "một\n    hai␍\nba␛"
        );
    }

    #[test]
    fn a_leading_mark_gets_a_carrier() {
        assert_eq!(visible("\u{301}sắc"), "◌\u{301}sắc");
        assert_eq!(visible_lines("a\n\u{323}b"), "a\n◌\u{323}b");
        assert_eq!(visible("a\u{301}"), "a\u{301}");
    }

    #[test]
    fn no_hidden_character_gets_through() {
        let hidden = ('\0'..='\x1F')
            .chain('\x7F'..='\u{9F}')
            .chain('\u{200E}'..='\u{200F}')
            .chain('\u{2028}'..='\u{202E}')
            .chain('\u{2066}'..='\u{2069}')
            .chain("\u{AD}\u{61C}\u{200B}\u{2060}\u{FEFF}".chars());
        for character in hidden {
            let text = format!("a{character}b");
            assert!(
                !visible(&text).contains(character),
                "U+{:04X}",
                u32::from(character)
            );
            assert!(character == '\n' || !visible_lines(&text).contains(character));
        }
    }

    /// Texts full of what must not reach a terminal.
    fn hostile() -> impl Strategy<Value = String> {
        let control = prop_oneof![
            any::<char>(),
            prop::char::range('\0', '\u{A0}'),
            prop::char::range('\u{2000}', '\u{2070}'),
            prop::char::range('\u{300}', '\u{330}'),
            Just('\n'),
            Just('\u{FEFF}'),
        ];
        prop::collection::vec(control, 0..32).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in hostile()) {
            prop_assert!(visible(&text).chars().all(is_plain));
            prop_assert!(visible_lines(&text).chars().all(|character| character == '\n' || is_plain(character)));
            prop_assert!(!visible(&text).chars().any(char::is_control));
        }

        #[test]
        fn showing_twice_changes_nothing(text in hostile()) {
            let shown = visible(&text).into_owned();
            prop_assert_eq!(visible(&shown), shown.clone());
            let lines = visible_lines(&text).into_owned();
            prop_assert_eq!(visible_lines(&lines), lines.clone());
            prop_assert_eq!(lines.split('\n').count(), text.split('\n').count());
        }
    }
}
