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

/// A list as it was typed in the font of before.
fn old_list(old: &str) -> Vec<u8> {
    old.chars()
        .map(|sign| u8::try_from(u32::from(sign)).unwrap())
        .collect()
}

#[test]
fn lists_of_the_fonts_before_unicode_are_read() {
    for (name, lines) in [
        (
            "tcvn3",
            "TT;Tªn m« h×nh;Chñ thÓ;X·;LÜnh vùc;CÊp;N¨m\n\
             1;Hò g¹o t×nh th\u{ad}¬ng;Héi LHPN x·;§«ng Yªn;VH-XH;C¬ së, HuyÖn;2022\n\
             2;C¸nh ®ång kh«ng ®èt r¬m;Chi bé;§«ng Yªn;Kinh tÕ;C¬ së;2022\n",
        ),
        (
            "vni",
            "TT;Teân moâ hình;Chuû theå;Xaõ;Lónh vöïc;Caáp;Naêm\n\
             1;Huõ gaïo tình thöông;Hoäi LHPN xaõ;Ñoâng Yeân;VH-XH;Cô sôû, Huyeän;2022\n\
             2;Caùnh ñoàng khoâng ñoát rôm;Chi boä;Ñoâng Yeân;Kinh teá;Cô sôû;2022\n",
        ),
    ] {
        let desk = Desk::of("An");
        let list = desk.path().join("cu.csv");
        std::fs::write(&list, old_list(lines)).unwrap();
        let done = desk.json(&["import", path(&list)]);
        assert_eq!(done["restored_from"], name);
        let model = desk.json(&["show", &desk.only("Hũ gạo tình thương")]);
        assert_eq!(model["name"], "Hũ gạo tình thương");
        assert_eq!(model["owner"], "Hội LHPN xã");
        assert_eq!(model["field"], "society");
        assert_eq!(model["registrations"].as_array().unwrap().len(), 2);
        desk.only("Cánh đồng không đốt rơm");
        let said = desk.run(&["import", path(&list)]).done().out;
        assert!(said.to_lowercase().contains(name), "{said}");
    }
}

#[test]
fn unicode_beside_an_old_font_stays_as_it_is() {
    let desk = Desk::of("An");
    let file = desk.path().join("lan.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [
        ["Tên mô hình", "Xã", "Chủ thể", "Ghi chú"],
        ["Hò g¹o t×nh th\u{ad}¬ng", "Đông Yên", "Chi bé", ""],
        ["C¸nh ®ång mÉu", "Đông Yên", "Héi N«ng d©n", "Xã báo lại"],
        ["Ghe vÒ bÕn", "Đông Yên", "Đoàn xã", "Hoà"],
    ]
    .into_iter()
    .enumerate()
    {
        sheet.write_row(row as u32, 0, cells).unwrap();
    }
    book.save(&file).unwrap();
    desk.run(&["import", path(&file)]).done();
    let told = |name: &str| {
        let model = desk.json(&["show", &desk.only(name)]);
        json!([
            model["name"],
            model["unit"],
            model["owner"],
            model["remarks"]
        ])
    };
    assert_eq!(
        told("Cánh đồng"),
        json!(["Cánh đồng mẫu", "Đông Yên", "Hội Nông dân", "Xã báo lại"])
    );
    assert_eq!(
        told("Ghe về"),
        json!(["Ghe về bến", "Đông Yên", "Đoàn xã", "Hoà"])
    );
}

#[test]
fn a_total_counts_rows_or_models() {
    let desk = Desk::of("An");
    let plan = |total: &str| {
        let list = desk.file(
            "ds.csv",
            &format!(
                "TT;Tên mô hình;Xã;Cấp;Năm\nA;B;C;D;E\n\
                 1;Đường hoa;Đông Yên;Cơ sở;2022\n\
                 2;Đường hoa;Đông Yên;Huyện;2022\n\
                 3;Hũ gạo;Đông Yên;Huyện;2022\n;{total};;;\n"
            ),
        );
        desk.run(&["import", path(&list), "--dry-run"])
    };
    plan("Tổng cộng: 3").done();
    plan("Tổng số: 02 mô hình").done();
    let said = plan("Tổng cộng: 4").refused(3);
    assert!(said.err.contains("đếm được 3"), "{}", said.err);
}

#[test]
fn years_that_are_no_span_are_not_taken_for_one() {
    let desk = Desk::of("An");
    let list = desk.file(
        "ds.csv",
        "Tên mô hình;Xã;Cấp;Năm\nĐường hoa;Đông Yên;Cơ sở;2021, 2023\n",
    );
    desk.run(&["import", path(&list)]).refused(3);
}
