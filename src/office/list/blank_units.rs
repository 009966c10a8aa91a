//! Units left blank to mean “as above”, without a merged cell.

use crate::domain::list::{CellFault, ListFault, ListRow};
use crate::text;

/// Groups of rows under one unit from which a habit is told.
const GROUPS: usize = 2;

/// Gives the rows without a unit the one above them where the list surely
/// means that, takes away their faults, and tells how many rows those are.
///
/// It surely does when its writer names a unit only where it changes: no row
/// repeats the unit of the row above, several units are followed by blanks, and
/// there are at least as many blanks as units. A single blank among rows that
/// all name theirs stays a fault: it may as well have been forgotten.
pub(super) fn take_as_above(rows: &mut [ListRow], faults: &mut Vec<ListFault>) -> usize {
    if !means_as_above(rows) {
        return 0;
    }
    let mut above = (String::new(), String::new());
    let mut taken = Vec::new();
    for row in rows {
        if row.unit.is_empty() {
            (row.unit, row.unit_column) = above.clone();
            taken.push(row.row);
        } else {
            above = (row.unit.clone(), row.unit_column.clone());
        }
    }
    faults.retain(|fault| fault.fault != CellFault::NoUnit || !taken.contains(&fault.row));
    taken.len()
}

fn means_as_above(rows: &[ListRow]) -> bool {
    let blank = |row: &ListRow| row.unit.is_empty();
    let blanks = rows.iter().filter(|row| blank(row)).count();
    let pairs = || rows.windows(2).filter_map(|pair| pair.split_first());
    let groups = pairs()
        .filter(|(row, next)| !blank(row) && next.iter().all(blank))
        .count();
    let repeated = pairs().any(|(row, next)| {
        let key = text::fold_key(&row.unit);
        !blank(row) && next.iter().all(|next| text::fold_key(&next.unit) == key)
    });
    rows.first().is_some_and(|first| !blank(first))
        && groups >= GROUPS
        && blanks * 2 >= rows.len()
        && !repeated
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The units after `take_as_above`, and how many faults are left.
    fn taken(units: &[&str]) -> (Vec<String>, usize) {
        let mut rows: Vec<ListRow> = units
            .iter()
            .zip(2..)
            .map(|(unit, row)| ListRow {
                row,
                unit: (*unit).to_owned(),
                ..ListRow::default()
            })
            .collect();
        let blank = rows.iter().filter(|row| row.unit.is_empty());
        let mut faults: Vec<ListFault> = blank
            .map(|row| ListFault {
                row: row.row,
                column: "Xã".to_owned(),
                fault: CellFault::NoUnit,
            })
            .collect();
        let count = take_as_above(&mut rows, &mut faults);
        assert_eq!(
            count + faults.len(),
            units.iter().filter(|unit| unit.is_empty()).count()
        );
        (rows.into_iter().map(|row| row.unit).collect(), faults.len())
    }

    #[test]
    fn a_habit_of_naming_a_unit_once_is_followed() {
        let (units, faults) = taken(&["Nam Yên", "", "", "Đông Yên", "", "Tây Yên"]);
        assert_eq!(
            units,
            [
                "Nam Yên",
                "Nam Yên",
                "Nam Yên",
                "Đông Yên",
                "Đông Yên",
                "Tây Yên"
            ]
        );
        assert_eq!(faults, 0);
    }

    #[test]
    fn a_blank_that_may_be_forgotten_stays_a_fault() {
        for units in [
            &["Nam Yên", "", "Đông Yên"][..],
            &["Nam Yên", "Nam Yên", "", "Đông Yên", "", ""],
            &[
                "Nam Yên",
                "",
                "Đông Yên",
                "",
                "Tây Yên",
                "An Biên",
                "Thứ Ba",
            ],
            &["", "Nam Yên", "", "Đông Yên", "", ""],
            &["Nam Yên", "", "", ""],
        ] {
            let (after, faults) = taken(units);
            assert_eq!(after, units);
            assert!(faults > 0, "{units:?}");
        }
    }
}
