//! Automerge as the oracle: each op is a change that depends on just the ops
//! of its field that its writer had seen.

use std::collections::{BTreeMap, BTreeSet};

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ChangeHash, ROOT, ReadDoc, ScalarValue};
use kheo::ledger::OpId;
use serde_json::Value;

use crate::life::Written;

const KEY: &str = "value";

/// # Errors
/// The values that Automerge holds are others than `live`.
pub fn agrees(ops: &BTreeMap<OpId, &Written>, live: &BTreeMap<OpId, Value>) -> Result<(), String> {
    let mut all = AutoCommit::new();
    let mut hashes: BTreeMap<OpId, ChangeHash> = BTreeMap::new();
    let mut left: BTreeSet<OpId> = ops.keys().copied().collect();
    while !left.is_empty() {
        let ready = left.iter().find(|id| {
            let seen = ops[id].seen.iter();
            seen.filter(|seen| ops.contains_key(seen))
                .all(|seen| hashes.contains_key(seen))
        });
        let Some(id) = ready.copied() else {
            return Err("two writers had seen each other's values".into());
        };
        left.remove(&id);
        let seen: Vec<ChangeHash> = ops[&id]
            .seen
            .iter()
            .filter_map(|seen| hashes.get(seen).copied())
            .collect();
        let mut document = all.fork_at(&seen).unwrap();
        document.set_actor(ActorId::from(id.0));
        document.put(ROOT, KEY, scalar(ops[&id])).unwrap();
        hashes.insert(id, document.commit().unwrap());
        all.merge(&mut document).unwrap();
    }
    let theirs = all.get_all(ROOT, KEY).unwrap();
    let mut theirs: Vec<String> = theirs
        .into_iter()
        .map(|(value, _)| value.as_scalar().unwrap().to_string())
        .collect();
    theirs.sort();
    let mut ours: Vec<String> = live.keys().map(|id| scalar(ops[id]).to_string()).collect();
    ours.sort();
    if ours != theirs {
        return Err(format!("{ours:?}, Automerge has {theirs:?}"));
    }
    Ok(())
}

/// The value of an op that no other has: its text with its name.
fn scalar(written: &Written) -> ScalarValue {
    let value = written
        .op
        .set
        .values()
        .next()
        .map(|write| write.to.to_string());
    let name = format!("{} {} {}", written.op.dev, written.op.seq, written.op.at);
    ScalarValue::Str(format!("{name} {}", value.unwrap_or_default()).into())
}
