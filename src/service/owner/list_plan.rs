//! What each row of a list means for the book: which unit, which model, which
//! registrations, and what would change.
//!
//! A model is the same one when folded name, owner, unit and movement agree
//! (CLI.md). New models get an id derived from those, so that the same list
//! imported on two laptops makes the same models.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::request::NewUnits;
use super::super::views::{ListPlanView, NearDuplicate, PlannedRow, RowFate};
use super::Open;
use super::book::begin;
use super::changes::{code, see};
use super::units::when;
use crate::domain::address;
use crate::domain::lifecycle::steps_from;
use crate::domain::list::{CellFault, ListFault, ListRow, ModelList};
use crate::domain::records::Fields;
use crate::domain::units::{Found, Seeking, split_type};
use crate::domain::{Level, Model, Period, RecordId, RecordKind, Status, Unit, UnitType, Word};
use crate::search::Lookalikes;
use crate::store::{FieldChange, RecordChange};
use crate::text;

/// Rows that the preview shows.
const PREVIEW: usize = 200;

/// What makes a model the same one: folded name, folded owner, unit, movement.
type ModelKey = (String, String, RecordId, RecordId);

pub(super) struct Planner<'a> {
    open: &'a Open,
    list: &'a ModelList,
    /// Where unknown communes are put.
    new_units: Option<RecordId>,
    view: ListPlanView,
    changes: Vec<RecordChange>,
    known: HashMap<ModelKey, RecordId>,
    units: HashMap<(String, Option<Period>), Option<RecordId>>,
    /// Folded names of the models of each unit and movement: what near
    /// duplicates are looked for among.
    neighbours: HashMap<(RecordId, RecordId), Lookalikes<RecordId>>,
    /// Models and registrations that this list has begun.
    begun: BTreeSet<RecordId>,
    /// What the models are called that this list has begun.
    names: HashMap<RecordId, String>,
    /// Models that rows of this list have met, with what became of them.
    fates: HashMap<RecordId, RowFate>,
}

impl<'a> Planner<'a> {
    pub fn new(
        open: &'a Open,
        list: &'a ModelList,
        new_units: Option<&NewUnits>,
    ) -> Result<Self, Refusal> {
        let mut planner = Self {
            open,
            list,
            new_units: None,
            view: ListPlanView {
                rows: list.rows.len(),
                unknown_columns: list.unknown_columns.clone(),
                title_period: list.title_period,
                units_as_above: list.units_as_above,
                hidden: list.hidden.clone(),
                other_sheets: list.other_sheets.clone(),
                restored_from: list.restored_from,
                faults: list.faults.clone(),
                ..ListPlanView::default()
            },
            changes: Vec::new(),
            known: HashMap::new(),
            units: HashMap::new(),
            neighbours: HashMap::new(),
            begun: BTreeSet::new(),
            names: HashMap::new(),
            fates: HashMap::new(),
        };
        for (stands, model) in open.merged_models()? {
            planner.meet(stands, &model);
        }
        open.store
            .summaries(|id, summary| planner.meet(id, &summary.model))?;
        planner.new_units = new_units
            .map(|wish| planner.parent_of_new_units(wish))
            .transpose()?;
        Ok(planner)
    }

    fn parent_of_new_units(&mut self, wish: &NewUnits) -> Result<RecordId, Refusal> {
        match wish {
            NewUnits::Under(parent) => Ok(*parent),
            NewUnits::UnderFirst(typed) if self.open.names.units.is_empty() => {
                Ok(self.new_unit(typed, UnitType::District, None))
            }
            NewUnits::UnderFirst(typed) => Err(Refusal::NoUnit {
                typed: typed.clone(),
                nearest: self.open.nearest_units(typed),
            }),
        }
    }

