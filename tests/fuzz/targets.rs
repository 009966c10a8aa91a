//! What is fed to the program from outside, one reader each: whatever the
//! bytes are, it answers or refuses, and never panics. Shared by the targets of
//! `cargo fuzz` and by the runner on stable Rust (`tests/noise`).

use kheo::exchange::manifest::Manifest;
use kheo::exchange::{Incoming, Keys, Watch};
use kheo::ledger::op::Line;
use kheo::service::wire;

/// A line of the log. What reads must say the same when it is read again.
pub fn op_line(bytes: &[u8]) {
    if let Ok(line) = Line::read(bytes) {
        let again = Line::read(bytes).expect("read once");
        assert_eq!(format!("{line:?}"), format!("{again:?}"));
        if let Line::Known(op) = line {
            // Written anew it is a line again, unless it grew too long.
            if let Ok(written) = op.to_line() {
                assert!(matches!(Line::read(&written), Ok(Line::Known(same)) if same == op));
            }
        }
    }
}

/// The list of a bundle's parts.
pub fn manifest(bytes: &[u8]) {
    if let Ok(manifest) = Manifest::read(bytes) {
        let written = serde_json::to_vec(&manifest).expect("a manifest is JSON");
        assert_eq!(Manifest::read(&written).expect("read once"), manifest);
    }
}

/// A whole bundle, from a stream.
pub fn bundle(bytes: &[u8]) {
    let _ = Incoming::from_stream(bytes, "noise", &Keys::none(), &Watch::nobody());
}

/// What a session says to the owner of a book, and the other way round.
pub fn frames(bytes: &[u8]) {
    let mut line = bytes;
    while let Ok(Some(_)) = wire::read::<wire::Call>(&mut line) {}
    let mut line = bytes;
    while let Ok(Some(_)) = wire::read::<wire::Said>(&mut line) {}
}
