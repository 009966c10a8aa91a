//! All models in memory as small numbers, with the index that finds them: what
//! lists, filters and figures walk through. Names and all else that is shown
//! stay in the store and are read for the lines of a page.

mod by_name;
mod fits;
mod ids;
mod names_sorted;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use by_name::ByName;
use fits::Fits;
use ids::Ids;
pub use names_sorted::NamesSorted;

use super::request::{ModelFilter, ModelSort};
use crate::domain::units::Units;
use crate::domain::{ModelSummary, RecordId};
use crate::report::Facts;
use crate::report::facts::NONE;
use crate::report::query::Belonging;
use crate::search::{DocSet, Found, Index, Order};
use crate::text;

/// The models of the book. A model keeps its number while the program runs.
#[derive(Default)]
pub struct Catalog {
    ids: Ids,
    /// What reports count, and filters ask.
    facts: Facts,
    /// Last change of each, milliseconds of Unix time.
    changed: Vec<i64>,
    index: Index,
    /// So many of the units of the facts have their words in the index.
    described: usize,
    by_name: ByName,
    /// Orders other than that of names, worked out when first asked for.
    other_orders: HashMap<ModelSort, Order>,
    /// The last filter and the models that fit it: it stays while somebody types.
    filtered: Option<(ModelFilter, DocSet)>,
}

impl Catalog {
    /// Puts a model in, or its new summary in place of the old one. `beside`
    /// are words that find it besides its name, owner and unit.
    pub fn put(&mut self, id: RecordId, summary: &ModelSummary, beside: &str) {
        let number = self.put_figures(id, summary);
        self.put_words(number, summary, beside);
        let key = text::collation_key(&summary.model.name);
        self.by_name.moved(number, Some(key));
    }

    /// Puts a model in, to be counted, but neither to be found yet nor in the
    /// order of names. Answers its number.
    pub fn put_figures(&mut self, id: RecordId, summary: &ModelSummary) -> u32 {
        let number = self.ids.number(id);
        self.facts.put(number, summary);
        let place = number as usize;
        if place >= self.changed.len() {
            self.changed.resize(place + 1, 0);
        }
        if let Some(changed) = self.changed.get_mut(place) {
            *changed = summary.changed;
        }
        self.forget_what_follows();
        number
    }

    /// Makes a model to be found that was put in before.
    pub fn put_words(&mut self, number: u32, summary: &ModelSummary, beside: &str) {
        let model = &summary.model;
        let owner = model.owner.as_deref().unwrap_or_default();
        let unit = model.unit.and_then(|unit| self.facts.units.find(&unit));
        let also = format!("{owner} {beside}");
        self.index.insert(number, &model.name, &also, unit);
    }

    /// Takes a model out.
    pub fn remove(&mut self, id: RecordId) {
        if let Some(number) = self.number_of(id) {
            self.index.remove(number);
            self.facts.remove(number);
            self.by_name.moved(number, None);
            self.forget_what_follows();
        }
    }

    /// Gives each unit that models were put into since the last time the words
    /// that find them.
    pub fn describe_units(&mut self, units: &Units) {
        let met = self.facts.units.items();
        for (number, unit) in (0..).zip(met).skip(self.described) {
            self.index.describe(number, &places(units, *unit));
        }
        self.described = met.len();
    }

    /// Units are called something else, or lie elsewhere.
    pub fn describe_units_anew(&mut self, units: &Units) {
        self.described = 0;
        self.describe_units(units);
        self.forget_what_follows();
    }

    /// Sets the order of names of those that are in it; the others were put in
    /// meanwhile.
    pub fn set_order(&mut self, order: Vec<u32>) {
        self.by_name.set(order);
        self.other_orders.clear();
    }

    /// Brings the order of names up to what was put in and taken out. `name`
    /// gives the name of a model that was not.
    ///
    /// # Errors
    /// What `name` says; the order is as it was.
    pub fn settle_order<E>(
        &mut self,
        name: impl Fn(RecordId) -> Result<Option<String>, E>,
    ) -> Result<(), E> {
        let ids = &self.ids;
        let key = |number| {
            let model = ids.model(number);
            let name = model.map(&name).transpose()?.flatten();
            Ok(name.map(|name| text::collation_key(&name)))
        };
        self.by_name.settle(key)
    }

    /// Drops what was worked out from models, or from units, that changed.
    fn forget_what_follows(&mut self) {
        self.other_orders.clear();
        self.filtered = None;
    }

