//! Pages of models.

use std::sync::MutexGuard;

use super::super::refusal::Refusal;
use super::super::request::{ModelFilter, ModelQuery};
use super::super::shelf::{Readiness, Shelved};
use super::super::views::{ModelLine, ModelPage, RegistrationLine, UnitName};
use super::Open;
use crate::domain::{ModelSummary, RecordId};
use crate::search::matched_positions;

impl Open {
    pub(super) fn models(&mut self, query: &ModelQuery) -> Result<ModelPage, Refusal> {
        let catalog = self.catalog(Readiness::Whole)?;
        self.models_in(catalog, query)
    }

    /// A page from what is there by now.
    pub(super) fn models_so_far(&mut self, query: &ModelQuery) -> Result<ModelPage, Refusal> {
        let catalog = self.glance(needed(query))?;
        if catalog.readiness() >= Readiness::Listed {
            return self.models_in(catalog, query);
        }
        let preparing = catalog.preparing();
        drop(catalog);
        let mut page = ModelPage {
            total: usize::try_from(self.store.summary_count()?).unwrap_or(usize::MAX),
            offset: query.offset,
            preparing,
            ..ModelPage::default()
        };
        // Neither search nor filter can be answered yet, nor any order.
        if query.search.trim().is_empty() && query.filter == ModelFilter::default() {
            page.matching = page.total;
            let models = self.store.summaries_at(query.offset, query.limit)?;
            let lines = models.iter();
            page.lines = lines
                .map(|(id, summary)| self.model_line(*id, summary, ""))
                .collect();
        }
        Ok(page)
    }

    fn models_in(
        &self,
        mut catalog: MutexGuard<'_, Shelved>,
        query: &ModelQuery,
    ) -> Result<ModelPage, Refusal> {
        let preparing = catalog.preparing();
        let found = catalog.select(&query.search, &query.filter, query.sort, &self.names.units);
        let matching = found.count();
        let page = found.page(query.offset..query.offset.saturating_add(query.limit));
        let models: Vec<RecordId> = page
            .iter()
            .filter_map(|hit| catalog.model(hit.doc))
            .collect();
        let total = catalog.len();
        drop(catalog);
        let models = self.store.summaries_of(&models)?;
        let lines = models.iter();
        let lines = lines
            .map(|(id, summary)| self.model_line(*id, summary, &query.search))
            .collect();
        Ok(ModelPage {
            total,
            matching,
            offset: query.offset,
            lines,
            preparing: preparing.filter(|_| needed(query) > Readiness::Listed),
        })
    }

    fn model_line(&self, id: RecordId, summary: &ModelSummary, search: &str) -> ModelLine {
        let model = &summary.model;
        let matched = matched_positions(search, &model.name);
        ModelLine {
            id,
            name: model.name.clone(),
            formerly: found_by(&summary.formerly, search, matched.len()),
            matched,
            owner: model.owner.clone(),
            unit: model.unit.map(|id| self.unit_name(id)),
            kind: model.kind,
            field: model.field.clone(),
            movement: model
                .movement
                .and_then(|id| self.names.of(id))
                .map(str::to_owned),
            registrations: summary
                .registrations
                .iter()
                .map(|registration| RegistrationLine {
                    id: registration.id,
                    level: registration.level,
                    period: registration.period,
                    kind: registration.kind,
                    status: registration.status,
                    typical: registration.typical,
                })
                .collect(),
            notes: summary.notes,
            conflicts: summary.conflicts,
        }
    }

    pub(super) fn unit_name(&self, id: RecordId) -> UnitName {
        UnitName {
            id,
            name: self
                .names
                .of(id)
                .map_or_else(|| id.to_string(), str::to_owned),
        }
    }
}

/// The old name that says more of what was searched for than the present one,
/// of which `matched` letters do.
fn found_by(formerly: &[String], search: &str, matched: usize) -> Option<String> {
    let says = |name: &&String| matched_positions(search, name).len();
    let most = formerly.iter().max_by_key(says)?;
    (says(&most) > matched).then(|| most.clone())
}

/// How much of the models must be there for a query: what is not searched for
/// needs no index.
fn needed(query: &ModelQuery) -> Readiness {
    if query.search.trim().is_empty() {
        Readiness::Listed
    } else {
        Readiness::Whole
    }
}
