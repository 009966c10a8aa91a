//! A sheet as rows of filled cells: what is empty takes no room, however far
//! apart the filled cells stand.

use std::collections::BTreeMap;

use super::fault::{FileFault, Limit};
use crate::office::cell::Cell;
use crate::text;

/// Bytes of text in one sheet.
const TEXT: usize = 256 * 1024 * 1024;
/// Filled cells in one sheet.
const CELLS: usize = 8_000_000;
/// Merged areas beyond this number are decoration.
const MERGES: usize = 200_000;

static EMPTY: Cell = Cell::Empty;

/// Cells merged into one. Rows count from 1 and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub rows: (u32, u32),
    pub columns: (u16, u16),
}

impl Merge {
    /// From counts that start at 0; `None` when a sheet has no such place.
    pub(super) fn of(rows: (u64, u64), columns: (u64, u64)) -> Option<Self> {
        let row = |number: u64| u32::try_from(number + 1).ok();
        let column = |number: u64| u16::try_from(number).ok();
        Some(Self {
            rows: (row(rows.0)?, row(rows.1)?),
            columns: (column(columns.0)?, column(columns.1)?),
        })
    }
}

/// The rows and columns that a sheet does not show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Ranges of rows, from 1, both ends included, from the top.
    rows: Vec<(u32, u32)>,
    /// Ranges of columns, from 0, both ends included.
    columns: Vec<(u16, u16)>,
}

impl Hidden {
    /// Hides rows, counted from 1, both ends included.
    pub(super) fn hide_rows(&mut self, first: u64, last: u64) {
        if let (Ok(first), Ok(last)) = (u32::try_from(first), u32::try_from(last))
            && first <= last
            && self.rows.len() < MERGES
        {
            self.rows.push((first, last));
        }
    }

    /// Hides columns, counted from 0, the last one not included.
    pub(super) fn hide_columns(&mut self, first: u64, end: u64) {
        if let (Ok(first), Ok(end)) = (u16::try_from(first), u16::try_from(end))
            && first < end
            && self.columns.len() < MERGES
        {
            self.columns.push((first, end - 1));
        }
    }

    /// Whether nobody sees this row (from 1).
    pub fn row(&self, number: u32) -> bool {
        let after = self.rows.partition_point(|(first, _)| *first <= number);
        let before = after.checked_sub(1).and_then(|at| self.rows.get(at));
        before.is_some_and(|(_, last)| number <= *last)
    }

    /// Whether nobody sees this column (from 0).
    pub fn column(&self, column: u16) -> bool {
        let mut ranges = self.columns.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// One row with at least one filled cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Row number from 1, as the spreadsheet shows it.
    pub number: u32,
    /// Column (from 0) and cell, in column order; none is blank.
    cells: Vec<(u16, Cell)>,
}

impl Row {
    /// The cell of a column; empty where nothing is typed.
    pub fn cell(&self, column: u16) -> &Cell {
        match self.cells.binary_search_by_key(&column, |(at, _)| *at) {
            Ok(found) => self.cells.get(found).map_or(&EMPTY, |(_, cell)| cell),
            Err(_) => &EMPTY,
        }
    }

