//! Figures out of records: pure counting over the summaries of models, the
//! tables that are made of it, and papers as values before they become files.

mod b01;
mod b02;
mod b03;
mod b07;
mod b13;
mod b14;
pub mod behind;
mod by_row;
mod caption;
pub mod cell;
pub mod checks;
pub mod course;
pub mod document;
pub mod detail;
mod elapsed;
pub mod facts;
mod figures;
pub mod ground;
mod honours;
pub mod id;
pub mod letterhead;
mod level_courses;
mod listed;
pub mod paragraph;
mod published;
pub mod query;
pub mod registers;
mod registers_by_unit;
#[cfg(test)]
pub mod sample;
pub mod select;
pub mod minutes;
mod surveys_by_unit;
pub mod table;
mod tally;
mod words;

pub use behind::Behind;
pub use cell::{Cell, CellValue};
pub use course::{Course, Courses, Through};
pub use facts::Facts;
pub use figures::{Figures, Funnel, LevelFigures, comparable, figures, latest};
pub use id::{Basis, Counting, ReportId};
pub use level_courses::level_courses;
pub use paragraph::paragraph;
pub use query::{Ask, Material, Rates, ReportQuery};
pub use registers::Registers;
pub use table::Table;

/// The table that a query asks for.
pub fn table(ask: &Ask<'_>) -> Table {
    let mut table = counted(ask);
    if ask.query.report != ReportId::B12 {
        let on = ask.query.on;
        let since = on.and_then(|on| elapsed::since_beginning(ask.period, on));
        table.notes.extend(since);
    }
    table
}

fn counted(ask: &Ask<'_>) -> Table {
    match ask.query.report {
        ReportId::B01 => b01::table(ask),
        ReportId::B02 => b02::table(ask),
        ReportId::B03 => b03::table(ask),
        ReportId::B04 => listed::recognitions(ask),
        ReportId::B05 => honours::awards(ask),
        ReportId::B06 => listed::models(ask),
        ReportId::B07 => b07::table(ask),
        ReportId::B08 => registers_by_unit::resources(ask),
        ReportId::B11 => registers_by_unit::forums(ask),
        ReportId::B12 => honours::titles(ask),
        ReportId::B13 => b13::table(ask),
        ReportId::B14 => b14::table(ask),
        ReportId::B09 => surveys_by_unit::results(ask),
        ReportId::B10 => surveys_by_unit::recommendations(ask),
    }
}
