//! Drawing the state. Nothing here decides where a key goes.

mod frame;
mod message;
pub mod paint;
mod search_line;

pub use search_line::SearchLine;

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::Line;

use super::layout::{Layout, MIN_COLUMNS, MIN_ROWS, Size};
use super::overlay::which_key;
use super::screens::{
    bundles, conflicts, detail, finder, first_run, models, notes, overview, recommendations,
    reports, survey,
};
use super::state::{Room, State};
use super::words::FrameWords;
use crate::i18n::Phrase;

/// Draws everything.
pub fn draw(state: &State, frame: &mut Frame) {
    let size = Size {
        columns: frame.area().width,
        rows: frame.area().height,
    };
    let area = frame.area();
    frame.buffer_mut().set_style(area, state.palette().ground);
    if size.is_too_small() {
        return draw_too_small(state, size, frame);
    }
    let layout = Layout::of(size);
    frame::draw(state, &layout, frame);
    draw_room(state, size, &layout, frame);
    for layer in &state.layers {
        layer.overlay.view(frame, layout.over(), &state.look());
    }
    if let Some(pending) = frame::pending(state) {
        which_key::view(&pending, frame, layout.over(), &state.look());
    }
    message::draw(state, &layout, frame);
}

fn draw_room(state: &State, size: Size, layout: &Layout, frame: &mut Frame) {
    if let Some(first_run) = &state.first_run {
        return first_run::draw(first_run, state, frame, layout.room);
    }
    let beside = size.is_wide() && state.room == Room::Models;
    match &state.detail {
        Some(page) if beside => {
            let [list, right] = layout.beside();
            draw_models(state, frame, list);
            detail::draw(page, state, frame, right);
        }
        Some(page) if page.is_open() => detail::draw(page, state, frame, layout.room),
        _ => draw_list(state, layout, frame),
    }
}

fn draw_list(state: &State, layout: &Layout, frame: &mut Frame) {
    let area = layout.room;
    match state.room {
        Room::Overview => overview::draw(state, frame, area),
        Room::Models => draw_models(state, frame, area),
        Room::Survey => survey::draw(state, frame, area),
        Room::Recommendations => recommendations::draw(state, frame, layout),
        Room::Reports => reports::draw(state, frame, area),
        Room::Notes => notes::draw(state, frame, area),
        Room::Bundles => bundles::draw(state, frame, area),
        Room::Conflicts => conflicts::draw(state, frame, area),
    }
}

/// The models, or all other records in their place.
fn draw_models(state: &State, frame: &mut Frame, area: Rect) {
    match state.finder.is_shown() {
        true => finder::draw(state, frame, area),
        false => models::draw(state, frame, area),
    }
}

fn draw_too_small(state: &State, size: Size, frame: &mut Frame) {
    let words = [
        FrameWords::TooSmall,
        FrameWords::Needed {
            columns: MIN_COLUMNS,
            rows: MIN_ROWS,
        },
        FrameWords::Is {
            columns: size.columns,
            rows: size.rows,
        },
    ];
    for (row, words) in words.into_iter().enumerate() {
        let line = Line::raw(words.text(state.lang)).alignment(Alignment::Left);
        paint::line_at(frame, size.area(), row as u16, line);
    }
}
