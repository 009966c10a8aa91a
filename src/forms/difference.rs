//! What a new version of an outline does with the questions of the one before,
//! and moving answers over. Nothing is dropped.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::outline::{Node, NodeId, NodeKind, Outline};
use crate::text;

/// A question that goes on under another path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    pub old: String,
    pub new: String,
}

/// The questions of two versions, by path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// At the same path, of the same kind.
    pub kept: Vec<String>,
    /// The same name elsewhere, or the same label under another name.
    pub renamed: Vec<Renamed>,
    /// Only in the new version.
    pub added: Vec<String>,
    /// Only in the old version: their answers stay with the visit.
    pub left_over: Vec<String>,
}

/// Compares two versions of an outline. A question keeps its answers when it
/// stands at the same path; else when exactly one new question has its name,
/// or its label, and the same kind.
pub fn compare(old: &Outline, new: &Outline) -> Difference {
    let mut difference = Difference::default();
    let mut taken: HashSet<NodeId> = HashSet::new();
    let mut waiting = Vec::new();
    let by_path: HashMap<String, NodeId> =
        questions(new).map(|(id, _)| (new.path(id), id)).collect();
    for (id, node) in questions(old) {
        let path = old.path(id);
        match by_path.get(&path) {
            Some(found) if fits(node, new.node(*found)) => {
                taken.insert(*found);
                difference.kept.push(path);
            }
            _ => waiting.push((path, node)),
        }
    }
    for key in [name_key as fn(&Node) -> String, label_key] {
        waiting.retain(|(path, node)| {
            let wanted = key(node);
            let mut alike = questions(new).filter(|(id, other)| {
                !wanted.is_empty() && !taken.contains(id) && key(other) == wanted
            });
            let (Some((found, other)), None) = (alike.next(), alike.next()) else {
                return true;
            };
            if !fits(node, other) {
                return true;
            }
            taken.insert(found);
            difference.renamed.push(Renamed {
                old: path.clone(),
                new: new.path(found),
            });
            false
        });
    }
    difference
        .left_over
        .extend(waiting.into_iter().map(|(path, _)| path));
    difference.added.extend(
        questions(new)
            .filter(|(id, _)| !taken.contains(id))
            .map(|(id, _)| new.path(id)),
    );
    difference
}

/// Answers by path as `Session::kept` gives them, under the paths of the new
/// version; and those that have no place there.
pub fn move_answers(
    difference: &Difference,
    answers: &BTreeMap<String, Value>,
) -> (BTreeMap<String, Value>, BTreeMap<String, Value>) {
    let new_path: HashMap<&str, &str> = difference
        .renamed
        .iter()
        .map(|renamed| (renamed.old.as_str(), renamed.new.as_str()))
        .chain(
            difference
                .kept
                .iter()
                .map(|path| (path.as_str(), path.as_str())),
        )
        .collect();
    let mut moved = BTreeMap::new();
    let mut left = BTreeMap::new();
    for (path, value) in answers {
        let (plain, places) = split_places(path);
        let target = new_path
            .get(plain.as_str())
            .and_then(|target| with_places(target, &plain, &places));
        match target {
            Some(target) => {
                moved.insert(target, value.clone());
            }
            None => {
                left.insert(path.clone(), value.clone());
            }
        }
    }
    (moved, left)
}

/// What people answer, and repeats, whose counts are kept too.
fn questions(outline: &Outline) -> impl Iterator<Item = (NodeId, &Node)> {
    outline.nodes().skip(1).filter(|(_, node)| {
        node.is_answered_by_hand() || node.is_repeat() || node.calculation.is_some()
    })
}

fn name_key(node: &Node) -> String {
    node.name.clone()
}

fn label_key(node: &Node) -> String {
    let label = node.label.0.values().next();
    text::fold_key(
        &label
            .map(|label| label.without_answers())
            .unwrap_or_default(),
    )
}

/// Whether answers of one are answers of the other.
fn fits(old: &Node, new: &Node) -> bool {
    match (&old.kind, &new.kind) {
        (NodeKind::Question(old), NodeKind::Question(new)) => {
            std::mem::discriminant(old) == std::mem::discriminant(new)
        }
        (old, new) => old == new,
    }
}

/// `/ho[2]/ten` as `/ho/ten` and the places of its steps.
fn split_places(path: &str) -> (String, Vec<Option<String>>) {
    let mut plain = String::new();
    let mut places = Vec::new();
    for step in path.split('/').skip(1) {
        let (name, place) = match step.split_once('[') {
            Some((name, place)) => (name, Some(place.trim_end_matches(']').to_owned())),
            None => (step, None),
        };
        plain.push('/');
        plain.push_str(name);
        places.push(place);
    }
    (plain, places)
}

/// The new path with the old places: those of repeats that both lie in. A
/// question that left its repeat with a place other than the first has no place.
fn with_places(target: &str, plain: &str, places: &[Option<String>]) -> Option<String> {
    let old: Vec<&str> = plain.split('/').skip(1).collect();
    let mut unused: Vec<(&str, &String)> = old
        .iter()
        .zip(places)
        .filter_map(|(name, place)| Some((*name, place.as_ref()?)))
        .collect();
    let mut path = String::new();
    for name in target.split('/').skip(1) {
        path.push('/');
        path.push_str(name);
        if let Some(at) = unused.iter().position(|(repeat, _)| *repeat == name) {
            let (_, place) = unused.remove(at);
            path.push_str(&format!("[{place}]"));
        }
    }
    unused
        .iter()
        .all(|(_, place)| *place == "1")
        .then_some(path)
}
