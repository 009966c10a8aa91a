//! Workbooks of plain text, as forms are made of: headings, then cells just
//! where they stood.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::outlet::OutFault;
use super::printable::printable;

/// A sheet of text.
#[derive(Debug, Clone, Copy)]
pub struct TextSheet<'a> {
    pub name: &'a str,
    pub columns: &'a [String],
    /// Row number from 1, as the spreadsheet shows it, and a text a column.
    pub rows: &'a [(u32, Vec<String>)],
}

/// The bytes of an XLSX file: headings in the first row, every cell as text,
/// no row above the second.
///
/// # Errors
/// `Unfit` for a sheet that Excel cannot hold: too many rows or columns, a
/// name or a text that is too long.
pub fn text_workbook(sheets: &[TextSheet<'_>]) -> Result<Vec<u8>, OutFault> {
    written(sheets).map_err(|error| OutFault::Unfit {
        why: error.to_string(),
    })
}

fn written(sheets: &[TextSheet<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    for text in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(text.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, cell) in (0..).zip(text.columns) {
            sheet.write_string_with_format(0, column, printable(cell), &heading)?;
            sheet.set_column_width(column, width(text, usize::from(column)))?;
        }
        for (number, cells) in text.rows {
            let row = (*number).max(2) - 1;
            for (column, cell) in (0..).zip(cells) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, printable(cell))?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

/// Wide enough for most cells of a column, in letters.
fn width(text: &TextSheet<'_>, column: usize) -> f64 {
    const NARROWEST: usize = 8;
    const WIDEST: usize = 60;
    let cells = text.rows.iter().filter_map(|(_, cells)| cells.get(column));
    let longest = cells
        .chain(text.columns.get(column))
        .map(|cell| cell.chars().count())
        .max();
    longest.unwrap_or(NARROWEST).clamp(NARROWEST, WIDEST) as f64 + 2.0
}
