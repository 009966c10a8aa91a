//! A paper as Markdown, for messages and wikis.

use super::super::markdown::{escaped, table_rows};
use crate::report::document::{
    Block, Depth, Document, Ending, HeadingNumbers, PaperRow, PaperTable, Run, Side, plain_text,
};
use crate::report::letterhead::{HeadLine, HeadStyle};
use crate::text::Align;

/// The paper as Markdown.
pub(super) fn write(document: &Document) -> String {
    let mut parts: Vec<String> = Vec::new();
    let head = &document.letterhead;
    parts.extend([&head.right, &head.left].iter().map(|side| lines(side)));
    parts.extend(document.mark.iter().map(|mark| strong(&escaped(mark))));
    if !document.title.name.is_empty() {
        parts.push(format!("# {}", escaped(&document.title.name)));
    }
    parts.extend(
        document
            .title
            .about
            .iter()
            .map(|about| strong(&escaped(about))),
    );
    let mut numbers = HeadingNumbers::default();
    parts.extend(
        document
            .blocks
            .iter()
            .map(|block| written(block, &mut numbers)),
    );
    parts.retain(|part| !part.is_empty());
    format!("{}\n", parts.join("\n\n"))
}

fn lines(side: &[HeadLine]) -> String {
    let lines = side.iter().map(|line| {
        let text = escaped(&line.text);
        match line.style {
            HeadStyle::Plain => text,
            HeadStyle::Bold | HeadStyle::Ruled => strong(&text),
            HeadStyle::Italic => format!("*{text}*"),
        }
    });
    lines.collect::<Vec<_>>().join("  \n")
}

fn written(block: &Block, numbers: &mut HeadingNumbers) -> String {
    match block {
        Block::Heading { depth, runs } => {
            let marks = match depth {
                Depth::Part => "##",
                Depth::Section => "###",
                Depth::Point => "####",
            };
            // Said as words: Markdown would count a bare “1.” itself.
            let number = numbers.next(*depth);
            format!("{marks} {number} {}", escaped(&plain_text(runs)))
        }
        Block::Paragraph(runs) | Block::Centered(runs) => inline(runs),
        Block::Item(runs) => format!("- {}", inline(runs)),
        Block::Remark(runs) => {
            let text = escaped(&plain_text(runs));
            format!("*{text}*")
        }
        Block::Table(table) => table_of(table),
        Block::Ending(ending) => ending_of(ending),
        Block::NewPage => "---".to_owned(),
    }
}

fn table_of(table: &PaperTable) -> String {
    let header = table.columns().iter().map(|column| {
        let label = match &column.group {
            Some(group) => format!("{group} · {}", column.label),
            None => column.label.clone(),
        };
        let align = match column.side {
            Side::Right => Align::Right,
            Side::Left | Side::Center => Align::Left,
        };
        (escaped(&label), align)
    });
    let rows = table.rows().iter().map(|row| match row {
        PaperRow::Cells(cells) => cells.iter().map(|cell| inline(cell)).collect(),
        PaperRow::Total(cells) => cells
            .iter()
            .map(|cell| strong(&escaped(&plain_text(cell))))
            .collect(),
        PaperRow::Section(runs) => {
            let mut cells = vec![String::new(); table.columns().len()];
            if let Some(first) = cells.first_mut() {
                *first = strong(&escaped(&plain_text(runs)));
            }
            cells
        }
    });
    table_rows(header, rows)
}

fn ending_of(ending: &Ending) -> String {
    let mut lines: Vec<String> = ending
        .signers
        .iter()
        .map(|signer| {
            let capacity = strong(&escaped(&signer.capacity.join(" ")));
            let name = signer.name.as_deref().map(escaped).unwrap_or_default();
            format!("{capacity}  \n{name}").trim_end().to_owned()
        })
        .collect();
    if !ending.recipients.is_empty() {
        let recipients = ending.recipients.iter();
        let recipients: Vec<String> = recipients
            .map(|recipient| format!("- {}", escaped(recipient)))
            .collect();
        lines.push(format!("Nơi nhận:\n\n{}", recipients.join("\n")));
    }
    lines.join("\n\n")
}

fn inline(runs: &[Run]) -> String {
    runs.iter()
        .map(|run| {
            let text = escaped(&run.text).replace('\n', "  \n");
            match (run.bold, run.italic) {
                _ if text.trim().is_empty() => text,
                (true, _) => around("**", &text),
                (false, true) => around("*", &text),
                (false, false) => text,
            }
        })
        .collect()
}

fn strong(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    around("**", text)
}

/// Puts a sign about the words, with the blanks left outside: “** x**” is not
/// emphasis.
fn around(sign: &str, text: &str) -> String {
    let words = text.trim();
    let before = text.len() - text.trim_start().len();
    let after = text.len() - text.trim_end().len();
    format!(
        "{}{sign}{words}{sign}{}",
        " ".repeat(before),
        " ".repeat(after)
    )
}
