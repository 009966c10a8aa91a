//! Bundles that somebody altered on purpose.

use std::io::Cursor;

use serde_json::{Value, json};

use crate::exchange::bundle::read::Bundle;
use crate::exchange::fixture::{Chain, Memory, pack, rezip, seal, small, texts, unzip};
use crate::exchange::manifest::{MANIFEST, SEAL};
use crate::exchange::{Apply, BundleFault, ExchangeFault, Incoming, Keys, Watch};
use crate::i18n::Phrase;
use crate::ledger::DeviceKey;

type Parts = Vec<(String, Vec<u8>)>;

/// The small bundle with its parts changed by `forge`.
fn forged(forge: impl FnOnce(&mut Parts)) -> Result<(), ExchangeFault> {
    let mut parts = unzip(&small());
    forge(&mut parts);
    read(&rezip(&parts))
}

/// The small bundle with its manifest changed and signed again by its maker.
fn resigned(forge: impl FnOnce(&mut Value)) -> Result<(), ExchangeFault> {
    forged(|parts| resign(parts, forge))
}

fn resign(parts: &mut Parts, forge: impl FnOnce(&mut Value)) {
    let bytes = part(parts, MANIFEST);
    let mut manifest: Value = serde_json::from_slice(bytes).unwrap();
    forge(&mut manifest);
    *bytes = serde_json::to_vec(&manifest).unwrap();
    let again = seal(&DeviceKey::from_secret([1; 32]), bytes);
    *part(parts, SEAL) = serde_json::to_vec(&again).unwrap();
}

fn part<'a>(parts: &'a mut Parts, name: &str) -> &'a mut Vec<u8> {
    &mut parts.iter_mut().find(|(found, _)| found == name).unwrap().1
}

fn read(bytes: &[u8]) -> Result<(), ExchangeFault> {
    Incoming::from_stream(bytes, "a.kheo", &Keys::none(), &Watch::nobody()).map(|_| ())
}

