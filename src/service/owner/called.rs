//! Records that a list names by what they are called: the forum of an opinion,
//! the model of an award or a contribution.

use std::collections::{BTreeSet, HashMap};

use super::Open;
use crate::domain::list::CellFault;
use crate::domain::register::list::RegisterList;
use crate::domain::schema::{FieldShape, field_named};
use crate::domain::{RecordId, RecordKind};
use crate::store::StoreFault;
use crate::text;

/// Records with a name, each with its unit.
type Names = HashMap<String, Vec<(RecordId, Option<RecordId>)>>;

/// What the records are called that a list speaks of.
#[derive(Default)]
pub struct Called {
    models: Names,
    forums: Names,
}

impl Called {
    /// Reads the names of those kinds that a list names otherwise than by id.
    ///
    /// # Errors
    /// What the disk says.
    pub fn in_list(open: &Open, list: &RegisterList) -> Result<Self, StoreFault> {
        let names = |kind: RecordKind| {
            let mut cells = list.rows.iter().flat_map(|row| &row.cells);
            cells.any(|cell| {
                let spec = field_named(list.kind, &cell.field);
                spec.is_some_and(|spec| spec.shape == FieldShape::Reference(kind))
                    && RecordId::of_kind(kind, cell.typed.trim()).is_none()
            })
        };
        let mut called = Self::default();
        if names(RecordKind::Model) {
            called.models = models(open)?;
        }
        if names(RecordKind::Forum) {
            called.forums = forums(open)?;
        }
        Ok(called)
    }

    /// The record that is called so, or has this id; of several the one that
    /// lies `within` these units, which are asked for only then.
    pub fn find(
        &self,
        kind: RecordKind,
        typed: &str,
        within: impl FnOnce() -> BTreeSet<RecordId>,
    ) -> Result<RecordId, CellFault> {
        if let Some(id) = RecordId::of_kind(kind, typed.trim()) {
            return Ok(id);
        }
        let names = match kind {
            RecordKind::Model => &self.models,
            _ => &self.forums,
        };
        let named = names.get(&text::fold_key(typed));
        let typed = typed.to_owned();
        let several = match named.map_or(&[][..], Vec::as_slice) {
            [] => return Err(CellFault::UnknownRecord { kind, typed }),
            [(only, _)] => return Ok(*only),
            several => several,
        };
        let within = within();
        let lies_within = |unit: &Option<RecordId>| unit.is_some_and(|unit| within.contains(&unit));
        let mut fitting = several.iter().filter(|(_, unit)| lies_within(unit));
        match (fitting.next(), fitting.next()) {
            (Some((only, _)), None) => Ok(*only),
            _ => Err(CellFault::UnclearRecord {
                kind,
                typed,
                count: several.len(),
            }),
        }
    }
}

fn models(open: &Open) -> Result<Names, StoreFault> {
    let mut names = Names::new();
    open.store.summaries(|id, summary| {
        let model = summary.model;
        let named = names.entry(text::fold_key(&model.name)).or_default();
        named.push((id, model.unit));
    })?;
    Ok(names)
}

fn forums(open: &Open) -> Result<Names, StoreFault> {
    let mut names = Names::new();
    open.store.records_of(RecordKind::Forum, |id, stored| {
        let shown = stored.state.shown();
        let said = |field: &str| shown.get(field).and_then(|value| value.as_str());
        if let Some(name) = said("name").filter(|_| !stored.is_gone()) {
            let unit = said("unit").and_then(|unit| unit.parse().ok());
            let named = names.entry(text::fold_key(name)).or_default();
            named.push((id, unit));
        }
    })?;
    Ok(names)
}
