//! Exchange among many laptops, as it happens: bundles come late, twice, cut
//! short or never; clocks are off by years; laptops are copied and restored
//! from old backups; some run a newer version. Every history follows from one
//! seed.
//!
//! The long form, 10,000 histories:
//! `KHEO_HISTORIES=10000 cargo test --release --test exchange histories_long -- --ignored --nocapture`

#[path = "../shared/chance.rs"]
mod chance;
mod judge;
mod laptop;
mod life;
mod newer;
mod oracle;
mod ways;

use judge::Merge;
use life::{Life, Size};

/// Lives through a history and judges how it ended.
fn history(seed: u64, size: Size, merge: Merge) -> Result<(), String> {
    let mut life = Life::begin(seed, size);
    life.live();
    life.everybody_hears_everything();
    judge::judge(&mut life, merge).map_err(|why| format!("seed {seed}: {why}"))
}

#[test]
fn in_every_history_all_hold_the_same_and_nothing_written_is_lost() {
    for seed in 0..12 {
        history(seed, Size::Small, Merge::Store).unwrap();
    }
}

/// The control: where time decides which value stands, the judge says so.
#[test]
fn the_judge_notices_a_merge_that_is_broken() {
    let noticed = (100..106).filter(|seed| {
        let verdict = history(*seed, Size::Small, Merge::LatestStampWins);
        verdict.is_err()
    });
    assert!(noticed.count() >= 5);
}

#[test]
#[ignore = "long: KHEO_HISTORIES histories of 5 to 50 laptops, 200 without it"]
fn histories_long() {
    let wanted = std::env::var("KHEO_HISTORIES").ok();
    let histories: u64 = wanted.and_then(|count| count.parse().ok()).unwrap_or(200);
    let first: u64 = std::env::var("KHEO_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1_000);
    let begun = std::time::Instant::now();
    for seed in first..first + histories {
        history(seed, Size::Any, Merge::Store).unwrap();
        if (seed + 1 - first).is_multiple_of(500) {
            println!("{} in {:.0?}", seed + 1 - first, begun.elapsed());
        }
    }
    println!(
        "{histories} histories from seed {first} in {:.0?}",
        begun.elapsed()
    );
}
