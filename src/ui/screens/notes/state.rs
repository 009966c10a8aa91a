//! *Ghi chép*: drafts to go on with, then all notes, newest first.

use crate::service::views::{DraftView, NoteView};
use crate::ui::widgets::list::Viewport;
use crate::ui::widgets::window::{Enter, Taken};

/// Notes that are asked for at a time.
pub const PAGE: usize = 200;
/// A further page is asked for when the marker comes this near to the end.
const NEAR: usize = 30;

/// Drafts and notes as one list.
#[derive(Debug, Default)]
pub struct Notes {
    pub drafts: Vec<DraftView>,
    pub notes: Vec<NoteView>,
    pub list: Viewport,
    pub loaded: Loaded,
    /// Whether Enter waits for the first page.
    enter: Enter,
}

/// Whether there are notes that have not been asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Loaded {
    #[default]
    Nothing,
    Some,
    All,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    Draft(&'a DraftView),
    Note(&'a NoteView),
}

impl Notes {
    /// The line at a position.
    pub fn entry(&self, position: usize) -> Option<Entry<'_>> {
        match position.checked_sub(self.drafts.len()) {
            None => self.drafts.get(position).map(Entry::Draft),
            Some(position) => self.notes.get(position).map(Entry::Note),
        }
    }

    pub fn selected(&self) -> Option<Entry<'_>> {
        self.entry(self.list.selected()?)
    }

    /// Takes drafts in.
    pub fn take_drafts(&mut self, drafts: Vec<DraftView>) {
        self.drafts = drafts;
        self.count();
    }

    /// Whether nothing has been answered yet.
    pub fn is_awaited(&self) -> bool {
        self.loaded == Loaded::Nothing
    }

    /// Enter waits for the list, when that is on its way.
    pub fn enter(&mut self) {
        if self.is_awaited() {
            self.enter = Enter::Waits;
        }
    }

    /// Nobody waits here any more.
    pub fn leave(&mut self) {
        self.enter = Enter::NotPressed;
    }

    /// Takes a page of notes in, which begins at `offset`.
    pub fn take(&mut self, offset: usize, limit: usize, page: Vec<NoteView>) -> Taken {
        self.loaded = if page.len() < limit {
            Loaded::All
        } else {
            Loaded::Some
        };
        self.notes.truncate(offset);
        self.notes.extend(page);
        self.count();
        self.enter.take()
    }

    /// Where the next page begins, when the marker has come near the end.
    pub fn next_page(&self) -> Option<usize> {
        let near_the_end = self.list.selected().unwrap_or(0) + NEAR >= self.list.total();
        (self.loaded == Loaded::Some && near_the_end).then_some(self.notes.len())
    }

    fn count(&mut self) {
        self.list.set_total(self.drafts.len() + self.notes.len());
    }
}
