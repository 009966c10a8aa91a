//! Typed views of the records of a survey. What a colleague's other version
//! wrote may be missing or odd: it is read as far as it goes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::members::{members_of, parts_of};
use super::words::{Direction, FindingDegree, PartyRole, RecommendationStep};
use crate::domain::{Fields, RecordId, RecordKind, Status};

/// Whether a person came with the delegation or received it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Side {
    Delegation,
    Hosts,
}

impl Side {
    /// The family of fields that holds these people.
    pub fn family(self) -> &'static str {
        match self {
            Self::Delegation => "delegate",
            Self::Hosts => "host",
        }
    }
}

/// A person at a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    pub key: String,
    pub name: String,
    pub title: Option<String>,
    pub role: Option<PartyRole>,
    /// Why, or that, the person was not there.
    pub absent: Option<String>,
}

/// The people of one side, by role and then by name in Vietnamese order.
fn parties(fields: &Fields, side: Side) -> Vec<Party> {
    let mut people: Vec<Party> = parts_of(fields, side.family())
        .into_iter()
        .filter_map(|(key, parts)| {
            Some(Party {
                key,
                name: parts.string("name")?,
                title: parts.string("title"),
                role: parts.word("role"),
                absent: parts.string("absent"),
            })
        })
        .collect();
    people.sort_by_cached_key(|party| {
        let role = party.role.map_or(u8::MAX, |role| role as u8);
        (role, crate::text::collation_key(&party.name))
    });
    people
}

/// *Đợt khảo sát*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub name: String,
    pub plan_no: Option<String>,
    pub plan_date: Option<Date>,
    pub notice_no: Option<String>,
    pub notice_date: Option<Date>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Id of the outline's record.
    pub outline: Option<String>,
    pub delegation: Vec<Party>,
    pub units: Vec<RecordId>,
    pub models: Vec<RecordId>,
}

impl Round {
    pub fn read(fields: &Fields) -> Self {
        Self {
            name: fields.string("name").unwrap_or_default(),
            plan_no: fields.string("plan_no"),
            plan_date: fields.day("plan_date"),
            notice_no: fields.string("notice_no"),
            notice_date: fields.day("notice_date"),
            from: fields.day("from"),
            to: fields.day("to"),
            outline: fields.string("outline"),
            delegation: parties(fields, Side::Delegation),
            units: marked(fields, "unit", RecordKind::Unit),
            models: marked(fields, "model", RecordKind::Model),
        }
    }
}

fn marked(fields: &Fields, family: &str, kind: RecordKind) -> Vec<RecordId> {
    members_of(fields, family)
        .filter(|(_, value)| value.as_bool() == Some(true))
        .filter_map(|(member, _)| Some(RecordId::new(kind, Uuid::try_parse(member).ok()?)))
        .collect()
}

/// A model that the delegation looked at, as it was called that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenModel {
    pub id: RecordId,
    pub name: String,
    pub owner: Option<String>,
    pub place: Option<String>,
    pub result: Option<String>,
    pub order: Option<i64>,
}

/// A target of a model in three columns (DOMAIN 2.2, D15).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    pub key: String,
    pub model: Option<RecordId>,
    pub name: String,
    pub measure: Option<String>,
    pub registered: Option<String>,
    pub reported: Option<String>,
    /// Counted on site; `None` is *Chưa kiểm tra*.
    pub counted: Option<String>,
}

/// What a visit concluded about a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    pub registration: RecordId,
    pub status: Status,
    /// The registration's status before this visit concluded.
    pub before: Option<Status>,
    pub reason: Option<String>,
    pub due: Option<Date>,
}

/// What a visit found of an earlier visit's *kiến nghị*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub recommendation: RecordId,
    pub step: Option<RecommendationStep>,
    pub text: Option<String>,
}

/// That the minutes were signed, and what they said then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub at: Timestamp,
    pub by: Option<String>,
    /// Hash of the content, see [`super::seal::seal`].
    pub seal: String,
}

