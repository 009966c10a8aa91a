//! The list behind a cell.

use crate::report::Behind;
use crate::service::request::report::{BehindLine, BehindPage, BehindQuery};
use crate::ui::widgets::list::Viewport;
use crate::ui::widgets::window::{PAGE, Page, Taken, Window};

/// The records that a cell counts, a page at a time.
#[derive(Debug)]
pub struct BehindList {
    /// Which cell: “xã Hòn Tre · Cấp huyện · Tập thể: 72”.
    pub title: String,
    behind: Behind,
    pub window: Window<BehindLine>,
    pub list: Viewport,
}

impl BehindList {
    /// The list of a cell, of which nothing is here yet. `generation` tells
    /// its answers from those of the list before.
    pub fn new(title: String, behind: Behind, before: Option<Self>) -> Self {
        let mut window = before.map(|list| list.window).unwrap_or_default();
        window.ask_another();
        window.matching = None;
        Self {
            title,
            behind,
            window,
            list: Viewport::default(),
        }
    }

    /// The question for the page that begins at `offset`.
    pub fn query(&self, offset: usize) -> BehindQuery {
        BehindQuery {
            behind: self.behind.clone(),
            offset,
            limit: PAGE,
        }
    }

    /// Takes a page of list `generation` in.
    pub fn take(&mut self, generation: u64, page: BehindPage) -> Taken {
        let matching = page.matching;
        let page = Page {
            total: matching,
            matching,
            offset: page.offset,
            lines: page.lines,
        };
        let taken = self.window.take(generation, page);
        if taken != Taken::Dropped {
            self.list.set_total(matching);
        }
        taken
    }

    /// The record under the marker, if its line is here.
    pub fn selected(&self) -> Option<&BehindLine> {
        self.window.chosen(&self.list)
    }
}
