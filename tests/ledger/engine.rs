//! What takes ops in and says what is live: the ledger, and machines broken on
//! purpose that prove the checks can see a break.

use std::collections::BTreeMap;

use kheo::ledger::{Op, OpId, RecordState, Stamp};
use serde_json::Value;

use crate::history::Place;

/// Takes ops in any order, each any number of times.
pub trait Engine: Default + Clone + PartialEq + std::fmt::Debug {
    fn take(&mut self, id: OpId, op: &Op);
    fn live(&self, place: &Place) -> BTreeMap<OpId, Value>;
    /// Whether people are asked to choose.
    fn is_conflict(&self, place: &Place) -> bool;
}

/// The ledger, fed as the store feeds it: once for each op id.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Ledger {
    known: BTreeMap<OpId, Op>,
    records: BTreeMap<String, RecordState>,
}

impl Engine for Ledger {
    fn take(&mut self, id: OpId, op: &Op) {
        if self.known.insert(id, op.clone()).is_some() {
            return;
        }
        let known = &self.known;
        self.records
            .entry(op.rec.clone())
            .or_default()
            .apply(id, op, |other, field| {
                known
                    .get(other)
                    .is_some_and(|other| other.rec == op.rec && other.set.contains_key(field))
            });
    }

    fn live(&self, (record, field): &Place) -> BTreeMap<OpId, Value> {
        let register = self
            .records
            .get(record)
            .and_then(|state| state.register(field));
        let live = register.map(|register| register.live()).unwrap_or_default();
        live.iter()
            .map(|value| (value.op, value.value.clone()))
            .collect()
    }

    fn is_conflict(&self, (record, field): &Place) -> bool {
        self.records
            .get(record)
            .is_some_and(|state| state.conflicts().any(|name| name == field))
    }
}

/// Broken: the latest stamp wins.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct LastWriterWins(BTreeMap<Place, (Stamp, OpId, Value)>);

impl Engine for LastWriterWins {
    fn take(&mut self, id: OpId, op: &Op) {
        for (field, write) in &op.set {
            let place = (op.rec.clone(), field.clone());
            let newer = (op.at, id, write.to.clone());
            let kept = self.0.entry(place).or_insert_with(|| newer.clone());
            if (newer.0, newer.1) > (kept.0, kept.1) {
                *kept = newer;
            }
        }
    }

    fn live(&self, place: &Place) -> BTreeMap<OpId, Value> {
        self.0
            .get(place)
            .map(|(_, id, value)| (*id, value.clone()))
            .into_iter()
            .collect()
    }

    fn is_conflict(&self, _: &Place) -> bool {
        false
    }
}

/// Broken: forgets what was replaced before it arrived.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Forgetful(BTreeMap<Place, BTreeMap<OpId, Value>>);

impl Engine for Forgetful {
    fn take(&mut self, id: OpId, op: &Op) {
        for (field, write) in &op.set {
            let place = (op.rec.clone(), field.clone());
            let live = self.0.entry(place).or_default();
            live.retain(|known, _| !write.over.contains(known));
            live.insert(id, write.to.clone());
        }
    }

    fn live(&self, place: &Place) -> BTreeMap<OpId, Value> {
        self.0.get(place).cloned().unwrap_or_default()
    }

    fn is_conflict(&self, place: &Place) -> bool {
        let live = self.live(place);
        let mut values = live.values();
        let first = values.next();
        values.any(|value| Some(value) != first)
    }
}
