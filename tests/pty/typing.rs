//! What is typed and pasted, as terminals and input methods send it.

use crate::desk::Desk;

/// “bến” as Telex and VNI programs send it: the letter, then Backspace and the
/// letter that it became, in one burst.
fn replayed(backspace: u8) {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_models();
    terminal.key("f3").text("be").sees("Tìm: be");
    terminal.bytes(&[backspace, 0xc3, 0xaa]).sees("Tìm: bê");
    terminal.text("n").sees("Tìm: bên");
    let letter = "ế".as_bytes();
    terminal.bytes(&[&[backspace, backspace], letter, b"n"].concat());
    // The answer to it, not to what was typed before: its count changes then.
    terminal.sees("Tìm: bến").sees("▌ Ghe về bến").sees("2 / 3");
    terminal.key("esc").sees("3 / 3").key("f6").sees("Tại:");
    terminal
        .text("be")
        .bytes(&[&[backspace], letter, b"n"].concat());
    terminal.sees(" bến");
}

#[test]
fn an_input_method_replays_del() {
    replayed(0x7f);
}

#[test]
fn an_input_method_replays_ctrl_h() {
    replayed(0x08);
}

#[test]
fn the_cursor_stands_where_the_next_letter_goes() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_models();
    terminal.key("f3").text("bến").sees("Tìm: bến");
    let (row, column) = terminal.place_of("bến");
    assert_eq!(terminal.cursor(), (row, column + 3));
}

/// Terminals paste line ends as `\r`; macOS gives names decomposed.
#[test]
fn a_paste_keeps_its_lines_and_is_composed() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_note();
    let decomposed = "Bo\u{302}\u{301}n ho\u{323}\u{302}";
    terminal.paste(&format!("Dòng một\rDòng hai\r\n{decomposed}"));
    terminal
        .sees("Dòng một\n Dòng hai\n Bốn hộ")
        .key("f2")
        .sees("Đã lưu: ghi chép");
    let notes = desk_after(&mut terminal, &desk);
    assert!(notes.contains("Dòng một\\nDòng hai\\nBốn hộ"), "{notes}");
}

fn desk_after(terminal: &mut crate::terminal::Terminal, desk: &Desk) -> String {
    terminal.text("q");
    assert!(terminal.wait().success());
    desk.run(&["note", "list", "--json"])
}

#[test]
fn a_paste_into_one_line_stays_in_one_line() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_models();
    terminal.key("f3").sees("Enter mở   Esc trở lại");
    terminal.paste("rac\rbo").sees("Tìm: rac bo").sees("1 / 3");
}

#[test]
fn escape_sequences_in_a_name_are_shown_and_not_obeyed() {
    let desk = Desk::of("Nguyễn Văn An");
    desk.import("Tên mô hình,Xã\n\"Đèn \u{1b}[31m\u{1b}]0;lạ\u{7} đường\",Nam Du\n");
    let mut terminal = desk.start().open();
    terminal.sees("Nguyễn Văn An");
    let before = terminal.written().0;
    terminal.text("2").sees("Đèn").sees("[31m").sees("lạ");
    terminal.key("enter").sees("Lịch sử");
    let written = terminal.raw_after(before);
    for command in ["\u{1b}[31m\u{1b}]", "\u{1b}]0;", "\u{7}"] {
        let obeyed = written
            .windows(command.len())
            .any(|bytes| bytes == command.as_bytes());
        assert!(!obeyed, "{command:?} reached the terminal");
    }
}
