//! What an open window costs: time to the first frame, memory, what is written
//! and computed while nobody types, and the bytes of a move in the list.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::list::List;
use crate::measured::{Budget, Measured, Spread};
use crate::process::{cpu_ticks, resident};
use crate::program::{Program, rest};
use crate::terminal::{Start, Terminal, in_terminal};
use crate::{Scale, carried};

const MOVES: usize = 40;
/// Naps of 20 ms without anything new on the screen, and a start is given up.
const PATIENCE: u32 = 500;
/// Until a list is wholly read.
const QUIET: Duration = Duration::from_millis(1500);
/// After so long without a byte a move is drawn.
const MOVE: Duration = Duration::from_millis(80);

/// A program with the list open.
struct Window<'a> {
    name: String,
    start: Box<dyn Fn() -> Terminal + 'a>,
    /// What its first frame shows.
    first: &'a str,
    /// Keys that lead from there to the list.
    keys: &'a str,
}

pub fn measure(measured: &mut Measured, list: &List, scale: &Scale) {
    measured.section(
        "An open window of 80×24 with the list in it (gitui: as many commits, 20,000 at most)",
        "First frame; memory; written and computed in 3 s without a key; bytes a move, median and most",
    );
    let (home, store) = (list.folder.path(), list.filled_store());
    let repository = home.join("repository");
    carried::commit(&repository, scale.names.min(carried::CHANGES));
    // As much as the narrowest column shows.
    let first: String = list.models[0].name.chars().take(16).collect();
    let first = first.as_str();
    let kheo = Window {
        name: "kheo".into(),
        start: Box::new(|| Start::book(&store).open()),
        first: "Tổng quan",
        keys: "2",
    };
    kheo.show(measured, scale.runs);
    let (csv, lines) = (list.csv(), list.lines());
    let fed = |arguments: &'static str| Fed::Input(arguments, &lines);
    let television = "--no-preview --no-remote --no-help-panel --no-status-bar";
    for (name, fed, first, keys) in [
        ("csvlens", Fed::Arguments(vec![text(&csv)]), first, ""),
        ("tv", fed(television), "Results", ""),
        ("fzf", fed("--reverse"), first, ""),
        ("sk", fed("--reverse"), first, ""),
        (
            "gitui",
            Fed::Arguments(vec!["-d", text(&repository)]),
            "Log",
            "2",
        ),
    ] {
        let Some(program) = Program::or_skip(name, measured) else {
            continue;
        };
        let command = match fed {
            Fed::Arguments(arguments) => program.with(&arguments, home),
            Fed::Input(arguments, lines) => program.fed(arguments, lines, home),
        };
        let window = Window {
            name: program.name,
            start: Box::new(move || in_terminal(command.clone(), 80, 24)),
            first,
            keys,
        };
        window.show(measured, scale.runs);
    }
}

/// How a program gets the list.
enum Fed<'a> {
    Arguments(Vec<&'a str>),
    /// With these arguments, from this file.
    Input(&'a str, &'a Path),
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

impl Window<'_> {
    fn show(&self, measured: &mut Measured, runs: usize) {
        let Some(frames) = (0..runs).map(|_| self.first_frame()).collect() else {
            measured.row(
                &self.name,
                "skipped: it does not come up here",
                &Budget::None,
            );
            return;
        };
        let mut open = (self.start)();
        open.sees(self.first).text(self.keys);
        rest(&open, QUIET, QUIET);
        let memory = resident(open.process()) / 1024;
        let (before, ticks) = (open.written().0, cpu_ticks(open.process()));
        std::thread::sleep(Duration::from_secs(3));
        let idle = open.written().0 - before;
        let busy = (cpu_ticks(open.process()) - ticks) * 10;
        let (middle, most) = moves(&mut open);
        let frames = Spread::of(frames).ends();
        let shown = format!("{frames}; {memory} MiB; {idle} bytes, {busy} ms; {middle}, {most}");
        measured.row(&self.name, &shown, &Budget::None);
    }

    /// `None` when it shows nothing of what is awaited.
    fn first_frame(&self) -> Option<Duration> {
        let since = Instant::now();
        let open = (self.start)();
        let is_up = open.fits_within(PATIENCE, |screen| screen.contains(self.first));
        is_up.then(|| since.elapsed())
    }
}

/// Bytes of a move down the list: the middle and the most.
fn moves(open: &mut Terminal) -> (usize, usize) {
    let mut bytes: Vec<usize> = (0..MOVES)
        .map(|_| {
            let before = open.written().0;
            open.key("down");
            rest(open, MOVE, MOVE * 5);
            open.written().0 - before
        })
        .collect();
    bytes.sort_unstable();
    (bytes[MOVES / 2], bytes[MOVES - 1])
}
