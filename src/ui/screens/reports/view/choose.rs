//! The list of reports, with the question that each answers.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::words::answers;
use super::about;
use crate::domain::Word;
use crate::i18n::Phrase;
use crate::report::ReportId;
use crate::text::{self, Align};
use crate::ui::state::State;
use crate::ui::view::paint::line_at;
use crate::ui::widgets::{below, list};
use crate::ui::words::label;

/// Rows above the list.
pub const HEAD_ROWS: u16 = 1;
/// Cells of the report's code and of its title, with a blank.
const CODE: usize = 5;
const TITLE: usize = 42;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let head = format!(" {}", about(state));
    line_at(frame, area, 0, Line::styled(head, palette.title));
    let body = below(area, HEAD_ROWS);
    let room = usize::from(body.width).saturating_sub(list::EDGES);
    list::view(frame, body, state.reports.list, &state.look(), |index| {
        let Some(&report) = ReportId::ALL.get(index) else {
            return Line::default();
        };
        let code = text::fit(&report.code().to_uppercase(), CODE, Align::Left);
        let title = label(state.lang, report);
        let left = room.saturating_sub(CODE);
        let mut spans = vec![Span::styled(code, palette.key)];
        if left > TITLE + TITLE / 2 {
            let question = answers(report).text(state.lang);
            spans.push(Span::raw(text::fit(title, TITLE, Align::Left)));
            spans.push(Span::styled(
                text::fit(&question, left - TITLE, Align::Left),
                palette.dim,
            ));
        } else {
            spans.push(Span::raw(text::fit(title, left, Align::Left)));
        }
        Line::from(spans)
    });
    list::view_edges(frame, body, state.reports.list, &state.look());
}
