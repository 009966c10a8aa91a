//! What may come after the keys pressed so far.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::super::keymap::{Action, Chord};
use super::super::widgets::{Look, clear, put, row_of, rule};
use crate::phrases;
use crate::text::{self, Align};

phrases! {
    enum Words {
        Title => "Phím kế tiếp", "Next key";
    }
}

/// Blanks between columns, in cells.
const GAP: usize = 3;

/// Draws the box over the lowest rows of `area`.
pub fn view(pending: &[(Chord, Action)], frame: &mut Frame, area: Rect, look: &Look) {
    let entries: Vec<String> = pending
        .iter()
        .map(|(chord, action)| format!("{}  {}", chord.shown(), look.lang.say(action)))
        .collect();
    let room = usize::from(area.width).saturating_sub(2);
    let widest = entries
        .iter()
        .map(|entry| text::cells(entry))
        .max()
        .unwrap_or(0)
        .min(room);
    let columns = ((room + GAP) / (widest + GAP)).max(1);
    let rows = u16::try_from(entries.len().div_ceil(columns)).unwrap_or(u16::MAX);
    let height = rows.saturating_add(1).min(area.height);
    let place = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    clear(frame, place, look);
    rule::titled(frame, place, &look.lang.say(&Words::Title), look);
    for (row, entries) in entries.chunks(columns).enumerate() {
        let cells: Vec<String> = entries
            .iter()
            .map(|entry| text::fit(entry, widest, Align::Left))
            .collect();
        let line = format!(" {}", cells.join(&" ".repeat(GAP)));
        put(frame, row_of(place, row + 1), &line, look.palette.ground);
    }
}
