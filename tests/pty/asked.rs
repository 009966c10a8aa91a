//! The road through *Kiến nghị* on the sample book: from what is asked for to
//! what was done about it, and to the minutes it stands in.

use crate::desk::Desk;
use crate::terminal::{Start, Terminal};

/// The sample book, on *Tổng quan*.
fn sample(desk: &Desk) -> Terminal {
    let demo = Start {
        arguments: &["demo"],
        ..desk.start()
    };
    let mut terminal = demo.open();
    terminal.sees("Cần làm").sees("kiến nghị");
    terminal
}

/// Words and Enter in one burst, as over a slow line.
#[test]
fn enter_typed_ahead_opens_what_was_typed_for_and_not_what_still_stands() {
    let desk = Desk::bare();
    let mut terminal = sample(&desk);
    let [search, enter] =
        ["f3", "enter"].map(|key| std::str::from_utf8(Terminal::key_bytes(key)).unwrap());
    let burst = |words: &str| format!("{search}{words}{enter}{enter}");
    terminal.text("4").sees("▌ KN02 Hòn Nghệ");
    terminal.text(&burst("mat camera"));
    terminal.sees("Bước tiếp theo").sees("Sửa 2 mắt camera");
    terminal.key("esc").sees("Tìm: mat camera");
    // Every record, held to nothing.
    terminal.text("2").text("\x06").sees("▌ Khen thưởng");
    terminal.text(&format!("xin them thung{enter}{enter}"));
    terminal.sees("Ý kiến · Xin thêm thùng rác").sees("Lịch sử");
    terminal.text("q");
    assert!(terminal.wait().success());
}

#[test]
fn from_a_recommendation_to_its_follow_up_and_its_minutes() {
    let desk = Desk::bare();
    let mut terminal = sample(&desk);
    terminal.text("4").sees("Còn mở").sees("KN0");
    terminal.key("enter").sees("Bước tiếp theo");
    terminal.key("f5").sees("Khắc phục KN");
    terminal.text("Đã lắp đủ hai thùng").key("f2");
    terminal.sees("Đã lưu: ghi khắc phục của kiến nghị KN");
    terminal.key("end").sees("Đã lắp đủ hai thùng");
    terminal.text("u").sees("Đã hoàn tác");
    terminal.key("f12").sees("BIÊN BẢN");
    terminal.key("f5").sees("./bien-ban-");
    terminal.key("enter").sees("Đã ghi biên bản vào");
    let is_paper =
        |entry: &std::fs::DirEntry| entry.path().extension().is_some_and(|name| name == "docx");
    let files = std::fs::read_dir(desk.path()).unwrap();
    let written = files.map(Result::unwrap).find(is_paper).unwrap();
    let bytes = std::fs::read(written.path()).unwrap();
    assert_eq!(&bytes[..2], b"PK");
    terminal.key("esc").sees("Bước tiếp theo");
    terminal.key("esc").sees("Còn mở");
    terminal.key("right").sees("Quá hạn");
    terminal.text("q");
    assert!(terminal.wait().success());
}
