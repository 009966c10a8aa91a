//! A keystroke without a terminal: the index of the book, and nucleo as an
//! editor uses it (its own threads, narrowing what the letter before found).

use std::sync::Arc;
use std::time::Instant;

use nucleo::pattern::{CaseMatching, Normalization};
use nucleo::{Config, Nucleo};

use crate::list::List;
use crate::measured::{Budget, Measured, Spread};
use crate::query::{PAGE, Query};
use crate::searched::Searched;

/// Milliseconds that nucleo may wait for its threads at a time.
const TICK: u64 = 10;

pub fn measure(measured: &mut Measured, list: &List, queries: &[Query]) {
    measured.section(
        &format!(
            "A keystroke among {} names, without a terminal",
            list.models.len()
        ),
        "Right pages; p50 / p95 / p99 of every letter",
    );
    let book = Searched::of(&list.models);
    let page = |typed: &str| {
        let (hits, _) = book.ask(typed, PAGE);
        hits.into_iter()
            .map(|hit| list.models[hit.doc as usize].name.clone())
            .collect()
    };
    let waits = keystrokes(queries, page);
    let kept = Budget::millis(waits.times.at(99), 16);
    waits.show(measured, "kheo's index", &kept);

    let mut nucleo = filled(list);
    let waits = keystrokes(queries, |typed| asked(&mut nucleo, typed));
    waits.show(measured, "nucleo 0.5", &Budget::None);
}

struct Waits {
    times: Spread,
    /// Queries whose last letter was answered rightly.
    right: usize,
    queries: usize,
}

impl Waits {
    fn show(&self, measured: &mut Measured, who: &str, budget: &Budget) {
        let shown = format!(
            "{} of {}; {}",
            self.right,
            self.queries,
            self.times.percentiles()
        );
        measured.row(who, &shown, budget);
    }
}

/// Every query letter by letter.
fn keystrokes(queries: &[Query], mut page: impl FnMut(&str) -> Vec<String>) -> Waits {
    let (mut times, mut right) = (Vec::new(), 0);
    for query in queries {
        let mut last = Vec::new();
        for (at, letter) in query.typed.char_indices() {
            let so_far = &query.typed[..at + letter.len_utf8()];
            let since = Instant::now();
            last = page(so_far);
            times.push(since.elapsed());
        }
        right += usize::from(query.is_answered(last.iter().map(String::as_str)));
    }
    Waits {
        times: Spread::of(times),
        right,
        queries: queries.len(),
    }
}

fn filled(list: &List) -> Nucleo<usize> {
    let nucleo = Nucleo::new(Config::DEFAULT, Arc::new(|| {}), None, 1);
    let injector = nucleo.injector();
    for (number, model) in list.models.iter().enumerate() {
        injector.push(number, |_, columns| columns[0] = model.name.as_str().into());
    }
    nucleo
}

/// The names of the first page.
fn asked(nucleo: &mut Nucleo<usize>, typed: &str) -> Vec<String> {
    let narrows = typed.chars().count() > 1;
    let (case, normal) = (CaseMatching::Smart, Normalization::Smart);
    nucleo.pattern.reparse(0, typed, case, normal, narrows);
    while nucleo.tick(TICK).running {}
    let found = nucleo.snapshot();
    let rows = found.matched_item_count().min(PAGE as u32);
    let page = found.matched_items(..rows);
    page.map(|item| item.matcher_columns[0].to_string())
        .collect()
}
