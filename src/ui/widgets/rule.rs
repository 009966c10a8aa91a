//! A line that divides.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Look, put};
use crate::text;

const STROKE: &str = "─";

/// Draws a rule across the first row of `area`.
pub fn view(frame: &mut Frame, area: Rect, look: &Look) {
    put(
        frame,
        area,
        &STROKE.repeat(usize::from(area.width)),
        look.palette.rule,
    );
}

/// Draws a rule with a title in it.
pub fn titled(frame: &mut Frame, area: Rect, title: &str, look: &Look) {
    view(frame, area, look);
    let room = usize::from(area.width).saturating_sub(5);
    if title.is_empty() || room == 0 {
        return;
    }
    let title = text::visible(title);
    let fitting = if text::cells(&title) > room {
        text::fit(&title, room, text::Align::Left)
    } else {
        title.into_owned()
    };
    let place = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    put(frame, place, &format!(" {fitting} "), look.palette.title);
}
