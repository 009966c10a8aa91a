//! A form: one field a line, label and value, faults under their fields.

mod field;
mod view;

use ratatui::layout::Size;

use super::Edited;
use super::choice::{Choice, Pick};
use super::edit::Edit;
use super::picker::{Picked, Picker};
use super::press::Press;
use crate::domain::RecordKind;
use crate::domain::schema::{DELETED, FieldShape, FieldSpec};
use crate::i18n::Lang;
use crate::service::request::FieldWrite;
use crate::service::views::FieldView;
use field::{FormField, Input, Need, Origin};

/// What references and closed words can be, in the language of the form.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    pub units: Vec<Choice<Pick>>,
    pub movements: Vec<Choice<Pick>>,
    /// Without any, a field that names a model is set elsewhere.
    pub models: Vec<Choice<Pick>>,
    pub outlines: Vec<Choice<Pick>>,
    pub lang: Lang,
}

impl Sources {
    /// What a reference to a record of this kind can be; `None` where it is
    /// not chosen from a list.
    pub(super) fn of(&self, kind: RecordKind) -> Option<&[Choice<Pick>]> {
        match kind {
            RecordKind::Unit => Some(&self.units),
            RecordKind::Movement => Some(&self.movements),
            RecordKind::Outline => Some(&self.outlines).filter(|outlines| !outlines.is_empty()),
            RecordKind::Model => Some(&self.models).filter(|models| !models.is_empty()),
            _ => None,
        }
        .map(Vec::as_slice)
    }
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Filled {
    Stay,
    /// Something else is in a field.
    Changed,
    Left,
    /// Saved: the fields that are not what they were, which may be none.
    Written(Vec<FieldWrite>),
}

/// What takes the keys of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// One line of text.
    Line,
    /// A text of many lines.
    Lines,
    /// One of several values.
    Choice,
    /// The list of values that was opened over the form.
    Picker,
}

/// Fields that are being filled in.
#[derive(Debug, Clone)]
pub struct Form {
    fields: Vec<FormField>,
    focus: usize,
    picking: Option<Picker<Pick>>,
}

impl Form {
    /// Empty fields, for a record that is not there yet.
    pub fn new(specs: &[FieldSpec], sources: &Sources) -> Self {
        Self::with(can_be_typed(specs, sources).map(|spec| FormField::new(*spec, sources)))
    }

    /// The fields of a record as they stand.
    pub fn of_record(specs: &[FieldSpec], views: &[FieldView], sources: &Sources) -> Self {
        let view = |spec: &FieldSpec| views.iter().find(|view| view.name == spec.name);
        Self::with(can_be_typed(specs, sources).map(|spec| match view(spec) {
            Some(view) => FormField::of(*spec, view, sources),
            None => FormField::new(*spec, sources),
        }))
    }

    fn with(fields: impl Iterator<Item = FormField>) -> Self {
        Self {
            fields: fields.collect(),
            focus: 0,
            picking: None,
        }
    }

    /// The form cannot be saved while these are empty.
    pub fn require(mut self, names: &[&str]) -> Self {
        for field in &mut self.fields {
            if names.contains(&field.spec.name) {
                field.need = Need::Required;
            }
        }
        self
    }

    /// What is typed into these is not to be read over the shoulder.
    pub fn mask(mut self, names: &[&str]) -> Self {
        for field in &mut self.fields {
            if names.contains(&field.spec.name)
                && let Input::Line(line) = &mut field.input
            {
                line.mask();
            }
        }
        self
    }

    /// What stands in the fields is a proposal for a record that is not there
    /// yet: saving writes it, untouched or not.
    pub fn proposing(mut self) -> Self {
        for field in &mut self.fields {
            field.origin = Origin::Proposed;
        }
        self
    }

    /// Whether a field is not to be read over the shoulder.
    pub fn has_secret(&self) -> bool {
        let is_secret = |field: &FormField| match &field.input {
            Input::Line(line) => line.is_secret(),
            Input::Lines(_) | Input::Choice(_) => false,
        };
        self.fields.iter().any(is_secret)
    }

    /// Shows what is typed into such fields, or hides it again.
    fn look(&mut self) -> Filled {
        for field in &mut self.fields {
            if let Input::Line(line) = &mut field.input {
                line.look();
            }
        }
        Filled::Stay
    }

