//! A form under a title.

use jiff::civil::DateTime;
use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::keymap::Context;
use super::super::widgets::form::{Filled, Form as Fields, Sources, Taking, Unfinished};
use super::super::widgets::{Look, Press};
use super::draft_state::DraftState;
use super::editor::Revision;
use super::panel::{self, Height};
use super::{Outcome, RecordKind};
use crate::domain::value::ValueFault;
use crate::i18n::Lang;
use crate::text;
use crate::ui::widgets::choice::{Choice, Pick};

/// Blanks around what is said of the draft, in the rule above the fields.
const GAP: u16 = 2;

/// Fields of a record to fill in.
#[derive(Debug, Clone)]
pub struct Form {
    title: String,
    fields: Fields,
    /// Where its draft is; none where no draft is kept of it.
    draft: Option<DraftState>,
    /// Counts the changes, to tell a draft from a later one.
    changes: u64,
}

impl Form {
    pub fn new(title: impl Into<String>, fields: Fields) -> Self {
        Self {
            title: title.into(),
            fields,
            draft: None,
            changes: 0,
        }
    }

    /// What is filled in is kept as a draft.
    pub fn kept(mut self) -> Self {
        self.draft = Some(DraftState::Empty);
        self
    }

    /// Goes on with what was left.
    pub fn resume(mut self, left: &Unfinished, sources: &Sources) -> Self {
        self.fields = self.fields.resume(left, sources);
        self
    }

    /// Whether a draft is kept of it.
    pub fn is_kept(&self) -> bool {
        self.draft.is_some()
    }

    /// Whether something is filled in that no draft holds.
    pub fn is_dirty(&self) -> bool {
        self.draft.as_ref().is_some_and(DraftState::is_dirty)
    }

    /// What is filled in so far.
    pub fn unfinished(&self) -> Unfinished {
        self.fields.unfinished()
    }

    /// The same in one line of words.
    pub fn summary(&self, lang: Lang) -> String {
        self.fields.summary(lang)
    }

    /// What is filled in at a field, as people read it.
    pub fn words_of(&self, field: &str) -> String {
        self.fields.words_of(field)
    }

    /// Names what is filled in so far, for [`draft_saved`](Self::draft_saved).
    pub fn revision(&self) -> Revision {
        Revision::numbered(self.changes)
    }

    /// The draft of that revision is on disk since `at`, a local time.
    pub fn draft_saved(&mut self, revision: Revision, at: DateTime) {
        if revision == self.revision() && self.is_kept() {
            self.draft = Some(DraftState::Saved { at });
        }
    }

    /// The draft could not be kept.
    pub fn draft_failed(&mut self, why: &str) {
        if self.is_kept() {
            let why = why.to_owned();
            self.draft = Some(DraftState::Failed { why });
        }
    }

    /// The records of a kind that fit what was typed.
    pub fn offer(&mut self, kind: RecordKind, typed: &str, choices: Vec<Choice<Pick>>) {
        self.fields.offer(kind, typed, choices);
    }

    /// What is wrong with a field, where the book says so.
    pub fn fault_at(&mut self, field: &str, fault: ValueFault) {
        self.fields.fault_at(field, fault);
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
            Taking::Line | Taking::Choice if self.is_kept() => Context::Entry,
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
            Filled::Changed => {
                self.changes += 1;
                if self.is_kept() {
                    self.draft = Some(DraftState::Unsaved);
                }
                Outcome::Changed
            }
            Filled::Sought(kind, typed) => Outcome::Sought(kind, typed),
            Filled::Left => Outcome::Close,
            Filled::Written(writes) => Outcome::Written(writes),
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(frame, area, &self.title, Height::Full, look);
        self.fields.view(frame, content, look);
        if let Some(draft) = &self.draft {
            let taken = u16::try_from(text::cells(&self.title)).unwrap_or(u16::MAX);
            let taken = taken.saturating_add(3 * GAP).min(content.width);
            let rule = Rect {
                x: content.x + taken,
                y: content.y.saturating_sub(1),
                width: content.width - taken,
                height: 1,
            };
            draft.view_in_rule(frame, rule, look);
        }
    }
}
