//! A table in a window: which rows and columns are in sight, which cell is
//! chosen.

use std::borrow::Cow;
use std::ops::Range;

use super::order::{Order, ordered};
use crate::i18n::Lang;
use crate::report::table::{ColumnKind, Row};
use crate::report::{Behind, Cell, Table};
use crate::text;
use crate::ui::widgets::list::Viewport;

/// Blanks between columns, in cells.
pub const GAP: usize = 2;
/// The widest that a column of words is shown.
const WIDEST: usize = 28;
/// The least room for the labels of the rows.
const LEAST_STUB: usize = 12;

/// A table with a chosen cell.
#[derive(Debug)]
pub struct Grid {
    table: Table,
    pub order: Order,
    /// The rows in their order, and the total after them.
    pub rows: Viewport,
    /// The chosen column.
    column: usize,
    /// The first column in sight.
    first: usize,
    /// What all rows were looked through for, in a language and an order; a
    /// long list is not looked through for every key.
    measured: Option<Measured>,
}

/// How wide the columns and the labels are, and in which order the rows stand.
#[derive(Debug)]
struct Measured {
    lang: Lang,
    order: Order,
    widths: Vec<usize>,
    labels: usize,
    rows: Vec<usize>,
}

/// A way to move along a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sideways {
    Next,
    Previous,
}

/// A row of the table as it is shown.
#[derive(Debug, Clone, Copy)]
pub enum Shown<'a> {
    /// Which row of the table it is.
    Row {
        at: usize,
        row: &'a Row,
    },
    Total(&'a [Cell]),
}

impl<'a> Shown<'a> {
    pub fn cells(self) -> &'a [Cell] {
        match self {
            Self::Row { row, .. } => &row.cells,
            Self::Total(cells) => cells,
        }
    }
}

/// How wide everything is, and which columns are in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    pub stub: usize,
    pub widths: Vec<usize>,
    pub in_sight: Range<usize>,
}

impl Layout {
    /// Cells before the column, of those in sight.
    pub fn before(&self, column: usize) -> usize {
        let widths = self.widths.iter().take(column).skip(self.in_sight.start);
        self.stub + GAP + widths.map(|width| width + GAP).sum::<usize>()
    }
}

impl Grid {
    pub fn new(table: Table) -> Self {
        let mut grid = Self {
            rows: Viewport::default(),
            order: Order::default(),
            column: 0,
            first: 0,
            measured: None,
            table,
        };
        grid.count_rows();
        grid
    }

    /// The same report, counted anew: the marker keeps its place.
    pub fn renew(&mut self, table: Table) {
        self.table = table;
        self.measured = None;
        self.column = self.column.min(self.last_column());
        self.count_rows();
    }

    pub fn table(&self) -> &Table {
        &self.table
    }

    pub fn column(&self) -> usize {
        self.column
    }

    fn count_rows(&mut self) {
        let total = usize::from(self.table.total.is_some() && !self.table.rows.is_empty());
        self.rows.set_total(self.table.rows.len() + total);
    }

    fn last_column(&self) -> usize {
        self.table.columns.len().saturating_sub(1)
    }

    /// Chooses the column beside; `false` at the edge.
    pub fn sideways(&mut self, way: Sideways) -> bool {
        let wanted = match way {
            Sideways::Next => (self.column + 1).min(self.last_column()),
            Sideways::Previous => self.column.saturating_sub(1),
        };
        let moves = wanted != self.column;
        self.column = wanted;
        moves
    }

    /// The next order, in turn.
    pub fn sort_next(&mut self) {
        self.order = self.order.next(self.column);
        self.rows.select(0);
    }

