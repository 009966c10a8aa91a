//! The content of an ODS file, looked over before it is read: a few bytes can
//! ask for a cell to be repeated millions of times. On the way
//! is noted what the reader does not tell: merged cells, and what is hidden.

use super::fault::{FileFault, Limit};
use super::sheet::{Hidden, Merge};
use super::tags::{Tag, Tags};

/// Cells laid out for all tables together.
const AREA: u64 = 8_000_000;
/// Bytes of text once every repetition is written out.
const TEXT: u64 = 256 * 1024 * 1024;
/// Blanks in a row that one element may stand for.
const BLANKS: u64 = 32_767;
/// Rows of a table; the reader cuts repetitions there.
const ROWS: u64 = 1_048_576;
/// Columns of a table; the reader cuts repetitions there.
const COLUMNS: u64 = 16_384;

/// What was noted of one table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) merges: Vec<Merge>,
    pub(super) hidden: Hidden,
}

/// What there is to note of each table, in the order of the tables.
///
/// # Errors
/// `TooLarge` when the tables would be laid out past the limits.
pub(super) fn survey(content: &[u8]) -> Result<Vec<Noted>, FileFault> {
    let mut survey = Survey::default();
    for tag in Tags(content) {
        survey.take(&tag)?;
    }
    Ok(survey.tables)
}

#[derive(Default)]
struct Survey {
    tables: Vec<Noted>,
    /// Cells and text of all tables, repetitions written out.
    area: u64,
    text: u64,
    /// The table being walked: columns that were described, rows before this
    /// one, those of them up to the last filled one, and the widest filled row.
    described: u64,
    row: u64,
    filled_rows: u64,
    width: u64,
    /// The row being walked: its repetitions, cells, and those up to the last filled.
    row_repeats: u64,
    column: u64,
    filled_columns: u64,
}

