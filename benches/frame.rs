//! What a key costs between the terminal and the book: `update` and `view`,
//! with 50,000 models, at 80×24 and 120×40.
//!
//! ```text
//! cargo bench --bench frame
//! ```

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use kheo::cli::demo::{Size, fill};
use kheo::i18n::Lang;
use kheo::service::Client;
use kheo::ui::Headless;

const MODELS: usize = 50_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let client = Client::start(folder.path().join("book.redb"));
    fill(&client, Size::Models(MODELS), folder.path(), &|_, _| {}).unwrap();
    println!("| update + view, {MODELS} models | p50 | p99 | Budget |");
    println!("|---|---|---|---|");
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut times = walk(&client, columns, rows);
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
        println!(
            "| {columns}×{rows}, {} keys | {:.2} ms | {:.2} ms | p99 ≤ 2 ms |",
            times.len(),
            at(50),
            at(99)
        );
    }
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
