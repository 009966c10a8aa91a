//! A question that is being answered in its place.

use jiff::Timestamp;
use ratatui::layout::Size;

use crate::forms::session::{Given, InstanceId};
use crate::forms::visit::TargetPart;
use crate::ui::widgets::checklist::{Checked, Checklist};
use crate::ui::widgets::editor::Editor;
use crate::ui::widgets::line_field::LineField;
use crate::ui::widgets::list::Step;
use crate::ui::widgets::picker::{Picked, Picker};
use crate::ui::widgets::{Edit, Edited, Press};

/// How a question is answered.
#[derive(Debug, Clone)]
pub enum Field {
    /// Numbers, days, names: one line.
    Line(LineField),
    /// Words: wrapped, grows with them.
    Words(Editor),
    /// One of the choices, by its name.
    One(Picker<String>),
    /// Any of the choices, perhaps in order.
    Several(Checklist<String>),
}

/// A question being answered.
#[derive(Debug, Clone)]
pub struct Answering {
    /// The line that it is answered on.
    pub id: InstanceId,
    /// The question itself: of a target, one of its columns.
    pub question: InstanceId,
    /// In which of its columns, when it is a target.
    pub part: Option<TargetPart>,
    pub field: Field,
    /// What stood in it at the beginning.
    begun: Given,
    /// The text that was last sent to be kept as a draft.
    committed: Option<String>,
    /// When it was on disk.
    kept: Option<Timestamp>,
    /// Why what is in it was not taken.
    pub fault: Option<String>,
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Typed {
    Stay,
    /// Left by its edge, with what is in it.
    Left(Step),
    /// A choice was made.
    Chosen(Given),
    Cancelled,
}

impl Answering {
    pub fn new(
        id: InstanceId,
        question: InstanceId,
        part: Option<TargetPart>,
        field: Field,
    ) -> Self {
        let begun = given_of(&field);
        Self {
            id,
            question,
            part,
            field,
            begun,
            committed: None,
            kept: None,
            fault: None,
        }
    }

    /// What was typed since the last commit; it counts as committed from now on.
    pub fn uncommitted(&mut self) -> Option<String> {
        let text = typed_text(&self.field)?;
        let before = match (&self.committed, &self.begun) {
            (Some(committed), _) => committed.as_str(),
            (None, Given::Text(begun)) => begun.as_str(),
            (None, _) => "",
        };
        if text == before {
            return None;
        }
        self.kept = None;
        self.committed = Some(text.clone());
        Some(text)
    }

    /// The draft is on disk.
    pub fn draft_kept(&mut self, at: Timestamp) {
        self.kept = Some(at);
    }

    /// The draft could not be kept; what is typed next is sent again.
    pub fn draft_failed(&mut self, why: String) {
        self.committed = None;
        self.fault = Some(why);
    }

    /// When the draft of just what is in the field was on disk.
    pub fn kept(&self) -> Option<Timestamp> {
        let text = typed_text(&self.field);
        self.kept.filter(|_| text == self.committed)
    }

    /// Goes on with the draft of that moment.
    pub fn go_on_with(&mut self, text: &str, kept: Timestamp) {
        match &mut self.field {
            Field::Line(line) => line.set(text),
            Field::Words(words) => *words = Editor::new(text),
            Field::One(_) | Field::Several(_) => return,
        }
        self.committed = Some(text.to_owned());
        self.kept = Some(kept);
    }

    /// What is in the field; `None` where nothing else is than at the beginning.
    pub fn given(&self) -> Option<Given> {
        let given = given_of(&self.field);
        (given != self.begun).then_some(given)
    }

    /// `room` is the size that the field is shown in.
    pub fn apply(&mut self, press: Press, room: Size) -> Typed {
        let edited = match &mut self.field {
            Field::One(picker) => {
                return match picker.apply(press, room) {
                    Picked::Stay => Typed::Stay,
                    Picked::Left => Typed::Cancelled,
                    Picked::Chosen(name) => Typed::Chosen(Given::Text(name)),
                };
            }
            Field::Several(list) => {
                return match list.apply(press, room) {
                    Checked::Stay => Typed::Stay,
                    Checked::Left => Typed::Cancelled,
                    Checked::Taken(names) => Typed::Chosen(several(names)),
                };
            }
            Field::Line(line) => apply_edit(press.clone(), |edit| line.apply(edit)),
            Field::Words(words) => apply_edit(press.clone(), |edit| words.apply(edit, room)),
        };
        match (edited, press.step()) {
            (Edited::Unused, Some(step)) => Typed::Left(step),
            (Edited::Changed, _) => {
                self.fault = None;
                Typed::Stay
            }
            _ => Typed::Stay,
        }
    }
}

fn apply_edit(press: Press, apply: impl FnOnce(Edit) -> Edited) -> Edited {
    match press {
        Press::Edit(edit) => apply(edit),
        _ => Edited::Unused,
    }
}

fn given_of(field: &Field) -> Given {
    match field {
        Field::Line(line) => Given::Text(line.value()),
        Field::Words(words) => Given::Text(words.text()),
        Field::One(_) => Given::Nothing,
        Field::Several(list) => several(list.chosen()),
    }
}

/// What is typed letter by letter, and so could be lost on the way.
fn typed_text(field: &Field) -> Option<String> {
    match field {
        Field::Line(line) => Some(line.value()),
        Field::Words(words) => Some(words.text()),
        Field::One(_) | Field::Several(_) => None,
    }
}

fn several(names: Vec<String>) -> Given {
    if names.is_empty() {
        Given::Nothing
    } else {
        Given::Several(names)
    }
}
