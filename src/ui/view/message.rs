//! The message line: what was done, what was refused, what is under way. What is
//! longer than the line goes on above it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::paint::{line_at, wrapped};
use crate::i18n::Phrase;
use crate::service::views::Health;
use crate::text;
use crate::ui::layout::Layout;
use crate::ui::state::{Running, State, Stop, Tone};
use crate::ui::widgets::clear;
use crate::ui::words::FrameWords;

/// Words for the message line.
struct Message {
    words: String,
    style: Style,
    stays: Stays,
}

/// How long words stand, and so how much of the room they may cover.
#[derive(Clone, Copy)]
enum Stays {
    /// Until the next key: until then they may cover half the room.
    UntilKey,
    /// While something goes on: they may take the rule above the line.
    MeanWhile,
}

/// Draws it over whatever stands there.
pub fn draw(state: &State, layout: &Layout, frame: &mut Frame) {
    let Some(message) = message(state) else {
        return;
    };
    let most = match message.stays {
        Stays::UntilKey => layout.lower_rule.height + layout.room.height / 2,
        Stays::MeanWhile => layout.lower_rule.height,
    };
    let cells = usize::from(layout.message.width.saturating_sub(2));
    let rows = wrapped(&message.words, cells, usize::from(most) + 1);
    let above = u16::try_from(rows.len()).unwrap_or(1).saturating_sub(1);
    let area = Rect {
        y: layout.message.y.saturating_sub(above),
        height: above + layout.message.height,
        ..layout.message
    };
    if above > 0 {
        clear(frame, area, &state.look());
    }
    for (row, words) in (0..).zip(rows) {
        let line = Line::styled(format!(" {words}"), message.style);
        line_at(frame, area, row, line);
    }
}

fn message(state: &State) -> Option<Message> {
    let palette = state.palette();
    if let Some(notice) = &state.notice {
        let (sign, style) = match notice.tone {
            Tone::Done => ("✓ ", palette.good),
            Tone::Refused => ("! ", palette.bad),
            Tone::Hint => ("", palette.dim),
        };
        return Some(Message {
            words: format!("{sign}{}", notice.text(state.lang)),
            style,
            stays: Stays::UntilKey,
        });
    }
    let health = state.book.as_ref().map(|book| &book.health);
    let (words, style) = if let Some(running) = &state.running {
        (running_words(running, state), palette.accent)
    } else if let Some(Health::NoWriting { why }) = health {
        let why = text::visible(why).into_owned();
        let words = FrameWords::NoWritingWhy { why };
        (words.text(state.lang), palette.bad)
    } else if let [_, ..] = state.company.others() {
        let others = state.company.others().join(", ");
        let words = FrameWords::Company { others };
        (words.text(state.lang), palette.accent)
    } else {
        return None;
    };
    Some(Message {
        words,
        style,
        stays: Stays::MeanWhile,
    })
}

fn running_words(running: &Running, state: &State) -> String {
    let what = running.what.text(state.lang);
    let pace = running.pace.map(|pace| pace.text(state.lang));
    let words = match pace.filter(|pace| !pace.is_empty()) {
        Some(pace) => FrameWords::RunningPart { what, pace },
        None => FrameWords::Running { what },
    }
    .text(state.lang);
    match running.stop {
        Stop::Possible => FrameWords::EscStops { what: words }.text(state.lang),
        Stop::Impossible => words,
    }
}
