//! Importing a list of records of one register: published figures.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::refusal::Refusal;
use super::super::request::Deed;
use super::super::request::register::RegisterPlanView;
use super::book::begin;
use super::called::Called;
use super::changes::see;
use super::{Open, Report};
use crate::domain::list::{CellFault, ListFault};
use crate::domain::period_labels::{LabelledPeriod, PeriodLabels};
use crate::domain::register::entered::{identity, required};
use crate::domain::register::list::{RegisterCell, RegisterList, RegisterRow, read_qualified};
use crate::domain::schema::{FieldShape, FieldSpec, field_named, fields_of};
use crate::domain::units::{Found, Seeking, When};
use crate::domain::value::{read_day, read_value};
use crate::domain::{Fields, RecordId, RecordKind, Word};
use crate::store::{FieldChange, RecordChange};
use crate::text;

impl Open {
    pub(super) fn plan_register(
        &mut self,
        list: &RegisterList,
    ) -> Result<RegisterPlanView, Refusal> {
        Planner::new(self, list)?.plan().map(|(view, _)| view)
    }

    /// All or nothing: a list with faults changes nothing.
    pub(super) fn apply_register(
        &mut self,
        list: &RegisterList,
        report: Report<'_>,
    ) -> Result<RegisterPlanView, Refusal> {
        let (view, changes) = Planner::new(self, list)?.plan()?;
        if view.faults.is_empty() && !changes.is_empty() {
            let deed = Deed::ImportList {
                file: list.file.clone(),
            };
            self.commit(&deed, &changes, None, report)?;
        }
        Ok(view)
    }
}

struct Planner<'a> {
    open: &'a Open,
    list: &'a RegisterList,
    labels: PeriodLabels,
    called: Called,
    view: RegisterPlanView,
    changes: Vec<RecordChange>,
    /// Rows met so far, by what they are about.
    met: BTreeMap<RecordId, (u32, BTreeMap<String, Value>)>,
}

impl<'a> Planner<'a> {
    fn new(open: &'a Open, list: &'a RegisterList) -> Result<Self, Refusal> {
        let view = RegisterPlanView {
            rows: list.rows.len(),
            unknown_columns: list.unknown_columns.clone(),
            faults: list.faults.clone(),
            ..RegisterPlanView::default()
        };
        Ok(Self {
            open,
            list,
            labels: open.period_labels()?,
            called: Called::in_list(open, list)?,
            view,
            changes: Vec::new(),
            met: BTreeMap::new(),
        })
    }

    fn plan(mut self) -> Result<(RegisterPlanView, Vec<RecordChange>), Refusal> {
        for row in &self.list.rows {
            if let Some(values) = self.values(row) {
                self.place(row, &values)?;
            }
        }
        self.view.faults.sort_by_key(|fault| fault.row);
        Ok((self.view, self.changes))
    }

    fn fault(&mut self, row: u32, column: &str, fault: CellFault) {
        self.view.faults.push(ListFault {
            row,
            column: column.to_owned(),
            fault,
        });
    }

    /// The values of a row, unless a cell is wrong or missing.
    fn values(&mut self, row: &RegisterRow) -> Option<BTreeMap<String, Value>> {
        let faults = self.view.faults.len();
        let mut values = BTreeMap::new();
        for field in required(self.list.kind) {
            if row.typed(field).is_none_or(is_blank) {
                let spec = field_named(self.list.kind, field);
                let column = spec.map_or(*field, |spec| spec.vi);
                self.fault(row.row, column, CellFault::Missing);
            }
        }
        for cell in &row.cells {
            match self.read(row, cell, &mut values) {
                Ok(()) => {}
                Err(fault) => self.fault(row.row, &cell.column, fault),
            }
        }
        if self.list.kind == RecordKind::Period {
            self.refuse_misleading(row, &values);
        }
        (self.view.faults.len() == faults).then_some(values)
    }

    fn read(
        &mut self,
        row: &RegisterRow,
        cell: &RegisterCell,
        values: &mut BTreeMap<String, Value>,
    ) -> Result<(), CellFault> {
        let Some(spec) = field_named(self.list.kind, &cell.field) else {
            return Ok(());
        };
        let value = match spec.shape {
            FieldShape::Reference(RecordKind::Unit) => json!(self.unit(row, &cell.typed)?),
            FieldShape::Reference(RecordKind::Movement) => {
                let typed = Some(cell.typed.as_str());
                json!(self.open.movement_named(typed, &mut self.changes))
            }
            FieldShape::Reference(kind @ (RecordKind::Forum | RecordKind::Model))
                if !is_blank(&cell.typed) =>
            {
                json!(self.called(row, kind, &cell.typed)?)
            }
            FieldShape::Period if !is_blank(&cell.typed) => {
                let period = self.labels.period(&cell.typed);
                json!(period.map_err(CellFault::Value)?)
            }
            FieldShape::Count if self.list.kind == RecordKind::Figure => {
                let (qualifier, number) = read_qualified(&cell.typed).map_err(CellFault::Value)?;
                if let Some(qualifier) = qualifier.filter(|_| cell.field == "value") {
                    values.insert("qualifier".into(), json!(qualifier.code()));
                }
                json!(number)
            }
            shape => read_value(shape, &cell.typed).map_err(CellFault::Value)?,
        };
        // A qualifier of its own column stands above one before the number.
        if !value.is_null() {
            values.insert(cell.field.clone(), value);
        }
        Ok(())
    }

