//! *Tồn tại*, *kiến nghị* and what is done about them.

use serde_json::Value;

use super::super::super::refusal::{Refusal, SurveyRefusal};
use super::super::super::request::{
    NewFinding, NewFollowUp, NewRecommendation, RecommendationMove, SurveyDeed,
};
use super::super::super::views::ChangeView;
use super::{Open, begin, day_value, id_value, line, lines, named, needed, over_what_stands};
use crate::domain::survey::{
    Confirmer, Direction, Recommendation, RecommendationStep, check_recommendation, member_key,
};
use crate::domain::{Fields, RecordId, RecordKind, Unit, Word};
use crate::store::RecordChange;

impl Open {
    pub(super) fn add_finding(&mut self, new: &NewFinding) -> Result<ChangeView, Refusal> {
        let visit = self.open_visit_record(new.visit)?;
        let finding = RecordId::fresh(RecordKind::Finding);
        let fields = named([
            ("visit", id_value(Some(new.visit))),
            ("model", id_value(new.model)),
            ("text", needed("text", lines(Some(&new.text)))?),
            ("degree", new.degree.code().into()),
            ("objective_cause", lines(new.objective_cause.as_deref())),
            ("subjective_cause", lines(new.subjective_cause.as_deref())),
            ("responsible", line(new.responsible.as_deref())),
        ]);
        let name = self.visit_title(&visit);
        self.do_survey(
            SurveyDeed::AddFinding { name },
            finding,
            &[begin(finding, fields)],
        )
    }

    pub(super) fn add_recommendation(
        &mut self,
        new: &NewRecommendation,
    ) -> Result<ChangeView, Refusal> {
        let visit = self.open_visit_record(new.visit)?;
        let taken = self.standing_children(new.visit, RecordKind::Recommendation)?;
        let last = taken
            .iter()
            .filter_map(|(_, fields)| Recommendation::read(fields).number_value())
            .max();
        let number = Recommendation::number_words(last.unwrap_or_default() + 1);
        let unit = visit.unit.and_then(|unit| self.names.units.get(unit));
        let to = match (&new.to, new.direction, unit) {
            (None, Direction::ToUnit, Some(unit)) => Some(Unit::full_name(unit)),
            (to, ..) => to.clone(),
        };
        let asked = RecordId::fresh(RecordKind::Recommendation);
        let fields = named([
            ("visit", id_value(Some(new.visit))),
            ("number", number.clone().into()),
            ("direction", new.direction.code().into()),
            ("to", line(to.as_deref())),
            ("model", id_value(new.model)),
            ("finding", id_value(new.finding)),
            ("text", needed("text", lines(Some(&new.text)))?),
            ("due", day_value(new.due)),
            ("product", line(new.product.as_deref())),
            ("status", RecommendationStep::Open.code().into()),
        ]);
        let deed = SurveyDeed::AddRecommendation { name: number };
        self.do_survey(deed, asked, &[begin(asked, fields)])
    }

    pub(super) fn step_recommendation(
        &mut self,
        step: &RecommendationMove,
    ) -> Result<ChangeView, Refusal> {
        let (asked, moved) = self.moved(step)?;
        let mut changes = vec![moved];
        changes.extend(self.judged(step)?);
        let name = asked.number.unwrap_or_default();
        let deed = SurveyDeed::StepRecommendation { name };
        self.do_survey(deed, step.recommendation, &changes)
    }

    pub(super) fn add_follow_up(&mut self, new: &NewFollowUp) -> Result<ChangeView, Refusal> {
        let stored = self.standing(new.recommendation, RecordKind::Recommendation)?;
        let asked = Recommendation::read(&Fields(stored.state.shown()));
        let done = RecordId::fresh(RecordKind::FollowUp);
        let fields = named([
            ("recommendation", id_value(Some(new.recommendation))),
            ("date", day_value(Some(new.date))),
            ("text", needed("text", lines(Some(&new.text)))?),
            ("by", line(new.by.as_deref())),
        ]);
        let mut changes = vec![begin(done, fields)];
        if let Some(to) = new.step.filter(|to| *to != asked.step) {
            let step = RecommendationMove {
                recommendation: new.recommendation,
                to,
                reason: None,
                at_visit: None,
            };
            let (_, moved) = self.moved(&step)?;
            changes.push(moved);
        }
        let name = asked.number.unwrap_or_default();
        self.do_survey(SurveyDeed::AddFollowUp { name }, done, &changes)
    }

    /// The guarded change of a *kiến nghị*.
    fn moved(&self, step: &RecommendationMove) -> Result<(Recommendation, RecordChange), Refusal> {
        let stored = self.standing(step.recommendation, RecordKind::Recommendation)?;
        let asked = Recommendation::read(&Fields(stored.state.shown()));
        let confirmer = self.confirmer(&asked, step)?;
        check_recommendation(asked.step, step.to, step.reason.as_deref(), confirmer)
            .map_err(SurveyRefusal::Recommendation)?;
        let mut fields = named([("status", step.to.code().into())]);
        let reason = line(step.reason.as_deref());
        if !reason.is_null() {
            fields.push(("reason".to_owned(), reason));
        }
        if step.to == RecommendationStep::Confirmed && confirmer == Confirmer::LaterVisit {
            fields.push(("confirmed_at".to_owned(), id_value(step.at_visit)));
        }
        let change = over_what_stands(step.recommendation, &stored, fields);
        Ok((asked, change))
    }

    /// The later visit's own word on it: what its minutes will say.
    fn judged(&self, step: &RecommendationMove) -> Result<Option<RecordChange>, Refusal> {
        let Some(visit) = step.at_visit else {
            return Ok(None);
        };
        let stored = self.standing(visit, RecordKind::Visit)?;
        let key = format!("earlier.{}", step.recommendation.id);
        let mut fields = vec![(format!("{key}.status"), Value::from(step.to.code()))];
        let text = lines(step.reason.as_deref());
        if !text.is_null() {
            fields.push((format!("{key}.text"), text));
        }
        Ok(Some(over_what_stands(visit, &stored, fields)))
    }

    pub(super) fn confirmer(
        &self,
        asked: &Recommendation,
        step: &RecommendationMove,
    ) -> Result<Confirmer, Refusal> {
        let origin = match asked.visit {
            Some(id) => Some((id, self.visit(id)?.0)),
            None => None,
        };
        if let Some(id) = step.at_visit {
            let (later, _) = self.visit(id)?;
            let came_again = origin.as_ref().is_some_and(|(first, visit)| {
                *first != id && later.date >= visit.date && self.is_same_place(visit, &later)
            });
            if came_again {
                return Ok(Confirmer::LaterVisit);
            }
        }
        let officer = self.names.officer(&self.officer()?);
        let key = member_key(&officer);
        let is_member =
            origin.is_some_and(|(_, visit)| visit.delegation.iter().any(|party| party.key == key));
        Ok(if is_member {
            Confirmer::Member
        } else {
            Confirmer::Outsider
        })
    }
}
