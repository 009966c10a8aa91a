//! A paper as a .docx: A4, Times New Roman, the measures of the letterhead's
//! rules.

mod ending;
mod head;
mod measure;
mod table;
mod text;

use std::io::Cursor;

use docx_rs::{
    AlignmentType, Docx, Header, LineSpacing, PageMargin, PageNum, PageOrientationType, Paragraph,
    RunFonts,
};

use self::measure::{Width, twips};
use self::text::Manner;
use super::super::outlet::OutFault;
use crate::report::document::{Block, Depth, Document, HeadingNumbers, Page, Run};
use crate::report::letterhead::{BODY_POINTS, MARGINS};

/// The bytes of the .docx.
///
/// # Errors
/// Only when the package cannot be put together.
pub(super) fn write(document: &Document) -> Result<Vec<u8>, OutFault> {
    let width = Width::of(document.page);
    let mut docx = page(document.page);
    docx = docx.add_table(head::table(document, width));
    for paragraph in title(document) {
        docx = docx.add_paragraph(paragraph);
    }
    let mut numbers = HeadingNumbers::default();
    for block in &document.blocks {
        docx = add(docx, block, document, &mut numbers, width);
    }
    pack(docx)
}

fn page(page: Page) -> Docx {
    let font = "Times New Roman";
    let fonts = RunFonts::new()
        .ascii(font)
        .hi_ansi(font)
        .east_asia(font)
        .cs(font);
    let margin = PageMargin::new()
        .top(twips(MARGINS.top))
        .bottom(twips(MARGINS.bottom))
        .left(twips(MARGINS.left))
        .right(twips(MARGINS.right))
        .header(twips(10))
        .footer(twips(10));
    // From the second page on, its number stands in the middle above the text.
    let number = Paragraph::new()
        .align(AlignmentType::Center)
        .add_page_num(PageNum::new());
    let docx = Docx::new()
        .default_fonts(fonts)
        .default_size(usize::from(BODY_POINTS) * 2)
        .default_line_spacing(LineSpacing::new())
        .page_margin(margin)
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .header(Header::new().add_paragraph(number));
    match page {
        Page::Portrait => docx.page_size(measure::SHORT_SIDE, measure::LONG_SIDE),
        Page::Landscape => docx
            .page_size(measure::LONG_SIDE, measure::SHORT_SIDE)
            .page_orient(PageOrientationType::Landscape),
    }
}

fn title(document: &Document) -> Vec<Paragraph> {
    let line = |text: &str| {
        text::paragraph(
            &[Run::plain(text).bold()],
            Manner::centered().keeping_next(),
        )
    };
    let title = &document.title;
    let mut lines = vec![text::gap()];
    if !title.name.is_empty() {
        lines.push(line(&title.name));
    }
    lines.extend(title.about.iter().map(|about| line(about)));
    lines.push(head::under_title(document));
    lines
}

fn add(
    docx: Docx,
    block: &Block,
    document: &Document,
    numbers: &mut HeadingNumbers,
    width: Width,
) -> Docx {
    match block {
        Block::Heading { depth, runs } => {
            let number = numbers.next(*depth);
            docx.add_paragraph(heading(*depth, &number, runs))
        }
        Block::Paragraph(runs) => docx.add_paragraph(text::paragraph(runs, Manner::body())),
        Block::Item(runs) => {
            let runs = with_first("- ", runs);
            docx.add_paragraph(text::paragraph(&runs, Manner::body()))
        }
        Block::Remark(runs) => {
            let runs: Vec<Run> = runs.iter().cloned().map(Run::italic).collect();
            docx.add_paragraph(text::paragraph(&runs, Manner::remark()))
        }
        Block::Centered(runs) => docx.add_paragraph(text::paragraph(runs, Manner::centered())),
        Block::Table(paper) => docx
            .add_table(table::table(paper, width))
            .add_paragraph(text::gap()),
        Block::Ending(ending) => {
            let docx = docx.add_paragraph(text::gap());
            ending::tables(ending, document.letterhead.rules.regime(), width)
                .into_iter()
                .fold(docx, |docx, table| {
                    docx.add_table(table).add_paragraph(text::gap())
                })
        }
        Block::NewPage => docx.add_paragraph(text::gap().page_break_before(true)),
    }
}

fn heading(depth: Depth, number: &str, runs: &[Run]) -> Paragraph {
    let runs = with_first(&format!("{number} "), runs);
    let runs: Vec<Run> = match depth {
        Depth::Part | Depth::Section => runs.into_iter().map(Run::bold).collect(),
        Depth::Point => runs.into_iter().map(|run| run.bold().italic()).collect(),
    };
    text::paragraph(&runs, Manner::body().keeping_next())
}

fn with_first(sign: &str, runs: &[Run]) -> Vec<Run> {
    std::iter::once(Run::plain(sign))
        .chain(runs.iter().cloned())
        .collect()
}

/// Packs the document. The crate has no word for a row that repeats on each
/// page, so [`table`] marks such rows with a height that nothing else has,
/// and here the mark becomes the word of the standard.
fn pack(docx: Docx) -> Result<Vec<u8>, OutFault> {
    let mut package = docx.build();
    let xml = String::from_utf8_lossy(&package.document);
    package.document = xml
        .replace(table::HEADER_MARK, "<w:tblHeader />")
        .into_bytes();
    let mut bytes = Cursor::new(Vec::new());
    package.pack(&mut bytes).map_err(|fault| OutFault::Failed {
        file: "docx".into(),
        why: fault.to_string(),
    })?;
    Ok(bytes.into_inner())
}
