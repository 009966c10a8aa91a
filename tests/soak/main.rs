//! Hours of random keys, pastes and sizes on every screen, over a book whose
//! names are as bad as they get: no panic, no line of the log lost, the book
//! sound at the end.
//!
//! The long form: `KHEO_EVENTS=100000 cargo test --release --test soak -- --ignored --nocapture`

mod book;
#[path = "../shared/chance.rs"]
mod chance;
#[path = "../shared/hostile.rs"]
mod hostile;
mod walk;

use book::soaked_book;
use chance::Chance;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::{SignedDuration, Timestamp};
use kheo::i18n::Lang;
use kheo::service::request::CheckTables;
use kheo::service::views::CheckView;
use kheo::service::{Client, Reply, Request};
use kheo::ui::Headless;
use kheo::ui::term::TermEvent;
use tempfile::TempDir;

/// Events before the program is left and opened again.
const A_SESSION: u64 = 200;

fn checked(client: &Client) -> CheckView {
    let tables = CheckTables::Compare;
    match client.ask(Request::Check { tables }) {
        Ok(Reply::Check(view)) => view,
        other => panic!("{other:?}"),
    }
}

fn random_key(chance: &mut Chance) -> KeyEvent {
    const WAYS: [KeyCode; 14] = [
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Backspace,
    ];
    let letters: Vec<char> = "abcdehgiklmnopqrstuvxyđăâêôơư123456789:?/.- "
        .chars()
        .collect();
    let code = match chance.below(10) {
        0..=4 => *chance.one_of(&WAYS),
        5 | 6 => KeyCode::F(1 + chance.below(12) as u8),
        7 => KeyCode::Delete,
        _ => KeyCode::Char(*chance.one_of(&letters)),
    };
    let modifiers = match chance.below(12) {
        0 => KeyModifiers::CONTROL,
        1 => KeyModifiers::SHIFT,
        2 => KeyModifiers::ALT,
        _ => KeyModifiers::NONE,
    };
    KeyEvent::new(code, modifiers)
}

/// In the middle of it all a note is written as an officer does, from wherever
/// the keys have led. Whether the screen says that it is saved.
fn note(screen: &mut Headless, text: &str, now: Timestamp) -> bool {
    let mut press = |code, modifiers| screen.press(KeyEvent::new(code, modifiers), now);
    for _ in 0..8 {
        press(KeyCode::Esc, KeyModifiers::NONE);
    }
    press(KeyCode::Char('2'), KeyModifiers::NONE);
    press(KeyCode::F(6), KeyModifiers::NONE);
    for letter in text.chars() {
        press(KeyCode::Char(letter), KeyModifiers::NONE);
    }
    press(KeyCode::F(2), KeyModifiers::NONE);
    let picture = screen.picture();
    ["Đã lưu", "Saved"]
        .iter()
        .any(|saved| picture.contains(saved))
}

/// One session of a program that somebody leans on. Answers how many changes
/// the screen said were saved, of those that were meant.
fn session(client: &Client, chance: &mut Chance, now: &mut Timestamp, events: u64) -> u64 {
    let mut saved = 0;
    let lang = [Lang::Vi, Lang::En][chance.below(2)];
    let mut screen = Headless::open(client.clone(), lang, 80, 24, *now);
    for _ in 0..events {
        *now += SignedDuration::from_millis(chance.below(1500) as i64);
        match chance.below(40) {
            0 => {
                let (columns, rows) = match chance.below(3) {
                    0 => (1 + chance.below(12) as u16, 1 + chance.below(6) as u16),
                    1 => (40, 12),
                    _ => (40 + chance.below(160) as u16, 12 + chance.below(50) as u16),
                };
                screen.happen(TermEvent::Resize { columns, rows }, *now);
            }
            1 => {
                let text = chance.one_of(&hostile::names()).clone();
                screen.happen(TermEvent::Paste(text + "\nhai\n"), *now);
            }
            2 | 3 => {
                screen.wait(*now);
            }
            4 => saved += u64::from(note(&mut screen, &format!("lần {now}"), *now)),
            _ => {
                screen.press(random_key(chance), *now);
            }
        }
    }
    let escape = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
    for _ in 0..8 {
        screen.press(escape, *now);
    }
    assert!(!screen.picture().contains('\u{1b}'), "an escape was drawn");
    saved
}

fn soak(events: u64, seed: u64) -> u64 {
    let folder = TempDir::new().unwrap();
    let client = soaked_book(&folder);
    let chance = &mut Chance::new(seed);
    let mut now: Timestamp = "2026-11-20T00:40:00Z".parse().unwrap();
    let mut ops = checked(&client).ops;
    let begun = ops;
    let mut told = 0;
    for number in 0..events.div_ceil(A_SESSION) {
        let saved = session(&client, chance, &mut now, A_SESSION);
        told += saved;
        let view = checked(&client);
        assert_eq!(view.faults, Vec::<String>::new(), "seed {seed}, {number}");
        let lost = "what was said to be saved is not there";
        assert!(view.ops >= ops + saved, "{lost}: seed {seed}, {number}");
        ops = view.ops;
    }
    assert!(told > events / A_SESSION, "seed {seed}: {told} saved");
    ops - begun
}

#[test]
fn nothing_breaks_under_random_keys() {
    let written = soak(2 * A_SESSION, 0x6b68_656f);
    println!("{written} lines were written");
}

#[test]
fn nothing_breaks_before_a_book_is_open() {
    let folder = TempDir::new().unwrap();
    let client = Client::start(folder.path().join("kheo.redb"));
    let mut now: Timestamp = "2026-11-20T00:40:00Z".parse().unwrap();
    session(&client, &mut Chance::new(3), &mut now, A_SESSION / 2);
}

#[test]
#[ignore = "long: KHEO_EVENTS events, 100,000 without it"]
fn soak_long() {
    let wanted = std::env::var("KHEO_EVENTS").ok();
    let events = wanted.and_then(|events| events.parse().ok());
    let events = events.unwrap_or(100_000);
    let seed = std::process::id().into();
    let written = soak(events, seed);
    println!("{events} events, {written} lines written, no panic, none lost (seed {seed})");
}
