//! A progress bar on standard error, for people only.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use crate::text;

const CELLS: u64 = 30;

/// Draws how far a long piece of work has come.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    watched: bool,
    begun: Instant,
}

impl Bar {
    /// A bar that draws only when standard error is a terminal.
    pub fn on_a_terminal() -> Self {
        Self {
            watched: io::stderr().is_terminal(),
            begun: Instant::now(),
        }
    }

    /// A bar that never draws.
    pub fn silent() -> Self {
        Self {
            watched: false,
            begun: Instant::now(),
        }
    }

    /// Shows `done` of `total` steps.
    pub fn show(self, done: u64, total: u64) {
        if self.watched {
            let pace = pace(done, total, self.begun.elapsed());
            self.write(&format!("\r{}{pace}\x1b[K", line(done, total)));
        }
    }

    /// Takes the bar off the screen again.
    pub fn clear(self) {
        if self.watched {
            self.write("\r\x1b[K");
        }
    }

    fn write(self, text: &str) {
        // A terminal that went away must not stop the work.
        let mut stderr = io::stderr().lock();
        let _ = stderr.write_all(text.as_bytes());
        let _ = stderr.flush();
    }
}

fn line(done: u64, total: u64) -> String {
    let total = total.max(1);
    let done = done.min(total);
    let full =
        u64::try_from(u128::from(done) * u128::from(CELLS) / u128::from(total)).unwrap_or(CELLS);
    let percent = u128::from(done) * 100 / u128::from(total);
    let bar: String = (0..CELLS)
        .map(|cell| if cell < full { '█' } else { '░' })
        .collect();
    format!("{bar} {percent:>3}%")
}

/// How many steps a second, and about how long the rest takes.
fn pace(done: u64, total: u64, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64();
    if done == 0 || seconds < 1.0 {
        return String::new();
    }
    let rate = done as f64 / seconds;
    let left = (total.saturating_sub(done) as f64 / rate).round() as u64;
    let rate = text::count(rate.round() as i64);
    format!("  {rate}/s  ~{}:{:02}", left / 60, left % 60)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_pace_tells_how_long_the_rest_takes() {
        let seconds = |seconds| Duration::from_secs(seconds);
        assert_eq!(pace(2_000, 5_000, seconds(1)), "  2.000/s  ~0:02");
        assert_eq!(pace(100, 10_000, seconds(10)), "  10/s  ~16:30");
        assert_eq!(pace(0, 10, seconds(10)), "");
        assert_eq!(pace(5, 10, seconds(0)), "");
    }

    use super::*;

    #[test]
    fn the_bar_stays_within_its_cells() {
        assert_eq!(line(0, 0).chars().filter(|cell| *cell == '█').count(), 0);
        assert_eq!(line(15, 30).chars().filter(|cell| *cell == '█').count(), 15);
        assert_eq!(line(90, 30).chars().filter(|cell| *cell == '█').count(), 30);
        assert!(line(u64::MAX, u64::MAX).ends_with("100%"));
    }
}
