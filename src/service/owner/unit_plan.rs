//! Importing a list of units with their validity, parents and successors.

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
use crate::domain::{RecordId, Unit, Word};
use crate::store::{FieldChange, RecordChange};
use crate::text;

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
            self.commit(
                &Deed::ImportUnits {
                    file: list.file.clone(),
                },
                &changes,
                None,
                report,
            )?;
        }
        Ok(view)
    }
}

struct UnitPlanner<'a> {
    open: &'a Open,
    list: &'a UnitList,
    /// The units of the list, then those of the book: where names are looked up.
    units: Units,
    ids: Vec<RecordId>,
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
        let of_the_book = open
            .names
            .units
            .iter()
            .filter(|(id, _)| !rows.contains_key(id))
            .map(|(id, unit)| (id, unit.clone()));
        let units = rows.clone().into_iter().chain(of_the_book).collect();
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
        for (row, id) in list.rows.iter().zip(ids) {
            self.check_validity(row);
            self.check_agreement(row, firsts.entry(id).or_insert(row));
            if let Some(code) = row.code.as_deref() {
                let above: &mut Vec<_> = of_code.entry(code).or_default();
                self.check_code(row, id, above);
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
                cells.extend(self.successor(row, successor));
            }
            self.plan_unit(id, &cells, &mut changes)?;
        }
        self.find_cycles("parent", &parents, |unit| unit.parent);
        self.find_cycles("organization", &organizations, |unit| unit.organization);
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
        let typed = typed?;
        let at = row.valid_from.or(row.valid_to);
        let found = self
            .units
            .find(typed, at.map_or(When::Any, When::On), Seeking::AnyUnit);
        let fault = match found {
            Found::One(id) => return Some(id),
            Found::Several(ids) => CellFault::UnclearUnit {
                typed: typed.to_owned(),
                candidates: ids.into_iter().map(|id| self.units.describe(id)).collect(),
            },
            Found::Nothing => CellFault::UnknownParent {
                typed: typed.to_owned(),
            },
        };
        self.view.faults.push(ListFault {
            row: row.row,
            column: column.to_owned(),
            fault,
        });
        None
    }

    /// A successor is the unit of that code on its date, or on the day after
    /// this unit's last.
    fn successor(&mut self, row: &UnitRow, successor: &SuccessorRow) -> Option<(String, Value)> {
        let day_after = || row.valid_to.and_then(|last| last.tomorrow().ok());
        let when = successor.on.or_else(day_after).map_or(When::Any, When::On);
        match self.units.find(&successor.code, when, Seeking::AnyUnit) {
            Found::One(id) => {
                let extent = match successor.extent {
                    Extent::Whole => "whole",
                    Extent::Part => "part",
                };
                Some((format!("successor.{}", id.id), extent.into()))
            }
            _ => {
                let fault = CellFault::UnknownParent {
                    typed: successor.code.clone(),
                };
                self.view.faults.push(ListFault {
                    row: row.row,
                    column: "successors".into(),
                    fault,
                });
                None
            }
        }
    }

    /// A unit ends after it begins.
    fn check_validity(&mut self, row: &UnitRow) {
        if let (Some(from), Some(to)) = (row.valid_from, row.valid_to)
            && to < from
        {
            self.view.faults.push(ListFault {
                row: row.row,
                column: "valid_to".into(),
                fault: CellFault::EndsBeforeItBegins { from },
            });
        }
    }

    /// A row says the same of a unit as the `first` one of that unit.
    fn check_agreement(&mut self, row: &UnitRow, first: &UnitRow) {
        let as_first = UnitRow {
            row: first.row,
            ..row.clone()
        };
        if as_first != *first {
            self.view.faults.push(ListFault {
                row: row.row,
                column: "code".into(),
                fault: CellFault::Contradicts { row: first.row },
            });
        }
    }

    /// A code is that of one unit at a time. Many give the day of a change to
    /// both: a single day may be shared. `above` are earlier rows of the code.
    fn check_code(&mut self, row: &UnitRow, id: RecordId, above: &[(&UnitRow, RecordId)]) {
        let from = |row: &UnitRow| row.valid_from.unwrap_or(Date::MIN);
        let to = |row: &UnitRow| row.valid_to.unwrap_or(Date::MAX);
        let overlaps = |earlier: &UnitRow| from(earlier) < to(row) && from(row) < to(earlier);
        let mut above = above.iter().filter(|(_, other)| *other != id);
        let other = above.find(|(earlier, _)| overlaps(earlier));
        if let Some((earlier, _)) = other {
            self.view.faults.push(ListFault {
                row: row.row,
                column: "valid_from".into(),
                fault: CellFault::OverlapsInTime { row: earlier.row },
            });
        }
    }

    /// Names every unit of the list that lies in itself, or answers to itself,
    /// by the relation of the column.
    fn find_cycles(
        &mut self,
        column: &str,
        listed: &HashMap<RecordId, RecordId>,
        in_book: impl Fn(&Unit) -> Option<RecordId>,
    ) {
        let above = |book: &Units, id: RecordId| {
            let listed = listed.get(&id).copied();
            listed.or_else(|| book.get(id).and_then(&in_book))
        };
        for (row, id) in self.list.rows.iter().zip(&self.ids) {
            let mut path = vec![*id];
            let mut next = *id;
            while let Some(parent) = above(&self.open.names.units, next) {
                if parent == *id {
                    let path = path
                        .iter()
                        .map(|id| {
                            self.units
                                .get(*id)
                                .map_or_else(String::new, |unit| unit.name.clone())
                        })
                        .collect();
                    self.view.faults.push(ListFault {
                        row: row.row,
                        column: column.to_owned(),
                        fault: CellFault::Cycle { path },
                    });
                    break;
                }
                if path.contains(&parent) {
                    break;
                }
                path.push(parent);
                next = parent;
            }
        }
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
