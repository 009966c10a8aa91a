//! A table as Markdown.

use super::super::markdown::{escaped, table_rows};
use crate::i18n::Lang;
use crate::report::table::ColumnKind;
use crate::report::{Cell, CellValue, Table};
use crate::text::Align;

/// Title, caption, table and notes.
pub(super) fn write(table: &Table, lang: Lang) -> String {
    let mut parts = vec![format!("# {}", escaped(&lang.say(&table.title)))];
    parts.push(escaped(&table.caption(lang)));
    parts.push(body(table, lang));
    let notes: Vec<String> = table
        .notes
        .iter()
        .map(|note| format!("- {}", escaped(&lang.say(note))))
        .collect();
    if !notes.is_empty() {
        parts.push(notes.join("\n"));
    }
    format!("{}\n", parts.join("\n\n"))
}

fn body(table: &Table, lang: Lang) -> String {
    let stub = (escaped(&lang.say(&table.stub)), Align::Left);
    let header = table.columns.iter().map(|column| {
        let align = match column.kind {
            ColumnKind::Text => Align::Left,
            _ => Align::Right,
        };
        (escaped(&column.heading(lang, " · ")), align)
    });
    let cells = |label: String, cells: &[Cell], strong: &str| -> Vec<String> {
        let said = cells.iter().map(|cell| match &cell.value {
            CellValue::Text(words) => escaped(&lang.say(words)),
            number => number.words(lang),
        });
        std::iter::once(label)
            .chain(said)
            .map(|cell| {
                if cell.trim().is_empty() {
                    String::new()
                } else {
                    format!("{strong}{}{strong}", cell.trim())
                }
            })
            .collect()
    };
    let rows = table.rows.iter().map(|row| {
        let label = super::paper::indented(&lang.say(&row.label), row.depth);
        cells(escaped(&label), &row.cells, "")
    });
    let total = table.total.iter().map(|total| {
        let label = escaped(&lang.say(&super::paper::TotalWord));
        cells(label, &total.cells, "**")
    });
    table_rows(std::iter::once(stub).chain(header), rows.chain(total))
}
