//! Lists of *kiến nghị* as they stand on a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::super::refusal::Refusal;
use super::super::super::request::{RecommendationFilter, RecommendationScope};
use super::super::super::views::{
    DeadlinesView, FollowUpView, RecommendationPage, RecommendationView, ScopeCounts,
};
use super::Open;
use super::lines::is_in;
use crate::domain::survey::{
    Direction, FollowUp, Recommendation, RecommendationStatus, RecommendationStep, Visit,
};
use crate::domain::{RecordId, RecordKind};
use crate::text;

/// How far ahead a deadline is pressing.
const WEEK: i32 = 7;

impl Open {
    pub(super) fn recommendations(
        &self,
        filter: &RecommendationFilter,
    ) -> Result<RecommendationPage, Refusal> {
        let tree = filter.unit.map(|unit| self.names.units.tree(unit));
        let words = text::fold_words(&filter.search);
        let mut fitting = self.asked_on(filter.today)?;
        fitting.retain(|view| {
            is_in(tree.as_ref(), view.unit.as_ref().map(|unit| unit.id))
                && filter.round.is_none_or(|round| view.round == Some(round))
                && filter
                    .direction
                    .is_none_or(|direction| view.direction == direction)
                && filter.status.is_none_or(|status| view.status == status)
                && is_found(view, &words)
        });
        let counts = counted(&fitting, filter.today);
        fitting.retain(|view| scope_holds(filter.scope, view.step, view.due, filter.today));
        fitting.sort_by_cached_key(urgency);
        Ok(RecommendationPage {
            counts,
            matching: fitting.len(),
            offset: filter.offset,
            lines: fitting
                .into_iter()
                .skip(filter.offset)
                .take(filter.limit)
                .collect(),
        })
    }

    pub(super) fn deadlines(&self, today: Date) -> Result<DeadlinesView, Refusal> {
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

    /// Every *kiến nghị*, numbered within its visit.
    fn asked_on(&self, today: Date) -> Result<Vec<RecommendationView>, Refusal> {
        let mut by_visit: BTreeMap<Option<RecordId>, Vec<(RecordId, Recommendation)>> =
            BTreeMap::new();
        for (id, fields) in self.all_standing(RecordKind::Recommendation)? {
            let asked = Recommendation::read(&fields);
            by_visit.entry(asked.visit).or_default().push((id, asked));
        }
        let mut views = Vec::new();
        for (visit, asked) in by_visit {
            let visit = match visit {
                Some(id) => self.visit(id).ok().map(|(visit, _)| (id, visit)),
                None => None,
            };
            let visit = visit.as_ref().map(|(id, visit)| (*id, visit));
            views.extend(self.numbered(visit, asked, today)?);
        }
        Ok(views)
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
        let unit = visit.and_then(|(_, visit)| visit.unit);
        let mut views = Vec::new();
        for (id, asked) in asked {
            let model = asked.model.map(|model| self.title_of(model)).transpose()?;
            let number = numbers.get(&id).copied().unwrap_or_default();
            views.push(RecommendationView {
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
            });
        }
        views.sort_by_key(|view| numbers.get(&view.id).copied());
        Ok(views)
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

/// Whether one that stands so belongs to a scope on `today`.
fn scope_holds(
    scope: RecommendationScope,
    step: RecommendationStep,
    due: Option<Date>,
    today: Date,
) -> bool {
    let status = step.on(today, due);
    match scope {
        RecommendationScope::All => true,
        RecommendationScope::Open => !step.is_closed(),
        RecommendationScope::Overdue => status == RecommendationStatus::Overdue,
        RecommendationScope::Week => {
            let is_awaited = matches!(
                status,
                RecommendationStatus::Open
                    | RecommendationStatus::Sent
                    | RecommendationStatus::Underway
            );
            is_awaited && due.is_some_and(|due| (due - today).get_days() <= WEEK)
        }
    }
}

fn counted(fitting: &[RecommendationView], today: Date) -> ScopeCounts {
    let count = |scope| {
        let views = fitting.iter();
        let of_scope = views.filter(|view| scope_holds(scope, view.step, view.due, today));
        of_scope.count()
    };
    ScopeCounts {
        open: count(RecommendationScope::Open),
        overdue: count(RecommendationScope::Overdue),
        within_week: count(RecommendationScope::Week),
        all: fitting.len(),
    }
}

/// Whether every one of `words` begins a word that people know it by.
fn is_found(view: &RecommendationView, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let unit = view.unit.as_ref().map(|unit| unit.name.as_str());
    let said = [
        Some(view.number.as_str()),
        unit,
        view.model.as_deref(),
        Some(view.text.as_str()),
        view.to.as_deref(),
        view.product.as_deref(),
    ];
    let known: Vec<String> = said
        .into_iter()
        .flatten()
        .flat_map(text::fold_words)
        .collect();
    let begins = |word: &String| known.iter().any(|known| known.starts_with(word.as_str()));
    words.iter().all(begins)
}

/// What comes first: what is late, what is due sooner, what is still open.
fn urgency(view: &RecommendationView) -> impl Ord + use<> {
    let closed = view.step.is_closed();
    let late = view.status == RecommendationStatus::Overdue;
    let undated = view.due.is_none();
    let unit = view.unit.as_ref();
    let place = unit.map(|unit| text::collation_key(&unit.name));
    let (due, number) = (view.due, view.number.clone());
    (closed, !late, undated, due, place, number, view.id)
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
