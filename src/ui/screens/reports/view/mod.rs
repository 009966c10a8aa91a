//! Drawing *Báo cáo*.

mod behind;
mod choose;
mod course;
mod picture;
mod table;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::state::Floor;
use super::words::ReportsWords;
use crate::domain::Period;
use crate::i18n::Phrase;
use crate::text;
use crate::ui::state::State;
use crate::ui::words::period_words;

pub use behind::HEAD_ROWS as BEHIND_HEAD;
pub use choose::HEAD_ROWS as CHOOSE_HEAD;
pub use table::{table_rows, table_width};

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    match state.reports.floor {
        Floor::Choosing => choose::draw(state, frame, area),
        Floor::Table => table::draw(state, frame, area),
        Floor::Behind => behind::draw(state, frame, area),
    }
}

/// Place and periods that are asked about.
fn about(state: &State) -> String {
    let reports = &state.reports;
    let lang = state.lang;
    let known = reports.table();
    let place = match (
        reports.query.unit,
        known.and_then(|table| table.unit.as_ref()),
    ) {
        (None, _) => ReportsWords::Book.text(lang),
        (Some(unit), Some(subject)) if subject.id == unit => {
            text::visible(&subject.name).into_owned()
        }
        _ => "…".to_owned(),
    };
    let shown = reports.query.period;
    let shown = shown.or_else(|| known.and_then(|table| table.period));
    let period = shown.map_or_else(
        || ReportsWords::LatestPeriod.text(lang),
        |period| period_words(lang, period),
    );
    let about = ReportsWords::About { place, period }.text(lang);
    match reports.query.compare {
        Some(compare) => {
            // Of two spans of years the second need not be called one again.
            let compare = match (shown, compare) {
                (Some(Period::Span { .. }), Period::Span { .. }) => compare.to_string(),
                _ => period_words(lang, compare),
            };
            ReportsWords::AboutCompared { about, compare }.text(lang)
        }
        None => about,
    }
}
