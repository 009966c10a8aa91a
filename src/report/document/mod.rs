//! A paper as a value: what a *biên bản* or a printed report says, before it
//! becomes a .docx, a Markdown file or words read aloud in a terminal.
//!
//! The value holds what is on the paper and nothing about any file format;
//! whoever composes it never counts millimetres, and whoever writes it never
//! knows what a visit is.

mod number;
mod table;

pub use number::HeadingNumbers;
pub use table::{PaperColumn, PaperRow, PaperTable, Side};

use serde::{Deserialize, Serialize};

use super::letterhead::Letterhead;

/// A paper from its letterhead to its last signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub page: Page,
    pub letterhead: Letterhead,
    /// Stands under the number of the paper, such as “DỰ THẢO”.
    pub mark: Option<String>,
    pub title: Title,
    pub blocks: Vec<Block>,
}

/// How the sheet of A4 lies. The margins follow from the letterhead's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Page {
    #[default]
    Portrait,
    Landscape,
}

/// Name of the paper and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Title {
    /// “BIÊN BẢN”, printed as given.
    pub name: String,
    /// Lines under the name: “Khảo sát mô hình “Dân vận khéo” tại xã Hòn Nghệ”.
    pub about: Vec<String>,
}

/// One thing in the body of a paper, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading that carries its number; see [`HeadingNumbers`].
    Heading {
        depth: Depth,
        runs: Vec<Run>,
    },
    /// Body text: justified, its first line indented.
    Paragraph(Vec<Run>),
    /// “- …”: one of several things under a paragraph.
    Item(Vec<Run>),
    /// Smaller and in italics: *căn cứ*, what a figure is counted over, a hash.
    Remark(Vec<Run>),
    /// A line in the middle of the page.
    Centered(Vec<Run>),
    Table(PaperTable),
    Ending(Ending),
    /// What follows begins on a sheet of its own, as a *phụ lục* does.
    NewPage,
}

/// Depth of a heading, as offices number them: I. · 1. · a)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Depth {
    /// “I.”, bold capitals or as given.
    Part,
    /// “1.”, bold.
    Section,
    /// “a)”, bold italic.
    Point,
}

/// A stretch of text in one manner. A line break inside is a line break on paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub italic: bool,
    #[serde(default)]
    pub underline: bool,
}

impl Run {
    /// Text without any emphasis.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    #[must_use]
    pub fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    #[must_use]
    pub fn underline(mut self) -> Self {
        self.underline = true;
        self
    }
}

/// Who receives the paper and who signs it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ending {
    /// *Nơi nhận*, one a line, without dashes; none on minutes that stay with the parties.
    pub recipients: Vec<String>,
    /// From left to right.
    pub signers: Vec<Signer>,
}

/// One column of signatures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signer {
    /// “T/M BAN CHỈ ĐẠO”, “TRƯỞNG BAN”; printed as given, one a line.
    pub capacity: Vec<String>,
    /// Under the capacity, as “(Ký, ghi rõ họ tên)”.
    pub hint: Option<String>,
    /// Printed under the room for the ink; a blank is left when unknown.
    pub name: Option<String>,
}

impl Document {
    /// A paper with a letterhead and a name, to which blocks are added.
    pub fn new(letterhead: Letterhead, title: Title) -> Self {
        Self {
            page: Page::default(),
            letterhead,
            mark: None,
            title,
            blocks: Vec::new(),
        }
    }

    /// Adds a heading at `depth`.
    pub fn heading(&mut self, depth: Depth, text: impl Into<String>) {
        let runs = vec![Run::plain(text)];
        self.blocks.push(Block::Heading { depth, runs });
    }

    /// Adds a paragraph in one manner.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(vec![Run::plain(text)]));
    }

    /// Adds “label: text” with the label in bold.
    pub fn labelled(&mut self, label: &str, text: &str) {
        let label = Run::plain(format!("{label}: ")).bold();
        self.blocks
            .push(Block::Paragraph(vec![label, Run::plain(text)]));
    }

    /// Adds one of several things under a paragraph.
    pub fn item(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Item(vec![Run::plain(text)]));
    }

    /// Adds a remark in small italics.
    pub fn remark(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Remark(vec![Run::plain(text)]));
    }

    /// Ends the text as the regime wants it: “./.” for the State, “.” for the
    /// Party (DOMAIN A9). A last block that is no text stays as it is.
    pub fn close_text(&mut self) {
        let mark = self.letterhead.rules.end_mark();
        let last = match self.blocks.last_mut() {
            Some(Block::Paragraph(runs) | Block::Item(runs)) => runs.last_mut(),
            _ => None,
        };
        if let Some(run) = last {
            let text = run.text.trim_end().trim_end_matches("./.");
            run.text = format!("{}{mark}", text.trim_end_matches(['.', ';']));
        }
    }
}

/// The text of runs without their manner.
pub fn plain_text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::letterhead::{Letterhead, Regime, Rules};

    fn paper(rules: Rules) -> Document {
        let letterhead = Letterhead {
            rules,
            ..Letterhead::bare("BAN CHỈ ĐẠO", Regime::Party)
        };
        Document::new(letterhead, Title::default())
    }

    #[test]
    fn the_text_ends_as_the_regime_wants_it() {
        for (rules, end) in [(Rules::State, "Hết./."), (Rules::PartyOffice2026, "Hết.")] {
            for typed in ["Hết", "Hết.", "Hết./.", "Hết; "] {
                let mut paper = paper(rules);
                paper.paragraph(typed);
                paper.close_text();
                assert_eq!(
                    paper.blocks,
                    [Block::Paragraph(vec![Run::plain(end)])],
                    "{typed}"
                );
            }
        }
    }

    #[test]
    fn a_paper_survives_its_json() {
        let mut before = paper(Rules::State);
        before.heading(Depth::Part, "Nội dung");
        before.labelled("Chủ trì", "Trần Văn An");
        before
            .blocks
            .push(Block::Table(PaperTable::new(vec![PaperColumn::number(
                "STT", 1,
            )])));
        before.blocks.push(Block::Ending(Ending::default()));
        let json = serde_json::to_string(&before).unwrap();
        assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), before);
    }
}
