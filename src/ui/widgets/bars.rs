//! Horizontal bars: a label, its number, and a length that compares.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Look, put, right_of, row_of};
use crate::text::{self, Align};

/// Eighths of a cell, from one to eight.
const EIGHTHS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub value: u64,
}

/// A bar of `value` where `most` fills `room` cells; what is not zero shows at
/// least an eighth.
pub fn bar(value: u64, most: u64, room: usize) -> String {
    let full = room as u128 * 8;
    let eighths = match most {
        0 => 0,
        _ if value == 0 => 0,
        _ => (u128::from(value.min(most)) * full / u128::from(most)).max(1),
    };
    let whole = usize::try_from(eighths / 8).unwrap_or(room).min(room);
    let rest = usize::try_from(eighths % 8).unwrap_or(0);
    let mut bar: String = "█".repeat(whole);
    if whole < room
        && let Some(part) = rest.checked_sub(1).and_then(|index| EIGHTHS.get(index))
    {
        bar.push(*part);
    }
    bar
}

/// Draws one bar a row: labels left, numbers right-aligned, then the bars. The
/// labels give way first when there is little room.
pub fn view(frame: &mut Frame, area: Rect, bars: &[Bar], look: &Look) {
    let numbers: Vec<String> = bars.iter().map(|bar| grouped(bar.value)).collect();
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(0);
    let number_cells = numbers
        .iter()
        .map(|number| text::cells(number))
        .max()
        .unwrap_or(0);
    let longest = bars
        .iter()
        .map(|bar| text::cells(&text::visible(&bar.label)))
        .max()
        .unwrap_or(0);
    let room = usize::from(area.width);
    let label_cells = longest.min(room.saturating_sub(number_cells + 1) * 2 / 3);
    let bar_cells = room.saturating_sub(label_cells + number_cells + 2);
    for (down, (row, number)) in bars.iter().zip(&numbers).enumerate() {
        let words = format!(
            "{} {} ",
            text::fit(&text::visible(&row.label), label_cells, Align::Left),
            text::fit(number, number_cells, Align::Right)
        );
        let place = row_of(area, down);
        put(frame, place, &words, look.palette.ground);
        let used = u16::try_from(text::cells(&words)).unwrap_or(u16::MAX);
        let rest = right_of(place, used);
        put(
            frame,
            rest,
            &bar(row.value, most, bar_cells),
            look.palette.accent,
        );
    }
}

fn grouped(value: u64) -> String {
    text::count(i64::try_from(value).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_compare_by_eighths() {
        assert_eq!(bar(160, 160, 4), "████");
        assert_eq!(bar(48, 160, 16), "████▊");
        assert_eq!(bar(9, 160, 16), "▉");
        assert_eq!(bar(0, 160, 16), "");
        assert_eq!(bar(1, 1_000_000, 16), "▏");
        assert_eq!(bar(5, 0, 16), "");
        assert_eq!(bar(u64::MAX, u64::MAX, 3), "███");
        assert_eq!(bar(5, 9, 0), "");
    }
}
