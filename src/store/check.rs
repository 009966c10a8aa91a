//! Looking after the store: the log is re-hashed, chains and signatures are
//! verified, the derived tables are rebuilt and compared.

use redb::{ReadableTable, ReadableTableMetadata, TableDefinition, WriteTransaction};

use super::apply::Batch;
use super::derive;
use super::devices::Branch;
use super::fault::StoreFault;
use super::forks::Fork;
use super::log::{Log, LogLine, read_log};
use super::open::Store;
use super::rows::split_fork;
use super::tables::{
    BEFORE, CONFLICTS, FORK_HEADS, FORKS, FORMER, HEADS, HISTORY, LINKS, LOG, PlaceKey, RANGES,
    RECORDS, SUMMARIES, chain_of, for_each_derived, fork_head_key, fork_key, seq_of,
};
use crate::ledger::op::Line;
use crate::ledger::{BookId, ChainHash, DeviceId, HeadSignature, OpId};

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    pub ops: u64,
    pub chains: u64,
    pub records: u64,
    /// Devices of which two copies wrote: no fault, but something to know.
    pub forks: Vec<Fork>,
    /// What is wrong, and where.
    pub faults: Vec<String>,
}

impl Store {
    /// Verifies everything and changes nothing.
    ///
    /// # Errors
    /// What the disk says; faults of the book itself are in the answer.
    pub fn check(&self, report: &dyn Fn(u64, u64)) -> Result<Checked, StoreFault> {
        let mut checked = Checked {
            forks: self.forks()?,
            ..Checked::default()
        };
        self.check_log(&mut checked, report)?;
        self.check_forks(&mut checked)?;
        if checked.faults.is_empty() {
            self.check_tables(&mut checked)?;
        }
        checked.faults.extend(self.check_files()?);
        checked.records = self.read()?.open_table(RECORDS)?.len()?;
        Ok(checked)
    }

