//! What lies over a screen and takes its keys: a closed list, in a stack. Each
//! is its state, an `apply` that says what came of a key, and a `view`; what an
//! overlay is for is known to whoever put it there.

mod bundle_preview;
mod checklist;
mod confirm;
mod draft_state;
mod editor;
mod filter;
mod form;
mod help;
mod list_preview;
mod menu;
mod message;
mod minutes;
mod move_preview;
mod page;
mod palette;
mod panel;
mod path_prompt;
mod picker;
pub mod which_key;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

pub use bundle_preview::{BundleFacts, BundlePreview};
pub use checklist::Checklist;
pub use confirm::{Confirm, Danger};
pub use draft_state::DraftState;
pub use editor::{Editor, Revision};
pub use filter::Filter;
pub use form::Form;
pub use help::Help;
pub use list_preview::ListPreview;
pub use menu::Menu;
pub use message::{Message, Told};
pub use minutes::{Minutes, Signing};
pub use move_preview::{MoveFacts, MovePreview};
pub use palette::Palette;
pub use path_prompt::{Answers, EntryKind, PathEntry, PathPrompt};
pub use picker::Picker;

use super::keymap::{Action, Context};
use super::widgets::choice::Pick;
use super::widgets::{Look, Press};
use crate::domain::RecordKind;
use crate::service::request::{FieldWrite, ModelFilter};

/// Everything that can lie over a screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    Help(Help),
    Palette(Palette),
    Menu(Menu),
    Confirm(Confirm),
    Editor(Box<Editor>),
    Form(Box<Form>),
    Picker(Picker),
    Checklist(Checklist),
    Filter(Box<Filter>),
    PathPrompt(PathPrompt),
    ListPreview(ListPreview),
    BundlePreview(BundlePreview),
    MovePreview(MovePreview),
    Message(Message),
    Minutes(Box<Minutes>),
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Nothing but what the overlay shows.
    Stay,
    /// It is to be taken away.
    Close,
    /// Something else is typed in it: a draft may be due.
    Changed,
    /// An action was chosen. The overlay is done.
    Do(Action),
    /// Yes. The overlay is done.
    Agreed,
    /// A line was chosen. The overlay is done.
    Picked(Pick),
    /// These lines were ticked. The overlay is done.
    Ticked(Vec<Pick>),
    /// Records of this kind are looked for that fit what is typed in a form.
    Sought(RecordKind, String),
    /// A form is filled in: the fields that changed, which may be none. It
    /// stays until they are written.
    Written(Vec<FieldWrite>),
    /// A note is written. It stays until it is saved.
    Noted { text: String, place: Option<String> },
    /// The list behind is to show these models. The overlay stays.
    Filtered(ModelFilter),
    /// A file is named, spelled as the disk spells it. The overlay is done.
    Path(String),
    /// The entries of this folder are wanted; empty for the working folder.
    ListFolder(String),
    /// The parent of new units is to be chosen. The overlay stays.
    ChooseParent,
}

impl Overlay {
    /// Where the next key is looked up first.
    pub fn context(&self) -> Context {
        match self {
            Self::Help(_) | Self::Message(_) => Context::Help,
            Self::Palette(_) | Self::Picker(_) => Context::Palette,
            Self::Checklist(_) => Context::Checklist,
            Self::Menu(_) => Context::Menu,
            Self::Confirm(_) => Context::Confirm,
            Self::Editor(_) => Context::Editor,
            Self::Form(form) => form.context(),
            Self::Filter(filter) => filter.context(),
            Self::PathPrompt(_) => Context::Path,
            Self::ListPreview(_) | Self::BundlePreview(_) | Self::MovePreview(_) => {
                Context::Preview
            }
            Self::Minutes(_) => Context::Minutes,
        }
    }

    /// Whether the next key meets one of several values.
    pub fn is_on_choice(&self) -> bool {
        match self {
            Self::Form(form) => form.is_on_choice(),
            Self::Filter(filter) => filter.context() == Context::Filter,
            _ => false,
        }
    }

    /// Whether something in it is typed unseen.
    pub fn has_secret(&self) -> bool {
        matches!(self, Self::Form(form) if form.has_secret())
    }

    /// Whether what it asks can be agreed to.
    pub fn can_agree(&self) -> bool {
        match self {
            Self::ListPreview(preview) => preview.can_import(),
            _ => true,
        }
    }

    /// The minutes that are read in it.
    pub fn minutes(&self) -> Option<&Minutes> {
        match self {
            Self::Minutes(minutes) => Some(minutes),
            _ => None,
        }
    }

    /// Whether it shows conditions of which one is on.
    pub fn has_filter(&self) -> bool {
        matches!(self, Self::Filter(filter) if filter.is_on())
    }

    /// Gives it a key. `room` is the size of the area that it is shown in.
    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        match self {
            Self::Help(help) => help.apply(&press, room),
            Self::Palette(palette) => palette.apply(press, room),
            Self::Menu(menu) => menu.apply(&press, room),
            Self::Confirm(confirm) => confirm.apply(&press, room),
            Self::Editor(editor) => editor.apply(press, room),
            Self::Form(form) => form.apply(press, room),
            Self::Picker(picker) => picker.apply(press, room),
            Self::Checklist(list) => list.apply(press, room),
            Self::Filter(filter) => filter.apply(press, room),
            Self::PathPrompt(prompt) => prompt.apply(press, room),
            Self::ListPreview(preview) => preview.apply(&press, room),
            Self::BundlePreview(preview) => preview.apply(&press, room),
            Self::MovePreview(preview) => preview.apply(&press, room),
            Self::Message(message) => message.apply(&press, room),
            Self::Minutes(minutes) => minutes.apply(&press, room),
        }
    }

    /// Draws it over what is in `area`.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        match self {
            Self::Help(help) => help.view(frame, area, look),
            Self::Palette(palette) => palette.view(frame, area, look),
            Self::Menu(menu) => menu.view(frame, area, look),
            Self::Confirm(confirm) => confirm.view(frame, area, look),
            Self::Editor(editor) => editor.view(frame, area, look),
            Self::Form(form) => form.view(frame, area, look),
            Self::Picker(picker) => picker.view(frame, area, look),
            Self::Checklist(list) => list.view(frame, area, look),
            Self::Filter(filter) => filter.view(frame, area, look),
            Self::PathPrompt(prompt) => prompt.view(frame, area, look),
            Self::ListPreview(preview) => preview.view(frame, area, look),
            Self::BundlePreview(preview) => preview.view(frame, area, look),
            Self::MovePreview(preview) => preview.view(frame, area, look),
            Self::Message(message) => message.view(frame, area, look),
            Self::Minutes(minutes) => minutes.view(frame, area, look),
        }
    }
}

#[cfg(test)]
mod tests;
