//! Four lines to fill in, then the book is open.

use crate::service::request::OpenBook;
use crate::text;
use crate::ui::widgets::line_field::LineField;
use crate::ui::widgets::{Edit, Edited};

use super::words::FirstRunWords;

/// The four lines, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Officer,
    Title,
    Committee,
    Book,
}

impl Line {
    pub const ALL: [Self; 4] = [Self::Officer, Self::Title, Self::Committee, Self::Book];

    /// What the line is called.
    pub fn label(self) -> FirstRunWords {
        match self {
            Self::Officer => FirstRunWords::Officer,
            Self::Title => FirstRunWords::JobTitle,
            Self::Committee => FirstRunWords::Committee,
            Self::Book => FirstRunWords::Book,
        }
    }

    fn is_needed(self) -> bool {
        matches!(self, Self::Officer | Self::Committee)
    }
}

/// The page before there is a book.
#[derive(Debug, Default)]
pub struct FirstRun {
    fields: [LineField; 4],
    at: usize,
}

impl FirstRun {
    /// The line that has the cursor.
    pub fn at(&self) -> Line {
        Line::ALL.get(self.at).copied().unwrap_or(Line::Officer)
    }

    /// The field of each line.
    pub fn lines(&self) -> impl Iterator<Item = (Line, &LineField)> {
        Line::ALL.into_iter().zip(&self.fields)
    }

    pub fn apply(&mut self, edit: Edit) -> Edited {
        match self.fields.get_mut(self.at) {
            Some(field) => field.apply(edit),
            None => Edited::Unused,
        }
    }

    /// Goes to the next line; `false` behind the last.
    pub fn next(&mut self) -> bool {
        let moved = self.at + 1 < Line::ALL.len();
        self.at += usize::from(moved);
        moved
    }

    pub fn previous(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// What was filled in.
    ///
    /// # Errors
    /// The first line that is needed and blank; the cursor goes there.
    pub fn open_book(&mut self) -> Result<OpenBook, Line> {
        let values = self
            .fields
            .each_ref()
            .map(|field| text::tidy(&field.value()));
        let missing = Line::ALL
            .iter()
            .zip(&values)
            .position(|(line, value)| line.is_needed() && value.is_empty());
        if let Some(missing) = missing {
            self.at = missing;
            return Err(self.at());
        }
        let [officer, title, committee, book] = values;
        Ok(OpenBook {
            officer,
            title,
            committee,
            book,
        })
    }
}
