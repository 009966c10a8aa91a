//! What lies over the screen, and what it is for.

use super::keymap::Context;
use super::overlay::{Editor, Form, Overlay};
use super::purpose::kept::KeptForm;
use super::purpose::{NoteInHand, Purpose};
use super::widgets::form::Sources;

/// Something that lies over the screen and takes the keys.
#[derive(Debug, Clone)]
pub struct Layer {
    pub overlay: Overlay,
    pub purpose: Purpose,
    pub stage: Stage,
}

/// A form that opens as soon as its draft is known.
#[derive(Debug, Clone)]
pub struct Forming {
    pub form: Form,
    pub sources: Sources,
    pub purpose: Purpose,
}

/// Whether the layer waits for the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Keys go to it.
    Open,
    /// What it holds was sent; it closes when it is on disk and opens again
    /// when the book refuses.
    Sent,
}

impl Layer {
    pub fn new(overlay: Overlay, purpose: Purpose) -> Self {
        Self {
            overlay,
            purpose,
            stage: Stage::Open,
        }
    }

    /// Where the next key is looked up.
    pub fn context(&self) -> Context {
        self.overlay.context()
    }

    /// Whether leaving would lose what was filled in.
    pub fn would_lose(&self) -> bool {
        match &self.overlay {
            Overlay::Form(form) => form.is_changed() && !form.is_kept(),
            _ => false,
        }
    }

    /// The form that is being filled in here, where a draft is kept of it.
    pub fn kept_form(&self) -> Option<(KeptForm, &Form)> {
        match &self.overlay {
            Overlay::Form(form) => Some((KeptForm::of(&self.purpose)?, form)),
            _ => None,
        }
    }

    /// The same, to tell it what became of its draft.
    pub fn kept_form_mut(&mut self) -> Option<(KeptForm, &mut Form)> {
        match &mut self.overlay {
            Overlay::Form(form) => Some((KeptForm::of(&self.purpose)?, form)),
            _ => None,
        }
    }

    /// The note that is being written here.
    pub fn note(&self) -> Option<(&NoteInHand, &Editor)> {
        match (&self.purpose, &self.overlay) {
            (Purpose::Note(note), Overlay::Editor(editor)) => Some((note, editor)),
            _ => None,
        }
    }

    /// The same, to tell it what became of its draft.
    pub fn note_mut(&mut self) -> Option<(&NoteInHand, &mut Editor)> {
        match (&self.purpose, &mut self.overlay) {
            (Purpose::Note(note), Overlay::Editor(editor)) => Some((note, editor)),
            _ => None,
        }
    }
}
