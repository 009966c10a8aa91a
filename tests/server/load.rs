//! Many sessions at once: nothing lost, nothing twice, everybody sees the same.
//!
//! The long form, with what it measured:
//!
//! ```text
//! cargo test --release --test server load_long -- --ignored --nocapture
//! ```

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use kheo::domain::RecordId;
use kheo::service::{Client, Reply, Request};

use crate::server::{Server, commune, models, new_model, note, notes};

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

/// Notes on one model before the next is begun: no model of a district has
/// thousands.
const ON_ONE: usize = 20;

/// Names of models, and texts of notes, in order.
#[derive(Default, PartialEq, Debug)]
struct Written {
    models: Vec<String>,
    notes: Vec<String>,
}

/// One session adds a model and writes notes on it, then the next, one change
/// after the other. Now and then it looks whether it sees what it wrote.
fn write(client: &Client, unit: RecordId, name: &str, changes: usize) -> (Written, Vec<Duration>) {
    let (mut written, mut each) = (Written::default(), Vec::new());
    let mut model = None;
    for change in 0..changes {
        let text = format!("{name}-{change:04}");
        let begun = Instant::now();
        match model.filter(|_| change % ON_ONE != 0) {
            None => {
                let Ok(Reply::Changed(added)) = client.ask(new_model(&text, unit)) else {
                    panic!("{text} was not added");
                };
                model = Some(added.record);
                written.models.push(text);
            }
            Some(model) => {
                client.ask(note(model, &text)).unwrap();
                written.notes.push(text);
            }
        }
        each.push(begun.elapsed());
        if change % ON_ONE == ON_ONE - 1 {
            let seen = model.map_or(0, |model| notes_on(client, model));
            assert_eq!(seen, ON_ONE - 1, "our own notes are not seen");
        }
    }
    (written, each)
}

fn notes_on(client: &Client, model: RecordId) -> usize {
    let request = Request::Notes {
        record: Some(model),
        offset: 0,
        limit: usize::MAX,
    };
    match client.ask(request) {
        Ok(Reply::Notes(notes)) => notes.len(),
        other => panic!("{other:?}"),
    }
}

/// What a session sees of everything.
fn seen(client: &Client) -> Written {
    let mut models: Vec<_> = models(client).into_iter().map(|line| line.name).collect();
    models.sort();
    Written {
        models,
        notes: notes(client),
    }
}

fn load(sessions: usize, changes: usize, alone: usize) {
    let server = Server::with_book();
    let first = server.client();
    let unit = commune(&first);
    let late = server.client();

    // One session alone: each change has a trip to the disk for itself.
    let begun = Instant::now();
    let (mut expected, each) = write(&first, unit, "alone", alone);
    let single = Measured {
        took: begun.elapsed(),
        each,
    };
    let all = Mutex::new((&mut expected, Vec::new()));
    let begun = Instant::now();
    thread::scope(|scope| {
        for session in 0..sessions {
            let (client, all) = (server.client(), &all);
            scope.spawn(move || {
                let (mut own, mut each) = write(&client, unit, &format!("{session:03}"), changes);
                let mut all = all.lock().unwrap();
                all.0.models.append(&mut own.models);
                all.0.notes.append(&mut own.notes);
                all.1.append(&mut each);
            });
        }
    });
    let many = Measured {
        took: begun.elapsed(),
        each: all.into_inner().unwrap().1,
    };
    single.tell("one session, each change its own commit");
    many.tell(&format!("{sessions} sessions"));
    eprintln!("{:.1} times", many.per_second() / single.per_second());

    expected.models.sort();
    expected.notes.sort();
    for session in [&first, &late, &server.client()] {
        assert_eq!(seen(session), expected, "lost, or twice");
    }
    assert_eq!(models(&late), models(&first));
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
