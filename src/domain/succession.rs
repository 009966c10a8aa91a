//! Units through a reorganisation: where a unit's ground lies today, and the
//! smallest sets of old and new units that cover the same ground (DOMAIN C6).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::identity::RecordId;
use super::records::{Extent, Unit};
use super::units::Units;
use super::vocabulary::UnitType;

/// Units, old and new, that cover the same ground together.
pub type Block = BTreeSet<RecordId>;

impl Units {
    /// The unit that stands on `today` where `id` stood. `None` where the
    /// ground was divided, or where nobody knows what became of it: such a
    /// thing is “không quy đổi được”.
    pub fn present(&self, id: RecordId, today: Date) -> Option<RecordId> {
        let mut seen = BTreeSet::new();
        let mut at = id;
        while seen.insert(at) {
            let unit = self.get(at)?;
            if unit.valid_on(today) {
                return Some(at);
            }
            at = match unit.successors.as_slice() {
                [one] if one.extent == Extent::Whole => one.unit,
                // A hamlet's ground goes with the commune that it lies in.
                [] if is_below_commune(unit) => unit.parent?,
                _ => return None,
            };
        }
        None
    }

    /// The unit itself or the nearest above it that is of commune level:
    /// reorganisations move communes. Other units stand for themselves.
    pub fn commune_of(&self, id: RecordId) -> RecordId {
        let is_commune = |id: &RecordId| {
            let sort = self.get(*id).and_then(|unit| unit.sort);
            sort.is_some_and(UnitType::is_commune_level)
        };
        if is_commune(&id) || !self.get(id).is_some_and(is_below_commune) {
            return id;
        }
        self.ancestors(id)
            .into_iter()
            .find(is_commune)
            .unwrap_or(id)
    }

    /// The blocks that the communes of the book fall into: the smallest sets
    /// closed under succession, in both directions.
    pub fn blocks(&self) -> Vec<Block> {
        let mut neighbours: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
        for (id, unit) in self.iter() {
            if !unit.sort.is_some_and(UnitType::is_commune_level) {
                continue;
            }
            neighbours.entry(id).or_default();
            for successor in &unit.successors {
                neighbours.entry(id).or_default().insert(successor.unit);
                neighbours.entry(successor.unit).or_default().insert(id);
            }
        }
        let mut blocks = Vec::new();
        let mut placed = BTreeSet::new();
        for &start in neighbours.keys() {
            let mut block = Block::new();
            let mut next = vec![start];
            while let Some(id) = next.pop() {
                if placed.insert(id) {
                    block.insert(id);
                    next.extend(neighbours.get(&id).into_iter().flatten());
                }
            }
            if !block.is_empty() {
                blocks.push(block);
            }
        }
        blocks
    }
}

fn is_below_commune(unit: &Unit) -> bool {
    matches!(unit.sort, Some(UnitType::Hamlet | UnitType::Quarter))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::records::Succession;
    use super::*;

    fn id(name: &str) -> RecordId {
        Unit::identity(Some(name), None, name, None)
    }

    fn unit(name: &str, sort: UnitType, to: &[(&str, Extent)]) -> (RecordId, Unit) {
        let is_old = !to.is_empty();
        let successors = to
            .iter()
            .map(|(name, extent)| Succession {
                unit: id(name),
                extent: *extent,
            })
            .collect();
        let unit = Unit {
            name: name.into(),
            sort: Some(sort),
            code: Some(name.into()),
            parent: None,
            organization: None,
            valid_from: (!is_old).then(|| date(2025, 7, 1)),
            valid_to: is_old.then(|| date(2025, 6, 30)),
            order: None,
            successors,
        };
        (id(name), unit)
    }

    fn book() -> Units {
        use Extent::{Part, Whole};
        use UnitType::{Commune, Ward};
        let mut all = vec![
            unit("Dương Hòa", Commune, &[("Tô Châu mới", Whole)]),
            unit("Thuận Yên", Commune, &[("Tô Châu mới", Whole)]),
            unit("Tô Châu mới", Ward, &[]),
            unit("Sơn Hải", Commune, &[("Sơn Hải mới", Whole)]),
            unit("Sơn Hải mới", Commune, &[]),
            unit("Phú Hội", Commune, &[("A", Part), ("B", Part)]),
            unit("A", Commune, &[]),
            unit("B", Commune, &[]),
        ];
        let (ap, mut hamlet) = unit("ấp Ngã Ba", UnitType::Hamlet, &[]);
        hamlet.parent = Some(id("Dương Hòa"));
        hamlet.valid_from = None;
        hamlet.valid_to = Some(date(2025, 6, 30));
        all.push((ap, hamlet));
        all.into_iter().collect()
    }

    #[test]
    fn ground_is_followed_to_the_unit_of_today_unless_it_was_divided() {
        let units = book();
        let today = date(2026, 1, 1);
        assert_eq!(
            units.present(id("Dương Hòa"), today),
            Some(id("Tô Châu mới"))
        );
        assert_eq!(
            units.present(id("Dương Hòa"), date(2020, 1, 1)),
            Some(id("Dương Hòa"))
        );
        assert_eq!(
            units.present(id("ấp Ngã Ba"), today),
            Some(id("Tô Châu mới"))
        );
        assert_eq!(units.present(id("Phú Hội"), today), None);
    }

    #[test]
    fn a_block_takes_all_that_went_into_its_units() {
        let blocks = book().blocks();
        let of = |name: &str| {
            let mut found = blocks.iter().filter(|block| block.contains(&id(name)));
            let block = found.next().unwrap();
            assert!(found.next().is_none());
            block.len()
        };
        assert_eq!(of("Dương Hòa"), 3);
        assert_eq!(of("Sơn Hải mới"), 2);
        assert_eq!(of("B"), 3);
    }
}
