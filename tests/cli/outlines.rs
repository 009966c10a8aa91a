//! Outlines on the command line: tried without a book, checked, kept.

use std::path::PathBuf;

use rust_xlsxwriter::Workbook;
use serde_json::json;

use crate::desk::{Desk, path};

/// Writes a workbook; a sheet is its name and its rows, cells parted by `|`.
fn workbook(desk: &Desk, name: &str, sheets: &[(&str, &[&str])]) -> PathBuf {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, line) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(line.split('|')) {
                sheet.write_string(row, column, cell.trim()).unwrap();
            }
        }
    }
    let file = desk.path().join(name);
    workbook.save(&file).unwrap();
    file
}

const SURVEY: &[&str] = &[
    "Name | TYPE | label::Tiếng Việt (vi) | Relevance | constraint | constraint message | required | choice_filter | calculation",
    "huyen | select_one huyen | Huyện | | | | yes | |",
    "xa | select_one_from_file xa.csv | Xã | | | | | huyen = ${huyen} |",
    "ho | begin_repeat | Hộ | | | | | |",
    "nguoi | integer | Số người | | . > 0 | Phải trên 0 | | |",
    " | end_repeat | | | | | | |",
    "tong | calculate | | | | | | | sum(${nguoi})",
    "dong | note | Đông: ${tong} người | ${tong} > 5 | | | | |",
];
const CHOICES: &[&str] = &[
    "list_name | name | label::Tiếng Việt (vi)",
    "huyen | kl | Kiên Lương",
    "huyen | ab | An Biên",
];

fn places(desk: &Desk) -> PathBuf {
    desk.file(
        "xa.csv",
        "name,label,huyen\nhn,Hòn Nghệ,kl\ndy,Đông Yên,ab\n",
    );
    workbook(
        desk,
        "dia-ban.xlsx",
        &[("survey", SURVEY), ("choices", CHOICES)],
    )
}

#[test]
fn an_outline_is_tried_without_a_book() {
    let desk = Desk::bare();
    let form = places(&desk);
    let answers = desk.file(
        "tra-loi.json",
        r#"{"/xa":"hn","/ho[2]/nguoi":4,"/huyen":"kl","/ho[1]/nguoi":"3","/ho[3]/nguoi":0}"#,
    );
    let tried = desk.json(&["outline", "try", path(&form), "--answers", path(&answers)]);
    assert_eq!(
        tried["values"],
        json!({"/huyen": "kl", "/xa": "hn", "/ho[1]/nguoi": 3, "/ho[2]/nguoi": 4, "/tong": 7})
    );
    assert_eq!(tried["relevant"]["/dong"], true);
    assert_eq!(tried["required"]["/huyen"], true);
    assert_eq!(tried["choices"]["/xa"], json!(["hn"]));
    assert_eq!(
        tried["invalid"],
        json!([{"path": "/ho[3]/nguoi", "reason": "constraint", "message": "Phải trên 0"}])
    );
    assert_eq!(tried["unsupported"], json!([]));
}

#[test]
fn answers_in_order_may_answer_again() {
    let desk = Desk::bare();
    let form = places(&desk);
    let answers = desk.file(
        "tra-loi.json",
        r#"[["/huyen","kl"],["/xa","hn"],["/huyen","ab"],["/ho[1]/nguoi",9],["/ho[1]/nguoi",null]]"#,
    );
    let tried = desk.json(&["outline", "try", path(&form), "--answers", path(&answers)]);
    assert_eq!(tried["values"], json!({"/huyen": "ab", "/tong": 0}));
    let none = desk.json(&["outline", "try", path(&form)]);
    assert_eq!(
        none["invalid"][0],
        json!({"path": "/huyen", "reason": "required", "message": "câu này bắt buộc phải trả lời"})
    );
}

