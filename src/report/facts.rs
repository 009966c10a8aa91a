//! Every registration of the book in a row of small numbers: what counting
//! walks through. A million of them are counted in a few milliseconds.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use crate::domain::{Level, ModelKind, ModelSummary, Period, RecordId, RegistrationType, Status};

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

/// Numbers things in the order in which they are first met.
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

/// All registrations, those of one model next to each other.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    list: Vec<Fact>,
    pub units: Numbered<RecordId>,
    pub movements: Numbered<RecordId>,
    pub fields: Numbered<String>,
    pub periods: Numbered<Period>,
}

impl Facts {
    /// Adds the registrations of a model under its number.
    pub fn add(&mut self, number: u32, summary: &ModelSummary) {
        let model = &summary.model;
        let unit = model.unit.map_or(NONE, |unit| self.units.number(&unit));
        let movement = model
            .movement
            .map_or(NONE, |movement| self.movements.number(&movement));
        let field = match &model.field {
            Some(field) => self.fields.number(field),
            None => NONE,
        };
        for registration in &summary.registrations {
            let period = self.periods.number(&registration.period);
            self.list.push(Fact {
                model: number,
                unit,
                movement,
                field,
                period,
                level: registration.level,
                kind: model.kind,
                sort: registration.kind,
                status: registration.status,
                typical: registration.typical,
            });
        }
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The registrations model by model.
    pub fn models(&self) -> impl Iterator<Item = &[Fact]> {
        self.list
            .chunk_by(|first, second| first.model == second.model)
    }

    /// Every period in which something was registered.
    pub fn periods_registered(&self) -> BTreeSet<Period> {
        let mut met = vec![false; self.periods.items().len()];
        for fact in &self.list {
            if fact.status.is_registered()
                && let Some(met) = met.get_mut(fact.period as usize)
            {
                *met = true;
            }
        }
        let periods = self.periods.items().iter().zip(met);
        periods
            .filter(|(_, met)| *met)
            .map(|(period, _)| *period)
            .collect()
    }
}
