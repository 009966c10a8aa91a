//! A disk in memory that breaks as disks do: a write, a flush or a change of
//! length fails, a failing write is torn, and when the power goes only a random
//! part of what was not flushed is there, in 512-byte sectors, whatever the
//! order it was written in.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use crate::chance::Chance;

const SECTOR: usize = 512;

/// What goes wrong with the disk.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trouble {
    Never,
    /// The write, flush or change of length with this number, from 1, fails;
    /// later ones work again.
    Once {
        at: u64,
    },
    /// That one fails and all later ones.
    From {
        at: u64,
    },
}

/// Whether a flush does what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Flush {
    Honest,
    /// It says that all is on the disk and moves nothing: the control.
    Lying,
}

/// A sector as it was written.
struct Sector {
    number: usize,
    bytes: [u8; SECTOR],
}

struct State {
    /// What reads see.
    now: Vec<u8>,
    /// What is on the disk for certain.
    flushed: Vec<u8>,
    /// Written since, in order.
    waiting: Vec<Sector>,
    /// Lengths since the last flush, the flushed one first.
    lengths: Vec<usize>,
    /// Writes, flushes and changes of length so far.
    changes: u64,
    trouble: Trouble,
    flush: Flush,
    chance: Chance,
}

/// The disk; clones are the same one.
#[derive(Clone)]
pub struct Disk(Arc<Mutex<State>>);

impl std::fmt::Debug for Disk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a disk that breaks")
    }
}

impl Disk {
    /// A disk that holds `bytes`.
    pub fn holding(bytes: Vec<u8>, trouble: Trouble, flush: Flush, seed: u64) -> Self {
        Self(Arc::new(Mutex::new(State {
            now: bytes.clone(),
            lengths: vec![bytes.len()],
            flushed: bytes,
            waiting: Vec::new(),
            changes: 0,
            trouble,
            flush,
            chance: Chance::new(seed),
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// How often the disk was changed or told to flush.
    pub fn changes(&self) -> u64 {
        self.state().changes
    }

    /// What the next program to open it finds when only the program stopped.
    pub fn as_it_is(&self) -> Vec<u8> {
        self.state().now.clone()
    }

    /// What is there after the power went.
    pub fn after_a_power_cut(&self) -> Vec<u8> {
        let mut state = self.state();
        let State {
            flushed,
            waiting,
            lengths,
            chance,
            ..
        } = &mut *state;
        let mut left = flushed.clone();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        left.resize(longest.max(left.len()), 0);
        // Of several states of a sector the last that is kept wins: any of
        // them, or the flushed one.
        for sector in waiting.iter() {
            if chance.once_in(2) {
                sector.put_into(&mut left);
            }
        }
        left.truncate(*chance.one_of(lengths));
        left
    }
}

impl Sector {
    fn put_into(&self, bytes: &mut [u8]) {
        let from = self.number * SECTOR;
        let to = (from + SECTOR).min(bytes.len());
        if from < to {
            bytes[from..to].copy_from_slice(&self.bytes[..to - from]);
        }
    }
}

impl State {
    /// Counts a change; says whether it is one that fails.
    fn fails(&mut self) -> bool {
        self.changes += 1;
        match self.trouble {
            Trouble::Never => false,
            Trouble::Once { at } => self.changes == at,
            Trouble::From { at } => self.changes >= at,
        }
    }

    /// Writes into what reads see, and notes the sectors as waiting.
    fn put(&mut self, offset: usize, data: &[u8]) {
        let end = offset + data.len();
        self.now[offset..end].copy_from_slice(data);
        for number in offset / SECTOR..end.div_ceil(SECTOR) {
            let mut bytes = [0; SECTOR];
            let from = number * SECTOR;
            let to = (from + SECTOR).min(self.now.len());
            bytes[..to - from].copy_from_slice(&self.now[from..to]);
            self.waiting.push(Sector { number, bytes });
        }
    }
}

fn broken() -> io::Error {
    io::Error::other("the disk broke")
}

impl redb::StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.state().now.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let state = self.state();
        let from = offset as usize;
        let found = state.now.get(from..from + out.len());
        out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut state = self.state();
        if state.fails() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        state.now.resize(length as usize, 0);
        state.lengths.push(length as usize);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.state();
        if state.fails() {
            return Err(broken());
        }
        if state.flush == Flush::Honest {
            state.flushed = state.now.clone();
            state.waiting.clear();
            state.lengths = vec![state.now.len()];
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        let from = offset as usize;
        if from + data.len() > state.now.len() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !state.fails() {
            state.put(from, data);
            return Ok(());
        }
        // Torn: some sectors of it are there, others not.
        let mut at = 0;
        while at < data.len() {
            let to = data.len().min(at + SECTOR - (from + at) % SECTOR);
            if state.chance.once_in(2) {
                state.put(from + at, &data[at..to]);
            }
            at = to;
        }
        Err(broken())
    }
}
