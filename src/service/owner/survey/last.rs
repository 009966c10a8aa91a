//! What was before: the visit to the same place before this one, and what it
//! asked for.

use serde_json::Value;

use super::super::super::refusal::{Refusal, SurveyRefusal};
use super::super::super::request::{CopyWhat, SurveyDeed};
use super::super::super::views::{ChangeView, EarlierView, RecommendationView};
use super::{Open, over_what_stands};
use crate::domain::survey::{Direction, Visit};
use crate::domain::{RecordId, RecordKind, Unit};

/// Families that hold what was found, path by path.
const FOUND: &[&str] = &["answer", "remark"];

impl Open {
    /// The visits to the same place before this one, latest first.
    pub(super) fn earlier_visits(
        &self,
        id: RecordId,
        visit: &Visit,
    ) -> Result<Vec<(RecordId, Visit)>, Refusal> {
        let mut earlier = Vec::new();
        for unit in visit
            .unit
            .map(|unit| self.place_through_time(unit))
            .unwrap_or_default()
        {
            for (other, fields) in self.standing_children(unit, RecordKind::Visit)? {
                let before = Visit::read(&fields);
                if other != id && (before.date, other) < (visit.date, id) {
                    earlier.push((other, before));
                }
            }
        }
        earlier.sort_by_key(|(id, visit)| std::cmp::Reverse((visit.date, *id)));
        earlier.dedup_by_key(|(id, _)| *id);
        Ok(earlier)
    }

    /// The unit and all that it grew out of: a reorganised commune answers for
    /// what was asked of those before it.
    fn place_through_time(&self, unit: RecordId) -> Vec<RecordId> {
        let mut place = vec![unit];
        let mut next = 0;
        while let Some(&grown) = place.get(next) {
            let came_from = |unit: &Unit| unit.successors.iter().any(|then| then.unit == grown);
            let before = self.names.units.iter();
            let before = before.filter(|(_, unit)| came_from(unit)).map(|(id, _)| id);
            let before: Vec<RecordId> = before.filter(|id| !place.contains(id)).collect();
            place.extend(before);
            next += 1;
        }
        place
    }

    pub(super) fn is_same_place(&self, first: &Visit, later: &Visit) -> bool {
        let place = later.unit.map(|unit| self.place_through_time(unit));
        first
            .unit
            .is_some_and(|unit| place.is_some_and(|place| place.contains(&unit)))
    }

    /// What earlier visits asked of the unit, unless it was closed before this
    /// visit: closed at this one, it still belongs into its minutes. Signed
    /// minutes speak of what they judged, and of nothing that came later.
    pub(super) fn earlier_asked(
        &self,
        id: RecordId,
        visit: &Visit,
        today: jiff::civil::Date,
    ) -> Result<Vec<EarlierView>, Refusal> {
        let mut all = Vec::new();
        for (other, before) in self.earlier_visits(id, visit)? {
            for recommendation in self.asked_by(other, &before, today)? {
                let judged = visit
                    .earlier
                    .iter()
                    .find(|judged| judged.recommendation == recommendation.id)
                    .cloned();
                let is_settled = visit.signature.is_some();
                let belongs = judged.is_some() || !is_settled && is_open_for(&recommendation, id);
                if recommendation.direction == Direction::ToUnit && belongs {
                    all.push(EarlierView {
                        recommendation,
                        judged,
                    });
                }
            }
        }
        Ok(all)
    }

    /// Takes answers and remarks over from the last visit to the place.
    pub(super) fn copy_last(
        &mut self,
        id: RecordId,
        what: &CopyWhat,
    ) -> Result<ChangeView, Refusal> {
        let visit = self.open_visit_record(id)?;
        let last = self.earlier_visits(id, &visit)?.into_iter().next();
        let (last, _) = last.ok_or(SurveyRefusal::NoEarlierVisit)?;
        let (_, then) = self.visit(last)?;
        let stored = self.standing(id, RecordKind::Visit)?;
        let now = stored.state.shown();
        let is_wanted = |field: &str| {
            let found = FOUND.iter().find_map(|family| {
                let path = field.strip_prefix(family)?.strip_prefix('.')?;
                Some(match what {
                    CopyWhat::One { path: wanted } => path == wanted,
                    CopyWhat::Unanswered => !now.contains_key(&format!("answer.{path}")),
                })
            });
            let begins = field.starts_with("instance.") && !now.contains_key(field);
            found.unwrap_or(begins && *what == CopyWhat::Unanswered)
        };
        let copied: Vec<(String, Value)> = then
            .0
            .into_iter()
            .filter(|(field, _)| is_wanted(field))
            .collect();
        let change = over_what_stands(id, &stored, copied);
        if change.fields.is_empty() {
            return Ok(ChangeView {
                record: id,
                ops: Vec::new(),
            });
        }
        let name = self.visit_title(&visit);
        self.do_survey(SurveyDeed::CopyLast { name }, id, &[change])
    }
}

/// Whether it was open when the visit began, as far as the book tells: what
/// the visit itself confirmed was.
fn is_open_for(asked: &RecommendationView, visit: RecordId) -> bool {
    !asked.step.is_closed() || asked.confirmed_at == Some(visit)
}
