//! What went wrong, where, and what would be right, when a line is too short
//! for it.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::{Look, Press};
use super::Outcome;
use super::page::{Page, Paragraph, Tone};
use crate::i18n::Lang;
use crate::phrases;

phrases! {
    enum Words {
        Where => "Tại", "Where";
        Right => "Nên", "Instead";
    }
}

/// Cells of the column in which “where” and “instead” stand.
const LEAD: usize = 9;

/// What a message tells; parts that are not known stay empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub title: String,
    /// What is wrong.
    pub wrong: Vec<String>,
    /// Where it is: a file, a row and column, a line.
    pub place: String,
    /// What would be right, or what to do now.
    pub right: String,
}

/// A message to read and close.
#[derive(Debug, Clone)]
pub struct Message {
    page: Page,
}

impl Message {
    pub fn new(told: Told, lang: Lang) -> Self {
        let mut paragraphs: Vec<_> = told
            .wrong
            .into_iter()
            .map(|line| Paragraph::new(line, Tone::Plain))
            .collect();
        for (lead, text) in [(Words::Where, told.place), (Words::Right, told.right)] {
            if !text.is_empty() {
                paragraphs.push(Paragraph::blank());
                paragraphs.push(Paragraph::new(text, Tone::Plain).led_by(
                    lang.say(&lead),
                    Tone::Dim,
                    LEAD,
                ));
            }
        }
        Self {
            page: Page::new(told.title, paragraphs),
        }
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        self.page.tell(press, room)
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.page.view(frame, area, look);
    }
}
