//! Drawing *Khảo sát*.

mod lay;
mod page;
mod question;
mod rounds;
mod route;
mod tail;
mod target;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::rounds::Floor;
use crate::ui::state::State;

pub use page::{field_room, settle as settle_page};
pub use target::shown as target_words;

/// Rows above the lists of rounds and of the itinerary.
const HEAD: u16 = 1;

/// Rows that those lists have in a room of this height.
pub fn list_rows(height: u16) -> u16 {
    height.saturating_sub(HEAD)
}

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    match state.survey.floor {
        Floor::Rounds => rounds::draw(state, frame, area),
        Floor::Itinerary => route::draw(state, frame, area),
        Floor::Visit => page::draw(state, frame, area),
    }
}
