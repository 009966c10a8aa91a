//! Whole stores, through what the rest of the house may call: whatever is
//! written, carried, imported, taken back and done again, the tables equal a
//! rebuild, and stores that heard the same show the same.

use proptest::prelude::*;
use tempfile::TempDir;

use crate::chance::Chance;
use crate::random::cases;
use crate::workshop::{Desk, desks};

/// One random thing at one desk; its store must be in order afterwards.
fn step(desks: &mut [Desk], chance: &mut Chance) -> Result<(), String> {
    let at = chance.below(desks.len());
    match chance.below(14) {
        12 | 13 => desks[at].decide(chance),
        0..=4 => desks[at].write(chance),
        5 => desks[at].undo(),
        6 => desks[at].redo(),
        7 => {
            // Later changes may stand in the way; both answers are right.
            let _ = desks[at].store.undo_absorb().unwrap();
        }
        _ => {
            let from = chance.below(desks.len());
            let segments = desks[from].some_segments(chance);
            let before = desks[at].dump();
            let absorbed = desks[at].absorb(&segments);
            if absorbed.ops_new + absorbed.ops_forked > 0 && chance.once_in(2) {
                let taken = desks[at].store.undo_absorb().unwrap();
                assert!(matches!(taken, Some(Ok(_))), "{taken:?}");
                if desks[at].dump() != before {
                    let now = desks[at].dump();
                    return Err(format!("undone to {now:#?}, not to {before:#?}"));
                }
            }
        }
    }
    in_order(&desks[at])
}

fn in_order(desk: &Desk) -> Result<(), String> {
    let faults = desk.faults();
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("; "))
}

/// Everyone gives everyone all there is, until nobody hears news.
fn exchange_all(desks: &mut [Desk]) {
    loop {
        let mut news = 0;
        for from in 0..desks.len() {
            for to in 0..desks.len() {
                let theirs = desks[to].store.holdings().unwrap();
                let segments = desks[from].lacked(&theirs);
                let absorbed = desks[to].absorb(&segments);
                desks[to].approve_all();
                news += absorbed.ops_new + absorbed.ops_forked;
            }
        }
        if news == 0 {
            return;
        }
    }
}

fn agree(desks: &[Desk]) -> Result<(), String> {
    let first = desks[0].dump().content();
    for desk in desks {
        in_order(desk)?;
        let other = desk.dump().content();
        if other != first {
            let held: Vec<_> = desks.iter().map(Desk::held).collect();
            return Err(format!("not the same from {}", held.join("\nand ")));
        }
    }
    Ok(())
}

fn life_of_stores(seed: u64) -> Result<(), String> {
    let chance = &mut Chance::new(seed);
    let folder = TempDir::new().unwrap();
    let count = 2 + chance.below(3);
    let mut desks = desks(&folder, count, chance);
    for _ in 0..8 + chance.below(24) {
        step(&mut desks, chance)?;
    }
    exchange_all(&mut desks);
    agree(&desks)?;
    let ranges: Vec<_> = desks.iter().map(|desk| desk.dump().ranges).collect();
    if ranges.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(format!("ranges differ: {ranges:?}"));
    }
    let last = desks.pop().unwrap();
    let before = last.dump();
    let mut last = last.reopened();
    last.store.rebuild(&|_, _| {}).unwrap();
    if last.dump() != before {
        return Err("a rebuild changed what the book shows".into());
    }
    Ok(())
}

/// A laptop is copied in the middle of its life, and both go on.
fn life_with_a_copy(seed: u64) -> Result<(), String> {
    let chance = &mut Chance::new(seed);
    let folder = TempDir::new().unwrap();
    let mut desks = desks(&folder, 2, chance);
    for _ in 0..4 + chance.below(8) {
        step(&mut desks, chance)?;
    }
    let copied = desks.remove(0).copied(&folder);
    desks.extend(copied);
    for _ in 0..6 + chance.below(18) {
        step(&mut desks, chance)?;
    }
    exchange_all(&mut desks);
    agree(&desks)
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn tables_follow_the_log_and_stores_agree(seed: u64) {
        life_of_stores(seed).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn a_copied_installation_forks_and_nothing_is_lost(seed: u64) {
        life_with_a_copy(seed).map_err(TestCaseError::fail)?;
    }
}

/// A copy's line with a number that we have not reached yet came with the
/// import that is taken out: it does not stand in its own way.
#[test]
fn a_line_of_a_copy_is_no_later_change_of_ours() {
    life_with_a_copy(8_697_799_174_617_975_828).unwrap();
}
