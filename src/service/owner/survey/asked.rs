//! Lists of *kiến nghị* as they stand on a day.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::Date;

use super::super::super::asked::scope_holds;
use super::super::super::refusal::Refusal;
use super::super::super::request::{RecommendationFilter, RecommendationScope};
use super::super::super::views::{
    DeadlinesView, FollowUpView, RecommendationPage, RecommendationView,
};
use super::Open;
use crate::domain::survey::{Direction, FollowUp, Recommendation, Visit};
use crate::domain::{RecordId, RecordKind};
use crate::text;

impl Open {
    pub(super) fn recommendations(
        &self,
        filter: &RecommendationFilter,
    ) -> Result<RecommendationPage, Refusal> {
        let tree = filter.unit.map(|unit| self.names.units.tree(unit));
        let place = |unit| text::collation_key(&self.unit_name(unit).name);
        let here = self.asked.look(
            Duration::MAX,
            || self.reading_asked(),
            |asked| asked.select(filter, tree.as_ref(), place),
        )?;
        let here = here.unwrap_or_default();
        let mut lines = Vec::new();
        for (id, number) in here.page {
            lines.extend(self.asked_line(id, number, filter.today)?);
        }
        Ok(RecommendationPage {
            counts: here.counts,
            matching: here.matching,
            offset: filter.offset,
            lines,
        })
    }

    /// One of a page; `None` when this reader's book no longer has it.
    fn asked_line(
        &self,
        id: RecordId,
        number: usize,
        today: Date,
    ) -> Result<Option<RecommendationView>, Refusal> {
        let Some(fields) = self.found_fields(id)? else {
            return Ok(None);
        };
        let asked = Recommendation::read(&fields);
        let visit = self.visit_asked_at(asked.visit);
        let visit = visit.as_ref().map(|(id, visit)| (*id, visit));
        self.asked_view(visit, id, asked, number, today).map(Some)
    }

    /// The visit that something was asked at, while it stands.
    pub(super) fn visit_asked_at(&self, visit: Option<RecordId>) -> Option<(RecordId, Visit)> {
        let visit = visit?;
        self.visit(visit).ok().map(|(read, _)| (visit, read))
    }

    /// How many are pressing; counted in the book while they are being read
    /// for the list.
    pub(super) fn deadlines(&self, today: Date) -> Result<DeadlinesView, Refusal> {
        let known = self.asked.look(
            Duration::ZERO,
            || self.reading_asked(),
            |asked| asked.pressing(today),
        )?;
        if let Some(pressing) = known {
            return Ok(pressing);
        }
        let mut pressing = DeadlinesView::default();
        for (_, fields) in self.all_standing(RecordKind::Recommendation)? {
            let asked = Recommendation::read(&fields);
            let holds = |scope| usize::from(scope_holds(scope, asked.step, asked.due, today));
            pressing.overdue += holds(RecommendationScope::Overdue);
            pressing.within_week += holds(RecommendationScope::Week);
        }
        Ok(pressing)
    }

    /// Those to a unit that nobody has closed, latest visit first.
    pub(super) fn open_recommendations(
        &self,
        unit: RecordId,
        today: Date,
    ) -> Result<Vec<RecommendationView>, Refusal> {
        let mut open = Vec::new();
        for (id, fields) in self.standing_children(unit, RecordKind::Visit)? {
            open.extend(self.asked_by(id, &Visit::read(&fields), today)?);
        }
        open.retain(|asked| asked.direction == Direction::ToUnit && !asked.step.is_closed());
        open.sort_by_key(|asked| std::cmp::Reverse(asked.visit_date));
        Ok(open)
    }

    /// The *kiến nghị* of a visit, by number, as they stand on a day.
    pub(super) fn asked_by(
        &self,
        id: RecordId,
        visit: &Visit,
        today: Date,
    ) -> Result<Vec<RecommendationView>, Refusal> {
        let asked = self.standing_children(id, RecordKind::Recommendation)?;
        let asked = asked
            .into_iter()
            .map(|(id, fields)| (id, Recommendation::read(&fields)));
        self.numbered(Some((id, visit)), asked.collect(), today)
    }

