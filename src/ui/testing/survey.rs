//! A round with three communes, and a visit that is filled through our own
//! outline. What is written into the visit stands there from then on.

use std::collections::BTreeMap;

use jiff::civil::date;
use serde_json::{Value, json};

use super::fixture::unit_id;
use crate::domain::survey::{
    Direction, Finding, FindingDegree, RecommendationStatus, RecommendationStep, Round, Visit,
    member_key,
};
use crate::domain::{Fields, RecordId, RecordKind};
use crate::forms::{Outline, keeping, read_source, template};
use crate::ledger::OpId;
use crate::service::request::{
    FieldWrite, OutlineReply, OutlineRequest, RecordWrite, SurveyReply, SurveyRequest,
};
use crate::service::views::*;

use super::fixture::{OWN, at, model_id};

/// What the book holds of surveys.
pub struct ScriptedSurvey {
    pub has_rounds: bool,
    /// The visit's fields, as they stand.
    pub fields: BTreeMap<String, Value>,
    /// Counts the writes, for their ops.
    written: u8,
    pub seal: SealView,
}

const MODEL: &str = "Tôm - lúa thuận thiên, góp vốn xoay vòng";

pub fn visit_id() -> RecordId {
    RecordId::derived(RecordKind::Visit, &["Nam Thái A"])
}

fn outline_id() -> RecordId {
    RecordId::derived(RecordKind::Outline, &["template"])
}

pub fn newer_outline_id() -> RecordId {
    RecordId::derived(RecordKind::Outline, &["newer"])
}

/// Our own outline, where a question got another name and one was dropped.
fn newer_outline() -> Outline {
    let mut source = template::source();
    let survey = &mut source.sheets[0];
    let name = survey.columns.iter().position(|one| one == "name").unwrap();
    survey.rows.retain(|(_, cells)| cells[name] != "a2");
    for (_, cells) in &mut survey.rows {
        if cells[name] == "a1_ghi" {
            cells[name] = "a1_van_ban".into();
        }
    }
    read_source(source).unwrap()
}

fn round_id() -> RecordId {
    RecordId::derived(RecordKind::Round, &["2026"])
}

impl ScriptedSurvey {
    pub fn half_filled() -> Self {
        let model = model_id(MODEL).id;
        let key = |name: &str| member_key(name);
        let path = |path: &str| format!("answer./mo_hinh[{model}]/{path}");
        let [lead, secretary] = ["Phạm Thị Hoa", "Nguyễn Văn An"];
        let target = key("Diện tích tôm - lúa");
        let mut fields = vec![
            ("unit".into(), json!(unit_id("Nam Thái A").to_string())),
            ("round".into(), json!(round_id().to_string())),
            ("date".into(), json!("2026-11-20")),
            ("start".into(), json!("07:40")),
            ("outline".into(), json!(outline_id().to_string())),
            (format!("delegate.{}.name", key(lead)), json!(lead)),
            (format!("delegate.{}.role", key(lead)), json!("lead")),
            (
                format!("delegate.{}.name", key(secretary)),
                json!(secretary),
            ),
            (
                format!("delegate.{}.role", key(secretary)),
                json!("secretary"),
            ),
            (format!("model.{model}.name"), json!(MODEL)),
            (format!("model.{model}.owner"), json!("Hội Nông dân xã")),
            (format!("model.{model}.order"), json!(1)),
            (
                format!("target.{target}.name"),
                json!("Diện tích tôm - lúa"),
            ),
            (format!("target.{target}.measure"), json!("ha")),
            (
                format!("target.{target}.model"),
                json!(model_id(MODEL).to_string()),
            ),
            (format!("target.{target}.registered"), json!("120")),
            (format!("target.{target}.reported"), json!("134,5")),
            ("answer./a/a1".into(), json!("met")),
            (
                "answer./a/a1_ghi".into(),
                json!(
                    "Nghị quyết 05-NQ/ĐU ngày 12/01/2026 và kế hoạch 07-KH/BCĐ ngày 20/02/2026; còn hiệu lực đến hết nhiệm kỳ"
                ),
            ),
            ("answer./a/a2".into(), json!("partly")),
            ("answer./a/a3".into(), json!("unmet")),
            ("answer./a/a3_so_cuoc".into(), json!(0)),
            (
                "remark./a/a3".into(),
                json!("Trưởng ban mới nhận việc từ tháng 9"),
            ),
            (path("mh_c/c10"), json!("met")),
            (path("mh_d/d17_tieu_chi"), json!("ntm moi_truong")),
        ];
        fields.push((path("mh_d/d18_so_nguoi"), json!(2)));
        Self {
            has_rounds: true,
            fields: fields.into_iter().collect(),
            written: 0,
            seal: SealView::Draft,
        }
    }

    pub fn empty() -> Self {
        Self {
            has_rounds: false,
            ..Self::half_filled()
        }
    }

    /// What this part of the book answers; `None` for what another part does.
    pub fn answer(&mut self, request: &SurveyRequest) -> Option<SurveyReply> {
        Some(match request {
            SurveyRequest::Rounds => SurveyReply::Rounds(if self.has_rounds {
                vec![round()]
            } else {
                Vec::new()
            }),
            SurveyRequest::Itinerary { .. } => SurveyReply::Itinerary(Box::new(self.itinerary())),
            SurveyRequest::Visit { visit, .. } if *visit == visit_id() => {
                SurveyReply::Visit(Box::new(self.visit()))
            }
            SurveyRequest::MakeRound(_) => changed(round_id()),
            SurveyRequest::OpenVisit(_) | SurveyRequest::CopyLast { .. } => changed(visit_id()),
            _ => return None,
        })
    }

