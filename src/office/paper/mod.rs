//! Papers out: one [`Document`] as a .docx to sign, as plain text to read
//! aloud in a terminal, as Markdown.

mod docx;
mod markdown;
mod plain;

use std::path::Path;

use super::outlet::OutFault;
use crate::report::document::Document;

/// How a paper can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperFormat {
    Docx,
    Text,
    Markdown,
}

impl PaperFormat {
    /// Every format, the usual one first.
    pub const ALL: &'static [Self] = &[Self::Docx, Self::Text, Self::Markdown];

    /// Extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Text => "txt",
            Self::Markdown => "md",
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

/// The bytes of the paper's file.
///
/// # Errors
/// Only when the paper cannot be packed, which no text leads to.
pub fn write_paper(document: &Document, format: PaperFormat) -> Result<Vec<u8>, OutFault> {
    Ok(match format {
        PaperFormat::Docx => docx::write(document)?,
        PaperFormat::Text => plain::write(document, plain::WIDTH).into_bytes(),
        PaperFormat::Markdown => markdown::write(document).into_bytes(),
    })
}

/// The paper in lines of at most 80 cells, to be read aloud in a terminal.
pub fn paper_text(document: &Document) -> String {
    paper_text_within(document, plain::WIDTH)
}

/// The same in lines of at most `cells` cells.
pub fn paper_text_within(document: &Document, cells: usize) -> String {
    plain::write(document, cells)
}
