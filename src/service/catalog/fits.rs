//! Which models fit a filter: decided once for what many of them share, then
//! looked up for each.

use std::collections::BTreeSet;

use super::super::request::ModelFilter;
use crate::domain::{Level, Milestone, Movement, RecordId};
use crate::report::Facts;
use crate::report::facts::{Registered, Slot, Traits};

/// A filter made ready to be put to each model.
pub struct Fits {
    traits: Vec<bool>,
    lists: Vec<bool>,
}

impl Fits {
    /// `tree` are the unit of the filter and all below it.
    pub fn of(facts: &Facts, filter: &ModelFilter, tree: &BTreeSet<RecordId>) -> Self {
        Self {
            traits: facts.map_traits(|traits| traits_fit(facts, traits, filter, tree)),
            lists: facts.map_lists(|list| list_fits(facts, list, filter)),
        }
    }

    /// Whether a model fits.
    pub fn take(&self, slot: Slot) -> bool {
        let is = |of: &[bool], number: u32| of.get(number as usize) == Some(&true);
        is(&self.traits, slot.traits) && is(&self.lists, slot.list)
    }
}

fn traits_fit(
    facts: &Facts,
    traits: &Traits,
    filter: &ModelFilter,
    tree: &BTreeSet<RecordId>,
) -> bool {
    let unit = facts.units.items().get(traits.unit as usize);
    let field = facts.fields.items().get(traits.field as usize);
    let movement = facts.movements.items().get(traits.movement as usize);
    (filter.unit.is_none() || unit.is_some_and(|unit| tree.contains(unit)))
        && filter.kind.is_none_or(|kind| traits.kind == Some(kind))
        && filter
            .field
            .as_ref()
            .is_none_or(|wanted| field == Some(wanted))
        && filter
            .movement
            .is_none_or(|wanted| is_of(movement.copied(), wanted))
}

/// Whether the registrations of a model fit at every level that is asked for.
fn list_fits(facts: &Facts, list: &[Registered], filter: &ModelFilter) -> bool {
    let mut also = filter.also_at.iter();
    fits_at(facts, list, filter, filter.level)
        && also.all(|level| fits_at(facts, list, filter, Some(*level)))
}

fn fits_at(facts: &Facts, list: &[Registered], filter: &ModelFilter, level: Option<Level>) -> bool {
    let asks_registration = level.is_some() || filter.status.is_some() || filter.period.is_some();
    let fitting = || {
        list.iter().filter(|registered| {
            level.is_none_or(|level| registered.level == level)
                && registration_fits(facts, registered, filter)
        })
    };
    filter.milestone.is_none_or(|milestone| {
        stands_at(milestone, &|is: fn(&Registered) -> bool| {
            let mut fitting = fitting();
            fitting.any(|registered| registered.status.is_registered() && is(registered))
        })
    }) && (!asks_registration || fitting().next().is_some())
}

/// Whether a model stands at a milestone; `any` tells whether one of its
/// registrations is so.
fn stands_at(milestone: Milestone, any: &dyn Fn(fn(&Registered) -> bool) -> bool) -> bool {
    match milestone {
        Milestone::Registered => any(|_| true),
        Milestone::Unsurveyed => any(|_| true) && !any(|one| one.status.is_surveyed()),
        Milestone::Underway => any(|one| one.status.is_underway()),
        Milestone::Surveyed => any(|one| one.status.is_surveyed()),
        Milestone::Recognized => any(|one| one.status.is_recognition()),
        Milestone::Typical => any(|one| one.typical),
    }
}

/// Whether a registration has the status and the period of a filter.
fn registration_fits(facts: &Facts, registered: &Registered, filter: &ModelFilter) -> bool {
    let period = facts.periods.items().get(registered.period as usize);
    filter
        .status
        .is_none_or(|status| registered.status == status)
        && filter
            .period
            .is_none_or(|wanted| period.is_some_and(|period| wanted.contains(*period)))
}

/// Whether a model belongs to a movement; without one it counts as “Dân vận
/// khéo”, here as in every figure.
fn is_of(movement: Option<RecordId>, wanted: RecordId) -> bool {
    match movement {
        Some(movement) => movement == wanted,
        None => wanted == Movement::identity(Movement::DAN_VAN_KHEO),
    }
}
