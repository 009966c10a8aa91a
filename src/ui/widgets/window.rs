//! A window onto a long list: pages around what is shown are kept, the rest is
//! asked for when it comes into view, so that a session stays small however
//! large the book.

use std::collections::{BTreeMap, BTreeSet};

use super::list::Viewport;

/// Lines of one page.
pub const PAGE: usize = 200;
/// Pages that are kept on either side of what is shown.
const KEPT: usize = 2;

/// A page as it was answered.
#[derive(Debug)]
pub struct Page<Row> {
    /// All lines that there are, in or out of the list.
    pub total: usize,
    /// All lines of the list.
    pub matching: usize,
    /// The first line of the page.
    pub offset: usize,
    pub lines: Vec<Row>,
}

/// What became of a page that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Its list is no longer wanted.
    Dropped,
    Shown,
    /// The list that Enter waited for is here.
    ToOpen,
}

/// Whether Enter was pressed before the list that it meant was here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Enter {
    #[default]
    NotPressed,
    Waits,
}

impl Enter {
    /// The list is here: Enter waits no more.
    pub fn take(&mut self) -> Taken {
        match std::mem::take(self) {
            Self::NotPressed => Taken::Shown,
            Self::Waits => Taken::ToOpen,
        }
    }
}

/// The pages that are here, and those on their way.
#[derive(Debug)]
pub struct Window<Row> {
    /// All lines that there are, in or out of the list.
    pub total: usize,
    /// Those of the list; `None` until the first answer.
    pub matching: Option<usize>,
    pages: BTreeMap<usize, Vec<Row>>,
    asked: BTreeSet<usize>,
    /// The list that is wanted, and the one that `pages` are of.
    generation: u64,
    shown: u64,
    /// The first list that answers what is asked; an older one does not.
    question: u64,
    enter: Enter,
}

impl<Row> Default for Window<Row> {
    fn default() -> Self {
        Self {
            total: 0,
            matching: None,
            pages: BTreeMap::new(),
            asked: BTreeSet::new(),
            generation: 0,
            shown: 0,
            question: 0,
            enter: Enter::default(),
        }
    }
}

impl<Row> Window<Row> {
    /// The list is to be read again. The old lines stay, to be looked at and
    /// to be opened, until the first page is there.
    pub fn renew(&mut self) {
        self.generation += 1;
        self.asked.clear();
    }

    /// Another list is wanted. The old lines stay to be looked at until its
    /// first page is there, but are no longer what anybody means.
    pub fn ask_another(&mut self) {
        self.renew();
        self.question = self.generation;
        self.enter = Enter::NotPressed;
    }

    /// Whether the list that was asked for is still on its way.
    pub fn is_awaited(&self) -> bool {
        self.matching.is_none() || self.shown < self.question
    }

    /// The chosen line of the list that was asked for, if it is here: whoever
    /// types and goes on at once means a line of the new list, not of the one
    /// still shown.
    pub fn chosen(&self, list: &Viewport) -> Option<&Row> {
        self.line(list.selected().filter(|_| !self.is_awaited())?)
    }

    /// Enter waits for the list, when that is on its way.
    pub fn enter(&mut self) {
        if self.is_awaited() {
            self.enter = Enter::Waits;
        }
    }

    /// Nobody waits here any more.
    pub fn leave(&mut self) {
        self.enter = Enter::NotPressed;
    }

    /// Which list is wanted now.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The offsets of pages to ask for, so that rows `first..first + rows`
    /// can be shown. They count as asked for from now on.
    pub fn wanted(&mut self, first: usize, rows: usize) -> Vec<usize> {
        let end = (first + rows.max(1)).min(self.matching.unwrap_or(PAGE).max(1));
        let from = first.min(end.saturating_sub(1)) / PAGE;
        let to = end.saturating_sub(1) / PAGE;
        let wanted: Vec<_> = (from..=to)
            .map(|page| page * PAGE)
            .filter(|offset| !self.asked.contains(offset))
            .collect();
        self.asked.extend(&wanted);
        self.drop_far_pages(from, to);
        wanted
    }

    fn drop_far_pages(&mut self, from: usize, to: usize) {
        let near = from.saturating_sub(KEPT) * PAGE..=(to + KEPT) * PAGE;
        self.pages.retain(|offset, _| near.contains(offset));
        self.asked.retain(|offset| near.contains(offset));
    }

