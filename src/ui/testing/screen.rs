//! A window as text: its cells, then where the cursor stands, then what is
//! told by reverse and underline.

use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use ratatui::{Frame, Terminal};

use crate::text;
use crate::ui::layout::Size;

pub fn drawn(size: Size, view: impl FnOnce(&mut Frame)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(size.columns, size.rows)).unwrap();
    terminal.draw(view).unwrap();
    let buffer = terminal.backend().buffer().clone();
    let mut out: String = (0..size.rows)
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
        for y in 0..size.rows {
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
    let mut covered = 0;
    for x in 0..buffer.area.width {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let symbol = buffer[(x, y)].symbol();
        line.push_str(symbol);
        covered = text::cells(symbol).saturating_sub(1);
    }
    line
}

fn styled(buffer: &Buffer, y: u16, modifier: Modifier) -> String {
    let cell = |x| &buffer[(x, y)];
    (0..buffer.area.width)
        .map(|x| {
            if cell(x).modifier.contains(modifier) {
                cell(x).symbol()
            } else {
                " "
            }
        })
        .collect()
}
