//! A laptop: a store in a file, with a clock that may be wrong, and the door
//! through which the real exchange carries lines in and out.

use std::cell::RefCell;
use std::path::PathBuf;

use kheo::domain::RecordId;
use kheo::exchange::Door;
use kheo::ledger::signing::MANIFEST_PURPOSE;
use kheo::ledger::{BookId, DeviceId, Holding, OpId, Receipt, Segment};
use kheo::service::request::{CarryReply, CarryRequest, Piece, WantedRange};
use kheo::service::views::{AbsorbView, BookView, Health, OpenBookView};
use kheo::service::{Refusal, Reply, Request};
use kheo::store::{
    self, Arrival, CarriableRange, Doer, FieldChange, RecordChange, Renewal, Store, Why,
};
use serde_json::{Value, json};

/// The one book that all write in.
pub const BOOK: BookId = BookId(uuid::Uuid::from_u128(7));

/// One installation.
pub struct Laptop {
    store: RefCell<Option<Store>>,
    pub path: PathBuf,
    pub officer: String,
    /// Milliseconds of Unix time, as this laptop has it.
    pub now: i64,
    /// Makes keys that no other laptop has.
    keys: RefCell<[u8; 4]>,
}

impl Laptop {
    pub fn new(path: PathBuf, number: u16, now: i64) -> Self {
        let [high, low] = number.to_be_bytes();
        let keys = [high, low, 0, 0];
        let laptop = Self {
            store: RefCell::new(None),
            path,
            officer: format!("officer:{}", uuid::Uuid::from_u128(u128::from(number) + 1)),
            now,
            keys: RefCell::new(keys),
        };
        let store = Store::create(&laptop.path, laptop.fresh_key()).unwrap();
        *laptop.store.borrow_mut() = Some(store);
        laptop
    }

    /// The same installation once more, from a copy of its file.
    pub fn copy(&self, path: PathBuf, number: u16) -> Self {
        self.closed(|from| {
            std::fs::copy(from, &path).unwrap();
        });
        let [high, low] = number.to_be_bytes();
        Self {
            store: RefCell::new(Some(Store::open(&path).unwrap())),
            path,
            officer: self.officer.clone(),
            now: self.now,
            keys: RefCell::new([high, low, 0, 0]),
        }
    }

    /// Does something with the file while nobody has it open.
    pub fn closed<T>(&self, change: impl FnOnce(&PathBuf) -> T) -> T {
        *self.store.borrow_mut() = None;
        let done = change(&self.path);
        *self.store.borrow_mut() = Some(Store::open(&self.path).unwrap());
        done
    }

    fn fresh_key(&self) -> [u8; 32] {
        let mut keys = self.keys.borrow_mut();
        keys[3] = keys[3].wrapping_add(1);
        if keys[3] == 0 {
            keys[2] += 1;
        }
        let mut key = [0x5a; 32];
        key[..4].copy_from_slice(&*keys);
        key
    }

    /// What the program does when it sees that it was copied or restored.
    pub fn renew(&self, why: Why) {
        let renewal = Renewal {
            secret: self.fresh_key(),
            why,
            at: self.now,
        };
        self.with(|store| store.renew(renewal).unwrap());
    }

    pub fn with<T>(&self, act: impl FnOnce(&mut Store) -> T) -> T {
        act(self.store.borrow_mut().as_mut().unwrap())
    }

    pub fn device(&self) -> DeviceId {
        self.with(|store| store.device())
    }

