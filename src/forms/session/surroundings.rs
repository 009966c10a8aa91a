//! What a form takes from outside: the time, who fills it, and chance. Given,
//! never looked up, so that the same answers give the same form.

use jiff::Timestamp;
use std::cell::Cell;

/// Time, officer and chance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// What `now()` and `today()` say.
    pub now: Timestamp,
    /// What a question of type username says.
    pub officer: String,
    /// What a question of type deviceid says.
    pub device: String,
    pub email: String,
    pub phone: String,
    /// What `random()` and `uuid()` begin from.
    pub seed: u64,
}

/// The next 64 random bits (SplitMix64).
pub fn next_bits(dice: &Cell<u64>) -> u64 {
    let state = dice.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    dice.set(state);
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
