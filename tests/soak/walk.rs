//! Every screen over the hostile book, in every size: it is drawn, and nothing
//! of a name is obeyed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use kheo::i18n::Lang;
use kheo::ui::Headless;
use tempfile::TempDir;

use crate::book::soaked_book;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];

/// The keys to a screen, and what it shows in a window of the design size.
const SCREENS: [(&str, &str); 24] = [
    ("1", "Cần làm"),
    ("1 f4", "An Biên"),
    ("2", "Chủ thể"),
    ("2 end enter", "Phong trào"),
    ("2 f3 x", "Tìm: x"),
    ("2 f4", "Lĩnh vực"),
    ("2 enter f2", "Chủ thể"),
    ("2 f6", "Tại:"),
    ("3", "đợt khảo sát"),
    ("3 enter", "đã xem"),
    ("3 enter down enter", "Khảo sát"),
    ("3 enter down enter home down down enter", "Ghi thêm"),
    ("3 enter down enter end", "Kiến nghị"),
    ("3 enter down enter f8", "tồn tại"),
    ("4", "Quá hạn"),
    ("4 enter", "Quá hạn"),
    ("5", "B01"),
    ("5 enter", "An Biên"),
    ("5 enter down enter", "An Biên"),
    ("6", "máy này"),
    ("7", "Ghi chép"),
    ("7 enter", "Ghi chép"),
    ("8", "chưa khớp"),
    ("f10", "Danh mục"),
];

fn key(name: &str) -> KeyCode {
    let function = name
        .strip_prefix('f')
        .and_then(|number| number.parse().ok());
    match (name, function) {
        (_, Some(number)) => KeyCode::F(number),
        ("enter", _) => KeyCode::Enter,
        ("home", _) => KeyCode::Home,
        ("end", _) => KeyCode::End,
        ("down", _) => KeyCode::Down,
        ("pagedown", _) => KeyCode::PageDown,
        (letter, _) => KeyCode::Char(letter.chars().next().unwrap()),
    }
}

#[test]
fn every_screen_shows_hostile_names_and_obeys_none() {
    let folder = TempDir::new().unwrap();
    let client = soaked_book(&folder);
    let now: Timestamp = "2026-11-20T00:40:00Z".parse().unwrap();
    for (columns, rows) in SIZES {
        for (keys, shows) in SCREENS {
            let mut screen = Headless::open(client.clone(), Lang::Vi, columns, rows, now);
            for name in keys.split(' ') {
                screen.press(KeyEvent::new(key(name), KeyModifiers::NONE), now);
            }
            let picture = screen.picture();
            let here = format!("{keys} in {columns}×{rows}:\n{picture}");
            for line in picture.lines() {
                let obeyed = |letter: char| letter.is_control() || DIRECTIONS.contains(&letter);
                assert!(!line.contains(obeyed), "{line:?} of {here}");
            }
            if (columns, rows) == (80, 24) {
                assert!(picture.contains(shows), "no “{shows}” in {here}");
            }
        }
    }
}

/// What turns the direction of the rest of a line.
const DIRECTIONS: [char; 7] = [
    '\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
];
