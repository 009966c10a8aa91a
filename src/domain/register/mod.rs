//! Typed views of the registers beside the models (DOMAIN C1). What a
//! colleague's other version wrote may be missing or odd, so nearly everything
//! is optional; a record that lacks what makes it countable reads as `None`.

pub mod entered;
pub mod list;
pub mod namesake;
pub mod words;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::identity::{RecordId, RecordKind};
use super::period::Period;
use super::records::Fields;
use super::vocabulary::{Level, ModelKind, Qualifier};
use words::{AreaHonour, AwardForm, AwardReason, DeadlineSort, Indicator, MovementSort, Resource};

/// *Khen thưởng*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Who was honoured, as it stands in the decision.
    pub name: String,
    pub kind: Option<ModelKind>,
    pub form: Option<AwardForm>,
    /// Who gave it.
    pub body: Option<String>,
    pub level: Option<Level>,
    pub unit: Option<RecordId>,
    pub model: Option<RecordId>,
    pub reason: Option<AwardReason>,
    pub movement: Option<RecordId>,
    /// The period it was given for; else the year of its decision.
    pub period: Option<Period>,
    pub decision_no: Option<String>,
    pub decision_date: Option<Date>,
    /// *Bị hủy bỏ* (DOMAIN A6): no longer counts.
    pub cancelled: bool,
}

impl Award {
    pub fn read(fields: &Fields) -> Self {
        let decision_date = fields.day("decision_date");
        let year = |day: Date| Period::Year(day.year());
        Self {
            name: fields.string("name").unwrap_or_default(),
            kind: fields.word("kind"),
            form: fields.word("form"),
            body: fields.string("body"),
            level: fields.word("level"),
            unit: fields.reference("unit", RecordKind::Unit),
            model: fields.reference("model", RecordKind::Model),
            reason: fields.word("reason"),
            movement: fields.reference("movement", RecordKind::Movement),
            period: fields.period("period").or_else(|| decision_date.map(year)),
            decision_no: fields.string("decision_no"),
            decision_date,
            cancelled: fields.mark("cancelled"),
        }
    }
}

/// *Phong trào*, *cuộc vận động* or *chương trình*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementRecord {
    pub name: String,
    pub sort: Option<MovementSort>,
    pub host: Option<String>,
    pub host_unit: Option<RecordId>,
    pub parent: Option<RecordId>,
    pub unit: Option<RecordId>,
    pub period: Option<Period>,
}

impl MovementRecord {
    pub fn read(fields: &Fields) -> Self {
        Self {
            name: fields.string("name").unwrap_or_default(),
            sort: fields.word("sort"),
            host: fields.string("host"),
            host_unit: fields.reference("host_unit", RecordKind::Unit),
            parent: fields.reference("parent", RecordKind::Movement),
            unit: fields.reference("unit", RecordKind::Unit),
            period: fields.period("period"),
        }
    }
}

/// *Danh hiệu địa bàn* of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaTitle {
    pub unit: RecordId,
    pub title: AreaHonour,
    pub from: Option<Date>,
    /// Last day, included.
    pub to: Option<Date>,
}

impl AreaTitle {
    /// `None` without a unit or a title.
    pub fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            unit: fields.reference("unit", RecordKind::Unit)?,
            title: fields.word("title")?,
            from: fields.day("valid_from"),
            to: fields.day("valid_to"),
        })
    }

    /// Whether the unit bore it on `day`.
    pub fn valid_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// *Diễn đàn*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forum {
    pub unit: Option<RecordId>,
    pub date: Option<Date>,
    /// *Lượt người dự*.
    pub attendance: i64,
}

impl Forum {
    pub fn read(fields: &Fields) -> Self {
        Self {
            unit: fields.reference("unit", RecordKind::Unit),
            date: fields.day("date"),
            attendance: fields.count("attendance").unwrap_or_default(),
        }
    }
}

/// *Ý kiến* at a forum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub forum: Option<RecordId>,
    pub on_spot: bool,
    pub forwarded_to: Option<String>,
    pub due: Option<Date>,
    pub answered: Option<Date>,
    pub told: Option<Date>,
}

impl Opinion {
    pub fn read(fields: &Fields) -> Self {
        Self {
            forum: fields.reference("forum", RecordKind::Forum),
            on_spot: fields.mark("on_spot"),
            forwarded_to: fields.string("forwarded_to"),
            due: fields.day("due"),
            answered: fields.day("answered"),
            told: fields.day("told"),
        }
    }

    /// Answered at once or since.
    pub fn is_settled(&self) -> bool {
        self.on_spot || self.answered.is_some()
    }

    /// Not answered and past its day.
    pub fn is_overdue(&self, today: Date) -> bool {
        !self.is_settled() && self.due.is_some_and(|due| due < today)
    }
}

/// *Thời hạn*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub name: String,
    pub sort: Option<DeadlineSort>,
    pub level: Option<Level>,
    pub unit: Option<RecordId>,
    pub due: Date,
    pub done: Option<Date>,
}

