//! How long a keystroke waits for its answer, and an index for its book.
//!
//! `cargo bench --bench search` prints percentiles of single keystrokes over
//! 2,000 queries, at 50,000 and at 1,000,000 names, and the memory that the
//! process holds more with the index than without; then criterion's means.

#[path = "shared/names.rs"]
#[allow(dead_code)]
mod names;
#[path = "shared/process.rs"]
#[allow(dead_code)]
mod process;
#[path = "shared/searched.rs"]
mod searched;
#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;

use measured::{Budget, Measured, Spread, shown};
use names::{Dice, Model, NAMES, UNITS};
use process::resident;
use searched::Searched;

/// Lines of a screen.
const PAGE: usize = 50;

/// What the list is asked while people type: one to three words of a name,
/// letter by letter, with diacritics or without, some from the unit, some as
/// initials, some mistyped.
fn keystrokes(count: usize) -> Vec<String> {
    let mut dice = Dice(2026);
    let mut queries = Vec::with_capacity(count);
    while queries.len() < count {
        let words: Vec<&str> = dice.pick(&NAMES).split(' ').collect();
        let from = dice.below(words.len() - 1);
        let mut typed = words[from..].join(" ");
        if dice.below(4) > 0 {
            typed = kheo::text::fold(&typed);
        }
        match dice.below(10) {
            0 => typed = kheo::text::initials(&words.join(" ")),
            1 => typed = dice.pick(&UNITS).to_lowercase(),
            2 => typed = typed.replacen('n', "m", 1),
            _ => {}
        }
        let letters = typed.chars().count().min(4 + dice.below(12));
        queries.extend((1..=letters).map(|end| typed.chars().take(end).collect::<String>()));
    }
    queries.truncate(count);
    queries
}

fn measure(table: &mut Measured, count: u32) -> Searched {
    let models: Vec<Model> = (0..count).map(names::model).collect();
    let before = resident(std::process::id());
    let start = Instant::now();
    let book = Searched::of(&models);
    let built = start.elapsed();
    let held = resident(std::process::id()).saturating_sub(before);
    table.row(
        &format!("an index of {count} names: built; memory more than without"),
        &format!("{}; {} MiB", shown(built), held / 1024),
        &Budget::None,
    );
    let queries = keystrokes(2000);
    let mut waits: Vec<(Duration, &str, usize)> = queries
        .iter()
        .map(|query| {
            let start = Instant::now();
            let (page, found) = book.ask(query, PAGE);
            black_box(page);
            (start.elapsed(), query.as_str(), found)
        })
        .collect();
    waits.sort_unstable();
    let spread = Spread::of(waits.iter().map(|(wait, ..)| *wait).collect());
    table.row(
        &format!("a keystroke among {count} names: p50 / p95 / p99"),
        &spread.percentiles(),
        &Budget::millis(spread.at(99), 16),
    );
    for (wait, query, found) in waits.iter().rev().take(5) {
        println!("  slowest: {wait:.1?} for “{query}”, {found} found");
    }
    book
}

fn main() {
    let mut table = Measured::begin("search");
    table.section("Search, 2,000 queries letter by letter", "Measured");
    let small = measure(&mut table, 50_000);
    let large = measure(&mut table, 1_000_000);
    table.keep();
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    for (size, book) in [("50k", &small), ("1M", &large)] {
        for query in ["r", "th", "rac b", "rác về bờ", "dvk", "tinh thuogn"] {
            criterion.bench_function(&format!("{size}/{query}"), |bencher| {
                bencher.iter(|| book.ask(black_box(query), PAGE));
            });
        }
    }
    let models: Vec<Model> = (0..50_000).map(names::model).collect();
    criterion.bench_function("build/50k", |bencher| {
        bencher.iter(|| Searched::of(&models))
    });
    criterion.final_summary();
}
