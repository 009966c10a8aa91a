//! How many models registered, by level, kind and field, and how far they came.
//!
//! The unit of counting is the *mô hình*: within a period each model counts
//! once a level, however often it registered there (DOMAIN A4: “mô hình” and
//! “lượt đăng ký” are different units).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::{Facts, Registered, Traits};
use super::tally::Tally;
use crate::domain::{Level, Milestone, Period, Word};

/// Models registered at a level within a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelFigures {
    pub level: Level,
    pub collective: u64,
    pub individual: u64,
    /// Collective, individual and those whose kind is not known.
    pub total: u64,
    /// Total of the compared period; `None` when there is nothing to compare with.
    pub previous: Option<u64>,
}

/// From registration to recognition; each model once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    pub registered: u64,
    pub underway: u64,
    pub surveyed: u64,
    pub recognized: u64,
    pub typical: u64,
}

impl Funnel {
    /// How many models stand at a milestone.
    pub fn at(&self, milestone: Milestone) -> u64 {
        match milestone {
            Milestone::Registered => self.registered,
            Milestone::Unsurveyed => self.registered.saturating_sub(self.surveyed),
            Milestone::Underway => self.underway,
            Milestone::Surveyed => self.surveyed,
            Milestone::Recognized => self.recognized,
            Milestone::Typical => self.typical,
        }
    }
}

/// The figures of *Tổng quan*.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// One line for each level that has figures in either period.
    pub levels: Vec<LevelFigures>,
    /// Models registered within the period by field (code or own word), most
    /// first; those without one stand under the empty word.
    pub fields: Vec<(String, u64)>,
    pub funnel: Funnel,
}

/// The period that ends last; of those, the longest.
pub fn latest(periods: &BTreeSet<Period>) -> Option<Period> {
    periods
        .iter()
        .copied()
        .max_by_key(|period| (period.last_day(), std::cmp::Reverse(period.first_day())))
}

/// The last period of the same length that ended before `period` began.
pub fn comparable(periods: &BTreeSet<Period>, period: Period) -> Option<Period> {
    let days = |period: Period| {
        period
            .first_day()
            .until(period.last_day())
            .map(|span| span.get_days())
            .unwrap_or_default()
    };
    // A leap year is as long as any other.
    let same_length = |other: &Period| days(*other).abs_diff(days(period)) <= 3;
    periods
        .iter()
        .copied()
        .filter(same_length)
        .filter(|other| other.last_day() < period.first_day())
        .max()
}

/// What the models of which `counts` is true registered within `period`, beside
/// `compare`. It is asked once for each kind of [`Traits`].
pub fn figures(
    facts: &Facts,
    counts: impl Fn(&Traits) -> bool,
    period: Period,
    compare: Option<Period>,
) -> Figures {
    let traits = facts.map_traits(|traits| counts(traits).then_some(*traits));
    let now = reaches(facts, period);
    let before = compare.map(|compare| reaches(facts, compare));
    let mut count = Count {
        by_field: vec![0; facts.fields.items().len() + 1],
        ..Count::default()
    };
    for (_, slot) in facts.slots() {
        let Some(Some(traits)) = traits.get(slot.traits as usize) else {
            continue;
        };
        let reach = |all: &[Reach]| all.get(slot.list as usize).copied().unwrap_or_default();
        count.add(traits, reach(&now));
        if let Some(before) = &before {
            count.add_earlier(reach(before));
        }
    }
    count.figures(facts)
}

const LEVELS: usize = Level::ALL.len();

/// How far a list of registrations came within a period.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reach {
    levels: [bool; LEVELS],
    registered: bool,
    underway: bool,
    surveyed: bool,
    recognized: bool,
    typical: bool,
}

impl Reach {
    /// Whether it registered at a level.
    pub(super) fn is_at(&self, level: Level) -> bool {
        self.levels.get(level as usize) == Some(&true)
    }
}

/// For each list of registrations how far it came within a period.
pub(super) fn reaches(facts: &Facts, period: Period) -> Vec<Reach> {
    let within = facts.periods.map(|other| period.contains(*other));
    let counts = |of: &&Registered| {
        of.status.is_registered() && within.get(of.period as usize) == Some(&true)
    };
    facts.map_lists(|list| {
        let mut reach = Reach::default();
        for of in list.iter().filter(counts) {
            if let Some(level) = reach.levels.get_mut(of.level as usize) {
                *level = true;
            }
            reach.registered = true;
            reach.underway |= of.status.is_underway();
            reach.surveyed |= of.status.is_surveyed();
            reach.recognized |= of.status.is_recognition();
            reach.typical |= of.typical;
        }
        reach
    })
}

/// The figures while they are counted.
#[derive(Default)]
struct Count {
    levels: [Tally; LEVELS],
    earlier: [u64; LEVELS],
    /// By number of the field; the last is of those without one.
    by_field: Vec<u64>,
    funnel: Funnel,
}

