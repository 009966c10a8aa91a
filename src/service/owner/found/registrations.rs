//! Registrations among all records: found by their decision, certificate,
//! deciding body, level and year, and by the names of their model.

use super::super::super::finder::{Entry, Finder};
use super::super::super::kept::Reading;
use super::super::super::refusal::Refusal;
use super::super::super::shelf::{Ended, PIECE};
use super::Open;
use crate::domain::{Course, Fields, ModelSummary, RecordId, RecordKind, Registration, Word};

impl Open {
    /// Every registration, model by model: what a model says is read once for
    /// all of its own.
    pub(super) fn read_registrations(
        &self,
        finder: &mut Finder,
        reading: &Reading<Finder>,
    ) -> Result<(), Ended> {
        let mut after = None;
        loop {
            reading.is_wanted()?;
            let models = self.store.summaries_after(after, PIECE)?;
            let Some((last, _)) = models.last() else {
                return Ok(());
            };
            after = Some(*last);
            for (_, summary) in &models {
                for registration in &summary.registrations {
                    if let Some(fields) = self.found_fields(registration.id)? {
                        self.put_registration_of(summary, finder, registration.id, &fields)?;
                    }
                }
            }
        }
    }

    /// Puts a registration in, or takes it out: without a model that stands
    /// there is nothing to open.
    pub(super) fn put_registration(
        &self,
        finder: &mut Finder,
        id: RecordId,
        fields: &Fields,
    ) -> Result<(), Refusal> {
        let model = fields.reference("model", RecordKind::Model);
        let model = model
            .map(|model| self.store.stands_for(model))
            .transpose()?;
        let summary = model.map(|model| self.store.summary(model)).transpose()?;
        let summary = summary.flatten();
        let is_its = |summary: &ModelSummary| {
            let mut registrations = summary.registrations.iter();
            registrations.any(|registration| registration.id == id)
        };
        match summary.filter(is_its) {
            Some(summary) => self.put_registration_of(&summary, finder, id, fields),
            None => {
                finder.remove(id);
                Ok(())
            }
        }
    }

    fn put_registration_of(
        &self,
        summary: &ModelSummary,
        finder: &mut Finder,
        id: RecordId,
        fields: &Fields,
    ) -> Result<(), Refusal> {
        let Some(registration) = Registration::read(fields) else {
            finder.remove(id);
            return Ok(());
        };
        let model = &summary.model;
        let unit = model.unit.and_then(|unit| self.names.units.get(unit));
        let mut words = vec![id.kind.vi().to_owned(), model.name.clone()];
        words.extend(summary.formerly.iter().cloned());
        words.extend(model.owner.clone());
        words.extend(unit.map(|unit| unit.full_name()));
        words.extend(registration.typical.then(|| TYPICAL.to_owned()));
        self.words_written(id.kind, fields, |field| field != "model", &mut words)?;
        let period = registration.period;
        let entry = Entry {
            id,
            unit: model.unit,
            // It is brought up to its model with the model's own children.
            model: None,
            span: Some((period.first_day(), period.last_day())),
            course: Course::read(id.kind, fields),
        };
        // Its title is its model's, which is found as a model: as a name it
        // would come before the records that bear one of their own.
        finder.put(entry, "", &words.join(" "));
        Ok(())
    }
}

/// What people type for a registration that was marked *tiêu biểu*.
const TYPICAL: &str = "tiêu biểu";
