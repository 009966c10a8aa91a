//! Lists of models and of units, as they are typed.

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::desk::{Desk, path, text};

const GOOD: &str = "\
TT;Tên mô hình;Đơn vị đăng ký;Xã;Loại hình;Lĩnh vực;Cấp;Năm;Kết quả;Số quyết định;Ngày QĐ;Cơ quan ban hành;Người theo dõi
1;Hũ gạo tình thương;Hội LHPN xã;Đông Yên;Tập thể;VH-XH;Cơ sở, Huyện;2021-2023;Được công nhận;104-QĐ/HU;05/7/2022;Huyện ủy;Chị Ba
2;Tiếng loa hòa giải;Ông Danh Hiền;Đông Yên;Cá nhân;HTCT;Cơ sở;2021-2023;Đang thực hiện;;;;
3;Bếp ăn tình thương;Hội CTĐ;TT. Thứ Ba;Tập thể;Văn hóa - xã hội;Huyện;2021-2023;;;;;Anh Tư
";

/// Seven cells that cannot be taken.
const FAULTY: &str = "\
Tên mô hình,Xã,Đối tượng,Cấp,Năm,Trạng thái,Ngày QĐ
,Đông Yên,Tập thể,Cơ sở,2022,,
Cánh đồng không đốt rơm,Xã Không Có,Tập thể,Cơ sở,2022,,
Ghe về bến,Đông Yên,nhóm,Cơ sở,2022,,
Đường hoa,Đông Yên,Tập thể,cấp trời,2022,,
Thắp sáng đường quê,Đông Yên,Tập thể,Cơ sở,năm con Cọp,,
Hũ gạo,Đông Yên,Tập thể,Cơ sở,2022,rất tốt,
Xe chuyển bệnh,Đông Yên,Tập thể,Cơ sở,2022,,31/02/2023
Mô hình không sai,Đông Yên,Tập thể,Cơ sở,2022,,
";

#[test]
fn a_list_enters_once_however_often_it_is_imported() {
    let desk = Desk::of("An");
    let list = desk.file("danh-sach.csv", GOOD);
    let preview = desk.json(&["import", path(&list), "--dry-run"]);
    assert_eq!(preview["models_new"], 3);
    assert_eq!(desk.json(&["list"]), json!([]));
    let first = desk.json(&["import", path(&list)]);
    assert_eq!(
        first,
        json!({
            "rows": 3, "models_new": 3, "models_changed": 0, "models_same": 0, "registrations_new": 4,
            "near_duplicates": [], "unknown_columns": ["Người theo dõi"], "faults": [],
        })
    );
    let again = desk.json(&["import", path(&list)]);
    assert_eq!(
        (
            &again["models_same"],
            &again["models_new"],
            &again["registrations_new"]
        ),
        (&json!(3), &json!(0), &json!(0))
    );
    assert_eq!(desk.json(&["list"]).as_array().unwrap().len(), 3);
    let recognized = desk.json(&[
        "list",
        "--level",
        "district",
        "--period",
        "2021-2023",
        "--status",
        "recognized",
    ]);
    assert_eq!(recognized[0]["name"], "Hũ gạo tình thương");
    let shown = desk.json(&["show", &desk.only("hũ gạo")]);
    assert!(text(&shown["remarks"]).contains("Chị Ba"));
}

#[test]
fn a_faulty_list_is_refused_whole_and_every_fault_is_named() {
    let desk = Desk::of("An");
    let list = desk.file("sai.csv", FAULTY);
    let refused = desk.run(&["import", path(&list), "--json"]).refused(3);
    let document = refused.json();
    let faults = document["faults"].as_array().unwrap();
    let rows: Vec<&Value> = faults.iter().map(|fault| &fault["row"]).collect();
    assert_eq!(rows, [2, 3, 4, 5, 6, 7, 8]);
    let columns: Vec<String> = faults.iter().map(|fault| text(&fault["column"])).collect();
    assert_eq!(
        columns,
        [
            "Tên mô hình",
            "Xã",
            "Đối tượng",
            "Cấp",
            "Năm",
            "Trạng thái",
            "Ngày QĐ"
        ]
    );
    let words = desk.run(&["import", path(&list)]).refused(3);
    assert!(words.out.is_empty());
    for row in 2..=8 {
        assert!(
            words.err.to_lowercase().contains(&format!("dòng {row}")),
            "{row}: {}",
            words.err
        );
    }
    assert!(
        words.err.contains("sai.csv") && words.err.contains("31/02/2023"),
        "{}",
        words.err
    );
    assert_eq!(desk.json(&["list"]), json!([]));
}

