//! Visits and *kiến nghị* as the JSON gives them.

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::survey::{Direction, RecommendationStatus};
use crate::domain::{Level, Period, RecordId, Status};
use crate::service::views::{ConclusionView, FollowUpView, RecommendationView, VisitLine};

/// A visit as `visit list --json` and `show --json` of a model give it.
#[derive(Serialize)]
pub struct VisitDocument<'a> {
    pub id: RecordId,
    pub title: &'a str,
    pub round: Option<&'a str>,
    pub round_id: Option<RecordId>,
    pub unit: Option<&'a str>,
    pub unit_id: Option<RecordId>,
    pub date: Option<Date>,
    pub models: Vec<ModelDocument<'a>>,
    pub conclusions: Vec<ConclusionDocument<'a>>,
    pub findings: usize,
    pub recommendations: usize,
    pub signed: bool,
    pub conflicts: u32,
}

#[derive(Serialize)]
pub struct ModelDocument<'a> {
    pub id: RecordId,
    pub name: &'a str,
}

#[derive(Serialize)]
pub struct ConclusionDocument<'a> {
    pub model: Option<RecordId>,
    pub level: Option<Level>,
    pub period: Option<Period>,
    pub status: Status,
    pub reason: Option<&'a str>,
    pub due: Option<Date>,
}

impl<'a> VisitDocument<'a> {
    pub fn of(line: &'a VisitLine) -> Self {
        Self {
            id: line.id,
            title: &line.title,
            round: line.round_name.as_deref(),
            round_id: line.round,
            unit: line.unit.as_ref().map(|unit| unit.name.as_str()),
            unit_id: line.unit.as_ref().map(|unit| unit.id),
            date: line.date,
            models: line
                .models
                .iter()
                .map(|(id, name)| ModelDocument { id: *id, name })
                .collect(),
            conclusions: line
                .conclusions
                .iter()
                .map(ConclusionDocument::of)
                .collect(),
            findings: line.findings,
            recommendations: line.recommendations,
            signed: line.signed,
            conflicts: line.conflicts,
        }
    }

    /// The same of one model alone.
    #[must_use]
    pub fn about(mut self, model: RecordId) -> Self {
        self.conclusions
            .retain(|conclusion| conclusion.model == Some(model));
        self
    }
}

impl<'a> ConclusionDocument<'a> {
    fn of(view: &'a ConclusionView) -> Self {
        Self {
            model: view.model,
            level: view.level,
            period: view.period,
            status: view.status,
            reason: view.reason.as_deref(),
            due: view.due,
        }
    }
}

/// A *kiến nghị* as it stands today.
#[derive(Serialize)]
pub struct RecommendationDocument<'a> {
    id: RecordId,
    number: &'a str,
    visit: Option<RecordId>,
    visit_date: Option<Date>,
    unit: Option<&'a str>,
    direction: Direction,
    to: Option<&'a str>,
    model: Option<&'a str>,
    text: &'a str,
    due: Option<Date>,
    product: Option<&'a str>,
    status: RecommendationStatus,
    reason: Option<&'a str>,
    confirmed_at: Option<RecordId>,
    follow_ups: &'a [FollowUpView],
}

impl<'a> RecommendationDocument<'a> {
    pub fn of(view: &'a RecommendationView) -> Self {
        Self {
            id: view.id,
            number: &view.number,
            visit: view.visit,
            visit_date: view.visit_date,
            unit: view.unit.as_ref().map(|unit| unit.name.as_str()),
            direction: view.direction,
            to: view.to.as_deref(),
            model: view.model.as_deref(),
            text: &view.text,
            due: view.due,
            product: view.product.as_deref(),
            status: view.status,
            reason: view.reason.as_deref(),
            confirmed_at: view.confirmed_at,
            follow_ups: &view.follow_ups,
        }
    }
}
