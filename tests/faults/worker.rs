//! The second process: does work on a real book and says what was answered,
//! until it is killed.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use kheo::domain::RecordId;
use kheo::ledger::Segment;
use kheo::service::request::{Draft, NewNote, WantedRange};
use kheo::service::{Reply, Request};
use serde::{Deserialize, Serialize};

use crate::book::{Book, list, note};
use crate::chance::Chance;
use crate::work::{SIGN, Word, Work};

/// Where a worker finds what it needs to know.
const ORDERS: &str = "KHEO_FAULTS_ORDERS";

/// When a worker says that something is done.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Honesty {
    /// After the book answered.
    AfterTheAnswer,
    /// Before the book is even asked: the judge must notice.
    BeforeAsking,
}

/// What a worker is to do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Orders {
    pub store: PathBuf,
    /// JSON of the segments that a colleague gave.
    pub pieces: PathBuf,
    /// No two workers of a book have the same.
    pub round: u64,
    pub seed: u64,
    pub honesty: Honesty,
}

impl Orders {
    /// Starts this very program again, as a worker.
    pub fn start(&self) -> Child {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "worker::works_until_it_is_killed"])
            .args(["--nocapture", "--quiet"])
            .env(ORDERS, serde_json::to_string(self).unwrap())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }
}

/// Where a second process begins. Without orders there is nothing to do.
#[test]
fn works_until_it_is_killed() {
    let Ok(orders) = std::env::var(ORDERS) else {
        return;
    };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    let pieces = std::fs::read(&orders.pieces).unwrap();
    let worker = Worker {
        book: Book::at(&orders.store),
        pieces: serde_json::from_slice(&pieces).unwrap(),
        orders,
    };
    worker.work();
}

/// Waits for a store that another process holds, for [`crate::files`].
pub fn hold(store: &Path, pieces: &Path) -> Child {
    let orders = Orders {
        store: store.to_owned(),
        pieces: pieces.to_owned(),
        round: 0,
        seed: 1,
        honesty: Honesty::AfterTheAnswer,
    };
    orders.start()
}

struct Worker {
    book: Book,
    pieces: Vec<Segment>,
    orders: Orders,
}

impl Worker {
    fn work(&self) {
        let mut chance = Chance::new(self.orders.seed);
        let model = self.book.first_model();
        say(&Word::Ready);
        for number in 0.. {
            let work = self.choose(number, &mut chance);
            say(&Word::Begun(work.clone()));
            if self.orders.honesty == Honesty::BeforeAsking {
                say(&Word::Done(work.clone()));
            }
            self.do_it(&work, model);
            if self.orders.honesty == Honesty::AfterTheAnswer {
                say(&Word::Done(work));
            }
        }
    }

    fn choose(&self, number: u64, chance: &mut Chance) -> Work {
        let name = format!("{}.{number}", self.orders.round);
        match chance.below(8) {
            0 | 1 => Work::Import {
                names: (0..1 + chance.below(6))
                    .map(|row| format!("Mô hình {name}.{row}"))
                    .collect(),
            },
            2 | 3 => Work::Note {
                text: format!("Ghi chép {name}"),
            },
            4 => Work::NoteFromDraft {
                key: format!("note/{}", chance.below(3)),
                text: format!("Ghi chép {name}"),
            },
            5 => Work::Draft {
                key: format!("note/{}", chance.below(3)),
                text: format!("Đang ghi {name}"),
            },
            6 => Work::Export {
                to: self.own_lines().to,
            },
            _ => Work::Absorb {
                piece: chance.below(self.pieces.len()),
            },
        }
    }

    fn own_lines(&self) -> WantedRange {
        let own = self.book.view().open.unwrap().device;
        let books = self.book.ranges();
        let mut lines = books.iter().flat_map(|book| {
            let ranges = book.ranges.iter();
            ranges.map(|range| WantedRange {
                book: book.book,
                device: range.device,
                from: range.from,
                to: range.to,
            })
        });
        lines.find(|range| range.device == own).unwrap()
    }

    fn do_it(&self, work: &Work, model: RecordId) {
        let draft = |key: &str, text: &str| Draft {
            key: key.into(),
            record: model,
            text: text.into(),
            place: String::new(),
        };
        let request = match work {
            Work::Import { names } => Request::ApplyList {
                list: list(names),
                new_units: None,
            },
            Work::Note { text } => Request::AddNote(note(model, text)),
            Work::NoteFromDraft { key, text } => Request::AddNote(NewNote {
                draft: Some(key.clone()),
                ..note(model, text)
            }),
            Work::Draft { key, text } => Request::SaveDraft(draft(key, text)),
            Work::Export { .. } => return self.export(),
            Work::Absorb { piece } => Request::Absorb {
                file: format!("{piece}.kheo"),
                segments: vec![self.pieces[*piece].clone()],
            },
        };
        let reply = self.book.client.ask(request);
        assert!(reply.is_ok(), "{work:?}: {reply:?}");
    }

    fn export(&self) {
        let range = self.own_lines();
        let wanted = vec![range];
        let segments = self.book.client.ask(Request::Segments { wanted });
        let Ok(Reply::Segments(segments)) = segments else {
            panic!("{segments:?}")
        };
        for segment in segments {
            segment.verify().unwrap();
        }
        let carried = Request::MarkCarried {
            file: "goi.kheo".into(),
            ranges: vec![range],
        };
        self.book.client.ask(carried).unwrap();
    }
}

fn say(word: &Word) {
    let line = format!("{SIGN}{}\n", serde_json::to_string(word).unwrap());
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes()).unwrap();
    out.flush().unwrap();
}
