//! Every *kiến nghị* in memory, one line each: what filters, scopes and the
//! order of the list look at. A page is read from the book for what it shows
//! alone.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use super::request::{RecommendationFilter, RecommendationScope};
use super::views::{DeadlinesView, ScopeCounts};
use crate::domain::RecordId;
use crate::domain::survey::{Direction, RecommendationStatus, RecommendationStep};
use crate::text;

/// How far ahead a deadline is pressing.
const WEEK: i32 = 7;

/// What is kept of one *kiến nghị*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedLine {
    pub id: RecordId,
    pub visit: Option<RecordId>,
    pub model: Option<RecordId>,
    pub round: Option<RecordId>,
    pub unit: Option<RecordId>,
    /// Its number within its visit.
    pub number: usize,
    pub direction: Direction,
    pub step: RecommendationStep,
    pub due: Option<Date>,
    /// What finds it, as [`searched`] makes it.
    pub words: Box<str>,
}

/// The *kiến nghị* of the book.
#[derive(Debug, Default)]
pub struct Asked {
    lines: Vec<AskedLine>,
    /// The day for which they stand in their order; none when they do not.
    ordered: Option<Date>,
}

/// What fits a filter.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct AskedHere {
    /// How many of each scope, whatever scope the filter names.
    pub counts: ScopeCounts,
    pub matching: usize,
    /// The page that was asked for, each with its number.
    pub page: Vec<(RecordId, usize)>,
}

impl Asked {
    /// Puts one in that is not there yet.
    pub fn add(&mut self, line: AskedLine) {
        self.lines.push(line);
        self.ordered = None;
    }

    /// Takes all of these out.
    pub fn remove(&mut self, ids: &BTreeSet<RecordId>) {
        self.lines.retain(|line| !ids.contains(&line.id));
        self.ordered = None;
    }

    /// The visit that it was asked at, as it was last read.
    pub fn visit_of(&self, id: RecordId) -> Option<RecordId> {
        self.lines.iter().find(|line| line.id == id)?.visit
    }

    /// Those of a visit, or of none.
    pub fn of_visit(&self, visit: Option<RecordId>) -> BTreeSet<RecordId> {
        let lines = self.lines.iter().filter(|line| line.visit == visit);
        lines.map(|line| line.id).collect()
    }

    /// The visits at which something was asked about a model.
    pub fn visits_about(&self, model: RecordId) -> BTreeSet<Option<RecordId>> {
        let lines = self.lines.iter().filter(|line| line.model == Some(model));
        lines.map(|line| line.visit).collect()
    }

    /// Whether something was asked in this unit.
    pub fn speaks_of(&self, unit: RecordId) -> bool {
        self.lines.iter().any(|line| line.unit == Some(unit))
    }

    /// How many are pressing.
    pub fn pressing(&self, today: Date) -> DeadlinesView {
        let mut pressing = DeadlinesView::default();
        for line in &self.lines {
            let holds = |scope| usize::from(scope_holds(scope, line.step, line.due, today));
            pressing.overdue += holds(RecommendationScope::Overdue);
            pressing.within_week += holds(RecommendationScope::Week);
        }
        pressing
    }

    /// The page that a filter asks for; `within` are its unit and all below it,
    /// `place` is what a unit is sorted by.
    pub fn select(
        &mut self,
        filter: &RecommendationFilter,
        within: Option<&BTreeSet<RecordId>>,
        place: impl Fn(RecordId) -> Vec<u8>,
    ) -> AskedHere {
        self.put_in_order(filter.today, place);
        let typed = text::fold_words(&filter.search);
        let begins: Vec<String> = typed.iter().map(|word| format!(" {word}")).collect();
        let fits = |line: &AskedLine| {
            within.is_none_or(|tree| line.unit.is_some_and(|unit| tree.contains(&unit)))
                && filter.round.is_none_or(|round| line.round == Some(round))
                && filter
                    .direction
                    .is_none_or(|direction| line.direction == direction)
                && filter
                    .status
                    .is_none_or(|status| line.step.on(filter.today, line.due) == status)
                && begins.iter().all(|word| line.words.contains(word.as_str()))
        };
        let page = filter.offset..filter.offset.saturating_add(filter.limit);
        let mut here = AskedHere::default();
        for line in self.lines.iter().filter(|line| fits(line)) {
            let holds = |scope| scope_holds(scope, line.step, line.due, filter.today);
            here.counts.all += 1;
            here.counts.open += usize::from(holds(RecommendationScope::Open));
            here.counts.overdue += usize::from(holds(RecommendationScope::Overdue));
            here.counts.within_week += usize::from(holds(RecommendationScope::Week));
            if !holds(filter.scope) {
                continue;
            }
            if page.contains(&here.matching) {
                here.page.push((line.id, line.number));
            }
            here.matching += 1;
        }
        here
    }