    fn doer(&self) -> Doer<'_> {
        Doer {
            book: BOOK,
            by: &self.officer,
            now: self.now,
        }
    }

    /// Writes a value over all that is seen in the field.
    pub fn write(&mut self, record: RecordId, field: &str, value: Value) -> OpId {
        let record = record.to_string();
        self.with(|store| {
            let stored = store.record(&record).unwrap().unwrap_or_default();
            let register = stored.state.register(field);
            let changes = [RecordChange {
                record: record.clone(),
                fields: vec![FieldChange {
                    field: field.into(),
                    value,
                    over: register.map(|register| register.seen()).unwrap_or_default(),
                }],
            }];
            let deed = store.do_deed(self.doer(), json!("deed"), &changes, None, &|_, _| {});
            deed.unwrap().ops[0]
        })
    }

    /// Devices whose lines wait here.
    pub fn waiting(&self) -> Vec<DeviceId> {
        self.with(|store| store.waiting().unwrap().into_keys().collect())
    }

    pub fn approve(&self, device: DeviceId) {
        self.with(|store| store.approve(device, self.doer()).unwrap());
    }

    fn lacking(&self, theirs: &[Holding]) -> CarryReply {
        let piece = |piece| match piece {
            store::Piece::Chain(range) => Piece::Chain(WantedRange {
                book: range.book,
                device: range.device,
                from: range.from,
                to: range.to,
            }),
            store::Piece::Branch(branch) => Piece::Branch(branch),
        };
        let pieces = self.with(|store| store.lacking(theirs).unwrap());
        CarryReply::Pieces(pieces.into_iter().map(piece).collect())
    }

    fn carry(&self, request: CarryRequest) -> CarryReply {
        match request {
            CarryRequest::Holdings => {
                CarryReply::Holdings(self.with(|store| store.holdings().unwrap()))
            }
            CarryRequest::Lacking { theirs } => self.lacking(&theirs),
            CarryRequest::Unheld { theirs } => {
                let unheld = theirs
                    .into_iter()
                    .filter(|one| !self.with(|store| store.holds(*one).unwrap()));
                CarryReply::Holdings(unheld.collect())
            }
            CarryRequest::LackingOf { device } => {
                let receipt = self.with(|store| store.receipt_of(device).unwrap());
                self.lacking(&receipt.map(|one| one.holdings).unwrap_or_default())
            }
            CarryRequest::ReceiptOf { device } => {
                let receipt = self.with(|store| store.receipt_of(device).unwrap());
                CarryReply::ReceiptOf(receipt.map(Box::new))
            }
            CarryRequest::Receipt => self.with(|store| {
                let receipt = Receipt {
                    device: store.device(),
                    at: self.now,
                    holdings: store.holdings().unwrap(),
                    files: store.held_files().unwrap(),
                };
                CarryReply::Receipt(Box::new(receipt.sign(store.key())))
            }),
            CarryRequest::TakeReceipt(signed) => {
                let receipt = signed.verified().unwrap();
                self.with(|store| store.keep_receipt(receipt).unwrap());
                CarryReply::ReceiptTaken
            }
            CarryRequest::Branch(_) => unreachable!("answered with segments"),
        }
    }

    fn absorb(&self, file: &str, segments: &[Segment]) -> AbsorbView {
        let arrival = Arrival {
            file,
            now: self.now,
            spare: self.fresh_key(),
        };
        let absorbed = self.with(|store| store.absorb(arrival, segments, &|_, _| {}).unwrap());
        AbsorbView {
            ops_new: absorbed.ops_new + absorbed.ops_forked,
            ops_known: absorbed.ops_known,
            waiting_approval: absorbed.ops_waiting,
            ops_forked: absorbed.ops_forked,
            ..AbsorbView::default()
        }
    }
}

impl Door for Laptop {
    fn ask(&self, request: Request, _: &dyn Fn(u64, u64)) -> Result<Reply, Refusal> {
        let range = |range: &WantedRange| CarriableRange {
            book: range.book,
            device: range.device,
            from: range.from,
            to: range.to,
        };
        Ok(match request {
            Request::Book => Reply::Book(BookView {
                open: Some(OpenBookView {
                    role: kheo::domain::Role::Admin,
                    book: "Sổ".into(),
                    committee: "BCĐ".into(),
                    officer: self.officer.clone(),
                    title: String::new(),
                    device: self.device(),
                }),
                ..BookView::unopened(Health::Well)
            }),
            Request::Ranges => Reply::Ranges(Vec::new()),
            Request::Carry(CarryRequest::Branch(branch)) => Reply::Segments(vec![
                self.with(|store| store.branch_segment(branch).unwrap()),
            ]),
            Request::Carry(request) => Reply::Carry(self.carry(request)),
            Request::Segments { wanted } => Reply::Segments(
                wanted
                    .iter()
                    .map(|wanted| self.with(|store| store.segment(range(wanted)).unwrap()))
                    .collect(),
            ),
            Request::SignManifest { manifest } => self.with(|store| Reply::Signature {
                key: store.key().public(),
                signature: store.key().sign(MANIFEST_PURPOSE, &manifest),
            }),
            Request::MarkCarried { ranges, .. } => {
                let ranges: Vec<_> = ranges.iter().map(range).collect();
                self.with(|store| store.mark_carried(&ranges).unwrap());
                Reply::Carried
            }
            Request::Absorb { file, segments } => Reply::Absorb(self.absorb(&file, &segments)),
            other => panic!("an exchange does not ask {other:?}"),
        })
    }
}
