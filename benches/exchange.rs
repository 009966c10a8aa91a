//! What an exchange costs: a colleague's history taken in and carried away,
//! beside redb's own bulk insert of the same lines and Automerge with the same
//! history, all in one run.
//!
//! ```text
//! cargo bench --bench exchange
//! KHEO_OPS=2000 KHEO_RUNS=1 cargo test --bench exchange    # tries itself, unoptimized
//! ```

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ROOT, ReadDoc};
use jiff::Timestamp;
use kheo::exchange::{
    Closing, Exported, Incoming, Keys, Lines, Order, Place, Watch, WithFiles, export,
};
use kheo::ledger::op::VERSION;
use kheo::ledger::segment::SegmentHead;
use kheo::ledger::{BookId, ChainHash, DeviceKey, Op, OpId, Segment, Stamp, Write};
use kheo::service::request::{OpenBook, TrustRequest};
use kheo::service::{Client, Reply, Request};
use redb::{Database, TableDefinition};
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const BOOK: BookId = BookId(Uuid::from_u128(7));
/// Changes of one model: it is written down, and then corrected.
const CHANGES: usize = 5;
/// Lines of a segment.
const LINES: usize = 8192;

fn main() {
    let (ops, runs) = (number("KHEO_OPS", 200_000), number("KHEO_RUNS", 3));
    let folder = tempfile::tempdir().unwrap();
    let history = History::of(ops);
    let bundle = carried(&history, folder.path(), runs);
    taken_in(&history, &bundle, folder.path(), runs);
    sized(&history, &bundle);
}