impl Deadline {
    /// `None` without a day.
    pub fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            name: fields.string("name").unwrap_or_default(),
            sort: fields.word("sort"),
            level: fields.word("level"),
            unit: fields.reference("unit", RecordKind::Unit),
            due: fields.day("due")?,
            done: fields.day("done"),
        })
    }

    /// Not done and past its day.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.done.is_none() && self.due < today
    }
}

/// *Số liệu công bố*: what a paper says, with its qualifier and its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedFigure {
    pub indicator: Indicator,
    pub value: i64,
    pub qualifier: Qualifier,
    pub unit: Option<RecordId>,
    pub level: Option<Level>,
    pub kind: Option<ModelKind>,
    pub movement: Option<RecordId>,
    pub period: Option<Period>,
    /// “tăng 25 so với năm 2015”.
    pub change: Option<i64>,
    pub compare: Option<Period>,
    pub source: Option<String>,
}

impl PublishedFigure {
    /// `None` without an indicator or a value.
    pub fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            indicator: fields.word("indicator")?,
            value: fields.count("value")?,
            qualifier: fields.word("qualifier").unwrap_or(Qualifier::Exactly),
            unit: fields.reference("unit", RecordKind::Unit),
            level: fields.word("level"),
            kind: fields.word("kind"),
            movement: fields.reference("movement", RecordKind::Movement),
            period: fields.period("period"),
            change: fields.count("change"),
            compare: fields.period("compare"),
            source: fields.string("source"),
        })
    }

    /// The figure of the compared period that follows: 75 − 25 = 50 (DOMAIN
    /// Part 6, case 9). Nothing follows from “trên 500”.
    pub fn derived_before(&self) -> Option<i64> {
        (self.qualifier == Qualifier::Exactly)
            .then(|| self.change.map(|change| self.value - change))
            .flatten()
    }
}

/// *Nguồn lực* that went into a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    pub model: RecordId,
    pub resource: Resource,
    pub amount: i64,
    pub period: Option<Period>,
}

impl Contribution {
    /// `None` without a model, a resource or an amount.
    pub fn read(fields: &Fields) -> Option<Self> {
        Some(Self {
            model: fields.reference("model", RecordKind::Model)?,
            resource: fields.word("resource")?,
            amount: fields.count("amount")?,
            period: fields.period("period"),
        })
    }
}

impl Fields {
    /// The whole number of a field.
    pub fn count(&self, name: &str) -> Option<i64> {
        self.0.get(name).and_then(Value::as_i64)
    }

    /// The period of a field.
    pub fn period(&self, name: &str) -> Option<Period> {
        Period::parse(self.text(name)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use serde_json::json;

    use super::super::vocabulary::Word;
    use super::*;

    fn fields(values: &[(&str, Value)]) -> Fields {
        let values = values.iter().cloned();
        Fields(
            values
                .map(|(name, value)| (name.to_owned(), value))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    #[test]
    fn a_figure_before_follows_from_an_exact_one_alone() {
        let read = |qualifier: &str| {
            PublishedFigure::read(&fields(&[
                ("indicator", json!("registered")),
                ("value", json!(75)),
                ("qualifier", json!(qualifier)),
                ("change", json!(25)),
            ]))
            .unwrap()
        };
        assert_eq!(read("exactly").derived_before(), Some(50));
        assert_eq!(read("over").derived_before(), None);
    }

    #[test]
    fn an_opinion_is_late_only_while_nobody_answered() {
        let mut opinion = Opinion::read(&fields(&[("due", json!("2023-05-01"))]));
        assert!(opinion.is_overdue(date(2023, 5, 2)));
        assert!(!opinion.is_overdue(date(2023, 5, 1)));
        opinion.answered = Some(date(2023, 6, 1));
        assert!(!opinion.is_overdue(date(2023, 7, 1)));
    }

    #[test]
    fn an_award_belongs_to_the_year_of_its_decision_when_it_names_no_period() {
        let named = fields(&[
            ("period", json!("2021-2023")),
            ("decision_date", json!("2023-12-01")),
        ]);
        let unnamed = fields(&[("decision_date", json!("2023-12-01"))]);
        assert_eq!(Award::read(&named).period.unwrap().to_string(), "2021-2023");
        assert_eq!(Award::read(&unnamed).period, Some(Period::Year(2023)));
    }

    #[test]
    fn no_spelling_belongs_to_two_words() {
        fn unambiguous<W: Word + std::fmt::Debug>() {
            for &word in W::ALL {
                for spelling in word.spellings() {
                    assert_eq!(W::parse(spelling), Some(word), "{spelling}");
                }
                assert_eq!(W::parse(word.vi()), Some(word));
            }
        }
        unambiguous::<AwardForm>();
        unambiguous::<AwardReason>();
        unambiguous::<MovementSort>();
        unambiguous::<AreaHonour>();
        unambiguous::<DeadlineSort>();
        unambiguous::<Indicator>();
        unambiguous::<Resource>();
    }
}
