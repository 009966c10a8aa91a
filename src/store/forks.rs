//! Forks: two copies of one installation wrote at the same places. One of the
//! continuations is the chain, the others stand beside it, and each line is
//! found from the one after it by the running hash.

use std::collections::{BTreeMap, BTreeSet};

use redb::ReadableTable;

use super::fault::StoreFault;
use super::log::{Log, read_log};
use super::open::Store;
use super::rows::{read_ranges, split_fork};
use super::tables::{
    Bytes, FORK_HEADS, FORKS, HEADS, RANGES, chain_key, chain_of, fork_head_key, place_key, seq_of,
};
use crate::ledger::segment::{self, SegmentHead};
use crate::ledger::{BookId, ChainHash, DeviceId, HeadSignature, Holding, Segment};

/// A device of which two copies wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fork {
    pub book: BookId,
    pub device: DeviceId,
    /// First position where both wrote.
    pub from: u64,
    /// Lines that stand beside the chain.
    pub lines: u64,
}

/// The lines beside one chain: place and hash after → hash before.
#[derive(Debug, Default)]
pub struct Beside(BTreeMap<(u64, ChainHash), ChainHash>);

/// Lines beside a chain that verify alone, with lines of the chain around them
/// where only those are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Branch {
    pub lines: Holding,
    /// The last of them that stands beside the chain, and the hash after it.
    pub top: (u64, ChainHash),
}

/// Where a piece ends.
#[derive(Debug, Clone, Copy)]
enum End {
    /// At its last line beside the chain.
    Beside,
    /// At this line of the chain, which goes on from there.
    Chain(u64),
}

/// Where a walk back along the running hash ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// At a line of the chain, or before the first line of all (0).
    Chain(u64),
    /// Line `seq` is not here.
    Missing(u64),
    /// Whoever walked along had seen enough.
    Stopped,
}

impl Beside {
    /// Reads what stands beside a chain.
    pub fn of(
        forks: &impl ReadableTable<Bytes, Bytes>,
        book: BookId,
        device: DeviceId,
    ) -> Result<Self, StoreFault> {
        let chain = chain_key(book, device);
        let end = [chain.as_slice(), &[0xff; 25]].concat();
        let mut beside = Self::default();
        for entry in forks.range(chain.as_slice()..end.as_slice())? {
            let (key, value) = entry?;
            let fork = split_fork(value.value())?;
            if let Some(seq) = seq_of(key.value()) {
                beside.0.insert((seq, fork.after), fork.before);
            }
        }
        Ok(beside)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Positions that have a line here.
    fn positions(&self) -> BTreeSet<u64> {
        self.0.keys().map(|(seq, _)| *seq).collect()
    }

    /// Walks back from line `seq` with the hash `after` it, through lines
    /// beside the chain, giving each to `pass`, which says whether to go on.
    pub fn walk(
        &self,
        log: &Log<impl ReadableTable<Bytes, Bytes>>,
        chain: (BookId, DeviceId),
        (mut seq, mut after): (u64, ChainHash),
        mut pass: impl FnMut(u64, ChainHash) -> bool,
    ) -> Result<Reached, StoreFault> {
        loop {
            if log.hash_at(chain, seq)? == Some(after) {
                return Ok(Reached::Chain(seq));
            }
            let Some(before) = self.0.get(&(seq, after)) else {
                return Ok(Reached::Missing(seq));
            };
            if !pass(seq, after) {
                return Ok(Reached::Stopped);
            }
            after = *before;
            seq = seq.saturating_sub(1);
        }
    }

    /// What is missing of a chain that has forks: the positions before every
    /// line whose predecessor is not here. `gaps` are those of the chain with
    /// the hash before the line after each.
    pub fn missing(
        &self,
        log: &Log<impl ReadableTable<Bytes, Bytes>>,
        chain: (BookId, DeviceId),
        gaps: &[(u64, u64, Option<ChainHash>)],
    ) -> Result<Vec<(u64, u64)>, StoreFault> {
        let positions = self.positions();
        let mut wanted: BTreeSet<u64> = BTreeSet::new();
        for (_, to, before) in gaps {
            let Some(before) = before else { continue };
            if let Reached::Missing(seq) = self.walk(log, chain, (*to, *before), |_, _| true)? {
                wanted.insert(seq);
            }
        }
        for &(seq, after) in self.0.keys() {
            if let Reached::Missing(seq) = self.walk(log, chain, (seq, after), |_, _| true)? {
                wanted.insert(seq);
            }
        }
        let in_gap = |seq: u64| {
            gaps.iter()
                .find(|(from, to, _)| (*from..=*to).contains(&seq))
        };
        let begins = |seq: u64| {
            let gap = in_gap(seq).map_or(seq, |(from, ..)| *from);
            // Not below a line that stands in the gap, beside the chain.
            let below = positions.range(gap..=seq).next_back();
            below.map_or(gap, |below| (below + 1).min(seq))
        };
        Ok(wanted.into_iter().map(|seq| (begins(seq), seq)).collect())
    }
}

impl Store {
    /// Every device of which two copies wrote.
    ///
    /// # Errors
    /// What the disk says.
    pub fn forks(&self) -> Result<Vec<Fork>, StoreFault> {
        let read = self.read()?;
        let mut forks: Vec<Fork> = Vec::new();
        for entry in read.open_table(FORKS)?.iter()? {
            let (key, _) = entry?;
            let (Some((book, device)), Some(seq)) = (chain_of(key.value()), seq_of(key.value()))
            else {
                continue;
            };
            match forks.last_mut() {
                Some(fork) if (fork.book, fork.device) == (book, device) => fork.lines += 1,
                _ => forks.push(Fork {
                    book,
                    device,
                    from: seq,
                    lines: 1,
                }),
            }
        }
        Ok(forks)
    }

