//! A shared folder in which every byte of a laptop's files was flipped and
//! every length of them was cut: each is refused by name, nothing of it gets
//! into a book, and the good file does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::inside::Laptop;

/// The only file below a folder.
fn only_file(folder: &Path) -> PathBuf {
    let entries: Vec<_> = fs::read_dir(folder).unwrap().collect();
    let [entry] = entries.as_slice() else {
        panic!("{entries:?}");
    };
    let path = entry.as_ref().unwrap().path();
    if path.is_dir() {
        only_file(&path)
    } else {
        path
    }
}

/// What becomes of `good` when each byte is flipped by each of `flips`.
fn flipped(good: &[u8], flips: &[u8]) -> Vec<Vec<u8>> {
    let flip = |at: usize, flip: u8| {
        let mut bad = good.to_vec();
        bad[at] ^= flip;
        bad
    };
    let places = 0..good.len();
    places
        .flat_map(|at| flips.iter().map(move |by| flip(at, *by)))
        .collect()
}

/// What becomes of `good` when it is cut at each length.
fn cut(good: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..good.len()).map(|length| good[..length].to_vec())
}

/// A shelf on which An put one segment and one receipt.
struct Shelf {
    folder: TempDir,
    an: Laptop,
    segment: PathBuf,
    receipt: PathBuf,
}

impl Shelf {
    fn new() -> Self {
        let (folder, an) = (TempDir::new().unwrap(), Laptop::of("An"));
        an.sync(folder.path());
        let segment = only_file(&folder.path().join("segments"));
        let receipt = only_file(&folder.path().join("receipts"));
        Self {
            folder,
            an,
            segment,
            receipt,
        }
    }

    /// Takes a good file away and puts damaged ones in its place, each under
    /// the name that its content has: only what is inside can tell. The rest
    /// of the name is that of the good file.
    fn replace(&self, good: &Path, damaged: &[Vec<u8>]) {
        let name = good.file_name().unwrap().to_str().unwrap();
        let hash = blake3::hash(&fs::read(good).unwrap()).to_hex();
        fs::remove_file(good).unwrap();
        for bad in damaged {
            let other = name.replace(hash.as_str(), &blake3::hash(bad).to_hex());
            fs::write(good.with_file_name(other), bad).unwrap();
        }
    }
}

#[test]
fn no_flipped_byte_and_no_cut_gets_from_a_shared_folder_into_a_book() {
    let shelf = Shelf::new();
    let binh = Laptop::of("Bình");
    let before = binh.holdings();
    let mut expected = 0;
    let mut good = Vec::new();
    for file in [&shelf.segment, &shelf.receipt] {
        let bytes = fs::read(file).unwrap();
        let mut damaged = flipped(&bytes, &[0x01, 0xff]);
        damaged.extend(cut(&bytes));
        expected += damaged.len();
        shelf.replace(file, &damaged);
        good.push((file, bytes));
    }
    // Damaged on the way: the name is still that of the good content.
    let (segment, bytes) = &good[0];
    let hash = blake3::hash(bytes).to_hex();
    for (number, bad) in (1_000_000..).zip(flipped(bytes, &[0x80]).into_iter().chain(cut(bytes))) {
        fs::write(
            segment.with_file_name(format!("1-{number}-{hash}.jsonl")),
            bad,
        )
        .unwrap();
        expected += 1;
    }

    let synced = binh.sync(shelf.folder.path());
    assert_eq!(synced.misfits.len(), expected);
    assert_eq!(synced.absorbed.ops_new, 0);
    assert_eq!(binh.holdings(), before);
    binh.is_sound();

    for (file, bytes) in &good {
        fs::write(file, bytes).unwrap();
    }
    let synced = binh.sync(shelf.folder.path());
    assert_eq!(synced.misfits.len(), expected);
    assert!(synced.absorbed.ops_new > 0);
    assert!(binh.holdings().is_superset(&shelf.an.holdings()));
    binh.is_sound();
}

/// A letter of a hash or a key may be as well a capital one.
#[test]
fn what_is_taken_of_a_damaged_file_is_what_was_written() {
    let shelf = Shelf::new();
    let chi = Laptop::of("Chi");
    let own = chi.holdings();
    for file in [&shelf.segment, &shelf.receipt] {
        let bytes = fs::read(file).unwrap();
        shelf.replace(file, &flipped(&bytes, &[0x20]));
    }
    chi.sync(shelf.folder.path());
    let allowed: BTreeSet<_> = own.union(&shelf.an.holdings()).copied().collect();
    assert!(chi.holdings().is_subset(&allowed));
    chi.is_sound();
}
