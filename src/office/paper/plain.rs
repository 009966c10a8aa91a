//! A paper in lines of so many cells, for reading aloud in a terminal.

use super::super::printable::printable;
use crate::report::document::{
    Block, Depth, Document, Ending, HeadingNumbers, PaperRow, PaperTable, Run, Side, plain_text,
};
use crate::report::letterhead::{HeadLine, HeadStyle};
use crate::text::{self, Align};

/// Cells of a line where nobody asks for fewer.
pub(super) const WIDTH: usize = 80;
/// The fewest cells that a line is written in.
const NARROWEST: usize = 24;
/// Indent of a paragraph's first line.
const FIRST_LINE: usize = 4;
/// Between two columns.
const GAP: usize = 2;

/// The paper as text in lines of at most `width` cells; every line ends with `\n`.
pub(super) fn write(document: &Document, width: usize) -> String {
    let mut out = Lines {
        written: String::new(),
        width: width.max(NARROWEST),
    };
    head(document, &mut out);
    out.blank();
    for line in std::iter::once(&document.title.name).chain(&document.title.about) {
        out.centered(line);
    }
    out.blank();
    let mut numbers = HeadingNumbers::default();
    for block in &document.blocks {
        add(block, &mut numbers, &mut out);
    }
    out.written
}

struct Lines {
    written: String,
    /// Cells of a line.
    width: usize,
}

impl Lines {
    fn line(&mut self, line: &str) {
        self.written.push_str(line.trim_end());
        self.written.push('\n');
    }

    fn blank(&mut self) {
        if !self.written.is_empty() && !self.written.ends_with("\n\n") {
            self.written.push('\n');
        }
    }

    fn centered(&mut self, typed: &str) {
        for row in rows_of(typed, self.width) {
            self.line(&centered(&row, self.width));
        }
    }

    /// Wraps a text, its first row indented by `first` and the others by `rest`.
    fn wrapped(&mut self, typed: &str, first: usize, rest: usize) {
        let sign = " ".repeat(first);
        for (number, row) in rows_of(&format!("{sign}{typed}"), self.width - rest)
            .iter()
            .enumerate()
        {
            let indent = if number == 0 { 0 } else { rest };
            self.line(&format!("{}{row}", " ".repeat(indent)));
        }
    }

    /// Columns beside each other, each a list of rows.
    fn beside(&mut self, columns: &[(Vec<String>, usize, Side)]) {
        let height = columns.iter().map(|(rows, ..)| rows.len()).max();
        for at in 0..height.unwrap_or_default() {
            let cells = columns.iter().map(|(rows, width, side)| {
                let row = rows.get(at).map_or("", String::as_str);
                match side {
                    Side::Left => text::fit(row, *width, Align::Left),
                    Side::Right => text::fit(row, *width, Align::Right),
                    Side::Center => text::fit(&centered(row, *width), *width, Align::Left),
                }
            });
            let line = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
            self.line(&line);
        }
    }
}

fn head(document: &Document, out: &mut Lines) {
    let head = &document.letterhead;
    let width = (out.width - GAP) / 2;
    let side = |lines: &[HeadLine]| {
        let mut rows = Vec::new();
        for line in lines {
            rows.extend(rows_of(&line.text, width));
            if line.style == HeadStyle::Ruled {
                rows.push("-".repeat(text::cells(&line.text).min(width) / 2));
            }
        }
        rows
    };
    let mut left = side(&head.left);
    if let Some(mark) = &document.mark {
        left.extend(rows_of(mark, width));
    }
    let right = side(&head.right);
    out.beside(&[(left, width, Side::Center), (right, width, Side::Center)]);
}

