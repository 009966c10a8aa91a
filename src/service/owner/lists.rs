//! Importing a list of models: planned in full, then applied in one
//! transaction or not at all.

use super::super::refusal::Refusal;
use super::super::request::{Deed, NewUnits};
use super::super::views::ListPlanView;
use super::list_plan::Planner;
use super::periods::read_labels;
use super::{Open, Report};
use crate::domain::list::ModelList;
use crate::store::RecordChange;

impl Open {
    pub(super) fn plan_list(
        &mut self,
        list: &ModelList,
        new_units: Option<&NewUnits>,
    ) -> Result<ListPlanView, Refusal> {
        self.planned(list, new_units).map(|(view, _)| view)
    }

    pub(super) fn apply_list(
        &mut self,
        list: &ModelList,
        new_units: Option<&NewUnits>,
        report: Report<'_>,
    ) -> Result<ListPlanView, Refusal> {
        let (view, changes) = self.planned(list, new_units)?;
        if !view.faults.is_empty() {
            return Ok(view);
        }
        if !changes.is_empty() {
            self.commit(
                &Deed::ImportList {
                    file: list.file.clone(),
                },
                &changes,
                None,
                report,
            )?;
        }
        Ok(view)
    }

    fn planned(
        &mut self,
        list: &ModelList,
        new_units: Option<&NewUnits>,
    ) -> Result<(ListPlanView, Vec<RecordChange>), Refusal> {
        let list = read_labels(list, &self.period_labels()?);
        Planner::new(self, &list, new_units)?.plan()
    }
}
