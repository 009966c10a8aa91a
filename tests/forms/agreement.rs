//! What JavaRosa, the engine of ODK Collect, answers for the same outlines and
//! answers, recorded in `javarosa.json`: by form its tables, and by round the
//! answers given, whether each was kept, and what stood in the form after.
//!
//! Recorded with the ODK Validate jar of pyxform 4.5.0; JavaRosa is not needed
//! to run this. Where we differ on purpose, `ON_PURPOSE` says where and why;
//! the reasons stand in `forms::semantics`.

use std::collections::{BTreeMap, BTreeSet};

use kheo::forms::Session;
use serde::Deserialize;

use crate::tables::{session, value};

#[derive(Deserialize)]
struct Recorded {
    form: String,
    tables: Vec<String>,
    rounds: Vec<Round>,
}

#[derive(Deserialize)]
struct Round {
    answers: Vec<(String, String)>,
    /// `ok`, `refused`, or `unreachable` where JavaRosa does not ask.
    kept: Vec<String>,
    values: BTreeMap<String, String>,
    /// Paths that are not relevant.
    relevant: BTreeSet<String>,
    required: BTreeSet<String>,
}

/// Form, round from 0, path, and what we answer instead.
const ON_PURPOSE: &[(&str, usize, &str, &str)] = &[
    // A sum over ../../ho stays stale there when another instance is added.
    ("repeats", 0, "/xa/ho/ca_xa", "7"),
    // A path with a place in it is not worked out again there.
    ("repeats", 0, "/dau", "An"),
];

/// JavaRosa writes the first instance of a repeat without its place.
pub fn same_path(path: &str) -> String {
    path.replace("[1]", "")
}

/// Numbers to nine digits, truth as 1 and 0, the beginning of a day as the day.
pub fn same_value(text: &str) -> String {
    let text = text.strip_suffix("T00:00:00.000+07:00").unwrap_or(text);
    let word = |word: &str| match (word, word.parse::<f64>()) {
        ("true", _) => format!("{:.9}", 1.0),
        ("false", _) => format!("{:.9}", 0.0),
        (_, Ok(number)) => format!("{number:.9}"),
        (other, Err(_)) => other.to_owned(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn compare(form: &str, at: usize, round: &Round, filled: &mut Session) -> Vec<String> {
    let mut differences = Vec::new();
    for ((path, answer), kept) in round.answers.iter().zip(&round.kept) {
        if kept == "unreachable" {
            continue;
        }
        let ours = filled.answer(path, &answer.as_str().into()).is_ok();
        if ours != (kept == "ok") {
            differences.push(format!("{form} {path}: kept {ours}, JavaRosa {kept}"));
        }
    }
    let ids: Vec<_> = filled.questions().collect();
    let mut ours = BTreeMap::new();
    for id in ids {
        let path = filled.path(id);
        let plain = same_path(&path);
        if filled.is_relevant(id) == round.relevant.contains(&plain) {
            differences.push(format!("{form} {path}: relevance differs"));
        }
        if filled.node(id).question().is_none() {
            continue;
        }
        if filled.is_required(id) != round.required.contains(&plain) {
            differences.push(format!("{form} {path}: required differs"));
        }
        let value = value(filled, &path);
        if !value.is_empty() {
            ours.insert(plain, same_value(&value));
        }
    }
    let mut theirs: BTreeMap<String, String> = round
        .values
        .iter()
        .map(|(path, value)| (path.clone(), same_value(value)))
        .collect();
    let on_purpose = ON_PURPOSE
        .iter()
        .filter(|(known, round, ..)| *known == form && *round == at);
    for (_, _, path, instead) in on_purpose {
        theirs.insert((*path).to_owned(), same_value(instead));
    }
    let paths: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    for path in paths {
        if ours.get(path) != theirs.get(path) {
            let (ours, theirs) = (ours.get(path), theirs.get(path));
            differences.push(format!("{form} {path}: {ours:?}, JavaRosa {theirs:?}"));
        }
    }
    differences
}

#[test]
fn forms_come_out_as_javarosa_fills_them() {
    let recorded: Vec<Recorded> = serde_json::from_str(include_str!("javarosa.json")).unwrap();
    let mut differences = Vec::new();
    for recorded in &recorded {
        for (at, round) in recorded.rounds.iter().enumerate() {
            let mut filled = session(&recorded.tables.join("\n"));
            differences.extend(compare(&recorded.form, at, round, &mut filled));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
