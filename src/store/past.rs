//! The ops of one record that are shown, found by their ids.

use std::collections::HashMap;

use redb::{ReadOnlyTable, ReadTransaction};
use serde_json::Value;

use super::fault::StoreFault;
use super::history::ops_of;
use super::log::{Log, read_log};
use super::rows::line_at;
use super::tables::{Bytes, FORKS, HISTORY, PlaceKey};
use crate::ledger::op::Line;
use crate::ledger::{Op, OpId};

/// One op of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryEntry {
    pub id: OpId,
    pub op: Op,
}

/// What was written in a record.
pub struct Past {
    log: Log<ReadOnlyTable<Bytes, Bytes>>,
    forks: ReadOnlyTable<Bytes, Bytes>,
    /// Earliest stamp first.
    ids: Vec<OpId>,
    places: HashMap<OpId, PlaceKey>,
}

impl Past {
    pub(super) fn of(read: &ReadTransaction, record: &str) -> Result<Self, StoreFault> {
        let ops = ops_of(&read.open_table(HISTORY)?, record)?;
        Ok(Self {
            log: read_log(read)?,
            forks: read.open_table(FORKS)?,
            ids: ops.iter().map(|op| op.id).collect(),
            places: ops.iter().map(|op| (op.id, op.place)).collect(),
        })
    }

    /// Every op, earliest stamp first.
    pub fn ids(&self) -> impl Iterator<Item = OpId> + '_ {
        self.ids.iter().copied()
    }

    /// Every op of this record, earliest stamp first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn history(&self) -> Result<Vec<HistoryEntry>, StoreFault> {
        let mut entries = Vec::new();
        for id in self.ids() {
            entries.extend(self.op(id)?.map(|op| HistoryEntry { id, op }));
        }
        Ok(entries)
    }

    /// The values that these ops wrote in a field.
    ///
    /// # Errors
    /// What the disk says.
    pub fn values_before(&self, field: &str, over: &[OpId]) -> Result<Vec<Value>, StoreFault> {
        let mut values = Vec::new();
        for id in over {
            let op = self.op(*id)?;
            let write = op.as_ref().and_then(|op| op.set.get(field));
            values.extend(write.map(|write| write.to.clone()));
        }
        Ok(values)
    }

    /// An op of this record, from its chain or from a fork.
    ///
    /// # Errors
    /// What the disk says.
    pub fn op(&self, id: OpId) -> Result<Option<Op>, StoreFault> {
        let Some(place) = self.places.get(&id) else {
            return Ok(None);
        };
        Ok(match line_at(&self.log, &self.forks, id, place)? {
            Some((Line::Known(op), _)) => Some(op),
            _ => None,
        })
    }
}
