//! Memory for great frames, shared by all lines of the process: however many
//! sessions send whole bundles at once, only so much of them is held.

use std::sync::{Condvar, Mutex, PoisonError};

/// Frames up to this length, in bytes, are not counted: a line holds few.
pub const SMALL: usize = 1 << 20;

/// Bytes of great frames that are held at the same time.
const ALL: usize = 2 * super::super::wire::LONGEST;

static HELD: Mutex<usize> = Mutex::new(0);
static LESS: Condvar = Condvar::new();

/// Room for one great frame, until it is dropped.
pub struct Room(usize);

impl Room {
    /// Waits until there is room for a frame of `bytes`; small ones have it.
    pub fn of(bytes: usize) -> Self {
        if bytes <= SMALL {
            return Self(0);
        }
        let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        while *held + bytes > ALL {
            held = LESS.wait(held).unwrap_or_else(PoisonError::into_inner);
        }
        *held += bytes;
        Self(bytes)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if self.0 > 0 {
            let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
            *held = held.saturating_sub(self.0);
            LESS.notify_all();
        }
    }
}
