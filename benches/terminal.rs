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

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

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
    println!("| What, with {MODELS} models at 80×24 | Measured | Budget |");
    println!("|---|---|---|");
    first_frame(&store);
    let mut open = Start::book(&store).open();
    open.sees("Cấp cơ sở");
    memory(&mut open);
    idle(&open);
    moves(&mut open);
}

fn row(what: &str, measured: &str, budget: &str) {
    println!("| {what} | {measured} | {budget} |");
}

fn first_frame(store: &Path) {
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
    row(
        "first frame, median of 15 starts",
        &format!("{} ms", median(&mut frames).as_millis()),
        "≤ 50 ms",
    );
    row(
        "all figures of *Tổng quan* shown",
        &format!("{} ms", median(&mut figures).as_millis()),
        "",
    );
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn memory(open: &mut Terminal) {
    row(
        "memory on *Tổng quan*",
        &format!("{} MB", resident(open) / 1024),
        "≤ 60 MB",
    );
    open.text("2")
        .sees("50.0")
        .key("f3")
        .text("rac bo")
        .settled(Duration::from_millis(500));
    row(
        "memory after a search in *Mô hình*",
        &format!("{} MB", resident(open) / 1024),
        "≤ 60 MB",
    );
    open.key("esc")
        .key("esc")
        .settled(Duration::from_millis(500));
}

fn idle(open: &Terminal) {
    let (before, ticks) = (open.written().0, cpu_ticks(open));
    std::thread::sleep(Duration::from_secs(3));
    let (after, later) = (open.written().0, cpu_ticks(open));
    row(
        "written in 3 s without a key",
        &format!("{} bytes", after - before),
        "0 bytes",
    );
    row(
        "processor time in 3 s without a key",
        &format!("{} ticks of 10 ms", later - ticks),
        "0",
    );
}

/// The list shows some twenty rows: the first moves stay on the page, later
/// ones scroll by a line.
fn moves(open: &mut Terminal) {
    open.text("2")
        .sees("Mô hình")
        .key("home")
        .settled(Duration::from_millis(300));
    let (mut still, mut scrolling, mut writes) = (Vec::new(), Vec::new(), Vec::new());
    for step in 0..60 {
        let (bytes, calls) = (open.written().0, write_calls(open));
        open.key("down").settled(Duration::from_millis(60));
        let written = open.written().0 - bytes;
        writes.push(write_calls(open) - calls);
        match step {
            2..10 => still.push(written),
            40.. => scrolling.push(written),
            _ => {}
        }
    }
    row(
        "bytes a move in a list",
        &format!("{} at most", still.iter().max().unwrap()),
        "≤ 250",
    );
    row(
        "bytes a one-line scroll",
        &format!("{} at most", scrolling.iter().max().unwrap()),
        "≤ 450",
    );
    row(
        "write calls a frame",
        &format!("{} at most", writes.iter().max().unwrap()),
        "1",
    );
}

fn proc_file(open: &Terminal, name: &str) -> String {
    std::fs::read_to_string(format!("/proc/{}/{name}", open.process())).unwrap_or_default()
}

/// Resident memory in KiB.
fn resident(open: &Terminal) -> usize {
    let status = proc_file(open, "status");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .unwrap_or("0");
    line.split_whitespace()
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn cpu_ticks(open: &Terminal) -> u64 {
    let stat = proc_file(open, "stat");
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let number = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<u64>().ok())
            .unwrap_or(0)
    };
    number(11) + number(12)
}

fn write_calls(open: &Terminal) -> u64 {
    let io = proc_file(open, "io");
    io.lines()
        .find_map(|line| line.strip_prefix("syscw: "))
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}
