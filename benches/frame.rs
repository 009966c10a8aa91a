//! What a key costs between the terminal and the book: `update` and `view`,
//! with 50,000 models, at 80×24 and 120×40.
//!
//! ```text
//! cargo bench --bench frame
//! ```

#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use kheo::cli::demo::{Size, fill};
use kheo::i18n::Lang;
use kheo::service::Client;
use kheo::ui::Headless;
use measured::{Budget, Measured, Spread};

const MODELS: usize = 50_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::start(folder.path().join("book.redb"));
    fill(&client, Size::Models(MODELS), folder.path(), &|_, _| {}).unwrap();
    let mut table = Measured::begin("frame");
    table.section(
        "A key between terminal and book, 50,000 models",
        "p50 / p95 / p99",
    );
    for (columns, rows) in [(80, 24), (120, 40)] {
        let times = Spread::of(walk(&client, columns, rows));
        table.row(
            &format!("`update` + `view`, {columns}×{rows}"),
            &times.percentiles(),
            &Budget::millis(times.at(99), 2),
        );
    }
    table.keep();
}

/// Through the rooms, down the list, a search, a record, a note.
fn walk(client: &Client, columns: u16, rows: u16) -> Vec<Duration> {
    let now = Timestamp::now();
    let mut screen = Headless::open(client.clone(), Lang::Vi, columns, rows, now);
    let mut times = Vec::new();
    let mut press =
        |code: KeyCode| times.push(screen.press(KeyEvent::new(code, KeyModifiers::NONE), now));
    for round in 0..20 {
        press(KeyCode::Char('2'));
        (0..60).for_each(|_| press(KeyCode::Down));
        (0..5).for_each(|_| press(KeyCode::PageDown));
        press(KeyCode::F(3));
        "rac bo"
            .chars()
            .for_each(|letter| press(KeyCode::Char(letter)));
        press(KeyCode::Enter);
        press(KeyCode::Enter);
        press(KeyCode::F(6));
        "Đã xem tại chỗ, có sổ thu chi công khai. "
            .chars()
            .for_each(|letter| press(KeyCode::Char(letter)));
        press(KeyCode::Esc);
        press(KeyCode::Esc);
        press(KeyCode::Esc);
        press(KeyCode::Esc);
        press(KeyCode::Char(['1', '3', '4', '5'][round % 4]));
    }
    times
}
