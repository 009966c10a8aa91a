//! A list to tick lines of.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::checklist::{Checked, Checklist as List, Order};
use super::super::widgets::choice::{Choice, Pick};
use super::super::widgets::{Look, Press};
use super::Outcome;
use super::panel::{self, Height};

/// Units or models under a title.
#[derive(Debug, Clone)]
pub struct Checklist {
    title: String,
    list: List<Pick>,
}

impl Checklist {
    pub fn new(title: impl Into<String>, choices: Vec<Choice<Pick>>, chosen: Vec<Pick>) -> Self {
        Self {
            title: title.into(),
            list: List::new(choices, chosen, Order::AsListed),
        }
    }

    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        match self
            .list
            .apply(press, panel::content_size(room, Height::Full))
        {
            Checked::Stay => Outcome::Stay,
            Checked::Left => Outcome::Close,
            Checked::Taken(picks) => Outcome::Ticked(picks),
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(frame, area, &self.title, Height::Full, look);
        self.list.view(frame, content, look);
    }
}
