//! Units: the list, and which one a name means.

use jiff::Zoned;
use jiff::civil::Date;

use super::super::refusal::Refusal;
use super::super::views::UnitView;
use super::Open;
use crate::domain::units::{Found, Seeking, When};
use crate::domain::{Period, RecordId, Unit};
use crate::search::nearest;

/// How many near names a refusal offers.
const NEAREST: usize = 3;

impl Open {
    /// Units in the order of their tree; those that stood on a day when given.
    pub(super) fn unit_list(&self, on: Option<Date>) -> Vec<UnitView> {
        let stood = |unit: &Unit| on.is_none_or(|day| unit.valid_on(day));
        let ordered = self.names.units.in_order(stood).into_iter();
        ordered
            .filter_map(|(id, depth)| self.unit_view(id, depth))
            .collect()
    }

    fn unit_view(&self, id: RecordId, depth: usize) -> Option<UnitView> {
        let unit = self.names.units.get(id)?;
        Some(UnitView {
            id,
            name: unit.name.clone(),
            full_name: unit.full_name(),
            sort: unit.sort,
            code: unit.code.clone(),
            parent: unit.parent.map(|parent| self.unit_name(parent)),
            organization: unit.organization.map(|parent| self.unit_name(parent)),
            valid_from: unit.valid_from,
            valid_to: unit.valid_to,
            depth,
        })
    }

    /// The unit that typed text means; a name that several bear is refused
    /// with all of them.
    pub(super) fn find_unit(
        &self,
        typed: &str,
        during: Option<Period>,
    ) -> Result<UnitView, Refusal> {
        let when = during.map_or(When::Any, When::During);
        let units = &self.names.units;
        match units.find(typed, when, Seeking::AnyUnit) {
            Found::One(id) => self
                .unit_view(id, 0)
                .ok_or_else(|| Refusal::NoRecord { id: id.to_string() }),
            Found::Several(ids) => Err(Refusal::SeveralUnits {
                typed: typed.to_owned(),
                candidates: ids.into_iter().map(|id| (id, units.describe(id))).collect(),
            }),
            Found::Nothing => Err(Refusal::NoUnit {
                typed: typed.to_owned(),
                nearest: self.nearest_units(typed),
            }),
        }
    }

    /// Names of units that are spelled nearly so.
    pub(super) fn nearest_units(&self, typed: &str) -> Vec<String> {
        let (_, bare) = crate::domain::units::split_type(typed);
        let names = self.names.units.iter().map(|(_, unit)| unit.name.as_str());
        nearest(bare, names, NEAREST)
            .into_iter()
            .map(str::to_owned)
            .collect()
    }
}

/// When a name is meant that stands beside a period, or alone.
pub(super) fn when(period: Option<Period>) -> When {
    period.map_or_else(|| When::On(Zoned::now().date()), When::During)
}
