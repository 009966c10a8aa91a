//! Books and bundles for tests: chains of lines that really verify, and a door
//! that answers from memory and remembers what it was asked.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write as _};

use jiff::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::bundle::write::{Opening, Packer};
use super::door::Door;
use super::manifest::{Maker, Seal};
use crate::ledger::op::tests::sample;
use crate::ledger::segment::SegmentHead;
use crate::ledger::signing::MANIFEST_PURPOSE;
use crate::ledger::{
    BookId, ChainHash, DeviceKey, Holding, Op, OpId, Ranges, Receipt, Segment, Stamp, Write,
};
use crate::service::request::{
    AttachmentReply, AttachmentRequest, CarryReply, CarryRequest, Piece, WantedRange,
};
use crate::service::views::{
    AbsorbView, BookRangesView, BookView, Delivered, DeviceRange, Health, OpenBookView,
};
use crate::service::{Refusal, Reply, Request};

pub const BOOK: BookId = BookId(uuid::Uuid::from_u128(7));
pub const BOOK_NAME: &str = "Sổ Dân vận khéo – An Biên";

/// One device's chain: its lines and the hash after each.
pub struct Chain {
    pub key: DeviceKey,
    lines: Vec<Vec<u8>>,
    hashes: Vec<ChainHash>,
}

impl Chain {
    pub fn new(secret: u8) -> Self {
        let key = DeviceKey::from_secret([secret; 32]);
        Self {
            key,
            lines: Vec::new(),
            hashes: vec![ChainHash::default()],
        }
    }

    /// A chain with a line for each of `texts`: two lines to a record, each
    /// over the line before, some seconds apart.
    pub fn of(secret: u8, texts: impl IntoIterator<Item = String>) -> Self {
        let mut chain = Self::new(secret);
        for (number, text) in texts.into_iter().enumerate() {
            chain.write(number, &text);
        }
        chain
    }

    fn write(&mut self, number: usize, text: &str) {
        let seq = number as u64 + 1;
        let before = self.lines.last().map_or(&[][..], Vec::as_slice);
        let over = vec![OpId::of_line(before)];
        let record = OpId::of_line(&(number / 2).to_le_bytes()).0;
        let plain = sample(seq, text);
        let op = Op {
            dev: self.key.public().device(),
            rec: format!("model:{}", uuid::Uuid::from_bytes(record)),
            at: Stamp {
                millis: plain.at.millis + (seq * 7919) as i64,
                counter: 0,
            },
            set: BTreeMap::from([(
                "name".into(),
                Write {
                    to: text.into(),
                    over,
                },
            )]),
            ..plain
        };
        self.push(op.to_line().unwrap());
    }

    /// Puts a line at the end, whatever it says.
    pub fn push(&mut self, line: Vec<u8>) {
        self.hashes.push(self.hashes[self.lines.len()].then(&line));
        self.lines.push(line);
    }

    pub fn len(&self) -> u64 {
        self.lines.len() as u64
    }

    /// Lines `from..=to` with a signed head.
    pub fn segment(&self, from: u64, to: u64) -> Segment {
        let (first, last) = (from as usize - 1, to as usize);
        let lines = self.lines[first..last].iter();
        let head = SegmentHead {
            book: BOOK,
            device: self.key.public().device(),
            from,
            to,
            before: self.hashes[first].to_hex(),
            after: self.hashes[last].to_hex(),
            key: self.key.public(),
            signature: self.key.sign_head(BOOK, to, self.hashes[last]),
            branch: None,
        };
        Segment {
            head,
            lines: lines
                .flat_map(|line| [line.as_slice(), b"\n"].concat())
                .collect(),
        }
    }
}

/// Texts that differ.
pub fn texts(count: usize) -> impl Iterator<Item = String> {
    (1..=count).map(|number| format!("Hũ gạo tình thương ấp {number}"))
}

pub fn opening(maker: &DeviceKey) -> Opening {
    Opening {
        made_by: Maker {
            device: maker.public().device(),
            officer: "Nguyễn Thị Hoa".into(),
        },
        made_at: "2026-11-20T01:05:13Z".parse::<Timestamp>().unwrap(),
        addressee: None,
        receipt: None,
        names: BTreeMap::from([(BOOK, BOOK_NAME.into())]),
    }
}

pub fn seal(key: &DeviceKey, manifest: &[u8]) -> Seal {
    Seal {
        key: key.public(),
        signature: key.sign(MANIFEST_PURPOSE, manifest),
    }
}

/// A bundle with `segments` and `others`, signed by `maker`.
pub fn pack(maker: &DeviceKey, segments: Vec<Segment>, others: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packer = Packer::new(Cursor::new(Vec::new()), "a.kheo");
    for segment in segments {
        packer.add(segment).unwrap();
    }
    for (name, bytes) in others {
        packer.add_part((*name).into(), bytes).unwrap();
    }
    let (writer, ..) = packer
        .finish(opening(maker), |manifest| Ok(seal(maker, manifest)))
        .unwrap();
    writer.into_inner()
}

/// A small bundle of two devices.
pub fn small() -> Vec<u8> {
    let (ours, theirs) = (Chain::of(1, texts(3)), Chain::of(2, texts(2)));
    pack(
        &ours.key,
        vec![ours.segment(1, 3), theirs.segment(1, 2)],
        &[],
    )
}

/// Names and contents of a ZIP.
pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut part = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// A ZIP as another program would make it.
pub fn rezip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A book in memory: our own chain first, then those of others, each with the
/// ranges that they signed.
pub struct Memory {
    pub own: Chain,
    pub others: Vec<(Chain, Vec<(u64, u64)>)>,
    pub asked: RefCell<Vec<Request>>,
}

