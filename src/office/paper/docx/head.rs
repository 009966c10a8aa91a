//! The head of the paper: two columns without lines, and the rule under a
//! title.

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, Paragraph, ParagraphBorder,
    ParagraphBorderPosition, ParagraphBorders, Table, TableCell, TableLayoutType, TableRow,
    WidthType,
};

use super::measure::{Width, line_width};
use super::text::{Manner, paragraph};
use crate::report::document::{Document, Run};
use crate::report::letterhead::{HeadLine, HeadStyle, Regime};

/// Shares of the two columns: the national title stands on one line.
const SHARES: [u16; 2] = [40, 60];
const POINTS: u16 = 13;
/// Letters of the national title, the longest line (NĐ 30: 12 to 13).
const TITLE_POINTS: u16 = 12;

/// The head as a table.
pub(super) fn table(document: &Document, width: Width) -> Table {
    let head = &document.letterhead;
    let widths = width.divided(SHARES);
    let column = |lines: &[HeadLine], mark: Option<&String>, rule: Rule, width: usize| {
        let mut paragraphs: Vec<Paragraph> = lines
            .iter()
            .flat_map(|line| set(line, rule, width))
            .collect();
        if let Some(mark) = mark {
            let run = Run::plain(mark.clone()).bold();
            paragraphs.push(paragraph(&[run], centered(POINTS)));
        }
        cell(paragraphs, width)
    };
    let (left, right) = (
        widths.first().copied().unwrap_or_default(),
        widths.get(1).copied().unwrap_or_default(),
    );
    let row = TableRow::new(vec![
        column(&head.left, document.mark.as_ref(), Rule::Half, left),
        column(&head.right, None, Rule::Whole, right),
    ])
    .cant_split();
    Table::without_borders(vec![row])
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(width.all(), WidthType::Dxa)
}

/// What stands between a title and the text: the Party's five dashes, the
/// State's rule.
pub(super) fn under_title(document: &Document) -> Paragraph {
    match document.letterhead.rules.regime() {
        Regime::Party => paragraph(&[Run::plain("-----")], Manner::centered()),
        Regime::State => {
            let width = Width::of(document.page).all();
            rule(width, width / 6)
        }
        Regime::Own => super::text::gap(),
    }
}

/// How long the rule under a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// As the line.
    Whole,
    /// A third to a half of the line, under the name of a body.
    Half,
}

fn set(line: &HeadLine, length: Rule, width: usize) -> Vec<Paragraph> {
    let run = Run::plain(line.text.clone());
    let run = match line.style {
        HeadStyle::Plain => run,
        HeadStyle::Bold | HeadStyle::Ruled => run.bold(),
        HeadStyle::Italic => run.italic(),
    };
    let points = match (length, line.style) {
        (Rule::Whole, HeadStyle::Bold) => TITLE_POINTS,
        _ => POINTS,
    };
    let mut set = vec![paragraph(&[run], centered(points))];
    if line.style == HeadStyle::Ruled {
        let text = line_width(&line.text, POINTS).min(width);
        set.push(rule(
            width,
            match length {
                Rule::Whole => text,
                Rule::Half => text.min(width) * 2 / 5,
            },
        ));
    }
    set
}

/// A line of `length` in the middle of `width`.
fn rule(width: usize, length: usize) -> Paragraph {
    let side = i32::try_from(width.saturating_sub(length) / 2).unwrap_or_default();
    let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom)
        .size(6)
        .space(1);
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(40)
        .after(120);
    let mut rule = Paragraph::new()
        .indent(Some(side), None, Some(side), None)
        .line_spacing(spacing);
    rule.property.borders = Some(ParagraphBorders::with_empty().set(border));
    rule
}

fn centered(points: u16) -> Manner {
    Manner::close(AlignmentType::Center, points)
}

fn cell(paragraphs: Vec<Paragraph>, width: usize) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa);
    if paragraphs.is_empty() {
        return cell.add_paragraph(Paragraph::new());
    }
    paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
}
