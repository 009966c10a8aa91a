//! Drawing the first page.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{FirstRun, Line as Place};
use super::words::FirstRunWords;
use crate::i18n::Phrase;
use crate::text::{self, Align};
use crate::ui::state::State;
use crate::ui::view::paint::line_at;
use crate::ui::widgets::Focus;

/// Cells of the names of the lines.
const LABEL: u16 = 18;
/// Windows lower than this leave the blank lines and the sentence out.
const LOW: u16 = 10;

pub fn draw(page: &FirstRun, state: &State, frame: &mut Frame, area: Rect) {
    let lang = state.lang;
    line_at(
        frame,
        area,
        0,
        Line::styled(
            format!(" {}", FirstRunWords::Title.text(lang)),
            state.palette().title,
        ),
    );
    let is_low = area.height < LOW;
    if !is_low {
        line_at(
            frame,
            area,
            2,
            Line::styled(
                format!(" {}", FirstRunWords::Why.text(lang)),
                state.palette().dim,
            ),
        );
    }
    let first = if is_low { 1 } else { 4 };
    for (row, (place, field)) in (first..).zip(page.lines()) {
        let name = text::fit(&place.label().text(lang), usize::from(LABEL), Align::Left);
        line_at(
            frame,
            area,
            row,
            Line::styled(format!(" {name}"), state.palette().label),
        );
        let left = (LABEL + 2).min(area.width);
        let cells = Rect {
            x: area.x + left,
            y: area.y + row.min(area.height),
            width: (area.width - left).saturating_sub(1),
            height: 1,
        };
        if row >= area.height {
            return;
        }
        let focus = if place == page.at() {
            Focus::Here
        } else {
            Focus::Away
        };
        if focus == Focus::Away && field.is_empty() {
            let hint = hint(place).map(|hint| hint.text(lang)).unwrap_or_default();
            let dots = if hint.is_empty() {
                "…".to_owned()
            } else {
                hint
            };
            line_at(
                frame,
                cells,
                0,
                Line::styled(
                    text::fit(&dots, usize::from(cells.width), Align::Left),
                    state.palette().dim,
                ),
            );
        } else {
            field.view(frame, cells, focus, &state.look());
        }
    }
}

fn hint(place: Place) -> Option<FirstRunWords> {
    match place {
        Place::Officer | Place::Title => None,
        Place::Committee => Some(FirstRunWords::CommitteeHint),
        Place::Book => Some(FirstRunWords::BookHint),
    }
}
