//! The changes that take lines of an officer here back: what stood before
//! stands again, and what somebody else changed since, on another device or on
//! this one, is left as it is.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::encoding::StoredRecord;
use super::fault::StoreFault;
use super::journal::OwnRange;
use super::open::Store;
use super::past::{HistoryEntry, Past};

use super::write::{FieldChange, RecordChange};
use crate::domain::schema::DELETED;
use crate::ledger::op::Line;
use crate::ledger::{DeviceId, Op, OpId, Register};

/// What taking lines back comes to.
#[derive(Debug, Default)]
pub struct Reversal {
    pub changes: Vec<RecordChange>,
    /// `record/field` changed since by somebody.
    pub left: Vec<String>,
}

/// The ops that are taken back together.
type Ops = BTreeMap<OpId, Op>;

/// Whose lines are taken back: an officer's, written on this installation.
struct Author<'a> {
    /// Record id of the officer.
    by: &'a str,
    /// The ids that this installation has and had.
    devices: Vec<DeviceId>,
}

impl Author<'_> {
    fn wrote(&self, by: &str, device: DeviceId) -> bool {
        self.by == by && self.devices.contains(&device)
    }
}

impl Store {
    /// The changes that take lines of the officer `by` back, and what was
    /// changed since.
    pub(super) fn reversal(&self, by: &str, ranges: &[OwnRange]) -> Result<Reversal, StoreFault> {
        let author = Author {
            by,
            devices: self.own_devices()?,
        };
        let mut ops = Ops::new();
        for range in ranges {
            for (id, line) in self.lines(range.book, range.device, range.from, range.to)? {
                if let Line::Known(op) = line {
                    ops.insert(id, op);
                }
            }
        }
        let mut reversal = Reversal::default();
        let records: BTreeSet<&str> = ops.values().map(|op| op.rec.as_str()).collect();
        for record in records {
            if let Some(stored) = self.record(record)? {
                self.reverse_record(&author, record, &stored, &ops, &mut reversal)?;
            }
        }
        Ok(reversal)
    }

    fn reverse_record(
        &self,
        author: &Author<'_>,
        record: &str,
        stored: &StoredRecord,
        ops: &Ops,
        reversal: &mut Reversal,
    ) -> Result<(), StoreFault> {
        let past = self.past(record)?;
        let begun = past.ids().next().is_some_and(|id| ops.contains_key(&id));
        if begun && !self.others_wrote(author, record)? {
            reversal.changes.push(taken_out(record, stored));
            return Ok(());
        }
        // A field had several values where people had to choose: one op each.
        let mut changes: Vec<Vec<FieldChange>> = Vec::new();
        for (field, written) in fields_of(record, ops) {
            let before = before(&past, field, &written, ops)?;
            let changed_nothing = written
                .iter()
                .filter_map(|id| ops.get(id)?.set.get(field))
                .all(|write| before == [write.to.clone()]);
            let Some(register) = stored.state.register(field).filter(|_| !changed_nothing) else {
                continue;
            };
            let over = standing_for(&past, author, field, &written, ops, register)?;
            let others = register.live().iter().find(|live| !over.contains(&live.op));
            let values = match others {
                _ if over.is_empty() => None,
                // Somebody else's value stands beside ours: theirs it is.
                Some(theirs) => Some(vec![theirs.value.clone()]),
                // Others built on a record that would lose what it began with.
                None if begun => None,
                None => Some(before),
            };
            let Some(values) = values else {
                reversal.left.push(format!("{record}/{field}"));
                continue;
            };
            for (at, value) in values.into_iter().enumerate() {
                if changes.len() == at {
                    changes.push(Vec::new());
                }
                changes[at].push(FieldChange {
                    field: field.to_owned(),
                    value,
                    over: over.clone(),
                });
            }
        }
        reversal
            .changes
            .extend(changes.into_iter().map(|fields| RecordChange {
                record: record.to_owned(),
                fields,
            }));
        Ok(())
    }

    /// Whether somebody else wrote a record, or something that belongs to it.
    fn others_wrote(&self, author: &Author<'_>, record: &str) -> Result<bool, StoreFault> {
        let theirs = |entry: &HistoryEntry| !author.wrote(&entry.op.by, entry.op.dev);
        if self.history(record)?.iter().any(theirs) {
            return Ok(true);
        }
        for child in self.children(record)? {
            if self.history(&child.to_string())?.iter().any(theirs) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The different values of a field before `ops`; `null` where there was none.
fn before(past: &Past, field: &str, written: &[OpId], ops: &Ops) -> Result<Vec<Value>, StoreFault> {
    let mut values = Vec::new();
    let mut next: Vec<OpId> = Vec::new();
    let over = |op: &Op| op.set.get(field).map(|write| write.over.clone());
    for id in written {
        next.extend(ops.get(id).and_then(over).unwrap_or_default());
    }
    while let Some(id) = next.pop() {
        if let Some(op) = ops.get(&id) {
            // An earlier step of the same deed.
            next.extend(over(op).unwrap_or_default());
        } else if let Some(op) = past.op(id)?
            && let Some(write) = op.set.get(field)
            && !values.contains(&write.to)
        {
            values.push(write.to.clone());
        }
    }
    if values.is_empty() {
        values.push(Value::Null);
    }
    Ok(values)
}

/// The live values that are what `written` wrote: those themselves, and
/// what taking later deeds back put there again in their place.
fn standing_for(
    past: &Past,
    author: &Author<'_>,
    field: &str,
    written: &[OpId],
    ops: &Ops,
    register: &Register,
) -> Result<Vec<OpId>, StoreFault> {
    let wrote = |value: &Value| {
        let mut writes = written.iter().filter_map(|id| ops.get(id)?.set.get(field));
        writes.any(|write| write.to == *value)
    };
    let mut standing = Vec::new();
    for live in register.live() {
        let ours = author.wrote(&live.by, live.device) && wrote(&live.value);
        if written.contains(&live.op) || (ours && descends_from(past, field, live.op, written)?) {
            standing.push(live.op);
        }
    }
    Ok(standing)
}

/// Whether a value replaced one of `written`, step by step.
fn descends_from(
    past: &Past,
    field: &str,
    from: OpId,
    written: &[OpId],
) -> Result<bool, StoreFault> {
    let mut seen = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(id) = next.pop() {
        if written.contains(&id) {
            return Ok(true);
        }
        if let Some(op) = past.op(id)?
            && let Some(write) = op.set.get(field)
        {
            next.extend(write.over.iter().copied().filter(|id| seen.insert(*id)));
        }
    }
    Ok(false)
}

/// The fields of a record that `ops` wrote, each with the ops that did.
fn fields_of<'a>(record: &str, ops: &'a Ops) -> BTreeMap<&'a str, Vec<OpId>> {
    let mut fields: BTreeMap<&str, Vec<OpId>> = BTreeMap::new();
    for (id, op) in ops.iter().filter(|(_, op)| op.rec == record) {
        for field in op.set.keys() {
            fields.entry(field).or_default().push(*id);
        }
    }
    fields
}

fn taken_out(record: &str, stored: &StoredRecord) -> RecordChange {
    let register = stored.state.register(DELETED);
    RecordChange {
        record: record.to_owned(),
        fields: vec![FieldChange {
            field: DELETED.into(),
            value: true.into(),
            over: register.map(Register::seen).unwrap_or_default(),
        }],
    }
}
