//! A question with yes and no.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::{Look, Press};
use super::Outcome;
use super::page::{Page, Paragraph, Tone};
use crate::i18n::Lang;
use crate::phrases;

phrases! {
    enum Words {
        Title => "Hỏi lại", "Please confirm";
        Loses => "! Việc này không lấy lại được", "! This cannot be taken back";
    }
}

/// What yes may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// It can be undone.
    Harmless,
    /// Something is lost for good.
    Loses,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Confirm {
    page: Page,
}

impl Confirm {
    pub fn new(question: impl Into<String>, danger: Danger, lang: Lang) -> Self {
        Self::said(vec![question.into()], danger, lang)
    }

    /// A question in several paragraphs, a blank line between them.
    pub fn said(question: Vec<String>, danger: Danger, lang: Lang) -> Self {
        let mut paragraphs = Vec::new();
        for words in question {
            if !paragraphs.is_empty() {
                paragraphs.push(Paragraph::blank());
            }
            paragraphs.push(Paragraph::new(words, Tone::Plain));
        }
        if danger == Danger::Loses {
            paragraphs.push(Paragraph::blank());
            paragraphs.push(Paragraph::new(lang.say(&Words::Loses), Tone::Warn));
        }
        Self {
            page: Page::new(lang.say(&Words::Title), paragraphs),
        }
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        self.page.ask(press, room)
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.page.view(frame, area, look);
    }
}
