//! The rows of a bench: printed as they come, and kept for the README.
//!
//! What an optimized run has measured is kept under the target folder, and
//! `KHEO_README=write cargo test --release --test readme` puts it into the
//! README, each bench between its own marks. An unoptimized run tries a bench
//! and keeps nothing.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// What one bench measured.
pub struct Measured {
    bench: &'static str,
    text: String,
}

/// What a measure may be.
pub enum Budget {
    None,
    Kept(String),
    Missed(String),
}

impl Budget {
    /// At most `limit`, both in `unit`, which is written as it stands.
    pub fn at_most(measured: f64, limit: f64, unit: &str) -> Self {
        let words = format!("≤ {limit}{unit}");
        if measured <= limit {
            Self::Kept(words)
        } else {
            Self::Missed(words)
        }
    }

    /// At most `limit` milliseconds.
    pub fn millis(measured: Duration, limit: u32) -> Self {
        Self::at_most(millis(measured), limit.into(), " ms")
    }
}

impl Measured {
    /// Of the bench that `cargo bench --bench` knows by this name.
    pub fn begin(bench: &'static str) -> Self {
        let mut measured = Self {
            bench,
            text: String::new(),
        };
        measured.line(&machine());
        measured
    }

    /// Begins a table: on what data, and how it is counted.
    pub fn section(&mut self, heading: &str, counted: &str) {
        self.line(&format!("\n| {heading} | {counted} | Budget |"));
        self.line("|---|---|---|");
    }

    pub fn row(&mut self, what: &str, measured: &str, budget: &Budget) {
        let budget = match budget {
            Budget::None => String::new(),
            Budget::Kept(words) => words.clone(),
            Budget::Missed(words) => format!("{words}: **not met**"),
        };
        self.line(&format!("| {what} | {measured} | {budget} |"));
    }

    fn line(&mut self, line: &str) {
        println!("{line}");
        let _ = writeln!(self.text, "{line}");
    }

    /// Keeps the rows of an optimized run for the README.
    pub fn keep(self) {
        if cfg!(debug_assertions) {
            return;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("measured");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(self.bench).with_extension("md"), self.text).unwrap();
    }
}

/// On what it is measured, as far as the system tells.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("a processor", |line| {
            line.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    format!("On {cores} × {model}; load when it began: {load}.")
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Many measures of the same thing.
pub struct Spread(Vec<Duration>);

impl Spread {
    /// # Panics
    /// When nothing was measured.
    pub fn of(mut times: Vec<Duration>) -> Self {
        assert!(!times.is_empty(), "nothing was measured");
        times.sort_unstable();
        Self(times)
    }

    /// The time that so many of a hundred stay within.
    pub fn at(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }

    pub fn median(&self) -> Duration {
        self.at(50)
    }

    /// The median, and the fastest and the slowest.
    pub fn ends(&self) -> String {
        let (middle, first, last) = (self.median(), self.at(0), self.at(100));
        format!("{} ({}–{})", shown(middle), shown(first), shown(last))
    }

    /// p50 / p95 / p99.
    pub fn percentiles(&self) -> String {
        [50, 95, 99].map(|at| shown(self.at(at))).join(" / ")
    }
}

/// A time with three digits that tell something.
pub fn shown(time: Duration) -> String {
    let millis = millis(time);
    match millis {
        0.0..0.1 => format!("{:.0} µs", millis * 1e3),
        0.1..10.0 => format!("{millis:.2} ms"),
        10.0..1000.0 => format!("{millis:.0} ms"),
        _ => format!("{:.2} s", millis / 1e3),
    }
}

/// A number from the environment, or the usual one.
pub fn number(variable: &str, usual: usize) -> usize {
    let given = std::env::var(variable).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}
