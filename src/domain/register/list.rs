//! A list of records of one register as it was typed: what `office` hands to
//! `service`.

use serde::{Deserialize, Serialize};

use super::super::identity::RecordKind;
use super::super::list::ListFault;
use super::super::value::ValueFault;
use super::super::vocabulary::{Qualifier, Word};
use crate::text;

/// The records of one kind in one sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterList {
    /// File name without its folder.
    pub file: String,
    pub kind: RecordKind,
    pub rows: Vec<RegisterRow>,
    /// Headings that no field answers to; their cells are kept as remarks.
    pub unknown_columns: Vec<String>,
    pub faults: Vec<ListFault>,
}

/// One row: cells that are not blank, each with its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterRow {
    /// Row number in the sheet, from 1.
    pub row: u32,
    pub cells: Vec<RegisterCell>,
}

/// What was typed under a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterCell {
    /// Name of the field in the log.
    pub field: String,
    /// Heading as typed, to name it in a fault.
    pub column: String,
    pub typed: String,
}

impl RegisterRow {
    /// What was typed for a field.
    pub fn typed(&self, field: &str) -> Option<&str> {
        let mut cells = self.cells.iter();
        let cell = cells.find(|cell| cell.field == field)?;
        Some(&cell.typed)
    }
}

/// A published number with what stands before it: “trên 500”, “hơn 19.200”.
///
/// # Errors
/// `NotACount` when no whole number is left.
pub fn read_qualified(typed: &str) -> Result<(Option<Qualifier>, i64), ValueFault> {
    let line = text::tidy(typed);
    let word = line.split(' ').next().unwrap_or_default();
    let rest = line.get(word.len()..).unwrap_or_default();
    let (qualifier, number) = match Qualifier::parse(word) {
        Some(qualifier) => (Some(qualifier), rest),
        None => (None, line.as_str()),
    };
    let number = text::parse_count(number).ok_or(ValueFault::NotACount {
        typed: line.clone(),
    })?;
    Ok((qualifier, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_what_qualifies_it() {
        assert_eq!(
            read_qualified("hơn 19.200"),
            Ok((Some(Qualifier::MoreThan), 19_200))
        );
        assert_eq!(read_qualified("Trên 500"), Ok((Some(Qualifier::Over), 500)));
        assert_eq!(read_qualified("1.679"), Ok((None, 1679)));
        assert!(read_qualified("trên năm trăm").is_err());
        assert!(read_qualified("").is_err());
    }
}
