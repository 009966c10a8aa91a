//! What the program costs in a real terminal, with 50,000 models:
//! time to the first frame, memory, bytes a key, bytes and time when idle.
//!
//! ```text
//! cargo bench --bench terminal
//! KHEO_MODELS=1000000 cargo bench --bench terminal
//! ```
//!
//! Making a book of a million models takes many minutes; `KHEO_STORE` names one
//! that is there.
#![cfg(unix)]

#[path = "../tests/pty/terminal.rs"]
#[allow(dead_code)]
mod terminal;

#[path = "shared/process.rs"]
mod process;
#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use measured::{Budget, Measured, Spread, shown};
use process::{at_rest, cpu_ticks, resident, write_calls};
use terminal::{Start, Terminal};

const ROUNDS: usize = 15;

/// A book, and what it may cost.
struct Book {
    store: PathBuf,
    models: u32,
    /// To the first frame, in milliseconds.
    first_frame: u32,
    /// In MiB.
    memory: f64,
}

impl Book {
    /// The book that the environment asks for, made in `folder` unless it is
    /// there.
    fn wanted(folder: &Path) -> Self {
        let models = std::env::var("KHEO_MODELS").ok();
        let models = models.map_or(50_000, |models| models.parse().unwrap());
        let there = std::env::var_os("KHEO_STORE").map(PathBuf::from);
        let store = there.unwrap_or_else(|| {
            let store = folder.join("book.redb");
            let made = Command::new(env!("CARGO_BIN_EXE_kheo"))
                .args([
                    "demo",
                    "--no-tui",
                    "--models",
                    &models.to_string(),
                    "--store",
                ])
                .arg(&store)
                .status()
                .unwrap();
            assert!(made.success());
            store
        });
        let (first_frame, memory) = match models {
            ..=20_000 => (50, 40.0),
            20_001..=50_000 => (50, 60.0),
            _ => (150, 350.0),
        };
        Self {
            store,
            models,
            first_frame,
            memory,
        }
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let book = Book::wanted(folder.path());
    let bench = match book.models {
        50_000 => "terminal",
        _ => "scale",
    };
    let mut table = Measured::begin(bench);
    let models = kheo::text::count(book.models.into());
    table.section(
        &format!("The program in a terminal of 80×24, {models} models"),
        "Measured",
    );
    first_frame(&mut table, &book);
    let mut open = Start::book(&book.store).open();
    open.sees("Cấp cơ sở");
    memory(&mut table, &book, &mut open);
    idle(&mut table, &open);
    moves(&mut table, &mut open);
    table.keep();
}

fn first_frame(table: &mut Measured, book: &Book) {
    let mut frames = Vec::new();
    let mut figures = Vec::new();
    for _ in 0..ROUNDS {
        let since = Instant::now();
        let mut open = Start::book(&book.store).open();
        open.sees("Tổng quan");
        frames.push(since.elapsed());
        open.sees("Cấp cơ sở");
        figures.push(since.elapsed());
        open.kill();
    }
    let (frames, figures) = (Spread::of(frames), Spread::of(figures));
    table.row(
        "first frame, median of 15 starts",
        &frames.ends(),
        &Budget::millis(frames.median(), book.first_frame),
    );
    table.row(
        "all figures of *Tổng quan* shown",
        &shown(figures.median()),
        &Budget::None,
    );
}

fn holds(table: &mut Measured, book: &Book, what: &str, open: &Terminal) {
    let held = resident(open.process()) / 1024;
    table.row(
        what,
        &format!("{held} MiB"),
        &Budget::at_most(held as f64, book.memory, " MiB"),
    );
}

fn memory(table: &mut Measured, book: &Book, open: &mut Terminal) {
    at_rest(open.process());
    holds(table, book, "memory on *Tổng quan*", open);
    let all = kheo::text::count(book.models.into());
    open.text("2")
        .sees(&format!("/ {all}"))
        .key("f3")
        .text("rac bo")
        .sees_no("đang đọc sổ")
        .settled(Duration::from_millis(500));
    at_rest(open.process());
    holds(table, book, "memory after a search in *Mô hình*", open);
    open.key("esc")
        .key("esc")
        .settled(Duration::from_millis(500));
}

fn idle(table: &mut Measured, open: &Terminal) {
    let (before, ticks) = (open.written().0, cpu_ticks(open.process()));
    std::thread::sleep(Duration::from_secs(3));
    let (after, later) = (open.written().0, cpu_ticks(open.process()));
    let mut none = |what: &str, count: usize, unit: &str| {
        let budget = Budget::at_most(count as f64, 0.0, unit);
        table.row(what, &format!("{count}{unit}"), &budget);
    };
    none("written in 3 s without a key", after - before, " bytes");
    let ticks = usize::try_from(later - ticks).unwrap() * 10;
    none("processor time in 3 s without a key", ticks, " ms");
}

/// The list shows some twenty rows: the first moves stay on the page, later
/// ones scroll by a line.
fn moves(table: &mut Measured, open: &mut Terminal) {
    open.text("2")
        .sees("Mô hình")
        .key("home")
        .settled(Duration::from_millis(300));
    let (mut still, mut scrolling, mut writes) = (Vec::new(), Vec::new(), Vec::new());
    for step in 0..60 {
        let (bytes, calls) = (open.written().0, write_calls(open.process()));
        open.key("down").settled(Duration::from_millis(60));
        let written = open.written().0 - bytes;
        let calls = write_calls(open.process()) - calls;
        writes.push(usize::try_from(calls).unwrap());
        match step {
            2..10 => still.push(written),
            40.. => scrolling.push(written),
            _ => {}
        }
    }
    let mut most = |what: &str, of: &[usize], limit: f64| {
        let most = of.iter().max().copied().unwrap();
        let budget = Budget::at_most(most as f64, limit, "");
        table.row(what, &format!("{most} at most"), &budget);
    };
    most("bytes a move in a list", &still, 250.0);
    most("bytes a one-line scroll", &scrolling, 450.0);
    most("write calls a frame", &writes, 1.0);
}
