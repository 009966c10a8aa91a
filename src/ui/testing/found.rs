//! Awards, opinions and papers of An Biên, searched as the book searches them.

use jiff::civil::{Date, date};
use serde_json::json;

use super::book::matched;
use super::fixture::{field, unit_id};
use crate::domain::{Period, RecordId, RecordKind, RecordStatus};
use crate::report::table::Words;
use crate::service::request::find::{FOUND, FindQuery, FoundLine, FoundPage, FoundStatus, Reach};
use crate::service::views::{ModelLine, RecordView, RegistrationLine, UnitName};
use crate::text;

/// The records of a scripted book beside its models.
pub struct ScriptedFound {
    pub lines: Vec<FoundLine>,
    /// Whether the book has been read for them.
    pub reach: Reach,
}

/// A record by what its title and its kind are.
pub fn found_id(kind: RecordKind, title: &str) -> RecordId {
    RecordId::derived(kind, &[title])
}

impl ScriptedFound {
    pub fn of_an_bien() -> Self {
        let line = |kind, title: &str, about: &str, unit: &str| FoundLine {
            id: found_id(kind, title),
            part_of: None,
            title: title.into(),
            matched: vec![],
            about: Words::own(about),
            unit: Some(UnitName {
                id: unit_id(unit),
                name: unit.into(),
            }),
            period: None,
            day: None,
            due: None,
            status: None,
        };
        let waited = |line: FoundLine, due: Date, status| FoundLine {
            due: Some(due),
            day: Some(due),
            status: Some(status),
            ..line
        };
        let lines = vec![
            FoundLine {
                period: Some(Period::Span {
                    from: 2021,
                    to: 2023,
                }),
                status: Some(FoundStatus::OnDay(RecordStatus::Valid)),
                ..line(
                    RecordKind::Award,
                    "Hội LHPN xã Nam Yên, đổi rác lấy gạo",
                    "Giấy khen · Chủ tịch UBND huyện",
                    "Nam Yên",
                )
            },
            waited(
                line(
                    RecordKind::Opinion,
                    "Rác dạt vào bãi sau, chưa ai gom",
                    "Hướng về cơ sở quý III · Phòng TN&MT",
                    "Đông Thái",
                ),
                date(2026, 10, 30),
                FoundStatus::OnDay(RecordStatus::Overdue),
            ),
            waited(
                line(
                    RecordKind::Deadline,
                    "Hội nghị tổng kết",
                    "Hội nghị · Cơ sở",
                    "Tây Yên",
                ),
                date(2026, 12, 15),
                FoundStatus::OnDay(RecordStatus::Near),
            ),
            FoundLine {
                day: Some(date(2026, 2, 5)),
                ..line(
                    RecordKind::Document,
                    "Kế hoạch gom rác, trồng cây ven bờ",
                    "19-KH/BDV · Ban Dân vận Huyện ủy",
                    "An Biên",
                )
            },
            line(
                RecordKind::Visit,
                "Khảo sát xã Đông Yên, 19/05/2026",
                "",
                "Đông Yên",
            ),
        ];
        Self {
            lines,
            reach: Reach::Whole,
        }
    }

    /// One more forum.
    pub fn with_forum(mut self, name: &str) -> Self {
        let like = self
            .lines
            .iter()
            .find(|line| line.id.kind == RecordKind::Document);
        let forum = like.map(|like| FoundLine {
            id: found_id(RecordKind::Forum, name),
            title: name.into(),
            about: Words::own(""),
            ..like.clone()
        });
        self.lines.extend(forum);
        self
    }

    /// The registrations of a model, found by its name and its decision.
    pub fn with_registrations_of(mut self, model: &ModelLine) -> Self {
        let of = |registration: &RegistrationLine| FoundLine {
            id: registration.id,
            part_of: Some(model.id),
            title: model.name.clone(),
            matched: vec![],
            about: Words::own("Huyện · 104-QĐ/HU · Huyện ủy An Biên"),
            unit: model.unit.clone(),
            period: Some(registration.period),
            day: None,
            due: None,
            status: Some(FoundStatus::Step(registration.status)),
        };
        self.lines.extend(model.registrations.iter().map(of));
        self
    }

    pub fn page(&self, query: &FindQuery) -> FoundPage {
        let words = text::fold_words(&query.search);
        let says = |line: &&FoundLine| {
            let said = text::fold(&format!("{} {}", line.title, line.about.vi));
            words.iter().all(|word| said.contains(word.as_str()))
                && query
                    .filter
                    .status
                    .is_none_or(|status| line.status == Some(status))
        };
        let fitting: Vec<&FoundLine> = self.lines.iter().filter(says).collect();
        let of = |kind: RecordKind| fitting.iter().filter(|line| line.id.kind == kind).count();
        let kinds = FOUND.iter().map(|kind| (*kind, of(*kind)));
        let kinds = kinds.filter(|(_, count)| *count > 0).collect();
        let lines: Vec<FoundLine> = fitting
            .into_iter()
            .filter(|line| query.filter.kind.is_none_or(|kind| line.id.kind == kind))
            .map(|line| FoundLine {
                matched: matched(&line.title, &words),
                ..line.clone()
            })
            .collect();
        FoundPage {
            total: self.lines.len(),
            matching: lines.len(),
            kinds,
            offset: query.offset,
            reach: self.reach,
            lines: lines
                .into_iter()
                .skip(query.offset)
                .take(query.limit)
                .collect(),
        }
    }

    pub fn record(&self, id: RecordId) -> Option<RecordView> {
        let line = self.lines.iter().find(|line| line.id == id)?;
        Some(RecordView {
            id,
            title: line.title.clone(),
            formerly: vec![],
            fields: vec![
                field("name", json!(line.title), &line.title),
                field("unit", json!(null), &line.unit.as_ref()?.name),
            ],
            registrations: vec![],
            related: vec![],
            notes: vec![],
            attachments: vec![],
            history: vec![],
        })
    }
}
