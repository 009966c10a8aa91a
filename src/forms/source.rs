//! The workbook of an outline as plain tables: what is stored, carried and
//! exported. Columns and sheets that this version does not understand stay.

use serde::{Deserialize, Serialize};

use super::fault::{Flaw, OutlineFault, Place};
use crate::office::{Cell, Row, Sheet, Workbook};
use crate::text;

/// Rows among which the header is looked for.
const HEADER_WITHIN: u32 = 15;

/// The tables of a workbook and of the lists beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// Sheets of the workbook.
    pub sheets: Vec<Table>,
    /// Choice lists from files, by the name that the outline calls them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Table>,
}

impl Source {
    /// The sheet with this name, whatever its case.
    pub fn sheet(&self, name: &str) -> Option<&Table> {
        self.sheets.iter().find(|table| table.is_called(name))
    }

    /// The list read from the file with this name.
    pub fn file(&self, name: &str) -> Option<&Table> {
        self.files.iter().find(|table| table.name == name)
    }
}

/// One table: a heading a column, then rows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    /// Row number in the spreadsheet, and a text a column; missing ones are blank.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Table {
    fn is_called(&self, name: &str) -> bool {
        text::fold_key(&self.name) == text::fold_key(name)
    }
}

/// The sheets that XLSForm knows, with the columns that tell their header.
const KNOWN: &[(&str, &[&str])] = &[
    ("survey", &["type", "name"]),
    ("choices", &["list_name", "name"]),
    ("settings", &[]),
    ("external_choices", &["list_name", "name"]),
    ("entities", &[]),
    ("osm", &[]),
];

/// A heading as it is compared: case, blanks and composition do not matter
/// before the language.
pub(super) fn heading_key(heading: &str) -> String {
    let heading = text::tidy(&text::nfc(heading));
    let (base, rest) = match heading.find(':') {
        Some(at) => heading.split_at(at),
        None => (heading.as_str(), ""),
    };
    let base = base.trim().to_lowercase().replace(' ', "_");
    let base = match base.as_str() {
        "list-name" => "list_name".to_owned(),
        _ => base,
    };
    format!("{base}{rest}")
}

/// The tables of a workbook. Cells with a formula error are faults.
///
/// # Errors
/// Every formula error and every sheet without a header.
pub fn of_workbook(workbook: &Workbook) -> Result<Source, Vec<OutlineFault>> {
    let mut faults = Vec::new();
    let mut sheets = Vec::new();
    for sheet in &workbook.sheets {
        let key = heading_key(&sheet.name);
        let known = KNOWN.iter().find(|(name, _)| *name == key);
        let wanted = known.map_or(&[][..], |(_, wanted)| wanted);
        match table_of(sheet, wanted, known.is_some(), &mut faults) {
            Some(table) => sheets.push(table),
            None if known.is_some() && !sheet.rows().is_empty() => faults.push(OutlineFault::new(
                Place::sheet(&sheet.name),
                Flaw::NoHeader {
                    columns: wanted.join(", "),
                },
            )),
            None => {}
        }
    }
    if faults.is_empty() {
        Ok(Source {
            sheets,
            files: Vec::new(),
        })
    } else {
        Err(faults)
    }
}

/// The table of a file with a choice list, called `name`.
///
/// # Errors
/// Every formula error.
pub fn of_list_file(name: &str, sheet: &Sheet) -> Result<Table, Vec<OutlineFault>> {
    let mut faults = Vec::new();
    let table = table_of(sheet, &[], true, &mut faults).unwrap_or_default();
    if faults.is_empty() {
        Ok(Table {
            name: name.to_owned(),
            ..table
        })
    } else {
        for fault in &mut faults {
            fault.place.sheet = name.to_owned();
        }
        Err(faults)
    }
}

/// A sheet from its header on. Sheets that XLSForm does not know are kept as
/// they are, faulty cells and all.
fn table_of(
    sheet: &Sheet,
    wanted: &[&str],
    known: bool,
    faults: &mut Vec<OutlineFault>,
) -> Option<Table> {
    let header = sheet
        .rows()
        .iter()
        .take_while(|row| row.number <= HEADER_WITHIN)
        .find(|row| has_headings(row, wanted))?;
    let columns: Vec<(u16, String)> = header
        .filled()
        .map(|(at, cell)| (at, text::tidy(&text::nfc(&cell.as_text()))))
        .collect();
    let below = sheet.rows().iter().filter(|row| row.number > header.number);
    let mut rows = Vec::new();
    for row in below {
        let mut cells = Vec::with_capacity(columns.len());
        for (at, heading) in &columns {
            let own = row.cell(*at);
            // A list's name merged over its choices is the name of each.
            let cell = match heading_key(heading).as_str() {
                "list_name" => sheet.seen(row, *at, header.number + 1),
                _ => own,
            };
            if let (Cell::Error(error), true) = (cell, known) {
                let place = Place::row(&sheet.name, row.number).column(heading);
                faults.push(OutlineFault::new(
                    place,
                    Flaw::FormulaError {
                        error: error.clone(),
                    },
                ));
            }
            cells.push(cell_text(cell));
        }
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            rows.push((row.number, cells));
        }
    }
    Some(Table {
        name: sheet.name.clone(),
        columns: columns.into_iter().map(|(_, heading)| heading).collect(),
        rows,
    })
}

fn has_headings(row: &Row, wanted: &[&str]) -> bool {
    let keys: Vec<String> = row
        .filled()
        .map(|(_, cell)| heading_key(&cell.as_text()))
        .map(|key| match key.as_str() {
            "value" => "name".to_owned(),
            "command" => "type".to_owned(),
            _ => key,
        })
        .collect();
    wanted
        .iter()
        .all(|wanted| keys.iter().any(|key| key == wanted))
}

/// A cell as XLSForm means it: dates as ISO, blanks around left off, composed.
fn cell_text(cell: &Cell) -> String {
    let text = match cell {
        Cell::Day(day) => day.to_string(),
        Cell::Moment(moment) => moment.to_string(),
        // As the spreadsheet shows it: a name, a default or `required` may be one.
        Cell::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        other => other.as_text(),
    };
    text::nfc(text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'))
        .replace("\r\n", "\n")
        .replace('\u{a0}', " ")
}
