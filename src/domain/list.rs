//! A list of models or of units as it was typed, read cell by cell but not yet
//! matched with the book: what `office` hands to `service`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::identity::RecordKind;
use super::lifecycle::Decision;
use super::period::Period;
use super::value::ValueFault;
use super::vocabulary::{Level, ModelKind, RegistrationType, Status, UnitType};
use crate::text::Legacy;

/// The fields that a column of a list of models can hold (CLI.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListField {
    Name,
    Owner,
    Unit,
    Kind,
    Field,
    Level,
    Period,
    Movement,
    Registration,
    Status,
    DecisionNo,
    DecisionDate,
    DecisionBy,
    CertificateNo,
    Content,
    Remarks,
}

/// One row of a list of models: one model with its registrations.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ListRow {
    /// Row number in the sheet, from 1, as the spreadsheet shows it.
    pub row: u32,
    pub name: String,
    pub owner: Option<String>,
    /// The unit as typed; matched with the book later.
    pub unit: String,
    /// Heading (or section row) that gave the unit, to name it in a fault.
    pub unit_column: String,
    pub kind: Option<ModelKind>,
    /// Code of one of the four fields, or the list's own word.
    pub field: Option<String>,
    /// Each level is one registration.
    pub levels: Vec<Level>,
    pub period: Option<Period>,
    pub movement: Option<String>,
    pub registration: Option<RegistrationType>,
    pub status: Option<Status>,
    pub decision: Decision,
    pub certificate: Option<String>,
    pub content: Option<String>,
    /// Remarks, and every unknown column as `Heading: value` lines.
    pub remarks: Option<String>,
}

/// A list of models as read from one sheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelList {
    /// File name without its folder, to name it in faults and in the history.
    pub file: String,
    pub sheet: String,
    pub rows: Vec<ListRow>,
    /// Headings that no field answers to; their cells are kept as remarks.
    pub unknown_columns: Vec<String>,
    /// The period that rows without their own have from the paper's title.
    pub title_period: Option<Period>,
    /// Rows that leave the unit blank to mean the one above.
    #[serde(default)]
    pub units_as_above: usize,
    /// What the person who sent it did not see, or did not mean to send.
    #[serde(default)]
    pub hidden: HiddenParts,
    /// Other sheets of the file that hold a list too; nothing of them is here.
    pub other_sheets: Vec<String>,
    /// The font before Unicode that the list was typed in, where it was.
    #[serde(default)]
    pub restored_from: Option<Legacy>,
    /// Every fault found, in row order. A list with faults is refused whole.
    pub faults: Vec<ListFault>,
}

/// What of a list is hidden in its sheet; it is read like the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HiddenParts {
    /// Numbers of rows that hold a model.
    pub rows: Vec<u32>,
    /// Headings of columns.
    pub columns: Vec<String>,
}

/// A cell that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFault {
    /// Row number in the sheet, from 1.
    pub row: u32,
    /// Heading of the column as typed, or its letter.
    pub column: String,
    pub fault: CellFault,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellFault {
    /// A required cell is empty.
    Missing,
    /// Neither the row nor its section nor the whole list names a unit.
    NoUnit,
    /// The cell of a name lists `models` of them.
    SeveralModels { models: usize },
    /// A number where the model's name should stand.
    SumForName { typed: String },
    /// A number where x marks one model.
    SumForMark { typed: String },
    /// Not a value of its column.
    Value(ValueFault),
    /// A spreadsheet error such as `#REF!`.
    Formula { error: String },
    /// Both Tập thể and Cá nhân are marked, or both fields.
    SeveralMarks,
    /// The total row announces `announced` and the list has `found` rows.
    Total { announced: i64, found: i64 },
    /// The book has no such unit; `nearest` are names that are close.
    UnknownUnit { typed: String, nearest: Vec<String> },
    /// Several units answer to the name.
    UnclearUnit {
        typed: String,
        candidates: Vec<String>,
    },
    /// The book has no record of this kind that is called so.
    UnknownRecord { kind: RecordKind, typed: String },
    /// `count` records of this kind are called so.
    UnclearRecord {
        kind: RecordKind,
        typed: String,
        count: usize,
    },
    /// A level without a period or a period without a level.
    HalfRegistration,
    /// The same unit stands in an earlier row with other values.
    Contradicts { row: u32 },
    /// The unit of row `row` has the same code at the same time.
    OverlapsInTime { row: u32 },
    /// The last day of a unit lies before its first, `from`.
    EndsBeforeItBegins { from: Date },
    /// A code, name or parent of a list of units that cannot be followed.
    UnknownParent { typed: String },
    /// The unit would lie in itself.
    Cycle { path: Vec<String> },
    /// The unit would come of itself.
    SucceedsItself { path: Vec<String> },
    /// A unit of the book has the same code at the same time.
    CodeInBook { unit: String },
    /// A formula whose result the file does not hold.
    Unreckoned,
}

/// One row of a list of units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitRow {
    pub row: u32,
    pub code: Option<String>,
    pub name: String,
    pub sort: UnitType,
    /// Code or name of the territory.
    pub parent: Option<String>,
    /// Code or name of the unit it answers to.
    pub organization: Option<String>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub successors: Vec<SuccessorRow>,
    pub order: Option<i64>,
}

impl UnitRow {
    /// A row that says no more than what a unit is called and is.
    pub fn new(row: u32, name: impl Into<String>, sort: UnitType) -> Self {
        Self {
            row,
            code: None,
            name: name.into(),
            sort,
            parent: None,
            organization: None,
            valid_from: None,
            valid_to: None,
            successors: Vec::new(),
            order: None,
        }
    }
}

/// `CODE@YYYY-MM-DD/part`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuccessorRow {
    pub code: String,
    pub on: Option<Date>,
    pub extent: super::records::Extent,
}

/// A list of units as read from one sheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct UnitList {
    pub file: String,
    pub rows: Vec<UnitRow>,
    pub faults: Vec<ListFault>,
}
