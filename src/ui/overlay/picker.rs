//! A list to choose one line from.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::choice::{Choice, Pick};
use super::super::widgets::picker::{Picked, Picker as List};
use super::super::widgets::{Look, Press};
use super::Outcome;
use super::panel::{self, Height};

/// Units, periods, levels … under a title.
#[derive(Debug, Clone)]
pub struct Picker {
    title: String,
    list: List<Pick>,
}

impl Picker {
    /// Begins on the line of `current`, if there is one.
    pub fn new(title: impl Into<String>, choices: Vec<Choice<Pick>>, current: &Pick) -> Self {
        Self {
            title: title.into(),
            list: List::new(choices).starting_at(|pick| pick == current),
        }
    }

    /// Lets people choose their own words as well: [`Pick::Own`].
    pub fn with_own_words(mut self) -> Self {
        self.list = self.list.with_own_words(Pick::Own);
        self
    }

    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        match self
            .list
            .apply(press, panel::content_size(room, Height::Full))
        {
            Picked::Stay => Outcome::Stay,
            Picked::Left => Outcome::Close,
            Picked::Chosen(pick) => Outcome::Picked(pick),
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(frame, area, &self.title, Height::Full, look);
        self.list.view(frame, content, look);
    }
}
