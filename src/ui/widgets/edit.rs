//! What a person does to text, whichever key said it.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// One deed of somebody who is typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    Insert(char),
    /// Text from the clipboard, with whatever line ends it came with.
    Paste(String),
    /// Takes back one code point: Vietnamese input methods replay Backspace
    /// once for each code point that they are about to send again.
    Backspace,
    /// Takes out the grapheme after the cursor.
    Delete,
    /// Takes out the word before the cursor.
    DeleteWord,
    Left,
    Right,
    Up,
    Down,
    WordLeft,
    WordRight,
    Home,
    End,
    PageUp,
    PageDown,
    Newline,
    Undo,
    Redo,
}

impl Edit {
    /// What a key that no binding took does to text.
    ///
    /// The byte 0x08 arrives as Ctrl-H and is Backspace, always. Keys with Alt
    /// or another Ctrl letter are nothing here.
    pub fn from_key(key: &KeyEvent) -> Option<Self> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        let held = key.modifiers - KeyModifiers::SHIFT;
        if held.is_empty() {
            plain(key.code)
        } else if held == KeyModifiers::CONTROL {
            with_control(key.code)
        } else if held == KeyModifiers::ALT && key.code == KeyCode::Backspace {
            Some(Self::DeleteWord)
        } else {
            None
        }
    }
}

fn plain(code: KeyCode) -> Option<Edit> {
    Some(match code {
        KeyCode::Char(character) => Edit::Insert(character),
        KeyCode::Backspace => Edit::Backspace,
        KeyCode::Delete => Edit::Delete,
        KeyCode::Enter => Edit::Newline,
        KeyCode::Left => Edit::Left,
        KeyCode::Right => Edit::Right,
        KeyCode::Up => Edit::Up,
        KeyCode::Down => Edit::Down,
        KeyCode::Home => Edit::Home,
        KeyCode::End => Edit::End,
        KeyCode::PageUp => Edit::PageUp,
        KeyCode::PageDown => Edit::PageDown,
        _ => return None,
    })
}

fn with_control(code: KeyCode) -> Option<Edit> {
    Some(match code {
        KeyCode::Char('h' | 'H') => Edit::Backspace,
        KeyCode::Char('w' | 'W') | KeyCode::Backspace => Edit::DeleteWord,
        // A line feed pasted by a terminal that does not bracket its pastes.
        KeyCode::Char('j' | 'J') => Edit::Newline,
        KeyCode::Left => Edit::WordLeft,
        KeyCode::Right => Edit::WordRight,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(code: KeyCode, modifiers: KeyModifiers) -> Option<Edit> {
        Edit::from_key(&KeyEvent::new(code, modifiers))
    }

    #[test]
    fn both_backspaces_are_backspace() {
        assert_eq!(
            typed(KeyCode::Backspace, KeyModifiers::NONE),
            Some(Edit::Backspace)
        );
        assert_eq!(
            typed(KeyCode::Char('h'), KeyModifiers::CONTROL),
            Some(Edit::Backspace)
        );
    }

    #[test]
    fn capitals_are_letters_and_commands_are_not() {
        assert_eq!(
            typed(KeyCode::Char('Ê'), KeyModifiers::SHIFT),
            Some(Edit::Insert('Ê'))
        );
        assert_eq!(typed(KeyCode::Char('e'), KeyModifiers::ALT), None);
        assert_eq!(typed(KeyCode::Char('e'), KeyModifiers::CONTROL), None);
        assert_eq!(typed(KeyCode::F(2), KeyModifiers::NONE), None);
    }

    #[test]
    fn a_key_that_is_let_go_types_nothing() {
        let release = KeyEvent::new_with_kind(
            KeyCode::Char('a'),
            KeyModifiers::NONE,
            KeyEventKind::Release,
        );
        assert_eq!(Edit::from_key(&release), None);
    }
}
