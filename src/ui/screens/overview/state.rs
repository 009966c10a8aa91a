//! *Tổng quan*: what stands in a period, and what is to be done.

use jiff::Timestamp;

use crate::domain::{Milestone, Period};
use crate::service::request::OverviewQuery;
use crate::service::request::calendar::DutyView;
use crate::service::views::{DeadlinesView, DraftView, OverviewView, RenewedView};
use crate::ui::widgets::list::{Step, Viewport};

/// How long a change of id is news, in milliseconds: a week.
const NEWS_FOR: i64 = 7 * 86_400_000;

/// The figures and the list of what is to be done.
#[derive(Debug, Default)]
pub struct Overview {
    pub query: OverviewQuery,
    pub view: Option<OverviewView>,
    /// *Kiến nghị* that are pressing today, in the whole book.
    pub asked: DeadlinesView,
    /// Deadlines that are near or late today.
    pub duties: Vec<DutyView>,
    /// That the book was copied or restored lately.
    pub renewed: Option<RenewedView>,
    pub todo: Viewport,
    pub spot: Spot,
}

/// What has the marker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Spot {
    /// The list of what is to be done.
    #[default]
    Todo,
    /// A row of the funnel, by its place in [`STAGES`].
    Stage(usize),
}

/// The rows of the funnel: how far models have come.
pub const STAGES: [Milestone; 5] = [
    Milestone::Registered,
    Milestone::Underway,
    Milestone::Surveyed,
    Milestone::Recognized,
    Milestone::Typical,
];

/// Something that waits for the officer. Enter opens it.
#[derive(Debug, Clone, PartialEq)]
pub enum Todo {
    Conflicts(u64),
    /// Changes of devices that nobody approved.
    Waiting(u64),
    /// *Kiến nghị* that are overdue or due within a week.
    Asked(DeadlinesView),
    /// A conference or another duty that is near or late.
    Duty(DutyView),
    Draft(DraftView),
    /// This installation took another id: the book was copied or restored.
    Renewed(RenewedView),
    Uncarried(u64),
    /// Models of the period that no survey has looked at.
    Unsurveyed {
        count: u64,
        period: Period,
    },
}

impl Overview {
    /// Takes new figures in; the selection stays where it can.
    pub fn take(&mut self, view: OverviewView) {
        self.view = Some(view);
        self.count();
    }

    /// Takes in which *kiến nghị* are pressing.
    pub fn take_asked(&mut self, asked: DeadlinesView) {
        self.asked = asked;
        self.count();
    }

    /// Takes in which deadlines are near.
    pub fn take_duties(&mut self, duties: Vec<DutyView>) {
        self.duties = duties;
        self.count();
    }

    /// Takes in that the book was copied or restored; an old story is not
    /// told again.
    pub fn take_renewed(&mut self, renewed: Option<RenewedView>, now: Timestamp) {
        let is_news = |renewed: &RenewedView| {
            let age = now.as_millisecond() - renewed.at.as_millisecond();
            age < NEWS_FOR
        };
        self.renewed = renewed.filter(is_news);
        self.count();
    }

    fn count(&mut self) {
        let count = self.todos().len();
        self.todo.set_total(count);
    }

    /// What waits, most pressing first.
    pub fn todos(&self) -> Vec<Todo> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let mut todos = Vec::new();
        if view.conflicts > 0 {
            todos.push(Todo::Conflicts(view.conflicts));
        }
        if view.waiting > 0 {
            todos.push(Todo::Waiting(view.waiting));
        }
        if self.asked != DeadlinesView::default() {
            todos.push(Todo::Asked(self.asked));
        }
        todos.extend(self.duties.iter().cloned().map(Todo::Duty));
        todos.extend(view.drafts.iter().cloned().map(Todo::Draft));
        todos.extend(self.renewed.map(Todo::Renewed));
        if view.uncarried > 0 {
            todos.push(Todo::Uncarried(view.uncarried));
        }
        let unsurveyed = view.funnel.at(Milestone::Unsurveyed);
        if let (Some(period), 1..) = (view.period, unsurveyed) {
            todos.push(Todo::Unsurveyed {
                count: unsurveyed,
                period,
            });
        }
        todos
    }

    /// What is to be done under the marker.
    pub fn selected(&self) -> Option<Todo> {
        let at = self.todo.selected().filter(|_| self.spot == Spot::Todo)?;
        self.todos().into_iter().nth(at)
    }

    /// The row of the funnel under the marker.
    pub fn stage(&self) -> Option<Milestone> {
        match self.spot {
            Spot::Todo => None,
            Spot::Stage(at) => STAGES.get(at).copied(),
        }
    }

    /// Moves the marker: up from the first thing to be done it goes to the
    /// funnel, of which `stages` rows are in sight.
    pub fn step(&mut self, step: Step, stages: usize) {
        self.spot = match (self.spot, step) {
            (Spot::Todo, Step::Previous) if self.todo.selected().is_none_or(|at| at == 0) => {
                stages.checked_sub(1).map_or(Spot::Todo, Spot::Stage)
            }
            (Spot::Todo, step) => {
                self.todo.apply(step);
                Spot::Todo
            }
            (Spot::Stage(at), Step::Previous) => Spot::Stage(at.saturating_sub(1)),
            (Spot::Stage(at), Step::Next) if at + 1 < stages => Spot::Stage(at + 1),
            (Spot::Stage(_), Step::First | Step::PageUp) => Spot::Stage(0),
            (Spot::Stage(_), Step::Next | Step::PageDown | Step::Last) => Spot::Todo,
        };
    }

    /// A row of the funnel that is not in sight does not keep the marker.
    pub fn settle(&mut self, stages: usize) {
        if matches!(self.spot, Spot::Stage(at) if at >= stages) {
            self.spot = Spot::Todo;
        }
    }

    /// Goes to the neighbouring period that has registrations. `false` when
    /// there is none.
    pub fn walk(&mut self, walk: Walk) -> bool {
        let Some(view) = &self.view else { return false };
        let Some(here) = view
            .period
            .and_then(|period| view.periods.iter().position(|other| *other == period))
        else {
            return false;
        };
        let there = match walk {
            Walk::Earlier => here.checked_sub(1),
            Walk::Later => Some(here + 1),
        };
        let Some(period) = there.and_then(|index| view.periods.get(index)) else {
            return false;
        };
        self.query.period = Some(*period);
        self.query.compare = None;
        true
    }

    /// Compares with the next earlier or later of the other periods, in turn.
    pub fn compare_next(&mut self) -> bool {
        let Some(view) = &self.view else { return false };
        let others: Vec<_> = view
            .periods
            .iter()
            .copied()
            .filter(|period| Some(*period) != view.period)
            .collect();
        let here = others
            .iter()
            .position(|period| Some(*period) == view.compare);
        let next = here.map_or(others.len().checked_sub(1), |here| {
            (here + others.len()).checked_sub(1)
        });
        let Some(period) = next.and_then(|index| others.get(index.checked_rem(others.len())?))
        else {
            return false;
        };
        self.query.period = view.period;
        self.query.compare = Some(*period);
        true
    }
}

/// Which way through the periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Walk {
    Earlier,
    Later,
}
