//! How large and how fast: run with `--ignored --nocapture`, in release.

use std::time::Instant;

use crate::exchange::fixture::{Chain, Memory, texts};
use crate::exchange::{
    Closing, Incoming, Keys, Lines, Order, Place, Watch, WithFiles, export, show,
};

#[test]
#[ignore = "measures; nothing to fail"]
fn twenty_thousand_small_changes() {
    let folder = tempfile::tempdir().unwrap();
    let count = 20_000;
    let memory = Memory::new(Chain::of(1, texts(count)));
    let order = Order {
        place: Place::Folder(folder.path().to_owned()),
        lines: Lines::All,
        addressee: None,
        made_at: jiff::Timestamp::UNIX_EPOCH,
        closing: Closing::Open,
        files: WithFiles::Yes,
    };
    let began = Instant::now();
    let exported = export(&memory, order, &Watch::nobody()).unwrap();
    println!("written and read back twice: {:?}", began.elapsed());
    let whole: u64 = exported.manifest.parts.iter().map(|part| part.bytes).sum();
    let per_op = |bytes: u64| bytes as f64 / count as f64;
    println!(
        "{:.1} bytes a change, {:.1} unpacked",
        per_op(exported.bytes),
        per_op(whole)
    );
    let began = Instant::now();
    Incoming::from_file(&exported.path, &Keys::none(), &Watch::nobody()).unwrap();
    println!("read and verified: {:?}", began.elapsed());
    let began = Instant::now();
    show(&exported.path, &[], &Keys::none(), &Watch::nobody()).unwrap();
    println!("shown: {:?}", began.elapsed());
}
