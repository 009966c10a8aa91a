//! A table as a paper: the letterhead of the committee, the table, its notes
//! and who answers for it.

use super::Cover;
use crate::i18n::{Lang, Phrase};
use crate::report::document::{
    Block, Document, Ending, Page, PaperColumn, PaperRow, PaperTable, Run, Signer, Title,
};
use crate::report::letterhead::{Letterhead, PaperKind, PaperMark};
use crate::report::table::{Column, ColumnKind};
use crate::report::{Cell, Table};

/// More columns than this lay the sheet on its side.
const UPRIGHT: usize = 6;

crate::phrases! {
    enum Words {
        Total => "Cộng", "Total";
        Notes => "Ghi chú", "Notes";
        Prepared => "NGƯỜI LẬP BIỂU", "PREPARED BY";
        Sign => "(Ký, ghi rõ họ tên)", "(Signature, full name)";
        Seal => "(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)";
    }
}

/// What the total row is called.
pub(super) struct TotalWord;

impl Phrase for TotalWord {
    fn vi(&self) -> String {
        Words::Total.vi()
    }

    fn en(&self) -> String {
        Words::Total.en()
    }
}

/// A label with the sign of a part before it, once for each depth.
pub(super) fn indented(label: &str, depth: u8) -> String {
    format!("{}{label}", "– ".repeat(usize::from(depth)))
}

/// The paper of a table.
pub(super) fn of(table: &Table, lang: Lang, cover: Cover<'_>) -> Document {
    let mark = PaperMark {
        kind: PaperKind::Report,
        date: cover.on,
        number: None,
    };
    let letterhead = Letterhead::of(cover.sender, &mark);
    let head = letterhead.head_signer();
    let title = Title {
        name: format!(
            "{} - {}",
            table.report.to_string().to_uppercase(),
            lang.say(&table.title).to_uppercase()
        ),
        about: vec![table.caption(lang)],
    };
    let mut paper = Document::new(letterhead, title);
    if table.columns.len() > UPRIGHT {
        paper.page = Page::Landscape;
    }
    paper.blocks.push(Block::Table(body(table, lang)));
    if !table.notes.is_empty() {
        paper.remark(format!("{}:", lang.say(&Words::Notes)));
        for note in &table.notes {
            paper.remark(format!("- {}", lang.say(note)));
        }
    }
    let signer = |capacity: String, hint: Words| Signer {
        capacity: vec![capacity],
        hint: Some(lang.say(&hint)),
        name: None,
    };
    paper.blocks.push(Block::Ending(Ending {
        recipients: Vec::new(),
        signers: vec![
            signer(lang.say(&Words::Prepared), Words::Sign),
            signer(head.to_owned(), Words::Seal),
        ],
    }));
    paper
}

fn body(table: &Table, lang: Lang) -> PaperTable {
    let stub = PaperColumn::words(lang.say(&table.stub), 4);
    let columns = table
        .columns
        .iter()
        .map(|column| paper_column(column, lang));
    let mut paper = PaperTable::new(std::iter::once(stub).chain(columns).collect());
    let cells = |label: String, cells: &[Cell]| -> Vec<Vec<Run>> {
        let said = cells.iter().map(|cell| cell.value.words(lang));
        std::iter::once(label)
            .chain(said)
            .map(|words| vec![Run::plain(words)])
            .collect()
    };
    for row in &table.rows {
        let label = indented(&lang.say(&row.label), row.depth);
        paper.push(PaperRow::Cells(cells(label, &row.cells)));
    }
    if let Some(total) = &table.total {
        paper.push(PaperRow::Total(cells(lang.say(&TotalWord), &total.cells)));
    }
    paper
}

fn paper_column(column: &Column, lang: Lang) -> PaperColumn {
    let label = lang.say(&column.label);
    let made = match column.kind {
        ColumnKind::Text => PaperColumn::words(label, 3),
        ColumnKind::Count | ColumnKind::Percent | ColumnKind::Change => {
            PaperColumn::number(label, 2)
        }
    };
    match &column.group {
        Some(group) => made.under(lang.say(group)),
        None => made,
    }
}
