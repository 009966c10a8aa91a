//! Figures out of records: pure counting over the summaries of models, and the
//! tables that are made of it.

pub mod behind;
pub mod cell;
mod figures;
pub mod id;
pub mod table;

pub use behind::Behind;
pub use cell::{Cell, CellValue};
pub use figures::{Funnel, LevelFigures, by_field, by_level, comparable, funnel, latest, periods};
pub use id::{Basis, Counting, ReportId};
pub use table::Table;
