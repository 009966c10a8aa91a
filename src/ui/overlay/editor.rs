//! A note being written: what it is about, where and when, and its text.

use jiff::civil::DateTime;
use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::editor::Editor as Lines;
use super::super::widgets::line_field::LineField;
use super::super::widgets::{Edited, Focus, Look, Press, below, put, row_of};
use super::Outcome;
use super::draft_state::DraftState;
use super::panel::{self, Height};
use crate::phrases;
use crate::text;

phrases! {
    enum Words {
        Title { about: String } => "Ghi chép · {about}", "Note · {about}";
        Place => "Tại:", "At:";
    }
}

/// Rows above the text: time and draft, place, a blank.
const HEAD: u16 = 3;
/// Rows above the text where every row counts: time and draft, place.
const LOW_HEAD: u16 = 2;
/// Below this height the blank above the text gives way.
const LOW: u16 = 8;

/// What takes the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Text,
    Place,
}

/// A note being written.
#[derive(Debug, Clone)]
pub struct Editor {
    about: String,
    begun: DateTime,
    place: LineField,
    lines: Lines,
    part: Part,
    /// Counts the changes of the place, as the text counts its own.
    place_changes: u64,
    draft: DraftState,
}

/// The text and the place as they stood at a moment, to be kept as a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    text: u64,
    place: u64,
}

impl Revision {
    /// What is filled in after so many changes.
    pub fn numbered(changes: u64) -> Self {
        Self {
            text: changes,
            place: 0,
        }
    }
}

impl Editor {
    /// A note about the record called `about`, begun at a local time, going on
    /// from what a draft held.
    pub fn new(about: impl Into<String>, begun: DateTime, text: &str, place: &str) -> Self {
        Self {
            about: about.into(),
            begun,
            place: LineField::new(place),
            lines: Lines::new(text),
            part: Part::Text,
            place_changes: 0,
            draft: DraftState::Empty,
        }
    }

    /// The text in NFC.
    pub fn text(&self) -> String {
        self.lines.text()
    }

    /// The place in NFC, without blanks around it.
    pub fn place(&self) -> String {
        text::tidy(&self.place.value())
    }

    /// Names what is typed so far, for [`draft_saved`](Self::draft_saved).
    pub fn revision(&self) -> Revision {
        Revision {
            text: self.lines.revision(),
            place: self.place_changes,
        }
    }

    /// Whether something is typed that no draft holds.
    pub fn is_dirty(&self) -> bool {
        self.draft.is_dirty()
    }

    /// The draft of that revision is on disk since `at`, a local time. What was
    /// typed since is not, so then nothing is said to be saved.
    pub fn draft_saved(&mut self, revision: Revision, at: DateTime) {
        self.lines.mark_saved(revision.text);
        if revision == self.revision() {
            self.draft = DraftState::Saved { at };
        }
    }

    /// The draft could not be kept.
    pub fn draft_failed(&mut self, why: impl Into<String>) {
        self.draft = DraftState::Failed { why: why.into() };
    }

    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        match press {
            Press::Accept => Outcome::Noted {
                text: self.text(),
                place: Some(self.place()).filter(|place| !place.is_empty()),
            },
            Press::Cancel => Outcome::Close,
            Press::NextField | Press::PreviousField => {
                self.part = match self.part {
                    Part::Text => Part::Place,
                    Part::Place => Part::Text,
                };
                Outcome::Stay
            }
            Press::Edit(edit) => {
                let edited = match self.part {
                    Part::Text => self.lines.apply(edit, text_room(room)),
                    Part::Place => self.place.apply(edit),
                };
                self.after(edited)
            }
            _ => Outcome::Stay,
        }
    }

    fn after(&mut self, edited: Edited) -> Outcome {
        match (edited, self.part) {
            (Edited::Changed, part) => {
                self.place_changes += u64::from(part == Part::Place);
                self.draft = DraftState::Unsaved;
                Outcome::Changed
            }
            // Enter and the arrows lead out of the one line of the place.
            (Edited::Unused, Part::Place) => {
                self.part = Part::Text;
                Outcome::Stay
            }
            _ => Outcome::Stay,
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let title = look.lang.say(&Words::Title {
            about: self.about.clone(),
        });
        let content = panel::view(frame, area, &title, Height::Full, look);
        self.view_moment(frame, row_of(content, 0), look);
        let label = look.lang.say(&Words::Place);
        let focus = self.focus_of(Part::Place);
        self.place
            .view_labelled(frame, row_of(content, 1), &label, focus, look);
        let lines = below(content, head(content.height));
        self.lines
            .view(frame, lines, self.focus_of(Part::Text), look);
    }

    fn view_moment(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let moment = moment(self.begun);
        put(frame, area, &moment, look.palette.dim);
        let taken = u16::try_from(text::cells(&moment) + 2).unwrap_or(u16::MAX);
        let room = area.width.saturating_sub(taken);
        let rest = Rect {
            x: area.x + area.width - room,
            width: room,
            ..area
        };
        self.draft.view(frame, rest, look);
    }

    fn focus_of(&self, part: Part) -> Focus {
        if part == self.part {
            Focus::Here
        } else {
            Focus::Away
        }
    }
}

/// The size of the text in a room of this size.
fn text_room(room: Size) -> Size {
    let content = panel::content_size(room, Height::Full);
    Size {
        height: content.height.saturating_sub(head(content.height)),
        ..content
    }
}

fn head(height: u16) -> u16 {
    if height < LOW { LOW_HEAD } else { HEAD }
}

fn moment(at: DateTime) -> String {
    format!("{} {}", text::short_date(at.date()), text::clock(at.time()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::super::widgets::Edit;
    use super::*;

    const ROOM: Size = Size {
        width: 80,
        height: 24,
    };

    fn editor() -> Editor {
        Editor::new(
            "Hũ gạo tình thương",
            date(2026, 11, 20).at(7, 40, 0, 0),
            "",
            "",
        )
    }

    #[test]
    fn only_the_draft_of_the_last_letter_counts_as_saved() {
        let mut editor = editor();
        assert_eq!(
            editor.apply(Press::Edit(Edit::Insert('a')), ROOM),
            Outcome::Changed
        );
        let sent = editor.revision();
        editor.apply(Press::NextField, ROOM);
        editor.apply(Press::Edit(Edit::Insert('b')), ROOM);
        editor.draft_saved(sent, date(2026, 11, 20).at(7, 41, 0, 0));
        assert!(editor.is_dirty());
        editor.draft_saved(editor.revision(), date(2026, 11, 20).at(7, 42, 0, 0));
        assert!(!editor.is_dirty());
    }

    #[test]
    fn saving_gives_the_text_and_the_place() {
        let mut editor = editor();
        editor.apply(Press::Edit(Edit::Paste("xa\u{303}".into())), ROOM);
        let noted = |place: Option<&str>| Outcome::Noted {
            text: "xã".into(),
            place: place.map(Into::into),
        };
        assert_eq!(editor.apply(Press::Accept, ROOM), noted(None));
        editor.apply(Press::NextField, ROOM);
        editor.apply(Press::Edit(Edit::Paste(" Hòn Nghệ ".into())), ROOM);
        assert_eq!(editor.apply(Press::Accept, ROOM), noted(Some("Hòn Nghệ")));
    }
}
