//! Two officers, two books, one file between them.

use serde_json::{Value, json};

use crate::desk::{Desk, path, text};

fn with_a_note(officer: &str) -> (Desk, String) {
    let desk = Desk::of(officer);
    let added = desk.json(&[
        "add",
        "--name",
        "Hũ gạo tình thương",
        "--unit",
        "xã Đông Yên",
        "--owner",
        "Hội LHPN xã",
    ]);
    let id = text(&added["id"]);
    desk.run(&["note", "add", &id, "--text", "Đếm tại chỗ: 46 hũ."])
        .done();
    (desk, id)
}

#[test]
fn a_bundle_carries_models_and_notes_with_their_author_and_can_be_taken_out_again() {
    let (an, id) = with_a_note("Nguyễn Văn An");
    let binh = Desk::of("Lê Thị Bình");
    let before = binh.json(&["list"]);
    let bundle = an.path().join("mang-di.kheo");
    an.run(&["bundle", "export", "-o", path(&bundle)]).done();

    let shown = binh.json(&["bundle", "show", path(&bundle)]);
    assert_eq!(
        (&shown["format"], &shown["signature"]),
        (&json!(1), &json!("unknown_device"))
    );
    assert_eq!(
        an.json(&["bundle", "show", path(&bundle)])["signature"],
        "valid"
    );
    for key in ["made_by", "made_at", "records", "ops", "attachments"] {
        assert!(shown.get(key).is_some(), "{key}");
    }
    for key in ["id", "name", "ranges"] {
        assert!(shown["books"][0].get(key).is_some(), "{key}");
    }

    let plan = binh.json(&["bundle", "import", path(&bundle), "--dry-run"]);
    assert_eq!(binh.json(&["list"]), before);
    let merged = binh.json(&["bundle", "import", path(&bundle)]);
    binh.approve_all();
    assert_eq!(merged, plan);
    assert_eq!(merged["ops_new"], shown["ops"]);
    let notes = binh.json(&["note", "list", &id]);
    assert_eq!(notes[0]["author"], "Nguyễn Văn An");
    assert_eq!(
        binh.json(&["bundle", "import", path(&bundle)])["ops_new"],
        0
    );

    binh.run(&["bundle", "undo"]).done();
    assert_eq!(binh.json(&["list"]), before);
    assert!(binh.json(&["check"])["ok"].as_bool().unwrap());
}

#[test]
fn a_bundle_comes_in_through_a_pipe_and_an_altered_one_does_not() {
    let (an, _) = with_a_note("An");
    let binh = Desk::of("Bình");
    let bundle = an.path().join("a.kheo");
    an.run(&["bundle", "export", "-o", path(&bundle), "--quiet"])
        .done();
    let bytes = std::fs::read(&bundle).unwrap();
    let mut cut = bytes.clone();
    cut.truncate(bytes.len() / 2);
    let refused = binh
        .command(&["bundle", "import", "-"])
        .write_stdin(cut)
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(binh.json(&["list"]), json!([]));
    let piped = binh
        .command(&["bundle", "import", "-"])
        .write_stdin(bytes)
        .output()
        .unwrap();
    assert_eq!(
        piped.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&piped.stderr)
    );
    binh.approve_all();
    assert_eq!(binh.json(&["list"]).as_array().unwrap().len(), 1);
    binh.run(&["bundle", "import", "không-có.kheo"]).refused(3);
}

#[test]
fn only_what_is_new_travels_the_second_time() {
    let (an, id) = with_a_note("An");
    let first = an.path().join("1.kheo");
    let second = an.path().join("2.kheo");
    an.run(&["bundle", "export", "-o", path(&first)]).done();
    an.run(&["note", "add", &id, "--text", "Xem lại: đủ."])
        .done();
    an.run(&[
        "bundle",
        "export",
        "-o",
        path(&second),
        "--since",
        path(&first),
    ])
    .done();
    let ops = |bundle| {
        an.json(&["bundle", "show", bundle])["ops"]
            .as_u64()
            .unwrap()
    };
    assert!(ops(path(&second)) < ops(path(&first)));
    assert_eq!(ops(path(&second)), 1);
}

