//! One flipped byte anywhere in the file of a store: it is named by the check,
//! or the store does not open, or it stands where nothing is and changes
//! nothing.
//!
//! Every byte of the file, which takes an hour of two processors; with
//! `KHEO_STEP=16 KHEO_FROM=5` every sixteenth from the fifth on:
//! `cargo test --release --test faults every_byte -- --ignored --nocapture`

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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

/// How many flips were noticed, how many fell where nothing stands, and the
/// places of those that nobody noticed.
#[derive(Debug, Default)]
struct Flips {
    noticed: AtomicUsize,
    harmless: AtomicUsize,
    missed: Mutex<Vec<usize>>,
}

impl Flips {
    /// Flips one bit, by chance, of the byte at each of these places.
    fn flip(&self, (bytes, before): &(Vec<u8>, blake3::Hash), places: &[usize]) {
        for at in places {
            let bit = 1 << Chance::new(*at as u64).below(8);
            match flipped(bytes, *before, *at, bit) {
                Found::Noticed => _ = self.noticed.fetch_add(1, Ordering::Relaxed),
                Found::Harmless => _ = self.harmless.fetch_add(1, Ordering::Relaxed),
                Found::Missed => self.missed.lock().unwrap().push(*at),
            }
        }
    }

    fn tell(&self, of: usize) {
        let noticed = self.noticed.load(Ordering::Relaxed);
        let harmless = self.harmless.load(Ordering::Relaxed);
        let missed = self.missed.lock().unwrap();
        println!("of {of}: {noticed} noticed, {harmless} where nothing stands, missed {missed:?}");
    }

    fn none_missed(self) {
        let missed = self.missed.into_inner().unwrap();
        assert!(missed.is_empty(), "bytes that nobody noticed: {missed:?}");
    }
}

/// Places that one thread flips before it takes the next ones.
const AT_ONCE: usize = 512;

/// On all processors; says every so often how far it is.
fn flip_everywhere(store: &(Vec<u8>, blake3::Hash), places: &[usize]) -> Flips {
    let flips = Flips::default();
    let next = AtomicUsize::new(0);
    let pieces: Vec<&[usize]> = places.chunks(AT_ONCE).collect();
    let work = || {
        while let Some(piece) = pieces.get(next.fetch_add(1, Ordering::Relaxed)) {
            flips.flip(store, piece);
            flips.tell(places.len());
        }
    };
    thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|one| one.join().unwrap());
    });
    flips
}

fn asked(name: &str, otherwise: usize) -> usize {
    let number = std::env::var(name).ok();
    number.map_or(otherwise, |number| number.parse().unwrap())
}

#[test]
fn no_flipped_byte_goes_unnoticed() {
    let store = worked_on();
    let mut chance = Chance::new(11);
    // The first page holds the roots; the rest by chance.
    let roots = (0..384).step_by(5);
    let rest = (0..60).map(|_| chance.below(store.0.len()));
    let places: Vec<usize> = roots.chain(rest).collect();
    let flips = Flips::default();
    flips.flip(&store, &places);
    let noticed = flips.noticed.load(Ordering::Relaxed);
    assert!(noticed > 10, "only {noticed} flips fell on anything");
    flips.none_missed();
}

#[test]
#[ignore = "long: every byte of the file, or each KHEO_STEP-th from KHEO_FROM on"]
fn every_byte() {
    let store = worked_on();
    let places = asked("KHEO_FROM", 0)..store.0.len();
    let places: Vec<usize> = places.step_by(asked("KHEO_STEP", 1)).collect();
    // What makes the engine panic is noticed; it need not be told each time.
    std::panic::set_hook(Box::new(|_| {}));
    let flips = flip_everywhere(&store, &places);
    let _ = std::panic::take_hook();
    flips.none_missed();
}
