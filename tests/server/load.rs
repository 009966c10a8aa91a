//! Many sessions at once: nothing lost, nothing twice, everybody sees the same.
//!
//! The long form, with what it measured:
//!
//! ```text
//! cargo test --release --test server load_long -- --ignored --nocapture
//! ```

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use kheo::domain::RecordId;
use kheo::service::Client;

use crate::server::{Server, add_model, models, note, notes};

/// How long each of many changes took until it was answered.
struct Measured {
    took: Duration,
    each: Vec<Duration>,
}

impl Measured {
    fn per_second(&self) -> f64 {
        self.each.len() as f64 / self.took.as_secs_f64()
    }

    /// The time that this part of all changes did not take longer than.
    fn within(&self, part: f64) -> Duration {
        let mut each = self.each.clone();
        each.sort();
        each[((each.len() - 1) as f64 * part) as usize]
    }

    fn tell(&self, who: &str) {
        eprintln!(
            "{who}: {:.0} changes/s, p50 {:?}, p99 {:?}",
            self.per_second(),
            self.within(0.5),
            self.within(0.99)
        );
    }
}

/// One session writes one change after the other: each has a trip to the disk
/// for itself.
fn one_by_one(client: &Client, model: RecordId, changes: usize) -> Measured {
    let begun = Instant::now();
    let each = (0..changes).map(|change| timed(client, model, &format!("a-{change:04}")));
    Measured {
        each: each.collect(),
        took: begun.elapsed(),
    }
}

fn timed(client: &Client, model: RecordId, text: &str) -> Duration {
    let begun = Instant::now();
    client.ask(note(model, text)).unwrap();
    begun.elapsed()
}

/// `sessions` sessions write `changes` notes each, and read in between.
fn together(server: &Server, model: RecordId, sessions: usize, changes: usize) -> Measured {
    let each = Mutex::new(Vec::new());
    let begun = Instant::now();
    thread::scope(|scope| {
        for session in 0..sessions {
            let client = server.client();
            let each = &each;
            scope.spawn(move || {
                let mut own = Vec::new();
                for change in 0..changes {
                    own.push(timed(&client, model, &format!("{session:03}-{change:04}")));
                    if change % 10 == 0 {
                        let seen = models(&client)[0].notes as usize;
                        assert!(seen > change, "{seen} notes after {change} of our own");
                    }
                }
                each.lock().unwrap().append(&mut own);
            });
        }
    });
    Measured {
        took: begun.elapsed(),
        each: each.into_inner().unwrap(),
    }
}

fn load(sessions: usize, changes: usize, alone: usize) {
    let server = Server::with_book();
    let first = server.client();
    let model = add_model(&first, "Hũ gạo tình thương");
    let single = one_by_one(&first, model, alone);
    let late = server.client();
    let many = together(&server, model, sessions, changes);
    single.tell("one session, each change its own commit");
    many.tell(&format!("{sessions} sessions"));
    eprintln!("{:.1} times", many.per_second() / single.per_second());

    let expected: BTreeSet<String> = (0..sessions)
        .flat_map(|session| (0..changes).map(move |change| format!("{session:03}-{change:04}")))
        .chain((0..alone).map(|change| format!("a-{change:04}")))
        .collect();
    for session in [&first, &late, &server.client()] {
        let written = notes(session);
        assert_eq!(written.len(), expected.len(), "lost, or twice");
        assert_eq!(written.iter().cloned().collect::<BTreeSet<_>>(), expected);
        assert_eq!(models(session), models(&first));
        assert_eq!(models(session)[0].notes as usize, expected.len());
    }
}

#[test]
fn eight_sessions_lose_nothing_and_double_nothing() {
    load(8, 25, 25);
}

#[test]
#[ignore = "the long form: minutes"]
fn load_long_thirty_two_sessions_with_five_hundred_changes_each() {
    load(32, 500, 500);
}
