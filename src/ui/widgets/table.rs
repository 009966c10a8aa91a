//! A small table whose least needed columns give way when there is little room.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Look, put, right_of, row_of};
use crate::text::{self, Align};

/// Blanks between columns, in cells.
const GAP: usize = 2;

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub heading: String,
    pub align: Align,
    /// The column with the lowest need is left out first; the highest never is.
    pub need: u8,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub style: Style,
}

/// A table; a row may be shorter than its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
}

/// A column that is shown: its place in the table and its cells on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    column: usize,
    cells: usize,
}

impl Table {
    /// Rows that the table takes, with its headings.
    pub fn height(&self) -> usize {
        self.rows.len() + 1
    }

    /// Draws headings and rows from the top of `area`.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let places = self.layout(usize::from(area.width));
        let headings: Vec<Cell> = self
            .columns
            .iter()
            .map(|column| Cell {
                text: column.heading.clone(),
                style: look.palette.dim,
            })
            .collect();
        for (down, row) in std::iter::once(&headings).chain(&self.rows).enumerate() {
            self.view_row(frame, row_of(area, down), row, &places);
        }
    }

    fn view_row(&self, frame: &mut Frame, area: Rect, row: &[Cell], places: &[Place]) {
        let mut before = 0;
        for place in places {
            let (Some(cell), Some(column)) =
                (row.get(place.column), self.columns.get(place.column))
            else {
                continue;
            };
            let x = u16::try_from(before).unwrap_or(u16::MAX);
            let rest = right_of(area, x);
            put(
                frame,
                rest,
                &text::fit(&text::visible(&cell.text), place.cells, column.align),
                cell.style,
            );
            before += place.cells + GAP;
        }
    }

    /// The columns that fit in `room` cells. The last one left is cut to fit.
    fn layout(&self, room: usize) -> Vec<Place> {
        let mut places: Vec<Place> = (0..self.columns.len())
            .map(|column| Place {
                column,
                cells: self.widest(column),
            })
            .collect();
        while places.len() > 1 && total(&places) > room {
            let need = |place: &Place| {
                self.columns
                    .get(place.column)
                    .map_or(0, |column| column.need)
            };
            // Of columns needed alike the rightmost goes first.
            let Some(least) = (0..places.len())
                .rev()
                .min_by_key(|index| places.get(*index).map(need))
            else {
                break;
            };
            places.remove(least);
        }
        if let [only] = places.as_mut_slice() {
            only.cells = only.cells.min(room);
        }
        places
    }

    fn widest(&self, column: usize) -> usize {
        let heading = self
            .columns
            .get(column)
            .map_or(0, |column| text::cells(&text::visible(&column.heading)));
        let cells = self.rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| text::cells(&text::visible(&cell.text)))
            .fold(heading, usize::max)
    }
}

fn total(places: &[Place]) -> usize {
    places.iter().map(|place| place.cells).sum::<usize>() + GAP * places.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let column = |heading: &str, align, need| Column {
            heading: heading.into(),
            align,
            need,
        };
        let cell = |text: &str| Cell {
            text: text.into(),
            style: Style::default(),
        };
        Table {
            columns: vec![
                column("Cấp", Align::Left, 9),
                column("Cộng", Align::Right, 8),
                column("Kỳ trước", Align::Right, 1),
            ],
            rows: vec![vec![cell("Cấp huyện"), cell("75"), cell("50")]],
        }
    }

    #[test]
    fn the_least_needed_column_goes_first() {
        let shown = |room| {
            table()
                .layout(room)
                .iter()
                .map(|place| place.column)
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(25), [0, 1, 2]);
        assert_eq!(shown(24), [0, 1]);
        assert_eq!(shown(14), [0]);
        assert_eq!(
            table().layout(3),
            [Place {
                column: 0,
                cells: 3
            }]
        );
    }
}
