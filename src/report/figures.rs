//! How many models registered, by level, kind and field, and how far they came.
//!
//! The unit of counting is the *mô hình*: within a period each model counts
//! once a level, however often it registered there (DOMAIN A4: “mô hình” and
//! “lượt đăng ký” are different units).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::{Level, Milestone, ModelKind, ModelSummary, Period, RegistrationSummary, Word};

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

/// Every period in which a model registered.
pub fn periods<'a>(models: impl IntoIterator<Item = &'a ModelSummary>) -> BTreeSet<Period> {
    let registrations = models
        .into_iter()
        .flat_map(|summary| &summary.registrations);
    registrations
        .filter(|registration| registration.status.is_registered())
        .map(|registration| registration.period)
        .collect()
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

/// One line for each level that has figures in `period` or in `compare`.
pub fn by_level(
    models: &[&ModelSummary],
    period: Period,
    compare: Option<Period>,
) -> Vec<LevelFigures> {
    let line = |&level: &Level| {
        let now = at_level(models, level, period);
        let before = compare
            .map(|compare| at_level(models, level, compare).total)
            .filter(|total| *total > 0);
        (now.total > 0 || before.is_some()).then_some(LevelFigures {
            previous: before,
            ..now
        })
    };
    Level::ALL.iter().filter_map(line).collect()
}

fn at_level(models: &[&ModelSummary], level: Level, period: Period) -> LevelFigures {
    let mut figures = LevelFigures {
        level,
        collective: 0,
        individual: 0,
        total: 0,
        previous: None,
    };
    for summary in models {
        if !within(summary, period).any(|registration| registration.level == level) {
            continue;
        }
        figures.total += 1;
        match summary.model.kind {
            Some(ModelKind::Collective) => figures.collective += 1,
            Some(ModelKind::Individual) => figures.individual += 1,
            None => {}
        }
    }
    figures
}

/// Models registered within a period by field (code or own word), most first;
/// those without one stand under the empty word.
pub fn by_field(models: &[&ModelSummary], period: Period) -> Vec<(String, u64)> {
    let mut fields: BTreeMap<&str, u64> = BTreeMap::new();
    for summary in models
        .iter()
        .filter(|summary| within(summary, period).next().is_some())
    {
        *fields
            .entry(summary.model.field.as_deref().unwrap_or_default())
            .or_default() += 1;
    }
    let mut fields: Vec<_> = fields
        .into_iter()
        .map(|(field, count)| (field.to_owned(), count))
        .collect();
    fields.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    fields
}

/// How far the models registered within a period came.
pub fn funnel(models: &[&ModelSummary], period: Period) -> Funnel {
    let mut funnel = Funnel::default();
    for summary in models {
        let any =
            |fits: fn(&RegistrationSummary) -> bool| u64::from(within(summary, period).any(fits));
        funnel.registered += any(|_| true);
        funnel.underway += any(|registration| registration.status.is_underway());
        funnel.surveyed += any(|registration| registration.status.is_surveyed());
        funnel.recognized += any(|registration| registration.status.is_recognition());
        funnel.typical += any(|registration| registration.typical);
    }
    funnel
}

/// A model's registrations that count within a period.
fn within(summary: &ModelSummary, period: Period) -> impl Iterator<Item = &RegistrationSummary> {
    summary.registrations.iter().filter(move |registration| {
        period.contains(registration.period) && registration.status.is_registered()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Model, RecordId, RecordKind, Status};

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
        let models: Vec<&ModelSummary> = models.iter().collect();
        let span = Period::parse("2021-2023").unwrap();
        let figures = by_level(&models, span, Some(Period::Year(2019)));
        let line = |level| {
            figures
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
        let funnel = funnel(&models, span);
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
