//! What the tests of widgets and overlays share.

use std::sync::LazyLock;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::{Frame, buffer::Buffer};

use super::super::theme::{Palette, Theme};
use super::Look;
use crate::i18n::Lang;

static MONO: LazyLock<Palette> = LazyLock::new(|| Theme::Mono.palette());

/// The mono theme: what it does not show is told by colour alone.
pub fn look(lang: Lang) -> Look<'static> {
    Look {
        palette: &MONO,
        lang,
    }
}

/// What is drawn on `columns` × `rows` cells: the rows between bars, then the
/// cursor, then the reversed and the underlined cells of each row that has some.
pub fn drawn(columns: u16, rows: u16, view: impl Fn(&mut Frame, Rect)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| view(frame, frame.area())).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let mut out: String = (0..rows)
        .map(|y| format!("|{}|\n", row(&buffer, y)))
        .collect();
    if terminal.backend().cursor_visible() {
        let place = terminal.get_cursor_position().unwrap();
        out.push_str(&format!("cursor: row {} column {}\n", place.y, place.x));
    }
    for (name, modifier) in [
        ("reversed", Modifier::REVERSED),
        ("underlined", Modifier::UNDERLINED),
    ] {
        for y in 0..rows {
            let cells = styled(&buffer, y, modifier);
            if !cells.trim().is_empty() {
                out.push_str(&format!("{name} row {y}: {}\n", cells.trim()));
            }
        }
    }
    out
}

fn row(buffer: &Buffer, y: u16) -> String {
    let mut line = String::new();
    let mut skip = 0;
    for x in 0..buffer.area.width {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let symbol = buffer[(x, y)].symbol();
        line.push_str(symbol);
        skip = crate::text::cells(symbol).saturating_sub(1);
    }
    line
}

fn styled(buffer: &Buffer, y: u16, modifier: Modifier) -> String {
    (0..buffer.area.width)
        .map(|x| {
            let cell = &buffer[(x, y)];
            if cell.modifier.contains(modifier) {
                cell.symbol()
            } else {
                " "
            }
        })
        .collect()
}
