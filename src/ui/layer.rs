//! What lies over the screen, and what it is for.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::keymap::Context;
use super::widgets::Look;

/// Something that lies over the screen and takes the keys.
#[derive(Debug)]
pub enum Layer {}

impl Layer {
    pub fn context(&self) -> Context {
        match *self {}
    }
    pub fn is_on_choice(&self) -> bool {
        match *self {}
    }
    pub fn has_filter(&self) -> bool {
        match *self {}
    }
    pub fn is_editor(&self) -> bool {
        match *self {}
    }
    pub fn view(&self, _frame: &mut Frame, _area: Rect, _look: &Look) {
        match *self {}
    }
}
