//! The formula of a total, where the total is the sum of what stands above it.

use crate::office::column_letters;
use crate::report::table::{ColumnKind, TotalIs};
use crate::report::{CellValue, Table};

/// The most arguments that a function takes.
const MOST_ARGUMENTS: usize = 255;

/// The total and `=SUM(B6:B9,B12)` for the column at `at`, whose first row
/// stands at `body` (from 0). `None` where the total is counted on its own,
/// or the rows do not add up to it: then it is written as a number.
pub(super) fn formula(
    table: &Table,
    at: usize,
    total: &CellValue,
    body: u32,
    column: u16,
) -> Option<(i64, String)> {
    let is_sum = table.total.as_ref()?.is == TotalIs::Sum
        && table.columns.get(at)?.kind == ColumnKind::Count;
    let CellValue::Count(total) = total else {
        return None;
    };
    if !is_sum || table.rows.is_empty() {
        return None;
    }
    let mut sum = 0_i64;
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for (row, number) in table.rows.iter().zip(body..) {
        if row.depth > 0 {
            continue;
        }
        match &row.cells.get(at)?.value {
            CellValue::Unknown => {}
            value => sum = sum.checked_add(value.number()?)?,
        }
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    if sum != *total || ranges.len() > MOST_ARGUMENTS {
        return None;
    }
    let letters = column_letters(column);
    let arguments: Vec<String> = ranges
        .into_iter()
        .map(|(first, last)| match first == last {
            true => format!("{letters}{}", first + 1),
            false => format!("{letters}{}:{letters}{}", first + 1, last + 1),
        })
        .collect();
    Some((sum, format!("=SUM({})", arguments.join(","))))
}