impl Survey {
    fn take(&mut self, tag: &Tag<'_>) -> Result<(), FileFault> {
        match tag.name {
            b"table:table" => {
                self.tables.push(Noted::default());
                self.described = 0;
                (self.row, self.filled_rows, self.width) = (0, 0, 0);
            }
            b"/table:table" => self.area = self.area.saturating_add(self.filled_rows * self.width),
            b"table:table-column" => {
                let repeats = tag
                    .number(b"table:number-columns-repeated")
                    .clamp(1, COLUMNS);
                let until = (self.described + repeats).min(COLUMNS);
                self.note_hidden(tag, |hidden, described| {
                    hidden.hide_columns(described, until);
                });
                self.described = until;
            }
            b"table:table-row" => {
                self.row_repeats = tag.number(b"table:number-rows-repeated").clamp(1, ROWS);
                let until = (self.row + self.row_repeats).min(ROWS);
                let from = self.row;
                self.note_hidden(tag, |hidden, _| hidden.hide_rows(from + 1, until));
                (self.column, self.filled_columns) = (0, 0);
                if tag.is_closed() {
                    self.row += self.row_repeats;
                }
            }
            b"/table:table-row" => self.end_row(),
            b"table:table-cell" | b"table:covered-table-cell" => self.cell(tag),
            b"text:s" if tag.number(b"text:c") > BLANKS => {
                return Err(FileFault::TooLarge {
                    limit: Limit::Unpacked,
                });
            }
            _ => {}
        }
        if self.area + self.filled_columns > AREA {
            return Err(FileFault::TooLarge { limit: Limit::Area });
        }
        if self.text > TEXT {
            return Err(FileFault::TooLarge {
                limit: Limit::Unpacked,
            });
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        self.note_merge(tag);
        let repeats = tag
            .number(b"table:number-columns-repeated")
            .clamp(1, COLUMNS);
        self.column = (self.column + repeats).min(COLUMNS);
        if tag.is_closed() && !tag.has(b"office:value") {
            return;
        }
        self.filled_columns = self.column;
        let bytes = tag.attributes.len() + tag.text_after;
        self.text = self.text.saturating_add(
            repeats
                .saturating_mul(self.row_repeats)
                .saturating_mul(bytes as u64),
        );
    }

    fn end_row(&mut self) {
        self.row = (self.row + self.row_repeats).min(ROWS);
        if self.filled_columns > 0 {
            self.filled_rows = self.row;
            self.width = self.width.max(self.filled_columns);
            // The reader keeps each row as it comes before it lays the table out.
            self.area = self.area.saturating_add(self.filled_columns);
        }
    }

    /// Lets what is collapsed or filtered away be noted.
    fn note_hidden(&mut self, tag: &Tag<'_>, note: impl FnOnce(&mut Hidden, u64)) {
        let is_hidden = tag
            .word(b"table:visibility")
            .is_some_and(|word| word != b"visible");
        if let Some(table) = self.tables.last_mut().filter(|_| is_hidden) {
            note(&mut table.hidden, self.described);
        }
    }

    fn note_merge(&mut self, tag: &Tag<'_>) {
        let rows = tag.number(b"table:number-rows-spanned").clamp(1, ROWS);
        let columns = tag
            .number(b"table:number-columns-spanned")
            .clamp(1, COLUMNS);
        if rows * columns == 1 {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            table.merges.extend(Merge::of(
                (self.row, self.row + rows - 1),
                (self.column, self.column + columns - 1),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &str) -> String {
        format!("<table:table table:name=\"A\">{rows}</table:table>")
    }

    const FILLED: &str =
        "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";

    #[test]
    fn the_blank_rest_of_a_sheet_counts_for_nothing() {
        let rest = "<table:table-cell table:number-columns-repeated=\"16380\"/>";
        let ordinary =
            format!("<table:table-row>{FILLED}{FILLED}{rest}</table:table-row>").repeat(5000);
        let below = format!(
            "<table:table-row table:number-rows-repeated=\"1043576\">{rest}</table:table-row>"
        );
        assert_eq!(
            survey(table(&format!("{ordinary}{below}")).as_bytes()).unwrap(),
            [Noted::default()]
        );
    }

    #[test]
    fn repetitions_that_would_fill_the_memory_are_refused() {
        let area = Err(FileFault::TooLarge { limit: Limit::Area });
        let gap = "<table:table-cell table:number-columns-repeated=\"16383\"/>";
        let wide = format!("<table:table-row>{gap}{FILLED}</table:table-row>").repeat(1000);
        assert_eq!(survey(table(&wide).as_bytes()), area);
        let far = format!(
            "<table:table-row>{FILLED}</table:table-row><table:table-row table:number-rows-repeated=\"1048574\">{gap}\
             </table:table-row><table:table-row>{gap}{FILLED}</table:table-row>"
        );
        assert_eq!(survey(table(&far).as_bytes()), area);
        let blanks = "<table:table-row><table:table-cell><text:p><text:s text:c=\"4000000000\"/></text:p></table:table-cell></table:table-row>";
        assert_eq!(
            survey(table(blanks).as_bytes()),
            Err(FileFault::TooLarge {
                limit: Limit::Unpacked
            })
        );
    }

    #[test]
    fn merged_cells_are_noted_where_they_stand() {
        let merged = "<table:table-cell table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\"><text:p>x</text:p></table:table-cell>";
        let rows = format!(
            "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>\
             <table:table-row>{FILLED}{merged}</table:table-row>"
        );
        let found = survey(table(&rows).as_bytes()).unwrap();
        assert_eq!(
            found,
            [Noted {
                merges: vec![Merge {
                    rows: (4, 5),
                    columns: (1, 1)
                }],
                hidden: Hidden::default(),
            }]
        );
    }

    #[test]
    fn what_is_collapsed_or_filtered_away_is_noted() {
        let rows = format!(
            "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>\
             <table:table-row table:number-rows-repeated=\"2\">{FILLED}</table:table-row>\
             <table:table-row table:number-rows-repeated=\"2\" table:visibility=\"filter\">{FILLED}</table:table-row>\
             <table:table-row table:visibility=\"visible\">{FILLED}</table:table-row>"
        );
        let found = survey(table(&rows).as_bytes()).unwrap();
        let hidden = &found[0].hidden;
        let rows = [1, 2, 3, 4, 5].map(|row| hidden.row(row));
        assert_eq!(rows, [false, false, true, true, false]);
        let columns = [0, 1, 2, 3].map(|column| hidden.column(column));
        assert_eq!(columns, [false, false, true, false]);
    }
}
