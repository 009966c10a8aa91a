//! What the program is built from: every crate comes whole from the registry,
//! under a licence that lets an office use and pass on the program, and what
//! must be there once is there once. This needs no network; known
//! vulnerabilities do: `cargo audit` looks them up where there is one.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Licences that ask for no more than to be named, and the MPL, which asks that
/// changes to its own files stay open.
const TAKEN: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Two copies of these would not work together: each would hold the terminal,
/// the signals or the store for its own.
const ONCE: [&str; 5] = ["crossterm", "ratatui-core", "redb", "rustix", "signal-hook"];

/// The crates of this platform; those of others may not be on this machine.
fn packages() -> Vec<Value> {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let said = String::from_utf8(rustc.stdout).unwrap();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let metadata = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", host.unwrap()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&metadata.stderr);
    assert!(metadata.status.success(), "{complaint}");
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().clone();
    packages.retain(|package| package["name"] != env!("CARGO_PKG_NAME"));
    assert!(packages.len() > 50, "{}", packages.len());
    packages
}

/// Whether one of the choices that an expression leaves can be taken:
/// `MIT OR Apache-2.0`, `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn can_be_taken(licence: &str) -> bool {
    let choices = |part: &str| {
        let part = part.trim().trim_matches(['(', ')']).replace('/', " OR ");
        part.split(" OR ").any(|name| TAKEN.contains(&name.trim()))
    };
    licence.split(" AND ").all(choices)
}

#[test]
fn every_licence_can_be_taken() {
    for package in packages() {
        let licence = package["license"].as_str().unwrap_or_default();
        assert!(
            can_be_taken(licence),
            "{} is under “{licence}”",
            package["name"]
        );
    }
    assert!(!can_be_taken("GPL-3.0-only"));
    assert!(!can_be_taken("MIT AND SSPL-1.0"));
    assert!(!can_be_taken(""));
}

/// What comes from the registry is held to a checksum in `Cargo.lock`.
#[test]
fn every_crate_comes_from_the_registry_with_its_checksum() {
    for package in packages() {
        let source = package["source"].as_str().unwrap_or("a folder");
        assert!(
            source.starts_with("registry+"),
            "{} from {source}",
            package["name"]
        );
    }
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock");
    let lock: toml::Value = toml::from_str(&std::fs::read_to_string(lock).unwrap()).unwrap();
    for package in lock["package"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        let is_held = package.get("checksum").is_some();
        assert!(is_held || name == env!("CARGO_PKG_NAME"), "{name}");
    }
}

#[test]
fn what_must_be_there_once_is_there_once() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in packages() {
        let text = |key: &str| package[key].as_str().unwrap().to_owned();
        versions
            .entry(text("name"))
            .or_default()
            .insert(text("version"));
    }
    for name in ONCE {
        let found = versions.get(name);
        assert_eq!(found.map(BTreeSet::len), Some(1), "{name}: {found:?}");
    }
}
