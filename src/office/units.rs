//! A list of units (CLI.md, “A list of units”): codes, names, types, validity
//! and successors.

use std::path::Path;

use jiff::civil::Date;

use crate::domain::list::{CellFault, ListFault, SuccessorRow, UnitList, UnitRow};
use crate::domain::records::Extent;
use crate::domain::units::split_type;
use crate::domain::value::{self, ValueFault};
use crate::domain::vocabulary::UnitType;
use crate::text;

use super::cell::Cell;
use super::list::header::{self, Headed, Header};
use super::workbook::{FileFault, Row, Sheet, Wanted, Workbook, read_workbook};

/// The columns of a list of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Code,
    Name,
    Type,
    Parent,
    Organization,
    ValidFrom,
    ValidTo,
    Successors,
    Order,
}

/// Folded headings of each column.
const HEADINGS: [(Field, &[&str]); 9] = [
    (
        Field::Code,
        &["code", "ma", "ma don vi", "ma hc", "ma hanh chinh", "ma so"],
    ),
    (
        Field::Name,
        &["name", "ten", "ten don vi", "don vi", "ten day du"],
    ),
    (
        Field::Type,
        &["type", "loai", "loai don vi", "cap", "loai hinh"],
    ),
    (
        Field::Parent,
        &[
            "parent",
            "thuoc",
            "thuoc dia ban",
            "dia ban",
            "don vi cha",
            "cap tren",
        ],
    ),
    (
        Field::Organization,
        &[
            "organization",
            "organisation",
            "truc thuoc",
            "don vi truc thuoc",
            "to chuc",
        ],
    ),
    (
        Field::ValidFrom,
        &[
            "valid from",
            "tu ngay",
            "hieu luc tu",
            "hieu luc tu ngay",
            "ngay hieu luc",
        ],
    ),
    (
        Field::ValidTo,
        &[
            "valid to",
            "den ngay",
            "hieu luc den",
            "hieu luc den ngay",
            "het hieu luc",
            "ngay het hieu luc",
        ],
    ),
    (
        Field::Successors,
        &[
            "successors",
            "successor",
            "ke thua",
            "chuyen thanh",
            "don vi ke thua",
            "sap xep thanh",
        ],
    ),
    (Field::Order, &["order", "thu tu", "stt", "tt"]),
];

fn field_of(headed: &Headed) -> Option<Field> {
    let key = headed.path.last().map(|own| text::fold_key(own))?;
    HEADINGS
        .iter()
        .find(|(_, headings)| headings.contains(&key.as_str()))
        .map(|(field, _)| *field)
}

/// Reads the list of units in the file at `path`.
///
/// # Errors
/// A [`FileFault`] when there is no list to read; faults of single cells are
/// in the list itself.
pub fn read_units(path: &Path) -> Result<UnitList, FileFault> {
    units_in(&read_workbook(path)?)
}

/// Reads the list of units in the first sheet of a workbook that has one.
///
/// # Errors
/// `NoHeader` when none has.
pub fn units_in(workbook: &Workbook) -> Result<UnitList, FileFault> {
    let mut headed = workbook
        .sheets
        .iter()
        .filter_map(|sheet| Some((sheet, header_of(sheet)?)));
    let (sheet, header) = headed.next().ok_or_else(|| FileFault::NoHeader {
        sheet: workbook
            .sheets
            .first()
            .map(|sheet| sheet.name.clone())
            .unwrap_or_default(),
        wanted: Wanted::Units,
    })?;
    let mut list = UnitList {
        file: workbook.file.clone(),
        ..UnitList::default()
    };
    for row in sheet.rows().iter().filter(|row| row.number > header.rows.1) {
        let mut reader = Reader {
            header: &header,
            row,
            faults: Vec::new(),
        };
        if let Some(unit) = reader.unit() {
            list.rows.push(unit);
        }
        list.faults.append(&mut reader.faults);
    }
    Ok(list)
}

/// A header needs a name and one more column, or every sheet would have one.
fn header_of(sheet: &Sheet) -> Option<Header> {
    header::find(sheet, |columns| {
        let fields: Vec<Field> = columns.iter().filter_map(field_of).collect();
        if fields.contains(&Field::Name) && fields.len() > 1 {
            fields.len()
        } else {
            0
        }
    })
}

/// One row of the list with its faults.
struct Reader<'a> {
    header: &'a Header,
    row: &'a Row,
    faults: Vec<ListFault>,
}

