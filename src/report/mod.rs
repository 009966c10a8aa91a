//! Figures out of records: pure counting over the summaries of models.

mod figures;

pub use figures::{Funnel, LevelFigures, by_field, by_level, comparable, funnel, latest, periods};
