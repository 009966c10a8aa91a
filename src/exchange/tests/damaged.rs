//! What sticks, cables and clumsy hands do to a file: never a panic, never
//! other content.

use std::io::Cursor;

use proptest::prelude::*;

use crate::domain::FileHash;
use crate::exchange::bundle::read::Bundle;
use crate::exchange::fixture::{Chain, rezip, small, texts, unzip};
use crate::exchange::manifest::{Manifest, SealState};
use crate::exchange::{BundleFault, ExchangeFault, Incoming, Keys, Watch};
use crate::ledger::{Holding, Receipt, Segment, SignedReceipt};
use crate::service::Request;
use crate::service::request::CarryRequest;
use crate::service::wire::{self, Call, frame};

/// Everything that a bundle gives its reader.
fn content(bytes: &[u8]) -> Result<(Manifest, Vec<Segment>), ExchangeFault> {
    let mut bundle = Bundle::open(Cursor::new(bytes), "a.kheo", &Watch::nobody())?;
    if bundle.seal() == SealState::Broken {
        return Err(BundleFault::WrongSignature.into());
    }
    let mut segments = Vec::new();
    bundle.unpack_parts(|segment| {
        segment
            .verify()
            .map_err(|fault| BundleFault::in_segment(String::new(), &fault))?;
        segments.push(segment);
        Ok(())
    })?;
    Ok((bundle.manifest().clone(), segments))
}

#[test]
fn any_flipped_byte_is_refused_or_harmless() {
    let good = small();
    let meant = content(&good).unwrap();
    let mut harmless = 0;
    for at in 0..good.len() {
        for flip in [0x01, 0x20, 0x80, 0xff] {
            let mut bad = good.clone();
            bad[at] ^= flip;
            if let Ok(read) = content(&bad) {
                assert_eq!(read, meant, "byte {at} ^ {flip:#x}");
                harmless += 1;
            }
        }
    }
    // Only what a ZIP says beside its content, such as times and versions.
    assert!(
        harmless < good.len() * 4 / 10,
        "{harmless} of {} flips do no harm",
        good.len() * 4
    );
}

#[test]
fn a_bundle_cut_anywhere_is_refused() {
    let good = small();
    for cut in 0..good.len() {
        let read = content(&good[..cut]);
        assert!(
            matches!(read, Err(ExchangeFault::Bundle(_))),
            "cut at {cut}: {read:?}"
        );
    }
    let cut = content(&good[..good.len() - 1]);
    assert_eq!(cut, Err(BundleFault::CutShort.into()));
    assert_eq!(content(b""), Err(BundleFault::Empty.into()));
}

#[test]
fn what_was_put_before_or_behind_is_refused() {
    let good = small();
    assert!(content(&[b"PK\x03\x04".as_slice(), &good].concat()).is_err());
    assert_eq!(
        content(&[&good, b"\n".as_slice()].concat()),
        Err(BundleFault::CutShort.into())
    );
    assert!(content(&[&good, good.as_slice()].concat()).is_err());
}

#[test]
fn packed_again_by_another_program_it_is_the_same_bundle() {
    let good = small();
    assert_eq!(content(&rezip(&unzip(&good))), content(&good));
    assert!(content(&good).is_ok());
}

#[test]
fn packed_again_by_windows_or_macos_it_is_the_same_bundle() {
    let good = small();
    let renamed = |rename: &dyn Fn(String) -> String| {
        let parts = unzip(&good).into_iter();
        let parts = parts.map(|(name, bytes)| (rename(name), bytes));
        parts.collect::<Vec<_>>()
    };
    let litter = |name: &str| (name.to_owned(), b"Mac OS X".to_vec());
    let in_a_folder = renamed(&|name| format!("gói của Bình/{name}"));
    let by_windows = renamed(&|name| format!("goi/{name}").replace('/', "\\"));
    let mut by_macos = in_a_folder.clone();
    by_macos.extend([
        litter("__MACOSX/gói của Bình/._manifest.json"),
        litter("gói của Bình/.DS_Store"),
    ]);
    for parts in [&in_a_folder, &by_windows, &by_macos] {
        assert_eq!(content(&rezip(parts)), content(&good), "{:?}", parts[0].0);
    }

    let mut altered = in_a_folder.clone();
    let lines = altered.iter_mut().find(|(name, _)| name.ends_with("jsonl"));
    lines.unwrap().1.push(b'\n');
    assert!(matches!(
        content(&rezip(&altered)),
        Err(ExchangeFault::Bundle(BundleFault::WrongHash { .. }))
    ));
    by_macos.push(litter("la.txt"));
    let stranger = content(&rezip(&by_macos));
    let part = "la.txt".to_owned();
    assert_eq!(stranger, Err(BundleFault::PartNotListed { part }.into()));
    let two = [in_a_folder, renamed(&|name| format!("b/{name}"))].concat();
    assert_eq!(content(&rezip(&two)), Err(BundleFault::NotABundle.into()));
}

