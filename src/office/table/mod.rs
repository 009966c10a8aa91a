//! Tables out: one report as a workbook to reckon on, a paper to sign, a list
//! for other programs.

mod csv;
mod markdown;
mod paper;
mod xlsx;

use std::path::Path;

use jiff::civil::Date;

use super::outlet::OutFault;
use super::paper::{PaperFormat, write_paper};
use crate::i18n::Lang;
use crate::report::Table;
use crate::report::letterhead::Sender;

/// How a table can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    Xlsx,
    Docx,
    Csv,
    Markdown,
    Json,
    Text,
}

impl TableFormat {
    /// Every format, the usual one first.
    pub const ALL: &'static [Self] = &[
        Self::Xlsx,
        Self::Docx,
        Self::Csv,
        Self::Markdown,
        Self::Json,
        Self::Text,
    ];

    /// Extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Text => "txt",
        }
    }

    /// The format that the name of a file asks for.
    ///
    /// # Errors
    /// The extension is none of these.
    pub fn of_file(path: &Path) -> Result<Self, OutFault> {
        super::outlet::by_extension(path, Self::ALL, Self::extension)
    }
}

/// What stands about a table when it becomes a paper.
#[derive(Debug, Clone, Copy)]
pub struct Cover<'a> {
    pub sender: &'a Sender,
    /// The day on the paper; decides the rules of its head.
    pub on: Date,
}

/// The bytes of the table's file.
///
/// # Errors
/// The table is larger than the format can hold.
pub fn write_table(
    table: &Table,
    format: TableFormat,
    lang: Lang,
    cover: Cover<'_>,
) -> Result<Vec<u8>, OutFault> {
    match format {
        TableFormat::Xlsx => xlsx::write(table, lang),
        TableFormat::Csv => Ok(csv::write(table, lang)),
        TableFormat::Markdown => Ok(markdown::write(table, lang).into_bytes()),
        TableFormat::Json => Ok(format!("{:#}\n", table.to_json(lang)).into_bytes()),
        TableFormat::Docx => write_paper(&paper::of(table, lang, cover), PaperFormat::Docx),
        TableFormat::Text => write_paper(&paper::of(table, lang, cover), PaperFormat::Text),
    }
}
