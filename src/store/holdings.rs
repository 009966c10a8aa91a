//! What this store holds, what another lacks, and what others say they hold.

use std::collections::{BTreeMap, BTreeSet};

use redb::ReadableTable;
use serde::{Deserialize, Serialize};

use super::devices::DeviceState;
use super::fault::StoreFault;
use super::forks::{Beside, Branch, Reached};
use super::log::{Log, read_log};
use super::open::Store;
use super::rows::all_ranges;
use super::segments::CarriableRange;
use super::tables::{Bytes, CARRIED, FORKS, RANGES, RECEIPTS};
use crate::ledger::{BookId, ChainHash, DeviceId, Holding, Op, Ranges, Receipt};

/// A piece of a device's lines that can leave and verifies alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    Chain(CarriableRange),
    /// Lines of another continuation, up to the hash that names it.
    Branch(Holding),
}

/// How far a change of ours has got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Delivery {
    /// It has not left the machine.
    Unsent,
    /// It left in a bundle.
    Sent,
    /// Another store said that it holds it.
    Received,
}

/// Our own changes by how far they got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    pub unsent: u64,
    pub sent: u64,
    pub received: u64,
}

/// How far the changes of our chains have got.
#[derive(Debug, Default)]
pub struct Deliveries {
    own: BTreeMap<(BookId, DeviceId), Ranges>,
    carried: BTreeMap<(BookId, DeviceId), Ranges>,
    received: BTreeMap<(BookId, DeviceId), Ranges>,
}

impl Deliveries {
    /// How far a change got; `None` when it is not ours.
    pub fn of(&self, op: &Op) -> Option<Delivery> {
        let chain = (op.book, op.dev);
        let has = |ranges: &BTreeMap<_, Ranges>| {
            ranges
                .get(&chain)
                .is_some_and(|ranges| ranges.contains(op.seq))
        };
        self.own.contains_key(&chain).then(|| {
            if has(&self.received) {
                Delivery::Received
            } else if has(&self.carried) {
                Delivery::Sent
            } else {
                Delivery::Unsent
            }
        })
    }

    pub fn count(&self) -> Delivered {
        let mut counts = Delivered::default();
        let none = Ranges::default();
        for (chain, own) in &self.own {
            let received = self.received.get(chain).unwrap_or(&none);
            let rest = own.minus(received);
            let unsent = rest.minus(self.carried.get(chain).unwrap_or(&none)).count();
            counts.received += own.count() - rest.count();
            counts.sent += rest.count() - unsent;
            counts.unsent += unsent;
        }
        counts
    }
}

/// What another store holds of our lines of one chain, as far as we can tell.
#[derive(Default)]
struct Theirs {
    chain: Ranges,
    /// Lines beside our chain.
    beside: BTreeSet<(u64, ChainHash)>,
}

impl Store {
    /// Everything that this store holds: what a receipt says.
    ///
    /// # Errors
    /// What the disk says.
    pub fn holdings(&self) -> Result<Vec<Holding>, StoreFault> {
        let read = self.read()?;
        let log = read_log(&read)?;
        let mut holdings = Vec::new();
        for ((book, device), ranges) in all_ranges(&read.open_table(RANGES)?)? {
            for (from, to) in ranges.iter() {
                let after = log.hash_at((book, device), to)?;
                holdings.extend(after.map(|after| Holding {
                    book,
                    device,
                    from,
                    to,
                    after,
                }));
            }
        }
        holdings.extend(self.branches()?.into_iter().map(|branch| branch.lines));
        Ok(holdings)
    }

    /// Whether these very lines of a chain are here, told by the hash after the
    /// last. A part of another continuation counts as not here: taking it in
    /// again does no harm.
    ///
    /// # Errors
    /// What the disk says.
    pub fn holds(&self, holding: Holding) -> Result<bool, StoreFault> {
        let read = self.read()?;
        let log = read_log(&read)?;
        let chain = (holding.book, holding.device);
        if log.hash_at(chain, holding.to)? == Some(holding.after) {
            let all = all_ranges(&read.open_table(RANGES)?)?;
            let mut asked = Ranges::default();
            asked.insert(holding.from, holding.to);
            let lacking = all.get(&chain).map(|ranges| asked.minus(ranges));
            return Ok(lacking.is_some_and(|lacking| lacking.is_empty()));
        }
        Ok(self
            .branches()?
            .iter()
            .any(|branch| branch.lines == holding))
    }