    /// The registrations as reports count them.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Where a model belongs that was not taken out.
    pub fn belonging(&self, id: RecordId) -> Option<Belonging> {
        let slot = self.facts.slot(self.number_of(id)?)?;
        let traits = self.facts.traits(slot)?;
        let unit = self.facts.units.items().get(traits.unit as usize);
        let movement = self.facts.movements.items().get(traits.movement as usize);
        Some(Belonging {
            unit: unit.copied(),
            movement: movement.copied(),
        })
    }

    /// The model that has a number.
    pub fn model(&self, number: u32) -> Option<RecordId> {
        self.ids.model(number)
    }

    /// The number of a model that was not taken out.
    pub fn number_of(&self, id: RecordId) -> Option<u32> {
        let number = self.ids.find(id)?;
        self.facts.slot(number).map(|_| number)
    }

    pub fn len(&self) -> usize {
        self.facts.model_count()
    }

    /// The place of a model among all by name.
    pub fn place_by_name(&self, number: u32) -> u32 {
        self.by_name.order().place(number)
    }

    /// A page of these models in Vietnamese order of names. Only as much is
    /// sorted as the page needs.
    pub fn page_by_name(&self, numbers: &[u32], offset: usize, limit: usize) -> Vec<u32> {
        let order = self.by_name.order();
        let rank = |number: &u32| order.place(*number);
        let mut page = numbers.to_vec();
        let end = offset.saturating_add(limit).min(page.len());
        if end < page.len() {
            page.select_nth_unstable_by_key(end, rank);
            page.truncate(end);
        }
        page.sort_unstable_by_key(rank);
        page.split_off(offset.min(end))
    }

    /// The models that fit a search and a filter, in order.
    pub fn select(
        &mut self,
        search: &str,
        filter: &ModelFilter,
        sort: ModelSort,
        units: &Units,
    ) -> Found<'_> {
        let known = self.filtered.take().filter(|(known, _)| known == filter);
        let known = known.unwrap_or_else(|| (filter.clone(), self.fitting(filter, units)));
        let (_, within) = self.filtered.insert(known);
        let by_name = self.by_name.order();
        let order = match sort {
            ModelSort::Name => by_name,
            ModelSort::Unit => self
                .other_orders
                .entry(sort)
                .or_insert_with(|| by_unit(&self.facts, by_name, units)),
            ModelSort::Changed => self
                .other_orders
                .entry(sort)
                .or_insert_with(|| by_change(&self.changed, by_name)),
        };
        self.index.find(search, within, order)
    }

    fn fitting(&self, filter: &ModelFilter, units: &Units) -> DocSet {
        let tree = filter.unit.map(|unit| units.tree(unit));
        let tree: BTreeSet<RecordId> = tree.unwrap_or_default();
        let fits = Fits::of(&self.facts, filter, &tree);
        let fitting = self.facts.slots().filter(|(_, slot)| fits.take(*slot));
        DocSet::of(fitting.map(|(number, _)| number))
    }
}

/// The models by their units in official order, then by their names; those
/// without a unit last.
fn by_unit(facts: &Facts, by_name: &Order, units: &Units) -> Order {
    let all = units.in_order(|_| true).into_iter().map(|(id, _)| id);
    let official: HashMap<RecordId, u32> = all.zip(0..).collect();
    let of_unit = facts.units.map(|unit| official.get(unit).copied());
    let of_traits = facts.map_traits(|traits| {
        let of_unit = of_unit.get(traits.unit as usize).copied();
        of_unit.flatten().unwrap_or(NONE)
    });
    ordered(by_name, |number| {
        let slot = facts.slot(number)?;
        of_traits.get(slot.traits as usize).copied()
    })
}

/// The models by their last change, the latest first.
fn by_change(changed: &[i64], by_name: &Order) -> Order {
    ordered(by_name, |number| {
        changed.get(number as usize).copied().map(Reverse)
    })
}

/// The models by something else than their names, equals by their names.
fn ordered<K: Ord>(by_name: &Order, key: impl Fn(u32) -> K) -> Order {
    let placed = (0u32..).zip(by_name.docs());
    let mut keyed: Vec<(K, u32, u32)> = placed
        .map(|(place, &number)| (key(number), place, number))
        .collect();
    keyed.sort_unstable();
    Order::of(keyed.into_iter().map(|(.., number)| number).collect())
}

/// The unit and what it lies in, as words that find a model.
fn places(units: &Units, unit: RecordId) -> String {
    let ids = std::iter::once(unit).chain(units.ancestors(unit).into_iter().take(1));
    let names = ids.filter_map(|id| units.get(id).map(|unit| unit.name.as_str()));
    names.collect::<Vec<_>>().join(" ")
}
