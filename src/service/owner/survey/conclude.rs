//! What a visit concludes moves the registration, with the guards of its
//! lifecycle (DOMAIN C3).

use serde_json::Value;

use super::super::super::refusal::{Refusal, SurveyRefusal};
use super::super::super::request::{NewConclusion, SurveyDeed};
use super::super::super::views::ChangeView;
use super::{Open, day_value, line, named, over_what_stands};
use crate::domain::lifecycle::{Evidence, check_step};
use crate::domain::survey::{Visit, check_conclusion};
use crate::domain::{Fields, RecordId, RecordKind, Registration, Status, Word};

impl Open {
    pub(super) fn conclude(&mut self, new: &NewConclusion) -> Result<ChangeView, Refusal> {
        let visit = self.open_visit_record(new.visit)?;
        let stored = self.standing(new.registration, RecordKind::Registration)?;
        let fields = Fields(stored.state.shown());
        let registration = Registration::read(&fields).ok_or_else(|| Refusal::NoRecord {
            id: new.registration.to_string(),
        })?;
        let model = self.title_of(registration.model)?;
        let wanted = self.store.stands_for(registration.model)?;
        let mut is_seen = false;
        for seen in &visit.models {
            is_seen |= self.store.stands_for(seen.id)? == wanted;
        }
        if !is_seen {
            return Err(SurveyRefusal::NotSeen { model }.into());
        }
        check_conclusion(new.to, new.reason.as_deref(), new.due)
            .map_err(SurveyRefusal::Conclusion)?;
        let before = status_before(&visit, new.registration, registration.status);
        if before != new.to {
            check_step(before, new.to, &registration.decision).map_err(Refusal::Status)?;
        }
        let key = format!("conclusion.{}", new.registration.id);
        let parts = [
            ("status", Value::from(new.to.code())),
            ("before", before.code().into()),
            ("reason", line(new.reason.as_deref())),
            ("due", day_value(new.due)),
        ]
        .map(|(part, value)| (format!("{key}.{part}"), value));
        let on_visit = self.standing(new.visit, RecordKind::Visit)?;
        let said = over_what_stands(new.visit, &on_visit, parts.into());
        let status = named([
            ("status", new.to.code().into()),
            ("reason", line(new.reason.as_deref())),
        ]);
        let moved = over_what_stands(new.registration, &stored, status);
        let changes: Vec<_> = [said, moved]
            .into_iter()
            .filter(|change| !change.fields.is_empty())
            .collect();
        self.do_survey(SurveyDeed::Conclude { name: model }, new.visit, &changes)
    }

    /// Whether a visit concluded that a registration is eligible.
    pub(in super::super) fn evidence(
        &self,
        model: RecordId,
        registration: RecordId,
    ) -> Result<Evidence, Refusal> {
        let visits = self.standing_children(model, RecordKind::Visit)?;
        let says_so = visits.iter().any(|(_, fields)| {
            let mut conclusions = Visit::read(fields).conclusions.into_iter();
            conclusions.any(|conclusion| {
                conclusion.registration == registration && conclusion.status == Status::Eligible
            })
        });
        Ok(if says_so {
            Evidence::Visit
        } else {
            Evidence::None
        })
    }
}

/// The status that a conclusion steps from: while the minutes are not signed
/// the head of the delegation may think again, and then the step begins where
/// the first one did.
fn status_before(visit: &Visit, registration: RecordId, now: Status) -> Status {
    visit
        .conclusions
        .iter()
        .find(|conclusion| conclusion.registration == registration && conclusion.status == now)
        .and_then(|conclusion| conclusion.before)
        .unwrap_or(now)
}