impl Count {
    fn add(&mut self, traits: &Traits, reach: Reach) {
        for (tally, at) in self.levels.iter_mut().zip(reach.levels) {
            if at {
                tally.add(traits.kind, 1);
            }
        }
        let last = self.by_field.len().saturating_sub(1);
        if let Some(field) = self.by_field.get_mut((traits.field as usize).min(last)) {
            *field += u64::from(reach.registered);
        }
        self.funnel.registered += u64::from(reach.registered);
        self.funnel.underway += u64::from(reach.underway);
        self.funnel.surveyed += u64::from(reach.surveyed);
        self.funnel.recognized += u64::from(reach.recognized);
        self.funnel.typical += u64::from(reach.typical);
    }

    fn add_earlier(&mut self, reach: Reach) {
        for (count, at) in self.earlier.iter_mut().zip(reach.levels) {
            *count += u64::from(at);
        }
    }

    fn figures(self, facts: &Facts) -> Figures {
        let levels = Level::ALL.iter().zip(self.levels).zip(self.earlier);
        let levels = levels.map(|((level, tally), earlier)| LevelFigures {
            level: *level,
            collective: tally.collective,
            individual: tally.individual,
            total: tally.total,
            previous: (earlier > 0).then_some(earlier),
        });
        let names = facts.fields.items().iter().cloned().chain([String::new()]);
        let fields = names.zip(self.by_field).filter(|(_, count)| *count > 0);
        let mut fields: Vec<_> = fields.collect();
        fields.sort_by(|(name, count), (other, theirs)| theirs.cmp(count).then(name.cmp(other)));
        Figures {
            levels: levels
                .filter(|line| line.total > 0 || line.previous.is_some())
                .collect(),
            fields,
            funnel: self.funnel,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        Model, ModelKind, ModelSummary, RecordId, RecordKind, RegistrationSummary, Status,
    };

    fn model(kind: ModelKind, registrations: &[(Level, &str, Status)]) -> ModelSummary {
        let registrations =
            registrations
                .iter()
                .map(|(level, period, status)| RegistrationSummary {
                    id: RecordId::fresh(RecordKind::Registration),
                    level: *level,
                    period: Period::parse(period).unwrap(),
                    kind: None,
                    status: *status,
                    typical: false,
                });
        let model = Model {
            name: "x".into(),
            owner: None,
            unit: None,
            kind: Some(kind),
            field: None,
            movement: None,
        };
        ModelSummary {
            model,
            formerly: Vec::new(),
            registrations: registrations.collect(),
            notes: 0,
            conflicts: 0,
            changed: 0,
        }
    }

    #[test]
    fn a_model_counts_once_a_level_however_often_it_registered() {
        use {Level::*, ModelKind::*, Status::*};
        let models = [
            model(
                Collective,
                &[
                    (Base, "2021", Registered),
                    (Base, "2022", Recognized),
                    (District, "2022", Withdrawn),
                ],
            ),
            model(
                Individual,
                &[(Base, "2021-2023", Planned), (District, "2023", Surveyed)],
            ),
            model(
                Collective,
                &[(Base, "2021-2025", Registered), (Base, "2019", Registered)],
            ),
        ];
        let mut facts = Facts::default();
        for (number, summary) in (0..).zip(&models) {
            facts.put(number, summary);
        }
        let span = Period::parse("2021-2023").unwrap();
        let figures = figures(&facts, |_| true, span, Some(Period::Year(2019)));
        let line = |level| {
            figures
                .levels
                .iter()
                .find(|line| line.level == level)
                .copied()
                .unwrap()
        };
        assert_eq!(
            (
                line(Base).collective,
                line(Base).individual,
                line(Base).total,
                line(Base).previous
            ),
            (1, 0, 1, Some(1))
        );
        assert_eq!((line(District).total, line(District).previous), (1, None));
        let funnel = figures.funnel;
        assert_eq!(
            (funnel.registered, funnel.surveyed, funnel.recognized),
            (2, 2, 1)
        );
    }

    #[test]
    fn a_period_is_compared_with_the_last_one_of_its_length() {
        let periods: BTreeSet<Period> = [
            "2015",
            "2019",
            "2020",
            "2016-2020",
            "2021-2023",
            "2018-2020",
            "2016-2018",
        ]
        .iter()
        .map(|period| Period::parse(period).unwrap())
        .collect();
        let compared = |period: &str| {
            comparable(&periods, Period::parse(period).unwrap()).map(|period| period.to_string())
        };
        assert_eq!(latest(&periods).unwrap().to_string(), "2021-2023");
        assert_eq!(compared("2021-2023").as_deref(), Some("2018-2020"));
        assert_eq!(compared("2020").as_deref(), Some("2019"));
        assert_eq!(compared("2015"), None);
    }
}
