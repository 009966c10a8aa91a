//! In which order the rows of a table stand.

use std::cmp::{Ordering, Reverse};
use std::ops::Range;

use crate::i18n::Lang;
use crate::report::table::Row;
use crate::report::{CellValue, Table};
use crate::text;

/// The orders, in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As the report gives them: administrative order where units have one.
    #[default]
    Official,
    /// Vietnamese order of the labels.
    Names,
    /// The largest number of a column first.
    Column(usize),
}

impl Order {
    /// The next order, in turn; `column` is the chosen one.
    pub fn next(self, column: usize) -> Self {
        match self {
            Self::Official => Self::Names,
            Self::Names => Self::Column(column),
            Self::Column(_) => Self::Official,
        }
    }
}

/// The rows by number, ordered. A row and its parts stay together.
pub fn ordered(table: &Table, order: Order, lang: Lang) -> Vec<usize> {
    let mut blocks = blocks(&table.rows);
    match order {
        Order::Official => {}
        Order::Names => blocks.sort_by_cached_key(|block| {
            let label = table.rows.get(block.start).map(|row| lang.say(&row.label));
            text::collation_key(&label.unwrap_or_default())
        }),
        Order::Column(column) => blocks.sort_by(|one, other| {
            let value = |block: &Range<usize>| {
                let cell = table.rows.get(block.start)?.cells.get(column)?;
                Some(&cell.value)
            };
            compare(value(one), value(other), lang)
        }),
    }
    blocks.into_iter().flatten().collect()
}

/// Each row at depth 0 with the parts under it.
fn blocks(rows: &[Row]) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match blocks.last_mut() {
            Some(block) if row.depth > 0 => block.end = at + 1,
            _ => blocks.push(at..at + 1),
        }
    }
    blocks
}

/// Large numbers first, then words in Vietnamese order, then what is unknown.
fn compare(one: Option<&CellValue>, other: Option<&CellValue>, lang: Lang) -> Ordering {
    let key = |value: Option<&CellValue>| match value {
        None | Some(CellValue::Unknown | CellValue::Inconvertible) => (2, None, None),
        Some(CellValue::Text(words)) => (1, None, Some(text::collation_key(&lang.say(words)))),
        Some(number) => (0, weight(number).map(Reverse), None),
    };
    key(one).cmp(&key(other))
}

/// A number to order by, in millionths for shares.
fn weight(value: &CellValue) -> Option<i128> {
    let share = |part: i64, whole: i64| match whole {
        0 => None,
        _ => Some(i128::from(part) * 1_000_000 / i128::from(whole)),
    };
    match value {
        CellValue::Percent { part, whole } => share(*part, *whole),
        CellValue::Growth { from, to } => share(to.saturating_sub(*from), *from),
        CellValue::Qualified { value, .. } => Some(i128::from(*value)),
        other => other.number().map(i128::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn table() -> Table {
        let rows = [
            ("Định Mỹ", 0, CellValue::Count(5)),
            ("ấp Một", 1, CellValue::Count(99)),
            ("Dương Hòa", 0, CellValue::Unknown),
            ("Óc Eo", 0, CellValue::Count(7)),
        ];
        let rows = rows.map(|(label, depth, value)| sample::row(label, depth, vec![value]));
        sample::table(vec![sample::column("a")], rows.to_vec())
    }

    #[test]
    fn parts_go_with_their_row() {
        let table = table();
        let rows = |order| ordered(&table, order, Lang::Vi);
        assert_eq!(rows(Order::Official), [0, 1, 2, 3]);
        assert_eq!(rows(Order::Names), [2, 0, 1, 3], "Dương, Định, Óc");
        assert_eq!(rows(Order::Column(0)), [3, 0, 1, 2], "unknown last");
    }
}
