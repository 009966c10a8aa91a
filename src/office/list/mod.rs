//! A list of models as it is really typed, read into rows (CLI.md, “A list of
//! models”).
//!
//! Nothing is guessed silently: a column that no field answers to becomes
//! remarks, and whatever cannot be read is a fault with its row and column.

mod above;
mod blank_units;
mod columns;
mod enumerator;
pub(in crate::office) mod header;
mod headings;
mod levels;
mod map;
mod numbered;
mod paper;
mod passed;
mod places;
mod row;
mod rows;
mod sample;
mod sections;
mod tables;
mod totals;

use std::path::Path;

use crate::domain::list::{HiddenParts, ModelList};
use crate::domain::period_labels::PeriodLabels;

use super::workbook::{FileFault, Sheet, Wanted, Workbook, column_letters, read_workbook};
use columns::Role;
use header::Header;
use rows::Body;
use tables::Table;

pub use map::{ColumnMap, MapFault, field_name};

/// What the person says about a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListOptions {
    /// The sheet to read; else the first that has a header.
    pub sheet: Option<String>,
    pub maps: Vec<ColumnMap>,
    /// What the book calls periods: titles and sections may say it so.
    pub labels: PeriodLabels,
}

/// Reads the list of models in the file at `path`.
///
/// # Errors
/// A [`FileFault`] when there is no list to read; faults of single cells are
/// in the list itself.
pub fn read_models(path: &Path, options: &ListOptions) -> Result<ModelList, FileFault> {
    models_in(&read_workbook(path)?, options)
}

/// Reads the list of models in a workbook.
///
/// # Errors
/// `NoSuchSheet`, `NoSuchColumn` or `NoHeader`.
pub fn models_in(workbook: &Workbook, options: &ListOptions) -> Result<ModelList, FileFault> {
    let (sheet, header) = match &options.sheet {
        Some(wanted) => {
            let sheet = workbook.sheet(wanted)?;
            (
                sheet,
                header_of(sheet, options).ok_or_else(|| no_header(sheet))?,
            )
        }
        None => {
            let mut headed = workbook
                .sheets
                .iter()
                .filter_map(|sheet| Some((sheet, header_of(sheet, options)?)));
            let first = workbook
                .sheets
                .iter()
                .find(|sheet| !sheet.rows().is_empty())
                .ok_or(FileFault::EmptySheet)?;
            headed.next().ok_or_else(|| no_header(first))?
        }
    };
    let other_lists = workbook
        .sheets
        .iter()
        .filter(|other| other.name != sheet.name && header_of(other, options).is_some());
    let tables = tables::below(sheet, header, &options.maps)?;
    let mut body = rows::read(sheet, &tables, options);
    let units_as_above = blank_units::take_as_above(&mut body.rows, &mut body.faults);
    Ok(ModelList {
        file: workbook.file.clone(),
        sheet: sheet.name.clone(),
        unknown_columns: unknown_columns(&tables, &body),
        other_sheets: other_lists.map(|sheet| sheet.name.clone()).collect(),
        title_period: body.title_period,
        units_as_above,
        hidden: hidden_parts(sheet, &tables, &body),
        restored_from: workbook.restored_from,
        rows: body.rows,
        faults: body.faults,
    })
}

/// What of the list nobody sees who opens the sheet.
fn hidden_parts(sheet: &Sheet, tables: &[Table], body: &Body) -> HiddenParts {
    let rows = body.rows.iter().map(|row| row.row);
    let columns = tables.iter().flat_map(|table| &table.columns);
    let mut hidden = HiddenParts {
        rows: rows.filter(|row| sheet.hidden.row(*row)).collect(),
        columns: columns
            .filter(|column| sheet.hidden.column(column.at))
            .map(|column| column.heading.clone())
            .collect(),
    };
    hidden.rows.dedup();
    hidden.columns.dedup();
    hidden
}

/// The headings that no field answers to, each once, and the letters of the
/// columns that have none.
fn unknown_columns(tables: &[Table], body: &Body) -> Vec<String> {
    let mut unknown: Vec<String> = Vec::new();
    for column in tables.iter().flat_map(|table| &table.columns) {
        if column.role == Role::Unknown && !unknown.contains(&column.heading) {
            unknown.push(column.heading.clone());
        }
    }
    unknown.extend(body.unheaded.iter().map(|at| column_letters(*at)));
    unknown
}

fn header_of(sheet: &Sheet, options: &ListOptions) -> Option<Header> {
    header::find(sheet, |columns| columns::understood(columns, &options.maps))
}

fn no_header(sheet: &Sheet) -> FileFault {
    FileFault::NoHeader {
        sheet: sheet.name.clone(),
        wanted: Wanted::Models,
    }
}

#[cfg(test)]
mod tests;