    /// What is shown, from top to bottom.
    pub fn shown(&self, lang: Lang) -> Vec<Shown<'_>> {
        let order = match self.measured(lang) {
            Some(measured) => Cow::Borrowed(measured.rows.as_slice()),
            None => Cow::Owned(ordered(&self.table, self.order, lang)),
        };
        let rows: Vec<_> = order
            .iter()
            .filter_map(|&at| {
                let row = self.table.rows.get(at)?;
                Some(Shown::Row { at, row })
            })
            .collect();
        let total = self
            .table
            .total
            .as_ref()
            .filter(|_| !self.table.rows.is_empty());
        rows.into_iter()
            .chain(total.map(|total| Shown::Total(&total.cells)))
            .collect()
    }

    fn measured(&self, lang: Lang) -> Option<&Measured> {
        let is_so = |known: &&Measured| known.lang == lang && known.order == self.order;
        self.measured.as_ref().filter(is_so)
    }

    /// The chosen cell: its row's label (none for the total) and the list
    /// behind it.
    pub fn chosen(&self, lang: Lang) -> Option<(Shown<'_>, Option<&Behind>)> {
        let row = *self.shown(lang).get(self.rows.selected()?)?;
        let cell = row.cells().get(self.column);
        Some((row, cell.and_then(|cell| cell.behind.as_ref())))
    }

    /// Brings the chosen column in sight, moving as little as needed.
    pub fn settle(&mut self, room: usize, lang: Lang) {
        if self.measured(lang).is_none() {
            self.measured = Some(Measured {
                lang,
                order: self.order,
                widths: self.widths(lang),
                labels: self.labels(lang),
                rows: ordered(&self.table, self.order, lang),
            });
        }
        self.first = self.layout(room, lang).in_sight.start;
    }

    /// How the table lies in `room` cells.
    pub fn layout(&self, room: usize, lang: Lang) -> Layout {
        let (widths, labels) = match self.measured(lang) {
            Some(measured) => (measured.widths.clone(), measured.labels),
            None => (self.widths(lang), self.labels(lang)),
        };
        let stub = stub(room, &widths, labels);
        let room = room.saturating_sub(stub);
        let fits = |from: usize| {
            let mut used = 0;
            let widths = widths.iter().skip(from);
            from + widths
                .take_while(|width| {
                    used += **width + GAP;
                    used <= room
                })
                .count()
                .max(1)
        };
        let mut first = self.first.min(self.column);
        while first < self.column && fits(first) <= self.column {
            first += 1;
        }
        // No room stays empty at the right while columns are hidden at the left.
        while first > 0 && fits(first - 1) >= widths.len() {
            first -= 1;
        }
        let in_sight = first..fits(first).min(widths.len());
        Layout {
            stub,
            widths,
            in_sight,
        }
    }

    fn widths(&self, lang: Lang) -> Vec<usize> {
        let all_cells = || {
            let rows = self.table.rows.iter().map(|row| &row.cells);
            rows.chain(self.table.total.iter().map(|total| &total.cells))
        };
        let mut widths: Vec<usize> = self
            .table
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let values = all_cells().filter_map(|cells| cells.get(at));
                let widest = values
                    .map(|cell| text::cells(&text::visible(&cell.value.words(lang))))
                    .max()
                    .unwrap_or_default();
                let least = text::cells(&text::visible(&lang.say(&column.label)));
                match column.kind {
                    ColumnKind::Text => widest.max(least).min(WIDEST),
                    _ => widest.max(least.min(WIDEST)),
                }
            })
            .collect();
        // The last column of a group makes room for the group's heading.
        for (first, last, group) in self.table.groups() {
            let Some(group) = group else { continue };
            let wanted = text::cells(&text::visible(&lang.say(group))).min(WIDEST);
            let given =
                widths.iter().take(last + 1).skip(first).sum::<usize>() + GAP * (last - first);
            if let Some(width) = widths.get_mut(last) {
                *width += wanted.saturating_sub(given);
            }
        }
        widths
    }

    /// Cells of the widest label, or of their heading.
    fn labels(&self, lang: Lang) -> usize {
        let label = |row: &Row| {
            text::cells(&text::visible(&lang.say(&row.label))) + 2 * usize::from(row.depth)
        };
        let heading = text::cells(&text::visible(&lang.say(&self.table.stub)));
        let labels = self.table.rows.iter().map(label);
        labels.max().unwrap_or_default().max(heading)
    }
}

/// Labels get what they need, but leave room for the widest column.
fn stub(room: usize, widths: &[usize], labels: usize) -> usize {
    let all = widths.iter().map(|width| width + GAP).sum::<usize>();
    let widest = widths.iter().max().map_or(0, |width| width + GAP);
    let spare = room.saturating_sub(all).max(room / 3);
    labels
        .min(spare)
        .min(room.saturating_sub(widest))
        .max(LEAST_STUB.min(room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::CellValue;
    use crate::report::sample;

    fn grid(columns: usize) -> Grid {
        let headings = (0..columns).map(|at| sample::column(format!("Cột {at:02}")));
        let cells = vec![CellValue::Count(1); columns];
        let row = sample::row("xã Hòn Tre", 0, cells);
        Grid::new(sample::table(headings.collect(), vec![row]))
    }

    #[test]
    fn columns_stand_still_until_the_chosen_one_is_out_of_sight() {
        let mut grid = grid(10);
        let sight = |grid: &mut Grid| {
            grid.settle(44, Lang::Vi);
            grid.layout(44, Lang::Vi).in_sight
        };
        assert_eq!(sight(&mut grid), 0..4);
        for _ in 0..3 {
            assert!(grid.sideways(Sideways::Next));
        }
        assert_eq!(sight(&mut grid), 0..4);
        grid.sideways(Sideways::Next);
        assert_eq!(sight(&mut grid), 1..5);
        grid.sideways(Sideways::Previous);
        assert_eq!(sight(&mut grid), 1..5);
        for _ in 0..20 {
            grid.sideways(Sideways::Next);
        }
        assert_eq!(sight(&mut grid), 6..10);
        assert_eq!(grid.layout(400, Lang::Vi).in_sight, 0..10);
    }

    #[test]
    fn a_window_of_no_room_still_shows_the_chosen_column() {
        let mut grid = grid(3);
        grid.sideways(Sideways::Next);
        for room in 0..20 {
            let layout = grid.layout(room, Lang::Vi);
            assert!(layout.in_sight.contains(&1), "{room}");
        }
    }
}
