//! Awards, forums and opinions are written by keys, from an empty register to
//! the page that shows them; what was being filled in outlives the program.

use crate::desk::Desk;

const OPINION: &str = "Cầu ấp 3 mục, xe không qua được";

#[test]
fn a_forum_and_its_opinions_are_written_by_keys_and_a_kill_loses_nothing() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open();
    terminal.text(":").sees("Tìm:").text("them khen");
    terminal.sees("Thêm khen thưởng, diễn đàn").key("enter");
    terminal.sees("Thêm mục gì?").text("dien dan").key("enter");
    terminal.sees("Thêm diễn đàn").text("Hướng về cơ sở");
    terminal
        .key("tab")
        .text("nam du")
        .sees("▌ xã Nam Du")
        .key("enter");
    terminal.key("tab").text("31/02/2026").key("f2");
    terminal.sees("không có ngày này");
    for _ in 0..10 {
        terminal.key("backspace");
    }
    terminal.text("15/8/2026").key("f2");
    terminal.sees("Đã lưu: thêm diễn đàn “Hướng về cơ sở”");

    // The forum is found among all records; its page takes the opinion.
    terminal.text("2").sees("Ghe về bến").key("f3").key("f3");
    terminal.sees("Tìm mọi mục").text("huong ve").key("enter");
    terminal.sees("▌ Diễn đàn").key("enter");
    terminal.sees("Chưa có ý kiến. F5 ghi").key("f5");
    terminal
        .sees("Thêm ý kiến · Hướng về cơ sở")
        .sees("▌ Nội dung *");
    terminal.text(OPINION).sees("bản nháp đã lưu lúc");
    terminal.kill();

    let mut terminal = desk.open();
    terminal.sees("Còn 1 bản nháp chưa xong; F5 viết tiếp");
    terminal.sees("ý kiến mới · Hướng về cơ sở").key("f5");
    terminal.sees("Viết tiếp bản nháp").sees(OPINION);
    terminal.key("tab").key("f2");
    terminal.sees("Đã lưu: thêm ý kiến “Cầu ấp 3 mục");
    let found = desk_says(&desk, &["search", "cau ap 3", "--json"]);
    assert_eq!(found[0]["kind"], "opinion", "{found}");
    assert_eq!(found[0]["unit"], "Nam Du", "as the forum: {found}");
}

#[test]
fn a_model_and_a_registration_half_filled_in_outlive_the_program() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_models();
    terminal.sees("▌ Ghe về bến").key("f5").sees("Thêm mô hình");
    terminal.text("Tủ sách bến tàu").sees("bản nháp đã lưu lúc");
    terminal.kill();

    let mut terminal = desk.open();
    terminal.sees("Còn 1 bản nháp chưa xong; F5 viết tiếp");
    terminal.sees("mô hình mới").text("2").sees("▌ Ghe về bến");
    terminal.key("f5").sees("Viết tiếp bản nháp");
    terminal.sees("Tủ sách bến tàu").key("tab");
    terminal.text("nam du").sees("▌ xã Nam Du").key("enter");
    terminal.key("f2").sees("Đã lưu: thêm mô hình “Tủ sách");
    let found = desk_says(&desk, &["list", "--search", "tu sach ben", "--json"]);
    assert_eq!(found[0]["unit"], "Nam Du", "{found}");

    terminal.text("/").text("tu sach ben").sees("1 / 4");
    terminal.key("enter").key("enter").sees("Lịch sử");
    terminal.key("f5");
    terminal.sees("Thêm đăng ký · Tủ sách").key("tab");
    terminal.text("2024").sees("bản nháp đã lưu lúc");
    terminal.kill();

    let mut terminal = desk.open();
    terminal.sees("đăng ký mới · Tủ sách").key("f5");
    terminal.sees("Viết tiếp bản nháp").sees("2024");
    terminal.key("f2").sees("Cấp").key("right").key("f2");
    terminal.sees("Đã lưu: thêm đăng ký của “Tủ sách");
    let found = desk_says(&desk, &["list", "--search", "tu sach ben", "--json"]);
    assert_eq!(found[0]["registrations"][0]["period"], "2024", "{found}");
    terminal.text("1").sees_no("bản nháp");
}

#[test]
fn an_award_of_a_model_is_written_on_its_page_corrected_and_taken_out() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_models();
    terminal.sees("▌ Ghe về bến").key("enter");
    terminal.sees("Chưa có khen thưởng, nguồn lực. Ins ghi");
    terminal.bytes(b"a").sees("Thêm mục gì?").key("enter");
    terminal
        .sees("Thêm khen thưởng · Ghe về bến")
        .sees("▌ Hình thức *");
    terminal.text("giay khen").key("enter").key("tab");
    terminal.text("Chủ tịch UBND huyện").key("f2");
    terminal.sees("Đã lưu: thêm khen thưởng “Ghe về bến");
    terminal.sees("Khen thưởng (1) · Enter mở").key("enter");
    terminal.sees("Khen thưởng · Ghe về bến").key("f2");
    terminal
        .sees("Sửa khen thưởng")
        .key("tab")
        .key("tab")
        .key("tab");
    terminal.sees("▌ Cơ quan tặng").text(" Kiên Hải").key("f2");
    terminal
        .sees("Đã lưu: sửa “Ghe về bến")
        .sees("Chủ tịch UBND huyện Kiên Hải");
    terminal.key("delete").sees("ra khỏi sổ?").key("enter");
    terminal
        .sees("Đã lưu: bỏ khen thưởng")
        .sees_no("Khen thưởng (1)");
    terminal.text("u").sees("Đã hoàn tác: bỏ khen thưởng");
    terminal.sees("Khen thưởng (1)");
    let award = desk_says(&desk, &["search", "--kind", "award", "--json"]);
    assert_eq!(
        award[0]["about"],
        "Giấy khen · Chủ tịch UBND huyện Kiên Hải"
    );
}

fn desk_says(desk: &Desk, verb: &[&str]) -> serde_json::Value {
    serde_json::from_str(&desk.run(verb)).unwrap()
}

#[test]
fn the_first_model_of_an_empty_book_is_written_by_hand_after_its_unit() {
    let desk = Desk::of("Nguyễn Văn An");
    let mut terminal = desk.open();
    terminal.text("2").sees("Sổ chưa có mô hình nào");
    terminal
        .key("f5")
        .sees("Thêm đơn vị")
        .sees("chưa có đơn vị nào");
    terminal.text("Sơn Hải").key("tab").text("xa");
    terminal.sees("▌ Xã").key("enter").sees("‹ Xã ›");
    terminal.key("f2").sees("Thêm mô hình");
    terminal
        .text("Hũ gạo tình thương")
        .key("tab")
        .text("son hai");
    terminal
        .sees("▌ xã Sơn Hải")
        .key("enter")
        .sees("‹ xã Sơn Hải ›");
    terminal.key("f2").sees("Đã lưu: thêm mô hình");
    terminal.key("esc").sees("1 / 1");
    // The last deed is the model's, the one before the unit's.
    terminal.text("u").sees("Đã hoàn tác: thêm mô hình");
    terminal
        .text("u")
        .sees("Đã hoàn tác: thêm đơn vị “Sơn Hải”");
    terminal.text("q");
    assert!(terminal.wait().success());
    assert_eq!(desk_says(&desk, &["list", "--json"]), serde_json::json!([]));
}
