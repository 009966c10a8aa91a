//! What a record says of itself in a list of different kinds.

use jiff::civil::Date;
use jiff::{Timestamp, tz};
use serde_json::Value;

use super::super::super::refusal::Refusal;
use super::super::super::views::RelatedView;
use super::Open;
use crate::domain::schema::{FieldShape, field_or_member};
use crate::domain::{Contribution, Fields, Period, PublishedFigure, RecordId, RecordKind, Word};
use crate::i18n::{Lang, value_words};
use crate::report::CellValue;
use crate::report::table::Words;
use crate::text;

/// The title of a record, and what tells it from others.
pub struct Told {
    /// What it is part of.
    pub part_of: Option<RecordId>,
    pub title: String,
    pub about: Words,
    pub unit: Option<RecordId>,
    pub period: Option<Period>,
    pub day: Option<Date>,
}

impl Told {
    /// First and last day of what it is about.
    pub fn span(&self) -> Option<(Date, Date)> {
        let period = self.period.map(|of| (of.first_day(), of.last_day()));
        period.or_else(|| self.day.map(|day| (day, day)))
    }
}

impl RelatedView {
    pub(super) fn of(id: RecordId, told: Told) -> Self {
        Self {
            id,
            title: told.title,
            about: told.about,
            period: told.period,
            day: told.day,
        }
    }
}

/// The fields that are said after the title.
fn about(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Award => &["form", "body", "decision_no"],
        RecordKind::AreaTitle => &["decision_no", "decision_by"],
        RecordKind::Movement => &["sort", "host"],
        RecordKind::Forum => &["place", "host"],
        RecordKind::Opinion => &["forum", "forwarded_to"],
        RecordKind::Deadline => &["sort", "level"],
        RecordKind::Document => &["number", "body"],
        RecordKind::Figure => &["source"],
        RecordKind::Contribution => &["model", "giver"],
        RecordKind::Visit => &["round"],
        RecordKind::Finding => &["degree", "visit"],
        RecordKind::Recommendation => &["to", "visit"],
        RecordKind::FollowUp => &["by", "recommendation"],
        RecordKind::Addendum => &["visit"],
        RecordKind::Round => &["plan_no"],
        RecordKind::Note => &["author", "record"],
        RecordKind::Attachment => &["record"],
        RecordKind::Registration => &["level", "decision_no", "decision_by"],
        _ => &[],
    }
}

/// The field that says on which day it was.
fn day_field(kind: RecordKind) -> Option<&'static str> {
    Some(match kind {
        RecordKind::Award => "decision_date",
        RecordKind::AreaTitle => "valid_from",
        RecordKind::Round => "from",
        RecordKind::Deadline => "due",
        RecordKind::Forum
        | RecordKind::Document
        | RecordKind::Visit
        | RecordKind::FollowUp
        | RecordKind::Addendum => "date",
        _ => return None,
    })
}

/// The fields that name what a record belongs to: where it lies, and when it
/// was, follow from that when it does not say so itself.
const BELONGS: &[&str] = &["forum", "visit", "recommendation", "record", "model"];

/// Fields that machines read.
const UNSAID: &[&str] = &["blake3", "media_type", "seal", "outline_version"];

impl Open {
    /// What a record says in a list.
    pub(super) fn told(&self, id: RecordId, fields: &Fields) -> Result<Told, Refusal> {
        let (unit, day) = self.place_and_day(id.kind, fields)?;
        let part_of = match parent_of(fields) {
            Some(model) if model.kind == RecordKind::Model => Some(self.store.stands_for(model)?),
            other => other,
        };
        let title = self.found_title(id, fields)?;
        let title = text::tidy(&title.replace('\n', " "));
        Ok(Told {
            part_of,
            title: match title.as_str() {
                "" => id.kind.vi().to_owned(),
                _ => title,
            },
            about: self.about(id.kind, fields)?,
            unit,
            period: fields.period("period").or_else(|| fields.period("span")),
            day,
        })
    }

    /// What is said after the title.
    pub(super) fn about(&self, kind: RecordKind, fields: &Fields) -> Result<Words, Refusal> {
        let mut said = Vec::new();
        for field in about(kind) {
            said.extend(self.said(kind, field, fields)?);
        }
        Ok(joined(said))
    }

    /// What a record is called by what it says; blank when it says nothing.
    pub(in crate::service::owner) fn found_title(
        &self,
        id: RecordId,
        fields: &Fields,
    ) -> Result<String, Refusal> {
        let own = |name| fields.string(name).unwrap_or_default();
        Ok(match id.kind {
            RecordKind::Opinion | RecordKind::Note => own("text"),
            RecordKind::AreaTitle => self.in_words(id.kind, "title", fields)?,
            RecordKind::Figure => match PublishedFigure::read(fields) {
                Some(figure) => format!("{}: {}", figure.indicator.vi(), figure_words(&figure)),
                None => self.in_words(id.kind, "indicator", fields)?,
            },
            RecordKind::Contribution => match Contribution::read(fields) {
                Some(given) => {
                    format!("{}: {}", given.resource.vi(), text::count(given.amount))
                }
                None => self.in_words(id.kind, "resource", fields)?,
            },
            RecordKind::Award if own("name").is_empty() => {
                self.in_words(id.kind, "model", fields)?
            }
            RecordKind::Registration => self.in_words(id.kind, "model", fields)?,
            RecordKind::Period => own("label"),
            _ => match self.survey_title(id, fields) {
                Some(title) => title,
                None => own("name"),
            },
        })
    }

