//! However the program ends, what was typed is there again.

use std::time::Duration;

use crate::desk::Desk;
use crate::terminal::Terminal;

const TEXT: &str = "Đo lại bờ kè: 120 mét.";

/// Types a note and waits until it stands on the screen.
fn typed(desk: &Desk) -> Terminal {
    let mut terminal = desk.open_note();
    terminal.text(TEXT).sees(TEXT);
    terminal
}

/// The draft is offered, and it is `text`.
#[track_caller]
fn offered(desk: &Desk, text: &str) {
    let mut terminal = desk.open();
    terminal.sees("Còn 1 bản nháp chưa xong; F5 viết tiếp");
    terminal.key("f5").sees("Ghi chép · Ghe về bến").sees(text);
}

#[test]
fn a_dropped_line_ends_the_program_and_keeps_the_draft() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let took = typed(&desk).hang_up();
    eprintln!("left {took:?} after the terminal was gone");
    // The aim is 0.1 s; the bound leaves room for a machine under load.
    assert!(took < Duration::from_secs(2), "{took:?}");
    offered(&desk, TEXT);
}

#[test]
fn signals_that_end_the_program_keep_the_draft() {
    for (name, signal) in [("HUP", 1), ("TERM", 15)] {
        let desk = Desk::with_models("Nguyễn Văn An");
        let mut terminal = typed(&desk);
        terminal.signal(signal).wait();
        assert!(name == "HUP" || !terminal.on_alternate_screen(), "{name}");
        offered(&desk, TEXT);
    }
}

/// A flat battery: no code of the program runs any more. What the screen calls
/// saved is saved; of the rest at most the last second is lost.
#[test]
fn a_killed_program_has_lost_no_draft_that_it_called_saved() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = typed(&desk);
    terminal.sees("bản nháp đã lưu lúc");
    terminal.text(" Và hơn nữa").sees("hơn nữa");
    terminal.kill();
    offered(&desk, TEXT);
}

/// Nobody stops typing for the draft's sake, and it is committed all the same.
#[test]
fn a_draft_is_saved_while_typing_goes_on() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_note();
    let mut letters = 0;
    while !terminal.screen().contains("bản nháp đã lưu lúc") {
        terminal.text("x").settled(Duration::from_millis(20));
        letters += 1;
        assert!(letters < 1_000, "nothing was saved in {letters} letters");
    }
    terminal.kill();
    offered(&desk, "xxx");
}

#[test]
fn esc_keeps_the_draft_for_later() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = typed(&desk);
    terminal
        .key("esc")
        .sees("Đã giữ bản nháp")
        .key("f6")
        .sees(TEXT);
    terminal.key("esc").sees("Đã giữ bản nháp").key("ctrl-c");
    assert!(terminal.wait().success());
    assert!(!terminal.on_alternate_screen());
    offered(&desk, TEXT);
}
