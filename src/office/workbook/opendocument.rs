//! The content of an ODS file, looked over before it is read: a few bytes can
//! ask for a cell to be repeated millions of times. On the way the merged
//! cells are noted, which the reader does not tell.

use super::fault::{FileFault, Limit};
use super::sheet::Merge;

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

/// The merged cells of each table, in the order of the tables.
///
/// # Errors
/// `TooLarge` when the tables would be laid out past the limits.
pub(super) fn survey(content: &[u8]) -> Result<Vec<Vec<Merge>>, FileFault> {
    let mut survey = Survey::default();
    for tag in Tags(content) {
        survey.take(&tag)?;
    }
    Ok(survey.tables)
}

#[derive(Default)]
struct Survey {
    tables: Vec<Vec<Merge>>,
    /// Cells and text of all tables, repetitions written out.
    area: u64,
    text: u64,
    /// The table being walked: rows before this one, those of them up to the
    /// last filled one, and the widest filled row.
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
                self.tables.push(Vec::new());
                (self.row, self.filled_rows, self.width) = (0, 0, 0);
            }
            b"/table:table" => self.area = self.area.saturating_add(self.filled_rows * self.width),
            b"table:table-row" => {
                self.row_repeats = tag.number(b"table:number-rows-repeated").clamp(1, ROWS);
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

    fn note_merge(&mut self, tag: &Tag<'_>) {
        let rows = tag.number(b"table:number-rows-spanned").clamp(1, ROWS);
        let columns = tag
            .number(b"table:number-columns-spanned")
            .clamp(1, COLUMNS);
        if rows * columns == 1 {
            return;
        }
        if let Some(table) = self.tables.last_mut() {
            table.extend(Merge::of(
                (self.row, self.row + rows - 1),
                (self.column, self.column + columns - 1),
            ));
        }
    }
}

/// One tag with the length of the text up to the next one.
struct Tag<'a> {
    /// Name, with its slash when it closes an element.
    name: &'a [u8],
    attributes: &'a [u8],
    text_after: usize,
}

impl Tag<'_> {
    fn is_closed(&self) -> bool {
        self.attributes.ends_with(b"/")
    }

    fn has(&self, attribute: &[u8]) -> bool {
        find(self.attributes, attribute).is_some()
    }

    /// A number in quotation marks after the attribute's name; 0 without one.
    fn number(&self, attribute: &[u8]) -> u64 {
        let after = find(self.attributes, attribute)
            .and_then(|at| self.attributes.get(at + attribute.len()..));
        let digits = after.and_then(|after| {
            after
                .strip_prefix(b"=\"")
                .or_else(|| after.strip_prefix(b"='"))
        });
        let digits = digits
            .unwrap_or_default()
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        digits.fold(0, |number: u64, digit| {
            number
                .saturating_mul(10)
                .saturating_add(u64::from(digit - b'0'))
        })
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

struct Tags<'a>(&'a [u8]);

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        let open = self.0.iter().position(|byte| *byte == b'<')?;
        let inside = self.0.get(open + 1..)?;
        let close = inside.iter().position(|byte| *byte == b'>')?;
        let (tag, rest) = (inside.get(..close)?, inside.get(close + 1..)?);
        let end_of_name = tag
            .iter()
            .position(u8::is_ascii_whitespace)
            .unwrap_or(tag.len());
        let name = tag.get(..end_of_name)?;
        self.0 = rest;
        Some(Tag {
            name: name.strip_suffix(b"/").unwrap_or(name),
            attributes: tag
                .get(end_of_name..)
                .filter(|rest| !rest.is_empty())
                .unwrap_or(tag),
            text_after: rest
                .iter()
                .position(|byte| *byte == b'<')
                .unwrap_or(rest.len()),
        })
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
            [vec![]]
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
            [vec![Merge {
                rows: (4, 5),
                columns: (1, 1)
            }]]
        );
    }
}
