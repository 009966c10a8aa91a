//! Pages of models.

use super::super::catalog::Row;
use super::super::refusal::Refusal;
use super::super::request::{ModelFilter, ModelQuery};
use super::super::views::{ModelLine, ModelPage, RegistrationLine, UnitName};
use super::Open;
use crate::domain::RecordId;
use crate::search::matched_positions;

impl Open {
    pub(super) fn models(&mut self, query: &ModelQuery) -> Result<ModelPage, Refusal> {
        let tree = self.tree_of(&query.filter);
        let mut catalog = self.catalog()?;
        let found = catalog.select(
            &query.search,
            &query.filter,
            |unit| tree.contains(&unit),
            query.sort,
        );
        let matching = found.count();
        let page = found.page(query.offset..query.offset.saturating_add(query.limit));
        let total = catalog.len();
        let lines = page
            .iter()
            .filter_map(|hit| catalog.row(hit.doc))
            .map(|row| self.model_line(row, &query.search))
            .collect();
        Ok(ModelPage {
            total,
            matching,
            offset: query.offset,
            lines,
        })
    }

    /// The unit of a filter and everything below it.
    pub(super) fn tree_of(&self, filter: &ModelFilter) -> std::collections::BTreeSet<RecordId> {
        filter
            .unit
            .map(|unit| self.names.units.tree(unit))
            .unwrap_or_default()
    }

    fn model_line(&self, row: &Row, search: &str) -> ModelLine {
        let model = &row.summary.model;
        ModelLine {
            id: row.id,
            name: model.name.clone(),
            matched: matched_positions(search, &model.name),
            owner: model.owner.clone(),
            unit: model.unit.map(|id| self.unit_name(id)),
            kind: model.kind,
            field: model.field.clone(),
            movement: model
                .movement
                .and_then(|id| self.names.of(id))
                .map(str::to_owned),
            registrations: row
                .summary
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
            notes: row.summary.notes,
            conflicts: row.summary.conflicts,
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
