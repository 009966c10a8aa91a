//! Faults that only show when a file is laid over its base and walked as a user would.

use super::fault::{Fault, KeyFault};
use super::file::Entry;
use super::map::{Keymap, Reached, Target};
use super::{Action, Context, Sequence};

/// What must be reachable by a key wherever one is.
const MUST_REACH: [Action; 2] = [Action::AppQuit, Action::HelpOpen];

/// The faults that `entries` of `file` bring in when `under` becomes `merged`.
pub(super) fn check(
    file: &str,
    under: &Keymap,
    merged: &Keymap,
    entries: &[Entry],
) -> Vec<KeyFault> {
    let found = duplicates(entries)
        .into_iter()
        .chain(bare_letters(entries))
        .chain(hidden(merged, entries))
        .chain(lost_ways(under, merged, entries));
    found
        .map(|(line, fault)| KeyFault {
            file: file.to_owned(),
            line,
            fault,
        })
        .collect()
}

/// A fault and its line.
type Found = (usize, Fault);

fn duplicates(entries: &[Entry]) -> Vec<Found> {
    let mut found = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let first = entries
            .iter()
            .take(place)
            .find(|earlier| earlier.context == entry.context && earlier.keys == entry.keys);
        if let Some(first) = first {
            let keys = entry.keys.to_string();
            let first = first.line;
            found.push((entry.line, Fault::Duplicate { keys, first }));
        }
    }
    found
}

fn bare_letters(entries: &[Entry]) -> impl Iterator<Item = Found> {
    entries.iter().filter_map(|entry| {
        let binds = entry.target != Target::Stop && entry.context.takes_text();
        let bare = entry.keys.first().is_some_and(|first| first.writes());
        (binds && bare).then(|| {
            let keys = entry.keys.to_string();
            let context = entry.context.id();
            (entry.line, Fault::Bare { keys, context })
        })
    })
}

/// Keys whose beginning does something by itself, in this context or one around it.
fn hidden(merged: &Keymap, entries: &[Entry]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for context in Context::ALL {
        let reached = merged.reached(context.chain());
        for short in &reached {
            for long in reached
                .iter()
                .filter(|long| is_longer(long.keys, short.keys))
            {
                let Some(line) = line_of(entries, &[short, long]) else {
                    continue;
                };
                let fault = Fault::Hidden {
                    keys: long.keys.to_string(),
                    by: short.keys.to_string(),
                    context: context.id(),
                };
                if found.iter().all(|(known, _)| *known != line) {
                    found.push((line, fault));
                }
            }
        }
    }
    found
}

fn is_longer(long: &Sequence, short: &Sequence) -> bool {
    long != short && long.begins_with(short.chords())
}

/// The last line of the file that binds one of `reached`.
fn line_of(entries: &[Entry], reached: &[&Reached<'_>]) -> Option<usize> {
    entries
        .iter()
        .filter(|entry| {
            reached
                .iter()
                .any(|one| entry.context == one.context && entry.keys == *one.keys)
        })
        .map(|entry| entry.line)
        .max()
}

/// Actions that must be reachable and no longer are, each with the first
/// context from which they are not.
fn lost_ways(under: &Keymap, merged: &Keymap, entries: &[Entry]) -> Vec<Found> {
    let lost = |action: Action| {
        let context = Context::ALL
            .iter()
            .find(|context| !reaches(merged, context, action))?;
        let line = line_that_took(under, entries, action).unwrap_or(1);
        let fault = Fault::LastWay {
            action: action.id(),
            context: context.id(),
        };
        Some((line, fault))
    };
    MUST_REACH.into_iter().filter_map(lost).collect()
}

fn reaches(map: &Keymap, context: &Context, action: Action) -> bool {
    map.reached(context.chain())
        .iter()
        .any(|reached| reached.action == action && reached.when.is_none())
}

/// The last line that sets keys which used to lead to `action`.
fn line_that_took(under: &Keymap, entries: &[Entry], action: Action) -> Option<usize> {
    let led = |keys: &Sequence| {
        under.bindings().iter().any(|binding| {
            matches!(binding.target, Target::Do { action: bound, .. } if bound == action)
                && binding.keys.begins_with(keys.chords())
        })
    };
    entries
        .iter()
        .filter(|entry| led(&entry.keys))
        .map(|entry| entry.line)
        .max()
}
