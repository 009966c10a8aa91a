//! A report as an aligned table for people, with the headings of groups above
//! their columns.

use crate::i18n::Lang;
use crate::report;
use crate::report::cell::Cell;
use crate::report::table::{ColumnKind, Table};
use crate::text::{self, Align};

/// Between columns.
const GAP: &str = "  ";
/// Widest a column of text may grow, in terminal cells.
const WIDEST: usize = 60;

/// Title, headings, rows, total and notes.
pub fn in_words(table: &Table, lang: Lang) -> String {
    let sheet = Sheet::new(table, lang);
    let mut lines = vec![sheet.title(), String::new()];
    if !table.columns.is_empty() {
        lines.extend(sheet.groups());
        lines.push(sheet.headings());
        lines.push(sheet.rule());
        lines.extend(sheet.rows.iter().map(|row| sheet.line(row)));
        if let Some(total) = &sheet.total {
            lines.push(sheet.rule());
            lines.push(sheet.line(total));
        }
        lines.push(String::new());
    }
    lines.push(lang.say(&report::paragraph(table)));
    lines.push(String::new());
    lines.extend(
        table
            .notes
            .iter()
            .map(|note| format!("– {}", lang.say(note))),
    );
    lines.join("\n")
}

/// A table in words, column widths known.
struct Sheet<'a> {
    table: &'a Table,
    lang: Lang,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    total: Option<Vec<String>>,
    widths: Vec<usize>,
}

impl<'a> Sheet<'a> {
    fn new(table: &'a Table, lang: Lang) -> Self {
        let shown = |words: String| text::visible(&words).into_owned();
        let line = |label: String, cells: &[Cell]| -> Vec<String> {
            let cells = cells.iter().map(|cell| shown(cell.value.words(lang)));
            [shown(label)].into_iter().chain(cells).collect()
        };
        let headings = [lang.say(&table.stub)]
            .into_iter()
            .chain(table.columns.iter().map(|column| lang.say(&column.label)))
            .collect();
        let rows = table.rows.iter().map(|row| {
            let indent = GAP.repeat(usize::from(row.depth));
            line(format!("{indent}{}", lang.say(&row.label)), &row.cells)
        });
        let total = table
            .total
            .as_ref()
            .map(|total| line(lang.say(&TextWords::Total), &total.cells));
        let mut sheet = Self {
            table,
            lang,
            headings,
            rows: rows.collect(),
            total,
            widths: Vec::new(),
        };
        sheet.widths = (0..sheet.headings.len())
            .map(|at| sheet.width(at))
            .collect();
        sheet.widen_for_groups();
        sheet
    }

    fn width(&self, at: usize) -> usize {
        let lines = self.rows.iter().chain(&self.total).chain([&self.headings]);
        let widest = lines
            .filter_map(|line| line.get(at))
            .map(|cell| text::cells(cell));
        widest.max().unwrap_or(0).min(WIDEST)
    }

    /// Columns under the same group, as (first, how many, heading).
    fn spans(&self) -> Vec<(usize, usize, Option<String>)> {
        let mut spans: Vec<(usize, usize, Option<String>)> = vec![(0, 1, None)];
        for (at, column) in (1..).zip(&self.table.columns) {
            let group = column.group.as_ref().map(|group| self.lang.say(group));
            match spans.last_mut() {
                Some((_, many, last)) if group.is_some() && *last == group => *many += 1,
                _ => spans.push((at, 1, group)),
            }
        }
        spans
    }

    fn span_width(&self, first: usize, many: usize) -> usize {
        let widths = self.widths.iter().skip(first).take(many);
        widths.sum::<usize>() + GAP.len() * (many - 1)
    }

    /// The last column of a group grows where the heading is wider than all.
    fn widen_for_groups(&mut self) {
        for (first, many, group) in self.spans() {
            let wanted = group.map_or(0, |group| text::cells(&group));
            let short = wanted.saturating_sub(self.span_width(first, many));
            if let Some(width) = self.widths.get_mut(first + many - 1) {
                *width += short;
            }
        }
    }

    fn title(&self) -> String {
        let table = self.table;
        let mut parts = vec![format!(
            "{}. {}",
            table.report.to_string().to_uppercase(),
            self.lang.say(&table.title)
        )];
        parts.extend(table.unit.as_ref().map(|unit| unit.name.clone()));
        parts.extend(table.period.map(|period| period.to_string()));
        parts.extend(table.compare.map(|compare| {
            self.lang.say(&TextWords::Compared {
                period: compare.to_string(),
            })
        }));
        parts.join(" · ")
    }

    fn groups(&self) -> Option<String> {
        let spans = self.spans();
        if spans.iter().all(|(.., group)| group.is_none()) {
            return None;
        }
        let cells: Vec<String> = spans
            .into_iter()
            .map(|(first, many, group)| {
                let room = self.span_width(first, many);
                text::fit(&group.unwrap_or_default(), room, Align::Left)
            })
            .collect();
        Some(cells.join(GAP).trim_end().to_owned())
    }

    fn headings(&self) -> String {
        self.line(&self.headings)
    }

    fn rule(&self) -> String {
        let rules: Vec<String> = self.widths.iter().map(|width| "─".repeat(*width)).collect();
        rules.join(GAP)
    }

    fn line(&self, cells: &[String]) -> String {
        let kinds = self.table.columns.iter().map(|column| column.kind);
        let kinds = [ColumnKind::Text].into_iter().chain(kinds);
        let cells: Vec<String> = cells
            .iter()
            .zip(&self.widths)
            .zip(kinds)
            .map(|((cell, width), kind)| {
                let align = match kind {
                    ColumnKind::Text => Align::Left,
                    ColumnKind::Count | ColumnKind::Percent | ColumnKind::Change => Align::Right,
                };
                text::fit(cell, *width, align)
            })
            .collect();
        cells.join(GAP).trim_end().to_owned()
    }
}

crate::phrases! {
    enum TextWords {
        Total => "Cộng", "Total";
        Compared { period: String } => "so với {period}", "compared with {period}";
    }
}
