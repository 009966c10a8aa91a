//! A table on paper: a header that repeats on each page, and rows under it.

use serde::{Deserialize, Serialize};

use super::Run;

/// On which side of its column a cell stands on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    Left,
    Center,
    Right,
}

/// One column. Neighbours of the same group stand under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperColumn {
    pub group: Option<String>,
    pub label: String,
    /// Part of the table's width that it takes, against the others' shares.
    pub share: u16,
    pub side: Side,
}

impl PaperColumn {
    /// A column of words.
    pub fn words(label: impl Into<String>, share: u16) -> Self {
        Self {
            group: None,
            label: label.into(),
            share,
            side: Side::Left,
        }
    }

    /// A column of numbers.
    pub fn number(label: impl Into<String>, share: u16) -> Self {
        Self {
            side: Side::Right,
            ..Self::words(label, share)
        }
    }

    /// A column of short signs, such as running numbers and dates.
    pub fn centered(label: impl Into<String>, share: u16) -> Self {
        Self {
            side: Side::Center,
            ..Self::words(label, share)
        }
    }

    /// The same column under a heading shared with its neighbours.
    #[must_use]
    pub fn under(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

/// One row under the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperRow {
    /// One cell for each column.
    Cells(Vec<Vec<Run>>),
    /// One cell for each column, in bold.
    Total(Vec<Vec<Run>>),
    /// Words across the whole table, naming the rows that follow.
    Section(Vec<Run>),
}

/// A table whose rows have exactly a cell for each column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperTable {
    columns: Vec<PaperColumn>,
    rows: Vec<PaperRow>,
}

impl PaperTable {
    /// A table without rows.
    pub fn new(columns: Vec<PaperColumn>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    pub fn columns(&self) -> &[PaperColumn] {
        &self.columns
    }

    pub fn rows(&self) -> &[PaperRow] {
        &self.rows
    }

    /// Whether any column stands under a shared heading: the header then has two rows.
    pub fn is_grouped(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }

    /// Adds a row of plain texts.
    pub fn row<Text: Into<String>>(&mut self, cells: impl IntoIterator<Item = Text>) {
        self.push(PaperRow::Cells(plain(cells)));
    }

    /// Adds a row of totals.
    pub fn total<Text: Into<String>>(&mut self, cells: impl IntoIterator<Item = Text>) {
        self.push(PaperRow::Total(plain(cells)));
    }

    /// Adds words across the whole table.
    pub fn section(&mut self, text: impl Into<String>) {
        self.push(PaperRow::Section(vec![Run::plain(text)]));
    }

    /// Adds a row. Missing cells are blank; what is too much goes into the
    /// last cell, so that nothing written is lost.
    pub fn push(&mut self, row: PaperRow) {
        let fitted = match row {
            PaperRow::Cells(cells) => PaperRow::Cells(self.fitted(cells)),
            PaperRow::Total(cells) => PaperRow::Total(self.fitted(cells)),
            section @ PaperRow::Section(_) => section,
        };
        self.rows.push(fitted);
    }

    /// Runs of neighbouring columns under one heading: the heading (none for
    /// a column that stands alone) and how many columns it spans.
    pub fn groups(&self) -> Vec<(Option<&str>, usize)> {
        let mut groups: Vec<(Option<&str>, usize)> = Vec::new();
        for column in &self.columns {
            let group = column.group.as_deref();
            match groups.last_mut() {
                Some((last, width)) if group.is_some() && *last == group => *width += 1,
                _ => groups.push((group, 1)),
            }
        }
        groups
    }

    fn fitted(&self, mut cells: Vec<Vec<Run>>) -> Vec<Vec<Run>> {
        let surplus = cells.split_off(self.columns.len().min(cells.len()));
        cells.resize(self.columns.len(), Vec::new());
        if let Some(last) = cells.last_mut() {
            for cell in surplus {
                last.push(Run::plain(" "));
                last.extend(cell);
            }
        }
        cells
    }
}

fn plain<Text: Into<String>>(cells: impl IntoIterator<Item = Text>) -> Vec<Vec<Run>> {
    cells
        .into_iter()
        .map(|cell| vec![Run::plain(cell)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::plain_text;
    use super::*;

    fn columns() -> Vec<PaperColumn> {
        vec![
            PaperColumn::words("Đơn vị", 4),
            PaperColumn::number("Tập thể", 1).under("Cấp huyện"),
            PaperColumn::number("Cá nhân", 1).under("Cấp huyện"),
            PaperColumn::number("Tập thể", 1).under("Cấp tỉnh"),
        ]
    }

    #[test]
    fn neighbours_of_a_group_stand_under_one_heading() {
        let table = PaperTable::new(columns());
        assert!(table.is_grouped());
        assert_eq!(
            table.groups(),
            [(None, 1), (Some("Cấp huyện"), 2), (Some("Cấp tỉnh"), 1)]
        );
    }

    #[test]
    fn a_row_has_a_cell_for_each_column_and_loses_no_word() {
        let mut table = PaperTable::new(columns());
        table.row(["Hòn Nghệ"]);
        table.row(["Sơn Hải", "1", "2", "3", "bốn"]);
        let texts: Vec<Vec<String>> = table
            .rows()
            .iter()
            .map(|row| match row {
                PaperRow::Cells(cells) => cells.iter().map(|cell| plain_text(cell)).collect(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(texts[0], ["Hòn Nghệ", "", "", ""]);
        assert_eq!(texts[1], ["Sơn Hải", "1", "2", "3 bốn"]);
    }
}
