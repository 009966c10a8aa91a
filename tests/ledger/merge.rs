//! State is a pure function of the set of ops.

use kheo::ledger::{Op, OpId};
use proptest::prelude::*;

use crate::chance::Chance;
use crate::engine::{Engine, Forgetful, LastWriterWins, Ledger};
use crate::history::{Habit, History, history, live_by_definition};
use crate::random::cases;

type Ops = Vec<(OpId, Op)>;

fn fed<E: Engine>(ops: &[(OpId, Op)]) -> E {
    with(E::default(), ops)
}

fn with<E: Engine>(mut engine: E, ops: &[(OpId, Op)]) -> E {
    for (id, op) in ops {
        engine.take(*id, op);
    }
    engine
}

/// The ops as they arrive somewhere: in any order, some of them twice.
fn delivered(ops: &[(OpId, Op)], chance: &mut Chance) -> Ops {
    let mut delivered = ops.to_vec();
    delivered.extend(chance.some_of(ops));
    chance.shuffle(&mut delivered);
    delivered
}

fn same<E: Engine>(what: &str, one: &E, other: &E) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    Err(format!("{what}: {one:#?} is not {other:#?}"))
}

/// Everything that is promised of merging, for one history.
fn judge<E: Engine>(history: &History, chance: &mut Chance) -> Result<(), String> {
    let ops = &history.ops;
    let [a, b, c] = [(); 3].map(|()| chance.some_of(ops));
    let (of_a, of_b, of_c): (E, E, E) = (fed(&a), fed(&b), fed(&c));
    same(
        "a with b, b with a",
        &with(of_a.clone(), &b),
        &with(of_b.clone(), &a),
    )?;
    let b_then_c: Ops = [b.clone(), c.clone()].concat();
    same(
        "(a with b) with c, a with (c with b)",
        &with(with(of_a.clone(), &b), &c),
        &with(of_a.clone(), &delivered(&b_then_c, chance)),
    )?;
    same(
        "c with c",
        &with(of_c.clone(), &delivered(&c, chance)),
        &of_c,
    )?;
    for part in [&a, &c, ops] {
        same(
            "any order, any number of times",
            &fed::<E>(&delivered(part, chance)),
            &fed::<E>(part),
        )?;
        keeps_every_value(&fed::<E>(&delivered(part, chance)), part)?;
    }
    Ok(())
}

/// A value is live, or an op that is there lists it; and people are asked to
/// choose iff two live values differ.
fn keeps_every_value<E: Engine>(engine: &E, ops: &[(OpId, Op)]) -> Result<(), String> {
    for (place, expected) in live_by_definition(ops) {
        let live = engine.live(&place);
        if live != expected {
            return Err(format!("{place:?}: {live:?} is live, not {expected:?}"));
        }
        let mut values: Vec<String> = live.values().map(ToString::to_string).collect();
        values.sort();
        values.dedup();
        if engine.is_conflict(&place) != (values.len() > 1) {
            return Err(format!("{place:?}: {values:?} and conflict is wrong"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn merging_commutes_associates_repeats_and_loses_nothing(seed: u64) {
        for habit in [Habit::Orderly, Habit::Careless] {
            let history = history(seed, habit);
            judge::<Ledger>(&history, &mut Chance::new(!seed)).map_err(TestCaseError::fail)?;
        }
    }
}

/// How many of 200 histories show that an engine is broken.
fn caught<E: Engine>() -> usize {
    (0..200)
        .filter(|seed| {
            let history = history(*seed, Habit::Orderly);
            judge::<E>(&history, &mut Chance::new(!seed)).is_err()
        })
        .count()
}

#[test]
fn the_checks_see_an_engine_where_time_decides() {
    assert!(caught::<LastWriterWins>() > 100);
}

#[test]
fn the_checks_see_an_engine_that_forgets_what_is_missing() {
    assert!(caught::<Forgetful>() > 100);
}

#[test]
fn the_checks_pass_the_ledger_on_the_same_histories() {
    assert_eq!(caught::<Ledger>(), 0);
}
