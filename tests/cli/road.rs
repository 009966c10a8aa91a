//! The officer's road, verb by verb.

use serde_json::{Value, json};

use crate::desk::{Desk, text};

fn add(desk: &Desk, name: &str) -> String {
    let arguments = [
        "add",
        "--name",
        name,
        "--unit",
        "xã Đông Yên",
        "--kind",
        "tập thể",
        "--field",
        "VH-XH",
        "--owner",
        "Hội LHPN xã",
        "--level",
        "cơ sở",
        "--period",
        "2021-2023",
    ];
    text(&desk.json(&arguments)["id"])
}

#[test]
fn a_model_written_by_hand_is_listed_and_shown() {
    let desk = Desk::of("Nguyễn Văn An");
    let id = add(&desk, "Hũ gạo tình thương");
    let listed = desk.json(&["list"]);
    let unit_id = text(&listed[0]["unit_id"]);
    assert_eq!(
        listed,
        json!([{
            "id": id, "name": "Hũ gạo tình thương", "kind": "collective", "field": "society", "owner": "Hội LHPN xã",
            "unit": "Đông Yên", "unit_id": unit_id, "movement": "Dân vận khéo",
            "registrations": [{ "level": "base", "period": "2021-2023", "type": null, "status": "registered" }],
            "notes": 0, "conflicts": 0,
        }])
    );
    let shown = desk.json(&["show", &id]);
    for key in [
        "id",
        "name",
        "kind",
        "field",
        "owner",
        "unit",
        "unit_id",
        "movement",
        "conflicts",
    ] {
        assert_eq!(shown[key], listed[0][key], "{key}");
    }
    assert_eq!(shown["visits"], json!([]));
    assert_eq!(shown["notes"], json!([]));
    let first = &shown["history"][0];
    for key in ["at", "by", "device", "field", "from", "to"] {
        assert!(first.get(key).is_some(), "{key}: {first}");
    }
    let bare = id.strip_prefix("model:").unwrap();
    assert_eq!(desk.json(&["show", bare])["name"], "Hũ gạo tình thương");
}

