//! Any action, found by its words.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::keymap::{Action, Offered};
use super::super::widgets::choice::Choice;
use super::super::widgets::picker::{Picked, Picker};
use super::super::widgets::{Look, Press};
use super::Outcome;
use super::panel::{self, Height};
use crate::i18n::Lang;
use crate::phrases;

phrases! {
    enum Words {
        Title => "Tìm việc cần làm", "Find what to do";
    }
}

/// The commands of a screen, to type a few letters of.
#[derive(Debug, Clone)]
pub struct Palette {
    picker: Picker<Action>,
}

impl Palette {
    /// `offered` in order of usefulness; what cannot be done now says why.
    pub fn new(offered: &[Offered], lang: Lang) -> Self {
        Self {
            picker: Picker::new(offered.iter().map(|one| line(one, lang)).collect()),
        }
    }

    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        match self
            .picker
            .apply(press, panel::content_size(room, Height::Full))
        {
            Picked::Stay => Outcome::Stay,
            Picked::Left => Outcome::Close,
            Picked::Chosen(action) => Outcome::Do(action),
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(
            frame,
            area,
            &look.lang.say(&Words::Title),
            Height::Full,
            look,
        );
        self.picker.view(frame, content, look);
    }
}

/// A command with its keys, or with why it cannot be done.
pub fn line(offered: &Offered, lang: Lang) -> Choice<Action> {
    let keys = offered
        .keys
        .as_ref()
        .map(|keys| keys.shown())
        .unwrap_or_default();
    Choice {
        id: offered.action,
        label: lang.say(&offered.action),
        note: offered.refused.map_or(keys, |why| lang.say(&why)),
        depth: 0,
    }
}
