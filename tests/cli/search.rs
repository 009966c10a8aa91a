//! `kheo search`: whatever says the words, models first.

use serde_json::{Value, json};

use crate::desk::{Desk, text};

fn found(desk: &Desk, arguments: &[&str]) -> Vec<(String, String)> {
    let found = desk.json(&[&["search"], arguments].concat());
    let line = |line: &Value| (text(&line["kind"]), text(&line["title"]));
    found.as_array().unwrap().iter().map(line).collect()
}

fn pair(kind: &str, title: &str) -> (String, String) {
    (kind.into(), title.into())
}

fn filled() -> Desk {
    let desk = Desk::of("Nguyễn Văn An");
    let unit = ["--unit", "xã Đông Yên"];
    desk.json(&[&["add", "--name", "Hũ gạo tình thương"], &unit[..]].concat());
    let add = |kind: &str, fields: &[&str]| {
        let added = desk.json(&[&["record", "add", kind], fields].concat());
        assert_eq!(added["records_new"], 1);
    };
    add(
        "award",
        &[
            "name=Tổ Hũ gạo",
            "form=Bằng khen",
            "unit=Đông Yên",
            "period=2023",
            "decision_no=104-QĐ/HU",
        ],
    );
    add(
        "document",
        &[
            "name=Kế hoạch phát động Hũ gạo",
            "number=19-KH/BDV",
            "date=05/02/2022",
        ],
    );
    add(
        "deadline",
        &["name=Sơ kết Hũ gạo", "due=01/03/2020", "unit=Thứ Ba"],
    );
    desk
}

#[test]
fn one_search_finds_models_and_all_that_is_beside_them() {
    let desk = filled();
    assert_eq!(
        found(&desk, &["hu", "gao"]),
        [
            pair("model", "Hũ gạo tình thương"),
            pair("award", "Tổ Hũ gạo"),
            pair("deadline", "Sơ kết Hũ gạo"),
            pair("document", "Kế hoạch phát động Hũ gạo"),
        ]
    );
    assert_eq!(found(&desk, &["104-qd"]), [pair("award", "Tổ Hũ gạo")]);
    let one = desk.json(&["search", "104-QĐ/HU"]).as_array().unwrap()[0].clone();
    let id = text(&one["id"]);
    assert_eq!(
        one,
        json!({
            "id": id, "kind": "award", "title": "Tổ Hũ gạo", "about": "Bằng khen · 104-QĐ/HU",
            "unit": "Đông Yên", "unit_id": one["unit_id"], "period": "2023", "date": null, "due": null,
            "status": "valid", "part_of": null,
        })
    );
    assert_eq!(desk.json(&["show", &id])["id"], json!(id));
    let page = ["hu gao", "--offset", "1", "--limit", "2"];
    assert_eq!(
        found(&desk, &page),
        [
            pair("award", "Tổ Hũ gạo"),
            pair("deadline", "Sơ kết Hũ gạo")
        ]
    );
    assert_eq!(found(&desk, &["hu gao", "--offset", "4"]), []);
}

#[test]
fn kind_unit_period_and_status_narrow_it() {
    let desk = filled();
    let deadline = [pair("deadline", "Sơ kết Hũ gạo")];
    assert_eq!(found(&desk, &["--kind", "thời hạn"]), deadline);
    assert_eq!(found(&desk, &["--status", "quá hạn"]), deadline);
    assert_eq!(
        found(&desk, &["hu gao", "--kind", "model"]),
        [pair("model", "Hũ gạo tình thương")]
    );
    assert_eq!(found(&desk, &["--period", "2020"]), deadline);
    let place = ["hu gao", "--unit", "thị trấn Thứ Ba"];
    assert_eq!(found(&desk, &place), deadline);
    for unsearched in ["unit", "cán bộ"] {
        let why = desk.run(&["search", "--kind", unsearched]).refused(2).err;
        assert!(why.contains("Khen thưởng"), "{why}");
        assert!(!why.contains("Đơn vị"), "only what is searched: {why}");
    }
    desk.run(&["search", "--status", "lost"]).refused(2);
    let none = ["search", "--kind", "văn bản", "--status", "quá hạn"];
    let why = desk.run(&none).refused(2).err;
    assert!(why.contains("văn bản không có tình trạng"), "{why}");
    let other = ["search", "--kind", "khen thưởng", "--status", "quá hạn"];
    let why = desk.run(&other).refused(2).err;
    assert!(why.contains("Còn hiệu lực; Bị hủy bỏ"), "{why}");
    desk.run(&["search", "--unit", "Sao Hỏa"]).refused(3);
    let words = desk.run(&["search", "104"]).done().out;
    assert!(words.contains("Khen thưởng"), "{words}");
    assert!(
        desk.run(&["search", "khong co dau"])
            .done()
            .out
            .contains("Không có mục nào")
    );
}

#[test]
fn a_recognition_is_found_by_its_decision_its_certificate_and_its_status() {
    let desk = Desk::of("Nguyễn Văn An");
    let at = ["--level", "base", "--period", "2023"];
    let unit = [
        "add",
        "--name",
        "Hũ gạo tình thương",
        "--unit",
        "xã Đông Yên",
    ];
    let added = desk.json(&[&unit[..], &at].concat());
    let model = text(&added["id"]);
    let advance = |rest: &[&str]| desk.json(&[&["advance", &model][..], &at, rest].concat());
    advance(&["--to", "underway"]);
    let decision = [
        "--to",
        "recognized",
        "--decision",
        "1432/QĐ-UBND",
        "--date",
        "20/3/2023",
        "--by",
        "Chủ tịch UBND xã",
        "--certificate",
        "0087",
    ];
    advance(&decision);
    let registration = [pair("registration", "Hũ gạo tình thương")];
    for words in ["1432/QĐ-UBND", "0087", "chu tich ubnd 2023"] {
        assert_eq!(found(&desk, &[words]), registration, "{words}");
    }
    let of = ["--kind", "đăng ký", "--status"];
    let held = |status: &str| found(&desk, &[&of[..], &[status]].concat());
    assert_eq!(held("được công nhận"), registration);
    assert_eq!(held("valid"), registration);
    assert_eq!(held("underway"), []);
    let line = desk.json(&["search", "1432"])[0].clone();
    assert_eq!(line["status"], "recognized");
    assert_eq!(text(&line["part_of"]), model);
    assert_eq!(line["period"], "2023");
    let words = desk.run(&["search", "1432"]).done().out;
    assert!(words.contains("Được công nhận"), "{words}");
}
