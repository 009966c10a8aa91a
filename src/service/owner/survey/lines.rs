//! Visits in lists.

use std::collections::BTreeSet;

use super::super::super::refusal::Refusal;
use super::super::super::request::VisitFilter;
use super::super::super::views::{ConclusionView, VisitLine};
use super::Open;
use crate::domain::survey::{Conclusion, Visit};
use crate::domain::{Fields, RecordId, RecordKind, Registration};

impl Open {
    /// Visits that fit, latest first.
    pub(super) fn visit_lines(&self, filter: &VisitFilter) -> Result<Vec<VisitLine>, Refusal> {
        let tree = filter.unit.map(|unit| self.names.units.tree(unit));
        let mut lines = Vec::new();
        for (id, fields) in self.visits_near(filter)? {
            let visit = Visit::read(&fields);
            let fits = filter.round.is_none_or(|round| visit.round == Some(round))
                && filter
                    .model
                    .is_none_or(|model| visit.models.iter().any(|seen| seen.id == model))
                && is_in(tree.as_ref(), visit.unit);
            if fits {
                lines.push(self.visit_line(id, &visit)?);
            }
        }
        lines.sort_by_key(|line| std::cmp::Reverse((line.date, line.id)));
        Ok(lines)
    }

    /// The visits that may fit: those that belong to what is asked for.
    fn visits_near(&self, filter: &VisitFilter) -> Result<Vec<(RecordId, Fields)>, Refusal> {
        match filter.model.or(filter.round) {
            Some(parent) => self.standing_children(parent, RecordKind::Visit),
            None => self.all_standing(RecordKind::Visit),
        }
    }

    pub(super) fn visit_line(&self, id: RecordId, visit: &Visit) -> Result<VisitLine, Refusal> {
        let children = self.store.children(&id.to_string())?;
        let mut counts = [0, 0];
        for child in children {
            let at = match child.kind {
                RecordKind::Finding => 0,
                RecordKind::Recommendation => 1,
                _ => continue,
            };
            let stored = self.store.record(&child.to_string())?;
            if let (Some(count), true) = (
                counts.get_mut(at),
                stored.is_some_and(|stored| !stored.is_gone()),
            ) {
                *count += 1;
            }
        }
        let [findings, recommendations] = counts;
        let stored = self.store.record(&id.to_string())?.unwrap_or_default();
        let conclusions = visit.conclusions.iter();
        Ok(VisitLine {
            id,
            title: self.visit_title(visit),
            round: visit.round,
            round_name: visit
                .round
                .and_then(|round| self.names.of(round))
                .map(str::to_owned),
            unit: visit.unit.map(|unit| self.unit_name(unit)),
            date: visit.date,
            models: visit
                .models
                .iter()
                .map(|model| (model.id, model.name.clone()))
                .collect(),
            conclusions: conclusions
                .map(|conclusion| self.conclusion_view(conclusion))
                .collect::<Result<_, _>>()?,
            findings,
            recommendations,
            signed: visit.signature.is_some(),
            conflicts: u32::try_from(stored.state.conflicts().count()).unwrap_or(u32::MAX),
        })
    }

    fn conclusion_view(&self, conclusion: &Conclusion) -> Result<ConclusionView, Refusal> {
        let stored = self.store.record(&conclusion.registration.to_string())?;
        let registration =
            stored.and_then(|stored| Registration::read(&Fields(stored.state.shown())));
        Ok(ConclusionView {
            registration: conclusion.registration,
            model: registration.as_ref().map(|registration| registration.model),
            level: registration.as_ref().map(|registration| registration.level),
            period: registration.map(|registration| registration.period),
            status: conclusion.status,
            reason: conclusion.reason.clone(),
            due: conclusion.due,
        })
    }
}

/// Whether a unit lies in a tree; without a tree everything does.
pub(super) fn is_in(tree: Option<&BTreeSet<RecordId>>, unit: Option<RecordId>) -> bool {
    tree.is_none_or(|tree| unit.is_some_and(|unit| tree.contains(&unit)))
}