    /// What comes first: what is late, what is due sooner, what is still open.
    fn put_in_order(&mut self, today: Date, place: impl Fn(RecordId) -> Vec<u8>) {
        if self.ordered == Some(today) {
            return;
        }
        let mut places: HashMap<RecordId, Vec<u8>> = HashMap::new();
        for unit in self.lines.iter().filter_map(|line| line.unit) {
            places.entry(unit).or_insert_with(|| place(unit));
        }
        self.lines.sort_by(|one, other| {
            let key = |line: &AskedLine| {
                let late = line.step.on(today, line.due) == RecommendationStatus::Overdue;
                let due = line.due.map_or((true, None), |due| (false, Some(due)));
                (line.step.is_closed(), Reverse(late), due)
            };
            let place = |line: &AskedLine| line.unit.and_then(|unit| places.get(&unit));
            let last = |line: &AskedLine| (line.number, line.id);
            key(one)
                .cmp(&key(other))
                .then_with(|| place(one).cmp(&place(other)))
                .then_with(|| last(one).cmp(&last(other)))
        });
        self.ordered = Some(today);
    }
}

/// The words of these texts as they are searched: folded, each behind a blank.
pub fn searched<'a>(said: impl IntoIterator<Item = &'a str>) -> Box<str> {
    let mut words = String::new();
    for word in said.into_iter().flat_map(text::fold_words) {
        words.push(' ');
        words.push_str(&word);
    }
    words.into()
}

/// Whether one that stands so belongs to a scope on `today`.
pub fn scope_holds(
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::domain::RecordKind;

    fn line(at: u128, step: RecommendationStep, due: Option<Date>, said: &str) -> AskedLine {
        AskedLine {
            id: RecordId::new(RecordKind::Recommendation, Uuid::from_u128(at)),
            visit: None,
            model: None,
            round: None,
            unit: None,
            number: at as usize,
            direction: Direction::ToUnit,
            step,
            due,
            words: searched([said]),
        }
    }

    fn numbers(asked: &mut Asked, filter: &RecommendationFilter) -> Vec<usize> {
        let here = asked.select(filter, None, |_| Vec::new());
        here.page.into_iter().map(|(_, number)| number).collect()
    }

    #[test]
    fn what_is_late_comes_first_and_what_is_closed_last() {
        use RecommendationStep::{Confirmed, Open, Reported, Sent};
        let today = date(2026, 11, 20);
        let mut asked = Asked::default();
        asked.add(line(1, Confirmed, Some(date(2026, 1, 1)), "Lắp thùng rác"));
        asked.add(line(2, Open, None, "Họp dân"));
        asked.add(line(3, Sent, Some(date(2026, 11, 25)), "Lắp thùng thư"));
        asked.add(line(4, Open, Some(date(2026, 11, 19)), "Sửa cầu"));
        asked.add(line(5, Reported, Some(date(2026, 10, 1)), "Sổ thu chi"));
        let all = RecommendationFilter {
            limit: 10,
            ..RecommendationFilter::on(today)
        };
        assert_eq!(numbers(&mut asked, &all), [4, 5, 3, 2, 1]);
        let page = RecommendationFilter {
            offset: 1,
            limit: 2,
            ..all.clone()
        };
        assert_eq!(numbers(&mut asked, &page), [5, 3]);
        let found = RecommendationFilter {
            search: "thung lap".into(),
            ..all.clone()
        };
        assert_eq!(numbers(&mut asked, &found), [3, 1]);
        let late = RecommendationFilter {
            scope: RecommendationScope::Overdue,
            ..all.clone()
        };
        let here = asked.select(&late, None, |_| Vec::new());
        assert_eq!(
            (here.matching, here.counts.all, here.counts.open),
            (1, 5, 4)
        );
        assert_eq!(here.counts.within_week, 1);
        let pressing = asked.pressing(today);
        assert_eq!((pressing.overdue, pressing.within_week), (1, 1));
        let tomorrow = RecommendationFilter {
            today: date(2026, 11, 26),
            ..all
        };
        assert_eq!(numbers(&mut asked, &tomorrow), [4, 3, 5, 2, 1]);
    }
}
