//! A history: what the laptops write, how their bundles fare, and what each
//! officer had seen when writing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use kheo::domain::{RecordId, RecordKind};
use kheo::exchange::Door;
use kheo::ledger::{DeviceId, Op, OpId};
use kheo::service::Request;
use kheo::store::{Piece, Why};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::chance::Chance;
use crate::laptop::Laptop;
use crate::newer::{Newer, Strange};
use crate::ways::{Stick, WAYS, Way};

/// How large a history is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Some laptops, quick enough for every run.
    Small,
    /// 5 to 50 laptops, mostly as few as a district has.
    Any,
}

/// An op, and what its writer saw in its fields before.
pub struct Written {
    pub op: Op,
    pub seen: BTreeSet<OpId>,
}

/// What an officer at a laptop can know.
#[derive(Debug, Clone)]
struct Known {
    held: BTreeSet<OpId>,
    approved: BTreeSet<DeviceId>,
}

impl Known {
    /// What a new laptop knows: itself.
    fn of(laptop: &Laptop) -> Self {
        Self {
            held: BTreeSet::new(),
            approved: BTreeSet::from([laptop.device()]),
        }
    }
}

/// A backup of a laptop, and what was known then.
struct Backup {
    laptop: usize,
    file: PathBuf,
    known: Known,
}

/// A bundle on its way.
struct OnTheWay {
    to: usize,
    stick: Stick,
}

pub struct Life {
    pub chance: Chance,
    folder: TempDir,
    pub laptops: Vec<Laptop>,
    known: Vec<Known>,
    newer: Newer,
    pub written: BTreeMap<OpId, Written>,
    backups: Vec<Backup>,
    on_the_way: Vec<OnTheWay>,
    /// A bundle that the second laptop had of the first.
    earlier: BTreeMap<(usize, usize), Stick>,
    steps: usize,
    files: usize,
}

const TEN_YEARS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;
const NOW: i64 = 1_795_000_000_000;

/// In memory where the machine has such a place: histories are many.
fn folder() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    TempDir::new_in(memory).unwrap_or_else(|_| TempDir::new().unwrap())
}

pub fn records() -> Vec<RecordId> {
    let derived = |kind, name| RecordId::derived(kind, &[name]);
    vec![
        derived(RecordKind::Model, "Hũ gạo"),
        derived(RecordKind::Model, "Đường hoa"),
        derived(RecordKind::Note, "Đã xem"),
    ]
}

impl Life {
    pub fn begin(seed: u64, size: Size) -> Self {
        let mut chance = Chance::new(seed);
        let (laptops, steps) = match size {
            Size::Small => (5 + chance.below(4), 60),
            Size::Any => {
                let most = if chance.once_in(12) { 46 } else { 5 };
                let laptops = 5 + chance.below(most);
                (laptops, laptops * 12)
            }
        };
        let folder = folder();
        let laptops: Vec<Laptop> = (0..laptops)
            .map(|number| {
                let off = chance.below(2 * TEN_YEARS as usize) as i64 - TEN_YEARS;
                let path = folder.path().join(format!("{number}.redb"));
                Laptop::new(path, number as u16, NOW + off)
            })
            .collect();
        Self {
            known: laptops.iter().map(Known::of).collect(),
            chance,
            folder,
            laptops,
            newer: Newer::new(0xfe),
            written: BTreeMap::new(),
            backups: Vec::new(),
            on_the_way: Vec::new(),
            earlier: BTreeMap::new(),
            steps,
            files: 0,
        }
    }

    pub fn live(&mut self) {
        for _ in 0..self.steps {
            let at = self.chance.below(self.laptops.len());
            self.laptops[at].now += self.chance.below(60_000) as i64;
            match self.chance.below(40) {
                0..=13 => self.write(at),
                14..=23 => self.send(at),
                24..=31 => self.receive(),
                32 => self.undo_import(at),
                33 => self.back_up(at),
                34 => self.restore(),
                35 if self.laptops.len() < 50 => self.copy(at),
                36 => self.newer_writes(at),
                _ => self.approve(at),
            }
        }
    }

