//! *Tổng quan*: the figures of a period, compared, and what is to be done.

use std::collections::{BTreeMap, BTreeSet};

use super::super::refusal::Refusal;
use super::super::request::OverviewQuery;
use super::super::views::{Funnel, LevelFigures, OverviewView};
use super::Open;
use crate::domain::{Level, ModelKind, ModelSummary, Movement, Period, Word};

impl Open {
    pub(super) fn overview(&mut self, query: &OverviewQuery) -> Result<OverviewView, Refusal> {
        let tree = query.unit.map(|unit| self.names.units.tree(unit));
        let movement = Movement::identity(Movement::DAN_VAN_KHEO);
        let counted = |summary: &ModelSummary| {
            let unit = summary.model.unit;
            summary.model.movement.is_none_or(|of| of == movement)
                && tree
                    .as_ref()
                    .is_none_or(|tree| unit.is_some_and(|unit| tree.contains(&unit)))
        };
        let catalog = self.catalog()?;
        let models = catalog.len() as u64;
        let counted: Vec<&ModelSummary> = catalog
            .rows()
            .map(|row| &row.summary)
            .filter(|summary| counted(summary))
            .collect();
        let periods = periods_of(&counted);
        let period = query.period.or_else(|| latest(&periods));
        let compare = query
            .compare
            .or_else(|| period.and_then(|period| comparable(&periods, period)));
        let mut view = OverviewView {
            period,
            compare,
            models,
            ..OverviewView::default()
        };
        if let Some(period) = period {
            count(&mut view, &counted, period, compare);
        }
        view.periods = periods.into_iter().collect();
        view.unit = query.unit.map(|unit| self.unit_name(unit));
        view.drafts = self.draft_views()?;
        view.conflicts = self.store.conflict_count()?;
        view.uncarried = self.store.uncarried()?;
        Ok(view)
    }
}

fn periods_of(models: &[&ModelSummary]) -> BTreeSet<Period> {
    let registrations = models.iter().flat_map(|summary| &summary.registrations);
    registrations
        .filter(|registration| registration.status.is_registered())
        .map(|registration| registration.period)
        .collect()
}

/// The period that ends last; of those, the longest.
fn latest(periods: &BTreeSet<Period>) -> Option<Period> {
    periods
        .iter()
        .copied()
        .max_by_key(|period| (period.last_day(), std::cmp::Reverse(period.first_day())))
}

/// The last period of the same length that ended before `period` began.
fn comparable(periods: &BTreeSet<Period>, period: Period) -> Option<Period> {
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

fn count(
    view: &mut OverviewView,
    models: &[&ModelSummary],
    period: Period,
    compare: Option<Period>,
) {
    let mut fields: BTreeMap<&str, u64> = BTreeMap::new();
    for summary in models {
        let registered = registered_in(summary, period);
        if registered.is_empty() {
            continue;
        }
        *fields
            .entry(summary.model.field.as_deref().unwrap_or_default())
            .or_default() += 1;
        add_to_funnel(&mut view.funnel, summary, period);
    }
    view.fields = fields
        .into_iter()
        .map(|(field, count)| (field.to_owned(), count))
        .collect();
    view.fields
        .sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for &level in Level::ALL {
        let now = figures(models, level, period);
        let before = compare
            .map(|compare| figures(models, level, compare).total)
            .filter(|total| *total > 0);
        if now.total > 0 || before.is_some() {
            view.levels.push(LevelFigures {
                previous: before,
                ..now
            });
        }
    }
}

/// The levels at which a model registered within a period.
fn registered_in(summary: &ModelSummary, period: Period) -> BTreeSet<Level> {
    let within = summary
        .registrations
        .iter()
        .filter(|registration| period.contains(registration.period));
    within
        .filter(|registration| registration.status.is_registered())
        .map(|registration| registration.level)
        .collect()
}

fn figures(models: &[&ModelSummary], level: Level, period: Period) -> LevelFigures {
    let mut figures = LevelFigures {
        level,
        collective: 0,
        individual: 0,
        total: 0,
        previous: None,
    };
    for summary in models
        .iter()
        .filter(|summary| registered_in(summary, period).contains(&level))
    {
        figures.total += 1;
        match summary.model.kind {
            Some(ModelKind::Collective) => figures.collective += 1,
            Some(ModelKind::Individual) => figures.individual += 1,
            None => {}
        }
    }
    figures
}

fn add_to_funnel(funnel: &mut Funnel, summary: &ModelSummary, period: Period) {
    let any = |fits: fn(&crate::domain::RegistrationSummary) -> bool| {
        u64::from(
            summary
                .registrations
                .iter()
                .any(|registration| period.contains(registration.period) && fits(registration)),
        )
    };
    funnel.registered += 1;
    funnel.underway += any(|registration| registration.status.is_underway());
    funnel.surveyed += any(|registration| registration.status.is_surveyed());
    funnel.recognized += any(|registration| registration.status.is_recognition());
    funnel.typical += any(|registration| registration.typical);
}