    fn in_words(&self, kind: RecordKind, field: &str, fields: &Fields) -> Result<String, Refusal> {
        let said = self.said(kind, field, fields)?;
        Ok(said.map(|words| words.vi).unwrap_or_default())
    }

    /// A field as people read it; `None` when it says nothing.
    fn said(
        &self,
        kind: RecordKind,
        field: &str,
        fields: &Fields,
    ) -> Result<Option<Words>, Refusal> {
        let Some(value) = fields.0.get(field) else {
            return Ok(None);
        };
        let vi = self.value_said(kind, field, value)?;
        let en = value_words(Lang::En, field, value, &vi);
        Ok((!vi.is_empty()).then_some(Words { vi, en }))
    }

    fn value_said(&self, kind: RecordKind, field: &str, value: &Value) -> Result<String, Refusal> {
        let reference = value
            .as_str()
            .and_then(|said| said.parse::<RecordId>().ok());
        match reference {
            Some(id) if self.names.of(id).is_none() => match self.stands(id)? {
                Some(id) => self.title_of(id),
                None => Ok(String::new()),
            },
            _ => Ok(self.names.words(kind, field, value)),
        }
    }

    /// The record that people know by this id: of a merged model the one that
    /// stands for it. `None` when it is not here.
    fn stands(&self, id: RecordId) -> Result<Option<RecordId>, Refusal> {
        let id = match id.kind {
            RecordKind::Model => self.store.stands_for(id)?,
            _ => id,
        };
        let stored = self.store.record(&id.to_string())?;
        Ok(stored.map(|_| id))
    }

    /// The unit it lies in and the day it is of: its own, else those of what it
    /// belongs to.
    fn place_and_day(
        &self,
        kind: RecordKind,
        fields: &Fields,
    ) -> Result<(Option<RecordId>, Option<Date>), Refusal> {
        let mut unit = fields.reference("unit", RecordKind::Unit);
        let mut day = day_field(kind).and_then(|field| fields.day(field));
        if kind == RecordKind::Note {
            day = fields.text("at").and_then(day_of);
        }
        let mut parent = parent_of(fields);
        // A note on a follow-up of a kiến nghị of a visit is the longest way.
        for _ in 0..4 {
            let Some(id) = parent.filter(|_| unit.is_none() || day.is_none()) else {
                break;
            };
            let Some(above) = self.found_fields(id)? else {
                break;
            };
            unit = unit.or_else(|| above.reference("unit", RecordKind::Unit));
            day = day.or_else(|| day_field(id.kind).and_then(|field| above.day(field)));
            parent = parent_of(&above);
        }
        Ok((unit, day))
    }

    /// The words that find it besides its title: everything else that it says,
    /// where it lies, and what its kind is called.
    pub(super) fn words_beside(
        &self,
        id: RecordId,
        fields: &Fields,
        told: &Told,
    ) -> Result<String, Refusal> {
        let unit = told.unit.and_then(|unit| self.names.units.get(unit));
        let mut words = vec![id.kind.vi().to_owned()];
        words.extend(unit.map(|unit| unit.full_name()));
        words.push(told.about.vi.clone());
        self.words_written(id.kind, fields, |_| true, &mut words)?;
        Ok(words.join(" "))
    }

    /// What people would type of the fields that are `wanted`.
    pub(super) fn words_written(
        &self,
        kind: RecordKind,
        fields: &Fields,
        wanted: impl Fn(&str) -> bool,
        words: &mut Vec<String>,
    ) -> Result<(), Refusal> {
        for (field, value) in &fields.0 {
            let spec = field_or_member(kind, field);
            let is_said = spec.is_some_and(|spec| is_said(spec.shape));
            if is_said && !UNSAID.contains(&field.as_str()) && wanted(field) {
                words.push(self.value_said(kind, field, value)?);
            }
        }
        Ok(())
    }
}

/// Whether people would type words of such a field to find its record.
fn is_said(shape: FieldShape) -> bool {
    !matches!(
        shape,
        FieldShape::Verbatim
            | FieldShape::Moment
            | FieldShape::Clock
            | FieldShape::Mark
            | FieldShape::Count
    )
}

/// “trên 500”.
fn figure_words(figure: &PublishedFigure) -> String {
    CellValue::Qualified {
        value: figure.value,
        qualifier: figure.qualifier,
    }
    .words(Lang::Vi)
}

/// The local day of a moment in the log.
fn day_of(moment: &str) -> Option<Date> {
    let moment: Timestamp = moment.parse().ok()?;
    Some(moment.to_zoned(tz::TimeZone::fixed(tz::offset(7))).date())
}

fn parent_of(fields: &Fields) -> Option<RecordId> {
    BELONGS
        .iter()
        .find_map(|field| fields.text(field)?.parse().ok())
}

fn joined(said: Vec<Words>) -> Words {
    let (vi, en): (Vec<_>, Vec<_>) = said.into_iter().map(|words| (words.vi, words.en)).unzip();
    Words {
        vi: vi.join(" · "),
        en: en.join(" · "),
    }
}
