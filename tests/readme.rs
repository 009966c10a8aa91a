//! The README shows what the program shows: its pictures are the program's
//! own buffer, its measures are rows that benches have kept. After a change of
//! the screens, or after benches have run:
//!
//! ```text
//! KHEO_README=write cargo test --test readme
//! ```
//!
//! A bench that was not run since the target folder was made keeps its rows.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use kheo::cli::demo::{Size, fill};
use kheo::i18n::Lang;
use kheo::service::{Client, Reply, Request};
use kheo::ui::Headless;

const BEGIN: &str =
    "<!-- picture: made by `cargo test --test readme` from the program's own screen -->\n";
const END: &str = "<!-- end of picture -->\n";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

#[test]
fn the_readme_shows_what_the_program_shows() {
    let readme = std::fs::read_to_string(path()).unwrap();
    let (before, rest) = readme
        .split_once(BEGIN)
        .expect("the README has a place for the picture");
    let (shown, after) = rest.split_once(END).expect("the picture has an end");
    let drawn = format!("```text\n{}```\n", pictures());
    if std::env::var_os("KHEO_README").is_some() {
        let written = with_measures(format!("{before}{BEGIN}{drawn}{END}{after}"));
        std::fs::write(path(), written).unwrap();
        return;
    }
    assert_eq!(
        shown, drawn,
        "run: KHEO_README=write cargo test --test readme"
    );
}

/// The text between the marks of a bench, with what stands before and after.
fn place_of<'a>(readme: &'a str, bench: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let begin = format!("<!-- measured: {bench} -->\n");
    let at = readme.find(&begin)? + begin.len();
    let length = readme[at..].find("<!-- end of measured -->")?;
    let (before, rest) = readme.split_at(at);
    let (rows, after) = rest.split_at(length);
    Some((before, rows, after))
}

/// The rows that benches have kept, in their places.
fn with_measures(mut readme: String) -> String {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("measured");
    for bench in places(&readme) {
        let rows = std::fs::read_to_string(kept.join(&bench).with_extension("md"));
        if let (Ok(rows), Some((before, _, after))) = (rows, place_of(&readme, &bench)) {
            readme = format!("{before}{rows}{after}");
        }
    }
    readme
}

/// The names between whose marks measures stand; a bench of another size than
/// usual has marks of its own.
fn places(readme: &str) -> Vec<String> {
    let marked = readme.lines().filter_map(|line| {
        let name = line.strip_prefix("<!-- measured: ")?;
        name.strip_suffix(" -->")
    });
    marked.map(str::to_owned).collect()
}

/// The names of the benches.
fn benches() -> Vec<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest: toml::Table = std::fs::read_to_string(manifest).unwrap().parse().unwrap();
    let benches = manifest["bench"].as_array().unwrap();
    let names = benches.iter().map(|bench| bench["name"].as_str().unwrap());
    names.map(str::to_owned).collect()
}

#[test]
fn every_bench_has_its_place_with_rows_that_say_what_was_measured() {
    let readme = std::fs::read_to_string(path()).unwrap();
    let places = places(&readme);
    for bench in benches() {
        let is_there = places.contains(&bench);
        assert!(is_there, "the README has a place for what {bench} measures");
    }
    for bench in places {
        let (_, rows, _) = place_of(&readme, &bench).expect("the place has an end");
        let (machine, tables) = rows.split_once('\n').unwrap();
        assert!(machine.starts_with("On "), "{bench}: on what? {machine}");
        let mut lines = tables.lines().filter(|line| !line.is_empty()).peekable();
        assert!(lines.peek().is_some(), "{bench}: nothing was measured");
        for line in lines {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let ["", what, measured, _, ""] = cells.as_slice() else {
                panic!("{bench}: not three cells: {line}");
            };
            assert!(!what.is_empty() && !measured.is_empty(), "{bench}: {line}");
        }
    }
}

#[test]
fn rows_are_put_between_the_marks_of_their_bench() {
    let readme = "a\n<!-- measured: book -->\nold\n<!-- end of measured -->\nb\n";
    let (before, rows, after) = place_of(readme, "book").unwrap();
    assert_eq!(rows, "old\n");
    assert_eq!(
        format!("{before}new\n{after}"),
        "a\n<!-- measured: book -->\nnew\n<!-- end of measured -->\nb\n"
    );
    assert!(place_of(readme, "search").is_none());
}

/// The figures, then a search without diacritics.
fn pictures() -> String {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::start(folder.path().join("book.redb"));
    fill(&client, Size::Usual, folder.path(), &|_, _| {}).unwrap();
    // A draft shows the minute at which it was kept.
    let Reply::Drafts(drafts) = client.ask(Request::Drafts).unwrap() else {
        panic!("drafts were asked for");
    };
    for draft in drafts {
        client
            .ask(Request::DropDraft {
                key: draft.draft.key,
            })
            .unwrap();
    }
    let now: Timestamp = "2026-11-20T01:05:00Z".parse().unwrap();
    let mut screen = Headless::open(client, Lang::Vi, 80, 24, now);
    let mut press = |keys: &[KeyCode]| {
        for code in keys {
            screen.press(KeyEvent::new(*code, KeyModifiers::NONE), now);
        }
        screen.picture()
    };
    // A busy machine reads and counts for a while; these keys ask again.
    let mut shown = |keys: &[KeyCode], is_read: fn(&str) -> bool| {
        (0..6_000)
            .map(|_| press(keys))
            .inspect(|picture| {
                if !is_read(picture) {
                    std::thread::sleep(Duration::from_millis(10));
                }
            })
            .find(|picture| is_read(picture))
            .expect("the book is read")
    };
    let figures = shown(&[KeyCode::Char('1')], |picture| {
        picture.contains("Cấp tỉnh")
    });
    let search: Vec<KeyCode> = "rac bo".chars().map(KeyCode::Char).collect();
    shown(&[KeyCode::Char('2'), KeyCode::F(3)], |_| true);
    shown(&search, |_| true);
    let again = [KeyCode::Backspace, KeyCode::Char('o')];
    let found = shown(&again, |picture| !picture.contains("đang đọc sổ"));
    format!("{figures}\n{found}")
}
