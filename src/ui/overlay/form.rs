//! A form under a title.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::keymap::Context;
use super::super::widgets::form::{Filled, Form as Fields, Taking};
use super::super::widgets::{Look, Press};
use super::Outcome;
use super::panel::{self, Height};

/// Fields of a record to fill in.
#[derive(Debug, Clone)]
pub struct Form {
    title: String,
    fields: Fields,
}

impl Form {
    pub fn new(title: impl Into<String>, fields: Fields) -> Self {
        Self {
            title: title.into(),
            fields,
        }
    }

    /// Whether leaving would lose something.
    pub fn is_changed(&self) -> bool {
        self.fields.is_changed()
    }

    /// Whether the next key meets one of several values.
    pub fn is_on_choice(&self) -> bool {
        self.fields.taking() == Taking::Choice
    }

    /// Whether a field is not to be read over the shoulder.
    pub fn has_secret(&self) -> bool {
        self.fields.has_secret()
    }

    /// Where the next key is looked up: a text of many lines needs Enter.
    pub fn context(&self) -> Context {
        match self.fields.taking() {
            Taking::Line | Taking::Choice => Context::Form,
            Taking::Lines => Context::Editor,
            Taking::Picker => Context::Palette,
        }
    }

    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        match self
            .fields
            .apply(press, panel::content_size(room, Height::Full))
        {
            Filled::Stay => Outcome::Stay,
            Filled::Changed => Outcome::Changed,
            Filled::Left => Outcome::Close,
            Filled::Written(writes) => Outcome::Written(writes),
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(frame, area, &self.title, Height::Full, look);
        self.fields.view(frame, content, look);
    }
}
