//! Importing a list of units with their validity, parents and successors.

mod checks;
mod loops;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::request::Deed;
use super::super::views::UnitPlanView;
use super::book::begin;
use super::changes::see;
use super::{Open, Report};
use crate::domain::list::{CellFault, ListFault, SuccessorRow, UnitList, UnitRow};
use crate::domain::records::{Extent, Fields};
use crate::domain::units::{Found, Seeking, Units, When};
use crate::domain::{RecordId, RecordKind, Unit, Word};
use crate::store::{FieldChange, RecordChange};
use crate::text;
use checks::Loop;

impl Open {
    pub(super) fn plan_units(&mut self, list: &UnitList) -> Result<UnitPlanView, Refusal> {
        UnitPlanner::new(self, list).plan().map(|(view, _)| view)
    }

    pub(super) fn apply_units(
        &mut self,
        list: &UnitList,
        report: Report<'_>,
    ) -> Result<UnitPlanView, Refusal> {
        let (view, changes) = UnitPlanner::new(self, list).plan()?;
        if view.faults.is_empty() && !changes.is_empty() {
            self.commit(&deed_of(list), &changes, None, report)?;
        }
        Ok(view)
    }
}

/// What taking the list in is called: one row of no file was written by hand.
fn deed_of(list: &UnitList) -> Deed {
    match list.rows.as_slice() {
        [only] if list.file.is_empty() => Deed::AddRecord {
            kind: RecordKind::Unit,
            name: text::tidy(&only.name),
        },
        _ => Deed::ImportUnits {
            file: list.file.clone(),
        },
    }
}

struct UnitPlanner<'a> {
    open: &'a Open,
    list: &'a UnitList,
    /// The units of the list, then those of the book: where names are looked up.
    units: Units,
    ids: Vec<RecordId>,
    /// The units of the book that the list does not name, by their codes.
    beside: HashMap<&'a str, Vec<RecordId>>,
    planned: BTreeSet<RecordId>,
    view: UnitPlanView,
}

impl<'a> UnitPlanner<'a> {
    fn new(open: &'a Open, list: &'a UnitList) -> Self {
        let ids: Vec<RecordId> = list.rows.iter().map(identity).collect();
        let rows: BTreeMap<RecordId, Unit> = ids
            .iter()
            .copied()
            .zip(list.rows.iter().map(bare_unit))
            .collect();
        let of_the_book = || {
            let units = open.names.units.iter();
            units.filter(|(id, _)| !rows.contains_key(id))
        };
        let mut beside: HashMap<&str, Vec<RecordId>> = HashMap::new();
        for (id, unit) in of_the_book() {
            if let Some(code) = unit.code.as_deref() {
                beside.entry(code).or_default().push(id);
            }
        }
        let listed = rows.iter().map(|(id, unit)| (*id, unit.clone()));
        let units = listed
            .chain(of_the_book().map(|(id, unit)| (id, unit.clone())))
            .collect();
        let view = UnitPlanView {
            rows: list.rows.len(),
            faults: list.faults.clone(),
            ..UnitPlanView::default()
        };
        Self {
            open,
            list,
            units,
            ids,
            beside,
            planned: BTreeSet::new(),
            view,
        }
    }

    fn plan(mut self) -> Result<(UnitPlanView, Vec<RecordChange>), Refusal> {
        let list = self.list;
        let ids = self.ids.clone();
        let mut changes: Vec<RecordChange> = Vec::new();
        let mut firsts: HashMap<RecordId, &UnitRow> = HashMap::new();
        let mut of_code: HashMap<&str, Vec<(&UnitRow, RecordId)>> = HashMap::new();
        let mut parents: HashMap<RecordId, RecordId> = HashMap::new();
        let mut organizations: HashMap<RecordId, RecordId> = HashMap::new();
        let mut successors: HashMap<RecordId, Vec<RecordId>> = HashMap::new();
        for (row, id) in list.rows.iter().zip(ids) {
            self.check_validity(row);
            self.check_agreement(row, firsts.entry(id).or_insert(row));
            if let Some(code) = row.code.as_deref() {
                let above: &mut Vec<_> = of_code.entry(code).or_default();
                self.check_code(row, id, above);
                self.check_code_in_book(row, code);
                above.push((row, id));
            }
            let parent = self.reference(row, row.parent.as_deref(), "parent");
            let organization = self.reference(row, row.organization.as_deref(), "organization");
            parents.extend(parent.map(|parent| (id, parent)));
            organizations.extend(organization.map(|organization| (id, organization)));
            let mut cells = vec![
                ("name".to_owned(), Value::from(text::tidy(&row.name))),
                ("type".to_owned(), row.sort.code().into()),
                ("code".to_owned(), optional(row.code.clone())),
                (
                    "parent".to_owned(),
                    optional(parent.map(|id| id.to_string())),
                ),
                (
                    "organization".to_owned(),
                    optional(organization.map(|id| id.to_string())),
                ),
                (
                    "valid_from".to_owned(),
                    optional(row.valid_from.map(|day| day.to_string())),
                ),
                (
                    "valid_to".to_owned(),
                    optional(row.valid_to.map(|day| day.to_string())),
                ),
                (
                    "order".to_owned(),
                    row.order.map_or(Value::Null, Value::from),
                ),
            ];
            for successor in &row.successors {
                if let Some(to) = self.successor(row, successor) {
                    successors.entry(id).or_default().push(to);
                    let extent = match successor.extent {
                        Extent::Whole => "whole",
                        Extent::Part => "part",
                    };
                    cells.push((format!("successor.{}", to.id), extent.into()));
                }
            }
            self.plan_unit(id, &cells, &mut changes)?;
        }
        let above = |listed: &HashMap<RecordId, RecordId>, id, of: Option<RecordId>| {
            let found = listed.get(&id).copied().or(of);
            found.into_iter().collect()
        };
        self.find_loops("parent", Loop::Above, |id, unit| {
            above(&parents, id, unit.and_then(|unit| unit.parent))
        });
        self.find_loops("organization", Loop::Above, |id, unit| {
            above(&organizations, id, unit.and_then(|unit| unit.organization))
        });
        self.find_loops("successors", Loop::After, |id, unit| {
            let in_book = unit.map_or(&[][..], |unit| &unit.successors);
            let listed = successors.get(&id).into_iter().flatten().copied();
            listed.chain(in_book.iter().map(|to| to.unit)).collect()
        });
        self.view.faults.sort_by_key(|fault| fault.row);
        if !self.view.faults.is_empty() {
            changes.clear();
        }
        Ok((self.view, changes))
    }

