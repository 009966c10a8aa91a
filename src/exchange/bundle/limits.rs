//! How much of a stranger's file is let in, decided before memory is taken
//! for it (DESIGN §7).

use super::super::fault::shown;
use super::super::words::BundleFault;
use crate::ledger::op::depth;

/// Largest part once unpacked, in bytes.
pub const MAX_PART: u64 = 64 << 20;
/// Largest attachment, in bytes.
pub const MAX_ATTACHMENT: u64 = 25 << 20;
/// All parts together once unpacked, in bytes. Also the largest bundle that is
/// taken from a stream.
pub const MAX_WHOLE: u64 = 2 << 30;
/// How many times larger than its packed form a part may be.
pub const MAX_RATIO: u64 = 200;
/// Most parts in a bundle.
pub const MAX_PARTS: u64 = 100_000;
/// Deepest nesting of the manifest.
pub use crate::ledger::op::MAX_DEPTH;
/// A segment of our own lines is made no larger than this, in bytes, unless a
/// single line is.
pub const GOOD_SEGMENT: usize = 8 << 20;

/// A part's size, in bytes, unpacked and packed.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub whole: u64,
    pub packed: u64,
}

impl Size {
    /// Whether it swells more than [`MAX_RATIO`] times when unpacked.
    pub fn is_too_dense(self) -> bool {
        self.whole > self.packed.saturating_mul(MAX_RATIO)
    }
}

/// What has been let in so far. Reader and writer keep the same account, so
/// that nobody writes what nobody may read.
#[derive(Debug, Default)]
pub struct Account {
    parts: u64,
    whole: u64,
}

impl Account {
    /// Lets one more part in.
    ///
    /// # Errors
    /// The limit that it breaks.
    pub fn admit(&mut self, part: &str, size: Size) -> Result<(), BundleFault> {
        let limit = if part.starts_with("files/") {
            MAX_ATTACHMENT
        } else {
            MAX_PART
        };
        if size.whole > limit {
            return Err(BundleFault::PartTooLarge {
                part: shown(part),
                limit: limit >> 20,
            });
        }
        if size.is_too_dense() {
            return Err(BundleFault::TooDense { limit: MAX_RATIO });
        }
        self.parts += 1;
        self.whole += size.whole;
        check_count(self.parts)?;
        if self.whole > MAX_WHOLE {
            return Err(BundleFault::WholeTooLarge {
                limit: MAX_WHOLE >> 30,
            });
        }
        Ok(())
    }

    /// All parts let in, unpacked, in bytes.
    pub fn whole(&self) -> u64 {
        self.whole
    }
}

/// # Errors
/// More than [`MAX_PARTS`].
pub fn check_count(parts: u64) -> Result<(), BundleFault> {
    if parts > MAX_PARTS {
        return Err(BundleFault::TooManyParts {
            found: parts,
            limit: MAX_PARTS,
        });
    }
    Ok(())
}

/// Refuses JSON that is nested deeper than [`MAX_DEPTH`], before it is parsed.
///
/// # Errors
/// [`BundleFault::TooDeep`].
pub fn check_depth(json: &[u8]) -> Result<(), BundleFault> {
    if depth(json) > MAX_DEPTH {
        return Err(BundleFault::TooDeep { limit: MAX_DEPTH });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(whole: u64) -> Size {
        Size {
            whole,
            packed: whole,
        }
    }

    #[test]
    fn each_limit_holds_at_its_edge() {
        let mut account = Account::default();
        assert_eq!(account.admit("a", size(MAX_PART)), Ok(()));
        assert!(matches!(
            account.admit("a", size(MAX_PART + 1)),
            Err(BundleFault::PartTooLarge { limit: 64, .. })
        ));
        assert_eq!(account.admit("files/a", size(MAX_ATTACHMENT)), Ok(()));
        let over = account.admit("files/a", size(MAX_ATTACHMENT + 1));
        assert!(matches!(
            over,
            Err(BundleFault::PartTooLarge { limit: 25, .. })
        ));
        assert_eq!(
            account.admit(
                "a",
                Size {
                    whole: 2000,
                    packed: 10
                }
            ),
            Ok(())
        );
        assert!(matches!(
            account.admit(
                "a",
                Size {
                    whole: 2001,
                    packed: 10
                }
            ),
            Err(BundleFault::TooDense { .. })
        ));
        assert!(matches!(
            account.admit(
                "a",
                Size {
                    whole: 1,
                    packed: 0
                }
            ),
            Err(BundleFault::TooDense { .. })
        ));
    }

    #[test]
    fn parts_add_up() {
        let mut account = Account::default();
        for _ in 0..MAX_WHOLE / MAX_PART {
            account.admit("a", size(MAX_PART)).unwrap();
        }
        assert_eq!(account.whole(), MAX_WHOLE);
        assert!(matches!(
            account.admit("a", size(1)),
            Err(BundleFault::WholeTooLarge { limit: 2 })
        ));
        let mut account = Account::default();
        for _ in 0..MAX_PARTS {
            account.admit("a", size(0)).unwrap();
        }
        assert!(matches!(
            account.admit("a", size(0)),
            Err(BundleFault::TooManyParts { .. })
        ));
    }

    #[test]
    fn depth_counts_outside_strings() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(check_depth(nested(16).as_bytes()), Ok(()));
        assert!(check_depth(nested(17).as_bytes()).is_err());
        assert_eq!(
            check_depth(format!("[\"\\\"{}\\\\\"]", nested(40)).as_bytes()),
            Ok(())
        );
        assert!(check_depth(format!("\"\\\\\"{}", nested(17)).as_bytes()).is_err());
    }
}