    /// What a laptop holds of whom, to look at.
    pub fn describe(&self, at: usize) -> String {
        let laptop = &self.laptops[at];
        let holdings = laptop.with(|store| store.holdings().unwrap());
        let mut lines = vec![format!("laptop {at} is {}", laptop.device())];
        for one in holdings {
            let after = one.after.to_hex();
            let hash = after.get(..8).unwrap_or_default();
            lines.push(format!("  {} {}–{} {hash}", one.device, one.from, one.to));
        }
        lines.join("\n")
    }

    fn file(&mut self, kind: &str) -> PathBuf {
        self.files += 1;
        self.folder.path().join(format!("{}.{kind}", self.files))
    }

    /// What the officer at a laptop sees: the lines of approved devices.
    fn seen(&self, at: usize) -> BTreeSet<OpId> {
        let known = &self.known[at];
        let shown = |id: &&OpId| {
            let written = self.written.get(id);
            written.is_some_and(|written| known.approved.contains(&written.op.dev))
        };
        known.held.iter().filter(shown).copied().collect()
    }

    fn write(&mut self, at: usize) {
        let record = *self.chance.one_of(&records());
        let fields: &[&str] = match record.kind {
            RecordKind::Note => &["text", "place"],
            _ => &["name", "owner", "theme.ntm"],
        };
        let (field, value) = if self.chance.once_in(9) {
            ("deleted", json!(true))
        } else {
            (*self.chance.one_of(fields), self.value())
        };
        let seen = self.seen(at);
        let id = self.laptops[at].write(record, field, value);
        let op = self.laptops[at].with(|store| {
            store
                .past(&record.to_string())
                .unwrap()
                .op(id)
                .unwrap()
                .unwrap()
        });
        self.written.insert(id, Written { op, seen });
        self.known[at].held.insert(id);
    }

    /// A value that nobody wrote before.
    fn value(&self) -> Value {
        json!(format!("giá trị {}", self.written.len()))
    }

    fn newer_writes(&mut self, at: usize) {
        let kinds = [Strange::Version, Strange::Record, Strange::Field];
        let strange = *self.chance.one_of(&kinds);
        let record = self.chance.one_of(&records()).to_string();
        let (id, op) = self.newer.write(strange, &record, self.laptops[at].now);
        if strange != Strange::Version {
            let seen = BTreeSet::new();
            self.written.insert(id, Written { op, seen });
        }
        let file = "mới.kheo".to_owned();
        let segments = self.newer.segment().into_iter().collect();
        let taken = self.laptops[at].ask(Request::Absorb { file, segments }, &|_, _| ());
        assert!(taken.is_ok());
        self.took_in(at);
    }

    /// Every op that a laptop holds, shown or not, read from its lines.
    pub fn held(&self, at: usize) -> BTreeSet<OpId> {
        let laptop = &self.laptops[at];
        let mut held = BTreeSet::new();
        laptop.with(|store| {
            for piece in store.lacking(&[]).unwrap() {
                let segment = match piece {
                    Piece::Chain(range) => store.segment(range).unwrap(),
                    Piece::Branch(branch) => store.branch_segment(branch).unwrap(),
                };
                let lines = segment.lines.split(|byte| *byte == b'\n');
                held.extend(lines.filter(|line| !line.is_empty()).map(OpId::of_line));
            }
        });
        held
    }

    /// Lines came in or went out again. The laptop may have taken another id
    /// with them: it still trusts the one it had.
    fn took_in(&mut self, at: usize) {
        self.known[at].held = self.held(at);
        let device = self.laptops[at].device();
        self.known[at].approved.insert(device);
    }

