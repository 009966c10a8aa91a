//! Many changes in one trip to the disk, and the answers that were given to
//! them: a session that lost its line before it heard the answer asks again
//! and must not do the thing twice.

use std::sync::{Arc, Mutex};

use redb::{
    Durability, ReadOnlyTable, ReadTransaction, ReadableDatabase, ReadableTable, TableError,
};
use serde_json::Value;

use super::fault::StoreFault;
use super::open::Store;
use super::tables::{ANSWERED, Bytes};

/// Answers that are remembered of one session: as many as it can have on the
/// way, and more.
const OF_A_SESSION: u64 = 64;

/// How long the answers of a session are remembered after its last, in
/// milliseconds: a week.
const MEMORY: i64 = 7 * 24 * 3_600_000;

/// When a change is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Commits {
    /// When its method returns.
    #[default]
    Each,
    /// With all others, when [`Store::settle`] returns.
    Together,
}

/// A change that was asked for: by which session, under which number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskedBy {
    pub session: [u8; 16],
    pub number: u64,
}

impl AskedBy {
    fn key(self) -> [u8; 24] {
        let mut key = [0; 24];
        key[..16].copy_from_slice(&self.session);
        key[16..].copy_from_slice(&self.number.to_be_bytes());
        key
    }
}

impl Store {
    /// From now on changes are seen at once by everybody who reads, and are on
    /// disk when they are [settled](Self::settle), all or none of them.
    pub fn commit_together(&mut self) {
        self.commits = Commits::Together;
    }

    /// Puts everything done since the last time on disk, together with the
    /// answers that are to be given.
    ///
    /// # Errors
    /// Nothing done since the last time is kept; the store must be opened again.
    pub fn settle(&mut self, now: i64, answers: &[(AskedBy, Value)]) -> Result<(), StoreFault> {
        let mut write = self.begin_past_held()?;
        write
            .set_durability(Durability::Immediate)
            .map_err(|fault| StoreFault::Io(fault.to_string()))?;
        self.write_held_in(&write)?;
        {
            let mut table = write.open_table(ANSWERED)?;
            for (asked, answer) in answers {
                let bytes = serde_json::to_vec(&(now, answer))
                    .map_err(|fault| StoreFault::Io(fault.to_string()))?;
                table.insert(asked.key().as_slice(), bytes.as_slice())?;
                let first = AskedBy {
                    number: 0,
                    ..*asked
                };
                let kept = AskedBy {
                    number: asked.number.saturating_sub(OF_A_SESSION - 1),
                    ..*asked
                };
                let (first, kept) = (first.key(), kept.key());
                table.retain_in(first.as_slice()..kept.as_slice(), |_, _| false)?;
            }
        }
        Ok(write.commit()?)
    }

    /// The answer that was given to a change, if it is on disk.
    ///
    /// # Errors
    /// What the disk says.
    pub fn answered(&self, asked: AskedBy) -> Result<Option<Value>, StoreFault> {
        // No deed that is held changes one.
        let read = self.read_past_held()?;
        let Some(table) = answers(&read)? else {
            return Ok(None);
        };
        let found = table.get(asked.key().as_slice())?;
        Ok(found
            .and_then(|bytes| serde_json::from_slice::<(i64, Value)>(bytes.value()).ok())
            .map(|(_, answer)| answer))
    }

    /// Forgets the answers of sessions that were long silent.
    ///
    /// # Errors
    /// What the disk says.
    pub fn forget_answers(&mut self, now: i64) -> Result<(), StoreFault> {
        let old = self.old_answers(now)?;
        if old.is_empty() {
            // A store that is only read from is not written to.
            return Ok(());
        }
        let write = self.begin()?;
        {
            let mut table = write.open_table(ANSWERED)?;
            for key in old {
                table.remove(key.as_slice())?;
            }
        }
        Ok(write.commit()?)
    }

    fn old_answers(&self, now: i64) -> Result<Vec<Vec<u8>>, StoreFault> {
        let read = self.read()?;
        let Some(table) = answers(&read)? else {
            return Ok(Vec::new());
        };
        let mut old = Vec::new();
        for entry in table.iter()? {
            let (key, bytes) = entry?;
            let at = serde_json::from_slice::<(i64, Value)>(bytes.value());
            if !at.is_ok_and(|(at, _)| now.saturating_sub(at) < MEMORY) {
                old.push(key.value().to_vec());
            }
        }
        Ok(old)
    }

    /// The same store, to be read on another thread.
    #[must_use]
    pub fn again(&self) -> Self {
        Self {
            db: Arc::clone(&self.db),
            key: self.key.clone(),
            commits: self.commits,
            pinned: self.pinned.clone(),
            held: Mutex::default(),
        }
    }

    /// The same store for reading on another thread, as it stands now: what is
    /// written later is not seen, and nobody waits for anybody.
    ///
    /// # Errors
    /// What the disk says.
    pub fn snapshot(&self) -> Result<Self, StoreFault> {
        self.write_held()?;
        Ok(Self {
            pinned: Some(Arc::new(self.db.begin_read()?)),
            ..self.again()
        })
    }
}

type Answers = ReadOnlyTable<Bytes, Bytes>;

/// The remembered answers; a store of before there were any has none.
fn answers(read: &ReadTransaction) -> Result<Option<Answers>, StoreFault> {
    match read.open_table(ANSWERED) {
        Ok(table) => Ok(Some(table)),
        Err(TableError::TableDoesNotExist(_)) => Ok(None),
        Err(fault) => Err(fault.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn asked(number: u64) -> AskedBy {
        AskedBy {
            session: [7; 16],
            number,
        }
    }

    #[test]
    fn answers_are_remembered_over_a_restart_and_the_oldest_go() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("kheo.redb");
        let mut store = Store::create(&path, [1; 32]).unwrap();
        store.commit_together();
        for number in 1..=OF_A_SESSION + 1 {
            store.settle(1, &[(asked(number), number.into())]).unwrap();
        }
        drop(store);
        let mut store = Store::open(&path).unwrap();
        assert_eq!(store.answered(asked(1)).unwrap(), None);
        assert_eq!(store.answered(asked(2)).unwrap(), Some(2.into()));
        store.forget_answers(MEMORY).unwrap();
        assert_eq!(store.answered(asked(2)).unwrap(), Some(2.into()));
        store.forget_answers(MEMORY + 1).unwrap();
        assert_eq!(store.answered(asked(2)).unwrap(), None);
    }

    #[test]
    fn what_is_not_settled_is_seen_and_not_on_disk() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("kheo.redb");
        let copy = folder.path().join("copy.redb");
        let mut store = Store::create(&path, [1; 32]).unwrap();
        store.commit_together();
        let before = store.snapshot().unwrap();
        store.keep_setting("a", "1").unwrap();
        assert_eq!(store.setting("a").unwrap().as_deref(), Some("1"));
        assert_eq!(before.setting("a").unwrap(), None);
        std::fs::copy(&path, &copy).unwrap();
        let crashed = Store::open(&copy).unwrap();
        assert_eq!(crashed.setting("a").unwrap(), None);
        drop(crashed);
        store.settle(1, &[]).unwrap();
        std::fs::copy(&path, &copy).unwrap();
        let crashed = Store::open(&copy).unwrap();
        assert_eq!(crashed.setting("a").unwrap().as_deref(), Some("1"));
    }
}
