//! What the terminal and the system tell the program.

use crossterm::event::{Event, KeyEvent, KeyEventKind};

/// One thing that happened at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermEvent {
    /// A key went down, or is held; never its release.
    Key(KeyEvent),
    /// A pasted text, its lines ending in `\n` whatever the terminal sent.
    Paste(String),
    /// The window has a new size, in cells.
    Resize { columns: u16, rows: u16 },
    /// The terminal is gone: keep the draft and leave, print nothing.
    Gone,
    /// The system asks for something.
    Signal(Signal),
}

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// SIGHUP: the terminal hung up.
    Hangup,
    /// SIGTERM: leave now, in order.
    Terminate,
    /// SIGINT: someone sent it; Ctrl-C arrives as a key.
    Interrupt,
    /// SIGQUIT.
    Quit,
    /// SIGTSTP: go to the background.
    Stop,
    /// SIGCONT: back again; the screen must be drawn anew.
    Continue,
}

impl TermEvent {
    /// What of crossterm's events concerns the program.
    pub(super) fn from_crossterm(event: Event) -> Option<Self> {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Release => None,
            Event::Key(key) => Some(Self::Key(key)),
            Event::Paste(text) => Some(Self::Paste(with_line_feeds(&text))),
            Event::Resize(columns, rows) => Some(Self::Resize { columns, rows }),
            Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
        }
    }
}

/// Terminals paste lines ending in a carriage return, as if Enter were pressed.
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    #[test]
    fn pasted_lines_end_in_line_feeds() {
        let paste = Event::Paste("Một\rHai\r\nBa\n".to_owned());
        let expected = TermEvent::Paste("Một\nHai\nBa\n".to_owned());
        assert_eq!(TermEvent::from_crossterm(paste), Some(expected));
    }

    #[test]
    fn the_release_of_a_key_is_no_key() {
        let key = |kind| KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, kind);
        let release = Event::Key(key(KeyEventKind::Release));
        assert_eq!(TermEvent::from_crossterm(release), None);
        let repeat = key(KeyEventKind::Repeat);
        assert_eq!(
            TermEvent::from_crossterm(Event::Key(repeat)),
            Some(TermEvent::Key(repeat))
        );
    }
}