    fn meet(&mut self, id: RecordId, model: &Model) {
        let (Some(unit), Some(movement)) = (model.unit, model.movement) else {
            return;
        };
        let name = text::fold_key(&model.name);
        let owner = text::fold_key(model.owner.as_deref().unwrap_or_default());
        self.neighbours
            .entry((unit, movement))
            .or_default()
            .insert(id, name.clone());
        self.known.insert((name, owner, unit, movement), id);
    }

    /// Walks through all rows; with faults there are no changes.
    pub fn plan(mut self) -> Result<(ListPlanView, Vec<RecordChange>), Refusal> {
        let list = self.list;
        for row in &list.rows {
            match self.unit_of(row) {
                Some(unit) => self.plan_row(row, unit)?,
                None => continue,
            }
        }
        for fate in self.fates.values() {
            match fate {
                RowFate::New => self.view.models_new += 1,
                RowFate::Changed => self.view.models_changed += 1,
                RowFate::Same => self.view.models_same += 1,
            }
        }
        self.view.faults.sort_by_key(|fault| fault.row);
        if !self.view.faults.is_empty() {
            self.changes.clear();
        }
        Ok((self.view, self.changes))
    }

    fn unit_of(&mut self, row: &ListRow) -> Option<RecordId> {
        if row.unit.is_empty() {
            return None;
        }
        let key = (row.unit.clone(), row.period);
        if let Some(unit) = self.units.get(&key) {
            let unit = *unit;
            if unit.is_none() {
                self.unit_fault(row);
            }
            return unit;
        }
        let unit = match self.find_unit(row) {
            Found::One(unit) => Some(unit),
            Found::Nothing => self.new_units.map(|parent| {
                let commune = address::hamlet(&row.unit).map_or(&*row.unit, |(_, outer)| outer);
                self.new_unit(commune, UnitType::Commune, Some(parent))
            }),
            Found::Several(_) => None,
        };
        self.units.insert(key, unit);
        if unit.is_none() {
            self.unit_fault(row);
        }
        unit
    }

    /// The unit of a row; the commune around it where the book does not know
    /// the hamlet that an address begins with.
    fn find_unit(&self, row: &ListRow) -> Found {
        let find = |typed| {
            let units = &self.open.names.units;
            units.find(typed, when(row.period), Seeking::Place)
        };
        match (find(&row.unit), address::hamlet(&row.unit)) {
            (Found::Nothing, Some((_, outer))) => find(outer),
            (found, _) => found,
        }
    }