impl<'a> Reader<'a> {
    /// The unit of the row; `None` for a blank row and one that lacks what a
    /// unit cannot do without.
    fn unit(&mut self) -> Option<UnitRow> {
        if self
            .header
            .columns
            .iter()
            .all(|headed| self.row.cell(headed.column).is_blank())
        {
            return None;
        }
        let code = self.line(Field::Code);
        let parent = self.line(Field::Parent);
        let organization = self.line(Field::Organization);
        let valid_from = self.day(Field::ValidFrom);
        let valid_to = self.day(Field::ValidTo);
        let successors = self.successors();
        let order = self.order();
        let (name, sort) = self.name_and_type();
        Some(UnitRow {
            row: self.row.number,
            code,
            name: name?,
            sort: sort?,
            parent,
            organization,
            valid_from,
            valid_to,
            successors,
            order,
        })
    }

    /// The cell of a field with its heading; `None` when it is blank.
    fn cell(&mut self, field: Field) -> Option<(&'a Cell, String)> {
        let headed = self
            .header
            .columns
            .iter()
            .find(|headed| field_of(headed) == Some(field))?;
        let cell = self.row.cell(headed.column);
        if let Some(fault) = cell.fault() {
            self.fault(&headed.heading(), fault);
            return None;
        }
        (!cell.is_blank()).then(|| (cell, headed.heading()))
    }

    fn line(&mut self, field: Field) -> Option<String> {
        self.cell(field).map(|(cell, _)| cell.line())
    }

    fn fault(&mut self, column: &str, fault: CellFault) {
        self.faults.push(ListFault {
            row: self.row.number,
            column: column.to_owned(),
            fault,
        });
    }

    fn sound<T>(&mut self, read: Result<T, ValueFault>, column: &str) -> Option<T> {
        read.map_err(|fault| self.fault(column, CellFault::Value(fault)))
            .ok()
    }

    /// *Xã Đông Yên* with the type *Xã*, or without a type of its own, is the
    /// commune *Đông Yên*.
    fn name_and_type(&mut self) -> (Option<String>, Option<UnitType>) {
        let name = self.required(Field::Name);
        let faults = self.faults.len();
        let said = match self.cell(Field::Type) {
            Some((cell, column)) => self.sound(value::read_word::<UnitType>(&cell.line()), &column),
            None => None,
        };
        let typed = name.clone().unwrap_or_default();
        let (in_name, bare) = split_type(&typed);
        let in_name = in_name.filter(|sort| names_its_places(*sort));
        let sort = said.or(in_name);
        if sort.is_none() && self.faults.len() == faults {
            self.missing(Field::Type);
        }
        let name = if sort.is_some() && sort == in_name {
            Some(bare.to_owned())
        } else {
            name
        };
        (name.filter(|name| !name.is_empty()), sort)
    }

    fn required(&mut self, field: Field) -> Option<String> {
        let faults = self.faults.len();
        let line = self.line(field);
        if line.is_none() && self.faults.len() == faults {
            self.missing(field);
        }
        line
    }

    fn missing(&mut self, field: Field) {
        let headed = self
            .header
            .columns
            .iter()
            .find(|headed| field_of(headed) == Some(field));
        let usual = HEADINGS
            .iter()
            .find(|(known, _)| *known == field)
            .and_then(|(_, headings)| headings.first());
        let column = headed
            .map(Headed::heading)
            .or_else(|| usual.map(|usual| (*usual).to_owned()));
        self.fault(&column.unwrap_or_default(), CellFault::Missing);
    }

    fn day(&mut self, field: Field) -> Option<Date> {
        let (cell, column) = self.cell(field)?;
        self.sound(cell.day(), &column)
    }

    fn order(&mut self) -> Option<i64> {
        let (cell, column) = self.cell(Field::Order)?;
        let count = cell
            .count()
            .ok_or_else(|| ValueFault::NotACount { typed: cell.line() });
        self.sound(count, &column)
    }

    /// `CODE`, `CODE@YYYY-MM-DD` or `CODE@YYYY-MM-DD/part`, separated by `;`.
    fn successors(&mut self) -> Vec<SuccessorRow> {
        let Some((cell, column)) = self.cell(Field::Successors) else {
            return Vec::new();
        };
        let line = cell.line();
        let parts = line
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        parts
            .filter_map(|part| self.sound(successor(part), &column))
            .collect()
    }
}

/// Whether the type is spoken as part of the name: *xã Đông Yên*, unlike
/// *Trường THCS Tây Yên*.
fn names_its_places(sort: UnitType) -> bool {
    use UnitType::{Bloc, City, District, Hamlet, Province, Quarter, Town};
    sort.is_commune_level()
        || matches!(
            sort,
            Province | District | Town | City | Hamlet | Quarter | Bloc
        )
}

