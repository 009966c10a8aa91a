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
use crate::ui::state::{Room, State};
use crate::ui::widgets::rule;
use crate::ui::words::{FrameWords, day_of};

pub fn draw(state: &State, layout: &Layout, frame: &mut Frame) {
    draw_title(state, layout.title, frame);
    draw_rooms(state, layout.rooms, frame);
    for area in [layout.upper_rule, layout.lower_rule] {
        rule::view(frame, area, &state.look());
    }
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
        Room::Survey => FrameWords::Survey,
        Room::Recommendations => FrameWords::Recommendations,
        Room::Reports => FrameWords::Reports,
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
    let cells = usize::from(area.width);
    let labels = room_labels(state, cells);
    let gap = if needed(&labels, ROOMY) <= cells {
        ROOMY
    } else {
        TIGHT
    };
    let mut at = area.x;
    let mut present = None;
    for (room, label) in &labels {
        let spot = (at, format!(" {label} "));
        at = at.saturating_add(u16::try_from(text::cells(label) + gap).unwrap_or(u16::MAX));
        if *room == state.room {
            present = Some(spot);
        } else {
            frame
                .buffer_mut()
                .set_string(spot.0, area.y, spot.1, palette.label);
        }
    }
    // Last, since in a tight line its blanks are also those of its neighbours.
    if let Some((at, label)) = present {
        frame
            .buffer_mut()
            .set_string(at, area.y, label, palette.selected);
    }
}

/// Blanks between the names of two rooms. The present room is lit with a blank
/// on either side, so that words stand still.
const ROOMY: usize = 2;
const TIGHT: usize = 1;

/// Cells that a line of these rooms takes.
fn needed(labels: &[(Room, String)], gap: usize) -> usize {
    let names: usize = labels
        .iter()
        .map(|(_, label)| text::cells(label) + gap)
        .sum();
    names + 2 - gap
}

/// What each room is called in a line of `cells`. Where the names do not fit,
/// the last rooms go by their digit alone; the present one keeps its name.
fn room_labels(state: &State, cells: usize) -> Vec<(Room, String)> {
    let mut labels: Vec<(Room, String)> = Room::ALL
        .into_iter()
        .map(|room| (room, room_label(state, room, Naming::Name)))
        .collect();
    for at in (0..labels.len()).rev() {
        if needed(&labels, TIGHT) <= cells {
            break;
        }
        if let Some((room, label)) = labels.get_mut(at).filter(|(room, _)| *room != state.room) {
            *label = room_label(state, *room, Naming::Digit);
        }
    }
    labels
}

/// How much of a room's label there is place for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    Name,
    Digit,
}

fn room_label(state: &State, room: Room, naming: Naming) -> String {
    let mut label = room.digit().to_string();
    if naming == Naming::Name {
        label = format!("{label} {}", room_name(room).text(state.lang));
    }
    let conflicts = state.book.as_ref().map_or(0, |book| book.conflicts);
    if room == Room::Conflicts && conflicts > 0 {
        label = format!("{label} ({})", text::count(conflicts as i64));
    }
    label
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
