//! The chains of a transaction: which positions are there, and where each ends.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use redb::{ReadableTable, Table, WriteTransaction};

use super::fault::StoreFault;
use super::lines::Lines;
use super::rows::{all_ranges, pack_ranges, read_ranges};
use super::tables::{RANGES, chain_key};
use crate::ledger::{BookId, ChainHash, DeviceId, Ranges};

/// A chain as it will be.
pub struct Chain {
    pub ranges: Ranges,
    /// Whether other lines stand beside it.
    pub is_forked: bool,
    /// The line that was put in last, and the hash after it.
    pub end: Option<(u64, ChainHash)>,
}

/// The chains within a transaction, each read when it is first needed.
pub struct Chains<'txn> {
    table: Table<'txn, &'static [u8], &'static [u8]>,
    known: BTreeMap<(BookId, DeviceId), Chain>,
}

impl<'txn> Chains<'txn> {
    pub fn open(write: &'txn WriteTransaction) -> Result<Self, StoreFault> {
        Ok(Self {
            table: write.open_table(RANGES)?,
            known: BTreeMap::new(),
        })
    }

    /// A chain as it stands; `lines` tell whether something is beside it.
    pub fn get(
        &mut self,
        chain: (BookId, DeviceId),
        lines: &Lines<'_>,
    ) -> Result<&mut Chain, StoreFault> {
        match self.known.entry(chain) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(new) => {
                let stored = self.table.get(chain_key(chain.0, chain.1).as_slice())?;
                let ranges = stored.map(|bytes| read_ranges(bytes.value())).transpose()?;
                Ok(new.insert(Chain {
                    ranges: ranges.unwrap_or_default(),
                    is_forked: lines.is_forked(chain)?,
                    end: None,
                }))
            }
        }
    }

    /// The hash after the line that was put in last, if that is line `seq`.
    pub fn end_at(&self, chain: (BookId, DeviceId), seq: u64) -> Option<ChainHash> {
        let (at, after) = self.known.get(&chain)?.end?;
        (at == seq).then_some(after)
    }

    /// Every chain that was there before the transaction.
    pub fn stored(&self) -> Result<BTreeMap<(BookId, DeviceId), Ranges>, StoreFault> {
        all_ranges(&self.table)
    }

    /// Where each chain ends.
    pub fn ends(&self) -> Result<BTreeMap<(BookId, DeviceId), u64>, StoreFault> {
        let stored = self.stored()?.into_iter();
        let mut ends: BTreeMap<_, _> = stored
            .map(|(chain, ranges)| (chain, ranges.last()))
            .collect();
        let known = self.known.iter();
        ends.extend(known.map(|(chain, known)| (*chain, known.ranges.last())));
        Ok(ends)
    }

    /// Writes the chains as they are now.
    pub fn write(&mut self) -> Result<(), StoreFault> {
        for ((book, device), chain) in &self.known {
            let key = chain_key(*book, *device);
            if chain.ranges.is_empty() {
                self.table.remove(key.as_slice())?;
            } else {
                let value = pack_ranges(&chain.ranges);
                self.table.insert(key.as_slice(), value.as_slice())?;
            }
        }
        Ok(())
    }
}