/// Both correct the same field without knowing of each other.
#[test]
fn concurrent_values_are_both_kept_until_somebody_chooses() {
    let (an, id) = with_a_note("Nguyễn Văn An");
    let binh = Desk::of("Lê Thị Bình");
    let bundle = an.path().join("a.kheo");
    an.run(&["bundle", "export", "-o", path(&bundle)]).done();
    binh.run(&["bundle", "import", path(&bundle)]).done();
    binh.approve_all();
    an.run(&["set", &id, "owner=Chi hội Phụ nữ ấp"]).done();
    binh.run(&["set", &id, "owner=Hội Nông dân xã"]).done();
    let back = binh.path().join("b.kheo");
    binh.run(&["bundle", "export", "-o", path(&back)]).done();
    an.run(&["bundle", "import", path(&back)]).done();
    an.approve_all();

    let conflicts = an.json(&["conflicts", "list"]);
    let conflict = &conflicts[0];
    assert_eq!(
        (&conflict["record"], &conflict["field"]),
        (&json!(id), &json!("owner"))
    );
    let values = conflict["values"].as_array().unwrap();
    let both: Vec<(&Value, &Value)> = values
        .iter()
        .map(|value| (&value["value"], &value["by"]))
        .collect();
    assert!(
        both.contains(&(&json!("Chi hội Phụ nữ ấp"), &json!("Nguyễn Văn An"))),
        "{both:?}"
    );
    assert!(
        both.contains(&(&json!("Hội Nông dân xã"), &json!("Lê Thị Bình"))),
        "{both:?}"
    );
    assert_eq!(an.json(&["list"])[0]["conflicts"], 1);

    let n = values
        .iter()
        .find(|value| value["by"] == "Lê Thị Bình")
        .unwrap()["n"]
        .to_string();
    an.run(&["conflicts", "resolve", &id, "owner", "--take", "9"])
        .refused(3);
    an.run(&["conflicts", "resolve", &id, "name", "--take", "1"])
        .refused(3);
    // By the id of the conflict as by that of its record.
    let by_record = an.run(&["conflicts", "resolve", &id, "owner", "--take", "3"]);
    assert!(by_record.refused(3).err.contains("từ 1 đến 2"));
    let id_of_conflict = text(&conflict["id"]);
    assert_ne!(id_of_conflict, id);
    an.run(&[
        "conflicts",
        "resolve",
        &id_of_conflict,
        "owner",
        "--take",
        &n,
    ])
    .done();
    assert_eq!(an.json(&["conflicts", "list"]), json!([]));
    assert_eq!(an.json(&["show", &id])["owner"], "Hội Nông dân xã");
}

/// Every book begins with the movement “Dân vận khéo”.
#[test]
fn what_two_officers_wrote_alike_is_no_change() {
    let (an, id) = with_a_note("Nguyễn Văn An");
    let binh = Desk::of("Lê Thị Bình");
    let carry = |from: &Desk, to: &Desk, name: &str| {
        let bundle = from.path().join(name);
        from.run(&["bundle", "export", "-o", path(&bundle)]).done();
        let merged = to.json(&["bundle", "import", path(&bundle)]);
        (
            merged["records_new"].clone(),
            merged["records_changed"].clone(),
        )
    };
    carry(&an, &binh, "1.kheo");
    let stranger = binh.json(&["devices", "list"])[1]["id"].clone();
    let shown = binh.json(&["devices", "approve", &text(&stranger)]);
    assert_eq!(shown["records_changed"], 0, "{shown}");
    carry(&binh, &an, "2.kheo");
    an.approve_all();
    for (desk, owner) in [(&an, "Hội Nông dân"), (&binh, "Hội Nông dân")] {
        desk.run(&["set", &id, &format!("owner={owner}")]).done();
    }
    assert_eq!(carry(&an, &binh, "3.kheo"), (json!(0), json!(0)));
    an.run(&["set", &id, "owner=Đoàn xã"]).done();
    assert_eq!(carry(&an, &binh, "4.kheo"), (json!(0), json!(1)));
}
