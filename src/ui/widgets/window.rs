//! A window onto a long list: pages around what is shown are kept, the rest is
//! asked for when it comes into view, so that a session stays small however
//! large the book.

use std::collections::{BTreeMap, BTreeSet};

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
        }
    }
}

impl<Row> Window<Row> {
    /// Forgets everything: another list is wanted. The old lines stay to be
    /// looked at until the first page of the new list is there.
    pub fn renew(&mut self) {
        self.generation += 1;
        self.asked.clear();
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

    /// Takes a page of list `generation` in. `false` when that list is no
    /// longer wanted.
    pub fn take(&mut self, generation: u64, page: Page<Row>) -> bool {
        if generation != self.generation {
            return false;
        }
        if self.shown != generation {
            self.pages.clear();
            self.shown = generation;
        }
        self.total = page.total;
        self.matching = Some(page.matching);
        self.pages.insert(page.offset, page.lines);
        true
    }

    /// A page could not be read: it may be asked for again.
    pub fn give_up(&mut self, generation: u64, offset: usize) {
        if generation == self.generation {
            self.asked.remove(&offset);
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
        assert!(!window.take(0, page(0, 1000)));
        assert!(window.take(1, page(0, 3)));
        assert_eq!(window.matching, Some(3));
        assert!(window.line(3).is_none());
    }
}
