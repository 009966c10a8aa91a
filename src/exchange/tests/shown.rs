//! What `bundle show` tells.

use std::path::PathBuf;

use serde_json::json;
use tempfile::TempDir;

use crate::exchange::fixture::{BOOK, BOOK_NAME, Chain, pack, rezip, small, texts, unzip};
use crate::exchange::manifest::SignatureWorth;
use crate::exchange::{BundleFault, ExchangeFault, FileFault, Keys, Watch, read_manifest, show};
use crate::i18n::Phrase;
use crate::ledger::{DeviceId, DeviceKey};
use crate::service::views::{DeviceStatus, DeviceView};

fn file(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.kheo");
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn known(id: DeviceId, status: DeviceStatus) -> DeviceView {
    DeviceView {
        id,
        status,
        officer: None,
        fingerprint: String::new(),
        waiting: 0,
        forked: 0,
        decided: None,
    }
}

fn maker() -> DeviceId {
    DeviceKey::from_secret([1; 32]).public().device()
}

#[test]
fn the_json_is_as_promised() {
    let ours = Chain::of(1, texts(5));
    let photograph = b"photograph".as_slice();
    let attachment = format!("files/{}", blake3::hash(photograph).to_hex());
    let segments = vec![ours.segment(1, 1), ours.segment(2, 2), ours.segment(4, 5)];
    let (_folder, path) = file(&pack(&ours.key, segments, &[(&attachment, photograph)]));
    let shown = show(&path, &[], &Keys::none(), &Watch::nobody()).unwrap();
    let device = maker().to_string();
    let expected = json!({
        "format": 1,
        "made_by": {"device": device, "officer": "Nguyễn Thị Hoa"},
        "made_at": "2026-11-20T01:05:13Z",
        "books": [{"id": BOOK.to_string(), "name": BOOK_NAME, "ranges": [
            {"device": device, "from": 1, "to": 2},
            {"device": device, "from": 4, "to": 5},
        ]}],
        // Lines 1 and 2 are of one record, 4 and 5 of two others.
        "records": 3,
        "ops": 4,
        "attachments": 1,
        "signature": "unknown_device",
    });
    assert_eq!(serde_json::to_value(&shown).unwrap(), expected);
}

#[test]
fn a_signature_is_worth_what_the_book_knows_of_its_maker() {
    let (_folder, path) = file(&small());
    let worth = |devices: &[DeviceView]| {
        show(&path, devices, &Keys::none(), &Watch::nobody())
            .unwrap()
            .signature
    };
    assert_eq!(
        worth(&[known(maker(), DeviceStatus::Own)]),
        SignatureWorth::Valid
    );
    assert_eq!(
        worth(&[known(maker(), DeviceStatus::Approved)]),
        SignatureWorth::Valid
    );
    assert_eq!(
        worth(&[known(maker(), DeviceStatus::Waiting)]),
        SignatureWorth::UnknownDevice
    );
    assert_eq!(
        worth(&[known(maker(), DeviceStatus::Revoked)]),
        SignatureWorth::UnknownDevice
    );
    assert_eq!(
        worth(&[known(DeviceId([1; 16]), DeviceStatus::Own)]),
        SignatureWorth::UnknownDevice
    );
}

#[test]
fn a_broken_seal_is_told_and_not_refused() {
    let mut parts = unzip(&small());
    for (name, bytes) in &mut parts {
        if name == "manifest.json" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text.replace("Hoa", "Hoe").into_bytes();
        }
    }
    let (_folder, path) = file(&rezip(&parts));
    let shown = show(
        &path,
        &[known(maker(), DeviceStatus::Own)],
        &Keys::none(),
        &Watch::nobody(),
    )
    .unwrap();
    assert_eq!(shown.signature, SignatureWorth::Invalid);
    assert!(read_manifest(&path, &Keys::none()).is_err());
}

#[test]
fn a_file_that_is_not_there_is_refused_input() {
    let (folder, path) = file(&small());
    assert!(read_manifest(&path, &Keys::none()).is_ok());
    let nowhere = folder.path().join("b.kheo");
    let fault = show(&nowhere, &[], &Keys::none(), &Watch::nobody()).unwrap_err();
    assert!(matches!(
        fault,
        ExchangeFault::File(FileFault::NotThere { .. })
    ));
    assert_eq!(fault.exit_code(), 3);
    let fault = show(folder.path(), &[], &Keys::none(), &Watch::nobody()).unwrap_err();
    assert!(matches!(
        fault,
        ExchangeFault::File(FileFault::CannotRead { .. })
    ));
}

#[test]
fn a_signed_line_that_is_no_change_is_named_in_both_languages() {
    for (line, vi, en) in [
        (
            "{\"to\":\"e\u{301}\"}",
            "Unicode dựng sẵn",
            "composed Unicode",
        ),
        (
            "{oops",
            "không phải một thay đổi của kheo",
            "no change of kheo",
        ),
    ] {
        let mut chain = Chain::of(1, texts(1));
        chain.push(line.into());
        let bundle = pack(&chain.key, vec![chain.segment(1, 2)], &[]);
        let (_folder, path) = file(&bundle);
        let fault = show(&path, &[], &Keys::none(), &Watch::nobody()).unwrap_err();
        let is_line = |fault: &ExchangeFault| {
            matches!(
                fault,
                ExchangeFault::Bundle(BundleFault::BadLine { line: 2, .. })
            )
        };
        assert!(is_line(&fault), "{fault:?}");
        assert!(
            fault.vi().contains(vi) && fault.en().contains(en),
            "{fault:?}"
        );
    }
}