#[test]
fn columns_and_constants_can_be_given() {
    let desk = Desk::of("An");
    let list = desk.file(
        "kho.csv",
        "Việc làm,Ai làm\nĐổi rác nhựa lấy gạo,Hội LHPN\n",
    );
    desk.run(&["import", path(&list)]).refused(3);
    let maps = [
        "--map",
        "Việc làm=name",
        "--map",
        "B=owner",
        "--map",
        "unit==Đông Yên",
        "--map",
        "level==huyện",
        "--map",
        "period==2021-2023",
    ];
    desk.run(&[&["import", path(&list)], &maps[..]].concat())
        .done();
    let model = &desk.json(&["list"])[0];
    assert_eq!(
        (&model["owner"], &model["unit"]),
        (&json!("Hội LHPN"), &json!("Đông Yên"))
    );
    assert_eq!(model["registrations"][0]["level"], "district");
    desk.run(&["import", path(&list), "--map", "không đúng"])
        .refused(2);
}

#[test]
fn unknown_units_become_communes_only_when_asked() {
    let desk = Desk::of("An");
    let list = desk.file("la.csv", "Tên mô hình,Xã\nĐường hoa,Tây Yên\n");
    desk.run(&["import", path(&list)]).refused(3);
    desk.run(&["import", path(&list), "--new-units", "huyện An Biên"])
        .done();
    let under = desk.json(&["list", "--unit", "huyện An Biên"]);
    assert_eq!(under[0]["unit"], "Tây Yên");
}

#[test]
fn a_workbook_is_read_from_the_sheet_that_is_named() {
    let desk = Desk::of("An");
    let file = desk.path().join("so.xlsx");
    let mut book = Workbook::new();
    for (sheet, name) in [
        ("Bìa", None),
        ("Năm 2022", Some("Đường hoa")),
        ("Năm 2023", Some("Hũ gạo")),
    ] {
        let sheet = book.add_worksheet().set_name(sheet).unwrap();
        if let Some(name) = name {
            for (column, heading) in ["Tên mô hình", "Xã"].into_iter().enumerate() {
                sheet.write(0, column as u16, heading).unwrap();
            }
            sheet.write(1, 0, name).unwrap();
            sheet.write(1, 1, "Đông Yên").unwrap();
        }
    }
    book.save(&file).unwrap();
    desk.run(&["import", path(&file), "--sheet", "Năm 2023"])
        .done();
    assert_eq!(desk.json(&["list"])[0]["name"], "Hũ gạo");
    let refused = desk
        .run(&["import", path(&file), "--sheet", "Năm 1999"])
        .refused(3);
    assert!(refused.err.contains("Năm 2022"), "{}", refused.err);
}

#[test]
fn what_is_no_list_is_refused_with_the_reason() {
    let desk = Desk::of("An");
    let pdf = desk.file("giấy.xlsx", "%PDF-1.7\nkhông phải bảng tính");
    assert!(
        desk.run(&["import", path(&pdf)])
            .refused(3)
            .err
            .contains("PDF")
    );
    desk.run(&["import", "không-có.xlsx"]).refused(3);
}

#[test]
fn units_are_asked_by_day_and_a_cycle_is_refused() {
    let desk = Desk::of("An");
    let names = |day: &str| {
        let units = desk.json(&["units", "list", "--on", day]);
        units
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| text(&unit["name"]))
            .collect::<Vec<_>>()
    };
    assert!(names("2020-01-01").contains(&"Thứ Ba".to_owned()));
    assert!(!names("01/01/2026").contains(&"Thứ Ba".to_owned()));
    let cycle = desk.file("vong.csv", "code,name,type,parent\na,A,Xã,b\nb,B,Xã,a\n");
    let refused = desk
        .run(&["units", "import", path(&cycle), "--json"])
        .refused(3);
    assert!(!refused.json()["faults"].as_array().unwrap().is_empty());
}

#[test]
fn a_name_of_several_units_lists_them() {
    let desk = Desk::of("An");
    let refused = desk.run(&["list", "--unit", "An Biên"]).refused(3);
    assert!(
        refused.err.contains("huyện An Biên") && refused.err.contains("unit:"),
        "{}",
        refused.err
    );
}

#[test]
fn a_refused_workbook_is_named_with_its_sheet() {
    let desk = Desk::of("An");
    let file = desk.path().join("so.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Biểu 1").unwrap();
    for (column, text) in ["Tên mô hình", "Xã"].into_iter().enumerate() {
        sheet.write(0, column as u16, text).unwrap();
    }
    sheet.write(1, 0, "Đường hoa").unwrap();
    sheet.write(1, 1, "Không Đâu").unwrap();
    book.save(&file).unwrap();
    let refused = desk.run(&["import", path(&file)]).refused(3);
    assert!(
        refused.err.contains("so.xlsx, trang tính “Biểu 1”"),
        "{}",
        refused.err
    );
    let list = desk.file("so.csv", "Tên mô hình,Xã\nĐường hoa,Không Đâu\n");
    let refused = desk.run(&["import", path(&list)]).refused(3);
    assert!(refused.err.starts_with("so.csv: "), "{}", refused.err);
}

