//! How the tables of other offices are laid out on a sheet: more than one
//! table, numbered pages, units named once, sums instead of models.

use std::path::PathBuf;

use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::{Value, json};

use crate::desk::{Desk, path, text};

/// Name, owner and unit of every model that these lines make.
fn models(lines: &str) -> Vec<[Value; 3]> {
    let desk = Desk::of("An");
    let list = desk.file("ds.csv", lines);
    desk.run(&["import", path(&list)]).done();
    let listed = desk.json(&["list"]);
    let told = |model: &Value| ["name", "owner", "unit"].map(|key| model[key].clone());
    listed.as_array().unwrap().iter().map(told).collect()
}

/// What is said of a list that is refused, with nothing imported.
fn refused(lines: &str) -> String {
    let desk = Desk::of("An");
    let list = desk.file("ds.csv", lines);
    let said = desk.run(&["import", path(&list)]).refused(3).err;
    assert_eq!(desk.json(&["list"]), json!([]));
    said
}

#[test]
fn a_second_table_below_has_headings_of_its_own() {
    assert_eq!(
        models(
            "I. TẬP THỂ;;;\n\
             TT;Tên mô hình;Chủ thể;Xã\n\
             1;Đường hoa;Hội LHPN xã;Hưng Yên\n\
             Cộng: 1 mô hình;;;\n\
             II. CÁ NHÂN;;;\n\
             TT;Họ và tên;Địa bàn;Nội dung mô hình\n\
             1;Ông Danh Hiền;Đông Yên;Giữ nước ngọt\n\
             2;Bà Lê Thị Sáu;Thứ Ba;Vá lộ\n\
             Tổng cộng: 2;;;\n"
        ),
        [
            [json!("Đường hoa"), json!("Hội LHPN xã"), json!("Hưng Yên")],
            [
                json!("Giữ nước ngọt"),
                json!("Ông Danh Hiền"),
                json!("Đông Yên")
            ],
            [json!("Vá lộ"), json!("Bà Lê Thị Sáu"), json!("Thứ Ba")],
        ]
    );
}

#[test]
fn a_header_and_its_numbering_may_stand_on_every_page() {
    let header = "TT;Tên mô hình;Chủ thể;Xã\n(1);(2);(3);(4)\n";
    let found = models(&format!(
        "{header}1;Đường hoa;Hội LHPN;Hưng Yên\n{header}2;Hũ gạo;Hội LHPN;Hưng Yên\n\
         (1);(2);(3);(4)\n3;Vá lộ;Chi bộ;Hưng Yên\n"
    ));
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn a_header_of_two_rows_may_stand_on_every_page() {
    let header = "TT;Tên mô hình;Xã;Loại hình;;Năm;Cấp\n;;;Tập thể;Cá nhân;;\n";
    let desk = Desk::of("An");
    let rows = "1;Đường hoa;Hưng Yên;x;;2022;Huyện\n";
    let later = "2;Hũ gạo;Hưng Yên;;x;2022;Huyện\n";
    let other = "TT;Xã;Tên mô hình;Loại hình;;Cấp;Năm\n;;;Tập thể;Cá nhân;;\n\
                 3;Đông Yên;Vá lộ;;x;Tỉnh;2023\n";
    let list = desk.file("ds.csv", &format!("{header}{rows}{header}{later}{other}"));
    desk.run(&["import", path(&list)]).done();
    let listed = desk.json(&["list"]);
    let told: Vec<[&Value; 3]> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|model| {
            [
                &model["name"],
                &model["kind"],
                &model["registrations"][0]["level"],
            ]
        })
        .collect();
    assert_eq!(
        json!(told),
        json!([
            ["Đường hoa", "collective", "district"],
            ["Hũ gạo", "individual", "district"],
            ["Vá lộ", "individual", "province"],
        ])
    );
}

#[test]
fn tables_side_by_side_are_refused_rather_than_half_read() {
    let said =
        refused("TT;Tên mô hình;Xã;;TT;Tên mô hình;Xã\n1;Đường hoa;Hưng Yên;;2;Hũ gạo;Đông Yên\n");
    assert!(
        said.contains("cột B và cột F cùng là “Tên mô hình”"),
        "{said}"
    );
}

