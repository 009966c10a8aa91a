//! A colleague's history as lines of the log, and a book that may take it in.

use std::collections::BTreeMap;
use std::path::Path;

use kheo::ledger::op::VERSION;
use kheo::ledger::segment::SegmentHead;
use kheo::ledger::{BookId, ChainHash, DeviceKey, Op, OpId, Segment, Stamp, Write};
use kheo::service::request::{OpenBook, TrustRequest};
use kheo::service::{Client, Reply, Request};
use uuid::Uuid;

pub const BOOK: BookId = BookId(Uuid::from_u128(7));
/// Changes of one model: it is written down, and then corrected.
pub const CHANGES: usize = 5;
/// Lines of a segment.
const LINES: usize = 8192;

/// One device's lines, each over what it saw.
pub struct History {
    key: DeviceKey,
    pub lines: Vec<Vec<u8>>,
    /// h(n) after each line; the first is that before all.
    hashes: Vec<ChainHash>,
    /// Record, field and value of each write, in order.
    pub writes: Vec<(String, &'static str, String)>,
}

impl History {
    pub fn of(ops: usize) -> Self {
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
            by: format!("officer:{}", Uuid::from_u128(9)).into(),
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
    pub fn segment(&self, places: std::ops::Range<usize>) -> Segment {
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

    pub fn segments(&self) -> Vec<Segment> {
        let begins = (1..self.lines.len()).step_by(LINES);
        begins
            .map(|begin| self.segment(begin..self.lines.len().min(begin + LINES)))
            .collect()
    }
}

/// A book that knows the device of the history and holds its first line.
pub fn acquainted(history: &History, path: &Path) -> Client {
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

pub fn absorb(client: &Client, segments: Vec<Segment>) {
    let file = "bench".to_owned();
    let reply = client.ask(Request::Absorb { file, segments }).unwrap();
    assert!(matches!(reply, Reply::Absorb(view) if view.waiting_approval <= 1));
}

/// How many fields the change of that number writes.
pub fn writes_of(change: usize) -> usize {
    if change.is_multiple_of(CHANGES) { 3 } else { 1 }
}
