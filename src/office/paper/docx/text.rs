//! Paragraphs and the runs in them.

use docx_rs::{
    AlignmentType, BreakType, LineSpacing, LineSpacingType, Paragraph, Run as DocxRun,
    SpecialIndentType,
};

use super::super::super::printable::printable;
use super::measure::twips;
use crate::report::document::Run;
use crate::report::letterhead::{BODY_POINTS, FIRST_LINE_MM, LINE_POINTS};

/// How a paragraph is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    side: AlignmentType,
    points: u16,
    first_line: i32,
    lines: Lines,
    next: Next,
}

/// Distance of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// Exactly as the rules ask for body text, with room between paragraphs.
    Body,
    /// As the letters need.
    Close,
}

/// Whether a page may end after the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    MayBreak,
    Keeps,
}

impl Manner {
    /// Body text.
    pub(super) fn body() -> Self {
        Self {
            side: AlignmentType::Both,
            points: BODY_POINTS,
            first_line: twips(FIRST_LINE_MM),
            lines: Lines::Body,
            next: Next::MayBreak,
        }
    }

    /// Small italics under the text.
    pub(super) fn remark() -> Self {
        Self {
            points: BODY_POINTS - 2,
            lines: Lines::Close,
            ..Self::body()
        }
    }

    /// A line in the middle.
    pub(super) fn centered() -> Self {
        Self {
            side: AlignmentType::Center,
            first_line: 0,
            ..Self::body()
        }
    }

    /// A line of a cell, a head or an ending.
    pub(super) fn close(side: AlignmentType, points: u16) -> Self {
        Self {
            side,
            points,
            first_line: 0,
            lines: Lines::Close,
            next: Next::MayBreak,
        }
    }

    /// The same, on the page of what follows.
    pub(super) fn keeping_next(self) -> Self {
        Self {
            next: Next::Keeps,
            ..self
        }
    }
}

/// A paragraph of runs.
pub(super) fn paragraph(runs: &[Run], manner: Manner) -> Paragraph {
    let spacing = match manner.lines {
        Lines::Body => LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(i32::from(LINE_POINTS) * 20)
            .before(60)
            .after(60),
        Lines::Close => LineSpacing::new(),
    };
    let mut paragraph = Paragraph::new()
        .align(manner.side)
        .line_spacing(spacing)
        .widow_control(true);
    if manner.first_line > 0 {
        let first = SpecialIndentType::FirstLine(manner.first_line);
        paragraph = paragraph.indent(None, Some(first), None, None);
    }
    if manner.next == Next::Keeps {
        paragraph = paragraph.keep_next(true);
    }
    runs.iter().fold(paragraph, |paragraph, run| {
        paragraph.add_run(docx_run(run, manner.points))
    })
}

/// A blank line of a few points, such as must follow a table.
pub(super) fn gap() -> Paragraph {
    let spacing = LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(120);
    Paragraph::new().line_spacing(spacing)
}

fn docx_run(run: &Run, points: u16) -> DocxRun {
    let mut made = DocxRun::new().size(usize::from(points) * 2);
    for (number, line) in printable(&run.text).split('\n').enumerate() {
        if number > 0 {
            made = made.add_break(BreakType::TextWrapping);
        }
        made = made.add_text(line);
    }
    if run.bold {
        made = made.bold();
    }
    if run.italic {
        made = made.italic();
    }
    if run.underline {
        made = made.underline("single");
    }
    made
}