    /// The filled cells, from the left.
    pub fn filled(&self) -> impl ExactSizeIterator<Item = (u16, &Cell)> {
        self.cells.iter().map(|(column, cell)| (*column, cell))
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Composed (NFC).
    pub name: String,
    rows: Vec<Row>,
    /// Areas merged over several columns: first row and column → last column.
    wide: BTreeMap<(u32, u16), u16>,
    /// Areas merged over several rows: first column and row → last row.
    tall: BTreeMap<(u16, u32), u32>,
    /// What of it is not shown.
    pub hidden: Hidden,
}

impl Sheet {
    /// Gathers cells given by row (from 1) and column (from 0), in any order.
    ///
    /// # Errors
    /// `TooLarge` past the limits, and the first fault among the cells.
    pub(in crate::office) fn gather(
        name: String,
        cells: impl IntoIterator<Item = Result<(u32, u16, Cell), FileFault>>,
        merges: &[Merge],
    ) -> Result<Self, FileFault> {
        let mut rows: BTreeMap<u32, BTreeMap<u16, Cell>> = BTreeMap::new();
        let (mut count, mut typed_bytes) = (0, 0);
        for cell in cells {
            let (row, column, cell) = cell?;
            if cell.is_blank() {
                continue;
            }
            count += 1;
            if let Cell::Text(typed) = &cell {
                typed_bytes += typed.len();
            }
            if count > CELLS || typed_bytes > TEXT {
                return Err(FileFault::TooLarge {
                    limit: Limit::Unpacked,
                });
            }
            rows.entry(row).or_default().insert(column, cell);
        }
        // Formulas filled down below a list stand for nothing.
        rows.retain(|_, cells| cells.values().any(|cell| *cell != Cell::Unreckoned));
        let rows = rows.into_iter().map(|(number, cells)| Row {
            number,
            cells: cells.into_iter().collect(),
        });
        let merges = merges.get(..MERGES).unwrap_or(merges);
        let wide = merges
            .iter()
            .filter(|merge| merge.columns.0 < merge.columns.1);
        let tall = merges.iter().filter(|merge| merge.rows.0 < merge.rows.1);
        Ok(Self {
            name: text::nfc(&name).into_owned(),
            rows: rows.collect(),
            wide: wide
                .map(|merge| ((merge.rows.0, merge.columns.0), merge.columns.1))
                .collect(),
            tall: tall
                .map(|merge| ((merge.columns.0, merge.rows.0), merge.rows.1))
                .collect(),
            hidden: Hidden::default(),
        })
    }

    /// The sheet with what of it is not shown.
    pub(super) fn hiding(self, hidden: Hidden) -> Self {
        Self { hidden, ..self }
    }

    /// The rows that hold something, from the top.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Lets every row's filled cells be changed.
    pub(super) fn for_each_row(&mut self, mut change: impl FnMut(&mut [(u16, Cell)])) {
        for row in &mut self.rows {
            change(&mut row.cells);
        }
    }

    /// The row with this number (from 1), if it holds something.
    pub fn row(&self, number: u32) -> Option<&Row> {
        let found = self
            .rows
            .binary_search_by_key(&number, |row| row.number)
            .ok()?;
        self.rows.get(found)
    }

    /// The last column a merged area reaches that begins at this place.
    pub fn merged_to_column(&self, row: u32, column: u16) -> Option<u16> {
        self.wide.get(&(row, column)).copied()
    }

    /// What a reader sees in a place: its cell, or that of the area merged
    /// over several rows that covers it, when the area begins at or below
    /// row `from`.
    pub fn seen<'a>(&'a self, row: &'a Row, column: u16, from: u32) -> &'a Cell {
        let own = row.cell(column);
        if *own != Cell::Empty {
            return own;
        }
        let above = self
            .tall
            .range((column, from)..=(column, row.number))
            .next_back();
        match above {
            Some((&(_, first), &last)) if last >= row.number => {
                self.row(first).map_or(own, |top| top.cell(column))
            }
            _ => own,
        }
    }
}

/// The letters over a column (from 0): A, B, … Z, AA, ….
pub fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut left = u32::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// The column (from 0) that letters stand for: `A` is 0, `AA` is 26.
pub fn column_of_letters(letters: &str) -> Option<u16> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0_u32;
    for letter in letters.chars() {
        let letter = letter.to_ascii_uppercase();
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + (letter as u32 - 'A' as u32) + 1;
    }
    u16::try_from(column - 1)
        .ok()
        .filter(|column| *column < 16_384)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_columns_answer_to_each_other() {
        for (column, letters) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(column_letters(column), letters);
            assert_eq!(column_of_letters(letters), Some(column));
        }
        for wrong in ["", "XFE", "A1", "Ă", "ABCD"] {
            assert_eq!(column_of_letters(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_tall_merged_cell_is_seen_in_every_row_it_covers() {
        let cells = [(2, 0, "Đông Yên"), (2, 1, "a"), (3, 1, "b"), (4, 1, "c")];
        let cells = cells.map(|(row, column, text)| Ok((row, column, Cell::typed(text))));
        let merges = [Merge {
            rows: (2, 3),
            columns: (0, 0),
        }];
        let sheet = Sheet::gather("A".into(), cells, &merges).unwrap();
        let seen = |row: u32, from: u32| sheet.seen(sheet.row(row).unwrap(), 0, from).as_text();
        assert_eq!(
            [seen(2, 1), seen(3, 1), seen(4, 1)],
            ["Đông Yên", "Đông Yên", ""]
        );
        assert_eq!(seen(3, 3), "", "an area that begins above is none of ours");
    }
}