#[test]
fn units_named_once_hold_for_the_rows_below() {
    let lines = "TT;Xã;Tên mô hình\n1;Hưng Yên;A\n2;;B\n3;;C\n4;Đông Yên;D\n5;;E\n";
    let units: Vec<Value> = models(lines).into_iter().map(|[_, _, unit]| unit).collect();
    assert_eq!(
        units,
        ["Hưng Yên", "Hưng Yên", "Hưng Yên", "Đông Yên", "Đông Yên"]
    );
    let desk = Desk::of("An");
    let list = desk.file("ds.csv", lines);
    let said = desk.run(&["import", path(&list), "--dry-run"]).done().out;
    assert!(
        said.contains("3 dòng để trống đơn vị: lấy theo dòng trên"),
        "{said}"
    );
    let told = desk.json(&["import", path(&list), "--dry-run"]);
    assert_eq!(told["units_as_above"], 3);
}

#[test]
fn a_unit_that_may_be_forgotten_is_asked_for() {
    let said = refused("TT;Xã;Tên mô hình\n1;Hưng Yên;A\n2;;B\n3;Đông Yên;C\n");
    assert!(
        said.contains("Dòng 3") && said.contains("--map unit=="),
        "{said}"
    );
}

#[test]
fn sums_and_several_models_in_one_cell_are_no_model() {
    let said = refused("TT;Xã;Mô hình;Tập thể;Cá nhân\n1;Hưng Yên;7;5;2\n");
    assert!(said.contains("kheo figures import"), "{said}");
    let said = refused("Tên mô hình;Xã\n\"1. Đường hoa\n2. Hũ gạo\";Hưng Yên\n");
    assert!(said.contains("ô này ghi 2 mô hình"), "{said}");
    let said = refused("Đơn vị;Số đăng ký;Số công nhận\nHưng Yên;7;5\n");
    assert!(said.contains("kheo figures import"), "{said}");
}

#[test]
fn a_file_of_another_system_has_a_decomposed_name() {
    let desk = Desk::of("An");
    let list = desk.file(
        "mo\u{302} hi\u{300}nh.csv",
        "Tên mô hình;Xã;Cấp;Năm\nĐường hoa;Hưng Yên;Huyện;2022\n",
    );
    desk.run(&["import", path(&list)]).done();
    let listed = desk.json(&["list"]);
    let shown = desk.json(&["show", &text(&listed[0]["id"])]);
    assert_eq!(shown["registrations"][0]["source"], "mô hình.csv");
}

/// A workbook of three models, changed by `change`.
fn workbook(desk: &Desk, change: impl FnOnce(&mut Worksheet)) -> PathBuf {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let rows = [
        ["Tên mô hình", "Xã", "Ghi chú"],
        ["A", "Hưng Yên", "x"],
        ["B", "Hưng Yên", "y"],
        ["C", "Hưng Yên", "z"],
    ];
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells).unwrap();
    }
    change(sheet);
    let path = desk.path().join("ds.xlsx");
    workbook.save(&path).unwrap();
    path
}

#[test]
fn what_the_sheet_hides_is_read_and_said() {
    let desk = Desk::of("An");
    let list = workbook(&desk, |sheet| {
        for row in [2, 3] {
            sheet.set_row_hidden(row).unwrap();
        }
        sheet.set_column_hidden(2).unwrap();
    });
    let told = desk.json(&["import", path(&list), "--dry-run"]);
    assert_eq!(told["models_new"], 3);
    assert_eq!(told["hidden_rows"], json!([3, 4]));
    assert_eq!(told["hidden_columns"], json!(["Ghi chú"]));
    let said = desk.run(&["import", path(&list), "--dry-run"]).done().out;
    for part in ["2 dòng bị ẩn", "dòng 3–4", "cũng được đọc: Ghi chú"] {
        assert!(said.contains(part), "{said}");
    }
    let shown = workbook(&desk, |_| ());
    let told = desk.json(&["import", path(&shown), "--dry-run"]);
    assert_eq!(
        (told.get("hidden_rows"), told.get("hidden_columns")),
        (None, None)
    );
}

#[test]
fn a_file_that_is_not_there_is_named_once() {
    let desk = Desk::of("An");
    let said = desk.run(&["import", "khong/co.xlsx"]).refused(3).err;
    assert_eq!(said.matches("khong/co.xlsx").count(), 1, "{said}");
}
