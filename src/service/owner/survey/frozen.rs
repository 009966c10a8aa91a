//! Signed minutes freeze their visit: nothing that they say is changed any
//! more, only added to by a *phụ lục*.

use std::collections::BTreeSet;

use super::super::super::refusal::{Refusal, SurveyRefusal};
use super::super::super::request::Deed;
use super::Open;
use super::sign::write_over;
use crate::domain::schema::survey::LIVING;
use crate::domain::survey::Visit;
use crate::domain::survey::seal::seal;
use crate::domain::{Fields, RecordId, RecordKind};
use crate::store::{FieldChange, RecordChange, StoredRecord};

/// Fields that follow from a step with its guards, and are not written by hand.
const BY_STEPS: &[(RecordKind, &str)] = &[
    (RecordKind::Visit, "signed_at"),
    (RecordKind::Visit, "signed_by"),
    (RecordKind::Visit, "seal"),
    (RecordKind::Recommendation, "status"),
    (RecordKind::Recommendation, "confirmed_at"),
];

impl Open {
    /// Refuses changes of what signed minutes say. Allowed are choosing where
    /// two values stand, and bringing back what was signed after something
    /// else arrived.
    pub(in super::super) fn refuse_frozen(
        &self,
        deed: &Deed,
        changes: &[RecordChange],
    ) -> Result<(), Refusal> {
        let mut looked_at = BTreeSet::new();
        for change in changes {
            let Ok(id) = change.record.parse::<RecordId>() else {
                continue;
            };
            if !is_in_minutes(id.kind) {
                continue;
            }
            let stored = self.store.record(&change.record)?.unwrap_or_default();
            if settles(deed, change, &stored) || lives_on(id.kind, change) {
                continue;
            }
            for visit in visits_of(id, change, &stored) {
                if looked_at.insert(visit) {
                    self.refuse_signed(visit, changes)?;
                }
            }
        }
        Ok(())
    }

    fn refuse_signed(&self, id: RecordId, changes: &[RecordChange]) -> Result<(), Refusal> {
        let Some(stored) = self.store.record(&id.to_string())? else {
            return Ok(());
        };
        let fields = Fields(stored.state.shown());
        let visit = Visit::read(&fields);
        let Some(signature) = &visit.signature else {
            return Ok(());
        };
        let mut content = self.content(id, &fields)?;
        let was_as_signed = seal(&content) == signature.seal;
        for change in changes {
            write_over(&mut content, change);
        }
        if !was_as_signed && seal(&content) == signature.seal {
            return Ok(());
        }
        let visit = self.visit_title(&visit);
        Err(SurveyRefusal::Frozen { visit }.into())
    }

    /// Refuses to write by hand what a step with guards writes.
    pub(in super::super) fn refuse_past_guards(
        &self,
        deed: &Deed,
        changes: &[RecordChange],
    ) -> Result<(), Refusal> {
        for change in changes {
            let Ok(id) = change.record.parse::<RecordId>() else {
                continue;
            };
            let guarded = change.fields.iter().find(|field| {
                BY_STEPS.contains(&(id.kind, field.field.as_str()))
                    || id.kind == RecordKind::Visit && field.field.starts_with("conclusion.")
            });
            let Some(guarded) = guarded else { continue };
            let stored = self.store.record(&change.record)?.unwrap_or_default();
            if !settles(deed, change, &stored) {
                let field = guarded.field.clone();
                return Err(SurveyRefusal::OnlyByItsStep { field }.into());
            }
        }
        Ok(())
    }
}

/// The records whose content stands in the minutes.
fn is_in_minutes(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::Visit | RecordKind::Finding | RecordKind::Recommendation
    )
}

/// Whether a change only chooses between values that both stand.
fn settles(deed: &Deed, change: &RecordChange, stored: &StoredRecord) -> bool {
    let chooses = |field: &FieldChange| {
        let register = stored.state.register(&field.field);
        register.is_some_and(|register| {
            let mut live = register.live().iter();
            register.is_conflict() && live.any(|live| live.value == field.value)
        })
    };
    matches!(deed, Deed::Settle { .. }) && change.fields.iter().all(chooses)
}

/// Whether a change only follows a *kiến nghị* on.
fn lives_on(kind: RecordKind, change: &RecordChange) -> bool {
    let mut fields = change.fields.iter();
    kind == RecordKind::Recommendation && fields.all(|field| LIVING.contains(&field.field.as_str()))
}

/// The visits whose minutes a change touches: where the record was, and where
/// it would go.
fn visits_of(id: RecordId, change: &RecordChange, stored: &StoredRecord) -> Vec<RecordId> {
    if id.kind == RecordKind::Visit {
        return vec![id];
    }
    let stands = Fields(stored.state.shown()).reference("visit", RecordKind::Visit);
    let goes = change
        .fields
        .iter()
        .filter(|field| field.field == "visit")
        .filter_map(|field| field.value.as_str()?.parse().ok());
    stands.into_iter().chain(goes).collect()
}