fn number(variable: &str, usual: usize) -> usize {
    let given = std::env::var(variable).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// One device's lines, each over what it saw.
struct History {
    key: DeviceKey,
    lines: Vec<Vec<u8>>,
    /// h(n) after each line; the first is that before all.
    hashes: Vec<ChainHash>,
    /// Record, field and value of each write, in order.
    writes: Vec<(String, &'static str, String)>,
}

impl History {
    fn of(ops: usize) -> Self {
        let mut history = Self {
            key: DeviceKey::from_secret([5; 32]),
            lines: Vec::with_capacity(ops),
            hashes: vec![ChainHash::default()],
            writes: Vec::new(),
        };
        let mut seen: Option<OpId> = None;
        for number in 0..ops {
            let (model, change) = (number / CHANGES, number % CHANGES);
            let content = format!(
                "Đợt {change}: {} hộ tham gia, thu {} kg rác về bờ.",
                number % 83,
                number % 997
            );
            let mut fields = vec![("content", content)];
            if change == 0 {
                fields.push(("name", format!("Ghe về bến, rác về bờ, tổ {model}")));
                fields.push(("owner", format!("Chi hội Phụ nữ ấp {}", model % 97)));
                seen = None;
            }
            let record = format!("model:{}", Uuid::from_u128(model as u128 + 1));
            let set = fields.iter().map(|(field, value)| {
                let over = seen.iter().filter(|_| *field == "content").copied();
                let write = Write {
                    to: value.as_str().into(),
                    over: over.collect(),
                };
                ((*field).to_owned(), write)
            });
            seen = Some(history.write(&record, set.collect()));
            let writes = fields.into_iter();
            history
                .writes
                .extend(writes.map(|(field, value)| (record.clone(), field, value)));
        }
        history
    }

    fn write(&mut self, record: &str, set: BTreeMap<String, Write>) -> OpId {
        let seq = self.lines.len() as u64 + 1;
        let op = Op {
            v: VERSION,
            book: BOOK,
            dev: self.key.public().device(),
            seq,
            at: Stamp {
                millis: 1_700_000_000_000 + seq as i64 * 7_919,
                counter: 0,
            },
            by: format!("officer:{}", Uuid::from_u128(9)),
            rec: record.to_owned(),
            set,
        };
        let line = op.to_line().unwrap();
        let after = self.hashes[self.lines.len()].then(&line);
        let id = OpId::of_line(&line);
        self.hashes.push(after);
        self.lines.push(line);
        id
    }

    /// Lines of these places, counted from 0, with a signed head.
    fn segment(&self, places: std::ops::Range<usize>) -> Segment {
        let (before, after) = (self.hashes[places.start], self.hashes[places.end]);
        let to = places.end as u64;
        let head = SegmentHead {
            book: BOOK,
            device: self.key.public().device(),
            from: places.start as u64 + 1,
            to,
            before: before.to_hex(),
            after: after.to_hex(),
            key: self.key.public(),
            signature: self.key.sign_head(BOOK, to, after),
            branch: None,
        };
        let lines = self.lines[places].iter();
        Segment {
            head,
            lines: lines
                .flat_map(|line| [line.as_slice(), b"\n"].concat())
                .collect(),
        }
    }

    fn segments(&self) -> Vec<Segment> {
        let begins = (1..self.lines.len()).step_by(LINES);
        begins
            .map(|begin| self.segment(begin..self.lines.len().min(begin + LINES)))
            .collect()
    }
}

/// A book that knows the device of the history and holds its first line.
fn acquainted(history: &History, path: &Path) -> Client {
    let client = Client::start(path.to_owned());
    let open = OpenBook {
        officer: "Nguyễn Văn An".into(),
        committee: "BCĐ huyện An Biên".into(),
        ..OpenBook::default()
    };
    client.ask(Request::OpenBook(open)).unwrap();
    absorb(&client, vec![history.segment(0..1)]);
    let device = history.key.public().device();
    let approve = Request::Trust(TrustRequest::Approve { device });
    client.ask(approve).unwrap();
    client
}

fn absorb(client: &Client, segments: Vec<Segment>) {
    let file = "bench".to_owned();
    let reply = client.ask(Request::Absorb { file, segments }).unwrap();
    assert!(matches!(reply, Reply::Absorb(view) if view.waiting_approval <= 1));
}

/// Carries everything away; gives the bundle.
fn carried(history: &History, folder: &Path, runs: usize) -> Exported {
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
    println!("| What | Measured | Budget |");
    println!("|---|---|---|");
    println!(
        "| {} changes carried away, read back twice; Automerge saves without a disk | {}; {} | ≤ 1,000 ms |",
        history.lines.len(),
        spread(&mut times),
        millis(theirs)
    );
    bundle.unwrap()
}

/// Takes the bundle into fresh books, beside the two others.
fn taken_in(history: &History, bundle: &Exported, folder: &Path, runs: usize) {
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
    let beyond = median(&mut ours).saturating_sub(median(&mut bulk));
    println!(
        "| {} changes taken in | {} | |",
        history.lines.len(),
        spread(&mut ours)
    );
    println!(
        "| redb alone inserts the same lines | {} | |",
        spread(&mut bulk)
    );
    println!(
        "| taken in, beyond redb's own time | {} | ≤ 1,500 ms |",
        millis(beyond)
    );
    println!(
        "| Automerge loads the same history, without a disk | {} | |",
        spread(&mut theirs)
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
        let fields = if line % CHANGES == 0 { 3 } else { 1 };
        for (record, field, value) in writes.by_ref().take(fields) {
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
fn sized(history: &History, bundle: &Exported) {
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
    println!(
        "| bytes of a change in a bundle; beyond its value packed alone; in Automerge | {:.1}; {:.1}; {:.1} | ≤ 60 beyond |",
        each(bundle.bytes),
        each(bundle.bytes.saturating_sub(alone)),
        each(automerge as u64)
    );
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The median, and the fastest and slowest.
fn spread(times: &mut [Duration]) -> String {
    let middle = median(times);
    let (first, last) = (times[0], times[times.len() - 1]);
    format!(
        "{} ({}–{})",
        millis(middle),
        first.as_millis(),
        last.as_millis()
    )
}

fn millis(time: Duration) -> String {
    format!("{} ms", time.as_millis())
}
