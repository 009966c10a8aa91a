//! Which rows of a long list are in sight and which one is chosen. The rows
//! stand still until the chosen one reaches an edge: a still screen costs a
//! tenth of a scrolled one.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::super::theme::MARKER;
use super::{Look, put, row_of};

/// Cells that a row leaves free: the marker's at the left, the arrows' at the right.
pub const EDGES: usize = 4;
/// Cells before a row: marker and blank.
pub const MARGIN: u16 = 2;

/// A way to move in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Next,
    Previous,
    PageDown,
    PageUp,
    First,
    Last,
}

/// A window of `rows` rows on a list of `total`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Viewport {
    offset: usize,
    selected: usize,
    total: usize,
    rows: usize,
}

impl Viewport {
    pub fn new(total: usize) -> Self {
        Self {
            total,
            ..Self::default()
        }
    }

    /// The chosen row; none in an empty list.
    pub fn selected(&self) -> Option<usize> {
        (self.total > 0).then_some(self.selected)
    }

    pub fn total(&self) -> usize {
        self.total
    }

    /// The rows in sight.
    pub fn in_sight(&self) -> Range<usize> {
        self.offset..(self.offset + self.rows).min(self.total)
    }

    /// The list has another length; the choice stays as near as it can.
    pub fn set_total(&mut self, total: usize) {
        self.total = total;
        self.settle();
    }

    /// The list is shown in another height.
    pub fn resize(&mut self, rows: usize) {
        self.rows = rows;
        self.settle();
    }

    /// The same window in a height of `rows`, as a view needs it.
    pub fn resized(mut self, rows: usize) -> Self {
        self.resize(rows);
        self
    }

    /// Moves the choice and says whether it moved.
    pub fn apply(&mut self, step: Step) -> bool {
        let page = self.rows.saturating_sub(1).max(1);
        let wanted = match step {
            Step::Next => self.selected.saturating_add(1),
            Step::Previous => self.selected.saturating_sub(1),
            Step::PageDown => self.selected.saturating_add(page),
            Step::PageUp => self.selected.saturating_sub(page),
            Step::First => 0,
            Step::Last => usize::MAX,
        };
        let before = self.selected;
        self.select(wanted);
        self.selected != before
    }

    /// Chooses a row and brings it in sight.
    pub fn select(&mut self, row: usize) {
        self.selected = row;
        self.settle();
    }

    /// Moves the window only as far as it must for `row` to be in sight.
    pub fn ensure_visible(&mut self, row: usize) {
        let row = row.min(self.total.saturating_sub(1));
        self.offset = self
            .offset
            .min(row)
            .max((row + 1).saturating_sub(self.rows.max(1)));
    }

    fn settle(&mut self) {
        self.selected = self.selected.min(self.total.saturating_sub(1));
        self.offset = self.offset.min(self.total.saturating_sub(self.rows.max(1)));
        self.ensure_visible(self.selected);
    }
}

/// Draws the rows in sight: `row` gives each by its place in the list. The
/// chosen one has the marker and is reversed.
pub fn view<'row>(
    frame: &mut Frame,
    area: Rect,
    viewport: Viewport,
    look: &Look,
    row: impl Fn(usize) -> Line<'row>,
) {
    view_lit(frame, area, viewport, look, area.width, row);
}

/// As [`view`], with only the first `lit` cells of the chosen row reversed:
/// over a slow line a move then repaints names, not whole rows.
pub fn view_lit<'row>(
    frame: &mut Frame,
    area: Rect,
    viewport: Viewport,
    look: &Look,
    lit: u16,
    row: impl Fn(usize) -> Line<'row>,
) {
    let viewport = viewport.resized(usize::from(area.height));
    for (down, index) in viewport.in_sight().enumerate() {
        let place = row_of(area, down);
        view_row(frame, place, &row(index));
        if viewport.selected() == Some(index) {
            let width = place.width.min(lit);
            mark_row(frame, Rect { width, ..place }, look);
        }
    }
}

/// Draws a row of a list, behind the room for its marker.
pub fn view_row(frame: &mut Frame, area: Rect, line: &Line) {
    let area = area.intersection(frame.area());
    if area.width >= MARGIN && area.height > 0 {
        frame
            .buffer_mut()
            .set_line(area.x + MARGIN, area.y, line, area.width - MARGIN);
    }
}

/// Shows that a row is the chosen one.
pub fn mark_row(frame: &mut Frame, area: Rect, look: &Look) {
    let area = area.intersection(frame.area());
    frame.buffer_mut().set_style(area, look.palette.selected);
    put(frame, area, MARKER, look.palette.marker);
}

/// Arrows at the right edge of a list that goes on out of sight.
pub fn view_edges(frame: &mut Frame, area: Rect, viewport: Viewport, look: &Look) {
    let sight = viewport.resized(usize::from(area.height)).in_sight();
    let edge = |down| Rect {
        x: area.right().saturating_sub(1),
        width: area.width.min(1),
        ..row_of(area, down)
    };
    if sight.start > 0 {
        put(frame, edge(0), "↑", look.palette.dim);
    }
    if sight.end < viewport.total() {
        put(
            frame,
            edge(sight.len().saturating_sub(1)),
            "↓",
            look.palette.dim,
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_window_stands_still_until_its_edge() {
        let mut list = Viewport::new(100).resized(10);
        for _ in 0..9 {
            list.apply(Step::Next);
        }
        assert_eq!((list.selected(), list.in_sight()), (Some(9), 0..10));
        list.apply(Step::Next);
        assert_eq!((list.selected(), list.in_sight()), (Some(10), 1..11));
        list.apply(Step::Previous);
        assert_eq!(list.in_sight(), 1..11);
        list.apply(Step::Last);
        assert_eq!(list.in_sight(), 90..100);
        assert!(!list.apply(Step::Next));
    }

    #[test]
    fn a_shorter_list_keeps_the_nearest_choice() {
        let mut list = Viewport::new(100).resized(10);
        list.select(50);
        list.set_total(3);
        assert_eq!((list.selected(), list.in_sight()), (Some(2), 0..3));
        list.set_total(0);
        assert_eq!((list.selected(), list.in_sight()), (None, 0..0));
    }

    fn steps() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Next),
            Just(Step::Previous),
            Just(Step::PageDown),
            Just(Step::PageUp),
            Just(Step::First),
            Just(Step::Last),
        ]
    }

    proptest! {
        #[test]
        fn the_choice_is_always_in_sight(
            total in 0..60_usize,
            moves in prop::collection::vec((steps(), 0..20_usize, 0..80_usize), 0..30),
        ) {
            let mut list = Viewport::new(total).resized(5);
            for (step, rows, total) in moves {
                list.apply(step);
                list.resize(rows);
                list.set_total(total);
                list.apply(step);
                prop_assert_eq!(list.selected().is_some(), total > 0);
                if let Some(selected) = list.selected() {
                    prop_assert!(rows == 0 || list.in_sight().contains(&selected));
                    prop_assert_eq!(list.in_sight().len(), rows.min(total));
                }
            }
        }
    }
}
