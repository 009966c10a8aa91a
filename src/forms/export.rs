//! An outline as the workbook that it was, to be changed in Excel.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::source::{Source, Table};

/// The bytes of an XLSX file with the outline's tables: every cell as text,
/// rows where they stood, headings in the first row.
///
/// # Errors
/// A table that no sheet can hold: too many rows or columns, a name that
/// Excel refuses.
pub fn workbook(source: &Source) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold();
    for table in &source.sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&table.name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, text) in (0..).zip(&table.columns) {
            sheet.write_string_with_format(0, column, text, &heading)?;
            sheet.set_column_width(column, width(table, column as usize))?;
        }
        for (number, cells) in &table.rows {
            let row = (*number).max(2) - 1;
            for (column, text) in (0..).zip(cells) {
                if !text.is_empty() {
                    sheet.write_string(row, column, text)?;
                }
            }
        }
    }
    workbook.save_to_buffer()
}

/// Wide enough for most cells of a column, in letters.
fn width(table: &Table, column: usize) -> f64 {
    const NARROWEST: usize = 8;
    const WIDEST: usize = 60;
    let cells = table.rows.iter().filter_map(|(_, cells)| cells.get(column));
    let longest = cells
        .chain(table.columns.get(column))
        .map(|text| text.chars().count())
        .max();
    longest.unwrap_or(NARROWEST).clamp(NARROWEST, WIDEST) as f64 + 2.0
}

/// A list file as CSV, in UTF-8.
///
/// # Errors
/// None that data can cause; those of the writer.
pub fn list_file(table: &Table) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    writer.write_record(&table.columns)?;
    for (_, cells) in &table.rows {
        let blank = String::new();
        let padded = (0..table.columns.len()).map(|at| cells.get(at).unwrap_or(&blank));
        writer.write_record(padded)?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(error.into_error()))
}
