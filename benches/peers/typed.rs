//! A search as a person meets it: a query is typed into the real program in a
//! real terminal that has room for 25 rows of the list, all its letters at
//! once, and the clock stops when the name that is meant is on the screen.

use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use crate::list::List;
use crate::measured::{Budget, Measured, Spread};
use crate::process::{at_rest, resident};
use crate::program::{Program, rest};
use crate::query::{Kind, PAGE, Query};
use crate::terminal::{Start, Terminal, in_terminal};

const COLUMNS: u16 = 100;
/// Naps of 20 ms without anything new on the screen, and a query is given up.
const PATIENCE: u32 = 250;
/// As long as nothing is written, a screen has settled.
const QUIET: Duration = Duration::from_millis(200);
/// Longer than this nobody is waited for.
const MOST: Duration = Duration::from_secs(3);

pub fn measure(measured: &mut Measured, list: &List, queries: &[Query]) {
    measured.section(
        &format!(
            "A query among {} names typed at once into a terminal, till the page is right: as written, without diacritics, in any order, a letter missing",
            list.models.len()
        ),
        "Right pages of each; p50 / p95 / p99 of these",
    );
    let mut book = of_the_book(list);
    show(measured, "kheo", &mut book, queries);
    drop(book);
    let count = list.models.len();
    let whole = format!("{count}/{count}");
    // Rows of the window beside those of the list.
    let peers = [
        ("fzf", "--reverse", 2, whole.as_str()),
        ("sk", "--reverse --normalize", 2, whole.as_str()),
        (
            "tv",
            "--no-preview --no-remote --no-help-panel --no-status-bar",
            5,
            "",
        ),
    ];
    for (name, arguments, beside, ready) in peers {
        if let Some(program) = Program::or_skip(name, measured) {
            let command = program.fed(arguments, &list.lines(), list.folder.path());
            let mut open = filled(command, beside, ready);
            show(measured, &program.name, &mut open, queries);
        }
    }
}

fn of_the_book(list: &List) -> Terminal {
    let store = list.filled_store();
    let mut start = Start::book(&store);
    (start.columns, start.rows) = (COLUMNS, PAGE as u16 + 8);
    let mut open = start.open();
    open.sees("Tổng quan").text("2").sees("Chủ thể").key("f3");
    at_rest(open.process());
    open
}

fn filled(command: CommandBuilder, beside: u16, ready: &str) -> Terminal {
    let mut open = in_terminal(command, COLUMNS, PAGE as u16 + beside);
    open.until("the whole list", |screen| {
        !screen.is_empty() && screen.contains(ready)
    });
    rest(&open, QUIET * 5, MOST);
    open
}

fn show(measured: &mut Measured, who: &str, open: &mut Terminal, queries: &[Query]) {
    let mut times = Vec::new();
    let mut right = [0; Kind::ALL.len()];
    let mut asked = right;
    for query in queries {
        let kind = query.kind as usize;
        let fits = |screen: &str| screen.contains(&query.means);
        if fits(&open.screen()) {
            continue;
        }
        asked[kind] += 1;
        let since = Instant::now();
        open.text(&query.typed);
        if open.fits_within(PATIENCE, fits) {
            times.push(since.elapsed());
            right[kind] += 1;
        }
        rest(open, QUIET, MOST);
        if resident(open.process()) == 0 {
            let ended = format!("it ends by itself when “{}” is typed", query.typed);
            measured.row(who, &ended, &Budget::None);
            return;
        }
        // Every program takes back a letter a key.
        open.text(&"\x7f".repeat(query.typed.chars().count()));
        rest(open, QUIET, MOST);
    }
    let shares: Vec<String> = right
        .iter()
        .zip(asked)
        .map(|(right, asked)| format!("{right}/{asked}"))
        .collect();
    let times = match times.is_empty() {
        true => "–".to_owned(),
        false => Spread::of(times).percentiles(),
    };
    let shown = format!("{}; {times}", shares.join(", "));
    measured.row(who, &shown, &Budget::None);
}
