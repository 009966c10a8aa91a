//! Every registration of the book in a row of small numbers: what counting
//! walks through. A million of them are counted in a few milliseconds.
//!
//! What models have in common is kept once: a model is the number of its
//! [`Traits`] and the number of its list of registrations, eight bytes.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::sync::Arc;

use crate::domain::{
    Level, ModelKind, ModelSummary, Period, RecordId, RegistrationSummary, RegistrationType, Status,
};

/// Stands for “none” where a number names a unit, a movement or a field.
pub const NONE: u32 = u32::MAX;

/// One registration, with what its model adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// Number of the model, as whoever made the facts numbered it.
    pub model: u32,
    pub unit: u32,
    pub movement: u32,
    pub field: u32,
    pub period: u32,
    pub level: Level,
    pub kind: Option<ModelKind>,
    pub sort: Option<RegistrationType>,
    pub status: Status,
    pub typical: bool,
}

impl Fact {
    /// What its model adds.
    pub fn traits(&self) -> Traits {
        Traits {
            unit: self.unit,
            movement: self.movement,
            field: self.field,
            kind: self.kind,
        }
    }

    /// The registration without its model.
    pub fn registered(&self) -> Registered {
        Registered {
            period: self.period,
            level: self.level,
            sort: self.sort,
            status: self.status,
            typical: self.typical,
        }
    }
}

/// What a model adds to each of its registrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Traits {
    pub unit: u32,
    pub movement: u32,
    pub field: u32,
    pub kind: Option<ModelKind>,
}

/// A registration without its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Registered {
    pub period: u32,
    pub level: Level,
    pub sort: Option<RegistrationType>,
    pub status: Status,
    pub typical: bool,
}

/// Numbers things in the order in which they are first met. A thing keeps its
/// number when nothing has it any more.
#[derive(Debug, Clone)]
pub struct Numbered<T> {
    items: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn number(&mut self, item: &T) -> u32 {
        if let Some(number) = self.numbers.get(item) {
            return *number;
        }
        let number = u32::try_from(self.items.len()).unwrap_or(NONE);
        self.items.push(item.clone());
        self.numbers.insert(item.clone(), number);
        number
    }

    /// The number of an item, if it was met.
    pub fn find(&self, item: &T) -> Option<u32> {
        self.numbers.get(item).copied()
    }

    /// All items, in the order of their numbers.
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// For each number, what `of` says of the item.
    pub fn map<V>(&self, of: impl Fn(&T) -> V) -> Vec<V> {
        self.items.iter().map(of).collect()
    }
}

/// A model: the numbers of its traits and of its registrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub traits: u32,
    pub list: u32,
}

impl Slot {
    /// Where there is no model.
    const EMPTY: Self = Self {
        traits: NONE,
        list: NONE,
    };
}

/// All models with their registrations.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    slots: Vec<Slot>,
    models: usize,
    registrations: usize,
    pub units: Numbered<RecordId>,
    pub movements: Numbered<RecordId>,
    pub fields: Numbered<String>,
    pub periods: Numbered<Period>,
    traits: Numbered<Traits>,
    lists: Numbered<Arc<[Registered]>>,
}

/// One model with its registrations.
#[derive(Debug, Clone, Copy)]
pub struct ModelFacts<'a> {
    pub model: u32,
    pub traits: Traits,
    registrations: &'a [Registered],
}

impl<'a> ModelFacts<'a> {
    /// Its registrations, one by one.
    pub fn facts(self) -> impl Iterator<Item = Fact> + 'a {
        let Self { model, traits, .. } = self;
        self.registrations.iter().map(move |registered| Fact {
            model,
            unit: traits.unit,
            movement: traits.movement,
            field: traits.field,
            period: registered.period,
            level: registered.level,
            kind: traits.kind,
            sort: registered.sort,
            status: registered.status,
            typical: registered.typical,
        })
    }
}

