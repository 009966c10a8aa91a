//! Keys by name.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// `f6`, `ctrl-d`, `enter`, or one character.
pub fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.strip_prefix("ctrl-") {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pagedown" => KeyCode::PageDown,
        "pageup" => KeyCode::PageUp,
        "backspace" => KeyCode::Backspace,
        "insert" => KeyCode::Insert,
        "delete" => KeyCode::Delete,
        "space" => KeyCode::Char(' '),
        function if function.len() > 1 && function.starts_with('f') => {
            KeyCode::F(function[1..].parse().unwrap())
        }
        single => {
            let mut characters = single.chars();
            let character = characters.next().unwrap();
            assert!(characters.next().is_none(), "no key is called {single}");
            KeyCode::Char(character)
        }
    };
    KeyEvent::new(code, modifiers)
}

/// A character as a terminal sends it.
pub fn character(character: char) -> KeyEvent {
    match character {
        '\n' => KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE),
        other => KeyEvent::new(KeyCode::Char(other), KeyModifiers::NONE),
    }
}
