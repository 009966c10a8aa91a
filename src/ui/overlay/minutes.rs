//! The minutes of a visit, to be read aloud from the screen.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::{Look, Press};
use super::Outcome;
use super::page::{Page, Paragraph, Tone};
use super::panel::{self, Height};
use crate::domain::RecordId;
use crate::office::paper_text_within;
use crate::report::document::Document;
use crate::text;

/// Cells right of the text, in which the arrows of the page stand.
const EDGE: u16 = 2;

/// Whether the minutes are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    Open,
    Done,
}

/// Minutes as lines, as wide as the page is.
#[derive(Debug, Clone)]
pub struct Minutes {
    visit: RecordId,
    title: String,
    /// What they are of: the unit and the day.
    subject: String,
    document: Document,
    signing: Signing,
    /// The first row in sight.
    first: usize,
}

impl Minutes {
    /// The page of a visit's minutes, which are of `subject`: unit and day.
    pub fn new(visit: RecordId, subject: String, document: Document, signing: Signing) -> Self {
        Self {
            visit,
            title: subject.clone(),
            subject,
            document,
            signing,
            first: 0,
        }
    }

    /// Says in the title how they stand.
    pub fn titled(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    /// What they are of: unit and day.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The name of their file without extension: `bien-ban-xa-hon-nghe-20-11-2026`.
    pub fn file_stem(&self) -> String {
        let mut words = vec!["bien".to_owned(), "ban".to_owned()];
        words.extend(text::fold_words(&self.subject));
        words.join("-")
    }

    /// The visit that they are about.
    pub fn visit(&self) -> RecordId {
        self.visit
    }

    pub fn signing(&self) -> Signing {
        self.signing
    }

    /// The same page with what the minutes say now.
    pub fn renewed(&self, newer: Self) -> Self {
        Self {
            first: self.first,
            ..newer
        }
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        if *press == Press::Cancel {
            return Outcome::Close;
        }
        if let Some(step) = press.step() {
            let mut page = self.page(room);
            page.scroll(step, room);
            self.first = page.first();
        }
        Outcome::Stay
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.page(area.as_size()).view(frame, area, look);
    }

    fn page(&self, room: Size) -> Page {
        let width = panel::content_size(room, Height::Full).width;
        let cells = usize::from(width.saturating_sub(EDGE));
        let text = paper_text_within(&self.document, cells);
        let lines = text
            .lines()
            .map(|line| Paragraph::new(line, Tone::Plain))
            .collect();
        Page::new(self.title.clone(), lines).starting_at(self.first)
    }
}
