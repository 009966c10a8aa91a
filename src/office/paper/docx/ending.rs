//! Who receives the paper and who signs it: a table without lines that stays
//! on one page.

use docx_rs::{AlignmentType, Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType};

use super::measure::Width;
use super::text::{Manner, paragraph};
use crate::report::document::{Ending, Run, Signer};
use crate::report::letterhead::{BODY_POINTS, Regime};

/// Blank lines for the ink.
const ROOM_FOR_INK: usize = 4;
const SMALL: u16 = 12;

/// One signer stands at the right with the recipients at the left; several
/// stand side by side above the recipients.
pub(super) fn tables(ending: &Ending, regime: Regime, width: Width) -> Vec<Table> {
    let signers: Vec<Vec<Paragraph>> = ending.signers.iter().map(signer).collect();
    let recipients = recipients(&ending.recipients, regime);
    match (signers.len(), ending.recipients.is_empty()) {
        (0, true) => Vec::new(),
        (0 | 1, _) => {
            let mut cells = vec![recipients];
            cells.extend(signers);
            vec![side_by_side(cells, width)]
        }
        (_, true) => vec![side_by_side(signers, width)],
        (_, false) => vec![
            side_by_side(signers, width),
            side_by_side(vec![recipients, Vec::new()], width),
        ],
    }
}

fn side_by_side(cells: Vec<Vec<Paragraph>>, width: Width) -> Table {
    let widths = width.divided(cells.iter().map(|_| 1));
    let cells = cells.into_iter().zip(&widths).map(|(paragraphs, width)| {
        let cell = TableCell::new().width(*width, WidthType::Dxa);
        if paragraphs.is_empty() {
            cell.add_paragraph(Paragraph::new())
        } else {
            paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
        }
    });
    let row = TableRow::new(cells.collect()).cant_split();
    Table::without_borders(vec![row])
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(width.all(), WidthType::Dxa)
}

fn signer(signer: &Signer) -> Vec<Paragraph> {
    let centered = |run: Run, points| {
        let manner = Manner::close(AlignmentType::Center, points).keeping_next();
        paragraph(&[run], manner)
    };
    let mut lines: Vec<Paragraph> = signer
        .capacity
        .iter()
        .map(|line| centered(Run::plain(line.clone()).bold(), BODY_POINTS))
        .collect();
    if let Some(hint) = &signer.hint {
        lines.push(centered(Run::plain(hint.clone()).italic(), SMALL));
    }
    for _ in 0..ROOM_FOR_INK {
        lines.push(centered(Run::plain(""), BODY_POINTS));
    }
    let name = signer.name.clone().unwrap_or_default();
    lines.push(paragraph(
        &[Run::plain(name).bold()],
        Manner::close(AlignmentType::Center, BODY_POINTS),
    ));
    lines
}

/// “Nơi nhận” is underlined on papers of the Party, bold italic on those of
/// the State (DOMAIN A9).
fn recipients(recipients: &[String], regime: Regime) -> Vec<Paragraph> {
    if recipients.is_empty() {
        return Vec::new();
    }
    let (label, points) = match regime {
        Regime::Party => (Run::plain("Nơi nhận:").underline(), BODY_POINTS),
        Regime::State | Regime::Own => (Run::plain("Nơi nhận:").bold().italic(), SMALL),
    };
    let left = |run: Run, points| paragraph(&[run], Manner::close(AlignmentType::Left, points));
    let lines = recipients
        .iter()
        .map(|recipient| left(Run::plain(format!("- {recipient}")), SMALL - 1));
    std::iter::once(left(label, points)).chain(lines).collect()
}