fn successor(part: &str) -> Result<SuccessorRow, ValueFault> {
    let (rest, extent) = match part.rsplit_once('/') {
        Some((rest, word)) if ["part", "mot phan"].contains(&text::fold_key(word).as_str()) => {
            (rest, Extent::Part)
        }
        Some((rest, word)) if ["whole", "toan bo"].contains(&text::fold_key(word).as_str()) => {
            (rest, Extent::Whole)
        }
        _ => (part, Extent::Whole),
    };
    let (code, on) = match rest.split_once('@') {
        Some((code, day)) => (code, Some(value::read_day(day.trim())?)),
        None => (rest, None),
    };
    let code = text::tidy(code);
    if code.is_empty() {
        return Err(ValueFault::Empty);
    }
    Ok(SuccessorRow { code, on, extent })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(csv: &str) -> UnitList {
        let sheet = crate::office::csv::read_sheet(csv.as_bytes(), "units".into()).unwrap();
        units_in(&Workbook {
            file: "units.csv".into(),
            sheets: vec![sheet],
            restored_from: None,
        })
        .unwrap()
    }

    #[test]
    fn a_commune_and_what_became_of_it() {
        let list = read(
            "code,name,type,parent,organization,valid_from,valid_to,successors,order\n\
             30985,Thứ Ba,Thị trấn,ab,,1976-01-01,30/06/2025,30985@2025-07-01;30988@2025-07-01/part,1\n\
             30988,Tây Yên,commune,89,,2025-07-01,,,\n",
        );
        assert_eq!(list.faults, []);
        let [town, commune] = list.rows.as_slice() else {
            panic!("{:?}", list.rows)
        };
        assert_eq!(
            (town.name.as_str(), town.sort, town.order),
            ("Thứ Ba", UnitType::Township, Some(1))
        );
        assert_eq!(town.valid_to, Some(date(2025, 6, 30)));
        let on = Some(date(2025, 7, 1));
        assert_eq!(
            town.successors,
            [
                SuccessorRow {
                    code: "30985".into(),
                    on,
                    extent: Extent::Whole
                },
                SuccessorRow {
                    code: "30988".into(),
                    on,
                    extent: Extent::Part
                },
            ]
        );
        assert_eq!(
            (commune.row, commune.sort, commune.parent.as_deref()),
            (3, UnitType::Commune, Some("89"))
        );
    }

    #[test]
    fn vietnamese_headings_and_types_in_the_name() {
        let list = read(
            "Mã;Tên;Loại;Thuộc địa bàn;Từ ngày\n1;Xã Đông Yên;;An Biên;01/01/1976\n2;Xã Tây Yên;Xã;;\n3;Trường THCS Tây Yên;Trường học;;\n",
        );
        assert_eq!(list.faults, []);
        let names: Vec<_> = list
            .rows
            .iter()
            .map(|unit| (unit.name.as_str(), unit.sort))
            .collect();
        let school = ("Trường THCS Tây Yên", UnitType::School);
        assert_eq!(
            names,
            [
                ("Đông Yên", UnitType::Commune),
                ("Tây Yên", UnitType::Commune),
                school
            ]
        );
        assert_eq!(list.rows[0].parent.as_deref(), Some("An Biên"));
    }

    #[test]
    fn every_fault_of_a_list_is_named() {
        let list = read(
            "code,name,type,valid_from,valid_to,successors,order\n\
             1,,Xã,,,,\n\
             2,Đông Yên,làng,,,,\n\
             3,Tây Yên,,31/02/2020,mai,,\n\
             4,Nam Yên,Xã,,,@2025-07-01;5@nay,một\n",
        );
        let faults: Vec<_> = list
            .faults
            .iter()
            .map(|fault| (fault.row, fault.column.as_str()))
            .collect();
        let expected = [
            (2, "name"),
            (3, "type"),
            (4, "valid_from"),
            (4, "valid_to"),
            (4, "type"),
            (5, "successors"),
            (5, "successors"),
            (5, "order"),
        ];
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_list_of_something_else_has_no_header() {
        let sheet =
            crate::office::csv::read_sheet(b"fruit,colour\napple,red\n", "a".into()).unwrap();
        let answer = units_in(&Workbook {
            file: "a.csv".into(),
            sheets: vec![sheet],
            restored_from: None,
        });
        assert_eq!(
            answer,
            Err(FileFault::NoHeader {
                sheet: "a".into(),
                wanted: Wanted::Units
            })
        );
    }
}
