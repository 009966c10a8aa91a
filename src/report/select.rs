//! Which registrations answer to a question, decided number by number.

use std::collections::HashSet;

use super::behind::{Counted, FieldIs, Movements, Place, Stage};
use super::facts::{Fact, Facts, NONE, Registered, Traits};
use crate::domain::units::Units;
use crate::domain::{Level, ModelKind, Period, RecordId, RegistrationType};

/// Numbers of the models that hold an award of the period.
pub type Awarded = HashSet<u32>;

/// Yes or no for each number, and for “none”.
#[derive(Debug, Clone)]
pub struct Mask {
    of: Vec<bool>,
    none: bool,
}

impl Mask {
    /// Whether the number is in it.
    pub fn has(&self, number: u32) -> bool {
        if number == NONE {
            return self.none;
        }
        self.of.get(number as usize).copied().unwrap_or(false)
    }

    /// The periods that lie wholly in `period`.
    pub fn periods(facts: &Facts, period: Period) -> Self {
        Self {
            of: facts.periods.map(|other| period.contains(*other)),
            none: false,
        }
    }

    /// The movements that count.
    pub fn movements(facts: &Facts, movements: &Movements) -> Self {
        Self {
            of: facts
                .movements
                .map(|movement| movements.take(Some(*movement))),
            none: movements.take(None),
        }
    }

    /// The units of a place.
    pub fn units(facts: &Facts, units: &Units, place: &Place) -> Self {
        match place {
            Place::Everywhere => Self {
                of: facts.units.map(|_| true),
                none: true,
            },
            Place::Within(tops) => {
                let trees: HashSet<RecordId> =
                    tops.iter().flat_map(|top| units.tree(*top)).collect();
                Self {
                    of: facts.units.map(|unit| trees.contains(unit)),
                    none: false,
                }
            }
            Place::Only(only) => Self {
                of: facts.units.map(|unit| only.contains(unit)),
                none: false,
            },
            Place::Nowhere => Self {
                of: facts.units.map(|unit| units.get(*unit).is_none()),
                none: true,
            },
        }
    }
}

/// A question made ready to be put to each registration.
pub struct Selection<'a> {
    units: Mask,
    movements: Mask,
    periods: Mask,
    level: Option<Level>,
    kind: Option<ModelKind>,
    /// Number of the field; `NONE` for models without one.
    field: Option<u32>,
    sort: Option<RegistrationType>,
    stage: Stage,
    awarded: &'a Awarded,
}

impl<'a> Selection<'a> {
    /// `None` when it asks for a field that no model has.
    pub fn new(
        facts: &Facts,
        units: &Units,
        counted: &Counted,
        awarded: &'a Awarded,
    ) -> Option<Self> {
        let field = match &counted.field {
            None => None,
            Some(FieldIs::Unknown) => Some(NONE),
            Some(FieldIs::Named(field)) => Some(facts.fields.find(field)?),
        };
        Some(Self {
            units: Mask::units(facts, units, &counted.place),
            movements: Mask::movements(facts, &counted.movements),
            periods: Mask::periods(facts, counted.period),
            level: counted.level,
            kind: counted.kind,
            field,
            sort: counted.sort,
            stage: counted.stage,
            awarded,
        })
    }

    /// Whether a registration answers to the question.
    pub fn takes(&self, fact: &Fact) -> bool {
        self.takes_registered(&fact.registered())
            && self.takes_traits(&fact.traits())
            && self.takes_model(fact.model)
    }

    /// Whether a registration does, whatever its model is.
    fn takes_registered(&self, of: &Registered) -> bool {
        of.status.is_registered()
            && self.periods.has(of.period)
            && self.level.is_none_or(|level| of.level == level)
            && self.sort.is_none_or(|sort| of.sort == Some(sort))
            && came(of, self.stage)
    }

    /// Whether models with these traits do.
    fn takes_traits(&self, traits: &Traits) -> bool {
        self.units.has(traits.unit)
            && self.movements.has(traits.movement)
            && self.kind.is_none_or(|kind| traits.kind == Some(kind))
            && self.field.is_none_or(|field| traits.field == field)
    }

    /// Whether a model does, where it is asked for its awards.
    fn takes_model(&self, model: u32) -> bool {
        self.stage != Stage::Awarded || self.awarded.contains(&model)
    }
}

/// Whether a registration came that far.
pub fn reached(fact: &Fact, stage: Stage, awarded: &Awarded) -> bool {
    match stage {
        Stage::Awarded => awarded.contains(&fact.model),
        _ => came(&fact.registered(), stage),
    }
}

/// Whether a registration came that far; it is the model that has an award.
fn came(of: &Registered, stage: Stage) -> bool {
    match stage {
        Stage::Registered => of.status.is_registered(),
        Stage::Underway => of.status.is_underway(),
        Stage::Surveyed => of.status.is_surveyed(),
        Stage::Recognized => of.status.is_recognition(),
        Stage::Typical => of.typical,
        Stage::Awarded => true,
    }
}

/// Numbers of the models behind a cell, in the order of the facts. What models
/// have in common is asked once.
pub fn models_behind(
    facts: &Facts,
    units: &Units,
    counted: &Counted,
    awarded: &Awarded,
) -> Vec<u32> {
    let Some(selection) = Selection::new(facts, units, counted, awarded) else {
        return Vec::new();
    };
    let traits = facts.map_traits(|traits| selection.takes_traits(traits));
    let lists = facts.map_lists(|list| list.iter().any(|of| selection.takes_registered(of)));
    let is_yes = |answers: &[bool], number: u32| answers.get(number as usize) == Some(&true);
    let taken = facts.slots().filter(|(model, slot)| {
        is_yes(&traits, slot.traits) && is_yes(&lists, slot.list) && selection.takes_model(*model)
    });
    taken.map(|(model, _)| model).collect()
}