    /// The hamlet of a model whose unit is the commune around it.
    fn hamlet_of<'r>(&self, row: &'r ListRow, unit: RecordId) -> Option<&'r str> {
        let (hamlet, _) = address::hamlet(&row.unit)?;
        let sort = self.open.names.units.get(unit).and_then(|unit| unit.sort);
        (!matches!(sort, Some(UnitType::Hamlet | UnitType::Quarter))).then_some(hamlet)
    }

    fn unit_fault(&mut self, row: &ListRow) {
        let units = &self.open.names.units;
        let typed = row.unit.clone();
        let fault = match self.find_unit(row) {
            Found::Several(ids) => CellFault::UnclearUnit {
                typed,
                candidates: ids.into_iter().map(|id| units.describe(id)).collect(),
            },
            _ => CellFault::UnknownUnit {
                nearest: self.open.nearest_units(&typed),
                typed,
            },
        };
        self.view.faults.push(ListFault {
            row: row.row,
            column: row.unit_column.clone(),
            fault,
        });
    }

    /// A unit that the list brings: the same one for every spelling of its
    /// name. A name without a type becomes a `usual` one.
    fn new_unit(&mut self, typed: &str, usual: UnitType, parent: Option<RecordId>) -> RecordId {
        let (sort, bare) = split_type(typed);
        let sort = sort.unwrap_or(usual);
        let parent = parent.map(|parent| parent.to_string());
        let id = Unit::identity(None, None, bare, parent.as_deref());
        if self.begun.insert(id) {
            let name = text::tidy(bare);
            self.view.units_new.push(name.clone());
            let fields = [
                ("name", name.into()),
                ("type", sort.code().into()),
                ("parent", parent.map_or(Value::Null, Value::String)),
            ];
            self.changes.push(begin(id, &fields));
        }
        id
    }

    fn plan_row(&mut self, row: &ListRow, unit: RecordId) -> Result<(), Refusal> {
        let movement = self
            .open
            .movement_named(row.movement.as_deref(), &mut self.changes);
        let name = text::fold_key(&row.name);
        let owner = text::fold_key(row.owner.as_deref().unwrap_or_default());
        let key: ModelKey = (name, owner, unit, movement);
        let derived = || {
            RecordId::derived(
                RecordKind::Model,
                &[&key.0, &key.1, &unit.to_string(), &movement.to_string()],
            )
        };
        let model = self.known.get(&key).copied().unwrap_or_else(derived);
        let met = self.begun.contains(&model);
        let fate = self.plan_model(row, model, unit, movement)?;
        if fate == RowFate::New && !met {
            self.names.insert(model, text::tidy(&row.name));
            self.near_duplicates(row, model, &key)?;
            self.known.insert(key, model);
        }
        let mut changed = fate != RowFate::Same;
        for &level in &row.levels {
            let Some(period) = row.period else { continue };
            changed |= self.plan_registration(row, model, level, period)?;
        }
        let fate = if fate == RowFate::Same && changed {
            RowFate::Changed
        } else {
            fate
        };
        let known = self.fates.entry(model).or_insert(fate);
        if *known == RowFate::Same {
            *known = fate;
        }
        if self.view.preview.len() < PREVIEW {
            let unit = self
                .open
                .names
                .of(unit)
                .map_or_else(|| text::tidy(&row.unit), str::to_owned);
            let planned = PlannedRow {
                row: row.row,
                name: row.name.clone(),
                unit,
                levels: row.levels.clone(),
                period: row.period,
                fate,
            };
            self.view.preview.push(planned);
        }
        Ok(())
    }

    /// Begins the model, or writes the cells in which the list says more or
    /// something else than the book.
    fn plan_model(
        &mut self,
        row: &ListRow,
        model: RecordId,
        unit: RecordId,
        movement: RecordId,
    ) -> Result<RowFate, Refusal> {
        let cells = [
            ("place", line(self.hamlet_of(row, unit))),
            ("kind", code(row.kind)),
            ("field", line(row.field.as_deref())),
            ("content", line(row.content.as_deref())),
            ("remarks", line(row.remarks.as_deref())),
        ];
        if self.begun.contains(&model) {
            return Ok(self.fates.get(&model).copied().unwrap_or(RowFate::New));
        }
        if self.open.store.summary(model)?.is_none() {
            return self.begin_model(row, model, unit, movement, cells);
        }
        let changes = self.differences(model, &cells)?;
        let fate = if changes.fields.is_empty() {
            RowFate::Same
        } else {
            RowFate::Changed
        };
        if fate == RowFate::Changed && !self.fates.contains_key(&model) {
            self.changes.push(changes);
        }
        Ok(fate)
    }

    /// A new model; or one that this list brought before and that was taken
    /// out, or renamed, since: the first comes back, the second stays.
    fn begin_model(
        &mut self,
        row: &ListRow,
        model: RecordId,
        unit: RecordId,
        movement: RecordId,
        cells: [(&str, Value); 5],
    ) -> Result<RowFate, Refusal> {
        let mut fields = vec![
            ("name", Value::from(text::tidy(&row.name))),
            ("owner", line(row.owner.as_deref())),
            ("unit", unit.to_string().into()),
            ("movement", movement.to_string().into()),
        ];
        fields.extend(cells);
        let change = self.open.brought_back(begin(model, &fields))?;
        self.changes.push(change);
        self.begun.insert(model);
        Ok(RowFate::New)
    }

    fn differences(
        &self,
        record: RecordId,
        cells: &[(&str, Value)],
    ) -> Result<RecordChange, Refusal> {
        let mut change = RecordChange {
            record: record.to_string(),
            fields: Vec::new(),
        };
        let Some(stored) = self.open.store.record(&record.to_string())? else {
            return Ok(change);
        };
        let shown = Fields(stored.state.shown());
        for (field, value) in cells {
            let there = shown.0.get(*field).unwrap_or(&Value::Null);
            if value.is_null() || there == value || self.was_settled(record, field, value, there)? {
                continue;
            }
            change.fields.push(FieldChange {
                field: (*field).to_owned(),
                value: value.clone(),
                over: Vec::new(),
            });
        }
        see(&mut change, &stored);
        Ok(change)
    }

    /// Whether `listed` stood in this field before and somebody put `there`,
    /// something new, in its place: the list says it a second time, and the
    /// correction stays. What undo put back is not new.
    fn was_settled(
        &self,
        record: RecordId,
        field: &str,
        listed: &Value,
        there: &Value,
    ) -> Result<bool, Refusal> {
        let past = self.open.store.past(&record.to_string())?;
        for entry in past.history()? {
            let Some(write) = entry.op.set.get(field).filter(|write| write.to == *listed) else {
                continue;
            };
            let mut before = past.values_before(field, &write.over)?;
            if before.is_empty() {
                before.push(Value::Null);
            }
            if !before.contains(there) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Adds or corrects a registration; tells whether anything changes.
    fn plan_registration(
        &mut self,
        row: &ListRow,
        model: RecordId,
        level: Level,
        period: Period,
    ) -> Result<bool, Refusal> {
        let (id, there) = self.open.registration_there(model, level, period)?;
        if self.begun.contains(&id) {
            return Ok(false);
        }
        let mut cells = vec![
            ("type", code(row.registration)),
            ("decision_no", line(row.decision.number.as_deref())),
            (
                "decision_date",
                line(row.decision.date.map(|day| day.to_string()).as_deref()),
            ),
            ("decision_by", line(row.decision.body.as_deref())),
            ("certificate_no", line(row.certificate.as_deref())),
        ];
        if let Some(there) = there {
            cells.push(("status", forward(there.status, row.status)));
            let change = self.differences(id, &cells)?;
            let changes = !change.fields.is_empty();
            if changes {
                self.view.registrations_changed += 1;
                self.begun.insert(id);
                self.changes.push(change);
            }
            return Ok(changes);
        }
        cells.extend([
            ("model", model.to_string().into()),
            ("level", level.code().into()),
            ("period", period.to_string().into()),
            (
                "status",
                row.status.unwrap_or(Status::Registered).code().into(),
            ),
            ("source", self.list.file.clone().into()),
        ]);
        let change = self.open.brought_back(begin(id, &cells))?;
        self.changes.push(change);
        self.begun.insert(id);
        self.view.registrations_new += 1;
        Ok(true)
    }

    fn near_duplicates(
        &mut self,
        row: &ListRow,
        model: RecordId,
        key: &ModelKey,
    ) -> Result<(), Refusal> {
        let neighbours = self.neighbours.entry((key.2, key.3)).or_default();
        if let Some(like) = neighbours.like(&key.0) {
            let known = self.open.store.summary(*like)?;
            let name = known
                .map(|summary| summary.model.name)
                .or_else(|| self.names.get(like).cloned())
                .unwrap_or_else(|| row.name.clone());
            self.view.near_duplicates.push(NearDuplicate {
                row: row.row,
                like: *like,
                name,
            });
        }
        neighbours.insert(model, key.0.clone());
        Ok(())
    }
}

fn line(text: Option<&str>) -> Value {
    text.filter(|text| !text.is_empty())
        .map_or(Value::Null, |text| Value::String(text.to_owned()))
}

/// A list may move a registration on, never back: an old list imported again
/// does not undo what happened since.
fn forward(now: Status, listed: Option<Status>) -> Value {
    code(listed.filter(|listed| steps_from(now).contains(listed)))
}
