//! *Mọi mục*: what is searched for, held to what, and what was found.

use jiff::civil::Date;

use crate::domain::{RecordId, RecordKind};
use crate::service::request::find::{
    Breadth, FindFilter, FindQuery, FoundLine, FoundPage, FoundStatus, Reach,
};
use crate::ui::screens::models::{Focus, Models};
use crate::ui::widgets::line_field::LineField;
use crate::ui::widgets::list::Viewport;
use crate::ui::widgets::window::{PAGE, Page, Taken, Window};

/// The list of records of every kind.
#[derive(Debug, Default)]
pub struct Finder {
    /// Whether *Mô hình* shows this list instead of its own.
    pub shown: Shown,
    pub search: LineField,
    pub focus: Focus,
    pub filter: FindFilter,
    /// Name of the unit that the filter holds to, as people call it.
    pub unit_name: Option<String>,
    /// How many fit of each kind.
    pub kinds: Vec<(RecordKind, usize)>,
    /// Whether the book has been read for it.
    pub reach: Reach,
    pub window: Window<FoundLine>,
    pub list: Viewport,
    /// What the search of *Mô hình* would find here.
    pub beside: Beside,
}

/// Whether the list is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    No,
    Yes,
    /// A visit, a round or a *kiến nghị* was opened from it; closing that one
    /// comes back.
    LeftFor(RecordId),
}

/// The other records that say what somebody types to find a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside(pub Vec<(RecordKind, usize)>);

/// Which way round the kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Next,
    Previous,
}

impl Finder {
    pub fn is_shown(&self) -> bool {
        self.shown == Shown::Yes
    }

    /// Opens with the words and the place that the list of models is held to.
    pub fn open(&mut self, models: &Models) {
        self.shown = Shown::Yes;
        self.focus = Focus::Search;
        self.search = models.search.clone();
        self.filter = held_to(models);
        self.unit_name.clone_from(&models.filter_unit);
        self.renew();
    }

    pub fn close(&mut self) {
        self.shown = Shown::No;
    }

    /// What was found is looked at in another room.
    pub fn leave_for(&mut self, record: RecordId) {
        self.shown = Shown::LeftFor(record);
    }

    /// Whether this was opened from here; then it comes back.
    pub fn comes_back_from(&mut self, record: RecordId) -> bool {
        let is_back = self.shown == Shown::LeftFor(record);
        if is_back {
            self.shown = Shown::Yes;
        }
        is_back
    }

    /// The question for the page that begins at `offset`.
    pub fn query(&self, offset: usize, today: Date) -> FindQuery {
        FindQuery {
            search: self.search.value(),
            filter: self.filter,
            offset,
            limit: PAGE,
            ..FindQuery::on(today)
        }
    }

    /// Takes a page of list `generation` in.
    pub fn take(&mut self, generation: u64, page: FoundPage) -> Taken {
        let matching = page.matching;
        let taken = self.window.take(
            generation,
            Page {
                total: page.total,
                matching,
                offset: page.offset,
                lines: page.lines,
            },
        );
        if taken != Taken::Dropped {
            self.reach = page.reach;
            self.kinds = page.kinds;
            self.list.set_total(matching);
        }
        taken
    }

    /// The record under the marker, if its line is here.
    pub fn selected(&self) -> Option<&FoundLine> {
        self.window.chosen(&self.list)
    }

    /// The deadline under the marker, while it is not done.
    pub fn awaited_duty(&self) -> Option<(RecordId, String)> {
        let found = self.selected()?;
        let is_awaited = found.status.is_some_and(FoundStatus::is_awaited);
        let awaited = found.id.kind == RecordKind::Deadline && is_awaited;
        awaited.then(|| (found.id, found.title.clone()))
    }

    /// Another list is wanted, from its first line on.
    pub fn renew(&mut self) {
        self.list.select(0);
        self.window.ask_another();
    }

    /// Another kind is looked at: all, then each that there is, round and round.
    pub fn turn(&mut self, turn: Turn) {
        let kinds: Vec<Option<RecordKind>> = self.offered().map(|(kind, _)| kind).collect();
        let here = kinds.iter().position(|kind| *kind == self.filter.kind);
        let there = match turn {
            Turn::Next => here.map_or(0, |here| here + 1),
            Turn::Previous => here.unwrap_or(0) + kinds.len().saturating_sub(1),
        };
        let there = there.checked_rem(kinds.len()).unwrap_or(0);
        self.filter.kind = kinds.get(there).copied().flatten();
        self.let_go_of_other_statuses();
        self.renew();
    }

    /// A status that the kind cannot have is no longer asked for.
    fn let_go_of_other_statuses(&mut self) {
        let kind = self.filter.kind;
        let is_its = |status: &FoundStatus| match kind {
            Some(kind) => status.is_of(kind),
            None => matches!(status, FoundStatus::OnDay(_)),
        };
        self.filter.status = self.filter.status.filter(is_its);
    }

    /// All kinds together, then each that there is, with how many there are.
    /// The one that is looked at is there even when nothing of it is left.
    pub fn offered(&self) -> impl Iterator<Item = (Option<RecordKind>, usize)> {
        let all = self.kinds.iter().map(|(_, count)| count).sum();
        let of_kinds = self.kinds.iter().map(|(kind, count)| (Some(*kind), *count));
        let is_left = |kind: &RecordKind| self.kinds.iter().all(|(known, _)| known != kind);
        let gone = self.filter.kind.filter(is_left).map(|kind| (Some(kind), 0));
        [(None, all)].into_iter().chain(of_kinds).chain(gone)
    }

    /// Whether words or conditions narrow the list, besides the kind.
    pub fn is_narrowed(&self) -> bool {
        let conditions = FindFilter {
            kind: None,
            ..self.filter
        };
        !self.search.is_empty() || conditions != FindFilter::default()
    }
}

/// What the list of models is held to that holds here too.
fn held_to(models: &Models) -> FindFilter {
    FindFilter {
        unit: models.filter.unit,
        period: models.filter.period,
        ..FindFilter::default()
    }
}

impl Beside {
    /// The question how many other records say what is typed to find a model;
    /// `None` where nothing is typed.
    pub fn query(models: &Models, today: Date) -> Option<FindQuery> {
        let search = models.search.value();
        let has_number = search.chars().any(|letter| letter.is_ascii_digit());
        let finds_none = models.window.matching == Some(0);
        (!search.trim().is_empty()).then(|| FindQuery {
            search,
            filter: held_to(models),
            // Registrations say what their models do, but for the numbers and
            // the bodies of decisions.
            breadth: match has_number || finds_none {
                true => Breadth::Everything,
                false => Breadth::ButRegistrations,
            },
            ..FindQuery::on(today)
        })
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_goes_round_what_there_is() {
        let mut finder = Finder {
            kinds: vec![(RecordKind::Award, 2), (RecordKind::Note, 1)],
            ..Finder::default()
        };
        let mut met = Vec::new();
        for _ in 0..3 {
            finder.turn(Turn::Next);
            met.push(finder.filter.kind);
        }
        assert_eq!(met, [Some(RecordKind::Award), Some(RecordKind::Note), None]);
        finder.turn(Turn::Previous);
        assert_eq!(finder.filter.kind, Some(RecordKind::Note));
        finder.kinds.pop();
        let offered: Vec<_> = finder.offered().collect();
        assert_eq!(
            offered,
            [
                (None, 2),
                (Some(RecordKind::Award), 2),
                (Some(RecordKind::Note), 0)
            ]
        );
    }
}
