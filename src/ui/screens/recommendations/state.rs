//! *Kiến nghị*: which are looked at, and the one that is opened.

use jiff::civil::Date;

use crate::domain::RecordId;
use crate::service::request::{RecommendationFilter, RecommendationScope};
use crate::service::views::{
    RecommendationDetail, RecommendationPage, RecommendationView, ScopeCounts,
};
use crate::ui::screens::detail::{Fold, Standing};
use crate::ui::screens::models::Focus;
use crate::ui::widgets::line_field::LineField;
use crate::ui::widgets::list::Viewport;
use crate::ui::widgets::window::{PAGE, Page, Taken, Window};

/// The list of *kiến nghị*, the most pressing first.
#[derive(Debug, Default)]
pub struct Recommendations {
    pub search: LineField,
    pub focus: Focus,
    pub scope: RecommendationScope,
    pub unit: Option<RecordId>,
    /// Name of that unit, as people call it.
    pub unit_name: Option<String>,
    /// How many there are of each scope; `None` until the first answer.
    pub counts: Option<ScopeCounts>,
    pub window: Window<RecommendationView>,
    pub list: Viewport,
    pub page: Option<AskedPage>,
}

/// The scopes as the room offers them, side by side.
const SCOPES: [RecommendationScope; 4] = [
    RecommendationScope::Open,
    RecommendationScope::Overdue,
    RecommendationScope::Week,
    RecommendationScope::All,
];

/// Which way round the scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Next,
    Previous,
}

impl Recommendations {
    /// The question for the page that begins at `offset`.
    pub fn query(&self, offset: usize, today: Date) -> RecommendationFilter {
        RecommendationFilter {
            unit: self.unit,
            scope: self.scope,
            search: self.search.value(),
            offset,
            limit: PAGE,
            ..RecommendationFilter::on(today)
        }
    }

    /// Takes a page of list `generation` in.
    pub fn take(&mut self, generation: u64, page: RecommendationPage) -> Taken {
        let counts = page.counts;
        let taken = self.window.take(
            generation,
            Page {
                total: counts.all,
                matching: page.matching,
                offset: page.offset,
                lines: page.lines,
            },
        );
        if taken != Taken::Dropped {
            self.counts = Some(counts);
            self.list.set_total(page.matching);
        }
        taken
    }

    /// The one under the marker, if its line is here.
    pub fn selected(&self) -> Option<&RecommendationView> {
        self.window.chosen(&self.list)
    }

    /// The page that keys go to.
    pub fn open_page(&self) -> Option<&AskedPage> {
        self.page
            .as_ref()
            .filter(|page| page.standing == Standing::Open)
    }

    /// The one that a deed is about: the one that is open, else the one under
    /// the marker.
    pub fn at_hand(&self) -> Option<&RecommendationView> {
        match self.open_page() {
            Some(page) => page.view.as_ref().map(|view| &view.recommendation),
            None => self.selected(),
        }
    }

    /// Another scope is looked at, from its first line on.
    pub fn turn(&mut self, turn: Turn) {
        let here = SCOPES.iter().position(|scope| *scope == self.scope);
        let steps = match turn {
            Turn::Next => 1,
            Turn::Previous => SCOPES.len() - 1,
        };
        let there = here.map(|here| (here + steps) % SCOPES.len());
        self.look_at(
            there
                .and_then(|at| SCOPES.get(at).copied())
                .unwrap_or_default(),
        );
    }

    /// Looks at a scope from its first line on.
    pub fn look_at(&mut self, scope: RecommendationScope) {
        self.scope = scope;
        self.renew();
    }

    /// Another list is wanted, from its first line on.
    pub fn renew(&mut self) {
        self.list.select(0);
        self.window.ask_another();
    }

    /// Whether search or unit narrow the list.
    pub fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.unit.is_some()
    }

    /// The scopes with how many there are of each.
    pub fn scopes(&self) -> impl Iterator<Item = (RecommendationScope, Option<usize>)> {
        let counts = self.counts;
        SCOPES.into_iter().map(move |scope| {
            let count = counts.map(|counts| match scope {
                RecommendationScope::Open => counts.open,
                RecommendationScope::Overdue => counts.overdue,
                RecommendationScope::Week => counts.within_week,
                RecommendationScope::All => counts.all,
            });
            (scope, count)
        })
    }
}

/// One *kiến nghị*, with everything about it.
#[derive(Debug)]
pub struct AskedPage {
    pub id: RecordId,
    pub view: Option<RecommendationDetail>,
    pub standing: Standing,
    /// First line shown.
    pub scroll: usize,
    pub history: Fold,
}

impl AskedPage {
    pub fn new(id: RecordId, standing: Standing) -> Self {
        Self {
            id,
            view: None,
            standing,
            scroll: 0,
            history: Fold::Folded,
        }
    }
}
