//! What a report is asked for, and what it is made from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::behind::{Counted, Movements, Place};
use super::detail::Detail;
use super::facts::Facts;
use super::ground::{Ground, Span};
use super::id::{Basis, Counting, ReportId};
use super::registers::Registers;
use super::select::Awarded;
use super::table::{Subject, Table, Words};
use crate::domain::units::Units;
use crate::domain::{Period, RecordId};

/// Which report, of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportQuery {
    pub report: ReportId,
    /// Without one: the whole book.
    pub unit: Option<RecordId>,
    /// Without one: the latest period that has registrations.
    pub period: Option<Period>,
    pub compare: Option<Period>,
    pub basis: Basis,
    pub movements: Movements,
    pub counting: Counting,
    pub rates: Rates,
    /// The day that titles are looked at; else the last of the period. Other
    /// reports say how long before it the period began.
    pub on: Option<Date>,
    /// At most so many lines of a list, for whoever looks at it a part at a
    /// time; without it all.
    #[serde(default)]
    pub most_rows: Option<usize>,
}

impl ReportQuery {
    /// The report as it is asked for when nothing else is said.
    pub fn new(report: ReportId) -> Self {
        Self {
            report,
            unit: None,
            period: None,
            compare: None,
            basis: Basis::Then,
            movements: Movements::DanVanKheo,
            counting: Counting::Models,
            rates: Rates::WithinALevel,
            on: None,
            most_rows: None,
        }
    }
}

/// Which rates may be reckoned. 72 recognised by the district of 248 registered
/// at any level is a rate between different levels: only when asked for
/// (DOMAIN Part 6, case 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rates {
    WithinALevel,
    AcrossLevels,
}

/// Where a model belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belonging {
    pub unit: Option<RecordId>,
    pub movement: Option<RecordId>,
}

/// What reports are counted from: values alone.
pub struct Material<'a> {
    pub facts: &'a Facts,
    pub units: &'a Units,
    /// Models awarded within the period.
    pub awarded: &'a Awarded,
    pub registers: &'a Registers,
    /// Registrations in full, for the reports that list them.
    pub details: &'a [Detail],
    /// Registrations that belong to the list and are not among the details.
    pub left_out: usize,
    /// Where a model that was not taken out belongs.
    pub belongs: &'a dyn Fn(RecordId) -> Option<Belonging>,
    /// Its number in the facts.
    pub number_of: &'a dyn Fn(RecordId) -> Option<u32>,
    pub today: Date,
}

/// A query with its period decided.
pub struct Ask<'a> {
    pub query: &'a ReportQuery,
    pub period: Period,
    pub material: &'a Material<'a>,
}

impl<'a> Ask<'a> {
    /// The rows by units.
    pub fn ground(&self) -> Ground {
        let span = Span {
            period: self.period,
            compare: self.query.compare,
            today: self.material.today,
        };
        Ground::new(self.material.units, self.query.unit, self.query.basis, span)
    }

    /// The question that a cell of `place` begins with.
    pub fn counted(&self, place: Place) -> Counted {
        Counted {
            counting: self.query.counting,
            ..Counted::registered(place, self.period, self.query.movements.clone())
        }
    }

    /// The unit of a model.
    pub fn unit_of(&self, model: RecordId) -> Option<RecordId> {
        (self.material.belongs)(model)?.unit
    }

    /// Whether a model stands in the book and its movement is asked for.
    pub fn counts_model(&self, model: RecordId) -> bool {
        let belonging = (self.material.belongs)(model);
        belonging.is_some_and(|model| self.query.movements.take(model.movement))
    }

    /// Name of a movement.
    pub fn movement_name(&self, id: RecordId) -> Option<String> {
        let movements = self.material.registers.movements.iter();
        let mut found = movements.filter(|(known, _)| *known == id);
        found.next().map(|(_, movement)| movement.name.clone())
    }

    /// The places of all rows together.
    pub fn whole(&self, ground: &Ground) -> Place {
        let places = ground.rows.iter().map(|row| &row.place);
        let mut all = (Vec::new(), Vec::new());
        for place in places {
            match place {
                Place::Within(ids) => all.0.extend(ids),
                Place::Only(ids) => all.1.extend(ids),
                Place::Everywhere | Place::Nowhere => return Place::Everywhere,
            }
        }
        match (self.query.unit, self.query.basis) {
            (Some(unit), Basis::Then) => Place::Within(vec![unit]),
            _ => {
                let trees = all.0.iter().flat_map(|top| self.material.units.tree(*top));
                let mut ids: Vec<RecordId> = trees.chain(all.1).collect();
                ids.sort_unstable();
                ids.dedup();
                Place::Only(ids)
            }
        }
    }

    /// A table with its head filled in and nothing in it yet.
    pub fn table(&self, stub: Words) -> Table {
        let unit = self.query.unit.map(|id| Subject {
            id,
            name: self
                .material
                .units
                .get(id)
                .map_or_else(|| id.to_string(), |unit| unit.full_name()),
        });
        Table {
            report: self.query.report,
            title: Words::label(self.query.report),
            unit,
            period: Some(self.period),
            compare: self.query.compare,
            basis: self.query.basis,
            counting: self.query.counting,
            stub,
            columns: Vec::new(),
            rows: Vec::new(),
            total: None,
            notes: Vec::new(),
            left_out: 0,
            as_of: None,
        }
    }
}
