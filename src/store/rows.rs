//! The values of the log, of what stands beside it and of the chains, as they
//! are stored.

use std::collections::BTreeMap;

use redb::ReadableTable;

use super::devices::Branch;
use super::fault::StoreFault;
use super::log::FindLine;
use super::tables::{Bytes, PlaceKey, chain_of, fork_key};
use crate::ledger::op::Line;
use crate::ledger::{BookId, ChainHash, DeviceId, OpId, Ranges};

/// Splits what begins with a chain's hash into the hash and the rest.
pub fn split_log(value: &[u8]) -> Result<(ChainHash, &[u8]), StoreFault> {
    let damaged = || StoreFault::Damaged("a line of the log is cut short".into());
    let (hash, line) = value.split_at_checked(32).ok_or_else(damaged)?;
    Ok((ChainHash(hash.try_into().map_err(|_| damaged())?), line))
}

/// A line that stands beside its chain.
#[derive(Debug, Clone, Copy)]
pub struct ForkedLine<'a> {
    pub before: ChainHash,
    pub after: ChainHash,
    pub line: &'a [u8],
}

/// Reads a value of the forks.
pub fn split_fork(value: &[u8]) -> Result<ForkedLine<'_>, StoreFault> {
    let damaged = || StoreFault::Damaged("a line of a fork is cut short".into());
    let (before, rest) = value.split_at_checked(32).ok_or_else(damaged)?;
    let (after, line) = split_log(rest)?;
    Ok(ForkedLine {
        before: ChainHash(before.try_into().map_err(|_| damaged())?),
        after,
        line,
    })
}

/// The line with this id at this place, and where it stands.
pub fn line_at(
    log: &impl FindLine,
    forks: &impl ReadableTable<Bytes, Bytes>,
    id: OpId,
    place: &PlaceKey,
) -> Result<Option<(Line, Branch)>, StoreFault> {
    if let Some(bytes) = log.line(place)?
        && OpId::of_line(&bytes) == id
    {
        return Ok(Some((Line::read(&bytes)?, Branch::Chain)));
    }
    let fork = forks.get(fork_key(place, id).as_slice())?;
    fork.map(|value| Ok((Line::read(split_fork(value.value())?.line)?, Branch::Fork)))
        .transpose()
}

pub fn pack_ranges(ranges: &Ranges) -> Vec<u8> {
    postcard::to_stdvec(ranges).unwrap_or_default()
}

pub fn read_ranges(bytes: &[u8]) -> Result<Ranges, StoreFault> {
    postcard::from_bytes(bytes).map_err(|fault| StoreFault::Damaged(format!("ranges: {fault}")))
}

/// Reads all chains of a table of ranges.
pub fn all_ranges(
    table: &impl ReadableTable<&'static [u8], &'static [u8]>,
) -> Result<BTreeMap<(BookId, DeviceId), Ranges>, StoreFault> {
    table
        .iter()?
        .map(|entry| {
            let (key, value) = entry?;
            let chain = chain_of(key.value())
                .ok_or_else(|| StoreFault::Damaged("a chain has no name".into()))?;
            Ok((chain, read_ranges(value.value())?))
        })
        .collect()
}
