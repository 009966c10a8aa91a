//! A note that is on the disk when the answer comes, beside the machine's own
//! write and fdatasync and a row of SQLite, one after another in turns.

use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kheo::domain::{RecordId, RecordKind};
use kheo::service::request::{Deed, FieldWrite, NewNote, RecordWrite};
use kheo::service::{Client, Request};
use rusqlite::Connection;

use crate::list::{List, book};
use crate::measured::{Budget, Measured, Spread};

const NOTES: usize = 200;

pub fn measure(measured: &mut Measured, list: &List) {
    measured.section("A note made durable, in turns", "p50 / p95 / p99");
    let path = |name: &str| list.folder.path().join(name);
    let client = book(path("notes.redb"));
    let models = models(&client);
    let base = Connection::open(path("notes.sqlite")).unwrap();
    base.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; create table note (text text);",
    )
    .unwrap();
    let mut file = File::create(path("bare")).unwrap();
    let (mut ours, mut bare, mut sqlite) = (Vec::new(), Vec::new(), Vec::new());
    for (number, record) in models.into_iter().enumerate() {
        let text = format!("Đã xem tại chỗ lần {number}: tuyến đường sạch, có bảng phân công.");
        bare.push(timed(|| {
            file.write_all(text.as_bytes()).unwrap();
            file.sync_data().unwrap();
        }));
        sqlite.push(timed(|| {
            base.execute("insert into note values (?1)", [&text])
                .unwrap();
        }));
        let note = NewNote {
            record,
            text,
            at: Timestamp::now(),
            place: Some("ấp Ba Núi".into()),
            draft: None,
        };
        ours.push(timed(|| {
            client.ask(Request::AddNote(note)).unwrap();
        }));
    }
    let (ours, bare, sqlite) = (Spread::of(ours), Spread::of(bare), Spread::of(sqlite));
    let times = ours.median().as_secs_f64() / bare.median().as_secs_f64();
    let rows = [
        ("kheo", &ours, Budget::at_most(times, 3.0, "× of the bare")),
        ("SQLite", &sqlite, Budget::None),
        ("a bare write and fdatasync", &bare, Budget::None),
    ];
    for (who, spread, budget) in rows {
        measured.row(who, &spread.percentiles(), &budget);
    }
}

fn timed(deed: impl FnOnce()) -> Duration {
    let since = Instant::now();
    deed();
    since.elapsed()
}

/// A model for each note.
fn models(client: &Client) -> Vec<RecordId> {
    let name = "Ghe về bến, rác về bờ";
    let begin = |number| RecordWrite {
        record: RecordId::fresh(RecordKind::Model),
        fields: vec![FieldWrite {
            field: "name".into(),
            value: format!("{name} {number}").into(),
            over: Vec::new(),
        }],
    };
    let records: Vec<RecordWrite> = (0..NOTES).map(begin).collect();
    let models = records.iter().map(|write| write.record).collect();
    let deed = Deed::AddModel { name: name.into() };
    client.ask(Request::Write { deed, records }).unwrap();
    models
}
