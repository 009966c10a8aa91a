//! Cells that repeat the one above them: *nt*, *-nt-*, *như trên*, ″.

use std::collections::HashMap;

use crate::domain::list::ListField;
use crate::office::cell::Cell;
use crate::text;

use super::columns::{Column, Role};

/// The last cell of each column that said something itself.
#[derive(Default)]
pub(super) struct Above<'a>(HashMap<u16, &'a Cell>);

impl<'a> Above<'a> {
    /// The cell as it is meant: one that repeats is the one above it, where
    /// there is one.
    pub(super) fn meant<'b>(&self, column: &Column, cell: &'b Cell) -> &'b Cell
    where
        'a: 'b,
    {
        match repeats(column, cell) {
            true => self.0.get(&column.at).copied().unwrap_or(cell),
            false => cell,
        }
    }

    /// Remembers what the rows below may repeat.
    pub(super) fn pass(&mut self, column: &Column, cell: &'a Cell) {
        if !cell.is_blank() && !repeats(column, cell) {
            self.0.insert(column.at, cell);
        }
    }
}

/// Whether a cell only says: as above. No name and no text of its own is said so.
fn repeats(column: &Column, cell: &Cell) -> bool {
    let may_repeat = match column.role {
        Role::Value(field) => !matches!(
            field,
            ListField::Name | ListField::Content | ListField::Remarks
        ),
        Role::Hamlet => true,
        Role::Mark(_) | Role::RowNumber | Role::Unknown => false,
    };
    may_repeat && matches!(cell, Cell::Text(typed) if is_ditto(typed))
}

fn is_ditto(typed: &str) -> bool {
    let bare: String = text::fold(typed)
        .chars()
        .filter(|letter| !"-–—.()".contains(*letter))
        .collect();
    matches!(
        bare.trim(),
        "nt" | "nhu tren" | "\"" | "''" | "”" | "“" | "″" | "〃" | "//"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_is_told_from_what_says_something() {
        for ditto in ["nt", "-nt-", "N.T", "(như trên)", "- - \" - -", "〃", "”"] {
            assert!(is_ditto(ditto), "{ditto}");
        }
        for own in ["", "-", "NTM", "Nhơn Trạch", "như trên đã nói", "x"] {
            assert!(!is_ditto(own), "{own}");
        }
    }
}
