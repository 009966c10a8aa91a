//! Random keys, pastes and sizes for the real program in a real terminal: it
//! leaves only when it is told to, the terminal is as it was, and no line of
//! the log is lost.
//!
//! The long form: `KHEO_EVENTS=20000 cargo test --test pty soak_long -- --ignored --nocapture`

use std::time::Duration;

use crate::chance::Chance;
use crate::desk::Desk;
use crate::hostile;
use crate::terminal::Terminal;

/// Events before the program is told to leave.
const A_SESSION: usize = 400;
/// Events that are sent before the screen is looked at.
const A_BURST: usize = 10;

const KEYS: [&str; 26] = [
    "enter",
    "enter",
    "esc",
    "tab",
    "backtab",
    "backspace",
    "up",
    "down",
    "right",
    "left",
    "home",
    "end",
    "pageup",
    "pagedown",
    "delete",
    "f1",
    "f2",
    "f3",
    "f4",
    "f5",
    "f6",
    "f7",
    "f8",
    "f9",
    "f11",
    "f12",
];
/// Without the letter that leaves, `q`.
const LETTERS: &str = "abcdeghiklmnoprstuvxyđăâêôơư123456789/.- ";
/// Control keys but those that leave, suspend, or mean another key.
const CONTROLS: [u8; 9] = [0x01, 0x02, 0x05, 0x06, 0x0b, 0x0c, 0x12, 0x14, 0x18];

/// A book of hostile names, as a spreadsheet program writes them to CSV.
fn desk() -> Desk {
    let desk = Desk::of("Bà Út 👍🏽");
    let rows = hostile::names().into_iter().map(|name| {
        let name = name.replace('"', "\"\"").replace('\0', "");
        format!("\"{name}\",Nam Du,\"{name}\",\"Cơ sở, Huyện\",2026\n")
    });
    let rows: String = rows.collect();
    desk.import(&format!("Tên mô hình,Xã,Chủ thể,Cấp,Năm\n{rows}"));
    desk
}

/// How many lines the log has; the book must be sound.
fn sound_lines(desk: &Desk) -> u64 {
    let said: serde_json::Value = serde_json::from_str(&desk.run(&["check", "--json"])).unwrap();
    assert_eq!(said["ok"], true, "{said}");
    said["ops"].as_u64().unwrap()
}

/// Sends one random event.
fn event(terminal: &mut Terminal, chance: &mut Chance) -> bool {
    match chance.below(30) {
        0 => {
            let (columns, rows) = match chance.below(3) {
                0 => (2 + chance.below(12), 1 + chance.below(6)),
                1 => (40, 12),
                _ => (40 + chance.below(160), 12 + chance.below(50)),
            };
            terminal.resize(columns as u16, rows as u16);
            true
        }
        1 => {
            let text = chance.one_of(&hostile::names()).clone();
            let pasted: String = text.chars().filter(|letter| *letter != '\u{1b}').collect();
            terminal.offer(format!("\x1b[200~{pasted}\r\x1b[201~").as_bytes())
        }
        2 => terminal.offer(&[*chance.one_of(&CONTROLS)]),
        3..=8 => {
            let letters: Vec<char> = LETTERS.chars().collect();
            terminal.offer(chance.one_of(&letters).to_string().as_bytes())
        }
        _ => terminal.offer(Terminal::key_bytes(KEYS[chance.below(KEYS.len())])),
    }
}

/// One session of a program that somebody leans on; how many events it took.
fn session(desk: &Desk, chance: &mut Chance) -> usize {
    let mut terminal = desk.start().open();
    // Keys of an earlier session may have taken the list out again.
    terminal.until("to see the book", |screen| {
        ["Cần làm", "chưa có mô hình"]
            .iter()
            .any(|words| screen.contains(words))
    });
    let mut events = 0;
    while events < A_SESSION && event(&mut terminal, chance) {
        events += 1;
        if events % A_BURST == 0 {
            terminal.settled(Duration::from_millis(5));
        }
    }
    // The menu leads out too: then the program has left by itself, and well.
    const TERM: i32 = 15;
    if chance.once_in(3) {
        let took = terminal.hang_up();
        assert!(took < Duration::from_secs(30), "{took:?}");
        return events;
    }
    if events == A_SESSION {
        terminal.signal(TERM);
    }
    let status = terminal.wait();
    let written = String::from_utf8_lossy(&terminal.raw_after(0)).into_owned();
    assert!(status.success() || status.signal().is_some(), "{status:?}");
    assert!(!written.contains("panicked"), "{}", terminal.screen());
    assert!(!terminal.on_alternate_screen(), "{}", terminal.screen());
    let restored = |on: &str, off: &str| written.rfind(on) < written.rfind(off);
    assert!(
        restored("\x1b[?2004h", "\x1b[?2004l"),
        "pastes are still marked"
    );
    assert!(
        restored("\x1b[?25l", "\x1b[?25h"),
        "the cursor is still hidden"
    );
    events
}

fn soak(events: usize, seed: u64) -> u64 {
    let desk = desk();
    let chance = &mut Chance::new(seed);
    let begun = sound_lines(&desk);
    let (mut lines, mut done) = (begun, 0);
    while done < events {
        done += session(&desk, chance).max(1);
        let now = sound_lines(&desk);
        assert!(now >= lines, "lines were lost: seed {seed}, event {done}");
        lines = now;
    }
    lines - begun
}

#[test]
fn random_keys_and_sizes_leave_the_terminal_and_the_book_well() {
    soak(2 * A_SESSION, 20_261_125);
}

#[test]
#[ignore = "long: KHEO_EVENTS events, 20,000 without it"]
fn soak_long() {
    let wanted = std::env::var("KHEO_EVENTS").ok();
    let events = wanted.and_then(|events| events.parse().ok());
    let events = events.unwrap_or(20_000);
    let seed = std::process::id().into();
    let written = soak(events, seed);
    println!("{events} events, {written} lines written, terminal restored (seed {seed})");
}
