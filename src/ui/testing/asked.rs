//! What a visit to Nam Yên asked for, as a book would answer it.

use jiff::civil::{Date, date};
use serde_json::json;

use super::fixture::{at, field, history, model_id, unit_id};
use crate::domain::survey::{
    Direction, Finding, FindingDegree, RecommendationGuard, RecommendationStep, Visit,
};
use crate::domain::{Fields, Level, Period, RecordId, RecordKind, Status};
use crate::report::letterhead::Sender;
use crate::report::minutes::{Asked, FoundFault, Minutes, Standing};
use crate::service::request::{
    RecommendationFilter, RecommendationScope, SurveyReply, SurveyRequest,
};
use crate::service::views::*;
use crate::service::{Refusal, Reply};
use crate::text;

/// What the book holds of visits. Tests change it before or between keys.
#[derive(Debug, Clone, PartialEq)]
pub struct ScriptedVisits {
    pub asked: Vec<RecommendationView>,
    pub seal: SealView,
    pub findings: Vec<FindingView>,
}

pub fn visit_id() -> RecordId {
    RecordId::derived(RecordKind::Visit, &["Nam Yên"])
}

fn id(kind: RecordKind, name: &str) -> RecordId {
    RecordId::derived(kind, &[name])
}

impl ScriptedVisits {
    /// One signed visit with four *kiến nghị*, as they stand on 20/11/2026.
    pub fn of_an_bien() -> Self {
        let model = "Đổi rác nhựa lấy gạo";
        let today = date(2026, 11, 20);
        let one = |number: &str, unit: &str, text: &str, due: Option<Date>, step| {
            let step: RecommendationStep = step;
            RecommendationView {
                id: id(RecordKind::Recommendation, text),
                number: number.into(),
                visit: Some(visit_id()),
                visit_date: Some(date(2026, 5, 12)),
                round: None,
                unit: Some(UnitName {
                    id: unit_id(unit),
                    name: unit.into(),
                }),
                direction: Direction::ToUnit,
                to: Some(format!("xã {unit}")),
                model_id: None,
                model: None,
                finding: None,
                text: text.into(),
                due,
                product: None,
                step,
                status: step.on(today, due),
                reason: None,
                confirmed_at: None,
                follow_ups: vec![],
            }
        };
        let mut thungs = one(
            "KN01",
            "Nam Yên",
            "Lắp thêm 2 thùng rác ở cầu cảng, giao Tổ tự quản ấp Ba Biển giữ và ghi sổ hằng tuần",
            Some(date(2026, 10, 30)),
            RecommendationStep::Sent,
        );
        thungs.model_id = Some(model_id(model));
        thungs.model = Some(model.into());
        thungs.product = Some("Ảnh chụp, biên bản giao nhận".into());
        thungs.finding = Some(id(RecordKind::Finding, "thùng"));
        thungs.follow_ups = vec![FollowUpView {
            id: id(RecordKind::FollowUp, "1"),
            date: Some(date(2026, 8, 3)),
            text: "Đã mua 1 thùng, chờ kinh phí thùng thứ hai.".into(),
            by: Some("Bà Danh Thị Út".into()),
        }];
        let asked = vec![
            thungs,
            one(
                "KN02",
                "Nam Yên",
                "Bổ sung biên bản họp dân \u{1b}[31m",
                Some(date(2026, 11, 25)),
                RecommendationStep::Open,
            ),
            one(
                "KN01",
                "Tây Yên A",
                "Công khai sổ thu - chi ở trụ sở ấp",
                None,
                RecommendationStep::Underway,
            ),
            one(
                "KN03",
                "Nam Yên",
                "Gửi báo cáo sáu tháng",
                Some(date(2026, 7, 1)),
                RecommendationStep::Confirmed,
            ),
        ];
        let finding = FindingView {
            id: id(RecordKind::Finding, "thùng"),
            finding: Finding {
                visit: Some(visit_id()),
                model: Some(model_id(model)),
                text: "Thiếu 2 thùng ở cầu cảng".into(),
                degree: Some(FindingDegree::Supplement),
                objective_cause: None,
                subjective_cause: None,
                responsible: None,
            },
            model: Some(model.into()),
        };
        Self {
            asked,
            seal: SealView::Signed {
                at: at("2026-05-12T04:00:00Z"),
                by: "Nguyễn Văn An".into(),
                seal: "5e".into(),
            },
            findings: vec![finding],
        }
    }

    pub fn none() -> Self {
        Self {
            asked: vec![],
            ..Self::of_an_bien()
        }
    }

    pub fn answer(&self, request: &SurveyRequest) -> Result<Reply, Refusal> {
        let reply = match request {
            SurveyRequest::Deadlines { .. } => SurveyReply::Deadlines(DeadlinesView {
                overdue: self.in_scope(RecommendationScope::Overdue).len(),
                within_week: self.in_scope(RecommendationScope::Week).len(),
            }),
            SurveyRequest::Recommendations(filter) => {
                SurveyReply::Recommendations(self.page(filter))
            }
            SurveyRequest::Recommendation { id, .. } => {
                SurveyReply::Recommendation(Box::new(self.detail(*id)?))
            }
            SurveyRequest::Visit { .. } => SurveyReply::Visit(Box::new(self.visit())),
            _ => SurveyReply::Changed(ChangeView {
                record: visit_id(),
                ops: vec![],
            }),
        };
        Ok(Reply::Survey(reply))
    }

