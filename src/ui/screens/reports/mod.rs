//! *Báo cáo*: a table out of the records, and behind each cell its list.

mod behind;
mod grid;
mod order;
mod state;
mod view;
mod words;

pub use behind::BehindList;
pub use grid::{Shown as ShownRow, Sideways};
pub use state::{Floor, Reports};
pub use view::{BEHIND_HEAD, CHOOSE_HEAD, draw, table_rows, table_width};
pub use words::ReportsWords;
