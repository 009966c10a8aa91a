//! The minutes of a visit, in the words of the outline that it was filled through.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Filling, items_without_outline};
use crate::domain::RecordId;
use crate::forms::{Outline, Surroundings};
use crate::report::minutes::Minutes;
use crate::service::request::{OutlineReply, OutlineRequest, SurveyReply, SurveyRequest};
use crate::service::{Client, Refusal, Reply, Request};

/// What the minutes of a visit speak of, as they stand at the moment `now`.
///
/// # Errors
/// No such visit, or the book's refusal.
pub fn minutes_of(client: &Client, visit: RecordId, now: Timestamp) -> Result<Minutes, Refusal> {
    let today = Offset::constant(7).to_datetime(now).date();
    let request = SurveyRequest::Minutes { visit, today };
    let mut minutes = match client.ask(Request::Survey(request))? {
        Reply::Survey(SurveyReply::Minutes(minutes)) => *minutes,
        _ => return Err(Refusal::Gone),
    };
    minutes.items = match outline_of(client, &minutes)? {
        Some(outline) => {
            let surroundings = Surroundings {
                now,
                ..Surroundings::default()
            };
            let filling = Filling::open(Arc::new(outline), &minutes.visit, surroundings);
            filling.items(&minutes.visit)
        }
        None => items_without_outline(&minutes.visit),
    };
    Ok(minutes)
}

/// The outline that a visit is filled through, if the book has one that this
/// program can read.
fn outline_of(client: &Client, minutes: &Minutes) -> Result<Option<Outline>, Refusal> {
    let Some(Ok(id)) = minutes.visit.outline.as_deref().map(str::parse::<RecordId>) else {
        return Ok(None);
    };
    match client.ask(Request::Outlines(OutlineRequest::Open(id))) {
        Ok(Reply::Outlines(OutlineReply::Opened { form, .. })) => {
            Ok(serde_json::from_str(&form).ok())
        }
        // It may be in a bundle that has not come yet.
        Err(Refusal::NoRecord { .. }) => Ok(None),
        Err(refusal) => Err(refusal),
        Ok(_) => Err(Refusal::Gone),
    }
}
