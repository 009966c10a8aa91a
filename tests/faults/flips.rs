//! One flipped byte anywhere in the file of a store: it is named by the check,
//! or the store does not open, or it stands where nothing is and changes
//! nothing.
//!
//! Every byte of the file:
//! `cargo test --release --test faults every_byte -- --ignored --nocapture`

use std::panic::{AssertUnwindSafe, catch_unwind};

use kheo::store::Store;

use crate::breaking::sound;
use crate::broken_disk::{Disk, Flush, Trouble};
use crate::chance::Chance;
use crate::deeds::{SECRET, colleagues_lines, content, work};

/// What became of a flipped byte.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Found {
    /// The store does not open, or the check names a fault.
    Noticed,
    /// Everything in the book is as it was.
    Harmless,
    /// The check is clean and the book is another.
    Missed,
}

fn disk(bytes: Vec<u8>) -> Disk {
    Disk::holding(bytes, Trouble::Never, Flush::Honest, 0)
}

/// A store after some work, closed, and its content.
fn worked_on() -> (Vec<u8>, blake3::Hash) {
    let disk = disk(Vec::new());
    let mut store = Store::on(disk.clone(), SECRET).unwrap();
    let lines = colleagues_lines();
    for deed in work() {
        deed.done_to(&mut store, &lines).unwrap();
    }
    let content = content(&store).unwrap();
    drop(store);
    (disk.as_it_is(), content)
}

fn flipped(bytes: &[u8], before: blake3::Hash, at: usize, bit: u8) -> Found {
    let mut changed = bytes.to_vec();
    changed[at] ^= bit;
    let looked = catch_unwind(AssertUnwindSafe(|| {
        let mut store = Store::on(disk(changed), SECRET).map_err(|fault| fault.to_string())?;
        sound(&mut store)?;
        content(&store).map_err(|fault| fault.to_string())
    }));
    match looked {
        // The owner of the store refuses what makes the engine panic.
        Err(_) | Ok(Err(_)) => Found::Noticed,
        Ok(Ok(content)) if content == before => Found::Harmless,
        Ok(Ok(_)) => Found::Missed,
    }
}

fn flip_each(places: impl Iterator<Item = usize>) -> (usize, usize) {
    let (bytes, before) = worked_on();
    let chance = &mut Chance::new(3);
    let (mut noticed, mut harmless) = (0, 0);
    for at in places.take_while(|at| *at < bytes.len()) {
        match flipped(&bytes, before, at, 1 << chance.below(8)) {
            Found::Noticed => noticed += 1,
            Found::Harmless => harmless += 1,
            Found::Missed => panic!("byte {at} was flipped and nobody noticed"),
        }
    }
    (noticed, harmless)
}

#[test]
fn no_flipped_byte_goes_unnoticed() {
    let (bytes, _) = worked_on();
    let mut chance = Chance::new(11);
    // The first page holds the roots; the rest by chance.
    let roots = (0..384).step_by(5);
    let mut rest: Vec<usize> = (0..60).map(|_| chance.below(bytes.len())).collect();
    rest.sort_unstable();
    let (noticed, _) = flip_each(roots.chain(rest));
    assert!(noticed > 10, "only {noticed} flips fell on anything");
}

#[test]
#[ignore = "long: every byte of the file"]
fn every_byte() {
    let (noticed, harmless) = flip_each(0..);
    println!("{noticed} flips noticed, {harmless} where nothing stands, none missed");
}
