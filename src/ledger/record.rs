//! A record as the set of values that nobody has replaced.
//!
//! Each field is a register: a value is live iff no op lists it in `over`.
//! Two different live values are a *chỗ chưa khớp*: shown, never hidden.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::clock::Stamp;
use super::id::{DeviceId, OpId};
use super::op::{Op, Write};

/// A value with who wrote it, where and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiveValue {
    /// The op that wrote it: what a later op lists in `over`.
    pub op: OpId,
    pub value: Value,
    pub at: Stamp,
    /// Record id of the officer.
    pub by: Arc<str>,
    pub device: DeviceId,
}

/// One field of one record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Register {
    /// Sorted by op id.
    live: Vec<LiveValue>,
    /// Replaced before they arrived; sorted. They must not come to life later.
    awaited: Vec<OpId>,
}

impl Register {
    /// Puts a register together from its stored parts.
    pub fn from_parts(mut live: Vec<LiveValue>, mut awaited: Vec<OpId>) -> Self {
        live.sort_by_key(|value| value.op);
        awaited.sort_unstable();
        Self { live, awaited }
    }

    /// The values that nobody has replaced, in an order that is the same everywhere.
    pub fn live(&self) -> &[LiveValue] {
        &self.live
    }

    /// Ops that were replaced here and have not arrived.
    pub fn awaited(&self) -> &[OpId] {
        &self.awaited
    }

    /// What `over` must list when this register is written after being seen.
    pub fn seen(&self) -> Vec<OpId> {
        self.live.iter().map(|value| value.op).collect()
    }

    /// The value to show in one line. With several live values this is a
    /// choice of display alone, the same on every device; nothing is merged by
    /// time.
    pub fn shown(&self) -> Option<&LiveValue> {
        self.live.iter().max_by_key(|value| (value.at, value.op))
    }

    /// Whether people must choose: two live values that differ. Two officers
    /// who wrote the same thing agree.
    pub fn is_conflict(&self) -> bool {
        self.live
            .windows(2)
            .any(|pair| pair[0].value != pair[1].value)
    }

    fn apply(
        &mut self,
        id: OpId,
        op: &Op,
        write: &Write,
        mut has_written: impl FnMut(&OpId) -> bool,
    ) {
        for replaced in &write.over {
            match self.live.binary_search_by_key(replaced, |value| value.op) {
                Ok(at) => {
                    self.live.remove(at);
                }
                Err(_) if *replaced != id && !has_written(replaced) => {
                    if let Err(at) = self.awaited.binary_search(replaced) {
                        self.awaited.insert(at, *replaced);
                    }
                }
                Err(_) => {}
            }
        }
        if let Ok(at) = self.awaited.binary_search(&id) {
            self.awaited.remove(at);
            return;
        }
        if let Err(at) = self.live.binary_search_by_key(&id, |value| value.op) {
            let value = LiveValue {
                op: id,
                value: write.to.clone(),
                at: op.at,
                by: Arc::clone(&op.by),
                device: op.dev,
            };
            self.live.insert(at, value);
        }
    }
}

/// The registers of one record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordState {
    pub registers: BTreeMap<String, Register>,
}

impl RecordState {
    /// The state that follows from a set of ops of one record, in any order.
    pub fn of<'a>(ops: impl IntoIterator<Item = &'a (OpId, Op)>) -> Self {
        let mut state = Self::default();
        let mut applied: BTreeMap<OpId, &Op> = BTreeMap::new();
        for (id, op) in ops {
            if applied.insert(*id, op).is_none() {
                state.apply(*id, op, |other, field| {
                    applied
                        .get(other)
                        .is_some_and(|other| other.set.contains_key(field))
                });
            }
        }
        state
    }

    /// Applies an op that was not applied before. `has_written` tells whether
    /// an op that wrote a field of this record was applied: only what was not
    /// is awaited. An op that is there but never wrote the field stays awaited,
    /// or the state would depend on which of the two came first.
    pub fn apply(&mut self, id: OpId, op: &Op, mut has_written: impl FnMut(&OpId, &str) -> bool) {
        for (field, write) in &op.set {
            self.registers
                .entry(field.clone())
                .or_default()
                .apply(id, op, write, |other| has_written(other, field));
        }
    }

    pub fn register(&self, field: &str) -> Option<&Register> {
        self.registers.get(field)
    }

    /// The values to show, cleared fields left out.
    pub fn shown(&self) -> BTreeMap<String, Value> {
        self.registers
            .iter()
            .filter_map(|(field, register)| Some((field.clone(), register.shown()?.value.clone())))
            .filter(|(_, value)| !value.is_null())
            .collect()
    }

    /// Whether people see the same as in another state: in every field the same
    /// values, whoever wrote them and however often.
    pub fn looks_like(&self, other: &Self) -> bool {
        fn values(state: &RecordState) -> impl Iterator<Item = (&str, Vec<String>)> {
            state.registers.iter().filter_map(|(field, register)| {
                let live = register.live().iter().map(|value| value.value.to_string());
                let mut values: Vec<String> = live.collect();
                values.sort_unstable();
                values.dedup();
                (values != ["null"] && !values.is_empty()).then_some((field.as_str(), values))
            })
        }
        values(self).eq(values(other))
    }

    /// The fields where people must choose.
    pub fn conflicts(&self) -> impl Iterator<Item = &str> {
        self.registers
            .iter()
            .filter(|(_, register)| register.is_conflict())
            .map(|(field, _)| field.as_str())
    }
}