fn bundle_fault(read: Result<(), ExchangeFault>) -> BundleFault {
    match read {
        Err(ExchangeFault::Bundle(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_unchanged_bundle_passes_this_way_too() {
    assert_eq!(forged(|_| ()), Ok(()));
    assert_eq!(resigned(|_| ()), Ok(()));
}

#[test]
fn an_altered_part_is_named() {
    let (name, _) = unzip(&small()).remove(0);
    let fault = bundle_fault(forged(|parts| parts[0].1[20] ^= 1));
    assert_eq!(fault, BundleFault::WrongHash { part: name.clone() });
    let fault = bundle_fault(forged(|parts| parts[0].1.truncate(20)));
    assert_eq!(fault, BundleFault::WrongHash { part: name });
}

#[test]
fn a_part_too_few_or_too_many_is_named() {
    let (name, _) = unzip(&small()).remove(0);
    let fault = bundle_fault(forged(|parts| drop(parts.remove(0))));
    assert_eq!(fault, BundleFault::PartMissing { part: name });
    let fault = bundle_fault(forged(|parts| parts.retain(|(name, _)| name != SEAL)));
    assert_eq!(fault, BundleFault::PartMissing { part: SEAL.into() });
    let fault = bundle_fault(forged(|parts| {
        parts.push(("../../etc/passwd".into(), b"x".into()))
    }));
    assert_eq!(
        fault,
        BundleFault::PartNotListed {
            part: "../../etc/passwd".into()
        }
    );
    let fault = bundle_fault(forged(|parts| parts.push(("dir/".into(), Vec::new()))));
    assert_eq!(
        fault,
        BundleFault::PartNotListed {
            part: "dir/".into()
        }
    );
}

#[test]
fn the_folders_of_parts_may_stand_as_a_packing_program_writes_them() {
    let (name, _) = unzip(&small()).remove(0);
    let folders: Vec<String> = name
        .match_indices('/')
        .map(|(at, _)| name[..=at].to_owned())
        .collect();
    assert!(folders.len() > 1, "{name}");
    let packed = forged(|parts| {
        parts.extend(folders.into_iter().map(|folder| (folder, Vec::new())));
    });
    assert_eq!(packed, Ok(()));
}

#[test]
fn a_name_with_escapes_is_shown_and_not_obeyed() {
    let escape = "\u{1b}[2J\u{1b}]0;x\u{7}";
    let fault = bundle_fault(forged(|parts| parts.push((escape.into(), b"x".into()))));
    assert!(matches!(fault, BundleFault::PartNotListed { .. }));
    for words in [fault.vi(), fault.en()] {
        assert!(!words.chars().any(char::is_control), "{words:?}");
    }
    let fault = bundle_fault(resigned(|manifest| {
        manifest["made_by"]["device"] = json!(escape)
    }));
    assert!(matches!(&fault, BundleFault::NoManifest { .. }));
    assert!(!fault.vi().chars().any(char::is_control), "{fault:?}");
}

#[test]
fn a_changed_manifest_breaks_its_seal() {
    let change = |parts: &mut Parts| {
        let text = String::from_utf8(part(parts, MANIFEST).clone()).unwrap();
        *part(parts, MANIFEST) = text.replace("Hoa", "Hoe").into_bytes();
    };
    assert_eq!(bundle_fault(forged(change)), BundleFault::WrongSignature);
    let by_another = |parts: &mut Parts| {
        let again = seal(&DeviceKey::from_secret([9; 32]), part(parts, MANIFEST));
        *part(parts, SEAL) = serde_json::to_vec(&again).unwrap();
    };
    assert_eq!(
        bundle_fault(forged(by_another)),
        BundleFault::WrongSignature
    );
    let nonsense = |parts: &mut Parts| *part(parts, SEAL) = b"{}".to_vec();
    assert_eq!(bundle_fault(forged(nonsense)), BundleFault::WrongSignature);
}

#[test]
fn a_newer_format_says_which_and_what_to_do() {
    let newer = resigned(|manifest| {
        manifest["format"] = json!(2);
        manifest["parts"] = json!("told in another way");
    });
    let fault = bundle_fault(newer);
    assert_eq!(fault, BundleFault::NewerFormat { found: 2, known: 1 });
    assert!(fault.vi().contains("cập nhật kheo"));
    let zero = bundle_fault(resigned(|manifest| manifest["format"] = json!(0)));
    assert!(matches!(zero, BundleFault::ManifestDisagrees { .. }));
}

#[test]
fn what_a_later_program_adds_to_the_manifest_is_passed_over() {
    assert_eq!(
        resigned(|manifest| manifest["receipts"] = json!([{"device": "x"}])),
        Ok(())
    );
}

#[test]
fn a_manifest_that_contradicts_itself_is_refused() {
    let disagrees = |forge: fn(&mut Value)| {
        let fault = bundle_fault(resigned(forge));
        assert!(
            matches!(fault, BundleFault::ManifestDisagrees { .. }),
            "{fault:?}"
        );
    };
    disagrees(|manifest| drop(manifest["segments"].as_array_mut().unwrap().remove(0)));
    disagrees(|manifest| manifest["books"][0]["ranges"][0]["to"] = json!(99));
    disagrees(|manifest| manifest["books"] = json!([]));
    disagrees(|manifest| manifest["segments"][0]["to"] = json!(2));
    disagrees(|manifest| {
        let again = manifest["parts"][0].clone();
        manifest["parts"].as_array_mut().unwrap().push(again);
    });
    disagrees(|manifest| {
        let again = manifest["segments"][0].clone();
        manifest["segments"].as_array_mut().unwrap().push(again);
    });
}

#[test]
fn a_range_that_runs_backwards_is_refused() {
    let ours = Chain::of(1, texts(8));
    let segments = vec![ours.segment(1, 2), ours.segment(5, 6), ours.segment(8, 8)];
    let mut parts = unzip(&pack(&ours.key, segments, &[]));
    for (name, _) in &mut parts {
        *name = name.replace("/8-8.", "/20-2.");
    }
    resign(&mut parts, |manifest| {
        let name = manifest["parts"][2]["name"]
            .as_str()
            .unwrap()
            .replace("/8-8.", "/20-2.");
        manifest["parts"][2]["name"] = json!(name);
        manifest["segments"][2]["from"] = json!(20);
        manifest["segments"][2]["to"] = json!(2);
    });
    let fault = bundle_fault(read(&rezip(&parts)));
    assert!(
        matches!(&fault, BundleFault::ManifestDisagrees { part } if part.ends_with("/20-2.jsonl"))
    );
}

#[test]
fn a_deep_manifest_is_not_parsed() {
    let deep = forged(|parts| *part(parts, MANIFEST) = [b'['; 1000].to_vec());
    assert_eq!(bundle_fault(deep), BundleFault::TooDeep { limit: 16 });
    let no_json = forged(|parts| *part(parts, MANIFEST) = b"format: 1".to_vec());
    assert!(matches!(
        bundle_fault(no_json),
        BundleFault::NoManifest { .. }
    ));
}

#[test]
fn lines_of_a_forger_do_not_pass_even_when_he_signs_the_bundle() {
    // The maker alters a line of the other device and makes everything else fit.
    let forge = |parts: &mut Parts| {
        let at = parts
            .iter()
            .position(|(name, _)| name.ends_with("/1-2.jsonl"))
            .unwrap();
        let text = String::from_utf8(parts[at].1.clone())
            .unwrap()
            .replace("ấp 2", "ấp 9");
        parts[at].1 = text.into_bytes();
        let (name, bytes) = parts[at].clone();
        resign(parts, |manifest| {
            let listed = manifest["parts"].as_array_mut().unwrap();
            let part = listed
                .iter_mut()
                .find(|part| part["name"] == json!(name))
                .unwrap();
            part["blake3"] = json!(blake3::hash(&bytes).to_hex().as_str());
            part["bytes"] = json!(bytes.len());
        });
    };
    assert!(matches!(
        bundle_fault(forged(forge)),
        BundleFault::BrokenChain { .. }
    ));
    let swapped = resigned(|manifest| {
        let other = manifest["segments"][0]["signature"].clone();
        manifest["segments"][1]["signature"] = other;
    });
    assert!(matches!(
        bundle_fault(swapped),
        BundleFault::WrongDeviceSignature { .. }
    ));
}

#[test]
fn parts_of_later_programs_are_hashed_and_left_alone() {
    let ours = Chain::of(1, texts(1));
    let photograph = b"not really a photograph";
    let attachment = format!("files/{}", blake3::hash(photograph).to_hex());
    let others: [(&str, &[u8]); 2] = [(&attachment, photograph), ("../../later", b"x")];
    let good = pack(&ours.key, vec![ours.segment(1, 1)], &others);
    assert_eq!(read(&good), Ok(()));
    assert!(!std::path::Path::new("../../later").exists());

    let mut parts = unzip(&good);
    part(&mut parts, &attachment)[0] ^= 1;
    assert_eq!(
        bundle_fault(read(&rezip(&parts))),
        BundleFault::WrongHash {
            part: attachment.clone()
        }
    );
    let misnamed = format!("files/{}", "0".repeat(64));
    let bad = pack(
        &ours.key,
        vec![ours.segment(1, 1)],
        &[(&misnamed, photograph)],
    );
    assert!(matches!(
        bundle_fault(read(&bad)),
        BundleFault::ManifestDisagrees { .. }
    ));
}

#[test]
fn a_refused_bundle_never_reaches_the_book() {
    let memory = Memory::new(Chain::of(5, texts(1)));
    let mut bad = small();
    bad.pop();
    let import = |bytes: &[u8]| {
        Incoming::from_stream(bytes, "a.kheo", &Keys::none(), &Watch::nobody())
            .and_then(|incoming| incoming.apply(Apply::Absorb, &memory, &Watch::nobody()))
    };
    assert_eq!(import(&bad).unwrap_err().exit_code(), 3);
    assert!(memory.asked.borrow().is_empty());
    assert_eq!(import(&small()).unwrap().ops_new, 5);
    assert_eq!(memory.asked.borrow().len(), 1);
}

#[test]
fn two_parts_of_one_name_are_refused() {
    // Written under another name of the same length, then renamed in the bytes.
    let mut parts = unzip(&small());
    parts.push(("manifest.jsom".into(), b"{}".to_vec()));
    let bytes = rezip(&parts);
    let text = b"manifest.jsom";
    let places: Vec<usize> = (0..bytes.len() - text.len())
        .filter(|at| bytes[*at..].starts_with(text))
        .collect();
    assert_eq!(places.len(), 2);
    let mut doubled = bytes;
    for at in places {
        doubled[at..at + text.len()].copy_from_slice(b"manifest.json");
    }
    let opened = Bundle::open(Cursor::new(doubled), "a.kheo", &Watch::nobody());
    assert_eq!(opened.err(), Some(BundleFault::Broken.into()));
}
