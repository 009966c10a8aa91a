//! kill -9 of the program while somebody types in it: what the screen called
//! saved is there, once; of what was being typed the last second is lost.
//!
//! The long form, with that of every other role, is
//! `cargo test --test faults --test transport --test server --test pty kill -- --ignored --nocapture`

use std::time::Duration;

use crate::chance::Chance;
use crate::desk::Desk;
use crate::terminal::Terminal;

/// What the screen says once a draft is on disk.
const DRAFT_IS_KEPT: &str = "bản nháp đã lưu lúc";

/// What people were told.
#[derive(Default)]
struct Promises {
    /// Notes that the screen called saved.
    notes: Vec<String>,
    /// What the draft that the screen called saved must hold.
    draft: Option<String>,
    round: usize,
    /// Rounds since the text was last saved: it must fit into a row.
    unsaved: usize,
}

/// Rounds whose words stand in one row.
const A_ROW: usize = 5;

/// How a round ends.
#[derive(Clone, Copy)]
enum End {
    /// While letters come in.
    Typing,
    /// When the screen has called the draft saved.
    DraftKept,
    /// Right after the key that saves.
    Saving,
    /// When the screen has called the note saved.
    Saved,
}

impl Promises {
    /// Types, kills, and holds the book to what was promised.
    fn round(&mut self, desk: &Desk, chance: &mut Chance) {
        self.round += 1;
        let mut terminal = desk.open_note();
        match &self.draft {
            Some(draft) => drop(terminal.sees(draft)),
            // What became a note, or was never promised: it may be there.
            None => drop(terminal.sees("Tại:")),
        }
        let words = format!("vòng {}.", self.round);
        let ends = [End::Typing, End::DraftKept, End::Saving, End::Saved];
        let end = match self.unsaved {
            A_ROW.. => End::Saved,
            _ => *chance.one_of(&ends),
        };
        self.unsaved += 1;
        type_in(&mut terminal, &words, chance);
        match end {
            End::Typing => pause(chance, 900),
            End::DraftKept => {
                terminal.sees(&words).sees(DRAFT_IS_KEPT);
                self.draft = Some(words.clone());
            }
            End::Saving => {
                terminal.sees(&words).key("f2");
                pause(chance, 30);
            }
            End::Saved => {
                terminal.sees(&words).key("f2").sees("Đã lưu");
                self.are_saved(&words);
                pause(chance, 30);
            }
        }
        terminal.kill();
        self.judge(desk, end, &words);
    }

    /// The note with these words, and those of the draft before, is on disk.
    fn are_saved(&mut self, words: &str) {
        self.notes.extend(self.draft.take());
        self.notes.push(words.to_owned());
        self.unsaved = 0;
    }

    fn judge(&mut self, desk: &Desk, end: End, words: &str) {
        let said: serde_json::Value =
            serde_json::from_str(&desk.run(&["note", "list", "--json"])).unwrap();
        let there: Vec<&str> = said
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|note| note["text"].as_str())
            .collect();
        let times = |words: &str| there.iter().filter(|text| text.contains(words)).count();
        for note in &self.notes {
            assert_eq!(times(note), 1, "“{note}” was called saved: {there:?}");
        }
        if let (End::Saving, 1) = (end, times(words)) {
            // It was saved, though nobody was told; its draft went with it.
            self.are_saved(words);
        }
        if let Some(draft) = &self.draft {
            assert_eq!(
                times(draft),
                0,
                "“{draft}” is a note and a draft: {there:?}"
            );
        }
        let check = desk.run(&["check", "--json"]);
        let check: serde_json::Value = serde_json::from_str(&check).unwrap();
        assert_eq!(check["ok"], true, "{check}");
    }
}

/// As somebody types: a few letters at a time, at the end of what is there.
fn type_in(terminal: &mut Terminal, words: &str, chance: &mut Chance) {
    terminal.key("end").text(" ");
    for letter in words.chars() {
        terminal.text(letter.encode_utf8(&mut [0; 4]));
        if chance.once_in(4) {
            pause(chance, 20);
        }
    }
}

/// Not to wait for something: to strike at any moment.
fn pause(chance: &mut Chance, most: usize) {
    std::thread::sleep(Duration::from_millis(chance.below(most) as u64));
}

fn rounds(count: usize, seed: u64) -> usize {
    let desk = Desk::with_models("Nguyễn Văn An");
    let chance = &mut Chance::new(seed);
    let mut promises = Promises::default();
    for _ in 0..count {
        promises.round(&desk, chance);
    }
    promises.notes.len()
}

#[test]
fn a_program_killed_while_somebody_types_keeps_what_it_called_saved() {
    rounds(6, 20_261_125);
}

#[test]
#[ignore = "long: KHEO_ROUNDS rounds, 150 without it"]
fn killed_while_somebody_types_long() {
    let wanted = std::env::var("KHEO_ROUNDS").ok();
    let wanted = wanted.and_then(|count| count.parse().ok()).unwrap_or(150);
    let seed = std::process::id().into();
    let notes = rounds(wanted, seed);
    println!("{wanted} rounds, {notes} notes called saved, nothing lost (seed {seed})");
}
