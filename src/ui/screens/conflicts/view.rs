//! Drawing *Chỗ chưa khớp*: the list, and under it the two values of the
//! selected one, side by side, nothing chosen for anybody.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::compared::{Compared, compared};
use super::state::{Conflicts, Seen, Side};
use super::words::ConflictsWords;
use crate::i18n::{Phrase, value_words};
use crate::service::views::{ConflictView, LiveView};
use crate::text;
use crate::ui::keymap::Action;
use crate::ui::screens::detail::device_words;
use crate::ui::state::State;
use crate::ui::view::paint::{cell, line_at, wrapped};
use crate::ui::widgets::{list, rule};
use crate::ui::words::{field_title, moment};

/// Below this width the two values stand one above the other.
const NARROW: u16 = 60;

/// A clock that is ahead of ours by more than this is doubted. Milliseconds.
const MOST_AHEAD: i64 = 60 * 60 * 1000;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let lang = state.lang;
    let dim = state.palette().dim;
    let Some(view) = &state.conflicts.view else {
        return line_at(
            frame,
            area,
            0,
            Line::styled(format!(" {}", ConflictsWords::Loading.text(lang)), dim),
        );
    };
    if view.is_empty() {
        return line_at(
            frame,
            area,
            1,
            Line::styled(format!("  {}", ConflictsWords::Nothing.text(lang)), dim),
        );
    }
    let rows = list_rows(area.height, view.len());
    let body = Rect {
        height: rows,
        ..area
    };
    list::view(
        frame,
        body,
        state.conflicts.list,
        &state.look(),
        |index| match view.get(index) {
            Some(conflict) => line(conflict, area.width, state),
            None => Line::default(),
        },
    );
    let below = Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    };
    draw_both(state, view.len(), frame, below);
}

/// Rows of the list in a room of `height` rows.
pub fn list_rows(height: u16, conflicts: usize) -> u16 {
    let most = if height < 10 { 1 } else { height / 3 };
    most.min(u16::try_from(conflicts).unwrap_or(u16::MAX))
        .min(height)
}

fn line(conflict: &ConflictView, width: u16, state: &State) -> Line<'static> {
    let cells = usize::from(width).saturating_sub(4);
    let field = cells / 3;
    let name = cell(&conflict.name, cells - field);
    Line::raw(format!(
        "{name} {}",
        cell(&field_title(&conflict.field, state.lang), field)
    ))
}

fn draw_both(state: &State, total: usize, frame: &mut Frame, area: Rect) {
    let conflicts = &state.conflicts;
    let Some(conflict) = conflicts.selected() else {
        return;
    };
    let position = text::count(conflicts.list.selected().unwrap_or(0) as i64 + 1);
    let place = ConflictsWords::Place {
        position,
        total: text::count(total as i64),
    }
    .text(state.lang);
    let title = format!(
        "{place} · {} · {}",
        conflict.name,
        field_title(&conflict.field, state.lang)
    );
    rule::titled(frame, area, &title, &state.look());
    let body = Rect {
        y: area.y + 1.min(area.height),
        height: area.height.saturating_sub(1),
        ..area
    };
    let [first, second] = halves(body);
    let [first_words, second_words] = both(conflicts, state);
    draw_value(
        "A",
        conflicts.seen(Side::First),
        &first_words,
        state,
        frame,
        first,
    );
    draw_value(
        "B",
        conflicts.seen(Side::Second),
        &second_words,
        state,
        frame,
        second,
    );
    if conflict.values.len() > 2 {
        let key = state.key_of(Action::ItemOpen);
        let words = ConflictsWords::MoreValues {
            count: conflict.values.len() - 2,
            key,
        }
        .text(state.lang);
        line_at(
            frame,
            body,
            body.height.saturating_sub(1),
            Line::styled(format!("   {words}"), state.palette().warn),
        );
    }
}

/// Left and right, or above and below where it is narrow.
fn halves(area: Rect) -> [Rect; 2] {
    if area.width < NARROW {
        let height = area.height / 2;
        [
            Rect { height, ..area },
            Rect {
                y: area.y + height,
                height: area.height - height,
                ..area
            },
        ]
    } else {
        let width = area.width / 2;
        [
            Rect { width, ..area },
            Rect {
                x: area.x + width,
                width: area.width - width,
                ..area
            },
        ]
    }
}

/// Both values in words, each held against the other.
fn both(conflicts: &Conflicts, state: &State) -> [Compared; 2] {
    let field = conflicts.selected().map_or("", |one| one.field.as_str());
    let words = |side| {
        let said = |live: &LiveView| value_words(state.lang, field, &live.value, &live.words);
        conflicts.value(side).map(said).unwrap_or_default()
    };
    compared(&words(Side::First), &words(Side::Second)).map(|value| {
        if value.is_blank() {
            Compared::plain(&ConflictsWords::Blank.text(state.lang))
        } else {
            value
        }
    })
}

fn draw_value(
    sign: &str,
    seen: Option<Seen<'_>>,
    words: &Compared,
    state: &State,
    frame: &mut Frame,
    area: Rect,
) {
    let Some(Seen { live, before }) = seen else {
        return;
    };
    let palette = state.palette();
    let inner = Rect {
        x: area.x + 3,
        width: area.width.saturating_sub(7),
        ..area
    };
    line_at(
        frame,
        inner,
        0,
        Line::from(vec![Span::styled(format!("{sign}  "), palette.key)]),
    );
    let text_area = Rect {
        x: inner.x + 3,
        ..inner
    };
    let below = 2 + u16::from(!before.is_empty());
    let most = usize::from(area.height.saturating_sub(below)).max(1);
    let lines = words.lines(usize::from(text_area.width).max(1), palette.matched);
    let used = lines.len().min(most);
    for (row, line) in lines.into_iter().take(most).enumerate() {
        line_at(frame, text_area, row as u16, line);
    }
    let author = format!(
        "{}, {}",
        text::visible(&live.by),
        device_words(state, Some(live.device))
    );
    line_at(
        frame,
        text_area,
        used as u16,
        Line::styled(author, palette.dim),
    );
    line_at(
        frame,
        text_area,
        used as u16 + 1,
        Line::styled(written_at(live, state), palette.dim),
    );
    if !before.is_empty() {
        let before = before.join(" / ");
        let words = ConflictsWords::Before { before }.text(state.lang);
        let first = used as u16 + 2;
        let left = usize::from(area.height.saturating_sub(first));
        let rows = wrapped(&words, usize::from(text_area.width), left.max(1));
        for (row, words) in (first..).zip(rows) {
            line_at(frame, text_area, row, Line::styled(words, palette.dim));
        }
    }
}

/// When a value was written, by the clock of its writer; one that is ahead of
/// ours is doubted.
fn written_at(live: &LiveView, state: &State) -> String {
    let at = moment(live.at);
    let ahead = live.at.as_millisecond() - state.now.as_millisecond();
    if ahead > MOST_AHEAD {
        ConflictsWords::ClockDoubted { at }.text(state.lang)
    } else {
        at
    }
}
