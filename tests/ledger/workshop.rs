//! Stores in a folder of their own, and what is done with them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use kheo::domain::{ModelSummary, RecordId, RecordKind, Word};
use kheo::ledger::{BookId, DeviceId, Holding, Ranges, Segment};
use kheo::store::{Absorbed, Arrival, Doer, FieldChange, Piece, RecordChange, Store, StoredRecord};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::chance::Chance;

/// A store with the officer who writes in it.
pub struct Desk {
    pub store: Store,
    path: PathBuf,
    officer: String,
    book: BookId,
    /// Milliseconds of Unix time, as this laptop has it.
    now: i64,
    /// Makes keys that no other desk has.
    lot: [u8; 2],
}

/// Everything that screens and reports can read of a store, but for who holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Dump {
    pub records: BTreeMap<RecordId, StoredRecord>,
    pub summaries: BTreeMap<RecordId, ModelSummary>,
    pub conflicts: Vec<(String, String)>,
    pub ranges: BTreeMap<(BookId, DeviceId), Ranges>,
    /// What could be carried on, as it would travel.
    pub carriable: Vec<Segment>,
}

impl Dump {
    /// What must be equal in two stores that heard the same: where each keeps
    /// the lines is its own affair.
    pub fn content(self) -> Self {
        Self {
            ranges: BTreeMap::new(),
            carriable: Vec::new(),
            ..self
        }
    }
}

/// `desks` stores of one book, with clocks that are off by years.
pub fn desks(folder: &TempDir, count: usize, chance: &mut Chance) -> Vec<Desk> {
    (0..count)
        .map(|number| {
            let path = folder.path().join(format!("{number}.kheo"));
            Desk {
                store: Store::create(&path, [number as u8 + 1; 32]).unwrap(),
                path,
                officer: RecordId::derived(RecordKind::Officer, &[&number.to_string()]).to_string(),
                book: BookId(uuid::Uuid::from_u128(7 + chance.below(2) as u128)),
                now: 1_700_000_000_000 + (chance.below(9) as i64 - 4) * 30_000_000_000,
                lot: [number as u8, 0],
            }
        })
        .collect()
}

/// The records that all desks write.
fn records() -> Vec<RecordId> {
    let derived = |kind, name| RecordId::derived(kind, &[name]);
    vec![
        derived(RecordKind::Model, "Hũ gạo"),
        derived(RecordKind::Model, "Đường hoa"),
        derived(RecordKind::Model, "Đường hoa nở"),
        derived(RecordKind::Registration, "1"),
        derived(RecordKind::Registration, "2"),
        derived(RecordKind::Note, "1"),
        derived(RecordKind::Note, "2"),
        derived(RecordKind::Unit, "1"),
    ]
}

fn random_field(kind: RecordKind, chance: &mut Chance) -> (&'static str, Value) {
    let models = &records()[..3];
    let model = json!(chance.one_of(models).to_string());
    let any = json!(chance.one_of(&records()).to_string());
    let text = json!(["Ghe về bến", "Rác về bờ", "7"][chance.below(3)]);
    let choices = match kind {
        RecordKind::Registration => vec![
            ("model", model),
            ("level", json!(["base", "province"][chance.below(2)])),
            ("period", json!(["2020", "2021-2023"][chance.below(2)])),
            ("status", json!(["registered", "surveyed"][chance.below(2)])),
            ("typical", json!(true)),
        ],
        RecordKind::Note => vec![("record", any), ("text", text)],
        RecordKind::Model if chance.once_in(3) => vec![("merged_into", model)],
        _ => vec![
            ("name", text.clone()),
            ("owner", text),
            ("kind", json!("collective")),
            ("theme.ntm", json!(true)),
        ],
    };
    match chance.below(8) {
        0 => ("deleted", json!([true, false][chance.below(2)])),
        1 => (chance.one_of(&choices).0, Value::Null),
        _ => chance.one_of(&choices).clone(),
    }
}

impl Desk {
    /// A deed of one to four changes, mostly over what is there.
    pub fn write(&mut self, chance: &mut Chance) {
        let mut changes: Vec<RecordChange> = Vec::new();
        for _ in 0..1 + chance.below(4) {
            let record = *chance.one_of(&records());
            if changes
                .iter()
                .any(|change| change.record == record.to_string())
            {
                continue;
            }
            let stored = self.store.record(&record.to_string()).unwrap();
            let stored = stored.unwrap_or_default();
            let mut fields: BTreeMap<&str, FieldChange> = BTreeMap::new();
            for _ in 0..1 + chance.below(4) {
                let (field, value) = random_field(record.kind, chance);
                let register = stored.state.register(field);
                let mut over = register.map(|register| register.seen()).unwrap_or_default();
                if chance.once_in(6) {
                    over = chance.some_of(&over);
                }
                let change = FieldChange {
                    field: field.into(),
                    value,
                    over,
                };
                fields.insert(field, change);
            }
            changes.push(RecordChange {
                record: record.to_string(),
                fields: fields.into_values().collect(),
            });
        }
        self.now += chance.below(1000) as i64;
        let doer = Doer {
            book: self.book,
            by: &self.officer,
            now: self.now,
        };
        self.store
            .do_deed(doer, json!("a deed"), &changes, None, &|_, _| {})
            .unwrap();
    }

    pub fn undo(&mut self) {
        let (book, by, now) = (self.book, self.officer.clone(), self.now);
        self.store.undo(Doer { book, by: &by, now }).unwrap();
    }

