//! Rounds, visits, findings, *kiến nghị*: one file a topic.

mod asked;
mod asked_kept;
mod conclude;
mod findings;
mod followed;
mod frozen;
mod last;
mod lines;
mod minutes;
mod rounds;
mod sign;
mod visit_view;
mod visits;

use super::super::refusal::{Refusal, SurveyRefusal};
use super::super::request::{Deed, SurveyDeed, SurveyReply, SurveyRequest};
use super::super::views::ChangeView;
use super::Open;
use super::changes::see;
use crate::domain::survey::Visit;
use crate::domain::{Fields, RecordId, RecordKind};
use crate::store::{FieldChange, RecordChange, StoredRecord};
use crate::text;
use serde_json::Value;

impl Open {
    pub(super) fn survey(&mut self, request: SurveyRequest) -> Result<SurveyReply, Refusal> {
        use SurveyReply as Reply;
        use SurveyRequest as Request;
        match request {
            Request::MakeRound(round) => self.make_round(&round).map(Reply::Changed),
            Request::Rounds => self.rounds().map(Reply::Rounds),
            Request::Itinerary { round, today } => self
                .itinerary(round, today)
                .map(|view| Reply::Itinerary(Box::new(view))),
            Request::OpenVisit(visit) => self.open_visit(&visit).map(Reply::Changed),
            Request::Visits(filter) => self.visit_lines(&filter).map(Reply::Visits),
            Request::Visit { visit, today } => self
                .visit_view(visit, today)
                .map(|view| Reply::Visit(Box::new(view))),
            Request::Minutes { visit, today } => self
                .minutes(visit, today)
                .map(|minutes| Reply::Minutes(Box::new(minutes))),
            Request::CopyLast { visit, what } => self.copy_last(visit, &what).map(Reply::Changed),
            Request::AddFinding(finding) => self.add_finding(&finding).map(Reply::Changed),
            Request::AddRecommendation(asked) => {
                self.add_recommendation(&asked).map(Reply::Changed)
            }
            Request::Recommendations(filter) => {
                self.recommendations(&filter).map(Reply::Recommendations)
            }
            Request::Recommendation { id, today } => self
                .recommendation_detail(id, today)
                .map(|view| Reply::Recommendation(Box::new(view))),
            Request::Deadlines { today } => self.deadlines(today).map(Reply::Deadlines),
            Request::StepRecommendation(step) => {
                self.step_recommendation(&step).map(Reply::Changed)
            }
            Request::AddFollowUp(done) => self.add_follow_up(&done).map(Reply::Changed),
            Request::Conclude(conclusion) => self.conclude(&conclusion).map(Reply::Changed),
            Request::Sign { visit, at } => self.sign(visit, at).map(Reply::Changed),
            Request::AddAddendum(addendum) => self.add_addendum(&addendum).map(Reply::Changed),
        }
    }

    /// A record of this kind that stands.
    fn standing(&self, id: RecordId, kind: RecordKind) -> Result<StoredRecord, Refusal> {
        let missing = || Refusal::NoRecord { id: id.to_string() };
        let stored = self.store.record(&id.to_string())?.ok_or_else(missing)?;
        if id.kind != kind || stored.is_gone() {
            return Err(missing());
        }
        Ok(stored)
    }

    /// A visit that stands, with its fields.
    fn visit(&self, id: RecordId) -> Result<(Visit, Fields), Refusal> {
        let stored = self.standing(id, RecordKind::Visit)?;
        let fields = Fields(stored.state.shown());
        Ok((Visit::read(&fields), fields))
    }

    /// A visit that takes changes: its minutes are not signed.
    fn open_visit_record(&self, id: RecordId) -> Result<Visit, Refusal> {
        let (visit, _) = self.visit(id)?;
        if visit.signature.is_some() {
            let visit = self.visit_title(&visit);
            return Err(SurveyRefusal::Frozen { visit }.into());
        }
        Ok(visit)
    }

    /// The records of this kind that belong to `parent` and stand.
    fn standing_children(
        &self,
        parent: RecordId,
        kind: RecordKind,
    ) -> Result<Vec<(RecordId, Fields)>, Refusal> {
        let mut children = Vec::new();
        for id in self.store.children(&parent.to_string())? {
            if id.kind != kind {
                continue;
            }
            if let Some(stored) = self.store.record(&id.to_string())?
                && !stored.is_gone()
            {
                children.push((id, Fields(stored.state.shown())));
            }
        }
        Ok(children)
    }

