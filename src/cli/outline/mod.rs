//! `kheo outline`: outlines in XLSForm.

mod book;
mod check;
mod fill;
mod read;
mod words;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::answer::Answer;
use super::destination;
use super::fault::CliFault;
use super::session::Session;

#[derive(Debug, Subcommand)]
pub enum OutlineVerb {
    /// Import an outline, or a new version of one
    Import {
        /// XLSForm workbook
        #[arg(value_name = "FILE.xlsx")]
        file: PathBuf,
    },
    /// List the outlines of the book
    List,
    /// Check an outline's workbook
    Check {
        /// XLSForm workbook
        #[arg(value_name = "FILE.xlsx")]
        file: PathBuf,
    },
    /// Write an outline as a workbook, to be changed in Excel
    Export(ExportArguments),
    /// Show what a filled outline would look like, without a book
    Try(fill::TryArguments),
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The outline, or template for the one that ships with the program
    #[arg(value_name = "ID")]
    id: String,
    /// The workbook to write
    #[arg(short, long = "output", value_name = "FILE.xlsx", value_parser = destination::parser())]
    output: PathBuf,
}

/// # Errors
/// A workbook that cannot be read, or the book's refusal.
pub fn run(session: &Session, verb: &OutlineVerb) -> Result<Answer, CliFault> {
    match verb {
        OutlineVerb::Import { file } => book::import(session, file),
        OutlineVerb::List => book::list(session),
        OutlineVerb::Check { file } => check::run(session, file),
        OutlineVerb::Export(arguments) => book::export(session, &arguments.id, &arguments.output),
        OutlineVerb::Try(arguments) => fill::run(session, arguments),
    }
}
