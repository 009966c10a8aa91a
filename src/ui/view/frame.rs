//! The frame around every room: title, rooms, rules, message line, footer.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::paint::{both_ends, line_at};
use crate::i18n::Phrase;
use crate::service::views::{BookView, Health};
use crate::text;
use crate::ui::keymap::{Action, Chord, FOOTER_GAP, Resolution};
use crate::ui::layout::Layout;
use crate::ui::state::{Room, Running, State, Stop, Tone};
use crate::ui::widgets::rule;
use crate::ui::words::{FrameWords, day_of};

/// Below this width the rooms other than the present one are only numbers.
const NARROW: u16 = 70;

pub fn draw(state: &State, layout: &Layout, frame: &mut Frame) {
    draw_title(state, layout.title, frame);
    draw_rooms(state, layout.rooms, frame);
    for area in [layout.upper_rule, layout.lower_rule] {
        rule::view(frame, area, &state.look());
    }
    draw_message(state, layout.message, frame);
    draw_footer(state, layout.footer, frame);
}

/// The keys that may follow those pressed so far.
pub fn pending(state: &State) -> Option<Vec<(Chord, Action)>> {
    if state.pressed.is_empty() {
        return None;
    }
    match state
        .keymap
        .resolve(state.contexts(), &state.pressed, &|condition| {
            state.holds(condition)
        }) {
        Resolution::Pending(next) => Some(next),
        _ => None,
    }
}

fn draw_title(state: &State, area: Rect, frame: &mut Frame) {
    let palette = state.palette();
    let day = day_of(state.now);
    let open = state.book.as_ref().and_then(|book| book.open.as_ref());
    let (book, who) = match open {
        Some(open) => {
            let officer = text::visible(&open.officer).into_owned();
            (
                format!(" · {}", text::visible(&open.book)),
                FrameWords::Who { officer, day }.text(state.lang),
            )
        }
        None => (String::new(), day),
    };
    let (health, style) = health(state);
    let cells = usize::from(area.width).saturating_sub(2 + text::cells(&health));
    let title = format!("{}{book}", FrameWords::Program.text(state.lang));
    let narrow = cells < text::cells(&title) + text::cells(&who) + 1;
    let who = if narrow { String::new() } else { who };
    let (title, who) = both_ends(&title, &who, cells);
    let spans = vec![
        Span::raw(" "),
        Span::styled(title, palette.title),
        Span::raw(who),
        Span::styled(health, style),
    ];
    line_at(frame, area, 0, Line::from(spans));
}

/// A dot that tells the store is well; a word with it when it is not.
fn health(state: &State) -> (String, Style) {
    let palette = state.palette();
    match state.book.as_ref().map(|book: &BookView| &book.health) {
        Some(Health::Well) => ("  ●".to_owned(), palette.good),
        Some(Health::NoWriting { .. }) => (
            format!("  ○ {}", FrameWords::NoWriting.text(state.lang)),
            palette.bad,
        ),
        None => ("  ·".to_owned(), palette.dim),
    }
}

pub fn room_name(room: Room) -> FrameWords {
    match room {
        Room::Overview => FrameWords::Overview,
        Room::Models => FrameWords::Models,
        Room::Notes => FrameWords::Notes,
        Room::Bundles => FrameWords::Bundles,
        Room::Conflicts => FrameWords::Conflicts,
    }
}

fn draw_rooms(state: &State, area: Rect, frame: &mut Frame) {
    if state.first_run.is_some() {
        return;
    }
    let palette = state.palette();
    let conflicts = state.book.as_ref().map_or(0, |book| book.conflicts);
    let mut spans = Vec::new();
    for (number, room) in Room::ALL.into_iter().enumerate() {
        let here = room == state.room;
        let named = here || area.width >= NARROW;
        let mut label = (number + 1).to_string();
        if named {
            label = format!("{label} {}", room_name(room).text(state.lang));
        }
        if room == Room::Conflicts && conflicts > 0 {
            label = format!("{label} ({})", text::count(conflicts as i64));
        }
        // The selection has its blanks within, so that words stand still.
        let style = if here {
            palette.selected
        } else {
            palette.label
        };
        spans.push(Span::styled(format!(" {label} "), style));
    }
    line_at(frame, area, 0, Line::from(spans));
}

fn draw_message(state: &State, area: Rect, frame: &mut Frame) {
    let palette = state.palette();
    let (words, style) = if let Some(notice) = &state.notice {
        let (sign, style) = match notice.tone {
            Tone::Done => ("✓ ", palette.good),
            Tone::Refused => ("! ", palette.bad),
            Tone::Hint => ("", palette.dim),
        };
        (format!("{sign}{}", notice.text(state.lang)), style)
    } else if let Some(running) = &state.running {
        (running_words(running, state), palette.accent)
    } else if let Some(Health::NoWriting { why }) = state.book.as_ref().map(|book| &book.health) {
        let why = text::visible(why).into_owned();
        (
            FrameWords::NoWritingWhy { why }.text(state.lang),
            palette.bad,
        )
    } else {
        return;
    };
    let words = text::fit(
        &text::visible(&words),
        usize::from(area.width.saturating_sub(2)),
        text::Align::Left,
    );
    line_at(frame, area, 0, Line::styled(format!(" {words}"), style));
}

fn running_words(running: &Running, state: &State) -> String {
    let what = running.what.text(state.lang);
    let words = match running.progress {
        Some(progress) if progress.total > 0 => FrameWords::RunningPart {
            what,
            percent: progress.done.min(progress.total) * 100 / progress.total,
        },
        _ => FrameWords::Running { what },
    }
    .text(state.lang);
    match running.stop {
        Stop::Possible => FrameWords::EscStops { what: words }.text(state.lang),
        Stop::Impossible => words,
    }
}

/// What can be done here and now, over as many rows as there are.
fn draw_footer(state: &State, area: Rect, frame: &mut Frame) {
    let cells = usize::from(area.width.saturating_sub(2));
    let rows = usize::from(area.height);
    let offered = state.keymap.footer(
        state.contexts(),
        &|condition| state.holds(condition),
        state.lang,
        cells * rows,
    );
    let mut row = 0;
    let mut used = 0;
    let mut spans = vec![Span::raw(" ")];
    for (key, label) in offered {
        let needed = text::cells(&key) + 1 + text::cells(&label);
        if used > 0 && used + needed > cells {
            line_at(
                frame,
                area,
                row,
                Line::from(std::mem::replace(&mut spans, vec![Span::raw(" ")])),
            );
            row += 1;
            used = 0;
        }
        spans.push(Span::styled(key, state.palette().key));
        spans.push(Span::styled(
            format!(" {label}{}", " ".repeat(FOOTER_GAP)),
            state.palette().label,
        ));
        used += needed + FOOTER_GAP;
    }
    line_at(frame, area, row, Line::from(spans));
}
