//! A progress bar on standard error, for people only.

use std::io::{self, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::exchange::{Measure, Pace};
use crate::i18n::{Lang, Phrase};

const CELLS: u64 = 30;

/// Draws how far a long piece of work has come.
#[derive(Debug)]
pub struct Bar {
    audience: Audience,
    lang: Lang,
    begun: Instant,
    pace: Mutex<Option<Pace>>,
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Audience {
    Person,
    Nobody,
}

impl Bar {
    /// A bar that draws only when standard error is a terminal.
    pub fn on_a_terminal(lang: Lang) -> Self {
        match io::stderr().is_terminal() {
            true => Self::before(Audience::Person, lang),
            false => Self::silent(lang),
        }
    }

    /// A bar that never draws.
    pub fn silent(lang: Lang) -> Self {
        Self::before(Audience::Nobody, lang)
    }

    fn before(audience: Audience, lang: Lang) -> Self {
        Self {
            audience,
            lang,
            begun: Instant::now(),
            pace: Mutex::new(None),
        }
    }

    /// Shows how far the work is, how fast it goes and what remains.
    pub fn show(&self, measure: Measure) {
        if self.audience == Audience::Nobody {
            return;
        }
        let at = i64::try_from(self.begun.elapsed().as_millis()).unwrap_or(i64::MAX);
        let pace = {
            let mut watched = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
            let pace = watched.get_or_insert(Pace::new(measure, at));
            pace.go_on(measure, at);
            *pace
        };
        self.write(&format!(
            "\r{} {}\x1b[K",
            cells(&pace),
            pace.text(self.lang)
        ));
    }

    /// Takes the bar off the screen again.
    pub fn clear(&self) {
        self.write("\r\x1b[K");
    }

    fn write(&self, text: &str) {
        if self.audience == Audience::Person {
            // A terminal that went away must not stop the work.
            let mut stderr = io::stderr().lock();
            let _ = stderr.write_all(text.as_bytes());
            let _ = stderr.flush();
        }
    }
}

fn cells(pace: &Pace) -> String {
    let full = pace.percent().unwrap_or(0) * CELLS / 100;
    (0..CELLS)
        .map(|cell| if cell < full { '█' } else { '░' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Unit;

    fn full(done: u64, total: u64) -> usize {
        let unit = Unit::Lines;
        let pace = Pace::new(Measure { done, total, unit }, 0);
        let cells = cells(&pace);
        assert_eq!(cells.chars().count() as u64, CELLS);
        cells.chars().filter(|cell| *cell == '█').count()
    }

    #[test]
    fn the_bar_stays_within_its_cells() {
        assert_eq!(full(0, 0), 0);
        assert_eq!(full(15, 30), 15);
        assert_eq!(full(90, 30), 30);
        assert_eq!(full(u64::MAX, u64::MAX), 30);
    }
}
