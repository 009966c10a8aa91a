//! Our own outline: 29 items A–G (DOMAIN 2.2). A template to begin from, not an
//! official form. Its tables are text, so that a change shows line by line.

use super::fault::OutlineFault;
use super::outline::Outline;
use super::reader::read_source;
use super::source::{Source, Table};

const SHEETS: &[(&str, &str)] = &[
    ("survey", include_str!("survey.csv")),
    ("choices", include_str!("choices.csv")),
    ("settings", include_str!("settings.csv")),
];

/// The tables of the template.
pub fn source() -> Source {
    Source {
        sheets: SHEETS
            .iter()
            .map(|(name, written)| table(name, written))
            .collect(),
        files: Vec::new(),
    }
}

/// The template, read.
///
/// # Errors
/// None, unless its tables are broken, which a test would show.
pub fn outline() -> Result<Outline, Vec<OutlineFault>> {
    read_source(source())
}

fn table(name: &str, written: &str) -> Table {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(written.as_bytes());
    let mut rows = reader
        .records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect::<Vec<_>>());
    let columns = rows.next().unwrap_or_default();
    Table {
        name: name.to_owned(),
        columns,
        rows: (2..).zip(rows).collect(),
    }
}