    /// The unit of a row at the time of the row.
    fn unit(&self, row: &RegisterRow, typed: &str) -> Result<RecordId, CellFault> {
        let units = &self.open.names.units;
        match units.find(typed, self.time_of(row), Seeking::AnyUnit) {
            Found::One(id) => Ok(id),
            Found::Several(ids) => Err(CellFault::UnclearUnit {
                typed: typed.to_owned(),
                candidates: ids.into_iter().map(|id| units.describe(id)).collect(),
            }),
            Found::Nothing => Err(CellFault::UnknownUnit {
                typed: typed.to_owned(),
                nearest: self.open.nearest_units(typed),
            }),
        }
    }

    /// The record that a row names; one of several is told by the row's unit.
    fn called(
        &self,
        row: &RegisterRow,
        kind: RecordKind,
        typed: &str,
    ) -> Result<RecordId, CellFault> {
        self.called.find(kind, typed, || {
            let unit = row.typed("unit").and_then(|unit| self.unit(row, unit).ok());
            unit.map_or_else(BTreeSet::new, |unit| self.open.names.units.tree(unit))
        })
    }

    /// When a row was: a name may have meant another unit at another time.
    fn time_of(&self, row: &RegisterRow) -> When {
        let period = row.typed("period");
        let period = period.and_then(|typed| self.labels.period(typed).ok());
        let is_day = |spec: &&FieldSpec| spec.shape == FieldShape::Day;
        let mut days = fields_of(self.list.kind).iter().filter(is_day);
        let day = days.find_map(|spec| read_day(row.typed(spec.name)?).ok());
        period
            .map(When::During)
            .or(day.map(When::On))
            .unwrap_or(When::Any)
    }

    /// A label that reads as another period would never be looked up.
    fn refuse_misleading(&mut self, row: &RegisterRow, values: &BTreeMap<String, Value>) {
        let mut cells = row.cells.iter();
        let label = cells.find(|cell| cell.field == "label" && !is_blank(&cell.typed));
        let span = values.get("span").and_then(Value::as_str);
        let span = span.and_then(|span| self.labels.period(span).ok());
        if let Some((label, span)) = label.zip(span)
            && let Err(fault) = LabelledPeriod::check(&label.typed, span)
        {
            self.fault(row.row, &label.column, CellFault::Value(fault));
        }
    }

    /// New, changed or the same as in the book.
    fn place(
        &mut self,
        row: &RegisterRow,
        values: &BTreeMap<String, Value>,
    ) -> Result<(), Refusal> {
        let id = identity(self.list.kind, values);
        self.view.records.push(id);
        // The same figure twice in a list is one figure, unless they differ.
        if let Some((earlier, other)) = self.met.insert(id, (row.row, values.clone())) {
            if other != *values {
                let column = row.cells.first().map(|cell| cell.column.clone());
                let fault = CellFault::Contradicts { row: earlier };
                self.fault(row.row, &column.unwrap_or_default(), fault);
            } else {
                self.view.same += 1;
            }
            return Ok(());
        }
        let stored = self.open.store.record(&id.to_string())?;
        let Some(stored) = stored.filter(|stored| !stored.is_gone()) else {
            let fields: Vec<(&str, Value)> = values
                .iter()
                .map(|(field, value)| (field.as_str(), value.clone()))
                .collect();
            self.changes
                .push(self.open.brought_back(begin(id, &fields))?);
            self.view.new += 1;
            return Ok(());
        };
        let shown = Fields(stored.state.shown());
        let differing = values
            .iter()
            .filter(|(field, value)| shown.0.get(*field) != Some(value));
        let mut change = RecordChange {
            record: id.to_string(),
            fields: differing
                .map(|(field, value)| FieldChange {
                    field: field.clone(),
                    value: value.clone(),
                    over: Vec::new(),
                })
                .collect(),
        };
        if change.fields.is_empty() {
            self.view.same += 1;
        } else {
            see(&mut change, &stored);
            self.changes.push(change);
            self.view.changed += 1;
        }
        Ok(())
    }
}

fn is_blank(typed: &str) -> bool {
    text::tidy(typed).is_empty()
}
