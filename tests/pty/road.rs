//! The officer's road from the first page on, by keys alone.

use crate::desk::Desk;
use crate::terminal::Terminal;

/// A list as an office sends it: with a letterhead.
fn list_at(desk: &Desk) {
    desk.workbook(
        "danh sách 2026.xlsx",
        &[
            &["HUYỆN ỦY KIÊN HẢI"],
            &["DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2026"],
            &["Tên mô hình", "Xã", "Chủ thể", "Cấp", "Năm", "Lĩnh vực"],
            &[
                "Ghe về bến, rác về bờ",
                "Hòn Nghệ",
                "Đoàn xã",
                "Cơ sở, Huyện",
                "2026",
                "Kinh tế",
            ],
            &[
                "Hũ gạo tình thương",
                "Nam Du",
                "Hội LHPN",
                "Cơ sở",
                "2026",
                "VH-XH",
            ],
            &[
                "Tổ tự quản đường biển",
                "Nam Du",
                "Hội Nông dân",
                "Cơ sở",
                "2026",
                "QP-AN",
            ],
        ],
    );
}

#[test]
fn from_the_first_page_to_a_saved_note() {
    let desk = Desk::bare();
    list_at(&desk);
    let mut terminal = desk.start().open();
    open_the_book(&mut terminal);
    import_the_list(&mut terminal);
    look_at_the_figures(&mut terminal);
    find_by_a_few_letters(&mut terminal);
    correct_and_take_back(&mut terminal);
    register_one_more_period(&mut terminal);
    add_a_model(&mut terminal);
    write_a_note(&mut terminal);
    terminal.key("esc").sees("F4 lọc").text("q");
    assert!(terminal.wait().success());
    assert!(!terminal.on_alternate_screen());
    let notes = desk.run(&["note", "list", "--json"]);
    assert!(
        notes.contains("Bà con góp thêm 12 phao.\\nCòn thiếu lưới."),
        "{notes}"
    );
}

fn open_the_book(terminal: &mut Terminal) {
    terminal
        .sees("Mở sổ mới")
        .key("f2")
        .sees("Còn thiếu: Họ và tên");
    terminal.text("Nguyễn Văn An").key("enter");
    terminal.text("Trưởng Ban Dân vận").key("enter");
    terminal.text("Ban Chỉ đạo huyện Kiên Hải").key("enter");
    terminal.text("Sổ đảo").key("enter");
    terminal.sees("Đã mở sổ “Sổ đảo”").sees("Nguyễn Văn An");
    terminal.sees("Sổ chưa có mô hình nào");
}

fn import_the_list(terminal: &mut Terminal) {
    terminal.key("f7").sees("danh sách 2026.xlsx");
    terminal
        .text("danh")
        .key("tab")
        .sees("Tệp: danh sách 2026.xlsx");
    terminal
        .key("enter")
        .sees("3 chỗ phải sửa")
        .sees("“Hòn Nghệ”");
    terminal.key("tab").sees("lập thành xã thuộc");
    terminal.text("Huyện Kiên Hải").key("f2");
    terminal
        .sees("Xem trước")
        .sees("+ mới     Hũ gạo tình thương");
    terminal
        .key("enter")
        .sees("Đã nhập danh sách danh sách 2026.xlsx");
    terminal.sees("3 / 3");
}