    /// Every record of this kind that stands.
    fn all_standing(&self, kind: RecordKind) -> Result<Vec<(RecordId, Fields)>, Refusal> {
        let mut all = Vec::new();
        self.store.records_of(kind, |id, stored| {
            if !stored.is_gone() {
                all.push((id, Fields(stored.state.shown())));
            }
        })?;
        Ok(all)
    }

    /// What people call a visit: `Khảo sát xã Hòn Nghệ, 20/11/2026`.
    pub(super) fn visit_title(&self, visit: &Visit) -> String {
        let unit = visit.unit.and_then(|unit| self.names.units.get(unit));
        let unit = unit.map(crate::domain::Unit::full_name);
        let place = unit.or_else(|| visit.place.clone()).unwrap_or_default();
        let date = visit.date.map(text::short_date).unwrap_or_default();
        format!("Khảo sát {place}, {date}")
    }

    /// What people call a record of a survey.
    pub(super) fn survey_title(&self, id: RecordId, fields: &Fields) -> Option<String> {
        let line = |name| fields.text(name).map(|text| text.replace('\n', " "));
        match id.kind {
            RecordKind::Visit => Some(self.visit_title(&Visit::read(fields))),
            RecordKind::Finding | RecordKind::FollowUp | RecordKind::Addendum => line("text"),
            RecordKind::Recommendation => Some(format!(
                "{} {}",
                fields.text("number").unwrap_or_default(),
                line("text").unwrap_or_default()
            )),
            _ => None,
        }
    }

    /// Commits a deed of a survey about `record`.
    fn do_survey(
        &mut self,
        deed: SurveyDeed,
        record: RecordId,
        changes: &[RecordChange],
    ) -> Result<ChangeView, Refusal> {
        let ops = self.commit(&Deed::Survey(deed), changes, None, &|_| {})?;
        Ok(ChangeView { record, ops })
    }
}

impl From<SurveyRefusal> for Refusal {
    fn from(refusal: SurveyRefusal) -> Self {
        Self::Survey(refusal)
    }
}

/// Fields written over what stands there, those that would stay left out.
fn over_what_stands(
    record: RecordId,
    stored: &StoredRecord,
    fields: Vec<(String, Value)>,
) -> RecordChange {
    let shown = stored.state.shown();
    let mut change = RecordChange {
        record: record.to_string(),
        fields: fields
            .into_iter()
            .filter(|(field, value)| shown.get(field).unwrap_or(&Value::Null) != value)
            .map(|(field, value)| FieldChange {
                field,
                value,
                over: Vec::new(),
            })
            .collect(),
    };
    see(&mut change, stored);
    change
}

/// The first change of a record; what is blank is left out.
fn begin(record: RecordId, fields: Vec<(String, Value)>) -> RecordChange {
    let fields: Vec<(&str, Value)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    super::book::begin(record, &fields)
}

/// A line of text, or nothing.
fn line(text: Option<&str>) -> Value {
    tidied(text, text::tidy)
}

/// Lines of text, or nothing.
fn lines(text: Option<&str>) -> Value {
    tidied(text, text::tidy_lines)
}

fn tidied(text: Option<&str>, tidy: impl Fn(&str) -> String) -> Value {
    let text = text.map(tidy).filter(|text| !text.trim().is_empty());
    text.map_or(Value::Null, Value::String)
}

fn id_value(id: Option<RecordId>) -> Value {
    id.map_or(Value::Null, |id| id.to_string().into())
}

fn day_value(day: Option<jiff::civil::Date>) -> Value {
    day.map_or(Value::Null, |day| day.to_string().into())
}

/// A text that must be there.
fn needed(field: &str, value: Value) -> Result<Value, Refusal> {
    if value.is_null() {
        return Err(Refusal::Value {
            field: field.to_owned(),
            fault: crate::domain::value::ValueFault::Empty,
        });
    }
    Ok(value)
}

/// Names with values, owned, for a change.
fn named<const N: usize>(fields: [(&str, Value); N]) -> Vec<(String, Value)> {
    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
