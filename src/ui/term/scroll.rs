//! Seeing that rows have only moved by one line, so that the terminal can move
//! them itself instead of being sent all of them again.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};

/// Fewer rows than this are sent as they are: moving them costs 16 bytes.
const WORTH_MOVING: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// Each row goes to the one above it; the last becomes blank.
    Up,
    /// Each row goes to the one below it; the first becomes blank.
    Down,
}

/// Rows that move together by one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scroll {
    pub direction: Direction,
    /// The rows concerned, the one that becomes blank included.
    pub rows: Range<usize>,
}

/// The move that saves the most rows on the way from `shown` to `next`.
pub(super) fn find(shown: &Buffer, next: &Buffer) -> Option<Scroll> {
    if shown.area != next.area || shown.area.is_empty() {
        return None;
    }
    [Direction::Up, Direction::Down]
        .into_iter()
        .flat_map(|direction| runs(shown, next, direction))
        .max_by_key(|(saved, _)| *saved)
        .filter(|(saved, _)| *saved >= WORTH_MOVING)
        .map(|(_, scroll)| scroll)
}

/// Every run of rows that are found one line away, with the number of rows in
/// it that need not be sent.
fn runs(shown: &Buffer, next: &Buffer, direction: Direction) -> Vec<(usize, Scroll)> {
    let width = usize::from(shown.area.width);
    let before: Vec<_> = shown.content.chunks(width).collect();
    let after: Vec<_> = next.content.chunks(width).collect();
    let pairs: Vec<_> = match direction {
        Direction::Up => after.iter().zip(before.iter().skip(1)).collect(),
        Direction::Down => after.iter().skip(1).zip(before.iter()).collect(),
    };
    // `pairs[i]` speaks of the rows i and i + 1, whichever way they move.
    let changed = |place: usize| match direction {
        Direction::Up => before.get(place) != after.get(place),
        Direction::Down => before.get(place + 1) != after.get(place + 1),
    };
    let mut runs = Vec::new();
    let mut start = 0;
    for run in pairs.chunk_by(|one, other| (one.0 == one.1) == (other.0 == other.1)) {
        let end = start + run.len();
        if run.first().is_some_and(|(after, before)| after == before) {
            let saved = (start..end).filter(|place| changed(*place)).count();
            let rows = start..end + 1;
            runs.push((saved, Scroll { direction, rows }));
        }
        start = end;
    }
    runs
}

/// Moves the rows of `shown` as the terminal does.
pub(super) fn apply(scroll: &Scroll, shown: &mut Buffer) {
    let width = usize::from(shown.area.width);
    let cells = scroll.rows.start * width..scroll.rows.end * width;
    let Some(cells) = shown.content.get_mut(cells) else {
        return;
    };
    let blank = match scroll.direction {
        Direction::Up => {
            cells.rotate_left(width);
            cells.len().saturating_sub(width)..cells.len()
        }
        Direction::Down => {
            cells.rotate_right(width);
            0..width
        }
    };
    if let Some(blank) = cells.get_mut(blank) {
        blank.fill(Cell::EMPTY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Buffer {
        Buffer::with_lines(lines.iter().copied())
    }

    #[test]
    fn a_list_moved_up_is_seen_between_what_stands_still() {
        let before = rows(&["head", "a", "b", "c", "d", "foot"]);
        let after = rows(&["head", "b", "c", "d", "e", "foot"]);
        let scroll = find(&before, &after).unwrap();
        let expected = Scroll {
            direction: Direction::Up,
            rows: 1..5,
        };
        assert_eq!(scroll, expected);
        let mut shown = before;
        apply(&scroll, &mut shown);
        assert_eq!(shown, rows(&["head", "b", "c", "d", "    ", "foot"]));
    }

    #[test]
    fn a_list_moved_down_is_seen() {
        let before = rows(&["head", "b", "c", "d", "e", "foot"]);
        let after = rows(&["head", "a", "b", "c", "d", "foot"]);
        let scroll = find(&before, &after).unwrap();
        assert_eq!(scroll.direction, Direction::Down);
        assert_eq!(scroll.rows, 1..5);
        let mut shown = before;
        apply(&scroll, &mut shown);
        assert_eq!(shown, rows(&["head", "    ", "b", "c", "d", "foot"]));
    }

    #[test]
    fn equal_rows_are_not_moved() {
        let same = rows(&["a", "a", "a", "a", "a"]);
        assert_eq!(find(&same, &same), None);
    }

    #[test]
    fn a_single_changed_row_is_not_a_move() {
        let before = rows(&["head", "a", "b", "c"]);
        let after = rows(&["head", "a", "x", "c"]);
        assert_eq!(find(&before, &after), None);
    }
}
