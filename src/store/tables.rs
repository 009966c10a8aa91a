//! The tables of the store and the form of their keys.
//!
//! `log`, `heads`, `before`, `forks`, `fork heads`, `devices`, `receipts`, the
//! attached files and the local tables are the book. `history`, `ranges`,
//! `records`, `links`, `conflicts` and `summaries` are derived from the log and
//! can be thrown away.

use redb::TableDefinition;

use crate::ledger::{BookId, ChainHash, DeviceId, OpId};

pub type Bytes = &'static [u8];
type Table = TableDefinition<'static, Bytes, Bytes>;

/// Place of a line → 32 bytes of chain hash, then the line; or the places of
/// several lines → all of them, packed. Read and written in [`super::log`].
pub const LOG: Table = TableDefinition::new("log");
/// Place of the last line of a verified segment → the device's signature.
pub const HEADS: Table = TableDefinition::new("heads");
/// Place of the first line after a gap → chain hash before it.
pub const BEFORE: Table = TableDefinition::new("before");
/// Place and op id of a line that stands where another stands → chain hash
/// before it, chain hash after it, the line.
pub const FORKS: Table = TableDefinition::new("forks");
/// Place of such a line and chain hash after it, where its device signed that
/// hash → the signature.
pub const FORK_HEADS: Table = TableDefinition::new("fork heads");
/// Device id → JSON of the receipt that tells what its store holds.
pub const RECEIPTS: Table = TableDefinition::new("receipts");
/// Device id → JSON of [`super::devices::Device`].
pub const DEVICES: Table = TableDefinition::new("devices");

/// Local facts of this installation, by name.
pub const LOCAL: Table = TableDefinition::new("local");
/// Number → JSON of a deed of this installation.
pub const JOURNAL: TableDefinition<'static, u64, Bytes> = TableDefinition::new("journal");
/// Number → JSON of an imported bundle.
pub const ABSORBED: TableDefinition<'static, u64, Bytes> = TableDefinition::new("absorbed");
/// Session and number of a change → JSON of the answer that was given to it.
pub const ANSWERED: Table = TableDefinition::new("answered");
/// Draft key → JSON of a draft.
pub const DRAFTS: TableDefinition<'static, &'static str, Bytes> = TableDefinition::new("drafts");
/// Chain → JSON of the ranges that left the machine.
pub const CARRIED: Table = TableDefinition::new("carried");

/// Content hash → length in bytes of a file that is here whole.
pub const FILES: Table = TableDefinition::new("files");
/// Content hash, number → a piece of the file.
pub const FILE_PIECES: Table = TableDefinition::new("file pieces");

/// Record → its ops in order of time, read and written in [`super::history`].
/// Only ops that are shown are there; the others wait for their device.
pub const HISTORY: TableDefinition<'static, &'static str, Bytes> =
    TableDefinition::new("histories");
/// Chain → ranges that are there.
pub const RANGES: Table = TableDefinition::new("ranges");
/// Record id → its registers.
pub const RECORDS: TableDefinition<'static, &'static str, Bytes> = TableDefinition::new("records");
/// Parent record, NUL, child record → nothing.
pub const LINKS: TableDefinition<'static, &'static str, ()> = TableDefinition::new("links");
/// Record, NUL, field → nothing: where people must choose.
pub const CONFLICTS: TableDefinition<'static, &'static str, ()> = TableDefinition::new("conflicts");
/// Model → its summary.
pub const SUMMARIES: TableDefinition<'static, &'static str, Bytes> =
    TableDefinition::new("summaries");

/// Derived tables that earlier versions had.
pub const FORMER: [Table; 2] = [TableDefinition::new("ids"), TableDefinition::new("history")];

/// A device's chain in a book: 32 bytes.
pub type ChainKey = [u8; 32];
/// A line's place: chain, then position, 40 bytes in order.
pub type PlaceKey = [u8; 40];

pub fn chain_key(book: BookId, device: DeviceId) -> ChainKey {
    let mut key = [0; 32];
    key[..16].copy_from_slice(book.0.as_bytes());
    key[16..].copy_from_slice(&device.0);
    key
}

pub fn place_key(book: BookId, device: DeviceId, seq: u64) -> PlaceKey {
    let mut key = [0; 40];
    key[..32].copy_from_slice(&chain_key(book, device));
    key[32..].copy_from_slice(&seq.to_be_bytes());
    key
}

/// Reads a chain's key back.
pub fn chain_of(key: &[u8]) -> Option<(BookId, DeviceId)> {
    let book: [u8; 16] = key.get(..16)?.try_into().ok()?;
    let device: [u8; 16] = key.get(16..32)?.try_into().ok()?;
    Some((BookId(uuid::Uuid::from_bytes(book)), DeviceId(device)))
}

/// The place in the same chain at another position.
pub fn place_at(place: &PlaceKey, seq: u64) -> PlaceKey {
    let mut key = *place;
    key[32..].copy_from_slice(&seq.to_be_bytes());
    key
}

/// The place after this one in its chain; none after the last that a chain can
/// have.
pub fn place_after(place: &PlaceKey) -> Option<PlaceKey> {
    Some(place_at(place, seq_of(place)?.checked_add(1)?))
}

/// A fork's key: place, then op id.
pub fn fork_key(place: &[u8], op: OpId) -> Vec<u8> {
    [place, op.0.as_slice()].concat()
}

/// A fork's signed head: place, then chain hash.
pub fn fork_head_key(place: &[u8], after: ChainHash) -> Vec<u8> {
    [place, after.0.as_slice()].concat()
}

/// Reads the position out of a place's key.
pub fn seq_of(place: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(place.get(32..40)?.try_into().ok()?))
}

/// The op id at the end of a fork's key.
pub fn op_of_fork(key: &[u8]) -> Option<OpId> {
    Some(OpId(*key.last_chunk()?))
}

/// Does the same for every derived table, whatever its keys and values are.
macro_rules! for_each_derived {
    ($table:ident => $body:block) => {
        {
            let $table = RANGES;
            $body
        }
        for $table in [HISTORY, RECORDS, SUMMARIES] $body
        for $table in [LINKS, CONFLICTS] $body
    };
}
pub(super) use for_each_derived;

/// Does the same for every table that is not derived: what a backup holds.
macro_rules! for_each_kept {
    ($table:ident => $body:block) => {
        for $table in [
            $crate::store::tables::LOG,
            $crate::store::tables::HEADS,
            $crate::store::tables::BEFORE,
            $crate::store::tables::FORKS,
            $crate::store::tables::FORK_HEADS,
            $crate::store::tables::DEVICES,
            $crate::store::tables::LOCAL,
            $crate::store::tables::RECEIPTS,
            $crate::store::tables::CARRIED,
            $crate::store::tables::FILES,
            $crate::store::tables::FILE_PIECES,
        ] $body
        for $table in [
            $crate::store::tables::JOURNAL,
            $crate::store::tables::ABSORBED,
        ] $body
        {
            let $table = $crate::store::tables::DRAFTS;
            $body
        }
    };
}
pub(super) use for_each_kept;