    /// The lines beside the chains as pieces that verify alone: each ends at a
    /// head that its device signed, and no line is in two of them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn branches(&self) -> Result<Vec<Branch>, StoreFault> {
        let mut branches = Vec::new();
        for fork in self.forks()? {
            self.branches_of(fork.book, fork.device, &mut branches)?;
        }
        Ok(branches)
    }

    fn branches_of(
        &self,
        book: BookId,
        device: DeviceId,
        branches: &mut Vec<Branch>,
    ) -> Result<(), StoreFault> {
        let read = self.read()?;
        let (log, heads) = (read_log(&read)?, read.open_table(HEADS)?);
        let beside = Beside::of(&read.open_table(FORKS)?, book, device)?;
        let fork_heads = read.open_table(FORK_HEADS)?;
        let mut taken: BTreeSet<(u64, ChainHash)> = BTreeSet::new();
        // Where a piece ends, and the last of its lines that stands beside.
        let mut ends: Vec<(End, (u64, ChainHash))> = Vec::new();
        for &(to, after) in beside.0.keys().rev() {
            let place = place_key(book, device, to);
            let head = fork_heads.get(fork_head_key(&place, after).as_slice())?;
            if head.is_some() {
                ends.push((End::Beside, (to, after)));
            }
        }
        for (first, last, before) in self.joined_beside((book, device))? {
            if let Some(to) = self.first_head(&heads, (book, device), first, last)? {
                ends.push((End::Chain(to), (first - 1, before)));
            }
        }
        for (end, top) in ends {
            if taken.contains(&top) || !beside.0.contains_key(&top) {
                continue;
            }
            let (to, after) = match end {
                End::Chain(to) => match log.hash_at((book, device), to)? {
                    Some(after) => (to, after),
                    None => continue,
                },
                End::Beside => top,
            };
            let mut from = top.0 + 1;
            let reached = beside.walk(&log, (book, device), top, |seq, hash| {
                let is_new = taken.insert((seq, hash));
                if is_new {
                    from = seq;
                }
                is_new
            })?;
            // Lines of the chain that no signed head of their own lets travel.
            if let Reached::Chain(join) = reached
                && join + 1 == from
                && device != self.device()
            {
                from = self.first_unsigned(&log, &heads, (book, device), join)?;
            }
            let lines = Holding {
                book,
                device,
                from,
                to,
                after,
            };
            branches.push(Branch { lines, top });
        }
        Ok(())
    }

    /// The ranges of a chain that follow a line which is not in the chain:
    /// first and last position, and the hash before the first.
    fn joined_beside(
        &self,
        (book, device): (BookId, DeviceId),
    ) -> Result<Vec<(u64, u64, ChainHash)>, StoreFault> {
        let read = self.read()?;
        let ranges = read.open_table(RANGES)?;
        let stored = ranges.get(chain_key(book, device).as_slice())?;
        let ranges = stored
            .map(|bytes| read_ranges(bytes.value()))
            .transpose()?
            .unwrap_or_default();
        let mut joined = Vec::new();
        for (first, last) in ranges.iter().filter(|(first, _)| *first > 1) {
            let before = self.hash_before(book, device, first)?;
            joined.extend(before.map(|before| (first, last, before)));
        }
        Ok(joined)
    }