#[test]
fn filters_hold_together() {
    let desk = Desk::of("An");
    add(&desk, "Hũ gạo tình thương");
    desk.json(&[
        "add",
        "--name",
        "Ghe về bến",
        "--unit",
        "thị trấn Thứ Ba",
        "--kind",
        "individual",
    ]);
    let names = |arguments: &[&str]| {
        let models = desk.json(&[&["list"], arguments].concat());
        models
            .as_array()
            .unwrap()
            .iter()
            .map(|model| text(&model["name"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&["--unit", "huyện An Biên"]).len(), 2);
    assert_eq!(
        names(&["--unit", "31009@2020-01-01"]),
        ["Hũ gạo tình thương"]
    );
    assert_eq!(names(&["--kind", "Cá nhân"]), ["Ghe về bến"]);
    assert_eq!(
        names(&["--level", "base", "--period", "2021-2023"]),
        ["Hũ gạo tình thương"]
    );
    assert_eq!(names(&["--status", "Đã đăng ký"]), ["Hũ gạo tình thương"]);
    assert_eq!(
        names(&["--level", "district", "--period", "2021-2023"]),
        [""; 0]
    );
    assert_eq!(
        names(&["--field", "Văn hóa - xã hội"]),
        ["Hũ gạo tình thương"]
    );
    assert_eq!(names(&["--movement", "dân vận khéo"]).len(), 2);
    assert_eq!(names(&["--movement", "Tết Nhân ái"]).len(), 0);
    assert_eq!(names(&["--search", "hu gao"]), ["Hũ gạo tình thương"]);
    assert_eq!(names(&["--limit", "1"]), ["Ghe về bến"]);
    assert_eq!(
        names(&["--limit", "1", "--offset", "1"]),
        ["Hũ gạo tình thương"]
    );
}

#[test]
fn fields_are_corrected_over_what_stands_there_and_taken_back() {
    let desk = Desk::of("An");
    let id = add(&desk, "Hũ gạo tình thương");
    desk.run(&[
        "set",
        &id,
        "owner=Chi hội Phụ nữ",
        "unit=xã Hưng Yên",
        "movement=Tết Nhân ái",
        "kind=cá nhân",
        "remarks=a=b",
    ])
    .done();
    let shown = desk.json(&["show", &id]);
    assert_eq!(shown["owner"], "Chi hội Phụ nữ");
    assert_eq!(shown["unit"], "Hưng Yên");
    assert_eq!(shown["movement"], "Tết Nhân ái");
    assert_eq!(shown["kind"], "individual");
    assert_eq!(shown["remarks"], "a=b");
    assert_eq!(shown["conflicts"], 0);
    let history = shown["history"].as_array().unwrap();
    let owner = history
        .iter()
        .find(|line| line["field"] == "owner" && line["from"] == "Hội LHPN xã");
    assert_eq!(owner.unwrap()["to"], "Chi hội Phụ nữ");
    assert_eq!(desk.json(&["set", &id, "owner=Chi hội Phụ nữ"])["ops"], 0);
    desk.run(&["undo"]).done();
    assert_eq!(desk.json(&["show", &id])["owner"], "Hội LHPN xã");
}

#[test]
fn what_does_not_fit_a_field_is_refused_and_changes_nothing() {
    let desk = Desk::of("An");
    let id = add(&desk, "Hũ gạo tình thương");
    let before = desk.json(&["show", &id]);
    assert!(
        desk.run(&["set", &id, "kind=nhóm"])
            .refused(3)
            .err
            .contains("Tập thể")
    );
    assert!(
        desk.run(&["set", &id, "started=31/02/2023"])
            .refused(3)
            .err
            .contains("31/02/2023")
    );
    assert!(
        desk.run(&["set", &id, "màu=đỏ"])
            .refused(3)
            .err
            .contains("owner")
    );
    desk.run(&["set", &id, "name="]).refused(3);
    desk.run(&["set", &id, "unit=Xứ Nào Đó"]).refused(3);
    desk.run(&["set", &id, "owner"]).refused(2);
    let registration = text(&before["registrations"][0]["id"]);
    desk.run(&["set", &registration, "status=recognized"])
        .refused(3);
    desk.run(&["show", "model:00000000-0000-7000-8000-000000000000"])
        .refused(3);
    assert_eq!(desk.json(&["show", &id]), before);
}

#[test]
fn recognition_needs_a_decision() {
    let desk = Desk::of("An");
    let id = add(&desk, "Hũ gạo tình thương");
    let step = [
        "advance",
        &id,
        "--level",
        "base",
        "--period",
        "2021-2023",
        "--to",
    ];
    let refused = desk
        .run(&[&step[..], &["recognized", "--decision", "104-QĐ/HU"]].concat())
        .refused(3);
    assert!(
        refused.err.contains("ngày quyết định, cơ quan ban hành"),
        "{}",
        refused.err
    );
    desk.run(&[&step[..], &["Đang thực hiện"]].concat()).done();
    let decision = [
        "--decision",
        "104-QĐ/HU",
        "--date",
        "05/7/2022",
        "--by",
        "Huyện ủy An Biên",
        "--certificate",
        "07",
    ];
    desk.run(&[&step[..], &["certified"], &decision[..]].concat())
        .done();
    let registration = desk.json(&["show", &id])["registrations"][0].clone();
    assert_eq!(registration["status"], "certified");
    assert_eq!(registration["decision_date"], "2022-07-05");
    assert_eq!(registration["certificate_no"], "07");
    desk.run(&[&step[..], &["underway"]].concat()).refused(3);
    let cleared = text(&registration["id"]);
    desk.run(&["set", &cleared, "decision_no="]).refused(3);
    let elsewhere = [
        "advance",
        &id,
        "--level",
        "district",
        "--period",
        "2021-2023",
        "--to",
        "underway",
    ];
    desk.run(&elsewhere).refused(3);
}

#[test]
fn what_a_record_cannot_be_without_stays_and_a_unit_ends_after_it_begins() {
    let desk = Desk::of("An");
    let id = add(&desk, "Hũ gạo tình thương");
    for cleared in ["unit=", "name="] {
        let refused = desk.run(&["set", &id, cleared]).refused(3);
        assert!(refused.err.contains("bắt buộc"), "{}", refused.err);
    }
    let units = desk.json(&["units", "list"]);
    let unit = units
        .as_array()
        .unwrap()
        .iter()
        .find(|unit| unit["name"] == "Hưng Yên")
        .unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let refused = desk.run(&["set", &unit, "valid_to=31/12/1975"]).refused(3);
    assert!(refused.err.contains("01/01/1976"), "{}", refused.err);
    desk.run(&["set", &unit, "valid_from=2030-01-01"])
        .refused(3);
    desk.run(&["set", &unit, "valid_from=1980-01-01", "valid_to=1990-01-01"])
        .done();
    assert_eq!(desk.json(&["show", &id])["unit"], "Đông Yên");
}

#[test]
fn notes_keep_their_author_and_their_lines() {
    let desk = Desk::of("Nguyễn Văn An");
    let id = add(&desk, "Hũ gạo tình thương");
    desk.run(&["note", "add", &id, "--text", "Đếm tại chỗ: 46 hũ."])
        .done();
    let typed = desk
        .command(&["note", "add", &id, "--stdin"])
        .write_stdin("Gặp 3 hộ\r\nđều hài lòng\r\n")
        .output()
        .unwrap();
    assert!(typed.status.success());
    let notes = desk.json(&["note", "list", &id]);
    assert_eq!(notes.as_array().unwrap().len(), 2);
    let texts: Vec<&Value> = notes
        .as_array()
        .unwrap()
        .iter()
        .map(|note| &note["text"])
        .collect();
    assert!(
        texts.contains(&&json!("Gặp 3 hộ\nđều hài lòng")),
        "{texts:?}"
    );
    for note in notes.as_array().unwrap() {
        assert_eq!(note["author"], "Nguyễn Văn An");
        assert_eq!(note["record"], json!(id));
        for key in ["id", "device", "at", "place"] {
            assert!(note.get(key).is_some(), "{key}");
        }
    }
    assert_eq!(desk.json(&["list"])[0]["notes"], 2);
    desk.run(&["note", "add", &id, "--text", "  "]).refused(3);
    let not_text = desk
        .command(&["note", "add", &id, "--stdin"])
        .write_stdin(b"Ch\xF9 b\xB8c".as_slice())
        .output()
        .unwrap();
    assert_eq!(not_text.status.code(), Some(3));
    assert_eq!(desk.json(&["list"])[0]["notes"], 2);
    desk.run(&["note", "add", &id]).refused(2);
}

#[test]
fn the_first_step_registers_a_model_that_is_there() {
    let desk = Desk::of("An");
    desk.run(&["add", "--name", "Đường hoa", "--unit", "Đông Yên"])
        .done();
    let id = desk.only("Đường hoa");
    let step = |level: &str, to: &str| {
        let of_2023 = ["advance", &id, "--period", "2023", "--level", level];
        desk.run(&[&of_2023[..], &["--to", to]].concat())
    };
    step("base", "underway").refused(3);
    step("base", "planned").done();
    step("base", "registered").done();
    step("huyện", "đã đăng ký").done();
    step("huyện", "registered").refused(3);
    let registrations = desk.json(&["list"])[0]["registrations"].clone();
    assert_eq!(
        registrations,
        serde_json::json!([
            { "level": "base", "period": "2023", "type": null, "status": "registered" },
            { "level": "district", "period": "2023", "type": null, "status": "registered" },
        ])
    );
    desk.run(&["undo"]).done();
    assert_eq!(
        desk.json(&["list"])[0]["registrations"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    step("huyện", "registered").done();
}