#[test]
fn a_bundle_packed_once_more_is_named() {
    let sent = rezip(&[("gửi/an-bien.kheo".into(), small())]);
    let bundle = "gửi/an-bien.kheo".to_owned();
    assert_eq!(content(&sent), Err(BundleFault::Wrapped { bundle }.into()));
}

#[test]
fn other_kinds_of_files_are_named() {
    let workbook = rezip(&[("[Content_Types].xml".into(), b"<Types/>".to_vec())]);
    assert_eq!(content(&workbook), Err(BundleFault::NotABundle.into()));
    assert_eq!(
        content(b"%PDF-1.7 and so on"),
        Err(BundleFault::NotABundle.into())
    );
    let encrypted = content(b"age-encryption.org/v1\n-> scrypt");
    assert_eq!(encrypted, Err(BundleFault::TwiceEncrypted.into()));
    assert_eq!(encrypted.unwrap_err().exit_code(), 3);
}

#[test]
fn a_stream_reads_like_a_file_and_endless_noise_is_left_early() {
    let good = small();
    let read =
        Incoming::from_stream(good.as_slice(), "stdin", &Keys::none(), &Watch::nobody()).unwrap();
    assert_eq!(read.manifest(), &content(&good).unwrap().0);
    let noise = Incoming::from_stream(
        std::io::repeat(b'x'),
        "stdin",
        &Keys::none(),
        &Watch::nobody(),
    );
    assert_eq!(noise, Err(BundleFault::NotABundle.into()));
}

/// What crosses a line to another machine, and what of it changes a book there.
fn frames() -> (Vec<u8>, Segment, SignedReceipt) {
    let chain = Chain::of(1, texts(2));
    let segment = chain.segment(1, 2);
    let receipt = Receipt {
        device: chain.key.public().device(),
        at: 7,
        holdings: vec![Holding::claimed(&segment.head).unwrap()],
        files: vec![FileHash::of(b"x")],
    };
    let signed = receipt.sign(&chain.key);
    let take = CarryRequest::TakeReceipt(Box::new(signed.clone()));
    let absorb = Request::Absorb {
        file: "ssh".into(),
        segments: vec![segment.clone()],
    };
    let call = |number, request| Call::Ask {
        number,
        request: Box::new(request),
    };
    let mut bytes = frame(&call(1, absorb)).unwrap();
    bytes.extend(frame(&call(2, Request::Carry(take))).unwrap());
    (bytes, segment, signed)
}

/// Reads frames to the end or the first fault; whatever would get into a book
/// must be refused there, or be what was sent.
fn hold_harmless(bytes: &[u8], segment: &Segment, receipt: &SignedReceipt) {
    let mut line = bytes;
    while let Ok(Some(call)) = wire::read::<Call>(&mut line) {
        let Call::Ask { request, .. } = call else {
            continue;
        };
        match *request {
            Request::Absorb { segments, .. } => {
                for read in segments.iter().filter(|read| read.verify().is_ok()) {
                    assert_eq!(read.lines, segment.lines);
                }
            }
            Request::Carry(CarryRequest::TakeReceipt(read)) => {
                let read = read.verified();
                assert!(read.is_none_or(|read| *read == receipt.receipt));
            }
            _ => {}
        }
    }
}

#[test]
fn any_flipped_byte_and_any_cut_of_a_line_is_refused_or_harmless() {
    let (good, segment, receipt) = frames();
    hold_harmless(&good, &segment, &receipt);
    for at in 0..good.len() {
        for flip in [0x01, 0x20, 0xff] {
            let mut bad = good.clone();
            bad[at] ^= flip;
            hold_harmless(&bad, &segment, &receipt);
        }
        let mut cut = &good[..at];
        let mut whole = 0;
        let end = loop {
            match wire::read::<Call>(&mut cut) {
                Ok(Some(_)) => whole += 1,
                end => break end,
            }
        };
        // A line may end between two frames and nowhere else.
        assert!(whole <= 1);
        assert_eq!(end.is_ok(), at == 0 || is_frame(&good[..at]));
    }
}

/// Whether it is one frame and nothing more.
fn is_frame(bytes: &[u8]) -> bool {
    let length = bytes
        .first_chunk()
        .map(|length| u32::from_be_bytes(*length));
    length.is_some_and(|length| bytes.len() == 4 + length as usize)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn noise_never_reads_and_never_panics(noise in prop::collection::vec(any::<u8>(), 0..400), keep in 0usize..200) {
        let good = small();
        let mixed = [&good[..keep.min(good.len())], &noise].concat();
        prop_assert!(content(&mixed).is_err());
        let at = noise.len().min(good.len() / 2);
        let middle = [&good[..at], &noise, &good[at..]].concat();
        prop_assert!(noise.is_empty() || content(&middle).is_err());
    }
}
