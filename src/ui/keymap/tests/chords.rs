use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use proptest::prelude::*;

use super::*;

fn event(code: KeyCode, modifiers: KeyModifiers) -> Option<Chord> {
    Chord::from_event(&KeyEvent::new(code, modifiers))
}

#[test]
fn what_the_terminal_sends_is_what_the_file_names() {
    let none = KeyModifiers::NONE;
    let control = KeyModifiers::CONTROL;
    for (code, modifiers, word) in [
        (KeyCode::F(6), none, "f6"),
        (KeyCode::Char('g'), none, "g"),
        (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
        (KeyCode::Char('Đ'), KeyModifiers::SHIFT, "Đ"),
        (KeyCode::Char('?'), KeyModifiers::SHIFT, "?"),
        (KeyCode::Char(' '), none, "space"),
        (KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab"),
        (KeyCode::Char('h'), control, "backspace"),
        (KeyCode::Char('i'), control, "tab"),
        (KeyCode::Char('7'), control, "ctrl-/"),
        (KeyCode::Char('W'), control, "ctrl-w"),
        (KeyCode::Enter, KeyModifiers::ALT, "alt-enter"),
        (KeyCode::F(6), KeyModifiers::SHIFT, "shift-f6"),
    ] {
        assert_eq!(event(code, modifiers), Some(chord(word)), "{word}");
    }
}

#[test]
fn the_release_of_a_key_is_no_chord() {
    let release = KeyEvent::new_with_kind(KeyCode::F(6), KeyModifiers::NONE, KeyEventKind::Release);
    assert_eq!(Chord::from_event(&release), None);
}

#[test]
fn chords_are_shown_as_on_the_key_caps() {
    for (word, shown) in [
        ("f6", "F6"),
        ("ctrl-s", "Ctrl+S"),
        ("g g", "g g"),
        ("up", "↑"),
        ("space", "Space"),
        ("alt-enter", "Alt+Enter"),
        ("shift-tab", "Shift+Tab"),
        ("ctrl-space", "Ctrl+Space"),
        ("ctrl-x u", "Ctrl+X u"),
    ] {
        assert_eq!(word.parse::<Sequence>().unwrap().shown(), shown);
    }
}

#[test]
fn what_is_no_key_is_refused() {
    for word in [
        "",
        " ",
        "f0",
        "f25",
        "f1000",
        "pgup",
        "ctrl-",
        "ctrl-ctrl",
        "gg",
    ] {
        assert!(word.parse::<Sequence>().is_err(), "{word:?}");
    }
    assert_eq!("ctrl--".parse(), Ok(chord("ctrl--")));
    assert_eq!(chord("-").typed(), Some('-'));
}

proptest! {
    #[test]
    fn reading_never_panics_and_the_canonical_form_reads_back(text in "\\PC{0,12}") {
        if let Ok(sequence) = text.parse::<Sequence>() {
            prop_assert_eq!(sequence.to_string().parse(), Ok(sequence));
        }
    }

    #[test]
    fn every_key_with_modifiers_has_one_canonical_form(
        modifiers in prop::sample::subsequence(vec!["ctrl-", "alt-", "shift-"], 0..=3),
        key in prop::sample::select(vec!["a", "Z", "đ", "[", "?", "7", "tab", "backtab", "space", "f12", "enter", "-"]),
    ) {
        let word = format!("{}{key}", modifiers.concat());
        let first = chord(&word);
        prop_assert_eq!(first.to_string().parse(), Ok(first));
    }
}
