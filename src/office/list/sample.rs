//! What the cells of a column look like, where its heading leaves it open.

use crate::domain::value;
use crate::office::cell::Cell;
use crate::office::workbook::{Row, Sheet};
use crate::text;

use super::header::Header;
use super::passed::{self, Headings};
use super::totals;

/// Rows looked at.
const ROWS: usize = 60;

/// The first rows below a header that may be models.
pub(super) struct Sample<'a>(Vec<&'a Row>);

/// How many of a column's cells are as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    All,
    /// More than half.
    Most,
    Few,
}

impl<'a> Sample<'a> {
    pub(super) fn of(sheet: &'a Sheet, header: &Header) -> Self {
        let headings = Headings::of(header);
        // Rows with a single cell are sections and signatures.
        let may_be_model = |row: &&Row| {
            row.number > header.rows.1
                && row.filled().len() > 1
                && !passed::is_numbering(row)
                && !passed::closes(row)
                && totals::total(row, &[]).is_none()
                && !headings.repeated_in(row)
        };
        Self(
            sheet
                .rows()
                .iter()
                .filter(may_be_model)
                .take(ROWS)
                .collect(),
        )
    }

    /// `None` when the column is empty in all of them.
    pub(super) fn share(&self, column: u16, is: impl Fn(&Cell) -> bool) -> Option<Share> {
        let cells = self
            .0
            .iter()
            .map(|row| row.cell(column))
            .filter(|cell| !cell.is_blank());
        let (all, count) = cells.fold((0, 0), |(all, count), cell| {
            (all + 1, count + usize::from(is(cell)))
        });
        match all {
            0 => None,
            _ if count == all => Some(Share::All),
            _ if count * 2 > all => Some(Share::Most),
            _ => Some(Share::Few),
        }
    }
}

/// What a cell of a marked column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    Yes,
    No,
    Neither,
}

/// Reads a cell of a marked column: x is a mark; blank, `0`, `-` and *không* are none.
pub(super) fn is_mark(cell: &Cell) -> Marked {
    let line = cell.line();
    match text::fold(&line).as_str() {
        "" | "0" | "-" | "–" | "khong" | "k" | "false" | "/" | "☐" => Marked::No,
        _ if value::is_mark(&line) => Marked::Yes,
        _ => Marked::Neither,
    }
}
