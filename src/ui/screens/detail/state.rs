//! The page of one record: of a model, mostly.

use crate::domain::{Level, Period, RecordId, RecordKind, Status};
use crate::service::views::{FieldView, RecordView};
use crate::ui::keymap::Context;

/// One model, with everything about it.
#[derive(Debug)]
pub struct Detail {
    pub id: RecordId,
    pub record: Option<RecordView>,
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

impl Detail {
    pub fn new(id: RecordId, standing: Standing) -> Self {
        Self {
            id,
            record: None,
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
