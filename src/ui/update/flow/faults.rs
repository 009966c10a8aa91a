//! The faults of a list for people: units that the book does not know are said
//! once each, with their rows, since one answer settles all of them.

use crate::domain::list::{CellFault, ListFault};
use crate::i18n::{Lang, Phrase};
use crate::office;
use crate::phrases;
use crate::text;

/// Rows that are named at most; of more, only the first.
const ROWS: usize = 4;

phrases! {
    enum FaultWords {
        UnknownUnit { name: String, rows: String } => "Sổ chưa có đơn vị “{name}” (dòng {rows})", "The book does not know the unit “{name}” (row {rows})";
        Nearest { words: String, nearest: String } => "{words}; gần giống: {nearest}", "{words}; close to it: {nearest}";
        AndMore { rows: String, count: String } => "{rows} và {count} dòng nữa", "{rows} and {count} more";
    }
}

/// Every fault in words, unknown units first.
pub fn in_words(faults: &[ListFault], lang: Lang) -> Vec<String> {
    let mut units: Vec<Unknown> = Vec::new();
    let mut others = Vec::new();
    for fault in faults {
        match &fault.fault {
            CellFault::UnknownUnit { typed, nearest } => {
                Unknown::note(&mut units, fault.row, typed, nearest)
            }
            _ => others.push(office::describe_fault(fault, lang)),
        }
    }
    units
        .iter()
        .map(|unit| unit.words(lang))
        .chain(others)
        .collect()
}

/// Whether some unit is not known.
pub fn have_unknown_units(faults: &[ListFault]) -> bool {
    faults
        .iter()
        .any(|fault| matches!(fault.fault, CellFault::UnknownUnit { .. }))
}

/// A unit that the book does not know, as first typed.
struct Unknown<'list> {
    key: String,
    typed: &'list str,
    nearest: &'list [String],
    rows: Vec<u32>,
}

impl<'list> Unknown<'list> {
    fn note(units: &mut Vec<Self>, row: u32, typed: &'list str, nearest: &'list [String]) {
        let key = text::fold_key(typed);
        match units.iter_mut().find(|unit| unit.key == key) {
            Some(unit) => unit.rows.push(row),
            None => units.push(Self {
                key,
                typed,
                nearest,
                rows: vec![row],
            }),
        }
    }

    fn words(&self, lang: Lang) -> String {
        let named: Vec<String> = self.rows.iter().take(ROWS).map(u32::to_string).collect();
        let rows = named.join(", ");
        let rows = match self.rows.len().saturating_sub(ROWS) {
            0 => rows,
            more => FaultWords::AndMore {
                rows,
                count: more.to_string(),
            }
            .text(lang),
        };
        let words = FaultWords::UnknownUnit {
            name: self.typed.to_owned(),
            rows,
        }
        .text(lang);
        match self.nearest {
            [] => words,
            names => FaultWords::Nearest {
                words,
                nearest: names.join(", "),
            }
            .text(lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_named_once_with_its_rows() {
        let unknown = |row, typed: &str| ListFault {
            row,
            column: "Xã".into(),
            fault: CellFault::UnknownUnit {
                typed: typed.into(),
                nearest: vec![],
            },
        };
        let missing = ListFault {
            row: 9,
            column: "Tên".into(),
            fault: CellFault::Missing,
        };
        let mut faults = vec![missing];
        faults.extend((10..16).map(|row| unknown(row, "TT. Thứ Ba")));
        faults.push(unknown(20, "tt thu ba"));
        let words = in_words(&faults, Lang::Vi);
        assert_eq!(words.len(), 2);
        assert_eq!(
            words[0],
            "Sổ chưa có đơn vị “TT. Thứ Ba” (dòng 10, 11, 12, 13 và 3 dòng nữa)"
        );
        assert!(words[1].contains("Dòng 9"), "{}", words[1]);
    }
}
