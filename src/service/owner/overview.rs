//! *Tổng quan*: the figures of a period, compared, and what is to be done.

use super::super::refusal::Refusal;
use super::super::request::OverviewQuery;
use super::super::views::OverviewView;
use super::Open;
use crate::domain::{ModelSummary, Movement};
use crate::report;

impl Open {
    /// Counts “Dân vận khéo” alone: other movements never enter its totals.
    pub(super) fn overview(&mut self, query: &OverviewQuery) -> Result<OverviewView, Refusal> {
        let tree = query.unit.map(|unit| self.names.units.tree(unit));
        let movement = Movement::identity(Movement::DAN_VAN_KHEO);
        let counts = |summary: &&ModelSummary| {
            let unit = summary.model.unit;
            summary.model.movement.is_none_or(|of| of == movement)
                && tree
                    .as_ref()
                    .is_none_or(|tree| unit.is_some_and(|unit| tree.contains(&unit)))
        };
        let catalog = self.catalog()?;
        let all = catalog.len() as u64;
        let models: Vec<&ModelSummary> = catalog
            .rows()
            .map(|row| &row.summary)
            .filter(counts)
            .collect();
        let periods = report::periods(models.iter().copied());
        let period = query.period.or_else(|| report::latest(&periods));
        let compare = query
            .compare
            .or_else(|| period.and_then(|period| report::comparable(&periods, period)));
        let mut view = OverviewView {
            period,
            compare,
            models: all,
            ..OverviewView::default()
        };
        if let Some(period) = period {
            view.levels = report::by_level(&models, period, compare);
            view.fields = report::by_field(&models, period);
            view.funnel = report::funnel(&models, period);
        }
        view.periods = periods.into_iter().collect();
        view.unit = query.unit.map(|unit| self.unit_name(unit));
        view.drafts = self.draft_views()?;
        view.conflicts = self.store.conflict_count()?;
        view.uncarried = self.store.deliveries()?.count().unsent;
        view.waiting = self.store.waiting()?.values().sum();
        Ok(view)
    }
}
