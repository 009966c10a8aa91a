//! How a history must have ended.

use std::collections::{BTreeMap, BTreeSet};

use kheo::domain::schema::DELETED;
use kheo::ledger::OpId;
use serde_json::Value;

use crate::life::{Life, Written};
use crate::oracle;

/// One field of one record.
pub type Place = (String, String);

/// Whose idea of what stands is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    Store,
    /// Broken: the latest stamp wins.
    LatestStampWins,
}

/// Values that stand in a field, by the op that wrote them.
type Live = BTreeMap<OpId, Value>;

/// # Errors
/// What is not as it must be.
pub fn judge(life: &mut Life, merge: Merge) -> Result<(), String> {
    all_hold_the_same(life)?;
    let held = life.held(0);
    let places = places(life, &held);
    for (place, ops) in &places {
        let live = match merge {
            Merge::Store => live_in_store(life, place),
            Merge::LatestStampWins => latest(ops),
        };
        nothing_is_lost(place, ops, &live)?;
        if ops
            .values()
            .any(|written| sees_what_is_gone(written, life, &held))
        {
            continue;
        }
        let expected = unreplaced(ops);
        if live.keys().ne(expected.iter()) {
            return Err(format!("{place:?}: {live:?} stands, not {expected:?}"));
        }
        conflict_is_shown(life, place, &live)?;
        if place.1 != DELETED {
            oracle::agrees(ops, &live).map_err(|why| format!("{place:?}: {why}"))?;
        }
    }
    for laptop in &life.laptops {
        let faults = laptop.with(|store| store.check(&|_, _| {}).unwrap().faults);
        if !faults.is_empty() {
            return Err(faults.join("; "));
        }
        let waiting = laptop.waiting();
        if !waiting.is_empty() {
            return Err(format!("{waiting:?} still wait"));
        }
    }
    Ok(())
}

fn all_hold_the_same(life: &Life) -> Result<(), String> {
    let first = life.held(0);
    for at in 1..life.laptops.len() {
        let other = life.held(at);
        if other != first {
            let only = first.symmetric_difference(&other);
            let mut lines: Vec<String> = only
                .filter_map(|id| life.written.get(id))
                .map(|one| format!("{} {}", one.op.dev, one.op.seq))
                .collect();
            lines.sort();
            let held = [life.describe(0), life.describe(at)].join("\n");
            return Err(format!("laptops 0 and {at} differ in {lines:?}:\n{held}"));
        }
    }
    let records: BTreeSet<String> = life
        .written
        .values()
        .map(|one| one.op.rec.clone())
        .collect();
    let state = |at: usize| {
        life.laptops[at].with(|store| {
            let states: Vec<_> = records
                .iter()
                .map(|record| store.record(record).unwrap())
                .collect();
            (states, store.conflicts().unwrap())
        })
    };
    let expected = state(0);
    for at in 1..life.laptops.len() {
        if state(at) != expected {
            return Err(format!(
                "laptops 0 and {at} hold the same and show another thing"
            ));
        }
    }
    Ok(())
}

/// The ops of every field that are still somewhere.
fn places<'a>(
    life: &'a Life,
    held: &BTreeSet<OpId>,
) -> BTreeMap<Place, BTreeMap<OpId, &'a Written>> {
    let mut places: BTreeMap<Place, BTreeMap<OpId, &Written>> = BTreeMap::new();
    for (id, written) in life.written.iter().filter(|(id, _)| held.contains(id)) {
        for field in written.op.set.keys() {
            let place = (written.op.rec.clone(), field.clone());
            places.entry(place).or_default().insert(*id, written);
        }
    }
    places
}

fn live_in_store(life: &Life, (record, field): &Place) -> Live {
    let stored = life.laptops[0].with(|store| store.record(record).unwrap());
    let stored = stored.unwrap_or_default();
    let register = stored.state.register(field);
    let live = register.map(|register| register.live()).unwrap_or_default();
    live.iter()
        .map(|value| (value.op, value.value.clone()))
        .collect()
}

fn latest(ops: &BTreeMap<OpId, &Written>) -> Live {
    let last = ops.iter().max_by_key(|(id, written)| (written.op.at, **id));
    let value = |written: &Written| written.op.set.values().next().unwrap().to.clone();
    last.map(|(id, written)| (*id, value(written)))
        .into_iter()
        .collect()
}

/// Every value is live or was replaced by somebody who had seen it.
fn nothing_is_lost(
    place: &Place,
    ops: &BTreeMap<OpId, &Written>,
    live: &Live,
) -> Result<(), String> {
    for id in ops.keys().filter(|id| !live.contains_key(id)) {
        if !ops.values().any(|other| other.seen.contains(id)) {
            return Err(format!("{place:?}: {id} is gone and nobody had seen it"));
        }
    }
    Ok(())
}

/// A restored laptop forgot an op that the writer of this one had seen, and no
/// other has it: what that op replaced stands again, and must.
fn sees_what_is_gone(written: &Written, life: &Life, held: &BTreeSet<OpId>) -> bool {
    let mut gone = written.seen.iter().filter(|id| !held.contains(id));
    gone.any(|id| life.written.contains_key(id))
}

/// The ops that no writer of a later one had seen.
fn unreplaced(ops: &BTreeMap<OpId, &Written>) -> BTreeSet<OpId> {
    let seen = |id: &OpId| ops.values().any(|other| other.seen.contains(id));
    ops.keys().filter(|id| !seen(id)).copied().collect()
}

/// People are asked exactly where two values that differ were written without
/// knowing of each other.
fn conflict_is_shown(life: &Life, place: &Place, live: &Live) -> Result<(), String> {
    let mut values: Vec<String> = live.values().map(Value::to_string).collect();
    values.sort();
    values.dedup();
    let conflicts = life.laptops[0].with(|store| store.conflicts().unwrap());
    let (record, field) = place.clone();
    if conflicts.contains(&(record, field)) == (values.len() > 1) {
        return Ok(());
    }
    Err(format!("{place:?}: {values:?} and the conflict is wrong"))
}
