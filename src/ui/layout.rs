//! Which part of the window is for what. Both `update`, which must know how
//! many rows a list shows, and `view` read it from here.

use ratatui::layout::Rect;

/// Cells of the smallest window that is drawn.
pub const MIN_COLUMNS: u16 = 40;
pub const MIN_ROWS: u16 = 12;
/// From this width on, the detail stands beside the list.
pub const WIDE: u16 = 120;
/// Below this height the rules give their rows to the room.
const LOW: u16 = 18;
/// Below this width the footer takes two rows.
const NARROW: u16 = 60;

/// The window in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

impl Size {
    /// Whether there is room to draw anything useful.
    pub fn is_too_small(self) -> bool {
        self.columns < MIN_COLUMNS || self.rows < MIN_ROWS
    }

    /// Whether the detail stands beside the list.
    pub fn is_wide(self) -> bool {
        self.columns >= WIDE
    }

    pub fn area(self) -> Rect {
        Rect {
            x: 0,
            y: 0,
            width: self.columns,
            height: self.rows,
        }
    }
}

/// The parts of the frame, from the top down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    pub title: Rect,
    pub rooms: Rect,
    /// Empty in a low window, as is the other rule.
    pub upper_rule: Rect,
    pub room: Rect,
    pub lower_rule: Rect,
    pub message: Rect,
    pub footer: Rect,
}

impl Layout {
    pub fn of(size: Size) -> Self {
        let rule = u16::from(size.rows >= LOW);
        let footer = if size.columns < NARROW { 2 } else { 1 };
        let room = size.rows.saturating_sub(3 + 2 * rule + footer);
        let mut next = 0;
        let mut rows = |height: u16| {
            let height = height.min(size.rows - next);
            let area = Rect {
                x: 0,
                y: next,
                width: size.columns,
                height,
            };
            next += height;
            area
        };
        Self {
            title: rows(1),
            rooms: rows(1),
            upper_rule: rows(rule),
            room: rows(room),
            lower_rule: rows(rule),
            message: rows(1),
            footer: rows(footer),
        }
    }

    /// What overlays may cover: all above the message line.
    pub fn over(self) -> Rect {
        Rect {
            y: 0,
            height: self.message.y,
            ..self.room
        }
    }

    /// The room in two: the list, and the detail beside it.
    pub fn beside(self) -> [Rect; 2] {
        let list = self.room.width * 11 / 20;
        let gap = 1;
        let detail = Rect {
            x: self.room.x + list + gap,
            width: self.room.width.saturating_sub(list + gap),
            ..self.room
        };
        [
            Rect {
                width: list,
                ..self.room
            },
            detail,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_window_belongs_to_one_part() {
        for columns in 0..130 {
            for rows in 0..50 {
                let layout = Layout::of(Size { columns, rows });
                let parts = [
                    layout.title,
                    layout.rooms,
                    layout.upper_rule,
                    layout.room,
                    layout.lower_rule,
                    layout.message,
                    layout.footer,
                ];
                let used: u16 = parts.iter().map(|part| part.height).sum();
                assert!(
                    used <= rows && (rows < 5 || used == rows),
                    "{columns}x{rows}: {used}"
                );
            }
        }
    }

    #[test]
    fn the_design_size_leaves_eighteen_rows_for_the_room() {
        assert_eq!(
            Layout::of(Size {
                columns: 80,
                rows: 24
            })
            .room
            .height,
            18
        );
        assert_eq!(
            Layout::of(Size {
                columns: 40,
                rows: 12
            })
            .room
            .height,
            7
        );
    }
}
