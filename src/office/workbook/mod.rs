//! A workbook read from a file that a user names: XLSX, XLS, ODS or CSV,
//! told apart by content. Hostile and damaged files get an answer, never a
//! panic and never all the memory.

mod biff;
mod compound;
mod contained;
mod fault;
mod legacy;
mod opendocument;
mod openxml;
mod package;
mod sheet;
mod sniff;
mod tags;

use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{
    Data, Dimensions, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx,
    XlsxError,
};

pub use fault::{FileFault, Limit, LooksLike, Wanted};
pub use sheet::{Merge, Row, Sheet, column_letters, column_of_letters};

use super::cell::Cell;
use super::csv;
use crate::text::{self, Legacy};
use sniff::{Content, sniff};

/// Bytes of a file on disk.
const FILE: u64 = 64 * 1024 * 1024;

/// All sheets of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// File name without its folder, composed (NFC).
    pub file: String,
    /// In the order of the file; hidden ones after those that are shown.
    pub sheets: Vec<Sheet>,
    /// The font before Unicode that it was typed in, where it was.
    pub restored_from: Option<Legacy>,
}

impl Workbook {
    /// The sheet of this name, letter for letter or folded; else the one whose
    /// number, from 1, it is.
    ///
    /// # Errors
    /// `NoSuchSheet` with the names there are.
    pub fn sheet(&self, wanted: &str) -> Result<&Sheet, FileFault> {
        let key = text::fold_key(wanted);
        let exact = self.sheets.iter().find(|sheet| sheet.name == wanted);
        exact
            .or_else(|| {
                self.sheets
                    .iter()
                    .find(|sheet| text::fold_key(&sheet.name) == key)
            })
            .or_else(|| {
                let number: usize = key.parse().ok()?;
                self.sheets.get(number.checked_sub(1)?)
            })
            .ok_or_else(|| FileFault::NoSuchSheet {
                wanted: wanted.to_owned(),
                sheets: self.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            })
    }
}

/// Reads every sheet of the file at `path`.
///
/// # Errors
/// A [`FileFault`] that says what the file is or where it breaks.
pub fn read_workbook(path: &Path) -> Result<Workbook, FileFault> {
    let bytes = read_bytes(path)?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    // Other systems hand over names decomposed.
    let file = text::nfc(&name.to_string_lossy()).into_owned();
    let mut sheets = match sniff(&bytes)? {
        Content::Xlsx(mut package) => {
            let mut survey = openxml::Survey::default();
            package.unpack(|name, part| {
                survey.look(name, part);
                honest_string_count(name, part)
            })?;
            survived(contained::contained(|| xlsx(&bytes, &mut survey)))?
        }
        Content::Ods(mut package) => {
            let mut tables = Vec::new();
            package.unpack(|name, part| {
                if name == "content.xml" {
                    tables = opendocument::survey(part)?;
                }
                Ok(())
            })?;
            survived(contained::contained(|| ods(&bytes, &tables)))?
        }
        Content::Xls(compound) => {
            let name = if compound.holds("Workbook") {
                "Workbook"
            } else {
                "Book"
            };
            biff::survey(&compound.stream(name)?)?;
            survived(contained::contained(|| xls(&bytes)))?
        }
        Content::Text(bytes) => vec![csv::read_sheet(bytes, stem(path))?],
    };
    if sheets.iter().all(|sheet| sheet.rows().is_empty()) {
        return Err(FileFault::EmptySheet);
    }
    let restored_from = legacy::restore(&mut sheets);
    Ok(Workbook {
        file,
        sheets,
        restored_from,
    })
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, FileFault> {
    let refused = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => FileFault::NotFound {
            path: path.display().to_string(),
        },
        _ => FileFault::Unreadable {
            why: error.to_string(),
        },
    };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(refused)?;
    file.take(FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    if bytes.len() as u64 > FILE {
        return Err(FileFault::TooLarge { limit: Limit::File });
    }
    Ok(bytes)
}

/// What a CSV file's only sheet is called.
fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn survived<T>(answer: Option<Result<T, FileFault>>) -> Result<T, FileFault> {
    answer.unwrap_or_else(|| {
        Err(FileFault::Damaged {
            detail: "workbook".to_owned(),
        })
    })
}

/// Refuses a table of shared strings that declares more than its bytes can
/// hold: room for them is set aside before they are read.
fn honest_string_count(name: &str, part: &[u8]) -> Result<(), FileFault> {
    if !name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
        return Ok(());
    }
    let head = String::from_utf8_lossy(part.get(..part.len().min(4096)).unwrap_or_default());
    let declared = head.split_once("uniqueCount=").map(|(_, rest)| {
        let digits = rest.chars().skip(1).take_while(char::is_ascii_digit);
        digits.fold(0_usize, |number, digit| {
            number
                .saturating_mul(10)
                .saturating_add(digit as usize - '0' as usize)
        })
    });
    match declared {
        Some(count) if count > part.len() => Err(FileFault::TooLarge {
            limit: Limit::Unpacked,
        }),
        _ => Ok(()),
    }
}

