//! One field of a form: what it is about, what is in it, what is wrong with it.

use serde_json::Value;

use super::super::choice::{self, Choice, ChoiceField, Pick};
use super::super::editor::Editor;
use super::super::line_field::LineField;
use super::{Referred, Sources};
use crate::domain::period_labels::PeriodLabels;
use crate::domain::schema::{FieldShape, FieldSpec};
use crate::domain::value::{ValueFault, read_value};
use crate::domain::{
    Field, Letterhead, Level, ModelKind, RecordId, RegistrationType, Role, Status, UnitType, Word,
    WorkField,
};
use crate::i18n::Lang;
use crate::ledger::OpId;
use crate::service::request::FieldWrite;
use crate::service::views::FieldView;
use crate::text;

/// How a field is filled in.
#[derive(Debug, Clone)]
pub enum Input {
    Line(LineField),
    Lines(Editor),
    Choice(ChoiceField),
}

/// Whether a form can be saved while the field is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Optional,
    Required,
}

/// Where what a field began with comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It stands in the book: written only where it is changed.
    Book,
    /// It is proposed: written as it is.
    Proposed,
}

/// One field of a form.
#[derive(Debug, Clone)]
pub struct FormField {
    pub spec: FieldSpec,
    pub input: Input,
    pub need: Need,
    pub origin: Origin,
    pub fault: Option<ValueFault>,
    /// The value that it began with.
    before: Value,
    /// What its text was at the beginning.
    begun: String,
    /// Op ids of the values that the author saw.
    pub(super) seen: Vec<OpId>,
    /// What the book calls periods.
    labels: PeriodLabels,
}

impl FormField {
    /// An empty field.
    pub fn new(spec: FieldSpec, sources: &Sources) -> Self {
        Self::filled(spec, Value::Null, "", Vec::new(), sources)
    }

    /// A field as it stands in the book.
    pub fn of(spec: FieldSpec, view: &FieldView, sources: &Sources) -> Self {
        Self::filled(spec, view.value.clone(), &view.words, view.seen(), sources)
    }

    fn filled(
        spec: FieldSpec,
        before: Value,
        words: &str,
        seen: Vec<OpId>,
        sources: &Sources,
    ) -> Self {
        let input = input_for(spec.shape, &before, words, sources);
        let mut field = Self {
            spec,
            input,
            need: Need::Optional,
            origin: Origin::Book,
            fault: None,
            before,
            begun: String::new(),
            seen,
            labels: match spec.shape {
                FieldShape::Period => sources.labels.clone(),
                _ => PeriodLabels::default(),
            },
        };
        field.begun = field.text();
        field
    }

    /// Checks what is in the field and remembers what is wrong.
    pub fn check(&mut self) -> Result<Value, ValueFault> {
        let read = self.read();
        self.fault = read.as_ref().err().cloned();
        read
    }

    /// What saving would write: nothing where nothing was changed.
    ///
    /// # Errors
    /// The fault of what is in the field.
    pub fn write(&mut self) -> Result<Option<FieldWrite>, ValueFault> {
        let value = self.check()?;
        let stays = match self.origin {
            Origin::Book => !self.is_touched() || value == self.before,
            Origin::Proposed => value.is_null(),
        };
        if stays {
            return Ok(None);
        }
        Ok(Some(FieldWrite {
            field: self.spec.name.to_owned(),
            value,
            over: self.seen.clone(),
        }))
    }

    /// Whether something else stands in it than at the beginning.
    pub fn is_touched(&self) -> bool {
        self.text() != self.begun
    }

    fn read(&self) -> Result<Value, ValueFault> {
        let value = match &self.input {
            Input::Choice(choice) => choice.picked().value(),
            // A value that this version cannot read stays as it is.
            _ if !self.is_touched() => self.before.clone(),
            Input::Line(line) => self.read_line(&line.value())?,
            Input::Lines(lines) => read_value(self.spec.shape, &lines.text())?,
        };
        match self.need {
            Need::Required if value.is_null() => Err(ValueFault::Empty),
            _ => Ok(value),
        }
    }

    fn read_line(&self, typed: &str) -> Result<Value, ValueFault> {
        match self.spec.shape {
            FieldShape::Period if !text::tidy(typed).is_empty() => {
                let period = self.labels.period(typed)?;
                Ok(Value::String(period.to_string()))
            }
            shape => read_value(shape, typed),
        }
    }

