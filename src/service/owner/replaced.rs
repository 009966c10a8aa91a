//! What a change takes away counts as much as what it puts there: whoever may
//! not recognise a model may not undo its recognition either.

use super::super::caller::Caller;
use super::super::refusal::Refusal;
use super::super::request::entry::EntryRequest;
use super::super::request::{FieldWrite, RecordWrite, Request};
use super::super::terms::{status_needs, write_needs};
use super::Open;
use crate::domain::schema::DELETED;
use crate::domain::{RecordId, RecordKind, Role, Status, Word};
use crate::store::RecordChange;

impl Open {
    /// Refuses a change to whoever may not take away what it replaces.
    pub(super) fn refuse_what_it_replaces(
        &self,
        caller: &Caller,
        request: &Request,
    ) -> Result<(), Refusal> {
        let needed = match request {
            Request::Write { records, .. } => self.most_replaced(records)?,
            Request::Entry(EntryRequest::Correct(entry)) => self.replaced_needs(&entry.write)?,
            Request::Undo => self.reversal_needs(&self.store.would_undo(&self.officer()?)?)?,
            Request::Redo => self.reversal_needs(&self.store.would_redo(&self.officer()?)?)?,
            _ => return Ok(()),
        };
        self.permit(caller, needed).map(|_| ())
    }

    /// A deed is taken back by whoever might do so by hand: a role may have
    /// been taken away since.
    fn reversal_needs(&self, changes: &[RecordChange]) -> Result<Role, Refusal> {
        let writes: Vec<RecordWrite> = changes.iter().filter_map(as_write).collect();
        let written = writes.iter().map(write_needs).max();
        Ok(self
            .most_replaced(&writes)?
            .max(written.unwrap_or(Role::Viewer)))
    }

    fn most_replaced(&self, writes: &[RecordWrite]) -> Result<Role, Refusal> {
        let mut needed = Role::Viewer;
        for write in writes {
            needed = needed.max(self.replaced_needs(write)?);
        }
        Ok(needed)
    }

    fn replaced_needs(&self, write: &RecordWrite) -> Result<Role, Refusal> {
        let writes = |name: &str| write.fields.iter().any(|field| field.field == name);
        let statuses = match write.record.kind {
            RecordKind::Registration if writes("status") || writes(DELETED) => {
                self.statuses(write.record)?
            }
            RecordKind::Model if writes(DELETED) => {
                let summary = self.store.summary(write.record)?;
                let registrations = summary.into_iter().flat_map(|model| model.registrations);
                registrations.map(|one| one.status).collect()
            }
            _ => Vec::new(),
        };
        let needed = statuses.into_iter().map(status_needs).max();
        Ok(needed.unwrap_or(Role::Viewer))
    }

    /// Every status that stands in a registration: several where people must
    /// choose.
    fn statuses(&self, registration: RecordId) -> Result<Vec<Status>, Refusal> {
        let stored = self.store.record(&registration.to_string())?;
        let register = stored
            .as_ref()
            .and_then(|stored| stored.state.register("status"));
        let live = register.map(|register| register.live()).unwrap_or_default();
        let words = live.iter().filter_map(|live| live.value.as_str());
        Ok(words.filter_map(Status::parse).collect())
    }
}

/// A change of the store's own making as a write; what is no record of a known
/// kind needs nothing in particular.
fn as_write(change: &RecordChange) -> Option<RecordWrite> {
    let fields = change.fields.iter().map(|field| FieldWrite {
        field: field.field.clone(),
        value: field.value.clone(),
        over: field.over.clone(),
    });
    Some(RecordWrite {
        record: change.record.parse().ok()?,
        fields: fields.collect(),
    })
}