    fn in_scope(&self, scope: RecommendationScope) -> Vec<&RecommendationView> {
        let holds = |view: &&RecommendationView| match scope {
            RecommendationScope::All => true,
            RecommendationScope::Open => !view.step.is_closed(),
            RecommendationScope::Overdue => view.due == Some(date(2026, 10, 30)),
            RecommendationScope::Week => view.due == Some(date(2026, 11, 25)),
        };
        self.asked.iter().filter(holds).collect()
    }

    fn page(&self, filter: &RecommendationFilter) -> RecommendationPage {
        let words = text::fold(&filter.search);
        let lines = self.in_scope(filter.scope).into_iter();
        let lines: Vec<_> = lines
            .filter(|view| text::fold(&view.text).contains(&words))
            .cloned()
            .collect();
        let count = |scope| self.in_scope(scope).len();
        RecommendationPage {
            counts: ScopeCounts {
                open: count(RecommendationScope::Open),
                overdue: count(RecommendationScope::Overdue),
                within_week: count(RecommendationScope::Week),
                all: self.asked.len(),
            },
            matching: lines.len(),
            offset: filter.offset,
            lines,
        }
    }

    fn detail(&self, id: RecordId) -> Result<RecommendationDetail, Refusal> {
        let one = self.asked.iter().find(|view| view.id == id);
        let one = one.ok_or(Refusal::NoRecord { id: id.to_string() })?;
        let guard = |to| match to {
            RecommendationStep::Confirmed => Some(RecommendationGuard::NotTheDelegation),
            _ => None,
        };
        let steps = one.step.steps().iter();
        let mut line = history();
        line.record = one.id.to_string();
        line.field = "status".into();
        line.from = vec!["Mới".into()];
        line.to = "Đã gửi".into();
        line.from_values = vec![json!("open")];
        line.to_value = json!("sent");
        Ok(RecommendationDetail {
            visit: Some(self.visit().line),
            finding: self
                .findings
                .iter()
                .find(|found| one.finding == Some(found.id))
                .cloned(),
            confirmed_at: None,
            steps: steps
                .map(|to| StepView {
                    to: *to,
                    at_visit: None,
                    guard: guard(*to),
                })
                .collect(),
            history: vec![line],
            recommendation: one.clone(),
        })
    }

    fn visit(&self) -> VisitView {
        let model = "Đổi rác nhựa lấy gạo";
        let line = VisitLine {
            id: visit_id(),
            title: "Khảo sát xã Nam Yên, 12/05/2026".into(),
            round: None,
            round_name: None,
            unit: Some(UnitName {
                id: unit_id("Nam Yên"),
                name: "Nam Yên".into(),
            }),
            date: Some(date(2026, 5, 12)),
            models: vec![(model_id(model), model.into())],
            conclusions: vec![ConclusionView {
                registration: id(RecordKind::Registration, "1"),
                model: Some(model_id(model)),
                level: Some(Level::Base),
                period: Some(Period::Year(2026)),
                status: Status::Surveyed,
                reason: None,
                due: None,
            }],
            findings: self.findings.len(),
            recommendations: self.asked.len(),
            signed: self.seal != SealView::Draft,
            conflicts: 0,
        };
        VisitView {
            line,
            visit: visit(),
            unit_full_name: Some("xã Nam Yên".into()),
            fields: vec![field("place", json!("Trụ sở xã"), "Trụ sở xã")],
            findings: self.findings.clone(),
            recommendations: self.asked.clone(),
            earlier: vec![],
            last: None,
            addenda: vec![],
            seal: self.seal.clone(),
        }
    }

    /// What the minutes say.
    pub fn minutes(&self) -> Minutes {
        let asked = self.asked.iter().filter(|one| one.visit.is_some());
        Minutes {
            sender: Sender::default(),
            unit: "xã Nam Yên".into(),
            round: None,
            visit: visit(),
            conclusions: vec![],
            items: vec![],
            findings: self
                .findings
                .iter()
                .map(|found| FoundFault {
                    model: found.model.clone(),
                    finding: found.finding.clone(),
                })
                .collect(),
            asked: asked
                .map(|one| Asked {
                    number: one.number.clone(),
                    direction: one.direction,
                    to: one.to.clone(),
                    model: one.model.clone(),
                    text: one.text.clone(),
                    due: one.due,
                    product: one.product.clone(),
                })
                .collect(),
            earlier: vec![],
            addenda: vec![],
            standing: match &self.seal {
                SealView::Draft => Standing::Draft,
                SealView::Signed { at, seal, .. } | SealView::Altered { at, seal, .. } => {
                    Standing::Signed {
                        at: *at,
                        seal: seal.clone(),
                    }
                }
            },
        }
    }
}

fn visit() -> Visit {
    let fields = [
        ("unit", json!(unit_id("Nam Yên").to_string())),
        ("date", json!("2026-05-12")),
        ("start", json!("07:30")),
        ("end", json!("11:10")),
        ("place", json!("Trụ sở UBND xã Nam Yên")),
        ("delegate.an.name", json!("Nguyễn Văn An")),
        ("delegate.an.title", json!("Phó Trưởng Ban")),
        ("delegate.an.role", json!("lead")),
        ("conclusion", json!("Thống nhất các nội dung đã nêu.")),
    ];
    let named = fields.map(|(name, value)| (name.to_owned(), value));
    Visit::read(&Fields(named.into_iter().collect()))
}
