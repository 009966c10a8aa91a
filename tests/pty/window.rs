//! Windows of every size, two languages, no colour.

use std::time::Duration;

use crate::desk::Desk;
use crate::terminal::Start;

/// Nothing more comes for so long: the window was drawn.
const QUIET: Duration = Duration::from_millis(150);

#[test]
fn a_window_of_one_cell_and_back() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_note();
    terminal.text("Trước khi thu nhỏ").sees("Trước khi thu nhỏ");
    terminal.resize(1, 1).settled(QUIET);
    terminal
        .resize(80, 24)
        .sees("Trước khi thu nhỏ")
        .sees("F2 lưu");
    // Faster than the program looks: it finds the window as large as it was.
    terminal.resize(1, 1).resize(80, 24);
    terminal.sees("Trước khi thu nhỏ").sees("F2 lưu");
    terminal.key("f2").sees("Đã lưu: ghi chép");
    terminal.resize(120, 40).sees("Ghi chép (1)");
}

#[test]
fn forty_columns_and_twelve_rows_are_enough() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let start = Start {
        columns: 40,
        rows: 12,
        ..desk.start()
    };
    let mut terminal = start.open();
    terminal.sees("Cấp cơ sở").sees("F1 giúp");
    terminal
        .text("2")
        .sees("Hũ gạo tình thương")
        .key("f6")
        .sees("Tại:");
    terminal.text("Xong.").key("f2").sees("Đã lưu");
    terminal
        .resize(39, 11)
        .sees("cửa sổ nhỏ quá")
        .sees("40×12")
        .sees("39×11");
    terminal.resize(40, 12).sees("Hũ gạo tình thương");
}

#[test]
fn english_from_the_start_and_switched_while_running() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let start = Start {
        arguments: &["--lang", "en"],
        ..desk.start()
    };
    let mut terminal = start.open();
    terminal.sees("Overview").sees("To do").sees("F1 help");
    terminal
        .key("f12")
        .sees("Tổng quan")
        .sees("Cần làm")
        .sees_no("Overview");
    terminal
        .text("2")
        .sees("Chủ thể")
        .key("f12")
        .sees("Owner")
        .sees("3 / 3");
    terminal.key("f6").sees("Note · Ghe về bến").sees("F2 save");
}

#[test]
fn the_selection_is_seen_without_colour() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let start = Start {
        environment: &[("NO_COLOR", "1")],
        ..desk.start()
    };
    let mut terminal = start.open();
    terminal.sees("Cần làm").text("2").sees("▌ Ghe về bến");
    terminal.key("down").sees("▌ Hũ gạo");
    let (chosen, other) = (terminal.place_of("Hũ gạo"), terminal.place_of("Ghe về"));
    assert!(terminal.is_reversed(chosen) && !terminal.is_reversed(other));
    let written = String::from_utf8_lossy(&terminal.raw_after(0)).into_owned();
    let coloured = written.split("\u{1b}[").skip(1).find(|command| {
        let attributes = command.split_once('m').map_or("", |(before, _)| before);
        attributes
            .split(';')
            .any(|one| matches!(one.parse(), Ok(30..=38 | 40..=48 | 90..=107)))
    });
    assert_eq!(coloured, None, "a colour was set");
}
