//! What the keymap promises.

use super::*;

mod built_in;
mod chords;
mod files;
mod meaning;
mod shown;

const BASES: [Base; 2] = [Base::Default, Base::Vim];

fn chord(word: &str) -> Chord {
    word.parse().unwrap()
}

fn pressed(words: &str) -> Vec<Chord> {
    let sequence: Sequence = words.parse().unwrap();
    sequence.chords().to_vec()
}

fn all(_: Condition) -> bool {
    true
}

fn none(_: Condition) -> bool {
    false
}

/// The map that `text` makes of the default one; it must be faultless.
fn laid_over(text: &str) -> Keymap {
    let (map, faults) = Keymap::from_text("keys.toml", text, Base::Default);
    assert_eq!(faults, []);
    map
}

/// The lines and faults of `text` over the default keys.
fn faults(text: &str) -> Vec<(usize, Fault)> {
    let (map, faults) = Keymap::from_text("keys.toml", text, Base::Default);
    assert!(!faults.is_empty(), "expected a fault");
    assert_eq!(map, Keymap::default_keys(), "a faulty file changes nothing");
    assert!(faults.iter().all(|fault| fault.file == "keys.toml"));
    faults
        .into_iter()
        .map(|fault| (fault.line, fault.fault))
        .collect()
}