    fn send(&mut self, from: usize) {
        let to = self.chance.below(self.laptops.len());
        let way = *self.chance.one_of(&WAYS);
        let file = self.file("kheo");
        let earlier = self.earlier.get(&(from, to)).cloned();
        let (sender, receiver) = (&self.laptops[from], &self.laptops[to]);
        let Some(stick) = way.leave(sender, receiver, earlier.as_ref(), &file) else {
            return;
        };
        // Some bundles never arrive, some arrive twice.
        let times = match self.chance.below(8) {
            0 => 0,
            1 => 2,
            _ => 1,
        };
        for _ in 0..times {
            self.on_the_way.push(OnTheWay {
                to,
                stick: stick.clone(),
            });
        }
        if times > 0 && self.chance.once_in(2) {
            self.earlier.insert((from, to), stick);
        }
    }

    /// A bundle arrives, in whatever order.
    fn receive(&mut self) {
        if self.on_the_way.is_empty() {
            return;
        }
        let which = self.chance.below(self.on_the_way.len());
        let OnTheWay { to, stick } = self.on_the_way.swap_remove(which);
        if self.chance.once_in(6) {
            let length = self.chance.below(1 << 20);
            stick.arrive_cut(length).unwrap();
        }
        stick.arrive(&self.laptops[to]);
        self.took_in(to);
    }

    fn approve(&mut self, at: usize) {
        for device in self.laptops[at].waiting() {
            self.laptops[at].approve(device);
            self.known[at].approved.insert(device);
        }
    }

    fn undo_import(&mut self, at: usize) {
        let undone = self.laptops[at].with(|store| store.undo_absorb().unwrap());
        if let Some(Ok(_)) = undone {
            self.took_in(at);
        }
    }

    fn back_up(&mut self, at: usize) {
        let file = self.file("backup");
        self.laptops[at].closed(|from| std::fs::copy(from, &file).unwrap());
        self.backups.push(Backup {
            laptop: at,
            file,
            known: self.known[at].clone(),
        });
    }

    /// An old backup takes the place of a laptop's store. The program mostly
    /// notices; where it cannot, others will.
    fn restore(&mut self) {
        if self.backups.is_empty() {
            return;
        }
        let which = self.chance.below(self.backups.len());
        let Backup {
            laptop,
            file,
            known,
        } = self.backups.swap_remove(which);
        self.laptops[laptop].closed(|to| std::fs::copy(&file, to).unwrap());
        self.known[laptop] = known;
        if !self.chance.once_in(3) {
            self.laptops[laptop].renew(Why::Restored);
            self.took_in(laptop);
        }
    }

    fn copy(&mut self, at: usize) {
        let number = self.laptops.len() as u16 + 1_000;
        let path = self.file("copy");
        let copy = self.laptops[at].copy(path, number);
        if !self.chance.once_in(3) {
            copy.renew(Why::Copied);
        }
        let mut known = self.known[at].clone();
        known.approved.insert(copy.device());
        self.laptops.push(copy);
        self.known.push(known);
    }

    /// Everybody gives everybody what they lack and approves all, until nobody
    /// hears news.
    pub fn everybody_hears_everything(&mut self) {
        loop {
            let mut is_news = false;
            let count = self.laptops.len();
            // Round and back: what one has reaches all in one turn.
            let there = (1..count).map(|to| (to - 1, to));
            let back = (1..count).rev().map(|from| (from, from - 1));
            for (from, to) in there.chain(back).collect::<Vec<_>>() {
                let file = self.file("kheo");
                let (sender, receiver) = (&self.laptops[from], &self.laptops[to]);
                let theirs = receiver.with(|store| store.holdings().unwrap());
                if sender.with(|store| store.lacking(&theirs).unwrap().is_empty()) {
                    continue;
                }
                if let Some(stick) = Way::Whole.leave(sender, receiver, None, &file) {
                    is_news |= stick.arrive(&self.laptops[to]);
                }
                std::fs::remove_file(&file).ok();
            }
            for at in 0..count {
                self.approve(at);
            }
            if !is_news {
                return;
            }
        }
    }
}