    pub fn redo(&mut self) {
        let (book, by, now) = (self.book, self.officer.clone(), self.now);
        self.store.redo(Doer { book, by: &by, now }).unwrap();
    }

    /// Some of what could be carried away, in any order, parts of ranges too.
    pub fn some_segments(&self, chance: &mut Chance) -> Vec<Segment> {
        let own = self.store.device();
        let mut segments = Vec::new();
        for mut range in self.store.carriable().unwrap() {
            if chance.once_in(2) {
                range.from += chance.below((range.to - range.from + 1) as usize) as u64;
            }
            if range.device == own && chance.once_in(2) {
                range.to -= chance.below((range.to - range.from + 1) as usize) as u64;
            }
            if !chance.once_in(4) {
                segments.push(self.store.segment(range).unwrap());
            }
        }
        if chance.once_in(4) {
            segments.extend(segments.clone());
        }
        chance.shuffle(&mut segments);
        segments
    }

    /// All that can be carried away.
    pub fn segments(&self) -> Vec<Segment> {
        self.lacked(&[])
    }

    /// All that can be carried away and a store with these holdings lacks.
    pub fn lacked(&self, theirs: &[Holding]) -> Vec<Segment> {
        let pieces = self.store.lacking(theirs).unwrap().into_iter();
        let segment = |piece| match piece {
            Piece::Chain(range) => self.store.segment(range).unwrap(),
            Piece::Branch(branch) => self.store.branch_segment(branch).unwrap(),
        };
        pieces.map(segment).collect()
    }

    /// Imports segments, as a bundle does.
    pub fn absorb(&mut self, segments: &[Segment]) -> Absorbed {
        let planned = self.store.plan_absorb(segments, self.now).unwrap();
        self.lot[1] += 1;
        let mut spare = [0xee; 32];
        spare[..2].copy_from_slice(&self.lot);
        let arrival = Arrival {
            file: "a.kheo",
            now: self.now,
            spare,
        };
        let done = self.store.absorb(arrival, segments, &|_, _| {});
        let done = done.unwrap();
        assert_eq!(planned, done, "an import does what its plan said");
        done
    }

    /// Approves every device whose lines wait.
    pub fn approve_all(&mut self) {
        for device in self.store.waiting().unwrap().into_keys() {
            self.approve(device);
        }
    }

    pub fn approve(&mut self, device: DeviceId) {
        let (book, by, now) = (self.book, self.officer.clone(), self.now);
        self.store
            .approve(device, Doer { book, by: &by, now })
            .unwrap();
    }

    /// Decides something about one of the devices that it knows.
    pub fn decide(&mut self, chance: &mut Chance) {
        let known: Vec<DeviceId> = self.store.devices().unwrap().into_keys().collect();
        if known.is_empty() {
            return;
        }
        let device = *chance.one_of(&known);
        if chance.once_in(4) {
            let (book, by, now) = (self.book, self.officer.clone(), self.now);
            self.store
                .revoke(device, Doer { book, by: &by, now })
                .unwrap();
        } else {
            self.approve(device);
        }
    }

    /// Faults that a check finds.
    pub fn faults(&self) -> Vec<String> {
        self.store.check(&|_, _| {}).unwrap().faults
    }

    /// What it holds of every device and how it stands to it, to look at.
    pub fn held(&self) -> String {
        let mut lines = vec![format!("device {}", self.store.device())];
        for holding in self.store.holdings().unwrap() {
            let after = holding.after.to_hex();
            lines.push(format!(
                "  {} {} {}–{} {}",
                holding.book,
                holding.device,
                holding.from,
                holding.to,
                &after[..8]
            ));
        }
        for (id, device) in self.store.devices().unwrap() {
            lines.push(format!("  {id} {:?}", device.state()));
        }
        let waiting = self.store.waiting().unwrap();
        lines.push(format!("  waiting {waiting:?}"));
        lines.join("\n")
    }

    pub fn dump(&self) -> Dump {
        let mut records = BTreeMap::new();
        for &kind in RecordKind::ALL {
            self.store
                .records_of(kind, |id, stored| {
                    records.insert(id, stored);
                })
                .unwrap();
        }
        let mut summaries = BTreeMap::new();
        self.store
            .summaries(|id, summary| {
                summaries.insert(id, summary);
            })
            .unwrap();
        Dump {
            records,
            summaries,
            conflicts: self.store.conflicts().unwrap(),
            ranges: self.store.ranges().unwrap(),
            carriable: self.segments(),
        }
    }

    /// Copies the installation, as a disk image does.
    pub fn copied(self, folder: &TempDir) -> [Self; 2] {
        let Self {
            store,
            path,
            officer,
            book,
            now,
            lot: [lot, spares],
        } = self;
        drop(store);
        let copy = folder.path().join("copy.kheo");
        std::fs::copy(&path, &copy).unwrap();
        [(path, lot), (copy, lot + 100)].map(|(path, lot)| Self {
            store: Store::open(&path).unwrap(),
            path,
            officer: officer.clone(),
            book,
            now,
            lot: [lot, spares],
        })
    }

    /// Closes the store and opens it again.
    pub fn reopened(self) -> Self {
        self.changed(|_| {})
    }

    /// Closes the store, lets `change` go behind its back, and opens it again.
    pub fn changed(self, change: impl FnOnce(&redb::Database)) -> Self {
        let Self {
            store,
            path,
            officer,
            book,
            now,
            lot,
        } = self;
        drop(store);
        change(&redb::Database::open(&path).unwrap());
        Self {
            store: Store::open(&path).unwrap(),
            path,
            officer,
            book,
            now,
            lot,
        }
    }
}