    /// Everything that can leave and that a store with `theirs` lacks. Lines
    /// of other devices end where those devices signed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn lacking(&self, theirs: &[Holding]) -> Result<Vec<Piece>, StoreFault> {
        let mut by_chain: BTreeMap<(BookId, DeviceId), Vec<Holding>> = BTreeMap::new();
        for holding in theirs {
            let chain = by_chain.entry((holding.book, holding.device)).or_default();
            chain.push(*holding);
        }
        let read = self.read()?;
        let (log, forks) = (read_log(&read)?, read.open_table(FORKS)?);
        let ours = all_ranges(&read.open_table(RANGES)?)?;
        let mut known: BTreeMap<(BookId, DeviceId), Theirs> = BTreeMap::new();
        for (chain, held) in by_chain {
            let Some(ranges) = ours.get(&chain) else {
                continue;
            };
            let comparison = Comparison {
                store: self,
                log: &log,
                chain,
                ours: ranges,
                beside: Beside::of(&forks, chain.0, chain.1)?,
            };
            known.insert(chain, comparison.with(&held)?);
        }
        let mut pieces = Vec::new();
        for range in self.carriable()? {
            let mut whole = Ranges::default();
            whole.insert(range.from, range.to);
            let held = known.get(&(range.book, range.device));
            let rest = held.map_or(whole.clone(), |theirs| whole.minus(&theirs.chain));
            if range.device == self.device() {
                let part = |(from, to)| Piece::Chain(CarriableRange { from, to, ..range });
                pieces.extend(rest.iter().map(part));
            } else if let Some((from, _)) = rest.iter().next() {
                pieces.push(Piece::Chain(CarriableRange { from, ..range }));
            }
        }
        for branch in self.branches()? {
            let held = known.get(&(branch.lines.book, branch.lines.device));
            let from = match held {
                Some(theirs) => self.branch_from(branch, &theirs.beside)?,
                None => branch.lines.from,
            };
            if from <= branch.top.0 {
                pieces.push(Piece::Branch(Holding {
                    from,
                    ..branch.lines
                }));
            }
        }
        Ok(pieces)
    }

    /// The first line of a branch that a store lacks which holds `theirs`.
    fn branch_from(
        &self,
        Branch { lines, top }: Branch,
        theirs: &BTreeSet<(u64, ChainHash)>,
    ) -> Result<u64, StoreFault> {
        let read = self.read()?;
        let (log, forks) = (read_log(&read)?, read.open_table(FORKS)?);
        let chain = (lines.book, lines.device);
        let beside = Beside::of(&forks, chain.0, chain.1)?;
        let mut from = lines.from;
        beside.walk(&log, chain, top, |seq, after| {
            if theirs.contains(&(seq, after)) {
                from = from.max(seq + 1);
            }
            from <= seq
        })?;
        Ok(from)
    }

    /// What another store says it holds, where it said so.
    ///
    /// # Errors
    /// What the disk says.
    pub fn receipt_of(&self, device: DeviceId) -> Result<Option<Receipt>, StoreFault> {
        let read = self.read()?;
        let receipts = read.open_table(RECEIPTS)?;
        let stored = receipts.get(device.0.as_slice())?;
        stored.map(|bytes| read_receipt(bytes.value())).transpose()
    }

    /// Keeps a receipt whose signature holds, unless a newer one of that store
    /// is here.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_receipt(&mut self, receipt: &Receipt) -> Result<(), StoreFault> {
        if receipt.device == self.device() {
            return Ok(());
        }
        let known = self.receipt_of(receipt.device)?;
        if known.is_some_and(|known| !receipt.is_newer_than(&known)) {
            return Ok(());
        }
        let bytes =
            serde_json::to_vec(receipt).map_err(|fault| StoreFault::Io(fault.to_string()))?;
        let write = self.begin()?;
        write
            .open_table(RECEIPTS)?
            .insert(receipt.device.0.as_slice(), bytes.as_slice())?;
        Ok(write.commit()?)
    }

    /// How many lines this installation has written under the id that it has.
    ///
    /// # Errors
    /// What the disk says.
    pub fn own_lines(&self) -> Result<u64, StoreFault> {
        let chains = all_ranges(&self.read()?.open_table(RANGES)?)?;
        let own = chains
            .into_iter()
            .filter(|((_, device), _)| *device == self.device());
        Ok(own.map(|(_, ranges)| ranges.last()).sum())
    }

    /// How far our own changes have got. Only stores of approved devices count
    /// as having received them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn deliveries(&self) -> Result<Deliveries, StoreFault> {
        let own = self.own_devices()?;
        let read = self.read()?;
        let mut deliveries = Deliveries {
            own: all_ranges(&read.open_table(RANGES)?)?,
            carried: all_ranges(&read.open_table(CARRIED)?)?,
            received: BTreeMap::new(),
        };
        deliveries.own.retain(|(_, device), _| own.contains(device));
        let log = read_log(&read)?;
        let receipts = read.open_table(RECEIPTS)?;
        for (id, device) in self.devices()? {
            if device.state() != DeviceState::Approved {
                continue;
            }
            let Some(receipt) = receipts.get(id.0.as_slice())? else {
                continue;
            };
            for held in read_receipt(receipt.value())?.holdings {
                let chain = (held.book, held.device);
                if own.contains(&held.device) && log.hash_at(chain, held.to)? == Some(held.after) {
                    let ranges = deliveries.received.entry(chain).or_default();
                    ranges.insert(held.from, held.to);
                }
            }
        }
        Ok(deliveries)
    }
}