impl Memory {
    pub fn new(own: Chain) -> Self {
        Self {
            own,
            others: Vec::new(),
            asked: RefCell::default(),
        }
    }

    fn ranges(&self) -> Vec<DeviceRange> {
        let own = (&self.own, &vec![(1, self.own.len())]);
        let others = self.others.iter().map(|(chain, ranges)| (chain, ranges));
        let of_chain = |(chain, ranges): (&Chain, &Vec<(u64, u64)>)| {
            let device = chain.key.public().device();
            ranges
                .iter()
                .map(|&(from, to)| DeviceRange { device, from, to })
                .collect::<Vec<_>>()
        };
        std::iter::once(own)
            .chain(others)
            .flat_map(of_chain)
            .collect()
    }

    fn carry(&self, request: CarryRequest) -> CarryReply {
        match request {
            CarryRequest::Lacking { theirs } => CarryReply::Pieces(self.lacking(&theirs)),
            CarryRequest::Receipt => {
                let receipt = Receipt {
                    device: self.own.key.public().device(),
                    at: 1_795_136_713_000,
                    holdings: self.holdings(),
                    files: Vec::new(),
                };
                CarryReply::Receipt(Box::new(receipt.sign(&self.own.key)))
            }
            CarryRequest::TakeReceipt(receipt) => {
                assert!(receipt.verified().is_some());
                CarryReply::ReceiptTaken
            }
            other => panic!("{other:?}"),
        }
    }

    fn holdings(&self) -> Vec<Holding> {
        let hashes = self.others.iter().map(|(chain, _)| chain);
        let chains: Vec<&Chain> = std::iter::once(&self.own).chain(hashes).collect();
        let holding = |range: DeviceRange| {
            let mut of = chains.iter();
            let chain = of.find(|chain| chain.key.public().device() == range.device);
            Holding {
                book: BOOK,
                device: range.device,
                from: range.from,
                to: range.to,
                after: chain.unwrap().hashes[range.to as usize],
            }
        };
        self.ranges().into_iter().map(holding).collect()
    }

    fn lacking(&self, theirs: &[Holding]) -> Vec<Piece> {
        let own = self.own.key.public().device();
        let mut pieces = Vec::new();
        for range in self.ranges() {
            let mut rest = Ranges::default();
            rest.insert(range.from, range.to);
            for held in theirs.iter().filter(|held| held.device == range.device) {
                rest.remove(held.from, held.to);
            }
            let whole = |from, to| {
                Piece::Chain(WantedRange {
                    book: BOOK,
                    device: range.device,
                    from,
                    to,
                })
            };
            if range.device == own {
                pieces.extend(rest.iter().map(|(from, to)| whole(from, to)));
            } else if !rest.is_empty() {
                pieces.push(whole(range.from, range.to));
            }
        }
        pieces
    }

    fn segment(&self, wanted: WantedRange) -> Segment {
        if wanted.device == self.own.key.public().device() {
            return self.own.segment(wanted.from, wanted.to);
        }
        let is_it = |(chain, _): &&(Chain, _)| chain.key.public().device() == wanted.device;
        let (chain, ranges) = self.others.iter().find(is_it).unwrap();
        assert!(
            ranges.contains(&(wanted.from, wanted.to)),
            "a foreign range was cut: {wanted:?}"
        );
        chain.segment(wanted.from, wanted.to)
    }
}

impl Door for Memory {
    fn ask(&self, request: Request, report: &dyn Fn(u64, u64)) -> Result<Reply, Refusal> {
        self.asked.borrow_mut().push(request.clone());
        report(1, 1);
        match request {
            Request::Book => Ok(Reply::Book(BookView {
                open: Some(OpenBookView {
                    role: crate::domain::Role::Admin,
                    book: BOOK_NAME.into(),
                    committee: "Huyện ủy An Biên".into(),
                    officer: "Nguyễn Thị Hoa".into(),
                    title: String::new(),
                    device: self.own.key.public().device(),
                }),
                health: Health::Well,
                uncarried: 0,
                delivered: Delivered::default(),
                waiting: 0,
                renewed: None,
                conflicts: 0,
                drafts: 0,
                undo: None,
                redo: None,
                absorbed: None,
            })),
            Request::Ranges => Ok(Reply::Ranges(vec![BookRangesView {
                book: BOOK,
                name: BOOK_NAME.into(),
                ranges: self.ranges(),
            }])),
            Request::Segments { wanted } => Ok(Reply::Segments(
                wanted
                    .into_iter()
                    .map(|range| self.segment(range))
                    .collect(),
            )),
            Request::SignManifest { manifest } => {
                let Seal { key, signature } = seal(&self.own.key, &manifest);
                Ok(Reply::Signature { key, signature })
            }
            Request::MarkCarried { .. } => Ok(Reply::Carried),
            Request::Carry(request) => Ok(Reply::Carry(self.carry(request))),
            Request::PlanSegments { segments } | Request::Absorb { segments, .. } => {
                let ops_new = segments
                    .iter()
                    .map(|segment| segment.head.to - segment.head.from + 1);
                Ok(Reply::Absorb(AbsorbView {
                    ops_new: ops_new.sum(),
                    ..AbsorbView::default()
                }))
            }
            Request::Attachments(AttachmentRequest::Files) => {
                Ok(Reply::Attachments(AttachmentReply::Files(Vec::new())))
            }
            _ => Err(Refusal::NoBook),
        }
    }
}