#[test]
fn a_model_on_two_rows_is_no_duplicate_of_itself() {
    let desk = Desk::of("An");
    let list = desk.file(
        "doi.csv",
        "Tên mô hình,Xã,Cấp,Năm\n\
         Đảng uỷ hoà đồng,Đông Yên,Cơ sở,2022\n\
         Đảng ủy hòa đồng,Đông Yên,Huyện,2022\n\
         Đảng ủy hòa đôngg,Đông Yên,Huyện,2022\n",
    );
    let plan = desk.json(&["import", path(&list), "--dry-run"]);
    assert_eq!(plan["models_new"], 2);
    let near = plan["near_duplicates"].as_array().unwrap();
    assert_eq!(near.len(), 1, "{near:?}");
    assert_eq!(
        (&near[0]["row"], &near[0]["name"]),
        (&json!(4), &json!("Đảng uỷ hoà đồng"))
    );
}

#[test]
fn units_that_contradict_themselves_are_refused() {
    let desk = Desk::bare();
    desk.run(&["init", "--officer", "A", "--title", "B", "--committee", "C"])
        .done();
    let heading = "code,name,type,parent,organization,valid_from,valid_to\n";
    for (rows, row, column) in [
        ("a,A,Cơ quan,,a,,\n", 2, "organization"),
        ("a,A,Cơ quan,,b,,\nb,B,Cơ quan,,a,,\n", 2, "organization"),
        ("a,A,Xã,,,2021-01-01,2020-12-31\n", 2, "valid_to"),
        ("a,A,Xã,,,,\na,B,Xã,,,,\n", 3, "code"),
    ] {
        let list = desk.file("dv.csv", &format!("{heading}{rows}"));
        let refused = desk
            .run(&["units", "import", path(&list), "--json"])
            .refused(3)
            .json();
        let fault = &refused["faults"][0];
        assert_eq!(
            (&fault["row"], &fault["column"]),
            (&json!(row), &json!(column)),
            "{rows}"
        );
    }
    let twice = desk.file("dv.csv", &format!("{heading}a,A,Xã,,,,\na,A,Xã,,,,\n"));
    desk.run(&["units", "import", path(&twice)]).done();
    assert_eq!(desk.json(&["units", "list"]).as_array().unwrap().len(), 1);
    let commune_and_its_party = "x,Đông Yên,Xã,,dx,,\ndx,Đảng bộ xã,Tổ chức cơ sở đảng,x,,,\n";
    let list = desk.file("dv.csv", &format!("{heading}{commune_and_its_party}"));
    desk.run(&["units", "import", path(&list)]).done();
}

#[test]
fn a_unit_is_not_put_under_itself_by_hand() {
    let desk = Desk::of("An");
    let units = desk.json(&["units", "list"]);
    let named = |name: &str, sort: &str| {
        let mut units = units.as_array().unwrap().iter();
        let found = units.find(|unit| unit["name"] == name && unit["type"] == sort);
        text(&found.unwrap()["id"])
    };
    let (district, commune) = (named("An Biên", "district"), named("Đông Yên", "commune"));
    for (unit, above) in [
        (&commune, format!("parent={commune}")),
        (&commune, format!("organization={commune}")),
        (&district, format!("parent={commune}")),
    ] {
        desk.run(&["set", unit, &above]).refused(3);
    }
    assert_eq!(desk.json(&["units", "list"]), units);
    desk.run(&["set", &commune, &format!("organization={district}")])
        .done();
}

#[test]
fn a_namesake_is_chosen_by_copying_what_the_refusal_offers() {
    let desk = Desk::of("An");
    let chosen = |unit: &str| {
        let list = desk.file("a.csv", &format!("Tên mô hình;Xã\nĐường hoa;{unit}\n"));
        desk.run(&["import", path(&list), "--dry-run"])
    };
    let refused = desk.run(&["list", "--unit", "An Biên"]).refused(3);
    assert!(
        refused.err.contains("xã An Biên (An Giang), từ 01/07/2025"),
        "{}",
        refused.err
    );
    chosen("xã An Biên (An Giang), từ 01/07/2025").done();
    chosen("xã An Biên (An Giang), từ 02/07/2025").refused(3);
    desk.run(&["list", "--unit", "huyện An Biên, đến 30/06/2025"])
        .done();
}
