//! What an exchange costs: a colleague's history taken in and carried away,
//! beside redb's own bulk insert of the same lines and Automerge with the same
//! history, all in one run.
//!
//! ```text
//! cargo bench --bench exchange
//! KHEO_OPS=2000 KHEO_RUNS=1 cargo test --bench exchange    # tries itself, unoptimized
//! ```

#[path = "shared/history.rs"]
mod history;
#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ROOT, ReadDoc};
use history::{BOOK, History, absorb, acquainted, writes_of};
use jiff::Timestamp;
use kheo::exchange::{
    Closing, Exported, Incoming, Keys, Lines, Order, Place, Watch, WithFiles, export,
};
use measured::{Budget, Measured, Spread, number, shown};
use redb::{Database, TableDefinition};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn main() {
    let (ops, runs) = (number("KHEO_OPS", 200_000), number("KHEO_RUNS", 3));
    let folder = tempfile::tempdir().unwrap();
    let history = History::of(ops);
    let heading = format!("{ops} changes of one device");
    let mut measured = Measured::begin("exchange");
    measured.section(&heading, "Median (fastest–slowest)");
    let bundle = carried(&mut measured, &history, folder.path(), runs);
    taken_in(&mut measured, &history, &bundle, folder.path(), runs);
    sized(&mut measured, &history, &bundle);
    measured.keep();
}

/// Carries everything away; gives the bundle.
fn carried(measured: &mut Measured, history: &History, folder: &Path, runs: usize) -> Exported {
    let client = acquainted(history, &folder.join("sender.redb"));
    absorb(&client, history.segments());
    let mut times = Vec::new();
    let mut bundle = None;
    for run in 0..runs {
        let order = Order {
            place: Place::File(folder.join(format!("{run}.kheo"))),
            lines: Lines::All,
            addressee: None,
            made_at: Timestamp::UNIX_EPOCH,
            closing: Closing::Open,
            files: WithFiles::Yes,
        };
        let since = Instant::now();
        bundle = Some(export(&client, order, &Watch::nobody()).unwrap());
        times.push(since.elapsed());
    }
    let (mut document, saved) = lived_by_automerge(history);
    let since = Instant::now();
    let again = document.save();
    let theirs = since.elapsed();
    assert_eq!(again.len(), saved);
    let times = Spread::of(times);
    measured.row(
        "carried away as a bundle, which is read back twice",
        &times.ends(),
        &Budget::millis(times.median(), 1000),
    );
    measured.row(
        "Automerge saves the same history, without a disk",
        &shown(theirs),
        &Budget::None,
    );
    bundle.unwrap()
}

/// Takes the bundle into fresh books, beside the two others.
fn taken_in(
    measured: &mut Measured,
    history: &History,
    bundle: &Exported,
    folder: &Path,
    runs: usize,
) {
    let (mut ours, mut bulk, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    let (mut document, _) = lived_by_automerge(history);
    let saved = document.save();
    for run in 0..runs {
        let path = |name: &str| folder.join(format!("{name}-{run}"));
        let client = acquainted(history, &path("receiver"));
        let since = Instant::now();
        let incoming = Incoming::from_file(&bundle.path, &Keys::none(), &Watch::nobody()).unwrap();
        let view = incoming.absorb(&client, &Watch::nobody()).unwrap();
        ours.push(since.elapsed());
        assert_eq!(view.ops_known, 1, "the line that was there");
        assert!(view.ops_new >= history.lines.len() as u64 - 1);
        bulk.push(inserted(history, path("bulk")));
        let since = Instant::now();
        let loaded = AutoCommit::load(&saved).unwrap();
        theirs.push(since.elapsed());
        let (record, field, value) = history.writes.last().unwrap();
        let (found, _) = loaded.get(ROOT, place(record, field)).unwrap().unwrap();
        assert_eq!(found.as_str(), Some(value.as_str()));
    }
    let (ours, bulk, theirs) = (Spread::of(ours), Spread::of(bulk), Spread::of(theirs));
    let beyond = ours.median().saturating_sub(bulk.median());
    measured.row("taken in from the bundle", &ours.ends(), &Budget::None);
    measured.row(
        "redb alone inserts the same lines",
        &bulk.ends(),
        &Budget::None,
    );
    measured.row(
        "taken in, beyond redb's own time",
        &shown(beyond),
        &Budget::millis(beyond, 1500),
    );
    measured.row(
        "Automerge loads the same history, without a disk",
        &theirs.ends(),
        &Budget::None,
    );
}

/// How long redb takes to insert the lines in one durable transaction.
fn inserted(history: &History, path: PathBuf) -> Duration {
    const LOG: TableDefinition<&[u8], &[u8]> = TableDefinition::new("log");
    let db = Database::create(path).unwrap();
    let since = Instant::now();
    let mut write = db.begin_write().unwrap();
    write.set_quick_repair(true);
    {
        let mut log = write.open_table(LOG).unwrap();
        for (seq, line) in (1_u64..).zip(&history.lines) {
            let key = [BOOK.0.as_bytes().as_slice(), &[5; 16], &seq.to_be_bytes()].concat();
            log.insert(key.as_slice(), line.as_slice()).unwrap();
        }
    }
    write.commit().unwrap();
    since.elapsed()
}

fn place(record: &str, field: &str) -> String {
    format!("{record}/{field}")
}

/// The same history as Automerge keeps it, and how long it is there.
fn lived_by_automerge(history: &History) -> (AutoCommit, usize) {
    let mut document = AutoCommit::new();
    let mut writes = history.writes.iter();
    for line in 0..history.lines.len() {
        for (record, field, value) in writes.by_ref().take(writes_of(line)) {
            document
                .put(ROOT, place(record, field), value.as_str())
                .unwrap();
        }
        document.commit();
    }
    let saved = document.save().len();
    (document, saved)
}

/// What a bundle holds beyond the values that people wrote.
fn sized(measured: &mut Measured, history: &History, bundle: &Exported) {
    let values: Vec<u8> = history
        .writes
        .iter()
        .flat_map(|(_, _, value)| [value.as_bytes(), b"\n"].concat())
        .collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    zip.start_file("values", options).unwrap();
    zip.write_all(&values).unwrap();
    let alone = zip.finish().unwrap().into_inner().len() as u64;
    let (_, automerge) = lived_by_automerge(history);
    let ops = history.lines.len() as f64;
    let each = |bytes: u64| bytes as f64 / ops;
    let beyond = each(bundle.bytes.saturating_sub(alone));
    measured.row(
        "bytes of a change in a bundle; in Automerge",
        &format!("{:.1}; {:.1}", each(bundle.bytes), each(automerge as u64)),
        &Budget::None,
    );
    measured.row(
        "bytes of a change in a bundle beyond its value packed alone",
        &format!("{beyond:.1}"),
        &Budget::at_most(beyond, 60.0, ""),
    );
}
