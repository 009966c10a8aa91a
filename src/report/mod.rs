//! Figures out of records: pure counting over the summaries of models, the
//! tables that are made of it, and papers as values before they become files.

pub mod behind;
mod caption;
pub mod cell;
pub mod document;
mod figures;
pub mod id;
pub mod letterhead;
pub mod table;

pub use behind::Behind;
pub use cell::{Cell, CellValue};
pub use figures::{Funnel, LevelFigures, by_field, by_level, comparable, funnel, latest, periods};
pub use id::{Basis, Counting, ReportId};
pub use table::Table;
