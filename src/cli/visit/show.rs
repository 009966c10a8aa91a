//! `kheo visit show`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::fault::CliFault;
use super::super::session::Session;
use super::document::{RecommendationDocument, VisitDocument};
use super::{record_of, surveyed, today};
use crate::domain::RecordKind;
use crate::domain::survey::Visit;
use crate::forms::visit::minutes_of;
use crate::office::paper_text;
use crate::report::minutes::compose;
use crate::service::request::SurveyRequest;
use crate::service::views::{FindingView, SealView, VisitView};

/// # Errors
/// No such visit, or the book's refusal.
pub fn run(session: &Session, id: &str) -> Result<Answer, CliFault> {
    let visit = record_of(id, RecordKind::Visit)?;
    let today = today();
    let view = *surveyed!(session, SurveyRequest::Visit { visit, today }, Visit);
    let minutes = minutes_of(&session.client, visit, Timestamp::now())?;
    Ok(session.show(&document(&view), |_| {
        format!(
            "{}\n\n{}",
            view.line.id,
            paper_text(&compose(&minutes, today))
        )
    }))
}

/// The visit with all that was written down, the list's keys first.
fn document(view: &VisitView) -> Value {
    let mut document = json!(VisitDocument::of(&view.line));
    let recommendations = view.recommendations.iter();
    let earlier = view.earlier.iter().map(|earlier| {
        let mut asked = json!(RecommendationDocument::of(&earlier.recommendation));
        asked["judged"] = match &earlier.judged {
            Some(judged) => json!({ "status": judged.step, "text": judged.text }),
            None => Value::Null,
        };
        asked
    });
    let addenda = view.addenda.iter().map(|(id, addendum)| {
        json!({
            "id": id,
            "date": addendum.date,
            "reason": addendum.reason,
            "text": addendum.text,
            "author": addendum.author,
        })
    });
    let more = json!({
        "findings": view.findings.iter().map(finding).collect::<Vec<_>>(),
        "recommendations": recommendations.map(RecommendationDocument::of).collect::<Vec<_>>(),
        "earlier": earlier.collect::<Vec<_>>(),
        "addenda": addenda.collect::<Vec<_>>(),
        "seal": view.seal.seal(),
        "altered": matches!(view.seal, SealView::Altered { .. }),
    });
    for part in [written(&view.visit), more] {
        if let (Value::Object(document), Value::Object(part)) = (&mut document, part) {
            document.extend(part);
        }
    }
    document
}

/// The fields of the visit itself.
fn written(visit: &Visit) -> Value {
    let clock = |time: Option<jiff::civil::Time>| time.map(crate::text::clock);
    json!({
        "start": clock(visit.start),
        "end": clock(visit.end),
        "place": visit.place,
        "basis": visit.basis,
        "outline": visit.outline,
        "outline_version": visit.outline_version,
        "delegation": visit.delegation,
        "hosts": visit.hosts,
        "models": visit.models,
        "report": visit.report,
        "answers": visit.answers,
        "remarks": visit.remarks,
        "targets": visit.targets,
        "documents": visit.documents,
        "discussion": visit.discussion,
        "strengths": visit.strengths,
        "conclusion": visit.conclusion,
        "reservation": visit.reservation,
        "copies": visit.copies,
        "signature": visit.signature,
    })
}

fn finding(view: &FindingView) -> Value {
    json!({
        "id": view.id,
        "model": view.model,
        "model_id": view.finding.model,
        "text": view.finding.text,
        "degree": view.finding.degree,
        "objective_cause": view.finding.objective_cause,
        "subjective_cause": view.finding.subjective_cause,
        "responsible": view.finding.responsible,
    })
}
