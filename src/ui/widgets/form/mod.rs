//! A form: one field a line, label and value, faults under their fields.

mod field;
mod unfinished;
mod view;

pub use unfinished::Unfinished;

use ratatui::layout::Size;

use super::Edited;
use super::choice::{Choice, Pick};
use super::edit::Edit;
use super::picker::{Picked, Picker};
use super::press::Press;
use crate::domain::period_labels::PeriodLabels;
use crate::domain::register::list::read_qualified;
use crate::domain::schema::{DELETED, FieldShape, FieldSpec};
use crate::domain::value::ValueFault;
use crate::domain::{RecordKind, Word};
use crate::i18n::Lang;
use crate::service::request::FieldWrite;
use crate::service::views::FieldView;
use crate::text;
use field::{FormField, Input, Need, Origin};

/// What references and closed words can be, in the language of the form.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    pub units: Vec<Choice<Pick>>,
    pub movements: Vec<Choice<Pick>>,
    /// Without any, a field that names a model is set elsewhere.
    pub models: Vec<Choice<Pick>>,
    pub outlines: Vec<Choice<Pick>>,
    /// What the book calls periods.
    pub labels: PeriodLabels,
    /// Whether the book is asked for what is not listed here.
    pub beyond: Beyond,
    pub lang: Lang,
}

/// Where the records are found that are not listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Beyond {
    /// Nowhere: a field that names one is set elsewhere.
    #[default]
    Nothing,
    Book,
}

/// Where the records are that a field can name.
pub(super) enum Referred<'a> {
    Listed(&'a [Choice<Pick>]),
    /// The book is asked for those that fit what is typed.
    Sought,
}

impl Sources {
    /// What a reference to a record of this kind can be; `None` where it is
    /// not chosen here.
    pub(super) fn of(&self, kind: RecordKind) -> Option<Referred<'_>> {
        let listed = match kind {
            RecordKind::Unit => self.units.as_slice(),
            RecordKind::Movement => &self.movements,
            RecordKind::Outline => &self.outlines,
            RecordKind::Model => &self.models,
            _ => &[],
        };
        match (kind, self.beyond) {
            (RecordKind::Unit, _) => Some(Referred::Listed(listed)),
            _ if !listed.is_empty() => Some(Referred::Listed(listed)),
            (RecordKind::Movement | RecordKind::Model | RecordKind::Forum, Beyond::Book) => {
                Some(Referred::Sought)
            }
            (RecordKind::Movement, Beyond::Nothing) => Some(Referred::Listed(listed)),
            _ => None,
        }
    }
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Filled {
    Stay,
    /// Something else is in a field.
    Changed,
    /// Records of this kind are looked for that fit what is typed.
    Sought(RecordKind, String),
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
            let typed = picker.typed();
            let picked = picker.apply(press, view::picker_room(room));
            return match picked {
                Picked::Stay if picker.typed() != typed => self.seeking(),
                picked => self.picked(picked),
            };
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
        self.part_qualifier();
        let written: Vec<_> = self.fields.iter_mut().map(FormField::write).collect();
        if let Some(faulty) = written.iter().position(Result::is_err) {
            self.focus = faulty;
            return Filled::Stay;
        }
        Filled::Written(written.into_iter().flatten().flatten().collect())
    }

    /// “trên 500” typed as a number is the number and what qualifies it, where
    /// the form asks for both.
    fn part_qualifier(&mut self) {
        let at = |name: &str| self.fields.iter().position(|field| field.spec.name == name);
        let Some((number, qualifier)) = at("value").zip(at("qualifier")) else {
            return;
        };
        let typed = self.fields.get(number).map(FormField::words);
        let Ok((Some(said), count)) = read_qualified(&typed.unwrap_or_default()) else {
            return;
        };
        if let Some(Input::Line(line)) = self.fields.get_mut(number).map(|field| &mut field.input) {
            line.set(&text::count(count));
        }
        let choice = self.fields.get_mut(qualifier).map(|field| &mut field.input);
        if let Some(Input::Choice(choice)) = choice {
            choice.pick(Pick::Own(said.code().to_owned()), said.vi());
        }
    }

    fn go(&mut self, wanted: usize) -> Filled {
        self.part_qualifier();
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
                    return self.seeking();
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

    /// What the list that was opened needs of the book.
    fn seeking(&self) -> Filled {
        let field = self.fields.get(self.focus);
        match (&self.picking, field.map(|field| &field.input)) {
            (Some(picker), Some(Input::Choice(choice))) => match choice.sought() {
                Some(kind) => Filled::Sought(kind, picker.typed()),
                None => Filled::Stay,
            },
            _ => Filled::Stay,
        }
    }

    /// The records of a kind that fit what was typed, unless something else is
    /// typed by now.
    pub fn offer(&mut self, kind: RecordKind, typed: &str, choices: Vec<Choice<Pick>>) {
        let is_wanted = self.seeking() == Filled::Sought(kind, typed.to_owned());
        if let Some(picker) = self.picking.as_mut().filter(|_| is_wanted) {
            picker.offer(choices);
        }
    }

    /// What is wrong with the field called `name`, where the book says so.
    pub fn fault_at(&mut self, name: &str, fault: ValueFault) {
        let at = self.fields.iter().position(|field| field.spec.name == name);
        if let Some((at, field)) = at.and_then(|at| Some((at, self.fields.get_mut(at)?))) {
            field.fault = Some(fault);
            self.focus = at;
        }
    }

    /// What is filled in at the field called `name`, as people read it.
    pub fn words_of(&self, name: &str) -> String {
        let mut fields = self.fields.iter();
        let field = fields.find(|field| field.spec.name == name);
        field.map(FormField::words).unwrap_or_default()
    }

    fn picked(&mut self, picked: Picked<Pick>) -> Filled {
        let pick = match picked {
            Picked::Stay => return Filled::Stay,
            Picked::Left => None,
            Picked::Chosen(pick) => Some(pick),
        };
        let chosen = self.picking.take();
        let chosen = chosen.as_ref().and_then(Picker::selected);
        let (Some(pick), Some(field)) = (pick, self.fields.get_mut(self.focus)) else {
            return Filled::Stay;
        };
        if let Input::Choice(choice) = &mut field.input {
            let label = match (&pick, chosen) {
                (Pick::Own(word), None) => word.clone(),
                (_, chosen) => chosen.map(|one| one.label.clone()).unwrap_or_default(),
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
