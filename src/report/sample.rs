//! A table to try things on.

use super::table::{Column, ColumnKind, Row, Words};
use super::{Basis, Cell, CellValue, Counting, ReportId, Table};

/// A column of whole numbers under this heading.
pub fn column(heading: impl Into<String>) -> Column {
    let heading = heading.into();
    Column {
        id: heading.clone(),
        label: Words::own(heading),
        group: None,
        kind: ColumnKind::Count,
    }
}

/// A row at a depth with one cell a column.
pub fn row(label: &str, depth: u8, cells: Vec<CellValue>) -> Row {
    Row {
        label: Words::own(label),
        record: None,
        depth,
        cells: cells.into_iter().map(Cell::from).collect(),
    }
}

/// A table of nothing else.
pub fn table(columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table {
        report: ReportId::B01,
        title: Words::default(),
        unit: None,
        period: None,
        compare: None,
        basis: Basis::Then,
        counting: Counting::Models,
        stub: Words::own("Đơn vị"),
        columns,
        rows,
        total: None,
        notes: vec![],
        left_out: 0,
        as_of: None,
    }
}
