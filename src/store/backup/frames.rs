//! The bytes of a backup: frames that each carry a hash over themselves and
//! everything before them, so that a cut, a changed or a moved byte shows in
//! the first frame behind it, before anything of that frame is used.
//!
//! A frame is one letter, the length of its payload (four bytes, big-endian),
//! the payload, and 32 bytes of h(n) = blake3(h(n−1) ‖ letter ‖ length ‖ payload).

use super::restore::RestoreFault;

/// How a backup begins. The number is that of this form.
pub const MAGIC: &[u8] = b"kheo backup 1\n";

/// Longest payload that is read, in bytes: one row may be as long as an
/// attachment.
const LONGEST: usize = 64 << 20;

const HASH: usize = 32;
/// Letter and length.
const OPENING: usize = 5;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Head,
    Rows,
    End,
}

impl Sort {
    fn letter(self) -> u8 {
        match self {
            Self::Head => b'H',
            Self::Rows => b'R',
            Self::End => b'E',
        }
    }

    fn of(letter: u8) -> Option<Self> {
        let sorts = [Self::Head, Self::Rows, Self::End];
        sorts.into_iter().find(|sort| sort.letter() == letter)
    }
}

fn hash_after(before: [u8; HASH], opening: &[u8], payload: &[u8]) -> [u8; HASH] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&before).update(opening).update(payload);
    *hasher.finalize().as_bytes()
}

/// Makes frames, one after the other.
#[derive(Default)]
pub struct Writer {
    hash: [u8; HASH],
}

impl Writer {
    pub fn frame(&mut self, sort: Sort, payload: &[u8]) -> Vec<u8> {
        let length = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        let mut frame = vec![sort.letter()];
        frame.extend(length.to_be_bytes());
        self.hash = hash_after(self.hash, &frame, payload);
        frame.extend_from_slice(payload);
        frame.extend(self.hash);
        frame
    }
}

/// Reads frames out of bytes that come in pieces of any length.
#[derive(Default)]
pub struct Reader {
    waiting: Vec<u8>,
    hash: [u8; HASH],
    begun: bool,
}

impl Reader {
    pub fn take(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
    }

    /// Whether every byte that came was part of a whole frame.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// The next whole frame, verified; `None` until more bytes come.
    ///
    /// # Errors
    /// Another kind of file, or a frame that is not as it was written.
    pub fn next(&mut self) -> Result<Option<(Sort, Vec<u8>)>, RestoreFault> {
        if !self.begun && !self.begin()? {
            return Ok(None);
        }
        let Some((opening, rest)) = self.waiting.split_first_chunk::<OPENING>() else {
            return Ok(None);
        };
        let [letter, length @ ..] = *opening;
        let length = u32::from_be_bytes(length) as usize;
        let sort = Sort::of(letter).filter(|_| length <= LONGEST);
        let sort = sort.ok_or(RestoreFault::Broken)?;
        let Some((payload, rest)) = rest.split_at_checked(length) else {
            return Ok(None);
        };
        let Some((hash, _)) = rest.split_first_chunk::<HASH>() else {
            return Ok(None);
        };
        if hash_after(self.hash, opening, payload) != *hash {
            return Err(RestoreFault::Broken);
        }
        self.hash = *hash;
        let payload = payload.to_vec();
        self.waiting.drain(..OPENING + length + HASH);
        Ok(Some((sort, payload)))
    }

    fn begin(&mut self) -> Result<bool, RestoreFault> {
        let seen = self.waiting.len().min(MAGIC.len());
        if self.waiting.get(..seen) != MAGIC.get(..seen) {
            return Err(RestoreFault::NotABackup);
        }
        if seen < MAGIC.len() {
            return Ok(false);
        }
        self.waiting.drain(..seen);
        self.begun = true;
        Ok(true)
    }
}

/// Adds bytes with their length before them.
pub fn put_bytes(payload: &mut Vec<u8>, bytes: &[u8]) {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    payload.extend(length.to_be_bytes());
    payload.extend_from_slice(bytes);
}

/// Takes what [`put_bytes`] added from the front of `payload`.
pub fn take_bytes<'a>(payload: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = payload.split_first_chunk::<4>()?;
    let (bytes, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    *payload = rest;
    Some(bytes)
}
