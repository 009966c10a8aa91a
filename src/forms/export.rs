//! An outline as the workbook that it was, to be changed in Excel.

use super::source::{Source, Table};
use crate::office::{OutFault, TextSheet, text_workbook};

/// The bytes of an XLSX file with the outline's tables.
///
/// # Errors
/// A table that no sheet can hold.
pub fn workbook(source: &Source) -> Result<Vec<u8>, OutFault> {
    let sheets: Vec<TextSheet<'_>> = source
        .sheets
        .iter()
        .map(|table| TextSheet {
            name: &table.name,
            columns: &table.columns,
            rows: &table.rows,
        })
        .collect();
    text_workbook(&sheets)
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
