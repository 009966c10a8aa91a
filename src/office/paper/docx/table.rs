//! Tables: a header that repeats on each page, thin lines, numbers to the right.

use docx_rs::{
    AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, VAlignType, VMergeType,
    WidthType,
};

use super::measure::Width;
use super::text::{Manner, paragraph};
use crate::report::document::{PaperRow, PaperTable, Run, Side};

/// How the crate writes the height that marks a header row.
pub(super) const HEADER_MARK: &str = r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#;
const HEADER_HEIGHT: f32 = 1.0;

/// The table as wide as the text.
pub(super) fn table(paper: &PaperTable, width: Width) -> Table {
    let set = Setting {
        widths: width.divided(paper.columns().iter().map(|column| column.share)),
        points: points(paper.columns().len()),
        paper,
    };
    let mut rows = set.header();
    rows.extend(paper.rows().iter().map(|row| set.row(row, width)));
    Table::new(rows)
        .set_grid(set.widths)
        .layout(TableLayoutType::Fixed)
        .width(width.all(), WidthType::Dxa)
}

/// Letters grow smaller as columns grow many.
fn points(columns: usize) -> u16 {
    match columns {
        0..=5 => 13,
        6..=9 => 12,
        _ => 10,
    }
}

struct Setting<'a> {
    paper: &'a PaperTable,
    widths: Vec<usize>,
    points: u16,
}

impl Setting<'_> {
    fn header(&self) -> Vec<TableRow> {
        let columns = self.paper.columns();
        if !self.paper.is_grouped() {
            let cells = columns.iter().zip(&self.widths);
            let cells = cells.map(|(column, width)| self.head_cell(&column.label, *width));
            return vec![header_row(cells.collect())];
        }
        let mut above = Vec::new();
        let mut at = 0;
        for (group, span) in self.paper.groups() {
            let widths = self.widths.iter().skip(at).take(span);
            let label = columns.get(at).map_or("", |column| column.label.as_str());
            let cell = self.head_cell(group.unwrap_or(label), widths.sum());
            above.push(match group {
                Some(_) => cell.grid_span(span),
                None => cell.vertical_merge(VMergeType::Restart),
            });
            at += span;
        }
        let below = columns.iter().zip(&self.widths).map(|(column, width)| {
            if column.group.is_some() {
                self.head_cell(&column.label, *width)
            } else {
                self.head_cell("", *width)
                    .vertical_merge(VMergeType::Continue)
            }
        });
        vec![header_row(above), header_row(below.collect())]
    }

    fn head_cell(&self, label: &str, width: usize) -> TableCell {
        let run = Run::plain(label).bold();
        let manner = Manner::close(AlignmentType::Center, self.points);
        cell(paragraph(&[run], manner), width)
    }

    fn row(&self, row: &PaperRow, width: Width) -> TableRow {
        let cells = |cells: &[Vec<Run>], strength: fn(Run) -> Run| {
            let columns = self.paper.columns().iter().zip(&self.widths);
            let cells = columns.zip(cells).map(|((column, width), runs)| {
                let runs: Vec<Run> = runs.iter().cloned().map(strength).collect();
                let manner = Manner::close(side(column.side), self.points);
                cell(paragraph(&runs, manner), *width)
            });
            TableRow::new(cells.collect())
        };
        match row {
            PaperRow::Cells(runs) => cells(runs, |run| run),
            PaperRow::Total(runs) => cells(runs, Run::bold),
            PaperRow::Section(runs) => {
                let runs: Vec<Run> = runs.iter().cloned().map(Run::bold).collect();
                let manner = Manner::close(AlignmentType::Left, self.points).keeping_next();
                let across = cell(paragraph(&runs, manner), width.all())
                    .grid_span(self.paper.columns().len());
                TableRow::new(vec![across])
            }
        }
    }
}

fn header_row(cells: Vec<TableCell>) -> TableRow {
    TableRow::new(cells).cant_split().row_height(HEADER_HEIGHT)
}

fn cell(paragraph: Paragraph, width: usize) -> TableCell {
    TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(paragraph)
}

fn side(side: Side) -> AlignmentType {
    match side {
        Side::Left => AlignmentType::Left,
        Side::Center => AlignmentType::Center,
        Side::Right => AlignmentType::Right,
    }
}
