//! Sheets typed in the fonts before Unicode (DOMAIN A10), made readable.

use super::sheet::Sheet;
use crate::office::cell::Cell;
use crate::text::{Legacy, is_unicode_vietnamese};

/// Restores what was typed in an old font, and tells which. Where Unicode
/// stands in the same file, only cells that show the old writing, and those of
/// rows that hold nothing else, are touched.
pub(super) fn restore(sheets: &mut [Sheet]) -> Option<Legacy> {
    let legacy = Legacy::among(sheets.iter().flat_map(texts))?;
    let is_all_old = !sheets.iter().flat_map(texts).any(is_unicode_vietnamese);
    for sheet in sheets {
        sheet.for_each_row(|cells| {
            let mut row = cells.iter().filter_map(|(_, cell)| text(cell));
            let is_old = is_all_old
                || row.clone().any(|text| legacy.shows_in(text)) && !row.any(is_unicode_vietnamese);
            for (_, cell) in cells {
                if let Cell::Text(typed) = cell
                    && !is_unicode_vietnamese(typed)
                    && (is_old || legacy.shows_in(typed))
                {
                    *typed = legacy.restore(typed);
                }
            }
        });
    }
    Some(legacy)
}

fn texts(sheet: &Sheet) -> impl Iterator<Item = &str> {
    let cells = sheet.rows().iter().flat_map(|row| row.filled());
    cells.filter_map(|(_, cell)| text(cell))
}

fn text(cell: &Cell) -> Option<&str> {
    match cell {
        Cell::Text(text) => Some(text),
        _ => None,
    }
}
