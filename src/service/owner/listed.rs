//! What reports list registration by registration: B04 and B06.

use std::collections::HashMap;

use super::super::catalog::Catalog;
use super::super::refusal::Refusal;
use super::Open;
use crate::domain::{
    Fields, ModelSummary, Period, RecordId, Registration, RegistrationSummary, Status,
};
use crate::report::detail::Detail;
use crate::report::facts::{Registered, Slot, Traits};
use crate::report::ground::Ground;
use crate::report::{Facts, ReportId, ReportQuery};

/// The models that a report lists.
#[derive(Debug, Default)]
pub struct Listed {
    pub models: Vec<RecordId>,
    /// Lines of the whole list.
    pub lines: usize,
}

impl Open {
    /// The models whose registrations a report lists; of a list that is asked
    /// for in part, those that its first lines are about.
    pub(super) fn listed(&self, catalog: &Catalog, query: &ReportQuery, period: Period) -> Listed {
        let Some(wanted) = wanted(query.report) else {
            return Listed::default();
        };
        let ground = self.ground(query, period);
        let facts = catalog.facts();
        let counts = facts.map_traits(asked_for(facts, &ground, query));
        let within = facts.periods.map(|other| period.contains(*other));
        let lines = facts.map_lists(|list| {
            let is_listed = |of: &&Registered| {
                wanted(of.status) && within.get(of.period as usize) == Some(&true)
            };
            list.iter().filter(is_listed).count()
        });
        let mut listed: Vec<(u32, Slot, usize)> = facts
            .slots()
            .filter(|(_, slot)| counts.get(slot.traits as usize) == Some(&true))
            .map(|(number, slot)| {
                let lines = lines.get(slot.list as usize).copied();
                (number, slot, lines.unwrap_or_default())
            })
            .filter(|(_, _, lines)| *lines > 0)
            .collect();
        let all = listed.iter().map(|(_, _, lines)| lines).sum();
        if let Some(most) = query.most_rows.filter(|most| *most < all) {
            self.first_lines(catalog, &mut listed, most);
        }
        let models = listed.iter();
        Listed {
            models: models
                .filter_map(|(number, ..)| catalog.model(*number))
                .collect(),
            lines: all,
        }
    }

    /// Leaves those that the first `most` lines are about: in official order of
    /// units, then by name.
    fn first_lines(&self, catalog: &Catalog, listed: &mut Vec<(u32, Slot, usize)>, most: usize) {
        let facts = catalog.facts();
        let units = &self.names.units;
        let mut places: Vec<RecordId> = units.iter().map(|(id, _)| id).collect();
        units.sort_officially(&mut places);
        let rank: HashMap<RecordId, usize> =
            (0..).zip(places).map(|(rank, unit)| (unit, rank)).collect();
        let ranks = facts.map_traits(|traits| {
            let unit = facts.units.items().get(traits.unit as usize);
            unit.and_then(|unit| rank.get(unit).copied())
        });
        listed.sort_by_cached_key(|(number, slot, _)| {
            let rank = ranks.get(slot.traits as usize).copied().flatten();
            (rank.unwrap_or(usize::MAX), catalog.place_by_name(*number))
        });
        let mut lines = 0;
        listed.retain(|(_, _, of)| {
            let is_first = lines < most;
            lines += of;
            is_first
        });
    }

    /// The registrations in full that a report lists of these models.
    pub(super) fn details(
        &self,
        listed: &[RecordId],
        query: &ReportQuery,
        period: Period,
    ) -> Result<Vec<Detail>, Refusal> {
        let Some(wanted) = wanted(query.report) else {
            return Ok(Vec::new());
        };
        let mut details = Vec::new();
        for &model in listed {
            let Some(summary) = self.store.summary(model)? else {
                continue;
            };
            let registrations = summary.registrations.iter();
            for registration in registrations
                .filter(|registration| wanted(registration.status))
                .filter(|registration| period.contains(registration.period))
            {
                details.push(self.detail(model, &summary, registration)?);
            }
        }
        Ok(details)
    }

    fn detail(
        &self,
        id: RecordId,
        summary: &ModelSummary,
        of: &RegistrationSummary,
    ) -> Result<Detail, Refusal> {
        let fields = |id: RecordId| -> Result<Fields, Refusal> {
            let stored = self.store.record(&id.to_string())?;
            Ok(Fields(
                stored
                    .map(|stored| stored.state.shown())
                    .unwrap_or_default(),
            ))
        };
        let registration = Registration::read(&fields(of.id)?);
        let (decision, certificate) = registration
            .map(|registration| (registration.decision, registration.certificate))
            .unwrap_or_default();
        let model = &summary.model;
        Ok(Detail {
            model: id,
            registration: of.id,
            name: model.name.clone(),
            owner: model.owner.clone(),
            unit: model.unit,
            hamlet: fields(id)?.text("place").map(str::to_owned),
            kind: model.kind,
            field: model.field.clone(),
            level: of.level,
            period: of.period,
            status: of.status,
            typical: of.typical,
            decision,
            certificate,
        })
    }
}

/// The registrations in full that a report lists: those recognised for B04,
/// all for B06, none for the others.
fn wanted(report: ReportId) -> Option<fn(Status) -> bool> {
    match report {
        ReportId::B04 => Some(Status::is_recognition),
        ReportId::B06 => Some(Status::is_registered),
        _ => None,
    }
}

/// Whether models with these traits are among those that a report is about.
pub(super) fn asked_for<'a>(
    facts: &'a Facts,
    ground: &'a Ground,
    query: &'a ReportQuery,
) -> impl Fn(&Traits) -> bool + 'a {
    |traits| {
        let movement = facts.movements.items().get(traits.movement as usize);
        let unit = facts.units.items().get(traits.unit as usize);
        ground.covers(unit.copied()) && query.movements.take(movement.copied())
    }
}
