//! Choice lists, from the sheet choices or from a file.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::wording::Texts;

/// A choice list of one outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);

impl ListId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub name: String,
    pub label: Texts,
    /// What the list's columns hold, in their order.
    pub cells: Vec<String>,
}

/// The rows of a list by what they hold in one column.
pub type ColumnIndex = HashMap<String, Vec<u32>>;

/// Choices in order, with the columns that filters compare.
#[derive(Debug, Clone)]
pub struct ChoiceList {
    pub name: String,
    /// Columns by which expressions call them, `name` and `label` among them.
    pub columns: Vec<String>,
    pub choices: Vec<Choice>,
    by_name: ColumnIndex,
    /// By column; made when a filter first compares it.
    indexes: Vec<OnceLock<ColumnIndex>>,
}

impl ChoiceList {
    pub(in crate::forms) fn new(name: String, columns: Vec<String>, choices: Vec<Choice>) -> Self {
        let mut by_name = ColumnIndex::new();
        for (row, choice) in (0..).zip(&choices) {
            by_name.entry(choice.name.clone()).or_default().push(row);
        }
        Self {
            indexes: columns.iter().map(|_| OnceLock::new()).collect(),
            name,
            columns,
            choices,
            by_name,
        }
    }

    /// The rows by what they hold in a column; none when there is no such column.
    pub fn index(&self, column: usize) -> Option<&ColumnIndex> {
        let index = self.indexes.get(column)?;
        Some(index.get_or_init(|| {
            let mut rows = ColumnIndex::new();
            for row in 0..self.choices.len() as u32 {
                let cell = self.cell(row, column).to_owned();
                rows.entry(cell).or_default().push(row);
            }
            rows
        }))
    }

    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    pub fn choice(&self, row: u32) -> Option<&Choice> {
        self.choices.get(row as usize)
    }

    /// The rows of the choices with this name.
    pub fn named(&self, name: &str) -> &[u32] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// What a choice holds in a column; blank where there is nothing.
    pub fn cell(&self, row: u32, column: usize) -> &str {
        self.choice(row)
            .and_then(|choice| choice.cells.get(column))
            .map_or("", String::as_str)
    }
}