    /// Begins on the field called `name`.
    pub fn starting_at(mut self, name: &str) -> Self {
        let found = self.fields.iter().position(|field| field.spec.name == name);
        self.focus = found.unwrap_or(self.focus);
        self
    }

    /// Whether leaving would lose something.
    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(FormField::is_touched)
    }

    /// What takes the next key.
    pub fn taking(&self) -> Taking {
        if self.picking.is_some() {
            return Taking::Picker;
        }
        match self.fields.get(self.focus).map(|field| &field.input) {
            Some(Input::Lines(_)) => Taking::Lines,
            Some(Input::Choice(_)) => Taking::Choice,
            Some(Input::Line(_)) | None => Taking::Line,
        }
    }

    /// `room` is the size of the area that the form is shown in.
    pub fn apply(&mut self, press: Press, room: Size) -> Filled {
        if let Some(picker) = &mut self.picking {
            let picked = picker.apply(press, view::picker_room(room));
            return self.picked(picked);
        }
        match press {
            Press::Accept => self.save(),
            Press::Cancel => Filled::Left,
            Press::NextField => self.go(self.focus.saturating_add(1)),
            Press::PreviousField => self.go(self.focus.saturating_sub(1)),
            Press::Look => self.look(),
            other => self.fill(other, room),
        }
    }

    /// Checks every field; what comes next depends on the faults.
    fn save(&mut self) -> Filled {
        let written: Vec<_> = self.fields.iter_mut().map(FormField::write).collect();
        if let Some(faulty) = written.iter().position(Result::is_err) {
            self.focus = faulty;
            return Filled::Stay;
        }
        Filled::Written(written.into_iter().flatten().flatten().collect())
    }

    fn go(&mut self, wanted: usize) -> Filled {
        if let Some(field) = self.fields.get_mut(self.focus)
            && field.is_touched()
        {
            // The fault is shown under the field; saving asks again.
            let _ = field.check();
        }
        self.focus = wanted.min(self.fields.len().saturating_sub(1));
        Filled::Stay
    }

    fn fill(&mut self, press: Press, room: Size) -> Filled {
        let text_room = view::text_room(room, &self.fields);
        let Some(field) = self.fields.get_mut(self.focus) else {
            return Filled::Stay;
        };
        let outcome = match (&mut field.input, press) {
            (Input::Line(line), Press::Edit(edit)) => line.apply(edit),
            (Input::Lines(lines), Press::Edit(edit)) => lines.apply(edit, text_room),
            // In a text, the keys of a choice move the cursor.
            (Input::Line(line), Press::NextChoice) => line.apply(Edit::Right),
            (Input::Line(line), Press::PreviousChoice) => line.apply(Edit::Left),
            (Input::Choice(choice), press) => match (choice.apply(&press), press) {
                (Edited::Unused, Press::Edit(edit)) => {
                    self.picking = choice.open(&edit, view::picker_room(room));
                    Edited::Unused
                }
                (outcome, _) => outcome,
            },
            _ => Edited::Unused,
        };
        match outcome {
            Edited::Changed => {
                field.fault = None;
                Filled::Changed
            }
            Edited::Moved | Edited::Unused => Filled::Stay,
        }
    }

    fn picked(&mut self, picked: Picked<Pick>) -> Filled {
        let pick = match picked {
            Picked::Stay => return Filled::Stay,
            Picked::Left => None,
            Picked::Chosen(pick) => Some(pick),
        };
        self.picking = None;
        let (Some(pick), Some(field)) = (pick, self.fields.get_mut(self.focus)) else {
            return Filled::Stay;
        };
        if let Input::Choice(choice) = &mut field.input {
            let label = match &pick {
                Pick::Own(word) => word.clone(),
                _ => String::new(),
            };
            choice.pick(pick, &label);
            field.fault = None;
        }
        Filled::Changed
    }
}

/// Taking out is a deed of its own, and a reference is chosen from a list:
/// those without one are set elsewhere.
fn can_be_typed<'specs>(
    specs: &'specs [FieldSpec],
    sources: &Sources,
) -> impl Iterator<Item = &'specs FieldSpec> {
    specs.iter().filter(|spec| match spec.shape {
        _ if spec.name == DELETED => false,
        FieldShape::Reference(kind) => sources.of(kind).is_some(),
        _ => true,
    })
}

#[cfg(test)]
mod tests;
