//! All models in memory, one line each, with the index that finds them:
//! what lists, filters and figures walk through.

mod by_name;

use std::cmp::Reverse;
use std::collections::HashMap;

use by_name::{ByName, Settled};

use super::request::{ModelFilter, ModelSort};
use crate::domain::{ModelSummary, Movement, RecordId, RegistrationSummary};
use crate::search::{DocSet, Found, Index, Order};

/// One model and what is worked out from it once.
pub struct Row {
    pub id: RecordId,
    pub summary: ModelSummary,
}

/// The models of the book. Rows keep their number while the program runs.
#[derive(Default)]
pub struct Catalog {
    rows: Vec<Option<Row>>,
    numbers: HashMap<RecordId, u32>,
    index: Index,
    by_name: ByName,
    /// Orders other than that of names, worked out when first asked for.
    other_orders: HashMap<ModelSort, Order>,
    /// The last filter and the rows that fit it: it stays while somebody types.
    filtered: Option<(ModelFilter, DocSet)>,
}

impl Catalog {
    /// Puts a model in, or its new summary in place of the old one. `places`
    /// are words that find it besides its name.
    pub fn put(&mut self, id: RecordId, summary: ModelSummary, places: &str) {
        let number = match self.numbers.get(&id) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
                self.rows.push(None);
                self.numbers.insert(id, number);
                number
            }
        };
        let also = format!(
            "{} {places}",
            summary.model.owner.as_deref().unwrap_or_default()
        );
        self.index.insert(number, &summary.model.name, &also);
        if let Some(slot) = self.rows.get_mut(number as usize) {
            let before = slot.as_ref().map(|row| &row.summary.model.name);
            if before != Some(&summary.model.name) {
                self.by_name.moved(number);
            }
            *slot = Some(Row { id, summary });
        }
        self.forget_what_follows();
    }

    /// Takes a model out.
    pub fn remove(&mut self, id: RecordId) {
        if let Some(number) = self.numbers.remove(&id) {
            self.index.remove(number);
            if let Some(slot) = self.rows.get_mut(number as usize) {
                *slot = None;
            }
            self.by_name.moved(number);
            self.forget_what_follows();
        }
    }

    /// Drops what was worked out from rows, or from units, that changed.
    pub fn forget_what_follows(&mut self) {
        self.other_orders.clear();
        self.filtered = None;
    }

    pub fn get(&self, id: RecordId) -> Option<&ModelSummary> {
        let number = self.numbers.get(&id)?;
        self.row(*number).map(|row| &row.summary)
    }

    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)?.as_ref()
    }

    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().flatten()
    }

    /// The rows with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (u32, &Row)> {
        let numbered = (0..).zip(&self.rows);
        numbered.filter_map(|(number, row)| row.as_ref().map(|row| (number, row)))
    }

    /// The number of a model's row.
    pub fn number_of(&self, id: RecordId) -> Option<u32> {
        self.numbers.get(&id).copied()
    }

    /// A page of these rows in Vietnamese order of names. Only as much is
    /// sorted as the page needs.
    pub fn page_by_name(&mut self, numbers: &[u32], offset: usize, limit: usize) -> Vec<u32> {
        self.settle_names();
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

    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The rows that fit a search and a filter, in order; `in_unit` tells
    /// whether a unit lies in that of the filter.
    pub fn select(
        &mut self,
        search: &str,
        filter: &ModelFilter,
        in_unit: impl Fn(RecordId) -> bool,
        sort: ModelSort,
    ) -> Found<'_> {
        self.settle_names();
        let rows = &self.rows;
        let by_name = self.by_name.order();
        let order = match sort {
            ModelSort::Name => by_name,
            other => self
                .other_orders
                .entry(other)
                .or_insert_with(|| ordered(rows, by_name, other)),
        };
        let fits = |number: u32| {
            let row = rows.get(number as usize).and_then(Option::as_ref);
            row.is_some_and(|row| model_fits(&row.summary, filter, &in_unit))
        };
        let known = self.filtered.take().filter(|(known, _)| known == filter);
        let (_, within) = self
            .filtered
            .insert(known.unwrap_or_else(|| (filter.clone(), self.index.docs_where(fits))));
        self.index.find(search, within, order)
    }

    fn settle_names(&mut self) {
        let rows = &self.rows;
        let name = |number: u32| {
            let row = rows.get(number as usize).and_then(Option::as_ref);
            row.map(|row| row.summary.model.name.as_str())
        };
        if self.by_name.settle(rows.len() as u32, name) == Settled::Now {
            self.other_orders.clear();
        }
    }
}

/// The rows by something else than their names, equals by their names.
fn ordered(rows: &[Option<Row>], by_name: &Order, sort: ModelSort) -> Order {
    let summary = |number: u32| {
        let row = rows.get(number as usize).and_then(Option::as_ref);
        row.map(|row| &row.summary)
    };
    let mut docs = by_name.docs().to_vec();
    match sort {
        ModelSort::Name => {}
        ModelSort::Unit => {
            docs.sort_by_cached_key(|&number| summary(number).and_then(|row| row.model.unit));
        }
        ModelSort::Changed => {
            docs.sort_by_cached_key(|&number| Reverse(summary(number).map(|row| row.changed)));
        }
    }
    Order::of(docs)
}

/// Whether a model belongs to a movement; without one it counts as “Dân vận
/// khéo”, here as in every figure.
fn is_of(movement: Option<RecordId>, wanted: RecordId) -> bool {
    match movement {
        Some(movement) => movement == wanted,
        None => wanted == Movement::identity(Movement::DAN_VAN_KHEO),
    }
}

/// Whether a registration fits the parts of a filter that speak of registrations.
pub fn registration_fits(registration: &RegistrationSummary, filter: &ModelFilter) -> bool {
    filter.level.is_none_or(|level| registration.level == level)
        && filter
            .status
            .is_none_or(|status| registration.status == status)
        && filter
            .period
            .is_none_or(|period| period.contains(registration.period))
}

/// Whether a model fits a filter; `in_unit` tells whether its unit does.
pub fn model_fits(
    summary: &ModelSummary,
    filter: &ModelFilter,
    in_unit: impl Fn(RecordId) -> bool,
) -> bool {
    let model = &summary.model;
    let asks_registration =
        filter.level.is_some() || filter.status.is_some() || filter.period.is_some();
    (filter.unit.is_none() || model.unit.is_some_and(in_unit))
        && filter.kind.is_none_or(|kind| model.kind == Some(kind))
        && filter
            .field
            .as_ref()
            .is_none_or(|field| model.field.as_ref() == Some(field))
        && filter
            .movement
            .is_none_or(|movement| is_of(model.movement, movement))
        && filter.milestone.is_none_or(|milestone| {
            summary.stands_at(milestone, |one| registration_fits(one, filter))
        })
        && (!asks_registration
            || summary
                .registrations
                .iter()
                .any(|registration| registration_fits(registration, filter)))
}
