//! All models in memory, one line each, with the index that finds them:
//! what lists, filters and figures walk through.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::request::{ModelFilter, ModelSort};
use crate::domain::{ModelSummary, RecordId, RegistrationSummary};
use crate::search::Index;
use crate::text;

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
    /// Rank of each row in Vietnamese order of names; empty when out of date.
    name_ranks: Vec<u32>,
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
            *slot = Some(Row { id, summary });
        }
        self.name_ranks.clear();
    }

    /// Takes a model out.
    pub fn remove(&mut self, id: RecordId) {
        if let Some(number) = self.numbers.remove(&id) {
            self.index.remove(number);
            if let Some(slot) = self.rows.get_mut(number as usize) {
                *slot = None;
            }
        }
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
        self.rank_names();
        let rank = |number: &u32| self.name_ranks.get(*number as usize).copied();
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

    /// Numbers of the rows that fit, in order.
    pub fn select(
        &mut self,
        search: &str,
        keep: &dyn Fn(&Row) -> bool,
        sort: ModelSort,
    ) -> Vec<u32> {
        self.rank_names();
        let keep = |number: u32| self.row(number).is_some_and(keep);
        let rank = |number: u32| {
            self.name_ranks
                .get(number as usize)
                .copied()
                .unwrap_or(u32::MAX)
        };
        if !text::fold_key(search).is_empty() {
            let hits = self.index.find(search, &keep, &rank);
            return hits.into_iter().map(|hit| hit.doc).collect();
        }
        let mut numbers: Vec<u32> = (0..self.rows.len() as u32)
            .filter(|number| keep(*number))
            .collect();
        match sort {
            ModelSort::Name => numbers.sort_unstable_by_key(|number| rank(*number)),
            ModelSort::Unit => {
                numbers.sort_by_key(|number| {
                    (
                        self.row(*number).and_then(|row| row.summary.model.unit),
                        rank(*number),
                    )
                });
            }
            ModelSort::Changed => {
                numbers.sort_by_key(|number| {
                    (
                        Reverse(self.row(*number).map(|row| row.summary.changed)),
                        rank(*number),
                    )
                });
            }
        }
        numbers
    }

    fn rank_names(&mut self) {
        if !self.name_ranks.is_empty() || self.rows.is_empty() {
            return;
        }
        let mut order: Vec<(Vec<u8>, u32)> = self
            .rows
            .iter()
            .zip(0..)
            .map(|(row, number)| {
                (
                    row.as_ref()
                        .map(|row| text::collation_key(&row.summary.model.name))
                        .unwrap_or_default(),
                    number,
                )
            })
            .collect();
        order.sort_unstable();
        self.name_ranks = vec![0; order.len()];
        for (rank, (_, number)) in order.iter().enumerate() {
            if let Some(slot) = self.name_ranks.get_mut(*number as usize) {
                *slot = rank as u32;
            }
        }
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
            .is_none_or(|movement| model.movement == Some(movement))
        && (!asks_registration
            || summary
                .registrations
                .iter()
                .any(|registration| registration_fits(registration, filter)))
}
