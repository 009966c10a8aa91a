//! Names of the things that records refer to, kept in memory: units, officers,
//! movements, books. Few beside the models.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::Offset;
use serde_json::Value;

use crate::domain::schema::{DELETED, FieldShape, field_or_member};
use crate::domain::units::Units;
use crate::domain::{
    Fields, Letterhead, Level, ModelKind, RecordId, RecordKind, RegistrationType, Role, Status,
    Unit, UnitType, Word, WorkField,
};
use crate::store::{Store, StoreFault};
use crate::text;

/// The kinds whose records are known by a plain name.
const PLAINLY_NAMED: &[RecordKind] = &[
    RecordKind::Officer,
    RecordKind::Movement,
    RecordKind::Committee,
    RecordKind::Book,
    RecordKind::Person,
    RecordKind::Round,
];

/// Whether names are kept of records of this kind.
pub fn is_named(kind: RecordKind) -> bool {
    kind == RecordKind::Unit || PLAINLY_NAMED.contains(&kind)
}

/// Who is who in the book.
#[derive(Default)]
pub struct Names {
    pub units: Units,
    plain: HashMap<RecordId, String>,
}

impl Names {
    /// Reads all names from the store.
    pub fn read(store: &Store) -> Result<Self, StoreFault> {
        let mut names = Self::default();
        store.records_of(RecordKind::Unit, |id, stored| {
            if !stored.is_gone() {
                let fields = Fields(stored.state.shown());
                names.units.insert(id, Unit::read(&fields));
            }
        })?;
        for &kind in PLAINLY_NAMED {
            store.records_of(kind, |id, stored| {
                let fields = Fields(stored.state.shown());
                names
                    .plain
                    .insert(id, fields.text("name").unwrap_or_default().to_owned());
            })?;
        }
        Ok(names)
    }

    /// Name of a unit, officer, movement, committee or book.
    pub fn of(&self, id: RecordId) -> Option<&str> {
        match id.kind {
            RecordKind::Unit => self.units.get(id).map(|unit| unit.name.as_str()),
            _ => self.plain.get(&id).map(String::as_str),
        }
    }

    /// Name of the officer with this record id; the id itself when unknown.
    pub fn officer(&self, by: &str) -> String {
        by.parse()
            .ok()
            .and_then(|id| self.of(id))
            .unwrap_or(by)
            .to_owned()
    }

    /// A value as people read it: a unit's name, a label, a short date.
    pub fn words(&self, kind: RecordKind, field: &str, value: &Value) -> String {
        let raw = match value {
            Value::Bool(true) if field == DELETED => return "bỏ ra khỏi sổ".into(),
            Value::Null if field == DELETED => return "giữ lại".into(),
            Value::Null => return String::new(),
            Value::String(text) => text.as_str(),
            other => return other.to_string(),
        };
        let shape = field_or_member(kind, field).map(|spec| spec.shape);
        let label = match shape {
            Some(FieldShape::Kind) => vi::<ModelKind>(raw),
            Some(FieldShape::Level) => vi::<Level>(raw),
            Some(FieldShape::Status) => vi::<Status>(raw),
            Some(FieldShape::RegistrationType) => vi::<RegistrationType>(raw),
            Some(FieldShape::UnitType) => vi::<UnitType>(raw),
            Some(FieldShape::Role) => vi::<Role>(raw),
            Some(FieldShape::Letterhead) => vi::<Letterhead>(raw),
            Some(FieldShape::Listed(words)) => words
                .iter()
                .find(|word| word.code == raw)
                .map(|word| word.vi.to_owned()),
            Some(FieldShape::WorkField) => WorkField::parse(raw).map(|field| match field {
                WorkField::Known(field) => field.vi().to_owned(),
                WorkField::Own(own) => own,
            }),
            Some(FieldShape::Day) => raw.parse().ok().map(text::short_date),
            Some(FieldShape::Moment) => raw.parse().ok().map(local_moment),
            Some(FieldShape::Reference(_)) => raw
                .parse()
                .ok()
                .and_then(|id| self.of(id))
                .map(str::to_owned),
            _ => None,
        };
        label.unwrap_or_else(|| raw.to_owned())
    }
}

/// `19/05/2023 08:20`, in the time of the field.
fn local_moment(at: Timestamp) -> String {
    let local = Offset::constant(7).to_datetime(at);
    let day = text::short_date(local.date());
    format!("{day} {}", text::clock(local.time()))
}

fn vi<W: Word>(code: &str) -> Option<String> {
    W::ALL
        .iter()
        .find(|word| word.code() == code)
        .map(|word| word.vi().to_owned())
}
