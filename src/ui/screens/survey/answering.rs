//! A question that is being answered in its place.

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
            fault: None,
        }
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

fn several(names: Vec<String>) -> Given {
    if names.is_empty() {
        Given::Nothing
    } else {
        Given::Several(names)
    }
}
