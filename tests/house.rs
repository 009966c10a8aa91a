//! The house keeps its order: a room uses only rooms listed above it, what
//! people bring and touch reaches data through `service` alone, and only one
//! room knows each of the terminal and the store's engine (DESIGN §2).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The rooms from the inside out.
const ROOMS: &[&str] = &[
    "text", "domain", "i18n", "ledger", "store", "search", "report", "service", "office", "forms",
    "exchange", "ui", "cli",
];

/// Rooms that reach data only through `service`, and the values they may use besides.
const VISITORS: &[&str] = &["office", "forms", "exchange", "ui", "cli"];
const VALUES: &[&str] = &["text", "domain", "i18n", "ledger", "report", "service"];

/// What a visitor's room may use of the other visitors: the files that people
/// bring are read for the screens and verbs that show them.
const READERS: &[(&str, &[&str])] = &[
    ("forms", &["office"]),
    ("ui", &["office", "forms", "exchange"]),
    ("cli", &["office", "forms", "exchange", "ui"]),
];

/// Crates that only some rooms may know.
const KEPT: &[(&str, &[&str])] = &[
    ("redb", &["store"]),
    ("ratatui", &["ui"]),
    ("crossterm", &["ui"]),
    ("clap", &["cli"]),
    ("zip", &["exchange", "office"]),
    ("calamine", &["office"]),
    ("docx_rs", &["office"]),
    ("rust_xlsxwriter", &["office"]),
    ("fuzzy_matcher", &["search"]),
];

/// Rooms that open no file that a user names, print nothing and start no process.
const PURE: &[&str] = &["text", "domain", "i18n", "ledger", "search", "report"];
const IMPURE: &[&str] = &[
    "std::fs",
    "std::process",
    "std::net",
    "File::open",
    "println!",
    "eprintln!",
    "Timestamp::now(",
    "Zoned::now(",
];

const LONGEST_FILE: usize = 600;

struct Source {
    room: String,
    path: PathBuf,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&root).unwrap();
                let room = match inside.components().count() {
                    1 => String::new(),
                    _ => inside
                        .components()
                        .next()
                        .unwrap()
                        .as_os_str()
                        .to_str()
                        .unwrap()
                        .to_owned(),
                };
                let text = std::fs::read_to_string(&path).unwrap();
                found.push(Source {
                    room,
                    path: inside.to_owned(),
                    text,
                });
            }
        }
    }
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// Code without comment lines, up to the file's tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let until_tests = text.find("#[cfg(test)]").unwrap_or(text.len());
    text[..until_tests]
        .lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The rooms that a line names as `crate::room` or within `use crate::{…}`.
fn rooms_named(line: &str) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    for (at, _) in line.match_indices("crate::") {
        if line[..at]
            .ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
        {
            continue;
        }
        let rest = &line[at + "crate::".len()..];
        let inside = rest
            .strip_prefix('{')
            .map_or(rest, |inside| inside.split('}').next().unwrap_or(inside));
        let words: Vec<&str> = if rest.starts_with('{') {
            inside.split(',').collect()
        } else {
            vec![inside]
        };
        for word in words {
            let end = word
                .trim_start()
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(word.trim_start().len());
            named.insert(&word.trim_start()[..end]);
        }
    }
    named.retain(|name| ROOMS.contains(name));
    named
}

fn may_use(room: &str, other: &str) -> bool {
    let place = |name: &str| ROOMS.iter().position(|room| *room == name);
    if room == other {
        return true;
    }
    if VISITORS.contains(&room) {
        let read = READERS
            .iter()
            .find(|(reader, _)| *reader == room)
            .map_or(&[][..], |(_, others)| others);
        return VALUES.contains(&other) || read.contains(&other);
    }
    place(other) < place(room)
}

#[test]
fn a_room_uses_only_rooms_it_may() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.room.is_empty()) {
        assert!(
            ROOMS.contains(&source.room.as_str()),
            "{} is no room of DESIGN §2",
            source.room
        );
        for (number, line) in code(&source.text) {
            for other in rooms_named(line) {
                if !may_use(&source.room, other) {
                    faults.push(format!(
                        "{}:{number}: {} may not use {other}",
                        source.path.display(),
                        source.room
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_room_that_needs_a_crate_knows_it() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !source.room.is_empty()) {
        for (number, line) in code(&source.text) {
            for (name, rooms) in KEPT {
                let names = line.contains(&format!("{name}::"))
                    || line.trim_start().starts_with(&format!("use {name}"));
                let own_module = line.contains(&format!("crate::{name}::"))
                    || line.contains(&format!("super::{name}::"));
                if names && !own_module && !rooms.contains(&source.room.as_str()) {
                    faults.push(format!(
                        "{}:{number}: only {rooms:?} may know {name}",
                        source.path.display()
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn pure_rooms_touch_nothing() {
    let mut faults = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| PURE.contains(&source.room.as_str()))
    {
        for (number, line) in code(&source.text) {
            for word in IMPURE.iter().filter(|word| line.contains(**word)) {
                faults.push(format!(
                    "{}:{number}: {} is pure, and this is {word}",
                    source.path.display(),
                    source.room
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_is_a_god_file() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.text.lines().count() > LONGEST_FILE)
        .map(|source| {
            format!(
                "{} has {} lines",
                source.path.display(),
                source.text.lines().count()
            )
        })
        .collect();
    assert!(
        long.is_empty(),
        "look for the second thing these do: {}",
        long.join(", ")
    );
}

#[test]
fn the_top_level_holds_only_what_design_names() {
    let known = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "src",
        "keymaps",
        "tests",
        "benches",
        "target",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(root).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name.starts_with('.') || known.contains(&name.as_str()),
            "{name} does not belong at the top level"
        );
    }
}

#[test]
fn the_reader_of_names_sees_what_it_must() {
    assert_eq!(
        rooms_named("use crate::store::Store;"),
        BTreeSet::from(["store"])
    );
    assert_eq!(
        rooms_named("use crate::{text, ui::State};"),
        BTreeSet::from(["text", "ui"])
    );
    assert_eq!(
        rooms_named("let x = mycrate::store::Store;"),
        BTreeSet::new()
    );
    assert!(!may_use("ui", "store") && !may_use("cli", "search") && !may_use("ledger", "service"));
    assert!(may_use("service", "store") && may_use("ui", "exchange") && !may_use("exchange", "ui"));
}