    fn plan_unit(
        &mut self,
        id: RecordId,
        cells: &[(String, Value)],
        changes: &mut Vec<RecordChange>,
    ) -> Result<(), Refusal> {
        if !self.planned.insert(id) {
            self.view.units_same += 1;
            return Ok(());
        }
        let Some(stored) = self.open.store.record(&id.to_string())? else {
            let cells: Vec<(&str, Value)> = cells
                .iter()
                .map(|(field, value)| (field.as_str(), value.clone()))
                .collect();
            changes.push(begin(id, &cells));
            self.view.units_new += 1;
            return Ok(());
        };
        let shown = Fields(stored.state.shown());
        let mut change = RecordChange {
            record: id.to_string(),
            fields: Vec::new(),
        };
        for (field, value) in cells {
            if !value.is_null() && shown.0.get(field) != Some(value) {
                change.fields.push(FieldChange {
                    field: field.clone(),
                    value: value.clone(),
                    over: Vec::new(),
                });
            }
        }
        if stored.is_gone() {
            change.fields.push(FieldChange {
                field: crate::domain::schema::DELETED.into(),
                value: Value::Null,
                over: Vec::new(),
            });
        }
        if change.fields.is_empty() {
            self.view.units_same += 1;
        } else {
            see(&mut change, &stored);
            self.view.units_changed += 1;
            changes.push(change);
        }
        Ok(())
    }

    fn reference(&mut self, row: &UnitRow, typed: Option<&str>, column: &str) -> Option<RecordId> {
        let at = row.valid_from.or(row.valid_to);
        self.named(row, typed?, at, column)
    }

    /// A successor is the unit of that code on its date, or on the day after
    /// this unit's last.
    fn successor(&mut self, row: &UnitRow, successor: &SuccessorRow) -> Option<RecordId> {
        let day_after = || row.valid_to.and_then(|last| last.tomorrow().ok());
        let at = successor.on.or_else(day_after);
        self.named(row, &successor.code, at, "successors")
    }

    /// The one unit that a cell names, at a time when one is said.
    fn named(
        &mut self,
        row: &UnitRow,
        typed: &str,
        at: Option<Date>,
        column: &str,
    ) -> Option<RecordId> {
        let when = at.map_or(When::Any, When::On);
        let fault = match self.units.find(typed, when, Seeking::AnyUnit) {
            Found::One(id) => return Some(id),
            Found::Several(ids) => CellFault::UnclearUnit {
                typed: typed.to_owned(),
                candidates: ids.into_iter().map(|id| self.units.describe(id)).collect(),
            },
            Found::Nothing => CellFault::UnknownParent {
                typed: typed.to_owned(),
            },
        };
        self.fault(row, column, fault);
        None
    }

    fn fault(&mut self, row: &UnitRow, column: &str, fault: CellFault) {
        self.view.faults.push(ListFault {
            row: row.row,
            column: column.to_owned(),
            fault,
        });
    }
}

fn identity(row: &UnitRow) -> RecordId {
    let full_name = format!("{} {}", row.sort.vi(), row.name);
    Unit::identity(
        row.code.as_deref(),
        row.valid_from,
        &full_name,
        row.parent.as_deref(),
    )
}

/// A row as a unit without its relations: enough to be found by code and name.
fn bare_unit(row: &UnitRow) -> Unit {
    Unit {
        name: text::tidy(&row.name),
        sort: Some(row.sort),
        code: row.code.clone(),
        parent: None,
        organization: None,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        order: row.order,
        successors: Vec::new(),
    }
}

fn optional(text: Option<String>) -> Value {
    text.filter(|text| !text.is_empty())
        .map_or(Value::Null, Value::String)
}
