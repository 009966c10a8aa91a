//! The road through *Báo cáo*: a table, the list behind a cell, a record, and
//! back; the table in a file.

use crate::desk::Desk;

#[test]
fn from_a_table_down_to_a_record_and_into_a_file() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open();
    terminal
        .text("5")
        .sees("Đối chiếu số công bố")
        .key("enter")
        .sees("B01 · Đăng ký theo đơn vị");
    terminal.sees("huyện Kiên Hải").sees("Cộng");
    // The total of the first column: three models at the base level.
    terminal.key("end").key("right").key("right").key("enter");
    terminal.sees("3 bản ghi").sees("Ghe về bến, rác về bờ");
    terminal.key("enter").sees("Đoàn xã");
    terminal.key("esc").sees("3 bản ghi");
    terminal.key("esc").sees("B01 · Đăng ký theo đơn vị");
    terminal.key("f2").sees("Đoạn số liệu");
    terminal.key("esc").until("the message to close", |screen| {
        !screen.contains("Đoạn số liệu")
    });
    terminal.key("f5").sees("./b01-");
    terminal.key("enter").sees("Đã ghi biểu vào ./b01-");
    let written = std::fs::read_dir(desk.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.extension()
                .is_some_and(|extension| extension == "xlsx")
        })
        .expect("a workbook lies on the desk");
    let bytes = std::fs::read(written).unwrap();
    assert_eq!(&bytes[..2], b"PK");
    terminal
        .key("f5")
        .sees("./b01-")
        .key("enter")
        .sees("Ghi đè?");
    terminal
        .key("esc")
        .until("the question to close", |screen| {
            !screen.contains("Ghi đè?")
        });
    terminal.text("q");
    assert!(terminal.wait().success());
}