fn read_receipt(bytes: &[u8]) -> Result<Receipt, StoreFault> {
    serde_json::from_slice(bytes).map_err(|fault| StoreFault::Damaged(format!("receipts: {fault}")))
}

/// One chain of ours, to be held against what another store has of it.
struct Comparison<'a, T> {
    store: &'a Store,
    log: &'a Log<T>,
    chain: (BookId, DeviceId),
    ours: &'a Ranges,
    beside: Beside,
}

impl<T: ReadableTable<Bytes, Bytes>> Comparison<'_, T> {
    /// Which of our lines are in `held`. What cannot be compared, because no
    /// line of ours is where the trail is lost, is taken for the same chain,
    /// unless two continuations are known.
    fn with(&self, held: &[Holding]) -> Result<Theirs, StoreFault> {
        let overlap = |one: &Holding, other: &Holding| {
            one != other && one.from <= other.to && other.from <= one.to
        };
        let is_forked = !self.beside.is_empty()
            || held
                .iter()
                .any(|one| held.iter().any(|other| overlap(one, other)));
        let mut theirs = Theirs::default();
        for holding in held {
            let lost = self.follow(holding, &mut theirs)?;
            let unlike = |last: &u64| is_forked || self.ours.contains(*last);
            if let Some(last) = lost.filter(|last| holding.from <= *last && !unlike(last)) {
                theirs.chain.insert(holding.from, last);
            }
        }
        Ok(theirs)
    }

    /// Follows the running hash back from the end of what they hold, through
    /// our chain and what stands beside it. Answers where the trail is lost.
    fn follow(&self, holding: &Holding, theirs: &mut Theirs) -> Result<Option<u64>, StoreFault> {
        let (book, device) = self.chain;
        let (mut seq, mut after) = (holding.to, holding.after);
        while seq >= holding.from {
            let end = self
                .beside
                .walk(self.log, self.chain, (seq, after), |seq, after| {
                    seq >= holding.from && {
                        theirs.beside.insert((seq, after));
                        true
                    }
                })?;
            let join = match end {
                Reached::Chain(join) => join,
                Reached::Missing(lost) => return Ok(Some(lost)),
                Reached::Stopped => return Ok(None),
            };
            let mut ranges = self.ours.iter();
            let Some((first, _)) = ranges.find(|(from, to)| (*from..=*to).contains(&join)) else {
                return Ok(None);
            };
            if join >= holding.from {
                theirs.chain.insert(first.max(holding.from), join);
            }
            if first <= holding.from {
                return Ok(None);
            }
            let Some(before) = self.store.hash_before(book, device, first)? else {
                return Ok(None);
            };
            (seq, after) = (first - 1, before);
        }
        Ok(None)
    }
}
