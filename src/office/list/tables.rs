//! The tables of a sheet, one below another. A header that only repeats the
//! one above it belongs to the same table; one whose headings stand elsewhere
//! begins another.

use crate::office::workbook::{FileFault, Row, Sheet};

use super::columns::{self, Column};
use super::header::{self, Headed, Header};
use super::headings::{Meaning, heading_key, recognise};
use super::map::ColumnMap;

/// Headings that a row must hold to begin another table. Columns to be marked
/// do not count: their words stand in the rows of models too.
const SURE_HEADINGS: usize = 3;

/// A table: its header and what each of its columns holds.
pub(super) struct Table {
    pub(super) header: Header,
    pub(super) columns: Vec<Column>,
}

/// The table below `first` and those that begin further down, from the top.
///
/// # Errors
/// `NoSuchColumn` for a `--map` that no table answers to, and `SideBySide`.
pub(super) fn below(
    sheet: &Sheet,
    first: Header,
    maps: &[ColumnMap],
) -> Result<Vec<Table>, FileFault> {
    let mut headers = vec![first];
    for row in sheet.rows() {
        let Some(current) = headers.last() else {
            break;
        };
        if row.number <= current.rows.1 || !may_be_header(row) || repeats(row, current) {
            continue;
        }
        headers.extend(header::at(sheet, row.number, understood));
    }
    columns::check_maps(headers.iter().flat_map(|header| &header.columns), maps)?;
    headers
        .into_iter()
        .map(|header| {
            Ok(Table {
                columns: columns::settle(sheet, &header, maps)?,
                header,
            })
        })
        .collect()
}

/// No heading is a number.
fn may_be_header(row: &Row) -> bool {
    row.filled().len() >= SURE_HEADINGS && row.filled().all(|(_, cell)| cell.count().is_none())
}

/// How many of the columns are understood, or 0 when too few are so beyond
/// doubt for these rows to be a header.
fn understood(columns: &[Headed]) -> usize {
    let sure = columns
        .iter()
        .filter_map(|headed| recognise(&headed.path))
        .filter(|meaning| !matches!(meaning, Meaning::Mark(_)))
        .count();
    match columns::understood(columns, &[]) {
        all if sure >= SURE_HEADINGS && all * 2 > columns.len() => all,
        _ => 0,
    }
}

/// Whether every cell of a row stands in the header, over the same column.
fn repeats(row: &Row, header: &Header) -> bool {
    let stands = |at: u16, key: String| {
        let over = header.columns.iter().find(|headed| headed.column == at);
        over.is_some_and(|headed| headed.path.iter().any(|part| heading_key(part) == key))
    };
    row.filled()
        .all(|(at, cell)| stands(at, heading_key(&cell.line())))
}
