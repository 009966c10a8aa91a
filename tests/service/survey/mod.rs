//! The survey visit: what is filled in is kept, what is asked follows its
//! rules, what is signed stays.

mod asked;
mod concluded;
mod filled;
mod reported;
mod signed;

use jiff::civil::{Date, date, time};
use kheo::domain::survey::{Direction, FindingDegree, PartyRole};
use kheo::domain::{Level, Period, RecordId};
use kheo::service::request::{
    NewFinding, NewParty, NewRecommendation, NewRound, NewVisit, RecommendationFilter, SurveyReply,
    SurveyRequest, VisitFilter,
};
use kheo::service::views::{RecommendationView, VisitLine, VisitView};
use kheo::service::{Refusal, Reply, Request};
use serde_json::Value;

use crate::desk::{Desk, write};

/// The day of the first visit of these tests, a year before the second.
pub const FIRST: Date = date(2022, 5, 12);
pub const SECOND: Date = date(2023, 5, 16);

/// Takes the answer that was hoped for out of a reply of a survey.
#[macro_export]
macro_rules! surveyed {
    ($desk:expr, $variant:ident, $request:expr) => {
        match $crate::survey::ask($desk, $request) {
            Ok(kheo::service::request::SurveyReply::$variant(view)) => view,
            other => panic!("{other:?}"),
        }
    };
}

pub fn ask(desk: &Desk, request: SurveyRequest) -> Result<SurveyReply, Refusal> {
    match desk.client.ask(Request::Survey(request))? {
        Reply::Survey(reply) => Ok(reply),
        other => panic!("{other:?}"),
    }
}

pub fn refused(desk: &Desk, request: SurveyRequest) -> Refusal {
    ask(desk, request).unwrap_err()
}

pub fn party(name: &str, role: PartyRole) -> NewParty {
    NewParty {
        name: name.into(),
        title: Some("Cán bộ".into()),
        role,
    }
}

/// A round to Tây Yên and Thứ Ba whose delegation the officer belongs to.
pub fn round(desk: &Desk, models: &[RecordId]) -> RecordId {
    let round = NewRound {
        name: "Khảo sát giữa kỳ".into(),
        plan_no: Some("19-KH/BDV".into()),
        plan_date: Some(date(2022, 2, 5)),
        from: Some(FIRST),
        to: Some(SECOND),
        delegation: vec![
            party("Trần Thị Bình", PartyRole::Lead),
            party("Bà Út", PartyRole::Secretary),
        ],
        units: vec![desk.commune("Tây Yên"), desk.commune("Thứ Ba")],
        models: models.to_vec(),
        ..NewRound::default()
    };
    surveyed!(desk, Changed, SurveyRequest::MakeRound(round)).record
}

pub fn new_visit(desk: &Desk, round: Option<RecordId>, commune: &str, date: Date) -> NewVisit {
    NewVisit {
        round,
        unit: desk.commune(commune),
        date,
        start: Some(time(7, 40, 0, 0)),
        place: Some("Hội trường UBND xã".into()),
        models: Vec::new(),
    }
}

pub fn open(desk: &Desk, round: Option<RecordId>, commune: &str, date: Date) -> RecordId {
    let visit = new_visit(desk, round, commune, date);
    surveyed!(desk, Changed, SurveyRequest::OpenVisit(visit)).record
}

pub fn visit(desk: &Desk, visit: RecordId) -> VisitView {
    let today = SECOND;
    *surveyed!(desk, Visit, SurveyRequest::Visit { visit, today })
}

pub fn visits(desk: &Desk, filter: VisitFilter) -> Vec<VisitLine> {
    surveyed!(desk, Visits, SurveyRequest::Visits(filter))
}

/// Writes a field of a visit over what it shows.
pub fn fill(desk: &Desk, id: RecordId, field: &str, value: impl Into<Value>) {
    let view = visit(desk, id);
    let seen = view.fields.iter().find(|view| view.name == field);
    let over = seen.map(|field| field.seen()).unwrap_or_default();
    let written = desk.client.ask(write(id, field, value.into(), over));
    assert!(matches!(written, Ok(Reply::Changed(_))), "{written:?}");
}

pub fn finding(visit: RecordId, text: &str) -> NewFinding {
    NewFinding {
        visit,
        model: None,
        text: text.into(),
        degree: FindingDegree::Supplement,
        objective_cause: None,
        subjective_cause: Some("Chưa phân công".into()),
        responsible: Some("BCĐ xã".into()),
    }
}

pub fn asking(visit: RecordId, text: &str, due: Option<Date>) -> NewRecommendation {
    NewRecommendation {
        visit,
        finding: None,
        model: None,
        direction: Direction::ToUnit,
        to: None,
        text: text.into(),
        due,
        product: Some("Báo cáo có xác nhận".into()),
    }
}

pub fn recommend(desk: &Desk, visit: RecordId, text: &str, due: Option<Date>) -> RecordId {
    let asked = asking(visit, text, due);
    surveyed!(desk, Changed, SurveyRequest::AddRecommendation(asked)).record
}

pub fn recommendations(desk: &Desk, filter: RecommendationFilter) -> Vec<RecommendationView> {
    surveyed!(
        desk,
        Recommendations,
        SurveyRequest::Recommendations(filter)
    )
    .lines
}

/// The registration of a model at the base level in 2021-2023.
pub fn registration(desk: &Desk, model: RecordId) -> RecordId {
    let view = desk.record(model);
    view.registrations
        .first()
        .map(|registration| registration.id)
        .unwrap()
}

pub const BASE: (Level, Period) = (
    Level::Base,
    Period::Span {
        from: 2021,
        to: 2023,
    },
);