    pub(super) fn numbered(
        &self,
        visit: Option<(RecordId, &Visit)>,
        asked: Vec<(RecordId, Recommendation)>,
        today: Date,
    ) -> Result<Vec<RecommendationView>, Refusal> {
        let numbers = numbers(&asked);
        let mut views = Vec::new();
        for (id, asked) in asked {
            let number = numbers.get(&id).copied().unwrap_or_default();
            views.push(self.asked_view(visit, id, asked, number, today)?);
        }
        views.sort_by_key(|view| numbers.get(&view.id).copied());
        Ok(views)
    }

    fn asked_view(
        &self,
        visit: Option<(RecordId, &Visit)>,
        id: RecordId,
        asked: Recommendation,
        number: usize,
        today: Date,
    ) -> Result<RecommendationView, Refusal> {
        let unit = visit.and_then(|(_, visit)| visit.unit);
        let model = asked.model.map(|model| self.title_of(model)).transpose()?;
        Ok(RecommendationView {
            id,
            number: Recommendation::number_words(number),
            visit: asked.visit,
            visit_date: visit.and_then(|(_, visit)| visit.date),
            round: visit.and_then(|(_, visit)| visit.round),
            unit: unit.map(|unit| self.unit_name(unit)),
            direction: asked.direction,
            to: asked.to,
            model_id: asked.model,
            model,
            finding: asked.finding,
            text: asked.text,
            due: asked.due,
            product: asked.product,
            step: asked.step,
            status: asked.step.on(today, asked.due),
            reason: asked.reason,
            confirmed_at: asked.confirmed_at,
            follow_ups: self.follow_ups(id)?,
        })
    }

    fn follow_ups(&self, asked: RecordId) -> Result<Vec<FollowUpView>, Refusal> {
        let done = self.standing_children(asked, RecordKind::FollowUp)?;
        let mut views: Vec<FollowUpView> = done
            .into_iter()
            .map(|(id, fields)| {
                let done = FollowUp::read(&fields);
                FollowUpView {
                    id,
                    date: done.date,
                    text: done.text,
                    by: done.by,
                }
            })
            .collect();
        views.sort_by_key(|view| (view.date, view.id));
        Ok(views)
    }
}

/// The number of each *kiến nghị* of one visit. Two laptops may both have
/// written KN03: the earlier keeps it, the later gets the next that is free,
/// the same on every device.
pub(super) fn numbers(asked: &[(RecordId, Recommendation)]) -> BTreeMap<RecordId, usize> {
    let mut wishes: Vec<(Option<usize>, RecordId)> = asked
        .iter()
        .map(|(id, asked)| (asked.number_value(), *id))
        .collect();
    wishes.sort_by_key(|(number, id)| (number.unwrap_or(usize::MAX), *id));
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut numbers = BTreeMap::new();
    let mut late = Vec::new();
    for (number, id) in wishes {
        match number {
            Some(number) if taken.insert(number) => {
                numbers.insert(id, number);
            }
            _ => late.push(id),
        }
    }
    for id in late {
        let next = taken.last().copied().unwrap_or_default().saturating_add(1);
        taken.insert(next);
        numbers.insert(id, next);
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Fields;
    use uuid::Uuid;

    #[test]
    fn two_that_bear_one_number_are_told_apart_everywhere_alike() {
        let asked = |at: u128, number: Option<&str>| {
            let mut fields = Fields::default();
            if let Some(number) = number {
                fields.0.insert("number".into(), number.into());
            }
            let id = RecordId::new(RecordKind::Recommendation, Uuid::from_u128(at));
            (id, Recommendation::read(&fields))
        };
        let all = [
            asked(5, Some("KN01")),
            asked(2, Some("KN02")),
            asked(1, Some("KN01")),
            asked(9, None),
        ];
        let numbered =
            |all: &[(RecordId, Recommendation)]| numbers(all).into_values().collect::<Vec<_>>();
        assert_eq!(numbered(&all), [1, 2, 3, 4]);
        let turned: Vec<_> = all.into_iter().rev().collect();
        assert_eq!(numbered(&turned), [1, 2, 3, 4]);
    }
}