    /// The first signed head of a range of a chain; our own key signs anywhere.
    fn first_head(
        &self,
        heads: &impl ReadableTable<Bytes, Bytes>,
        (book, device): (BookId, DeviceId),
        first: u64,
        last: u64,
    ) -> Result<Option<u64>, StoreFault> {
        if device == self.device() {
            return Ok(Some(first));
        }
        let (from, to) = (
            place_key(book, device, first),
            place_key(book, device, last),
        );
        let mut found = heads.range(from.as_slice()..=to.as_slice())?;
        Ok(found
            .next()
            .transpose()?
            .and_then(|(key, _)| seq_of(key.value())))
    }

    /// The first of the chain's lines up to `join` that have no signed head
    /// after them below `join`; `join + 1` when it is signed itself.
    fn first_unsigned(
        &self,
        log: &Log<impl ReadableTable<Bytes, Bytes>>,
        heads: &impl ReadableTable<Bytes, Bytes>,
        (book, device): (BookId, DeviceId),
        join: u64,
    ) -> Result<u64, StoreFault> {
        let mut from = join + 1;
        while from > 1 {
            let place = place_key(book, device, from - 1);
            if heads.get(place.as_slice())?.is_some() || !log.has(&place)? {
                break;
            }
            from -= 1;
        }
        Ok(from)
    }

    /// The lines of a piece that [`branches`](Self::branches) gave, or of its end.
    /// Our own key signs what no stored head does.
    ///
    /// # Errors
    /// `Damaged` when a line, hash or signature of it is missing.
    pub fn branch_segment(&self, branch: Holding) -> Result<Segment, StoreFault> {
        let Holding {
            book,
            device,
            from,
            to,
            after,
        } = branch;
        let missing =
            |what: &str| StoreFault::Damaged(format!("{what} of {device} {from}–{to} (fork)"));
        let read = self.read()?;
        let (log, forks) = (read_log(&read)?, read.open_table(FORKS)?);
        let mut lines: Vec<Vec<u8>> = Vec::new();
        let mut hash = after;
        for seq in (from..=to).rev() {
            let place = place_key(book, device, seq);
            let in_chain = log.lines((book, device), seq, seq)?.next();
            if let Some(in_chain) = in_chain.transpose()?
                && in_chain.after == hash
            {
                lines.push(in_chain.bytes);
                hash = self
                    .hash_before(book, device, seq)?
                    .ok_or_else(|| missing("hash"))?;
                continue;
            }
            let mut at_place = forks.range(place.as_slice()..)?;
            let found = loop {
                let Some(entry) = at_place.next() else {
                    return Err(missing("lines"));
                };
                let (key, value) = entry?;
                if !key.value().starts_with(&place) {
                    return Err(missing("lines"));
                }
                let fork = split_fork(value.value())?;
                if fork.after == hash {
                    break (fork.before, fork.line.to_vec());
                }
            };
            hash = found.0;
            lines.push(found.1);
        }
        let place = place_key(book, device, to);
        let (table, key) = match log.hash_at((book, device), to)? {
            Some(of_chain) if of_chain == after => (HEADS, place.to_vec()),
            _ => (FORK_HEADS, fork_head_key(&place, after)),
        };
        let heads = read.open_table(table)?;
        let stored = heads
            .get(key.as_slice())?
            .and_then(|bytes| bytes.value().try_into().ok())
            .map(HeadSignature);
        let ours = (device == self.device()).then(|| self.key.sign_head(book, to, after));
        let signature = stored.or(ours).ok_or_else(|| missing("signature"))?;
        let head = SegmentHead {
            book,
            device,
            from,
            to,
            before: hash.to_hex(),
            after: after.to_hex(),
            key: self.public_key(device)?.ok_or_else(|| missing("key"))?,
            signature,
            branch: Some(segment::Beside::Fork),
        };
        lines.reverse();
        let lines = lines
            .iter()
            .flat_map(|line| [line.as_slice(), b"\n"].concat())
            .collect();
        Ok(Segment { head, lines })
    }

    /// How many lines beside the chains each device has.
    pub(super) fn beside_chains(&self) -> Result<BTreeMap<DeviceId, u64>, StoreFault> {
        let mut counts = BTreeMap::new();
        for fork in self.forks()? {
            *counts.entry(fork.device).or_default() += fork.lines;
        }
        Ok(counts)
    }
}
