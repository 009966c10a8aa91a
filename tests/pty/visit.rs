//! A survey visit by keys: a round, its itinerary, a visit filled in, a battery
//! that dies in the middle, and what was found on its way into signed minutes.

use crate::desk::Desk;
use crate::terminal::Terminal;

#[test]
fn from_a_new_round_to_a_half_filled_visit_that_outlives_the_battery() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = at_a_new_visit(&desk);
    fill_in(&mut terminal);
    killed(terminal);

    let mut terminal = desk.open();
    terminal.text("3").sees("Khảo sát giữa kỳ");
    terminal.key("enter").sees("Hòn Nghệ").sees("dự thảo");
    terminal.key("enter").sees("Khảo sát xã Hòn Nghệ");
    // What was still being typed is gone on with where it was typed.
    terminal.sees("Viết tiếp chữ đang gõ dở");
    terminal.text(", gõ tiếp").sees("Đang gõ dở, gõ tiếp");
    terminal.key("enter").sees("✓ đã ghi");
    terminal.key("home").sees("Đạt một phần");
    terminal.sees("Số cuộc họp").sees("Có biên bản, thông báo");
    terminal.sees("Kế hoạch số 7");
    terminal.key("esc").sees("dự thảo").text("q");
    assert!(terminal.wait().success());
    let visits = desk.run(&["visit", "list", "--json"]);
    let visits: serde_json::Value = serde_json::from_str(&visits).unwrap();
    let id = visits[0]["id"].as_str().unwrap();
    let shown = desk.run(&["visit", "show", id, "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["answers"]["/a/a1"], "partly");
    assert_eq!(shown["answers"]["/a/a1_ghi"], "Kế hoạch số 7");
    assert_eq!(shown["answers"]["/a/a3_so_cuoc"], "4");
    let answers = shown["answers"].to_string();
    assert!(answers.contains("\"Đang gõ dở, gõ tiếp\""), "{answers}");
    assert_eq!(shown["delegation"][0]["name"], "Phạm Thị Hoa");
    assert_eq!(shown["delegation"][0]["role"], "lead");
}

#[test]
fn what_was_found_becomes_a_recommendation_and_stands_in_signed_minutes() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = at_a_new_visit(&desk);

    terminal.key("f8").sees("Nguyên nhân khách quan");
    terminal.text("Sổ chưa ghi").sees("bản nháp đã lưu lúc");
    killed(terminal);
    let mut terminal = desk.open();
    terminal.text("7").sees("▌").sees("tồn tại mới");
    terminal.key("enter").sees("Viết tiếp bản nháp");
    terminal.text(" lượng rác").key("tab");
    terminal.text("bo sung").sees("▌ Phải bổ sung").key("enter");
    terminal
        .sees("‹ Phải bổ sung ›")
        .key("f2")
        .sees("Đã lưu: ghi tồn tại");

    // Ctrl+E
    terminal.bytes(b"\x05").sees("Kiến nghị từ tồn tại nào?");
    terminal.sees("Sổ chưa ghi lượng rác").key("enter");
    terminal.sees("Sản phẩm phải nộp");
    terminal.text("Mở sổ theo dõi lượng rác").key("tab");
    terminal
        .text("31/12/2026")
        .key("f2")
        .sees("Đã lưu: ghi kiến nghị");

    terminal
        .key("f12")
        .sees("BIÊN BẢN")
        .sees("dự thảo")
        .key("f2");
    terminal.sees("nội dung biên bản khóa lại").key("enter");
    terminal.sees("đã ký").key("f5").sees("./bien-ban-");
    terminal.key("enter").sees("Đã ghi biên bản vào");
    terminal.key("esc").sees("Khảo sát xã Hòn Nghệ");

    let visits = desk.run(&["visit", "list", "--json"]);
    let visits: serde_json::Value = serde_json::from_str(&visits).unwrap();
    let id = visits[0]["id"].as_str().unwrap();
    let minutes = desk.run(&["visit", "minutes", id]);
    for words in ["Sổ chưa ghi lượng rác", "Mở sổ theo dõi lượng rác"] {
        assert!(minutes.contains(words), "{words} in {minutes}");
    }
}

/// The battery is flat.
fn killed(mut terminal: Terminal) {
    const KILL: i32 = 9;
    terminal.signal(KILL);
    assert!(!terminal.wait().success());
}

/// The way to the page of a visit that nothing is filled in of.
fn at_a_new_visit(desk: &Desk) -> Terminal {
    let mut terminal = desk.open();
    terminal.text("3").sees("Chưa có đợt khảo sát nào");
    make_a_round(&mut terminal);
    choose_where_to_go(&mut terminal);
    begin_the_visit(&mut terminal);
    terminal
}

fn make_a_round(terminal: &mut Terminal) {
    terminal
        .key("f5")
        .sees("Lập đợt khảo sát")
        .sees("Đề cương mẫu 29 mục");
    terminal.text("Khảo sát giữa kỳ").key("tab");
    terminal
        .text("07-KH/BCĐ")
        .key("tab")
        .text("20/02/2026")
        .key("tab");
    terminal.text("Phạm Thị Hoa; Phó Trưởng Ban");
    terminal.key("f2").sees("Đợt này chưa chọn nơi nào để đến");
}

fn choose_where_to_go(terminal: &mut Terminal) {
    terminal.key("f5").sees("Đến những đơn vị nào?");
    terminal.text("hon nghe").sees_no("Nam Du");
    terminal.key("enter").sees("[x]").key("enter");
    terminal.sees("Hòn Nghệ").sees("chưa chọn mô hình nào");
    terminal.key("f4").sees("Xem mô hình nào ở");
    terminal.text(" ").sees("[x]").key("enter");
    terminal.sees("xem 0 / 1 mô hình").sees("chưa xem");
}

fn begin_the_visit(terminal: &mut Terminal) {
    terminal.key("enter").sees("Bắt đầu khảo sát");
    terminal
        .key("f2")
        .sees("Khảo sát xã Hòn Nghệ")
        .sees("0 / 23 câu");
    terminal.sees("đoàn: 1 người");
}

fn fill_in(terminal: &mut Terminal) {
    // A choice: what was chosen is on disk when the mark says so.
    terminal.key("home").key("down").key("enter").sees("Tìm:");
    terminal
        .text("mot phan")
        .sees_no("Không áp dụng")
        .key("enter");
    terminal.sees("1 / 23 câu").sees("✓ đã ghi");
    // Words, as an input method sends them: letters taken back and sent again.
    terminal
        .text("Ke")
        .bytes(b"\x7f")
        .text("ế hoạch số 7")
        .key("enter");
    terminal.sees("Kế hoạch số 7");
    // Skip logic: a figure brings the question that depends on it.
    terminal.sees_no("Có biên bản, thông báo");
    terminal.key("down").key("down").key("down");
    terminal
        .text("4")
        .key("enter")
        .sees("Có biên bản, thông báo");
    terminal.sees("✓ đã ghi");
    // Refused with its reason; what stood there stays.
    terminal
        .key("up")
        .text("-1")
        .key("enter")
        .sees("Số không được âm");
    terminal.key("esc").sees_no("ghi, câu sau");
    terminal.until("all answers to be on disk", |screen| {
        !screen.contains("đang ghi")
    });
    // In the middle of a sentence.
    terminal
        .key("down")
        .key("down")
        .text("Đang gõ dở")
        .sees("✓ đã giữ bản nháp");
}