impl Facts {
    /// Puts a model under its number, in the place of an earlier one. Numbers
    /// should be dense.
    pub fn put(&mut self, number: u32, summary: &ModelSummary) {
        self.remove(number);
        let model = &summary.model;
        let traits = Traits {
            unit: model.unit.map_or(NONE, |unit| self.units.number(&unit)),
            movement: model
                .movement
                .map_or(NONE, |movement| self.movements.number(&movement)),
            field: match &model.field {
                Some(field) => self.fields.number(field),
                None => NONE,
            },
            kind: model.kind,
        };
        let registered = |of: &RegistrationSummary| Registered {
            period: self.periods.number(&of.period),
            level: of.level,
            sort: of.kind,
            status: of.status,
            typical: of.typical,
        };
        let list: Arc<[Registered]> = summary.registrations.iter().map(registered).collect();
        self.models += 1;
        self.registrations += list.len();
        let slot = Slot {
            traits: self.traits.number(&traits),
            list: self.lists.number(&list),
        };
        let place = number as usize;
        if place >= self.slots.len() {
            self.slots.resize(place + 1, Slot::EMPTY);
        }
        if let Some(empty) = self.slots.get_mut(place) {
            *empty = slot;
        }
    }

    /// Takes a model out.
    pub fn remove(&mut self, number: u32) {
        if let Some(slot) = self.slot(number) {
            self.models -= 1;
            self.registrations -= self.list(slot).len();
            if let Some(full) = self.slots.get_mut(number as usize) {
                *full = Slot::EMPTY;
            }
        }
    }

    /// How many registrations there are.
    pub fn len(&self) -> usize {
        self.registrations
    }

    pub fn is_empty(&self) -> bool {
        self.registrations == 0
    }

    /// How many models there are, with registrations or without.
    pub fn model_count(&self) -> usize {
        self.models
    }

    /// The numbers of a model; none where there is no model.
    pub fn slot(&self, number: u32) -> Option<Slot> {
        let slot = self.slots.get(number as usize).copied();
        slot.filter(|slot| *slot != Slot::EMPTY)
    }

    /// The models that are there, with their numbers, ascending.
    pub fn slots(&self) -> impl Iterator<Item = (u32, Slot)> + '_ {
        let slots = (0..).zip(self.slots.iter().copied());
        slots.filter(|(_, slot)| *slot != Slot::EMPTY)
    }

    /// What a model adds to each of its registrations.
    pub fn traits(&self, slot: Slot) -> Option<&Traits> {
        self.traits.items().get(slot.traits as usize)
    }

    /// For each number of traits, what `of` says of them.
    pub fn map_traits<V>(&self, of: impl Fn(&Traits) -> V) -> Vec<V> {
        self.traits.map(of)
    }

    /// For each number of a list, what `of` says of its registrations.
    pub fn map_lists<V>(&self, of: impl Fn(&[Registered]) -> V) -> Vec<V> {
        self.lists.map(|list| of(list))
    }

    /// The models that have registrations, each with them.
    pub fn models(&self) -> impl Iterator<Item = ModelFacts<'_>> {
        self.slots().filter_map(|(model, slot)| {
            let registrations = self.list(slot);
            let traits = self.traits(slot)?;
            (!registrations.is_empty()).then_some(ModelFacts {
                model,
                traits: *traits,
                registrations,
            })
        })
    }

    /// Every period in which something was registered.
    pub fn periods_registered(&self) -> BTreeSet<Period> {
        self.periods_of(|_| true)
    }

    /// Every period in which a model of these registered: `counts` is asked
    /// once for each number of traits.
    pub fn periods_of(&self, counts: impl Fn(&Traits) -> bool) -> BTreeSet<Period> {
        let counts = self.map_traits(counts);
        let mut met = vec![false; self.lists.items().len()];
        for (_, slot) in self.slots() {
            if counts.get(slot.traits as usize) == Some(&true)
                && let Some(met) = met.get_mut(slot.list as usize)
            {
                *met = true;
            }
        }
        let lists = self.lists.items().iter().zip(met);
        let met = lists.filter(|(_, met)| *met);
        met.flat_map(|(list, _)| list.iter())
            .filter(|registered| registered.status.is_registered())
            .filter_map(|registered| self.periods.items().get(registered.period as usize))
            .copied()
            .collect()
    }

    fn list(&self, slot: Slot) -> &[Registered] {
        let list = self.lists.items().get(slot.list as usize);
        list.map_or(&[], |list| list)
    }
}

#[cfg(test)]
mod tests;
