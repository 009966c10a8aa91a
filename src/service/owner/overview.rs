//! *Tổng quan*: the figures of a period, compared, and what is to be done.

use std::sync::MutexGuard;

use super::super::refusal::Refusal;
use super::super::request::OverviewQuery;
use super::super::shelf::{Readiness, Shelved};
use super::super::views::OverviewView;
use super::Open;
use crate::domain::Movement;
use crate::report::facts::Traits;
use crate::report::{self, course};

impl Open {
    /// Counts “Dân vận khéo” alone: other movements never enter its totals.
    pub(super) fn overview(&mut self, query: &OverviewQuery) -> Result<OverviewView, Refusal> {
        let view = self.figures_in(&self.catalog(Readiness::Counted)?, query);
        self.beside_figures(view, query)
    }

    /// The same, without the figures while they are being counted.
    pub(super) fn overview_so_far(
        &mut self,
        query: &OverviewQuery,
    ) -> Result<OverviewView, Refusal> {
        let catalog = self.glance(Readiness::Counted)?;
        let view = if catalog.readiness() >= Readiness::Counted {
            self.figures_in(&catalog, query)
        } else {
            OverviewView {
                models: self.store.summary_count()?,
                preparing: catalog.preparing(),
                ..OverviewView::default()
            }
        };
        drop(catalog);
        self.beside_figures(view, query)
    }

    fn figures_in(&self, catalog: &MutexGuard<'_, Shelved>, query: &OverviewQuery) -> OverviewView {
        let facts = catalog.facts();
        let tree = query.unit.map(|unit| self.names.units.tree(unit));
        let movement = facts
            .movements
            .find(&Movement::identity(Movement::DAN_VAN_KHEO));
        let counts = |traits: &Traits| {
            let of = facts.movements.items().get(traits.movement as usize);
            let unit = facts.units.items().get(traits.unit as usize);
            (of.is_none() || movement == Some(traits.movement))
                && tree
                    .as_ref()
                    .is_none_or(|tree| unit.is_some_and(|unit| tree.contains(unit)))
        };
        let periods = facts.periods_of(counts);
        let period = query.period.or_else(|| report::latest(&periods));
        let compare = query
            .compare
            .or_else(|| period.and_then(|period| report::comparable(&periods, period)));
        let figures = period.map(|period| report::figures(facts, counts, period, compare));
        let figures = figures.unwrap_or_default();
        let steps = period.map(|period| course::up_to(period, &periods));
        let courses = steps.map(|steps| report::level_courses(facts, counts, &steps));
        OverviewView {
            period,
            compare,
            periods: periods.into_iter().collect(),
            levels: figures.levels,
            courses: courses.unwrap_or_default(),
            fields: figures.fields,
            funnel: figures.funnel,
            models: catalog.len() as u64,
            ..OverviewView::default()
        }
    }

    /// What is to be done, in the whole book.
    fn beside_figures(
        &mut self,
        mut view: OverviewView,
        query: &OverviewQuery,
    ) -> Result<OverviewView, Refusal> {
        view.unit = query.unit.map(|unit| self.unit_name(unit));
        view.drafts = self.draft_views()?;
        view.conflicts = self.store.conflict_count()?;
        view.uncarried = self.store.deliveries()?.count().unsent;
        view.waiting = self.store.waiting()?.values().sum();
        Ok(view)
    }
}
