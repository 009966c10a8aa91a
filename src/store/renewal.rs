//! A copied or restored installation takes another id, before two of them
//! write at the same places. What it wrote under the old one stays its own.

use redb::WriteTransaction;
use serde::{Deserialize, Serialize};

use super::backup::RESTORED;
use super::devices::{Decision, Device, Verdict, put_device};
use super::fault::StoreFault;
use super::log::Log;
use super::open::{SECRET_KEY, Store};
use super::rows::all_ranges;
use super::tables::{HEADS, LOCAL, LOG, RANGES};
use crate::ledger::{BookId, DeviceId, DeviceKey};

/// Why an installation took another id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// The store was copied: here is not where it was.
    Copied,
    /// The store is older than what this installation wrote already.
    Restored,
    /// Lines came in that another copy of it wrote.
    Heard,
}

/// A change of id.
#[derive(Debug, Clone, Copy)]
pub struct Renewal {
    /// The new key: 32 random bytes.
    pub secret: [u8; 32],
    pub why: Why,
    /// Milliseconds of Unix time.
    pub at: i64,
}

/// The last change of id, as remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewed {
    pub was: DeviceId,
    pub why: Why,
    /// Milliseconds of Unix time.
    pub at: i64,
}

const RENEWED_KEY: &[u8] = b"renewed";

/// Lines of our own chain between heads that are signed for the last time.
const LINES_BETWEEN_HEADS: u64 = 4096;

impl Store {
    /// Gives this installation another id.
    ///
    /// # Errors
    /// Nothing was changed.
    pub fn renew(&mut self, renewal: Renewal) -> Result<(), StoreFault> {
        let write = self.begin()?;
        let key = self.renew_in(&write, renewal, &[])?;
        write.commit()?;
        self.key = key;
        Ok(())
    }

    /// Within a transaction; the answer is the key from its commit on.
    ///
    /// `cuts` are last lines of ours before lines that may be taken out again.
    pub(super) fn renew_in(
        &self,
        write: &WriteTransaction,
        renewal: Renewal,
        cuts: &[(BookId, u64)],
    ) -> Result<DeviceKey, StoreFault> {
        self.sign_for_the_last_time(write, cuts)?;
        let officer = self.setting("officer")?;
        let decision = Decision {
            verdict: Verdict::Former,
            by: officer.clone().unwrap_or_default(),
            at: renewal.at,
        };
        let former = Device {
            key: self.key.public(),
            officer,
            decisions: vec![decision],
        };
        put_device(write, self.device(), &former)?;
        let renewed = Renewed {
            was: self.device(),
            why: renewal.why,
            at: renewal.at,
        };
        let bytes =
            serde_json::to_vec(&renewed).map_err(|fault| StoreFault::Io(fault.to_string()))?;
        let mut local = write.open_table(LOCAL)?;
        local.remove(format!("setting {RESTORED}").as_bytes())?;
        local.insert(RENEWED_KEY, bytes.as_slice())?;
        local.insert(SECRET_KEY, renewal.secret.as_slice())?;
        Ok(DeviceKey::from_secret(renewal.secret))
    }

    /// The old key signs heads so that the old chains can leave without it.
    fn sign_for_the_last_time(
        &self,
        write: &WriteTransaction,
        cuts: &[(BookId, u64)],
    ) -> Result<(), StoreFault> {
        let device = self.device();
        let chains = all_ranges(&write.open_table(RANGES)?)?;
        let log = Log::of(write.open_table(LOG)?);
        let mut heads = write.open_table(HEADS)?;
        for ((book, _), ranges) in chains.into_iter().filter(|((_, of), _)| *of == device) {
            for (from, to) in ranges.iter() {
                for line in log.lines((book, device), from, to)? {
                    let line = line?;
                    let seq = line.seq();
                    let is_end = seq == to || cuts.contains(&(book, seq));
                    if is_end || seq.is_multiple_of(LINES_BETWEEN_HEADS) {
                        let signature = self.key.sign_head(book, seq, line.after);
                        heads.insert(line.place.as_slice(), signature.0.as_slice())?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The last time this installation took another id.
    ///
    /// # Errors
    /// What the disk says.
    pub fn renewed(&self) -> Result<Option<Renewed>, StoreFault> {
        let stored = self.local(RENEWED_KEY)?;
        Ok(stored.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    }
}