fn look_at_the_figures(terminal: &mut Terminal) {
    terminal.text("1").sees("Năm 2026");
    terminal.until("the figures", |screen| {
        let row = |label| {
            screen
                .lines()
                .find(|line| line.contains(label))
                .unwrap_or_default()
        };
        let cells = |label| {
            row(label)
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        cells("Cấp cơ sở").contains(&"3".to_owned())
            && cells("Cấp huyện").contains(&"1".to_owned())
            && row("Kinh tế").contains('█')
    });
}

fn find_by_a_few_letters(terminal: &mut Terminal) {
    terminal.key("f3").sees("Tìm:");
    terminal
        .text("h")
        .sees("Tìm: h")
        .text("u gao")
        .sees("1 / 3");
    terminal.sees("Hũ gạo tình thương").sees_no("Tổ tự quản");
    terminal
        .key("esc")
        .sees("3 / 3")
        .key("f3")
        .text("rac bo")
        .sees("1 / 3");
    terminal
        .key("enter")
        .sees("F5 thêm")
        .key("enter")
        .sees("Lịch sử");
}

fn correct_and_take_back(terminal: &mut Terminal) {
    terminal.key("f2").sees("Sửa mô hình “Ghe về bến");
    terminal
        .key("down")
        .key("end")
        .text(" Hòn Nghệ")
        .sees("Đoàn xã Hòn Nghệ");
    terminal
        .key("f2")
        .sees("Đã lưu:")
        .sees("Chủ thể             Đoàn xã Hòn Nghệ");
    terminal
        .text("u")
        .sees("Đã hoàn tác:")
        .sees_no("Đoàn xã Hòn Nghệ");
    terminal
        .text("U")
        .sees("Đã làm lại:")
        .sees("Đoàn xã Hòn Nghệ");
}

fn register_one_more_period(terminal: &mut Terminal) {
    terminal.key("f5").sees("Thêm đăng ký · Ghe về bến");
    terminal
        .key("right")
        .sees("‹ Cơ sở ›")
        .key("down")
        .text("2027");
    terminal
        .key("f2")
        .sees("Đã lưu: thêm đăng ký")
        .sees("Năm 2027");
    terminal.key("esc").sees("1 / 3").key("esc").sees("3 / 3");
}

fn add_a_model(terminal: &mut Terminal) {
    terminal.key("f5").sees("Thêm mô hình").sees("Đơn vị *");
    terminal.text("Lưới sạch biển xanh").key("down");
    terminal
        .text("hon nghe")
        .sees("▌ xã Hòn Nghệ")
        .key("enter")
        .sees("‹ xã Hòn Nghệ ›");
    terminal
        .key("f2")
        .sees("Đã lưu: thêm mô hình “Lưới sạch biển xanh”");
    terminal.sees("Chưa đăng ký ở cấp nào");
}

fn write_a_note(terminal: &mut Terminal) {
    terminal.key("f6").sees("Ghi chép · Lưới sạch biển xanh");
    terminal
        .text("Bà con góp thêm 12 phao.")
        .key("enter")
        .text("Còn thiếu lưới.");
    terminal
        .sees("Còn thiếu lưới.")
        .key("tab")
        .text("bến đò")
        .key("f2");
    terminal
        .sees("Đã lưu: ghi chép về “Lưới sạch")
        .sees("Ghi chép (1)");
    terminal
        .sees("Nguyễn Văn An")
        .sees("tại bến đò")
        .sees("Bà con góp thêm 12 phao.");
}

#[test]
fn what_one_wrote_another_reads_and_can_take_out_again() {
    let (an, binh) = (Desk::with_models("Nguyễn Văn An"), Desk::of("Lê Thị Bình"));
    let bundle = binh.path().join("gửi Bình.kheo");
    let mut terminal = an.open_note();
    terminal
        .text("Đếm tại bến: 46 hộ.")
        .sees("46 hộ")
        .key("f2")
        .sees("Đã lưu: ghi chép");
    terminal
        .text("6")
        .sees("chưa gửi đi")
        .key("f5")
        .sees("Ghi gói số liệu vào");
    // The prompt begins with the folder the program works in.
    terminal
        .key("backspace")
        .key("backspace")
        .text(bundle.to_str().unwrap());
    // Who may open it is asked; that everybody can is said before it is chosen.
    terminal.key("enter").sees("ai nhặt được cũng đọc được");
    for _ in 0..3 {
        terminal.key("down");
    }
    terminal
        .key("enter")
        .sees("thay đổi vào")
        .sees("Mọi thay đổi của máy này đã gửi đi");

    let mut terminal = binh.open();
    terminal
        .text("6")
        .sees("Nhận và gộp")
        .key("f7")
        .sees("gửi Bình.kheo");
    terminal
        .text("gửi")
        .key("tab")
        .sees("Tệp: gửi Bình.kheo")
        .key("enter");
    terminal
        .sees("Người lập")
        .sees("Nguyễn Văn An")
        .sees("Thay đổi mới");
    terminal
        .key("enter")
        .sees("chưa được duyệt")
        .sees("Gọi cho người ấy");
    terminal.key("enter").sees("Đã duyệt máy của Nguyễn Văn An");
    terminal
        .text("7")
        .sees("Đếm tại bến: 46 hộ.")
        .sees("Nguyễn Văn An");
    terminal
        .key("enter")
        .sees("Ghi chép (1)")
        .sees("Nguyễn Văn An · máy");
    terminal
        .text("6")
        .sees("Số liệu đang giữ")
        .key("f8")
        .sees("Bỏ gói số liệu vừa gộp");
    terminal.key("enter").sees("Đã bỏ lần gộp");
    terminal.text("7").sees("Chưa có ghi chép nào");
}

#[test]
fn one_key_corrects_the_model_under_the_marker() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_models();
    terminal.key("down").sees("▌ Hũ gạo").key("f2");
    terminal.sees("Sửa mô hình “Hũ gạo tình thương”").key("end");
    terminal
        .text(" 2")
        .key("f2")
        .sees("Đã lưu:")
        .sees("Lịch sử");
    terminal.key("esc").sees("▌ Hũ gạo tình thương 2");
}
