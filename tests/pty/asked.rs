//! The road through *Kiến nghị* on the sample book: from what is asked for to
//! what was done about it, and to the minutes it stands in.

use crate::desk::Desk;
use crate::terminal::Start;

#[test]
fn from_a_recommendation_to_its_follow_up_and_its_minutes() {
    let desk = Desk::bare();
    let demo = Start {
        arguments: &["demo"],
        ..desk.start()
    };
    let mut terminal = demo.open();
    terminal.sees("Cần làm").sees("kiến nghị");
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
