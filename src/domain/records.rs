//! Typed views of records: what the field calls a model, a registration, a
//! note, a unit, read from the values that a record's registers show.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::identity::{RecordId, RecordKind};
use super::lifecycle::Decision;
use super::period::Period;
use super::schema::DELETED;
use super::vocabulary::{Level, ModelKind, RegistrationType, Status, UnitType, Word, WorkField};

/// The values that a record shows, one a field. A cleared field is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(pub BTreeMap<String, Value>);

impl Fields {
    /// The text of a field, if it holds text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    /// The text of a field, owned.
    pub fn string(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    /// The word of a closed list that a field holds; an unknown one is none.
    pub fn word<W: Word>(&self, name: &str) -> Option<W> {
        let code = self.text(name)?;
        W::ALL.iter().copied().find(|word| word.code() == code)
    }

    /// The day that a field holds.
    pub fn day(&self, name: &str) -> Option<Date> {
        self.text(name)?.parse().ok()
    }

    /// The record that a field refers to, if it is of `kind`.
    pub fn reference(&self, name: &str, kind: RecordKind) -> Option<RecordId> {
        RecordId::of_kind(kind, self.text(name)?)
    }

    /// Whether a mark is set.
    pub fn mark(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whether the record was taken out.
    pub fn is_deleted(&self) -> bool {
        self.mark(DELETED)
    }
}

/// *Mô hình*. What a colleague's unknown version wrote may be missing or odd,
/// so everything but the name is optional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    pub name: String,
    pub owner: Option<String>,
    pub unit: Option<RecordId>,
    pub kind: Option<ModelKind>,
    /// Code word of one of the four fields, or the list's own word.
    pub field: Option<String>,
    pub movement: Option<RecordId>,
}

impl Model {
    pub fn read(fields: &Fields) -> Self {
        Self {
            name: fields.string("name").unwrap_or_default(),
            owner: fields.string("owner"),
            unit: fields.reference("unit", RecordKind::Unit),
            kind: fields.word("kind"),
            field: fields.string("field"),
            movement: fields.reference("movement", RecordKind::Movement),
        }
    }

    pub fn work_field(&self) -> Option<WorkField> {
        self.field.as_deref().and_then(WorkField::parse)
    }
}

/// *Đăng ký* of a model at a level for a period, with its recognition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    pub model: RecordId,
    pub level: Level,
    pub period: Period,
    pub kind: Option<RegistrationType>,
    pub status: Status,
    pub decision: Decision,
    pub certificate: Option<String>,
    pub typical: bool,
}

impl Registration {
    /// `None` when model, level or period is missing: such a record is shown
    /// raw and not counted.
    pub fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            model: fields.reference("model", RecordKind::Model)?,
            level: fields.word("level")?,
            period: Period::parse(fields.text("period")?).ok()?,
            kind: fields.word("type"),
            status: fields.word("status").unwrap_or(Status::Registered),
            decision: Decision {
                number: fields.string("decision_no"),
                date: fields.day("decision_date"),
                body: fields.string("decision_by"),
            },
            certificate: fields.string("certificate_no"),
            typical: fields.mark("typical"),
        })
    }

    /// The one registration of a model at a level for a period: the same on
    /// every device, so that two officers registering it do not double it.
    pub fn identity(model: RecordId, level: Level, period: Period) -> RecordId {
        RecordId::derived(
            RecordKind::Registration,
            &[&model.to_string(), level.code(), &period.to_string()],
        )
    }
}

/// *Ghi chép* on a record, as written at its time and place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The record it is about.
    pub record: Option<RecordId>,
    pub text: String,
    pub author: Option<String>,
    pub at: Option<Timestamp>,
    pub place: Option<String>,
}

impl Note {
    pub fn read(fields: &Fields) -> Self {
        Self {
            record: fields.text("record").and_then(|id| id.parse().ok()),
            text: fields.string("text").unwrap_or_default(),
            author: fields.string("author"),
            at: fields.text("at").and_then(|at| at.parse().ok()),
            place: fields.string("place"),
        }
    }
}

/// How much of a unit went to its successor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    Whole,
    Part,
}

/// Where a unit went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Succession {
    pub unit: RecordId,
    pub extent: Extent,
}

/// *Đơn vị* during its validity. The same code or name in another time is
/// another unit (DOMAIN A8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub name: String,
    pub sort: Option<UnitType>,
    pub code: Option<String>,
    /// Territory: *thuộc địa bàn*.
    pub parent: Option<RecordId>,
    /// Whom it answers to: *trực thuộc*.
    pub organization: Option<RecordId>,
    pub valid_from: Option<Date>,
    /// Last day, included.
    pub valid_to: Option<Date>,
    /// Place in the administrative order.
    pub order: Option<i64>,
    pub successors: Vec<Succession>,
}

impl Unit {
    pub fn read(fields: &Fields) -> Self {
        Self {
            name: fields.string("name").unwrap_or_default(),
            sort: fields.word("type"),
            code: fields.string("code"),
            parent: fields.reference("parent", RecordKind::Unit),
            organization: fields.reference("organization", RecordKind::Unit),
            valid_from: fields.day("valid_from"),
            valid_to: fields.day("valid_to"),
            order: fields.0.get("order").and_then(Value::as_i64),
            successors: successions(fields),
        }
    }

    /// Whether it stood on `day`.
    pub fn valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Whether it stood on every day of `period`.
    pub fn valid_throughout(&self, period: Period) -> bool {
        self.valid_on(period.first_day()) && self.valid_on(period.last_day())
    }

    /// `xã Đông Yên`: type and name, as people say it.
    pub fn full_name(&self) -> String {
        match self.sort {
            Some(sort) if !names_its_type(&self.name, sort) => {
                format!("{} {}", sort.vi().to_lowercase(), self.name)
            }
            _ => self.name.clone(),
        }
    }

    /// The same unit in every book: from its code and first day, or, without a
    /// code, from its name and its parent.
    pub fn identity(
        code: Option<&str>,
        valid_from: Option<Date>,
        full_name: &str,
        parent: Option<&str>,
    ) -> RecordId {
        let from = valid_from.map(|day| day.to_string()).unwrap_or_default();
        let name = crate::text::fold_key(full_name);
        match code {
            Some(code) => RecordId::derived(RecordKind::Unit, &["code", code, &from]),
            None => RecordId::derived(
                RecordKind::Unit,
                &["name", &name, &from, parent.unwrap_or_default()],
            ),
        }
    }
}

fn names_its_type(name: &str, sort: UnitType) -> bool {
    let name = crate::text::fold_key(name);
    let sort = crate::text::fold_key(sort.vi());
    name == sort || name.starts_with(&format!("{sort} "))
}

fn successions(fields: &Fields) -> Vec<Succession> {
    fields
        .0
        .iter()
        .filter_map(|(name, value)| {
            let unit = name.strip_prefix("successor.")?;
            let id = uuid::Uuid::try_parse(unit).ok()?;
            let extent = match value.as_str()? {
                "part" => Extent::Part,
                _ => Extent::Whole,
            };
            Some(Succession {
                unit: RecordId::new(RecordKind::Unit, id),
                extent,
            })
        })
        .collect()
}

/// *Phong trào* or *cuộc vận động*.
pub struct Movement;

impl Movement {
    /// The movement the product is about.
    pub const DAN_VAN_KHEO: &'static str = "Dân vận khéo";

    /// The same movement in every book: from its name as people say it.
    pub fn identity(name: &str) -> RecordId {
        RecordId::derived(RecordKind::Movement, &[&crate::text::fold_key(name)])
    }
}
