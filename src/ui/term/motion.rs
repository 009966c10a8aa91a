//! Moving the cursor in as few bytes as possible.

use ratatui::layout::Position;

/// Appends to `out` the shortest way to `to`. `from` is `None` when the
/// terminal's cursor may be anywhere, as after the last column of a row.
pub(super) fn move_cursor(from: Option<Position>, to: Position, out: &mut Vec<u8>) {
    if from == Some(to) {
        return;
    }
    let absolute = absolute(to);
    let shortest = match from.and_then(|from| relative(from, to)) {
        Some(relative) if relative.len() < absolute.len() => relative,
        _ => absolute,
    };
    out.extend_from_slice(shortest.as_bytes());
}

fn absolute(to: Position) -> String {
    let (row, column) = (u32::from(to.y) + 1, u32::from(to.x) + 1);
    match (row, column) {
        (1, 1) => "\x1b[H".to_owned(),
        (_, 1) => format!("\x1b[{row}H"),
        _ => format!("\x1b[{row};{column}H"),
    }
}

/// A way along one row or one column, if there is one.
fn relative(from: Position, to: Position) -> Option<String> {
    let (right, down) = (distance(from.x, to.x), distance(from.y, to.y));
    match (right, down) {
        (_, 0) if to.x == 0 => Some("\r".to_owned()),
        (1.., 0) => Some(step(right, 'C')),
        (_, 0) => Some(step(-right, 'D')),
        (0, 1..) => Some(step(down, 'B')),
        (0, _) => Some(step(-down, 'A')),
        _ => None,
    }
}

fn distance(from: u16, to: u16) -> i32 {
    i32::from(to) - i32::from(from)
}

fn step(cells: i32, direction: char) -> String {
    match cells {
        1 => format!("\x1b[{direction}"),
        _ => format!("\x1b[{cells}{direction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(from: Option<(u16, u16)>, to: (u16, u16)) -> String {
        let mut out = Vec::new();
        move_cursor(from.map(Position::from), to.into(), &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shortest_way_is_taken() {
        assert_eq!(way(Some((3, 4)), (3, 4)), "");
        assert_eq!(way(Some((3, 4)), (0, 4)), "\r");
        assert_eq!(way(Some((3, 4)), (4, 4)), "\x1b[C");
        assert_eq!(way(Some((30, 4)), (12, 4)), "\x1b[18D");
        assert_eq!(way(Some((3, 4)), (3, 3)), "\x1b[A");
        assert_eq!(way(Some((3, 4)), (3, 14)), "\x1b[10B");
        assert_eq!(way(Some((3, 4)), (5, 7)), "\x1b[8;6H");
        assert_eq!(way(None, (0, 0)), "\x1b[H");
        assert_eq!(way(None, (0, 9)), "\x1b[10H");
    }
}