#[test]
fn a_declared_list_is_read_whether_or_not_an_expression_names_it() {
    let desk = Desk::bare();
    let survey: &[&str] = &[
        "name | label | type",
        "ap | | csv-external",
        "ten | Tên | text",
    ];
    let form = workbook(&desk, "ap.xlsx", &[("survey", survey)]);
    let run = desk
        .run(&["outline", "check", path(&form), "--lang", "en"])
        .refused(3);
    assert!(run.err.contains("survey, row 2"), "{}", run.err);
    desk.file("ap.csv", "name,label\nbn,Bãi Nam\n");
    let tried = desk.json(&["outline", "try", path(&form)]);
    assert_eq!(tried["relevant"], json!({"/ten": true}));
}

#[test]
fn cells_that_a_spreadsheet_shows_otherwise_are_read_as_it_shows_them() {
    let desk = Desk::bare();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("survey").unwrap();
    let cells = [
        ["type", "name", "label", "required", "default"],
        ["text", "co", "Có", "", ""],
        ["time", "gio", "Giờ họp", "", ""],
    ];
    for (row, line) in (0..).zip(cells) {
        sheet.write_row(row, 0, line).unwrap();
    }
    sheet.write_boolean(1, 3, true).unwrap();
    sheet.write_boolean(1, 4, true).unwrap();
    let clock = rust_xlsxwriter::Format::new().set_num_format("hh:mm");
    let half_past_nine = 9.5 / 24.0;
    sheet
        .write_number_with_format(2, 4, half_past_nine, &clock)
        .unwrap();
    let form = desk.path().join("o.xlsx");
    workbook.save(&form).unwrap();
    let tried = desk.json(&["outline", "try", path(&form)]);
    assert_eq!(
        tried["values"],
        json!({"/co": "TRUE", "/gio": "09:30:00.000+07:00"})
    );
    assert_eq!(tried["required"]["/co"], true);
}

#[test]
fn faults_are_named_by_row_and_nothing_is_imported() {
    let desk = Desk::of("An");
    let bad = workbook(
        &desk,
        "sai.xlsx",
        &[(
            "survey",
            &[
                "type | name | label | calculation",
                "integer | a | A |",
                "calculate | b | | ${c} + 1",
                "text | a | A |",
            ],
        )],
    );
    for verb in ["check", "try", "import"] {
        let run = desk
            .run(&["outline", verb, path(&bad), "--lang", "en"])
            .refused(3);
        assert!(
            run.err.contains("survey, row 3, column calculation"),
            "{}",
            run.err
        );
        assert!(
            run.err.contains("survey, row 4, column name"),
            "{}",
            run.err
        );
    }
    assert_eq!(desk.json(&["outline", "list"]), json!([]));
    let form = places(&desk);
    let nowhere = desk.file("la.json", r#"{"/hyuen":"kl"}"#);
    let run = desk
        .run(&["outline", "try", path(&form), "--answers", path(&nowhere)])
        .refused(3);
    assert!(run.err.contains("/huyen"), "{}", run.err);
}

#[test]
fn an_outline_is_kept_exported_and_imported_as_a_new_version() {
    let desk = Desk::of("An");
    let template = desk.path().join("mau.xlsx");
    desk.run(&["outline", "export", "template", "-o", path(&template)])
        .done();
    let checked = desk.json(&["outline", "check", path(&template)]);
    assert_eq!(
        (&checked["warnings"], &checked["unsupported"]),
        (&json!([]), &json!([]))
    );
    let first = desk.json(&["outline", "import", path(&template)]);
    let again = desk.json(&["outline", "import", path(&template)]);
    assert_eq!((&first["id"], &again["ops"]), (&again["id"], &json!(0)));
    let form = places(&desk);
    let kept = desk.json(&["outline", "import", path(&form)]);
    let copy = desk.path().join("ban-sao.xlsx");
    desk.run(&[
        "outline",
        "export",
        kept["id"].as_str().unwrap(),
        "-o",
        path(&copy),
    ])
    .done();
    let same = desk.json(&["outline", "import", path(&copy)]);
    assert_eq!(
        same["id"], kept["id"],
        "what was exported is the same outline"
    );
    assert_eq!(desk.json(&["outline", "list"]).as_array().unwrap().len(), 2);
}
