//! What officers type into the cells of a list beside what its headings say:
//! marks, days, decisions, addresses, “as above”.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::desk::{Desk, path, text};

/// The one model that a list of these lines makes, as `show` tells it.
fn only_model(lines: &str) -> Value {
    let desk = Desk::of("An");
    let list = desk.file("ds.csv", lines);
    desk.run(&["import", path(&list)]).done();
    let listed = desk.json(&["list"]);
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    desk.json(&["show", &text(&listed[0]["id"])])
}

#[test]
fn a_mark_is_a_mark_however_it_is_made() {
    for mark in ["x", "X", "(x)", "√", "✓", "☑", "1", "có", "đúng"] {
        let model = only_model(&format!(
            "Tên mô hình;Xã;Tập thể;Cá nhân;Cơ sở;Huyện;KT;VH-XH;Năm\n\
             Đường hoa;Đông Yên;{mark};☐;;{mark};;{mark};2022\n"
        ));
        assert_eq!(model["kind"], "collective", "{mark}");
        assert_eq!(model["field"], "society", "{mark}");
        assert_eq!(model["registrations"][0]["level"], "district", "{mark}");
    }
}

#[test]
fn a_day_is_read_however_it_is_written_and_a_short_year_is_named() {
    let heading = "Tên mô hình;Xã;Cấp;Năm;Số QĐ;Ngày QĐ\n";
    for day in [
        "ngày 5/7/2022",
        "Ngày 05/07/2022",
        "5.7.2022.",
        "44747",
        "05 / 07 / 2022",
    ] {
        let model = only_model(&format!(
            "{heading}Đường hoa;Đông Yên;Huyện;2022;1-QĐ/HU;{day}\n"
        ));
        let registration = &model["registrations"][0];
        assert_eq!(registration["decision_date"], "2022-07-05", "{day}");
    }
    let desk = Desk::of("An");
    let list = desk.file(
        "ds.csv",
        &format!("{heading}Đường hoa;Đông Yên;Huyện;2022;1-QĐ/HU;5/7/22\n"),
    );
    let said = desk.run(&["import", path(&list)]).refused(3).err;
    assert!(said.contains("5/7/22 — năm phải đủ bốn chữ số"), "{said}");
}

#[test]
fn a_decision_written_in_one_cell_is_taken_apart() {
    let model = only_model(
        "Tên mô hình;Xã;Cấp;Năm;Quyết định công nhận\n\
         Đường hoa;Đông Yên;Huyện;2022;QĐ số 104-QĐ/HU, ngày 05/7/2022 của Huyện ủy An Biên\n",
    );
    let registration = &model["registrations"][0];
    assert_eq!(registration["decision_no"], "104-QĐ/HU");
    assert_eq!(registration["decision_date"], "2022-07-05");
    assert_eq!(registration["decision_by"], "Huyện ủy An Biên");
}

#[test]
fn an_address_whose_hamlet_the_book_does_not_know_is_in_its_commune() {
    for address in [
        "ấp Ba, xã Đông Yên",
        "ấp Ba, xã Đông Yên, huyện An Biên",
        "ấp Ba - Đông Yên",
        "Ấp Ba (Đông Yên)",
    ] {
        let model = only_model(&format!("Tên mô hình;Địa chỉ\nĐường hoa;\"{address}\"\n"));
        assert_eq!(model["unit"], "Đông Yên", "{address}");
        let place = text(&model["place"]).to_lowercase();
        assert_eq!(place, "ấp ba", "{address}");
    }
    let model = only_model("Tên mô hình;Xã\nĐường hoa;\"xã Đông Yên, huyện An Biên\"\n");
    assert_eq!(model["unit"], "Đông Yên");
    let desk = Desk::of("An");
    let elsewhere = desk.file(
        "la.csv",
        "Tên mô hình;Địa chỉ\nĐường hoa;\"ấp Ba, xã Đông Yên, huyện Gò Quao\"\n",
    );
    desk.run(&["import", path(&elsewhere)]).refused(3);
    let unknown = desk.file("moi.csv", "Tên mô hình;Địa chỉ\nA;\"ấp Ba, xã Tây Yên\"\n");
    desk.run(&["import", path(&unknown), "--new-units", "huyện An Biên"])
        .done();
    assert_eq!(desk.json(&["list"])[0]["unit"], "Tây Yên");
}

#[test]
fn a_cell_that_says_as_above_is_as_above() {
    let desk = Desk::of("An");
    let list = desk.file(
        "ds.csv",
        "TT;Tên mô hình;Chủ thể;Xã;Cấp;Năm;Ghi chú\n\
         1;Đường hoa;Hội LHPN xã;Đông Yên;Cơ sở;2022;nt\n\
         2;Hũ gạo;-nt-;như trên;\"\"\"\";”;\n\
         3;Ghe về bến;Đoàn xã;Hưng Yên;Huyện;-nt-;\n\
         4;Xe chuyển bệnh;nt;nt;nt;nt;\n",
    );
    desk.run(&["import", path(&list)]).done();
    let told = |name: &str| {
        let model = desk.json(&["show", &desk.only(name)]);
        let registration = &model["registrations"][0];
        json!([
            model["owner"],
            model["unit"],
            registration["level"],
            registration["period"]
        ])
    };
    assert_eq!(
        told("Hũ gạo"),
        json!(["Hội LHPN xã", "Đông Yên", "base", "2022"])
    );
    assert_eq!(
        told("Xe chuyển bệnh"),
        json!(["Đoàn xã", "Hưng Yên", "district", "2022"])
    );
    let first = desk.file("dau.csv", "Tên mô hình;Xã\nĐường hoa;nt\n");
    desk.run(&["import", path(&first)]).refused(3);
}

#[test]
fn a_sheet_is_also_chosen_by_its_number() {
    let desk = Desk::of("An");
    let file = desk.path().join("so.xlsx");
    let mut book = Workbook::new();
    for (name, model) in [("Năm 2022", "Đường hoa"), ("Năm 2023", "Hũ gạo")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in [["Tên mô hình", "Xã"], [model, "Đông Yên"]]
            .into_iter()
            .enumerate()
        {
            sheet.write_row(row as u32, 0, cells).unwrap();
        }
    }
    book.save(&file).unwrap();
    desk.run(&["import", path(&file), "--sheet", "2"]).done();
    assert_eq!(desk.json(&["list"])[0]["name"], "Hũ gạo");
    for none in ["0", "3"] {
        let said = desk
            .run(&["import", path(&file), "--sheet", none])
            .refused(3);
        assert!(said.err.contains("Năm 2022, Năm 2023"), "{}", said.err);
    }
}

#[test]
fn making_units_is_offered_where_it_can_be_done() {
    let desk = Desk::of("An");
    let list = desk.file("ds.csv", "Tên mô hình;Xã\nĐường hoa;Xã Rất Xa\n");
    let said = desk.run(&["import", path(&list)]).refused(3).err;
    assert!(said.contains("--new-units"), "{said}");
    let figures = desk.file(
        "so.csv",
        "indicator,value,unit,period,source\nregistered,12,Xã Rất Xa,2022,Báo cáo\n",
    );
    let said = desk.run(&["figures", "import", path(&figures)]).refused(3);
    assert!(!said.err.contains("--new-units"), "{}", said.err);
}
