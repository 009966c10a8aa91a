//! A laptop with a newer version of the program: it writes lines that ours
//! does not understand, and ours must keep and forward them all the same.

use std::collections::BTreeMap;

use kheo::ledger::op::VERSION;
use kheo::ledger::segment::SegmentHead;
use kheo::ledger::{ChainHash, DeviceKey, Op, OpId, Segment, Stamp};
use serde_json::json;

use crate::laptop::BOOK;

/// Its chain so far.
pub struct Newer {
    key: DeviceKey,
    lines: Vec<Vec<u8>>,
    hash: ChainHash,
}

/// What a line of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strange {
    Version,
    Record,
    Field,
}

impl Newer {
    pub fn new(secret: u8) -> Self {
        Self {
            key: DeviceKey::from_secret([secret; 32]),
            lines: Vec::new(),
            hash: ChainHash::default(),
        }
    }

    /// Writes a line. A strange field stands in a record that ours knows.
    pub fn write(&mut self, strange: Strange, known: &str, at: i64) -> (OpId, Op) {
        let seq = self.lines.len() as u64 + 1;
        let (rec, field) = match strange {
            Strange::Version | Strange::Field => (known.to_owned(), "kpi.2031"),
            Strange::Record => (
                format!("drone:{}", uuid::Uuid::from_u128(seq.into())),
                "name",
            ),
        };
        let mut line = json!({
            "v": if strange == Strange::Version { VERSION + 1 } else { VERSION },
            "book": BOOK,
            "dev": self.key.public().device(),
            "seq": seq,
            "at": Stamp { millis: at, counter: 0 },
            "by": "officer:newer",
            "rec": rec,
            "set": { field: { "to": format!("giá trị {seq}") } },
        });
        if strange == Strange::Version {
            line["proof"] = json!([1, 2, 3]);
        }
        let bytes = serde_json::to_vec(&line).unwrap();
        self.hash = self.hash.then(&bytes);
        let op = Op {
            v: VERSION,
            book: BOOK,
            dev: self.key.public().device(),
            seq,
            at: Stamp {
                millis: at,
                counter: 0,
            },
            by: "officer:newer".into(),
            rec,
            set: BTreeMap::from([(
                field.to_owned(),
                kheo::ledger::Write {
                    to: json!(format!("giá trị {seq}")),
                    over: Vec::new(),
                },
            )]),
        };
        let id = OpId::of_line(&bytes);
        self.lines.push(bytes);
        (id, op)
    }

    /// All of its lines.
    pub fn segment(&self) -> Option<Segment> {
        let to = self.lines.len() as u64;
        let head = SegmentHead {
            book: BOOK,
            device: self.key.public().device(),
            from: 1,
            to,
            before: ChainHash::default().to_hex(),
            after: self.hash.to_hex(),
            key: self.key.public(),
            signature: self.key.sign_head(BOOK, to, self.hash),
            branch: None,
        };
        let lines: Vec<u8> = self
            .lines
            .iter()
            .flat_map(|line| [line.as_slice(), b"\n"].concat())
            .collect();
        (to > 0).then_some(Segment { head, lines })
    }
}
