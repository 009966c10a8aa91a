//! Calm aligned tables for people. Imported text is shown, never obeyed.

use crate::text::{self, Align};

/// One column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    heading: String,
    align: Align,
    /// Widest it may grow, in terminal cells.
    most: usize,
}

impl Column {
    /// A column of text that is cut after `most` terminal cells.
    pub fn text(heading: impl Into<String>, most: usize) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Left,
            most,
        }
    }

    /// A column of numbers.
    pub fn number(heading: impl Into<String>) -> Self {
        Self {
            heading: heading.into(),
            align: Align::Right,
            most: usize::MAX,
        }
    }

    /// A column that is never cut, for ids that people copy.
    pub fn whole(heading: impl Into<String>) -> Self {
        Self::text(heading, usize::MAX)
    }
}

/// Rows under headings.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(columns: Vec<Column>) -> Self {
        Self {
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row; control characters become visible signs.
    pub fn row<Cell: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(
            cells
                .into_iter()
                .map(|cell| text::visible(cell.as_ref()).into_owned())
                .collect(),
        );
    }

    /// Headings, a rule and the rows, two blanks between columns, no blanks at
    /// the ends of lines.
    pub fn to_text(&self) -> String {
        let widths: Vec<usize> = (0..self.columns.len()).map(|at| self.width(at)).collect();
        let headings = self.columns.iter().map(|column| column.heading.as_str());
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        let mut lines = vec![self.line(headings, &widths), rule.join("  ")];
        lines.extend(
            self.rows
                .iter()
                .map(|row| self.line(row.iter().map(String::as_str), &widths)),
        );
        lines.join("\n")
    }

    fn width(&self, at: usize) -> usize {
        let Some(column) = self.columns.get(at) else {
            return 0;
        };
        let cells = self
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(|cell| text::cells(cell));
        cells
            .chain([text::cells(&column.heading)])
            .max()
            .unwrap_or(0)
            .min(column.most)
    }

    fn line<'a>(&self, cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
        let fitted: Vec<String> = cells
            .zip(widths)
            .zip(&self.columns)
            .map(|((cell, width), column)| text::fit(cell, *width, column.align))
            .collect();
        fitted.join("  ").trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let mut table = Table::new(vec![Column::text("Mô hình", 12), Column::number("Số")]);
        table.row(["Hũ gạo tình thương", "1.240"]);
        table.row(["Ghe về bến", "7"]);
        assert_eq!(
            table.to_text(),
            "Mô hình          Số\n────────────  ─────\nHũ gạo tình…  1.240\nGhe về bến        7"
        );
    }

    #[test]
    fn escapes_in_imported_text_are_shown() {
        let mut table = Table::new(vec![Column::whole("Tên")]);
        table.row(["a\u{1b}[2Jb"]);
        assert!(!table.to_text().contains('\u{1b}'));
    }
}