fn add(block: &Block, numbers: &mut HeadingNumbers, out: &mut Lines) {
    match block {
        Block::Heading { depth, runs } => {
            let number = numbers.next(*depth);
            out.blank();
            let indent = match depth {
                Depth::Part => 0,
                Depth::Section => 2,
                Depth::Point => FIRST_LINE,
            };
            out.wrapped(&format!("{number} {}", plain_text(runs)), indent, 0);
        }
        Block::Paragraph(runs) | Block::Remark(runs) => {
            out.wrapped(&plain_text(runs), FIRST_LINE, 0);
        }
        Block::Item(runs) => {
            out.wrapped(
                &format!("- {}", plain_text(runs)),
                FIRST_LINE,
                FIRST_LINE + 2,
            );
        }
        Block::Centered(runs) => out.centered(&plain_text(runs)),
        Block::Table(table) => add_table(table, out),
        Block::Ending(ending) => add_ending(ending, out),
        Block::NewPage => {
            out.blank();
            out.line(&"=".repeat(out.width));
            out.blank();
        }
    }
}

fn add_table(table: &PaperTable, out: &mut Lines) {
    let widths = widths(table, out.width);
    out.blank();
    let labels: Vec<String> = table
        .columns()
        .iter()
        .map(|column| match &column.group {
            Some(group) => format!("{group} {}", column.label),
            None => column.label.clone(),
        })
        .collect();
    let cells = |texts: &[String]| -> Vec<(Vec<String>, usize, Side)> {
        let columns = table.columns().iter().zip(&widths);
        columns
            .zip(texts)
            .map(|((column, width), typed)| (rows_of(typed, *width), *width, column.side))
            .collect()
    };
    let rule = "-".repeat(widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1));
    out.beside(&cells(&labels));
    out.line(&rule);
    for row in table.rows() {
        let texts = |runs: &[Vec<Run>]| -> Vec<String> {
            runs.iter().map(|cell| plain_text(cell)).collect()
        };
        match row {
            PaperRow::Cells(runs) => out.beside(&cells(&texts(runs))),
            PaperRow::Section(runs) => out.wrapped(&plain_text(runs), 0, 0),
            PaperRow::Total(runs) => {
                out.line(&rule);
                out.beside(&cells(&texts(runs)));
            }
        }
    }
    out.blank();
}

/// Room for each column: its share of the line, but for numbers no more than
/// they need, and never less than a few cells.
fn widths(table: &PaperTable, width: usize) -> Vec<usize> {
    const LEAST: usize = 4;
    let columns = table.columns();
    let room = width.saturating_sub(GAP * columns.len().saturating_sub(1));
    let whole: usize = columns
        .iter()
        .map(|column| usize::from(column.share.max(1)))
        .sum();
    columns
        .iter()
        .map(|column| (room * usize::from(column.share.max(1)) / whole.max(1)).max(LEAST))
        .collect()
}

fn add_ending(ending: &Ending, out: &mut Lines) {
    out.blank();
    let count = ending.signers.len().max(1);
    let width = ((out.width + GAP) / count).saturating_sub(GAP);
    let columns: Vec<(Vec<String>, usize, Side)> = ending
        .signers
        .iter()
        .map(|signer| {
            let mut rows: Vec<String> = signer
                .capacity
                .iter()
                .chain(&signer.hint)
                .flat_map(|line| rows_of(line, width))
                .collect();
            rows.extend([String::new(), String::new(), String::new()]);
            rows.extend(signer.name.iter().flat_map(|name| rows_of(name, width)));
            (rows, width, Side::Center)
        })
        .collect();
    out.beside(&columns);
    if !ending.recipients.is_empty() {
        out.blank();
        out.line("Nơi nhận:");
        for recipient in &ending.recipients {
            out.wrapped(&format!("- {recipient}"), 0, 2);
        }
    }
}

/// The rows of a text in a column, safe to print.
fn rows_of(typed: &str, width: usize) -> Vec<String> {
    let shown = printable(typed);
    let rows = text::wrap(&shown, width.max(1));
    rows.into_iter()
        .map(|row| shown.get(row).unwrap_or_default().to_owned())
        .collect()
}

fn centered(row: &str, width: usize) -> String {
    let before = width.saturating_sub(text::cells(row)) / 2;
    format!("{}{row}", " ".repeat(before))
}
