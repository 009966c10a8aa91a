//! One *kiến nghị* with its visit, its finding, the steps that may follow and
//! its history.

use jiff::civil::Date;

use super::super::super::refusal::Refusal;
use super::super::super::request::RecommendationMove;
use super::super::super::views::{
    FindingView, RecommendationDetail, RecommendationView, StepView, VisitLine,
};
use super::Open;
use crate::domain::survey::{
    Finding, Recommendation, RecommendationGuard, RecommendationStep, Visit, check_recommendation,
};
use crate::domain::{Fields, RecordId, RecordKind};

impl Open {
    pub(super) fn recommendation_detail(
        &mut self,
        id: RecordId,
        today: Date,
    ) -> Result<RecommendationDetail, Refusal> {
        let (view, asked) = self.recommendation_on(id, today)?;
        let line = |visit: Option<RecordId>| -> Result<Option<VisitLine>, Refusal> {
            let Some(visit) = visit else { return Ok(None) };
            match self.visit(visit) {
                Ok((read, _)) => self.visit_line(visit, &read).map(Some),
                // Taken out, or in a bundle that has not come yet.
                Err(Refusal::NoRecord { .. }) => Ok(None),
                Err(refusal) => Err(refusal),
            }
        };
        let (visit, confirmed_at) = (line(view.visit)?, line(view.confirmed_at)?);
        let steps = self.steps_of(id, &asked)?;
        let finding = view.finding.map(|finding| self.finding(finding));
        let finding = finding.transpose()?.flatten();
        let mut told = vec![id];
        told.extend(view.follow_ups.iter().map(|done| done.id));
        let deliveries = self.store.deliveries()?;
        let mut history = Vec::new();
        for record in told {
            history.extend(self.history_of(record, &deliveries)?);
        }
        history.sort_by_key(|line| std::cmp::Reverse(line.at));
        Ok(RecommendationDetail {
            recommendation: view,
            visit,
            finding,
            confirmed_at,
            steps,
            history,
        })
    }

    /// One as it stands on a day, numbered among those of its visit.
    fn recommendation_on(
        &self,
        id: RecordId,
        today: Date,
    ) -> Result<(RecommendationView, Recommendation), Refusal> {
        let stored = self.standing(id, RecordKind::Recommendation)?;
        let asked = Recommendation::read(&Fields(stored.state.shown()));
        let visit = asked
            .visit
            .and_then(|visit| Some((visit, self.visit(visit).ok()?.0)));
        let siblings = match &visit {
            Some((visit, read)) => self.asked_by(*visit, read, today)?,
            None => self.numbered(None, vec![(id, asked.clone())], today)?,
        };
        let view = siblings.into_iter().find(|view| view.id == id);
        let missing = || Refusal::NoRecord { id: id.to_string() };
        Ok((view.ok_or_else(missing)?, asked))
    }

    fn finding(&self, id: RecordId) -> Result<Option<FindingView>, Refusal> {
        let Ok(stored) = self.standing(id, RecordKind::Finding) else {
            return Ok(None);
        };
        let finding = Finding::read(&Fields(stored.state.shown()));
        let model = finding.model.map(|model| self.title_of(model));
        Ok(Some(FindingView {
            id,
            model: model.transpose()?,
            finding,
        }))
    }

    /// The steps that may follow, as the officer at the keyboard may take them.
    fn steps_of(&self, id: RecordId, asked: &Recommendation) -> Result<Vec<StepView>, Refusal> {
        let mut steps = Vec::new();
        for &to in asked.step.steps() {
            let step = RecommendationMove {
                recommendation: id,
                to,
                reason: None,
                at_visit: None,
            };
            let confirmer = self.confirmer(asked, &step)?;
            let guard = check_recommendation(asked.step, to, None, confirmer).err();
            steps.push(StepView {
                to,
                at_visit: None,
                // A reason is asked for when the step is taken.
                guard: guard.filter(|guard| *guard != RecommendationGuard::NoReason),
            });
        }
        if asked.step.steps().contains(&RecommendationStep::Confirmed) {
            steps.extend(self.confirming_visits(asked)?);
        }
        Ok(steps)
    }

    /// Confirmation at a later visit to the place that still takes changes.
    fn confirming_visits(&self, asked: &Recommendation) -> Result<Vec<StepView>, Refusal> {
        let Some(first) = asked.visit else {
            return Ok(Vec::new());
        };
        let Ok((origin, _)) = self.visit(first) else {
            return Ok(Vec::new());
        };
        let mut steps = Vec::new();
        for (id, fields) in self.all_standing(RecordKind::Visit)? {
            let later = Visit::read(&fields);
            let came_again = id != first
                && later.date >= origin.date
                && later.signature.is_none()
                && self.is_same_place(&origin, &later);
            if came_again {
                steps.push(StepView {
                    to: RecommendationStep::Confirmed,
                    at_visit: Some(self.visit_line(id, &later)?),
                    guard: None,
                });
            }
        }
        Ok(steps)
    }
}
