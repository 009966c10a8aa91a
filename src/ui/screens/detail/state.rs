//! The page of one record: of a model, mostly.

use crate::domain::register::namesake::are_namesakes;
use crate::domain::{Level, ModelKind, Period, RecordId, RecordKind, Status};
use crate::service::request::find::FoundLine;
use crate::service::views::{FieldView, RecordView, RelatedView, UnitName};
use crate::text;
use crate::ui::keymap::Context;

/// One model, with everything about it.
#[derive(Debug)]
pub struct Detail {
    pub id: RecordId,
    pub record: Option<RecordView>,
    /// The awards of the same name and unit as the person that it is of, as far
    /// as they do not name it.
    namesakes: Vec<RelatedView>,
    pub standing: Standing,
    /// First line shown.
    pub scroll: usize,
    pub history: Fold,
    /// The registration or the note that was looked for.
    pub at: Option<RecordId>,
    /// Whether the page has yet to be scrolled to it.
    pub sought: Sought,
    /// The page that this one was opened from.
    pub beneath: Option<Box<Self>>,
}

/// Whether what was looked for is in sight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sought {
    /// It is shown as soon as the record is here.
    NotYet,
    #[default]
    Shown,
}

/// Where the page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Beside the list, following its marker.
    Beside,
    /// Opened: keys go to it.
    Open,
}

/// Whether a part of the page is folded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fold {
    #[default]
    Folded,
    Open,
}

impl Fold {
    pub fn other(self) -> Self {
        match self {
            Self::Folded => Self::Open,
            Self::Open => Self::Folded,
        }
    }
}

/// One registration, as the page offers it for a step.
#[derive(Debug, Clone, PartialEq)]
pub struct RegistrationChoice {
    pub id: RecordId,
    pub level: Level,
    pub period: Period,
    pub status: Status,
}

/// Whom an individual model is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonOf<'a> {
    pub name: &'a str,
    unit: RecordId,
    unit_name: &'a str,
}

impl PersonOf<'_> {
    /// Whether an award is of this name and unit. A commune that was
    /// reorganised is another unit, mostly of the same name.
    fn may_have(&self, award: &FoundLine) -> bool {
        let is_unit = |unit: &UnitName| {
            unit.id == self.unit || text::fold_key(&unit.name) == text::fold_key(self.unit_name)
        };
        are_namesakes(&award.title, self.name) && award.unit.as_ref().is_some_and(is_unit)
    }
}

impl Detail {
    pub fn new(id: RecordId, standing: Standing) -> Self {
        Self {
            id,
            record: None,
            namesakes: Vec::new(),
            standing,
            scroll: 0,
            history: Fold::Folded,
            at: None,
            sought: Sought::Shown,
            beneath: None,
        }
    }

    /// Shows the page from its top, or from where this stands on it.
    pub fn point_at(&mut self, at: Option<RecordId>) {
        if self.at == at {
            return;
        }
        self.at = at;
        self.scroll = 0;
        self.sought = Sought::NotYet;
    }

    /// The deadline that this page is about, while it is not done.
    pub fn awaited_duty(&self) -> Option<(RecordId, String)> {
        let record = self.record.as_ref()?;
        let is_done = field(record, "done").is_some_and(|done| !done.value.is_null());
        let awaited = self.id.kind == RecordKind::Deadline && !is_done;
        awaited.then(|| (self.id, record.title.clone()))
    }

    /// The place that its keys are looked up in.
    pub fn context(&self) -> Context {
        match self.id.kind {
            RecordKind::Model => Context::ModelsDetail,
            _ => Context::RecordDetail,
        }
    }

    /// Whether keys go to it.
    pub fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// The model's name, once it is here.
    pub fn title(&self) -> Option<&str> {
        self.record.as_ref().map(|record| record.title.as_str())
    }

    /// Whom it is of, where it is an individual model of somebody of a unit.
    pub fn person(&self) -> Option<PersonOf<'_>> {
        let record = self.record.as_ref()?;
        let value = |name: &str| field(record, name).map(|field| field.value.clone());
        let kind: ModelKind = serde_json::from_value(value("kind")?).ok()?;
        let unit: RecordId = serde_json::from_value(value("unit")?).ok()?;
        let name = words_of(record, "owner");
        let is_person = kind == ModelKind::Individual && !name.is_empty();
        let unit_name = words_of(record, "unit");
        is_person.then_some(PersonOf {
            name,
            unit,
            unit_name,
        })
    }

    /// Takes in what was found about the person that it is of.
    pub fn take_namesakes(&mut self, found: Vec<FoundLine>) {
        let Some((record, person)) = self.record.as_ref().zip(self.person()) else {
            return;
        };
        let is_listed = |id| record.related.iter().any(|one| one.id == id);
        let is_theirs = |line: &FoundLine| person.may_have(line) && !is_listed(line.id);
        let theirs = found.into_iter().filter(is_theirs);
        self.namesakes = theirs.map(RelatedView::from).collect();
    }

    /// The awards of the person that it is of which do not name it.
    pub fn namesakes(&self) -> &[RelatedView] {
        &self.namesakes
    }

    /// The records that are opened from its page.
    pub fn to_open(&self) -> impl Iterator<Item = &RelatedView> {
        let about = self.record.iter().flat_map(|record| &record.related);
        about.chain(&self.namesakes)
    }

    /// Its registrations as far as this version can read them.
    pub fn registrations(&self) -> Vec<RegistrationChoice> {
        let records = self.record.iter().flat_map(|record| &record.registrations);
        records.filter_map(registration).collect()
    }

    /// The registration record with that identity.
    pub fn registration(&self, id: RecordId) -> Option<&RecordView> {
        self.record
            .as_ref()?
            .registrations
            .iter()
            .find(|one| one.id == id)
    }
}

/// What a registration record says, if model, level and period can be read.
pub fn registration(record: &RecordView) -> Option<RegistrationChoice> {
    let value = |name: &str| field(record, name).map(|field| field.value.clone());
    Some(RegistrationChoice {
        id: record.id,
        level: serde_json::from_value(value("level")?).ok()?,
        period: serde_json::from_value(value("period")?).ok()?,
        status: value("status")
            .and_then(|status| serde_json::from_value(status).ok())
            .unwrap_or(Status::Registered),
    })
}

/// The field `name` of a record.
pub fn field<'a>(record: &'a RecordView, name: &str) -> Option<&'a FieldView> {
    record.fields.iter().find(|field| field.name == name)
}

/// A field in words; blank when it is not there.
pub fn words_of<'a>(record: &'a RecordView, name: &str) -> &'a str {
    field(record, name).map_or("", |field| &field.words)
}
