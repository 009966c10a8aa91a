//! What the program costs in a real terminal, with 50,000 models:
//! time to the first frame, memory, bytes a key, bytes and time when idle.
//!
//! ```text
//! cargo bench --bench terminal
//! ```
#![cfg(unix)]

#[path = "../tests/pty/terminal.rs"]
#[allow(dead_code)]
mod terminal;

#[path = "shared/process.rs"]
mod process;
#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use measured::{Budget, Measured, Spread, shown};
use process::{cpu_ticks, resident, write_calls};
use terminal::{Start, Terminal};

const MODELS: &str = "50000";
const ROUNDS: usize = 15;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("book.redb");
    let made = Command::new(env!("CARGO_BIN_EXE_kheo"))
        .args(["demo", "--models", MODELS, "--no-tui", "--store"])
        .arg(&store)
        .status()
        .unwrap();
    assert!(made.success());
    let mut table = Measured::begin("terminal");
    table.section(
        "The program in a terminal of 80×24, 50,000 models",
        "Measured",
    );
    first_frame(&mut table, &store);
    let mut open = Start::book(&store).open();
    open.sees("Cấp cơ sở");
    memory(&mut table, &mut open);
    idle(&mut table, &open);
    moves(&mut table, &mut open);
    table.keep();
}

fn first_frame(table: &mut Measured, store: &Path) {
    let mut frames = Vec::new();
    let mut figures = Vec::new();
    for _ in 0..ROUNDS {
        let since = Instant::now();
        let mut open = Start::book(store).open();
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
        &Budget::millis(frames.median(), 50),
    );
    table.row(
        "all figures of *Tổng quan* shown",
        &shown(figures.median()),
        &Budget::None,
    );
}

fn holds(table: &mut Measured, what: &str, open: &Terminal) {
    let held = resident(open.process()) / 1024;
    table.row(
        what,
        &format!("{held} MiB"),
        &Budget::at_most(held as f64, 60.0, " MiB"),
    );
}

fn memory(table: &mut Measured, open: &mut Terminal) {
    holds(table, "memory on *Tổng quan*", open);
    open.text("2")
        .sees("50.0")
        .key("f3")
        .text("rac bo")
        .settled(Duration::from_millis(500));
    holds(table, "memory after a search in *Mô hình*", open);
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