    /// What is filled in, as people read it.
    pub fn words(&self) -> String {
        match &self.input {
            Input::Line(line) => line.value(),
            Input::Lines(lines) => lines.text(),
            Input::Choice(choice) => choice.label().unwrap_or_default().to_owned(),
        }
    }

    fn text(&self) -> String {
        match &self.input {
            Input::Line(line) => line.value(),
            Input::Lines(lines) => lines.text(),
            Input::Choice(choice) => choice.picked().value().to_string(),
        }
    }
}

pub(super) fn input_for(shape: FieldShape, value: &Value, words: &str, sources: &Sources) -> Input {
    let text = value.as_str().unwrap_or_default();
    match shape {
        FieldShape::Line | FieldShape::Moment => Input::Line(LineField::new(text)),
        FieldShape::Day | FieldShape::Clock | FieldShape::Period | FieldShape::Count => {
            Input::Line(LineField::new(words))
        }
        FieldShape::Lines | FieldShape::Verbatim => Input::Lines(Editor::new(text)),
        _ => Input::Choice(choice_for(shape, value, words, sources)),
    }
}

fn choice_for(shape: FieldShape, value: &Value, words: &str, sources: &Sources) -> ChoiceField {
    let text = value.as_str().unwrap_or_default();
    let picked = match shape {
        _ if value.is_null() => Pick::Nothing,
        FieldShape::Mark if *value == Value::Bool(true) => Pick::Mark,
        FieldShape::Mark => Pick::Nothing,
        FieldShape::Reference(_) => text
            .parse::<RecordId>()
            .map_or_else(|_| own(text), Pick::Record),
        FieldShape::WorkField => match WorkField::parse(text) {
            Some(WorkField::Known(field)) => Pick::Field(field),
            _ => own(text),
        },
        FieldShape::Kind => word(text, Pick::Kind),
        FieldShape::Level => word(text, Pick::Level),
        FieldShape::RegistrationType => word(text, Pick::RegistrationType),
        FieldShape::Status => word(text, Pick::Status),
        FieldShape::UnitType => word(text, Pick::UnitType),
        FieldShape::Letterhead => word(text, Pick::Letterhead),
        FieldShape::Role => word(text, Pick::Role),
        _ => own(text),
    };
    let mut field = match shape {
        FieldShape::Reference(kind) => match sources.of(kind) {
            Some(Referred::Sought) => ChoiceField::of_book(kind),
            Some(Referred::Listed(listed)) => ChoiceField::new(listed.to_vec()),
            None => ChoiceField::new(Vec::new()),
        },
        _ => ChoiceField::new(choices_for(shape, sources.lang)),
    };
    if shape == FieldShape::WorkField {
        field = field.with_own_words();
    }
    field.pick(picked, words);
    field
}

fn choices_for(shape: FieldShape, lang: Lang) -> Vec<Choice<Pick>> {
    match shape {
        FieldShape::Mark => vec![choice::mark(lang)],
        FieldShape::Kind => choice::words::<ModelKind>(lang, Pick::Kind),
        FieldShape::Level => choice::words::<Level>(lang, Pick::Level),
        FieldShape::WorkField => choice::words::<Field>(lang, Pick::Field),
        FieldShape::RegistrationType => {
            choice::words::<RegistrationType>(lang, Pick::RegistrationType)
        }
        FieldShape::Status => choice::words::<Status>(lang, Pick::Status),
        FieldShape::UnitType => choice::words::<UnitType>(lang, Pick::UnitType),
        FieldShape::Letterhead => choice::words::<Letterhead>(lang, Pick::Letterhead),
        FieldShape::Listed(words) => choice::listed(lang, words),
        FieldShape::Role => choice::words::<Role>(lang, Pick::Role),
        _ => Vec::new(),
    }
}

/// A word that this version may not know is kept as it is.
fn word<W: Word>(code: &str, pick: impl Fn(W) -> Pick) -> Pick {
    W::parse(code).map_or_else(|| own(code), pick)
}

fn own(text: &str) -> Pick {
    Pick::Own(text.to_owned())
}
