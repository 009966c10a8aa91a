//! What can be wrong when the program starts.

use kheo::service::{Client, Request};

use crate::desk::Desk;

#[test]
fn a_broken_keymap_leaves_the_default_keys_and_says_where() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let own = "version = 1\n\n[context.\"models.list\"]\n\"f5\" = \"modle.add\"\n";
    desk.file(".config/kheo/keys.toml", own);
    let mut terminal = desk.open();
    terminal
        .sees("Tệp phím riêng có lỗi")
        .text("2")
        .sees("3 / 3");
    terminal.key("f5").sees("Thêm mô hình");
}

#[test]
fn a_good_keymap_is_obeyed_and_shown() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let own = "version = 1\n\n[context.\"models.list\"]\n\"g g\" = \"list.first\"\n\"G\" = \"list.last\"\n";
    desk.file(".config/kheo/keys.toml", own);
    let mut terminal = desk.open_models();
    terminal
        .text("G")
        .sees("▌ Tổ tự quản")
        .text("g")
        .sees("g  Về dòng đầu");
    terminal.text("g").sees("▌ Ghe về bến");
}

/// Held by a program that answers nobody else; those that do are in
/// `tests/server`.
#[test]
fn a_book_that_is_held_elsewhere_says_so() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let holder = Client::start(desk.start().store.to_owned());
    holder.ask(Request::Book).unwrap();
    let mut second = desk.start().open();
    second.sees("Sổ đang mở ở một cửa sổ khác").key("esc");
    assert_eq!(second.wait().exit_code(), 5);
    holder.ask(Request::Book).unwrap();
    second.until("the reason where the shell is", |screen| {
        screen.contains("Sổ đang mở ở một cửa sổ khác") && !screen.contains("Tổng quan")
    });
    assert!(!second.on_alternate_screen());
}
