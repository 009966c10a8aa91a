//! Random histories: devices write fields of a few records over what they have
//! seen, tell each other what they know, and are now and then copied, so that
//! one device id has two histories.

use std::collections::{BTreeMap, BTreeSet};

use kheo::ledger::op::{VERSION, Write};
use kheo::ledger::{BookId, DeviceId, Op, OpId, Stamp};
use serde_json::{Value, json};

use crate::chance::Chance;

/// One field of one record.
pub type Place = (String, String);

/// How the devices of a history behave.
#[derive(Clone, Copy, PartialEq)]
pub enum Habit {
    /// They hear everything that their informant knows and write over all they
    /// see, never the value that is there: what Automerge can follow.
    Orderly,
    /// They hear any part of what others know and write over any part of what
    /// they see; now and then over something that is not there.
    Careless,
}

/// What happened, in the order it happened.
pub enum Event {
    /// `Op` number `op` was written at `device`.
    Wrote { device: usize, op: usize },
    /// `to` learned all that `from` knew.
    Heard { to: usize, from: usize },
    /// A copy of `of` began, as the next device.
    Copied { of: usize },
}

/// Ops in the order they were written, and what happened around them.
pub struct History {
    /// How many devices there were before any was copied.
    pub devices: usize,
    pub ops: Vec<(OpId, Op)>,
    pub events: Vec<Event>,
}

impl History {
    /// Every place that was ever written.
    pub fn places(&self) -> BTreeSet<Place> {
        self.ops
            .iter()
            .flat_map(|(_, op)| op.set.keys().map(|field| (op.rec.clone(), field.clone())))
            .collect()
    }
}

/// What is live at each place of a set of ops, straight from the definition: a
/// value is live iff no op lists its id in `over`.
pub fn live_by_definition<'a>(
    ops: impl IntoIterator<Item = &'a (OpId, Op)>,
) -> BTreeMap<Place, BTreeMap<OpId, Value>> {
    let ops: Vec<_> = ops.into_iter().collect();
    let mut replaced: BTreeSet<(Place, OpId)> = BTreeSet::new();
    for (_, op) in &ops {
        for (field, write) in &op.set {
            let place = (op.rec.clone(), field.clone());
            replaced.extend(write.over.iter().map(|id| (place.clone(), *id)));
        }
    }
    let mut live: BTreeMap<Place, BTreeMap<OpId, Value>> = BTreeMap::new();
    for (id, op) in &ops {
        for (field, write) in &op.set {
            let place = (op.rec.clone(), field.clone());
            let values = live.entry(place.clone()).or_default();
            if !replaced.contains(&(place, *id)) {
                values.insert(*id, write.to.clone());
            }
        }
    }
    live
}

const RECORDS: [&str; 3] = ["model:a", "model:b", "note:c"];
const FIELDS: [&str; 4] = ["name", "owner", "text", "deleted"];

/// A device while a history is made.
#[derive(Clone)]
struct Device {
    id: DeviceId,
    seq: u64,
    /// Numbers of the ops that it knows.
    known: BTreeSet<usize>,
    /// How far its clock is off, in milliseconds: laptops are wrong by years.
    clock_error: i64,
}

/// The history that follows from `seed`.
pub fn history(seed: u64, habit: Habit) -> History {
    let mut chance = Chance::new(seed);
    let mut devices: Vec<Device> = (0..2 + chance.below(3))
        .map(|number| Device {
            id: DeviceId([number as u8 + 1; 16]),
            seq: 0,
            known: BTreeSet::new(),
            clock_error: (chance.below(9) as i64 - 4) * 30_000_000_000,
        })
        .collect();
    let mut history = History {
        devices: devices.len(),
        ops: Vec::new(),
        events: Vec::new(),
    };
    for step in 0..10 + chance.below(40) {
        let device = chance.below(devices.len());
        match chance.below(10) {
            0..=5 => write(&mut history, &mut devices, device, step, habit, &mut chance),
            6..=8 => hear(&mut history, &mut devices, device, habit, &mut chance),
            _ if devices.len() < 6 => {
                devices.push(devices[device].clone());
                history.events.push(Event::Copied { of: device });
            }
            _ => {}
        }
    }
    history
}

fn hear(
    history: &mut History,
    devices: &mut [Device],
    to: usize,
    habit: Habit,
    chance: &mut Chance,
) {
    let from = chance.below(devices.len());
    let news: Vec<usize> = devices[from].known.iter().copied().collect();
    let heard = match habit {
        Habit::Orderly => news,
        Habit::Careless => chance.some_of(&news),
    };
    devices[to].known.extend(heard);
    history.events.push(Event::Heard { to, from });
}

fn write(
    history: &mut History,
    devices: &mut [Device],
    number: usize,
    step: usize,
    habit: Habit,
    chance: &mut Chance,
) {
    let device = &mut devices[number];
    let live = live_by_definition(device.known.iter().map(|op| &history.ops[*op]));
    let rec = (*chance.one_of(&RECORDS)).to_owned();
    let mut set = BTreeMap::new();
    for _ in 0..1 + chance.below(2) {
        let field = (*chance.one_of(&FIELDS)).to_owned();
        let seen = live.get(&(rec.clone(), field.clone())).cloned();
        let seen = seen.unwrap_or_default();
        let to = value_for(&field, &seen, chance);
        let over = over_for(&seen, history, habit, chance);
        set.insert(field, Write { to, over });
    }
    device.seq += 1;
    let op = Op {
        v: VERSION,
        book: BookId(uuid::Uuid::from_u128(7)),
        dev: device.id,
        seq: device.seq,
        at: Stamp {
            millis: 1_700_000_000_000 + device.clock_error + step as i64,
            counter: number as u16,
        },
        by: format!("officer:{number}").into(),
        rec,
        set,
    };
    let id = OpId::of_line(&op.to_line().unwrap());
    device.known.insert(history.ops.len());
    history.events.push(Event::Wrote {
        device: number,
        op: history.ops.len(),
    });
    history.ops.push((id, op));
}

/// A value from a small pool, so that two people write the same one, but not
/// one that the writer sees.
fn value_for(field: &str, seen: &BTreeMap<OpId, Value>, chance: &mut Chance) -> Value {
    let mut pool = if field == "deleted" {
        vec![json!(true), Value::Null]
    } else {
        vec![json!("Hũ gạo"), json!("Đường hoa"), json!(7), Value::Null]
    };
    pool.retain(|value| !seen.values().any(|shown| shown == value));
    pool.push(json!(format!("{field} {}", chance.below(3))));
    pool.retain(|value| !seen.values().any(|shown| shown == value));
    if pool.is_empty() {
        return json!(format!("{field} {}", 3 + chance.below(1000)));
    }
    chance.one_of(&pool).clone()
}

fn over_for(
    seen: &BTreeMap<OpId, Value>,
    history: &History,
    habit: Habit,
    chance: &mut Chance,
) -> Vec<OpId> {
    let mut over: Vec<OpId> = seen.keys().copied().collect();
    if habit == Habit::Careless {
        if chance.once_in(4) {
            over = chance.some_of(&over);
        }
        if chance.once_in(6) && !history.ops.is_empty() {
            over.push(chance.one_of(&history.ops).0);
        }
        if chance.once_in(12) {
            over.push(OpId([chance.below(250) as u8; 16]));
        }
    }
    over
}