    /// Takes a page of list `generation` in.
    pub fn take(&mut self, generation: u64, page: Page<Row>) -> Taken {
        if generation != self.generation {
            return Taken::Dropped;
        }
        if self.shown != generation {
            self.pages.clear();
            self.shown = generation;
        }
        self.total = page.total;
        self.matching = Some(page.matching);
        self.pages.insert(page.offset, page.lines);
        self.enter.take()
    }

    /// A page could not be read: it may be asked for again, and nothing opens
    /// of itself.
    pub fn give_up(&mut self, generation: u64, offset: usize) {
        if generation == self.generation {
            self.asked.remove(&offset);
            self.leave();
        }
    }

    /// The line at a position of the list, if its page is here.
    pub fn line(&self, position: usize) -> Option<&Row> {
        self.pages
            .get(&(position / PAGE * PAGE))?
            .get(position % PAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    fn page(offset: usize, matching: usize) -> Page<String> {
        let lines = offset..matching.min(offset + PAGE);
        Page {
            total: 1000,
            matching,
            offset,
            lines: lines.map(|number| format!("Mô hình {number}")).collect(),
        }
    }

    #[test]
    fn a_page_is_asked_for_once_and_when_it_comes_into_view() {
        let mut window = Window::default();
        assert_eq!(window.wanted(0, 18), [0]);
        assert!(window.wanted(0, 18).is_empty());
        window.take(0, page(0, 1000));
        assert!(window.wanted(182, 18).is_empty());
        assert_eq!(window.wanted(183, 18), [200]);
        window.take(0, page(200, 1000));
        assert_eq!(window.line(200).unwrap(), "Mô hình 200");
        assert_eq!(window.line(199).unwrap(), "Mô hình 199");
    }

    #[test]
    fn pages_far_from_the_view_are_dropped_and_come_again() {
        let mut window = Window::default();
        for offset in [0, 200, 400, 600, 800] {
            window.wanted(offset, 18);
            window.take(0, page(offset, 1000));
        }
        assert!(window.line(0).is_none());
        assert_eq!(window.wanted(0, 18), [0]);
    }

    #[test]
    fn a_page_of_a_list_nobody_wants_any_more_is_dropped() {
        let mut window = Window::default();
        window.wanted(0, 18);
        window.renew();
        window.wanted(0, 18);
        assert_eq!(window.take(0, page(0, 1000)), Taken::Dropped);
        assert_eq!(window.take(1, page(0, 3)), Taken::Shown);
        assert_eq!(window.matching, Some(3));
        assert!(window.line(3).is_none());
    }

    #[test]
    fn enter_waits_for_the_list_that_was_asked_for() {
        let mut window = Window::default();
        let list = Viewport::new(3);
        window.take(0, page(0, 3));
        assert_eq!(window.chosen(&list).unwrap(), "Mô hình 0");
        window.ask_another();
        assert!(window.chosen(&list).is_none());
        assert!(window.line(0).is_some());
        window.enter();
        window.give_up(0, 200);
        assert_eq!(window.take(0, page(0, 3)), Taken::Dropped);
        assert_eq!(window.take(1, page(0, 2)), Taken::ToOpen);
        assert!(window.chosen(&list).is_some());
        assert_eq!(window.take(1, page(0, 2)), Taken::Shown, "once");
    }

    #[test]
    fn a_list_that_is_read_again_is_the_same_list() {
        let mut window = Window::default();
        let list = Viewport::new(3);
        window.take(0, page(0, 3));
        window.renew();
        assert!(window.chosen(&list).is_some());
        window.enter();
        assert_eq!(window.take(1, page(0, 3)), Taken::Shown);
        window.ask_another();
        window.enter();
        window.renew();
        assert_eq!(window.take(3, page(0, 3)), Taken::ToOpen);
    }

    #[test]
    fn a_list_that_is_refused_left_or_asked_for_anew_opens_nothing() {
        type Ends = fn(&mut Window<String>);
        let ends: [(Ends, u64); 3] = [
            (|window| window.give_up(1, 0), 1),
            (Window::leave, 1),
            (Window::ask_another, 2),
        ];
        for (end, generation) in ends {
            let mut window = Window::default();
            window.ask_another();
            window.enter();
            end(&mut window);
            assert!(window.is_awaited());
            assert_eq!(window.take(generation, page(0, 3)), Taken::Shown);
        }
    }
}
