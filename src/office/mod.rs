//! Spreadsheets and lists that people bring, and the papers and tables that
//! they take away: read and written with the rights of whoever asks, told
//! apart by content, refused with words that help.

mod cell;
mod csv;
mod list;
mod markdown;
mod outlet;
mod paper;
mod plain;
mod printable;
mod register;
mod table;
mod units;
mod words;
mod workbook;

pub use cell::Cell;
pub use list::{ColumnMap, ListOptions, MapFault, field_name, models_in, read_models};
pub use outlet::{Existing, OutFault, put};
pub use paper::{PaperFormat, paper_text, paper_text_within, write_paper};
pub use plain::{TextSheet, text_workbook};
pub use register::read_register;
pub use table::{Cover, TableFormat, write_table};
pub use units::{read_units, units_in};
pub use words::{describe_cell_fault, describe_fault};
pub use workbook::{
    FileFault, Limit, LooksLike, Merge, Row, Sheet, Wanted, Workbook, column_letters,
    column_of_letters, read_workbook,
};
