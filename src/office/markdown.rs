//! What papers and tables share when they become Markdown.

use super::printable::printable;
use crate::text::Align;

/// The text with every sign that Markdown or HTML would obey made plain.
pub(super) fn escaped(typed: &str) -> String {
    let mut escaped = String::with_capacity(typed.len());
    for line in printable(typed).split('\n') {
        if !escaped.is_empty() {
            escaped.push('\n');
        }
        for (at, character) in line.char_indices() {
            let begins_line = line
                .get(..at)
                .is_some_and(|before| before.trim().is_empty());
            let obeyed = match character {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => true,
                '#' | '+' | '-' | '=' => begins_line,
                _ => false,
            };
            if obeyed {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// A table of cells that are Markdown already; columns of numbers stand right.
pub(super) fn table_rows(
    header: impl Iterator<Item = (String, Align)>,
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let (labels, sides): (Vec<String>, Vec<Align>) = header.unzip();
    let rule: Vec<String> = sides
        .iter()
        .map(|side| match side {
            Align::Left => "---".to_owned(),
            Align::Right => "--:".to_owned(),
        })
        .collect();
    std::iter::once(labels)
        .chain([rule])
        .chain(rows)
        .map(|cells| {
            let cells: Vec<String> = cells
                .into_iter()
                .map(|cell| cell.replace("  \n", "<br>").replace('\n', "<br>"))
                .collect();
            format!("| {} |", cells.join(" | "))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_plain() {
        assert_eq!(escaped("a|b *c* <d>"), "a\\|b \\*c\\* \\<d\\>");
        assert_eq!(escaped("- a-b\n# c"), "\\- a-b\n\\# c");
    }

    #[test]
    fn a_line_break_stays_inside_its_cell() {
        let header = [
            ("Tên".to_owned(), Align::Left),
            ("Số".to_owned(), Align::Right),
        ];
        let rows = [vec!["một\nhai".to_owned(), "2".to_owned()]];
        assert_eq!(
            table_rows(header.into_iter(), rows.into_iter()),
            "| Tên | Số |\n| --- | --: |\n| một<br>hai | 2 |"
        );
    }
}
