//! The program beside its peers, on the same data in one run: keystrokes
//! (fzf, skim, television, nucleo), what a screen costs (csvlens, television,
//! gitui, fzf, skim), a list taken in (SQLite, Automerge), a note made durable
//! (write + fdatasync, SQLite), what is carried away (git bundle, zstd).
//!
//! ```text
//! cargo bench --bench peers
//! KHEO_NAMES=1000000 KHEO_PARTS=engine,typed cargo bench --bench peers
//! KHEO_NAMES=2000 KHEO_QUERIES=8 KHEO_RUNS=1 cargo test --bench peers    # tries itself, unoptimized
//! ```
//!
//! `KHEO_NAMES` is the length of the list, `KHEO_QUERIES` how often it is
//! searched, `KHEO_RUNS` how often each start and import is repeated,
//! `KHEO_PARTS` what of all this is measured, where not all is. Programs are
//! looked for in the folder `KHEO_PEERS`, then in `PATH`; one that is not on
//! the machine has a row that says so.
#![cfg(unix)]

mod carried;
mod durable;
mod engine;
mod list;
mod program;
mod query;
mod taken;
mod typed;
mod window;

#[path = "../shared/history.rs"]
#[allow(dead_code)]
mod history;
#[path = "../shared/measured.rs"]
#[allow(dead_code)]
mod measured;
#[path = "../shared/names.rs"]
#[allow(dead_code)]
mod names;
#[path = "../shared/process.rs"]
#[allow(dead_code)]
mod process;
#[path = "../shared/searched.rs"]
mod searched;
#[path = "../../tests/pty/terminal.rs"]
#[allow(dead_code)]
mod terminal;

use list::List;
use measured::{Measured, number};

/// How much is measured.
struct Scale {
    names: usize,
    queries: usize,
    runs: usize,
}

fn main() {
    let scale = Scale {
        names: number("KHEO_NAMES", 100_000),
        queries: number("KHEO_QUERIES", 200),
        runs: number("KHEO_RUNS", 5),
    };
    let mut measured = Measured::begin(match scale.names {
        ..1_000_000 => "peers",
        _ => "million",
    });
    let list = List::make(scale.names);
    let queries = query::queries(&list.models, scale.queries);
    for part in parts() {
        match part.as_str() {
            "taken" => taken::measure(&mut measured, &list, &scale),
            "engine" => engine::measure(&mut measured, &list, &queries),
            "typed" => typed::measure(&mut measured, &list, &queries),
            "window" => window::measure(&mut measured, &list, &scale),
            "durable" => durable::measure(&mut measured, &list),
            "carried" => carried::measure(&mut measured, list.folder.path()),
            other => panic!("no part {other:?}: {ALL}"),
        }
    }
    measured.keep();
}

/// Every part, in order.
const ALL: &str = "taken,engine,typed,window,durable,carried";

fn parts() -> Vec<String> {
    let wanted = std::env::var("KHEO_PARTS").unwrap_or(ALL.to_owned());
    wanted.split(',').map(str::to_owned).collect()
}