    pub fn outlines(&self, request: &OutlineRequest) -> OutlineReply {
        let view = |id, outline: &Outline| OutlineView {
            id,
            title: outline.heading.title.clone(),
            form_id: outline.heading.form_id.clone(),
            version: outline.heading.version.clone(),
            languages: String::new(),
            imported: None,
        };
        let ours = template::outline().unwrap();
        let newer = newer_outline();
        match request {
            OutlineRequest::List => OutlineReply::List(vec![
                view(newer_outline_id(), &newer),
                view(outline_id(), &ours),
            ]),
            OutlineRequest::Open(id) => {
                let outline = if *id == outline_id() { &ours } else { &newer };
                OutlineReply::Opened {
                    outline: view(*id, outline),
                    form: keeping::kept(outline).unwrap().form,
                }
            }
            OutlineRequest::Import(_) => panic!("nothing is imported here"),
        }
    }

    /// Takes a write in and gives its op.
    pub fn write(&mut self, write: &RecordWrite) -> Vec<OpId> {
        for FieldWrite { field, value, .. } in &write.fields {
            if value.is_null() {
                self.fields.remove(field);
            } else {
                self.fields.insert(field.clone(), value.clone());
            }
        }
        self.written += 1;
        vec![OpId([self.written; 16])]
    }

    fn line(&self) -> VisitLine {
        VisitLine {
            id: visit_id(),
            title: "Khảo sát xã Nam Thái A, 20/11/2026".into(),
            round: Some(round_id()),
            round_name: Some("Khảo sát giữa kỳ năm 2026".into()),
            unit: Some(unit("Nam Thái A")),
            date: Some(date(2026, 11, 20)),
            models: vec![(model_id(MODEL), MODEL.into())],
            conclusions: vec![],
            findings: 1,
            recommendations: 0,
            signed: self.seal != SealView::Draft,
            conflicts: 0,
        }
    }

    fn visit(&self) -> VisitView {
        let finding = Finding {
            visit: Some(visit_id()),
            model: Some(model_id(MODEL)),
            text: "Chưa có biên bản họp dân".into(),
            degree: Some(FindingDegree::Supplement),
            objective_cause: None,
            subjective_cause: None,
            responsible: None,
        };
        let view = |(name, value): (&String, &Value)| FieldView {
            name: name.clone(),
            value: value.clone(),
            words: value.as_str().unwrap_or_default().to_owned(),
            live: vec![LiveView {
                op: OpId([0xaa; 16]),
                value: value.clone(),
                words: String::new(),
                by: "Nguyễn Văn An".into(),
                device: OWN,
                at: at("2026-11-20T00:40:00Z"),
            }],
        };
        VisitView {
            line: self.line(),
            visit: Visit::read(&Fields(self.fields.clone())),
            unit_full_name: Some("xã Nam Thái A".into()),
            fields: self.fields.iter().map(view).collect(),
            findings: vec![FindingView {
                id: RecordId::derived(RecordKind::Finding, &["1"]),
                finding,
                model: Some(MODEL.into()),
            }],
            recommendations: vec![],
            earlier: vec![EarlierView {
                recommendation: asked(),
                judged: None,
            }],
            last: Some(self.line()),
            addenda: vec![],
            seal: self.seal.clone(),
        }
    }

    fn itinerary(&self) -> ItineraryView {
        let stop = |name: &str| Stop {
            unit: unit(name),
            visits: vec![],
            models: vec![],
            open_recommendations: vec![],
        };
        let model = |name: &str, seen| ModelStop {
            id: model_id(name),
            name: name.into(),
            owner: Some("Hội LHPN xã".into()),
            seen,
        };
        ItineraryView {
            round: round(),
            stops: vec![
                Stop {
                    visits: vec![self.line()],
                    models: vec![model(MODEL, Some(visit_id()))],
                    open_recommendations: vec![asked()],
                    ..stop("Nam Thái A")
                },
                Stop {
                    models: vec![model("Đổi rác nhựa lấy gạo", None)],
                    ..stop("Nam Yên")
                },
                stop("Hưng Yên"),
            ],
        }
    }
}

fn changed(record: RecordId) -> SurveyReply {
    SurveyReply::Changed(ChangeView {
        record,
        ops: vec![],
    })
}

fn unit(name: &str) -> UnitName {
    UnitName {
        id: unit_id(name),
        name: name.into(),
    }
}

fn round() -> RoundView {
    RoundView {
        id: round_id(),
        round: Round {
            name: "Khảo sát giữa kỳ năm 2026".into(),
            plan_no: Some("07-KH/BCĐ".into()),
            plan_date: Some(date(2026, 2, 20)),
            notice_no: None,
            notice_date: None,
            from: Some(date(2026, 11, 16)),
            to: Some(date(2026, 11, 27)),
            outline: Some(outline_id().to_string()),
            delegation: vec![],
            units: ["Nam Thái A", "Nam Yên", "Hưng Yên"].map(unit_id).into(),
            models: [MODEL, "Đổi rác nhựa lấy gạo"].map(model_id).into(),
        },
        visits: 1,
        seen: 1,
    }
}

fn asked() -> RecommendationView {
    RecommendationView {
        id: RecordId::derived(RecordKind::Recommendation, &["2"]),
        number: "KN02".into(),
        visit: None,
        visit_date: Some(date(2025, 5, 12)),
        round: None,
        unit: Some(unit("Nam Thái A")),
        direction: Direction::ToUnit,
        to: None,
        model: None,
        model_id: None,
        finding: None,
        text: "Lắp thêm 2 cống điều tiết mặn ở đầu kinh".into(),
        due: Some(date(2025, 9, 30)),
        product: None,
        step: RecommendationStep::Sent,
        status: RecommendationStatus::Overdue,
        reason: None,
        confirmed_at: None,
        follow_ups: vec![],
    }
}
