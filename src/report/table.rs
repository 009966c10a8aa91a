//! A report as a value: columns, rows and notes in both languages, ready to be
//! shown, written to a file or read by a script. No I/O.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::behind::Behind;
use super::cell::{Cell, CellValue};
use super::id::{Basis, Counting, ReportId};
use crate::domain::{Period, RecordId, RecordKind, Word};
use crate::i18n::{Lang, Phrase};

/// The same words in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub vi: String,
    pub en: String,
}

impl Words {
    /// Words of the book itself, which nobody translates: a name, a number.
    pub fn own(words: impl Into<String>) -> Self {
        let vi: String = words.into();
        Self { en: vi.clone(), vi }
    }

    /// A sentence of the program.
    pub fn of(phrase: &impl Phrase) -> Self {
        Self {
            vi: phrase.vi(),
            en: phrase.en(),
        }
    }

    /// The label of a word of a closed list.
    pub fn label<W: Word>(word: W) -> Self {
        Self {
            vi: word.vi().to_owned(),
            en: word.en().to_owned(),
        }
    }
}

impl Phrase for Words {
    fn vi(&self) -> String {
        self.vi.clone()
    }

    fn en(&self) -> String {
        self.en.clone()
    }
}

/// What a column holds: how it is aligned, summed and written to a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    Text,
    /// Whole numbers. Those of the rows at depth 0 add up to the total where
    /// `Table::total` is the sum of the rows.
    Count,
    /// Shares of a whole, one decimal.
    Percent,
    /// Signed differences of counts, or signed percentages (`change_percent`).
    Change,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What scripts call it; does not change meaning (CLI.md).
    pub id: String,
    pub label: Words,
    /// Heading above this column and its neighbours of the same group.
    pub group: Option<Words>,
    pub kind: ColumnKind,
}

/// One row; `cells` has one for each column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub label: Words,
    /// The unit or other record that the row is about.
    pub record: Option<RecordId>,
    /// 0 for a row of its own, 1 for a part of the row above it at 0, and so on.
    pub depth: u8,
    pub cells: Vec<Cell>,
}

/// How the total row comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TotalIs {
    /// The sum of the rows at depth 0, in every column of kind `Count`.
    Sum,
    /// Counted on its own: what stands in several rows counts once.
    Counted,
}

/// The total row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Total {
    pub is: TotalIs,
    pub cells: Vec<Cell>,
}

/// The unit that a table is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub id: RecordId,
    /// Type and name: “huyện Kiên Lương”.
    pub name: String,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub report: ReportId,
    pub title: Words,
    /// `None`: the whole book.
    pub unit: Option<Subject>,
    pub period: Option<Period>,
    pub compare: Option<Period>,
    pub basis: Basis,
    pub counting: Counting,
    /// Heading above the labels of the rows.
    pub stub: Words,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// `None` for a list.
    pub total: Option<Total>,
    /// What the reader must know: the basis, what a rate is of, what does not
    /// fit. Printed below the table.
    pub notes: Vec<Words>,
    /// Lines of the list that were not asked for.
    pub left_out: usize,
    /// The day that decides what is overdue, or which units and titles stand.
    #[serde(default)]
    pub as_of: Option<Date>,
}

impl Table {
    /// The cell of a row in the column called `column`.
    pub fn cell<'a>(&self, cells: &'a [Cell], column: &str) -> Option<&'a Cell> {
        let at = self.columns.iter().position(|found| found.id == column)?;
        cells.get(at)
    }

    /// The total of the column called `column`.
    pub fn total_of(&self, column: &str) -> Option<&CellValue> {
        let total = self.total.as_ref()?;
        self.cell(&total.cells, column).map(|cell| &cell.value)
    }

    /// The row about this unit or other record.
    pub fn row_of(&self, record: RecordId) -> Option<&Row> {
        self.rows.iter().find(|row| row.record == Some(record))
    }

    /// The list behind a cell, if it has one.
    pub fn behind(&self, row: usize, column: usize) -> Option<&Behind> {
        self.rows.get(row)?.cells.get(column)?.behind.as_ref()
    }

    /// The document that `report --json` prints (CLI.md).
    pub fn to_json(&self, lang: Lang) -> serde_json::Value {
        let cells = |cells: &[Cell]| -> Vec<serde_json::Value> {
            cells.iter().map(|cell| cell.value.to_json(lang)).collect()
        };
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|column| serde_json::json!({"id": column.id, "label": lang.say(&column.label)}))
            .collect();
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                let is_unit = |id: &RecordId| id.kind == RecordKind::Unit;
                let mut document = serde_json::json!({
                    "label": lang.say(&row.label),
                    "unit_id": row.record.filter(is_unit),
                    "cells": cells(&row.cells),
                });
                // The row of a model, a figure or a person: another kind of id.
                if let Some(id) = row.record.filter(|id| !is_unit(id)) {
                    document["record_id"] = serde_json::json!(id);
                }
                // A part of the row above: it is in that row's figures already.
                if row.depth > 0 {
                    document["depth"] = row.depth.into();
                }
                document
            })
            .collect();
        let notes: Vec<_> = self.notes.iter().map(|note| lang.say(note)).collect();
        serde_json::json!({
            "report": self.report,
            "title": lang.say(&self.title),
            "unit": self.unit.as_ref().map(|unit| &unit.name),
            "unit_id": self.unit.as_ref().map(|unit| unit.id),
            "period": self.period,
            "compare": self.compare,
            "basis": self.basis,
            "columns": columns,
            "rows": rows,
            "total": self.total.as_ref().map_or_else(Vec::new, |total| cells(&total.cells)),
            "notes": notes,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_for_scripts_is_the_promised_one() {
        let column = Column {
            id: "base.total".into(),
            label: Words::own("Cộng"),
            group: Some(Words::own("Cơ sở")),
            kind: ColumnKind::Count,
        };
        let table = Table {
            report: ReportId::B01,
            title: Words::label(ReportId::B01),
            unit: None,
            period: Some(Period::Year(2020)),
            compare: None,
            basis: Basis::Then,
            counting: Counting::Models,
            stub: Words::own("Đơn vị"),
            columns: vec![column],
            rows: vec![Row {
                label: Words::own("xã Hòn Tre"),
                record: None,
                depth: 0,
                cells: vec![Cell::from(CellValue::Count(160))],
            }],
            total: Some(Total {
                is: TotalIs::Sum,
                cells: vec![Cell::from(CellValue::Unknown)],
            }),
            notes: vec![Words::label(Basis::Then)],
            left_out: 0,
            as_of: None,
        };
        let json = table.to_json(Lang::Vi);
        assert_eq!(json["report"], "b01");
        assert_eq!(json["period"], "2020");
        assert_eq!(json["basis"], "then");
        assert_eq!(json["columns"][0]["id"], "base.total");
        assert_eq!(json["rows"][0]["cells"][0], 160);
        assert_eq!(json["total"][0], serde_json::Value::Null);
        assert_eq!(json["notes"][0], "Địa giới tại thời điểm");
    }
}