    fn check_log(
        &self,
        checked: &mut Checked,
        report: &dyn Fn(u64, u64),
    ) -> Result<(), StoreFault> {
        let read = self.read()?;
        let log = read_log(&read)?;
        let before = read.open_table(BEFORE)?;
        let heads = read.open_table(HEADS)?;
        let total = log.count()?;
        let mut last: Option<(BookId, DeviceId, u64, ChainHash)> = None;
        for line in log.lines_from(FIRST_PLACE)? {
            checked.ops += 1;
            if checked.ops.is_multiple_of(4096) {
                report(checked.ops, total);
            }
            let line = match line {
                Ok(line) => line,
                Err(StoreFault::Damaged(why)) => {
                    checked.faults.push(why);
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            let LogLine {
                place,
                after: hash,
                bytes,
            } = &line;
            let (place, hash) = (*place, *hash);
            let (Some((book, device)), Some(seq)) = (chain_of(&place), seq_of(&place)) else {
                continue;
            };
            let same_chain = last.filter(|last| (last.0, last.1) == (book, device));
            if same_chain.is_none() {
                checked.chains += 1;
            }
            let hash_before = match same_chain {
                Some((.., last_seq, last_hash)) if last_seq + 1 == seq => Some(last_hash),
                _ if seq == 1 => Some(ChainHash::default()),
                _ => before
                    .get(place.as_slice())?
                    .and_then(|bytes| bytes.value().try_into().ok())
                    .map(ChainHash),
            };
            if hash_before.map(|before| before.then(bytes)) != Some(hash) {
                checked.faults.push(format!(
                    "book {book}, device {device}, line {seq}: the running hash does not come out"
                ));
            }
            match Line::read(bytes) {
                Ok(line)
                    if (
                        line.envelope().book,
                        line.envelope().dev,
                        line.envelope().seq,
                    ) == (book, device, seq) => {}
                Ok(_) => checked.faults.push(format!(
                    "book {book}, device {device}, line {seq}: stands in the wrong place"
                )),
                Err(fault) => checked
                    .faults
                    .push(format!("book {book}, device {device}, line {seq}: {fault}")),
            }
            if let Some(signature) = heads.get(place.as_slice())?
                && !self.signed(book, device, seq, hash, signature.value())?
            {
                checked.faults.push(format!(
                    "book {book}, device {device}, line {seq}: the signature is not valid"
                ));
            }
            last = Some((book, device, seq, hash));
        }
        Ok(())
    }

    /// A line beside its chain is named by its hash, and the running hash goes
    /// through it; where its device signed that, the signature holds.
    fn check_forks(&self, checked: &mut Checked) -> Result<(), StoreFault> {
        let read = self.read()?;
        let heads = read.open_table(FORK_HEADS)?;
        for entry in read.open_table(FORKS)?.iter()? {
            let (key, value) = entry?;
            let fork = split_fork(value.value())?;
            let id = OpId::of_line(fork.line);
            let mut fault = |what: &str| checked.faults.push(format!("fork {id}: {what}"));
            let place = key.value().get(..40).unwrap_or_default();
            if key.value() != fork_key(place, id).as_slice() {
                fault("the line was changed");
            }
            if fork.before.then(fork.line) != fork.after {
                fault("the running hash does not come out");
            }
            let (Some((book, device)), Some(seq)) = (chain_of(place), seq_of(place)) else {
                fault("the line has no place");
                continue;
            };
            let head = heads.get(fork_head_key(place, fork.after).as_slice())?;
            if let Some(signature) = head
                && !self.signed(book, device, seq, fork.after, signature.value())?
            {
                fault("the signature is not valid");
            }
        }
        Ok(())
    }

    /// Whether `signature` is that of `device` over a head of its chain.
    fn signed(
        &self,
        book: BookId,
        device: DeviceId,
        seq: u64,
        head: ChainHash,
        signature: &[u8],
    ) -> Result<bool, StoreFault> {
        let signature = signature.try_into().ok().map(HeadSignature);
        let key = self.public_key(device)?;
        Ok(signature
            .zip(key)
            .is_some_and(|(signature, key)| key.signed_head(book, seq, head, &signature)))
    }

    fn check_tables(&self, checked: &mut Checked) -> Result<(), StoreFault> {
        let stored = self.read()?;
        let write = self.begin()?;
        rebuild_in(&write, self.device(), &|_, _| {})?;
        for_each_derived!(table => {
            let (stored, rebuilt) = (stored.open_table(table)?, write.open_table(table)?);
            compare(&stored, &rebuilt, table.to_string(), checked)?;
        });
        Ok(write.abort()?)
    }

    /// Throws the derived tables away and builds them from the log.
    ///
    /// # Errors
    /// What the disk says; the tables are then as before.
    pub fn rebuild(&mut self, report: &dyn Fn(u64, u64)) -> Result<(), StoreFault> {
        let write = self.begin()?;
        rebuild_in(&write, self.device(), report)?;
        Self::mark_rebuilt(&write)?;
        Ok(write.commit()?)
    }
}

pub(super) fn rebuild_in(
    write: &WriteTransaction,
    own: DeviceId,
    report: &dyn Fn(u64, u64),
) -> Result<(), StoreFault> {
    for_each_derived!(table => { renew(write, table)?; });
    for table in FORMER {
        write.delete_table(table)?;
    }
    let total = Log::of(write.open_table(LOG)?).count()?;
    let mut done = 0;
    let mut apply = |lines: &[Standing], branch| {
        let mut batch = Batch::open(write, own)?;
        for Standing { place, bytes } in lines {
            batch.reapply(bytes, &Line::read(bytes)?, place, branch)?;
        }
        derive::follow(write, &batch.finish()?)?;
        done += lines.len() as u64;
        report(done.min(total), total);
        Ok::<_, StoreFault>(())
    };
    let mut passed = None;
    loop {
        let lines = some_of_chains(write, passed)?;
        let Some(last) = lines.last() else { break };
        passed = Some(last.place);
        apply(&lines, Branch::Chain)?;
    }
    let mut next = Vec::new();
    while let (Some(after), lines) = some_beside(write, &next)? {
        next = after;
        apply(&lines, Branch::Fork)?;
    }
    Ok(())
}

/// Lines that are applied again at a time: a book may be larger than the
/// memory. Tests go in small steps.
const AT_A_TIME: usize = if cfg!(test) { 7 } else { 1 << 14 };

/// The least of all places.
const FIRST_PLACE: PlaceKey = [0; 40];

/// A line that is to be applied again.
struct Standing {
    place: PlaceKey,
    bytes: Vec<u8>,
}

/// Some of the lines in the chains, after the line at `passed`.
fn some_of_chains(
    write: &WriteTransaction,
    passed: Option<PlaceKey>,
) -> Result<Vec<Standing>, StoreFault> {
    let log = Log::of(write.open_table(LOG)?);
    let lines = log.lines_from(passed.unwrap_or(FIRST_PLACE))?;
    let lines = lines.skip(usize::from(passed.is_some()));
    lines
        .take(AT_A_TIME)
        .map(|line| {
            let LogLine { place, bytes, .. } = line?;
            Ok(Standing { place, bytes })
        })
        .collect()
}

/// Some of the lines beside the chains, from the key `from` on, and the least
/// key after them.
fn some_beside(
    write: &WriteTransaction,
    from: &[u8],
) -> Result<(Option<Vec<u8>>, Vec<Standing>), StoreFault> {
    let forks = write.open_table(FORKS)?;
    let (mut next, mut lines) = (None, Vec::new());
    for entry in forks.range(from..)?.take(AT_A_TIME) {
        let (key, value) = entry?;
        let no_place = || StoreFault::Damaged("a line has no place".into());
        lines.push(Standing {
            place: *key.value().first_chunk().ok_or_else(no_place)?,
            bytes: split_fork(value.value())?.line.to_vec(),
        });
        next = Some([key.value(), &[0]].concat());
    }
    Ok((next, lines))
}

fn renew<K: redb::Key + 'static, V: redb::Value + 'static>(
    write: &WriteTransaction,
    table: TableDefinition<'static, K, V>,
) -> Result<(), StoreFault> {
    write.delete_table(table)?;
    write.open_table(table)?;
    Ok(())
}

fn compare<K, V>(
    stored: &impl ReadableTable<K, V>,
    rebuilt: &impl ReadableTable<K, V>,
    name: String,
    checked: &mut Checked,
) -> Result<(), StoreFault>
where
    K: redb::Key + 'static,
    V: redb::Value + 'static,
{
    let bytes = |entry: Result<
        (redb::AccessGuard<'_, K>, redb::AccessGuard<'_, V>),
        redb::StorageError,
    >| {
        entry.map(|(key, value)| {
            (
                K::as_bytes(&key.value()).as_ref().to_vec(),
                V::as_bytes(&value.value()).as_ref().to_vec(),
            )
        })
    };
    let (mut left, mut right) = (stored.iter()?, rebuilt.iter()?);
    loop {
        let (one, other) = (
            left.next().map(bytes).transpose()?,
            right.next().map(bytes).transpose()?,
        );
        if one != other {
            let key = one
                .or(other)
                .map(|(key, _)| String::from_utf8_lossy(&key).into_owned())
                .unwrap_or_default();
            checked.faults.push(format!(
                "table {name} differs from the log at {}",
                key.escape_debug()
            ));
            return Ok(());
        }
        if one.is_none() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tempfile::TempDir;

    use super::*;
    use crate::domain::{RecordId, RecordKind};
    use crate::ledger::segment::SegmentHead;
    use crate::ledger::{DeviceKey, Op, Segment};
    use crate::store::{Arrival, Doer, FieldChange, RecordChange};

    #[test]
    fn tables_that_are_built_again_in_parts_are_the_same() {
        let folder = TempDir::new().unwrap();
        let mut store = Store::create(&folder.path().join("a"), [1; 32]).unwrap();
        let id = |kind, number| RecordId::new(kind, uuid::Uuid::from_u128(number)).to_string();
        let doer = Doer {
            book: BookId(uuid::Uuid::from_u128(3)),
            by: "officer:01980000-0000-7000-8000-000000000001",
            now: 1_700_000_000_000,
        };
        for number in 0..30 {
            let field = |field: &str, value| FieldChange {
                field: field.into(),
                value,
                over: Vec::new(),
            };
            let model = id(RecordKind::Model, number % 4);
            let changes = [
                RecordChange {
                    record: model.clone(),
                    fields: vec![field("name", json!(format!("Tổ {}", number % 5)))],
                },
                RecordChange {
                    record: id(RecordKind::Note, number),
                    fields: vec![field("record", json!(model))],
                },
            ];
            store
                .do_deed(doer, json!(1), &changes, None, &|_, _| {})
                .unwrap();
        }
        let checked = store.check(&|_, _| {}).unwrap();
        assert_eq!((checked.ops, checked.faults), (60, Vec::new()));
        store.rebuild(&|_, _| {}).unwrap();
        assert_eq!(store.check(&|_, _| {}).unwrap().faults, [] as [&str; 0]);
    }

    #[test]
    fn a_line_at_the_last_place_of_its_chain_is_passed_once() {
        let folder = TempDir::new().unwrap();
        let mut store = Store::create(&folder.path().join("a"), [1; 32]).unwrap();
        let key = DeviceKey::from_secret([3; 32]);
        let op = Op {
            dev: key.public().device(),
            ..crate::ledger::op::tests::sample(u64::MAX, "Ghe về bến")
        };
        let line = op.to_line().unwrap();
        let before = ChainHash::default().then(b"the line before it");
        let after = before.then(&line);
        let head = SegmentHead {
            book: op.book,
            device: op.dev,
            from: op.seq,
            to: op.seq,
            before: before.to_hex(),
            after: after.to_hex(),
            key: key.public(),
            signature: key.sign_head(op.book, op.seq, after),
            branch: None,
        };
        let segment = Segment {
            head,
            lines: [line.as_slice(), b"\n"].concat(),
        };
        let arrival = Arrival {
            file: "last.kheo",
            now: 0,
            spare: [2; 32],
        };
        let absorbed = store.absorb(arrival, &[segment], &|_, _| {}).unwrap();
        assert_eq!(absorbed.ops_new, 1);
        store.rebuild(&|_, _| {}).unwrap();
        let checked = store.check(&|_, _| {}).unwrap();
        assert_eq!((checked.ops, checked.faults), (1, Vec::new()));
    }
}