/// *Cuộc khảo sát*.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    pub round: Option<RecordId>,
    pub unit: Option<RecordId>,
    pub date: Option<Date>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub place: Option<String>,
    pub basis: Option<String>,
    pub outline: Option<String>,
    pub outline_version: Option<String>,
    pub report: Option<String>,
    pub discussion: Option<String>,
    pub strengths: Option<String>,
    pub conclusion: Option<String>,
    pub reservation: Option<String>,
    pub copies: Option<i64>,
    pub delegation: Vec<Party>,
    pub hosts: Vec<Party>,
    /// In the order of the visit.
    pub models: Vec<SeenModel>,
    /// By path in the outline; a repeat's instance is named, not counted:
    /// `/mo_hinh[<key>]/c10`.
    pub answers: BTreeMap<String, Value>,
    pub remarks: BTreeMap<String, String>,
    /// Instances of repeats by path, with their place.
    pub instances: BTreeMap<String, i64>,
    pub targets: Vec<Target>,
    pub documents: Vec<String>,
    pub conclusions: Vec<Conclusion>,
    pub earlier: Vec<Earlier>,
    pub signature: Option<Signature>,
}

impl Visit {
    pub fn read(fields: &Fields) -> Self {
        let clock = |name| fields.text(name).and_then(crate::text::parse_clock);
        let text_of =
            |(path, value): (&str, &Value)| Some((path.to_owned(), value.as_str()?.to_owned()));
        Self {
            round: fields.reference("round", RecordKind::Round),
            unit: fields.reference("unit", RecordKind::Unit),
            date: fields.day("date"),
            start: clock("start"),
            end: clock("end"),
            place: fields.string("place"),
            basis: fields.string("basis"),
            outline: fields.string("outline"),
            outline_version: fields.string("outline_version"),
            report: fields.string("report"),
            discussion: fields.string("discussion"),
            strengths: fields.string("strengths"),
            conclusion: fields.string("conclusion"),
            reservation: fields.string("reservation"),
            copies: fields.0.get("copies").and_then(Value::as_i64),
            delegation: parties(fields, Side::Delegation),
            hosts: parties(fields, Side::Hosts),
            models: seen_models(fields),
            answers: members_of(fields, "answer")
                .map(|(path, value)| (path.to_owned(), value.clone()))
                .collect(),
            remarks: members_of(fields, "remark").filter_map(text_of).collect(),
            instances: members_of(fields, "instance")
                .filter_map(|(path, value)| Some((path.to_owned(), value.as_i64()?)))
                .collect(),
            targets: targets(fields),
            documents: members_of(fields, "document")
                .filter_map(text_of)
                .map(|(_, document)| document)
                .collect(),
            conclusions: conclusions(fields),
            earlier: earlier(fields),
            signature: signature(fields),
        }
    }

    /// Who led the delegation.
    pub fn lead(&self) -> Option<&Party> {
        let is_lead = |party: &&Party| party.role == Some(PartyRole::Lead);
        self.delegation.iter().find(is_lead)
    }
}

fn keyed(kind: RecordKind, key: &str) -> Option<RecordId> {
    Some(RecordId::new(kind, Uuid::try_parse(key).ok()?))
}

fn seen_models(fields: &Fields) -> Vec<SeenModel> {
    let mut models: Vec<SeenModel> = parts_of(fields, "model")
        .into_iter()
        .filter_map(|(key, parts)| {
            Some(SeenModel {
                id: keyed(RecordKind::Model, &key)?,
                name: parts.string("name")?,
                owner: parts.string("owner"),
                place: parts.string("place"),
                result: parts.string("result"),
                order: parts.0.get("order").and_then(Value::as_i64),
            })
        })
        .collect();
    models.sort_by_key(|model| (model.order.unwrap_or(i64::MAX), model.id));
    models
}

fn targets(fields: &Fields) -> Vec<Target> {
    let read = |(key, parts): (String, Fields)| Target {
        name: parts.string("name").unwrap_or_default(),
        key,
        model: parts.reference("model", RecordKind::Model),
        measure: parts.string("measure"),
        registered: parts.string("registered"),
        reported: parts.string("reported"),
        counted: parts.string("counted"),
    };
    // A number whose name is still to be written is not passed over.
    let says_something = |target: &Target| {
        let figures = [&target.registered, &target.reported, &target.counted];
        !target.name.is_empty() || figures.into_iter().any(Option::is_some)
    };
    let targets = parts_of(fields, "target").into_iter().map(read);
    targets.filter(says_something).collect()
}

