//! The message line: what was done, what was refused, what is under way.

use super::super::ticket::Ticket;
use crate::exchange::Pace;
use crate::i18n::{Lang, Phrase};
use crate::ui::words::Bilingual;

/// Said on the message line until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub words: Bilingual,
    pub tone: Tone,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Done,
    Refused,
    Hint,
}

impl Notice {
    pub fn done(phrase: &impl Phrase) -> Self {
        Self {
            words: Bilingual::of(phrase),
            tone: Tone::Done,
        }
    }

    pub fn refused(phrase: &impl Phrase) -> Self {
        Self {
            words: Bilingual::of(phrase),
            tone: Tone::Refused,
        }
    }

    pub fn hint(phrase: &impl Phrase) -> Self {
        Self {
            words: Bilingual::of(phrase),
            tone: Tone::Hint,
        }
    }

    pub fn text(&self, lang: Lang) -> String {
        self.words.text(lang)
    }
}

/// A long request that is under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    pub ticket: Ticket,
    pub what: Bilingual,
    /// `None` until it says how far it is.
    pub pace: Option<Pace>,
    pub stop: Stop,
}

/// Whether Esc can stop it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    Possible,
    Impossible,
}
