//! A table as .csv: UTF-8 with the mark that Excel needs, commas, CRLF.

use super::super::printable::printable;
use crate::i18n::Lang;
use crate::report::{Cell, CellValue, Table};

/// The bytes: one header row, the rows, the total. Counts are bare digits;
/// everything else is written as officials write it.
pub(super) fn write(table: &Table, lang: Lang) -> Vec<u8> {
    let header = std::iter::once(lang.say(&table.stub)).chain(
        table
            .columns
            .iter()
            .map(|column| column.heading(lang, " - ")),
    );
    let mut written = String::from("\u{FEFF}");
    line(&mut written, header.map(|label| text_field(&label)));
    for row in &table.rows {
        let label = text_field(&lang.say(&row.label));
        line(&mut written, fields(label, &row.cells, lang));
    }
    if let Some(total) = &table.total {
        let label = text_field(&lang.say(&super::paper::TotalWord));
        line(&mut written, fields(label, &total.cells, lang));
    }
    written.into_bytes()
}

fn fields<'a>(label: String, cells: &'a [Cell], lang: Lang) -> impl Iterator<Item = String> + 'a {
    std::iter::once(label).chain(cells.iter().map(move |cell| field(&cell.value, lang)))
}

fn line(written: &mut String, fields: impl Iterator<Item = String>) {
    let fields: Vec<String> = fields.collect();
    written.push_str(&fields.join(","));
    written.push_str("\r\n");
}

fn field(value: &CellValue, lang: Lang) -> String {
    match value {
        CellValue::Count(number) | CellValue::Change(number) => number.to_string(),
        // A sign in front would begin a formula.
        CellValue::Growth { .. } => quoted(value.words(lang).trim_start_matches('+')),
        CellValue::Text(words) => text_field(&lang.say(words)),
        other => quoted(&other.words(lang)),
    }
}

/// Text that a spreadsheet would take for a formula gets the apostrophe that
/// makes it text.
fn text_field(typed: &str) -> String {
    let shown = printable(typed);
    let begins_formula = typed.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins_formula {
        quoted(&format!("'{shown}"))
    } else {
        quoted(&shown)
    }
}

fn quoted(field: &str) -> String {
    if field.contains(['"', ',', ';', '\n', '\r']) || field.starts_with(' ') {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_formula() {
        assert_eq!(text_field("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(text_field("+84"), "'+84");
        assert_eq!(text_field("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(
            text_field("Hũ gạo, \"tình thương\""),
            "\"Hũ gạo, \"\"tình thương\"\"\""
        );
        assert_eq!(field(&CellValue::Change(-5), Lang::Vi), "-5");
        let growth = CellValue::Growth { from: 50, to: 75 };
        assert_eq!(field(&growth, Lang::Vi), "50%");
        let share = CellValue::Percent {
            part: 263,
            whole: 295,
        };
        assert_eq!(field(&share, Lang::Vi), "\"89,2%\"");
        assert_eq!(field(&CellValue::Derived(50), Lang::Vi), "50 (suy ra)");
    }
}
