//! From one book to another.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use crate::exchange::fixture::{Chain, Memory, small, texts};
use crate::exchange::{
    Apply, Closing, ExchangeFault, Exported, FileFault, Incoming, Keys, Lines, Measure, Order,
    Place, Watch, WithFiles, export, read_manifest,
};
use crate::service::Request;
use crate::service::request::{CarryRequest, WantedRange};

fn order(place: Place) -> Order {
    let made_at: Timestamp = "2026-11-20T01:05:13Z".parse().unwrap();
    Order {
        place,
        lines: Lines::All,
        addressee: None,
        made_at,
        closing: Closing::Open,
        files: WithFiles::Yes,
    }
}

fn to_file(memory: &Memory, path: &Path) -> Exported {
    export(
        memory,
        order(Place::File(path.to_owned())),
        &Watch::nobody(),
    )
    .unwrap()
}

fn since(memory: &Memory, earlier: &Path, path: PathBuf) -> Result<Exported, ExchangeFault> {
    let lines = Lines::Since(Box::new(read_manifest(earlier, &Keys::none()).unwrap()));
    export(
        memory,
        Order {
            lines,
            ..order(Place::File(path))
        },
        &Watch::nobody(),
    )
}

/// First and last line of every segment, in order.
fn pieces(exported: &Exported) -> Vec<(u64, u64)> {
    exported
        .manifest
        .segments
        .iter()
        .map(|head| (head.from, head.to))
        .collect()
}

fn entries(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn what_is_carried_away_arrives_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut memory = Memory::new(Chain::of(1, texts(9)));
    memory
        .others
        .push((Chain::of(2, texts(6)), vec![(1, 4), (6, 6)]));
    let exported = to_file(&memory, &folder.path().join("a.kheo"));
    assert_eq!(exported.bytes, fs::metadata(&exported.path).unwrap().len());
    assert_eq!(exported.not_noted, None);

    let told = RefCell::new(Vec::new());
    let tell = |measure: Measure| told.borrow_mut().push((measure.done, measure.total));
    let stop = AtomicBool::new(false);
    let other = Memory::new(Chain::of(3, texts(1)));
    let watch = Watch::new(&tell, &stop);
    let incoming = Incoming::from_file(&exported.path, &Keys::none(), &watch).unwrap();
    assert_eq!(incoming.plan(&other, &watch).unwrap().ops_new, 14);
    assert_eq!(
        incoming
            .apply(Apply::Absorb, &other, &watch)
            .unwrap()
            .ops_new,
        14
    );
    let asked = other.asked.borrow();
    let [
        Request::PlanSegments { segments: planned },
        Request::Absorb { file, segments },
        Request::Carry(CarryRequest::TakeReceipt(receipt)),
    ] = &asked[..]
    else {
        panic!("{asked:?}");
    };
    assert_eq!(file, "a.kheo");
    assert_eq!(planned, segments);
    assert_eq!(receipt.receipt.device, memory.own.key.public().device());
    assert_eq!(receipt.receipt.holdings.len(), 3);
    assert!(segments.contains(&memory.own.segment(1, 9)));
    assert!(segments.contains(&memory.others[0].0.segment(6, 6)));

    let told = told.into_inner();
    let reading = &told[..told.len() - 2];
    assert!(
        reading
            .windows(2)
            .all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 == pair[1].1)
    );
    assert!(
        reading
            .last()
            .is_some_and(|(done, total)| done == total && *total > 0)
    );
}

#[test]
fn the_book_notes_what_left_and_in_which_file() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Memory::new(Chain::of(1, texts(3)));
    let exported = to_file(&memory, &folder.path().join("a.kheo"));
    let asked = memory.asked.borrow();
    let Some(Request::MarkCarried { file, ranges }) = asked.last() else {
        panic!("{asked:?}")
    };
    let head = &exported.manifest.segments[0];
    let range = WantedRange {
        book: head.book,
        device: head.device,
        from: 1,
        to: 3,
    };
    assert_eq!(
        (file.as_str(), ranges.as_slice()),
        ("a.kheo", [range].as_slice())
    );
}

#[test]
fn our_own_lines_are_cut_and_those_of_others_are_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut memory = Memory::new(Chain::of(1, texts(9000)));
    memory
        .others
        .push((Chain::of(2, texts(9000)), vec![(1, 9000)]));
    let mut found = pieces(&to_file(&memory, &folder.path().join("a.kheo")));
    found.sort_unstable();
    assert_eq!(found, [(1, 8192), (1, 9000), (8193, 9000)]);
}

#[test]
fn long_lines_make_short_segments() {
    let folder = tempfile::tempdir().unwrap();
    let long = (0..12).map(|number| format!("{number}{}", "dài ".repeat(180_000)));
    let memory = Memory::new(Chain::of(1, long));
    let exported = to_file(&memory, &folder.path().join("a.kheo"));
    assert_eq!(pieces(&exported), [(1, 6), (7, 12)]);
    assert!(
        exported
            .manifest
            .parts
            .iter()
            .all(|part| part.bytes <= 8 << 20)
    );
}

#[test]
fn only_what_an_earlier_bundle_lacks_goes_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let mut memory = Memory::new(Chain::of(1, texts(5)));
    memory.others.push((Chain::of(2, texts(4)), vec![(1, 2)]));
    to_file(&memory, &path("a.kheo"));
    let nothing = since(&memory, &path("a.kheo"), path("b.kheo"));
    assert_eq!(nothing, Err(FileFault::NothingToCarry.into()));
    assert!(!path("b.kheo").exists());

    memory.own = Chain::of(1, texts(8));
    memory.others[0].1 = vec![(1, 2), (3, 4)];
    let mut found = pieces(&since(&memory, &path("a.kheo"), path("b.kheo")).unwrap());
    found.sort_unstable();
    assert_eq!(found, [(3, 4), (6, 8)]);
}

#[test]
fn a_bundle_is_named_by_book_day_and_hour_and_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Memory::new(Chain::of(1, texts(1)));
    let names: Vec<_> = (0..3)
        .map(|_| {
            let place = Place::Folder(folder.path().to_owned());
            let path = export(&memory, order(place), &Watch::nobody())
                .unwrap()
                .path;
            path.file_name().unwrap().to_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(
        names,
        [
            "so-dan-van-kheo-an-bien-20261120-0805.kheo",
            "so-dan-van-kheo-an-bien-20261120-0805-2.kheo",
            "so-dan-van-kheo-an-bien-20261120-0805-3.kheo",
        ]
    );
}

#[test]
fn stopping_leaves_nothing_and_the_old_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kheo");
    let old = small();
    fs::write(&path, &old).unwrap();
    let memory = Memory::new(Chain::of(1, texts(20_000)));
    let stop = AtomicBool::new(false);
    let stop_midway = |Measure { done, total, .. }| {
        stop.store(done > 0 && done < total, Ordering::Relaxed);
    };
    let watch = Watch::new(&stop_midway, &stop);
    let stopped = export(&memory, order(Place::File(path.clone())), &watch);
    assert_eq!(stopped, Err(ExchangeFault::Cancelled));
    assert_eq!(fs::read(&path).unwrap(), old);
    assert_eq!(entries(folder.path()), 1);

    stop.store(false, Ordering::Relaxed);
    to_file(&memory, &path);
    let stopped = Incoming::from_file(&path, &Keys::none(), &Watch::new(&stop_midway, &stop));
    assert_eq!(stopped, Err(ExchangeFault::Cancelled));
}