fn xlsx(bytes: &[u8], survey: &mut openxml::Survey) -> Result<Vec<Sheet>, FileFault> {
    let damaged = |error: XlsxError| match error {
        XlsxError::Password => FileFault::PasswordProtected,
        other => FileFault::Damaged {
            detail: other.to_string(),
        },
    };
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut sheets = Vec::new();
    for name in shown_first(workbook.sheets_metadata()) {
        let mut in_file_order = workbook.sheets_metadata().iter();
        let place = in_file_order.position(|sheet| sheet.name == name);
        let noted = place.map(|place| survey.take(place)).unwrap_or_default();
        let merges = workbook.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
        let placed =
            std::iter::from_fn(|| {
                let cell = cells.next_cell().map_err(damaged).transpose()?;
                Some(cell.and_then(|cell| {
                    placed(cell.get_position(), Cell::from(cell.get_value().clone()))
                }))
            });
        let unreckoned = noted.unreckoned.into_iter();
        let unreckoned = unreckoned.map(|(row, column)| Ok((row, column, Cell::Unreckoned)));
        let sheet = Sheet::gather(name, placed.chain(unreckoned), &merges_of(&merges))?;
        sheets.push(sheet.hiding(noted.hidden));
    }
    Ok(sheets)
}

fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, FileFault> {
    let damaged = |error: XlsError| match error {
        XlsError::Password => FileFault::PasswordProtected,
        other => FileFault::Damaged {
            detail: other.to_string(),
        },
    };
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut sheets = Vec::new();
    for name in shown_first(workbook.sheets_metadata()) {
        let range = workbook.worksheet_range(&name).map_err(damaged)?;
        let merges = workbook.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        sheets.push(Sheet::gather(name, cells_of(&range), &merges_of(&merges))?);
    }
    Ok(sheets)
}

fn ods(bytes: &[u8], tables: &[opendocument::Noted]) -> Result<Vec<Sheet>, FileFault> {
    let damaged = |error: OdsError| match error {
        OdsError::Password => FileFault::PasswordProtected,
        OdsError::CellLimitExceeded { .. } => FileFault::TooLarge { limit: Limit::Area },
        other => FileFault::Damaged {
            detail: other.to_string(),
        },
    };
    let mut workbook = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    let in_file_order = workbook.sheet_names();
    let mut sheets = Vec::new();
    for name in shown_first(workbook.sheets_metadata()) {
        let range = workbook.worksheet_range(&name).map_err(damaged)?;
        let table = in_file_order.iter().position(|sheet| *sheet == name);
        let noted = table.and_then(|table| tables.get(table));
        let merges = noted.map_or(&[][..], |noted| &noted.merges);
        let hidden = noted.map(|noted| noted.hidden.clone());
        let sheet = Sheet::gather(name, cells_of(&range), merges)?;
        sheets.push(sheet.hiding(hidden.unwrap_or_default()));
    }
    Ok(sheets)
}

/// Names of the sheets that hold cells; people mean one that they see.
fn shown_first(sheets: &[calamine::Sheet]) -> Vec<String> {
    let (shown, hidden): (Vec<_>, Vec<_>) = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .partition(|sheet| sheet.visible == SheetVisible::Visible);
    shown
        .into_iter()
        .chain(hidden)
        .map(|sheet| sheet.name.clone())
        .collect()
}

fn cells_of(range: &Range<Data>) -> impl Iterator<Item = Result<(u32, u16, Cell), FileFault>> {
    let (top, left) = range.start().unwrap_or_default();
    range.used_cells().map(move |(row, column, data)| {
        let at = (
            top.saturating_add(row as u32),
            left.saturating_add(column as u32),
        );
        placed(at, Cell::from(data))
    })
}

fn placed((row, column): (u32, u32), cell: Cell) -> Result<(u32, u16, Cell), FileFault> {
    match (row.checked_add(1), u16::try_from(column)) {
        (Some(row), Ok(column)) => Ok((row, column, cell)),
        _ => Err(FileFault::Damaged {
            detail: format!("cell {row}:{column}"),
        }),
    }
}

fn merges_of(areas: &[Dimensions]) -> Vec<Merge> {
    let area = |area: &Dimensions| {
        let (rows, columns) = ((area.start.0, area.end.0), (area.start.1, area.end.1));
        Merge::of(
            (rows.0.into(), rows.1.into()),
            (columns.0.into(), columns.1.into()),
        )
    };
    areas.iter().filter_map(area).collect()
}

#[cfg(test)]
mod tests;
