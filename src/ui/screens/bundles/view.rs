//! Drawing *Gói số liệu*.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::{DEEDS, Held};
use super::words::BundlesWords;
use crate::i18n::{Lang, Phrase};
use crate::service::views::DeviceStatus;
use crate::text::{self, Align};
use crate::ui::keymap::Context;
use crate::ui::state::State;
use crate::ui::view::paint::{cell, line_at};
use crate::ui::widgets::list;
use crate::ui::widgets::table::{Cell, Column, Table};

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let uncarried = state.book.as_ref().map_or(0, |book| book.uncarried);
    let (words, style) = match uncarried {
        0 => (BundlesWords::AllCarried, state.palette().good),
        count => (
            BundlesWords::Uncarried {
                count: text::count(count as i64),
            },
            state.palette().warn,
        ),
    };
    let mut line = vec![Span::styled(format!(" {}", words.text(state.lang)), style)];
    line.extend(delivered(state));
    line_at(frame, area, 0, Line::from(line));
    let gap = u16::from(area.height > 12);
    if gap > 0 {
        line_at(frame, area, 1, own_words(state));
    }
    let deeds = Rect {
        y: area.y + 1 + 2 * gap,
        height: area
            .height
            .saturating_sub(1 + 2 * gap)
            .min(DEEDS.len() as u16),
        ..area
    };
    list::view(frame, deeds, state.bundles.list, &state.look(), |index| {
        deed(index, state, area.width)
    });
    let below = deeds.bottom() + gap;
    draw_held(
        state,
        frame,
        Rect {
            y: below,
            height: area.bottom().saturating_sub(below),
            ..area
        },
    );
}

/// The words that others hear over the telephone before they approve us.
fn own_words(state: &State) -> Line<'static> {
    let mut devices = state.bundles.devices.iter();
    let Some(own) = devices.find(|device| device.status == DeviceStatus::Own) else {
        return Line::default();
    };
    let heading = BundlesWords::OwnWords.text(state.lang);
    Line::from(vec![
        Span::styled(format!(" {heading} "), state.palette().dim),
        Span::raw(own.fingerprint.clone()),
    ])
}

/// How many of our changes are on their way, and how many have arrived.
fn delivered(state: &State) -> Option<Span<'static>> {
    let delivered = state.book.as_ref()?.delivered;
    if delivered.sent + delivered.received == 0 {
        return None;
    }
    let words = BundlesWords::Delivered {
        sent: text::count(delivered.sent as i64),
        received: text::count(delivered.received as i64),
    };
    Some(Span::styled(
        format!(" · {}", words.text(state.lang)),
        state.palette().dim,
    ))
}

/// A deed with its key.
fn deed(index: usize, state: &State, width: u16) -> Line<'static> {
    let Some(action) = DEEDS.get(index) else {
        return Line::default();
    };
    let key = state.key_in(Context::Bundles, *action).unwrap_or_default();
    let room = usize::from(width)
        .saturating_sub(4 + text::cells(&key))
        .min(50);
    let words = text::fit(&action.text(state.lang), room, Align::Left);
    Line::from(vec![
        Span::raw(words),
        Span::raw(" "),
        Span::styled(key, state.palette().key),
    ])
}

fn draw_held(state: &State, frame: &mut Frame, area: Rect) {
    let held = state.bundles.held();
    if held.is_empty() || area.height < 3 {
        return;
    }
    line_at(
        frame,
        area,
        0,
        Line::styled(
            format!(" {}", BundlesWords::Held.text(state.lang)),
            state.palette().title,
        ),
    );
    let body = Rect {
        x: area.x + 2,
        y: area.y + 1,
        width: area.width.saturating_sub(3),
        height: area.height - 1,
    };
    table(&held, state, usize::from(body.width)).view(frame, body, &state.look());
}

fn table(held: &[Held], state: &State, cells: usize) -> Table {
    let column = |words: BundlesWords, align, need| Column {
        heading: words.text(state.lang),
        align,
        need,
    };
    let columns = vec![
        column(BundlesWords::Officer, Align::Left, 9),
        column(BundlesWords::Book, Align::Left, 2),
        column(BundlesWords::Changes, Align::Right, 8),
        column(BundlesWords::Status, Align::Left, 7),
        column(BundlesWords::Machine, Align::Left, 1),
    ];
    let rows = held.iter().map(|one| row(one, state, cells)).collect();
    Table { columns, rows }
}

fn row(held: &Held, state: &State, cells: usize) -> Vec<Cell> {
    let officer = held
        .officer
        .clone()
        .unwrap_or_else(|| BundlesWords::Unknown.text(state.lang));
    let plain = |text: String| Cell {
        text,
        style: Style::default(),
    };
    vec![
        plain(cell(&officer, text::cells(&officer).min(cells / 3))),
        plain(held.book.clone()),
        plain(text::count(held.changes as i64)),
        Cell {
            text: status(held, state.lang),
            style: tone(held, state),
        },
        plain(held.fingerprint.clone()),
    ]
}

fn status(held: &Held, lang: Lang) -> String {
    let status = match held.status {
        Some(DeviceStatus::Own) => BundlesWords::Own,
        Some(DeviceStatus::Approved) => BundlesWords::Approved,
        Some(DeviceStatus::Waiting) => BundlesWords::Waiting,
        Some(DeviceStatus::Revoked) => BundlesWords::Revoked,
        None => BundlesWords::Unknown,
    };
    let status = status.text(lang);
    if held.forked > 0 {
        return BundlesWords::Forked { status }.text(lang);
    }
    match held.missing {
        0 => status,
        missing => BundlesWords::Missing {
            status,
            count: text::count(missing as i64),
        }
        .text(lang),
    }
}

fn tone(held: &Held, state: &State) -> Style {
    match held.status {
        _ if held.missing + held.forked > 0 => state.palette().warn,
        Some(DeviceStatus::Waiting) => state.palette().warn,
        Some(DeviceStatus::Revoked) => state.palette().bad,
        _ => Style::default(),
    }
}