fn conclusions(fields: &Fields) -> Vec<Conclusion> {
    parts_of(fields, "conclusion")
        .into_iter()
        .filter_map(|(key, parts)| {
            Some(Conclusion {
                registration: keyed(RecordKind::Registration, &key)?,
                status: parts.word("status")?,
                before: parts.word("before"),
                reason: parts.string("reason"),
                due: parts.day("due"),
            })
        })
        .collect()
}

fn earlier(fields: &Fields) -> Vec<Earlier> {
    parts_of(fields, "earlier")
        .into_iter()
        .filter_map(|(key, parts)| {
            Some(Earlier {
                recommendation: keyed(RecordKind::Recommendation, &key)?,
                step: parts.word("status"),
                text: parts.string("text"),
            })
        })
        .collect()
}

fn signature(fields: &Fields) -> Option<Signature> {
    Some(Signature {
        at: fields.text("signed_at")?.parse().ok()?,
        by: fields.string("signed_by"),
        seal: fields.string("seal")?,
    })
}

/// *Tồn tại*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub visit: Option<RecordId>,
    /// The model; the unit itself when `None`.
    pub model: Option<RecordId>,
    pub text: String,
    pub degree: Option<FindingDegree>,
    pub objective_cause: Option<String>,
    pub subjective_cause: Option<String>,
    pub responsible: Option<String>,
}

impl Finding {
    pub fn read(fields: &Fields) -> Self {
        Self {
            visit: fields.reference("visit", RecordKind::Visit),
            model: fields.reference("model", RecordKind::Model),
            text: fields.string("text").unwrap_or_default(),
            degree: fields.word("degree"),
            objective_cause: fields.string("objective_cause"),
            subjective_cause: fields.string("subjective_cause"),
            responsible: fields.string("responsible"),
        }
    }
}

/// *Kiến nghị*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    pub visit: Option<RecordId>,
    /// As written; two laptops may both have written KN03.
    pub number: Option<String>,
    pub direction: Direction,
    pub to: Option<String>,
    pub model: Option<RecordId>,
    pub finding: Option<RecordId>,
    pub text: String,
    pub due: Option<Date>,
    pub product: Option<String>,
    pub step: RecommendationStep,
    pub reason: Option<String>,
    pub confirmed_at: Option<RecordId>,
}

impl Recommendation {
    pub fn read(fields: &Fields) -> Self {
        Self {
            visit: fields.reference("visit", RecordKind::Visit),
            number: fields.string("number"),
            direction: fields.word("direction").unwrap_or(Direction::ToUnit),
            to: fields.string("to"),
            model: fields.reference("model", RecordKind::Model),
            finding: fields.reference("finding", RecordKind::Finding),
            text: fields.string("text").unwrap_or_default(),
            due: fields.day("due"),
            product: fields.string("product"),
            step: fields.word("status").unwrap_or(RecommendationStep::Open),
            reason: fields.string("reason"),
            confirmed_at: fields.reference("confirmed_at", RecordKind::Visit),
        }
    }

    /// `KN07`.
    pub fn number_words(number: usize) -> String {
        format!("KN{number:02}")
    }

    /// 7 of `KN07`.
    pub fn number_value(&self) -> Option<usize> {
        let digits = self.number.as_deref()?.strip_prefix("KN")?;
        digits.parse().ok()
    }
}

/// *Khắc phục*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    pub recommendation: Option<RecordId>,
    pub date: Option<Date>,
    pub text: String,
    pub by: Option<String>,
}

impl FollowUp {
    pub fn read(fields: &Fields) -> Self {
        Self {
            recommendation: fields.reference("recommendation", RecordKind::Recommendation),
            date: fields.day("date"),
            text: fields.string("text").unwrap_or_default(),
            by: fields.string("by"),
        }
    }
}

/// *Phụ lục* of signed minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addendum {
    pub visit: Option<RecordId>,
    pub date: Option<Date>,
    pub reason: Option<String>,
    pub text: String,
    pub author: Option<String>,
}

impl Addendum {
    pub fn read(fields: &Fields) -> Self {
        Self {
            visit: fields.reference("visit", RecordKind::Visit),
            date: fields.day("date"),
            reason: fields.string("reason"),
            text: fields.string("text").unwrap_or_default(),
            author: fields.string("author"),
        }
    }
}
