use proptest::prelude::*;

use super::*;
use crate::domain::{Model, RecordKind, Word};

fn summary(unit: u8, kind: bool, registrations: &[(u8, u8, bool)]) -> ModelSummary {
    let of = |(level, status, typical): &(u8, u8, bool)| RegistrationSummary {
        id: RecordId::derived(RecordKind::Registration, &[]),
        level: Level::ALL[usize::from(*level) % Level::ALL.len()],
        period: Period::Year(2020 + i16::from(*status % 3)),
        kind: None,
        status: Status::ALL[usize::from(*status) % Status::ALL.len()],
        typical: *typical,
    };
    let unit = (unit > 0).then(|| RecordId::derived(RecordKind::Unit, &[&unit.to_string()]));
    ModelSummary {
        model: Model {
            name: String::new(),
            owner: None,
            unit,
            kind: Some(ModelKind::ALL[usize::from(kind)]),
            field: None,
            movement: None,
        },
        formerly: Vec::new(),
        registrations: registrations.iter().map(of).collect(),
        notes: 0,
        conflicts: 0,
        changed: 0,
    }
}

/// What the facts say of each model, in words of the domain again.
fn told(facts: &Facts) -> Vec<(u32, Option<RecordId>, Level, Period, Status, bool)> {
    let all = facts.models().flat_map(ModelFacts::facts);
    all.map(|fact| {
        let unit = facts.units.items().get(fact.unit as usize).copied();
        let period = facts.periods.items()[fact.period as usize];
        let Fact {
            model,
            level,
            status,
            typical,
            ..
        } = fact;
        (model, unit, level, period, status, typical)
    })
    .collect()
}

proptest! {
    #[test]
    fn models_that_come_change_and_go_are_told_as_they_stand(
        steps in prop::collection::vec(
            (
                0u32..20,
                prop::option::of((
                    0u8..4,
                    any::<bool>(),
                    prop::collection::vec((0u8..5, 0u8..12, any::<bool>()), 0..3),
                )),
            ),
            0..60,
        ),
    ) {
        let mut facts = Facts::default();
        let mut models = std::collections::BTreeMap::new();
        for (number, model) in steps {
            match model {
                Some((unit, kind, registrations)) => {
                    let summary = summary(unit, kind, &registrations);
                    facts.put(number, &summary);
                    models.insert(number, summary);
                }
                None => {
                    facts.remove(number);
                    models.remove(&number);
                }
            }
        }
        let expected: Vec<_> = models
            .iter()
            .flat_map(|(number, summary)| {
                let unit = summary.model.unit;
                summary.registrations.iter().map(move |of| {
                    (*number, unit, of.level, of.period, of.status, of.typical)
                })
            })
            .collect();
        prop_assert_eq!(facts.len(), expected.len());
        prop_assert_eq!(facts.model_count(), models.len());
        prop_assert_eq!(told(&facts), expected);
        prop_assert!(facts.slots().map(|(number, _)| number).eq(models.keys().copied()));
        let periods: BTreeSet<Period> = models
            .values()
            .flat_map(|summary| &summary.registrations)
            .filter(|of| of.status.is_registered())
            .map(|of| of.period)
            .collect();
        prop_assert_eq!(facts.periods_registered(), periods);
    }
}
