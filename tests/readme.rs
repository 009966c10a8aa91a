//! The README shows what the program shows: its pictures are the program's
//! own buffer. After a change of the screens:
//!
//! ```text
//! KHEO_README=write cargo test --test readme
//! ```

use std::path::Path;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use kheo::cli::demo::{Size, fill};
use kheo::i18n::Lang;
use kheo::service::{Client, Reply, Request};
use kheo::ui::Headless;

const BEGIN: &str =
    "<!-- picture: made by `cargo test --test readme` from the program's own screen -->\n";
const END: &str = "<!-- end of picture -->\n";

#[test]
fn the_picture_is_what_the_program_shows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme
        .split_once(BEGIN)
        .expect("the README has a place for the picture");
    let (shown, after) = rest.split_once(END).expect("the picture has an end");
    let drawn = format!("```text\n{}```\n", pictures());
    if std::env::var_os("KHEO_README").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{drawn}{END}{after}")).unwrap();
        return;
    }
    assert_eq!(
        shown, drawn,
        "run: KHEO_README=write cargo test --test readme"
    );
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
    let figures = screen.picture();
    for code in [KeyCode::Char('2'), KeyCode::F(3)] {
        screen.press(KeyEvent::new(code, KeyModifiers::NONE), now);
    }
    for letter in "rac bo".chars() {
        screen.press(
            KeyEvent::new(KeyCode::Char(letter), KeyModifiers::NONE),
            now,
        );
    }
    format!("{figures}\n{}", screen.picture())
}
