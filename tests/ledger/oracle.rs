//! Automerge as the oracle: after every device has told every other all it
//! knows, the values of each field are those that Automerge holds.

use std::collections::BTreeMap;

use automerge::transaction::Transactable;
use automerge::{ActorId, AutoCommit, ROOT, ReadDoc, ScalarValue};
use proptest::prelude::*;
use serde_json::Value;

use crate::chance::Chance;
use crate::engine::{Engine, LastWriterWins, Ledger};
use crate::history::{Event, Habit, History, Place, history};
use crate::random::cases;

fn key((record, field): &Place) -> String {
    format!("{record}/{field}")
}

fn scalar(value: &Value) -> ScalarValue {
    match value {
        Value::Null => ScalarValue::Null,
        Value::Bool(mark) => ScalarValue::Boolean(*mark),
        Value::Number(number) => ScalarValue::Int(number.as_i64().unwrap()),
        Value::String(text) => ScalarValue::Str(text.as_str().into()),
        other => panic!("histories write no {other}"),
    }
}

/// The history as Automerge lives it. Two copies of one installation are two
/// actors there: Automerge forbids what a copied laptop does.
fn lived_by_automerge(history: &History) -> AutoCommit {
    let mut actors = 0_u8;
    let mut begin = |mut document: AutoCommit| {
        actors += 1;
        document.set_actor(ActorId::from([actors; 16]));
        document
    };
    let mut documents: Vec<AutoCommit> = (0..history.devices)
        .map(|_| begin(AutoCommit::new()))
        .collect();
    for event in &history.events {
        match event {
            Event::Wrote { device, op } => {
                let (_, op) = &history.ops[*op];
                for (field, write) in &op.set {
                    let place = (op.rec.clone(), field.clone());
                    documents[*device]
                        .put(ROOT, key(&place), scalar(&write.to))
                        .unwrap();
                }
                documents[*device].commit();
            }
            Event::Heard { to, from } => {
                let mut informant = documents[*from].fork();
                documents[*to].merge(&mut informant).unwrap();
            }
            Event::Copied { of } => {
                let copy = documents[*of].fork();
                documents.push(begin(copy));
            }
        }
    }
    let mut all = AutoCommit::new();
    for document in &mut documents {
        all.merge(document).unwrap();
    }
    all
}

/// The values of a place, each as often as it was written, in one order.
fn values_of(document: &AutoCommit, place: &Place) -> Vec<String> {
    let values = document.get_all(ROOT, key(place)).unwrap();
    let mut texts: Vec<String> = values
        .into_iter()
        .map(|(value, _)| format!("{:?}", value.as_scalar().unwrap()))
        .collect();
    texts.sort();
    texts
}

fn agrees<E: Engine>(history: &History, chance: &mut Chance) -> Result<(), String> {
    let document = lived_by_automerge(history);
    let mut arrived = history.ops.clone();
    chance.shuffle(&mut arrived);
    let mut engine = E::default();
    for (id, op) in &arrived {
        engine.take(*id, op);
    }
    for place in history.places() {
        let live: BTreeMap<_, _> = engine.live(&place);
        let mut ours: Vec<String> = live
            .values()
            .map(|value| format!("{:?}", scalar(value)))
            .collect();
        ours.sort();
        let theirs = values_of(&document, &place);
        if ours != theirs {
            return Err(format!("{place:?}: {ours:?}, Automerge has {theirs:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_values_are_those_of_automerge(seed: u64) {
        let history = history(seed, Habit::Orderly);
        agrees::<Ledger>(&history, &mut Chance::new(!seed)).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn automerge_disagrees_with_an_engine_where_time_decides() {
    let disagreements = (0..100).filter(|seed| {
        let history = history(*seed, Habit::Orderly);
        agrees::<LastWriterWins>(&history, &mut Chance::new(!seed)).is_err()
    });
    assert!(disagreements.count() > 30);
}
