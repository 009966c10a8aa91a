//! How the figures of a report went through time.

use jiff::Zoned;

use super::super::refusal::Refusal;
use super::super::shelf::Readiness;
use super::Open;
use super::listed::asked_for;
use super::reports::period_of;
use crate::report::{Courses, ReportId, ReportQuery, Through};

impl Open {
    /// The same report on each of its steps; none where it has no courses, or
    /// there is only one step. Others are answered between the steps.
    pub(super) fn courses(&mut self, query: &ReportQuery) -> Result<Option<Courses>, Refusal> {
        let Some(through) = Through::of(query.report) else {
            return Ok(None);
        };
        let today = Zoned::now().date();
        let (period, mut registered) = {
            let catalog = self.catalog(Readiness::Counted)?;
            let facts = catalog.facts();
            let period = period_of(query, facts, today);
            let ground = self.ground(query, period);
            (period, facts.periods_of(asked_for(facts, &ground, query)))
        };
        if query.report == ReportId::B13 {
            // What B13 compares with may be known from published figures alone.
            registered.insert(query.compare.unwrap_or_else(|| period.previous()));
        }
        let mut steps = through.steps(period, &registered);
        steps.retain(|step| step.first_day() <= today);
        if steps.len() < 2 {
            return Ok(None);
        }
        let registers = self.registers(query.report)?;
        let mut tables = Vec::new();
        for step in steps {
            let query = ReportQuery {
                period: Some(step),
                compare: None,
                ..query.clone()
            };
            tables.push((step, self.counted(&query, &registers)?));
        }
        Ok(Some(Courses::new(query.report, through, &tables)))
    }
}
