//! A copied or restored installation takes another id before it writes.

use std::fs;

use serde_json::{Value, json};

use crate::desk::{Desk, path, text};

fn own(desk: &Desk) -> Value {
    desk.json(&["devices", "list"])[0]["id"].clone()
}

fn store(desk: &Desk) -> std::path::PathBuf {
    desk.path().join("kheo.redb")
}

fn with_a_model(officer: &str) -> Desk {
    let desk = Desk::of(officer);
    desk.run(&["add", "--name", "Hũ gạo", "--unit", "xã Đông Yên"])
        .done();
    desk
}

#[test]
fn a_copied_store_takes_another_id_and_both_go_on() {
    let desk = with_a_model("An");
    let copy = Desk::bare();
    let id = own(&desk);
    fs::copy(store(&desk), store(&copy)).unwrap();
    assert_ne!(own(&copy), id);
    assert_eq!(own(&desk), id, "the original keeps its own");
    let model = desk.only("gạo");
    assert_eq!(copy.only("gạo"), model, "what it wrote before is its own");
    desk.run(&["set", &model, "owner=Hội LHPN"]).done();
    copy.run(&["set", &model, "owner=Đoàn xã"]).done();
    let bundle = copy.path().join("b.kheo");
    copy.run(&["bundle", "export", "-o", path(&bundle)]).done();
    let merged = desk.json(&["bundle", "import", path(&bundle)]);
    assert_eq!(merged["ops_forked"], 0);
    desk.run(&["devices", "approve", &text(&own(&copy))]).done();
    assert_eq!(
        desk.json(&["conflicts", "list"]).as_array().unwrap().len(),
        1
    );
}

#[test]
fn a_moved_store_keeps_its_id() {
    let desk = with_a_model("An");
    let id = own(&desk);
    let elsewhere = Desk::bare();
    fs::rename(store(&desk), store(&elsewhere)).unwrap();
    assert_eq!(own(&elsewhere), id);
}

#[test]
fn an_old_copy_put_back_takes_another_id() {
    let desk = with_a_model("An");
    let id = own(&desk);
    let model = desk.only("gạo");
    let old = desk.path().join("cũ");
    fs::copy(store(&desk), &old).unwrap();
    desk.run(&["set", &model, "owner=Hội LHPN"]).done();
    assert_eq!(own(&desk), id);
    fs::copy(&old, store(&desk)).unwrap();
    let renewed = own(&desk);
    assert_ne!(renewed, id);
    assert_eq!(own(&desk), renewed, "once");
    desk.run(&["set", &model, "owner=Đoàn xã"]).done();
    assert!(desk.json(&["check"])["ok"].as_bool().unwrap());
}

#[test]
fn a_restored_backup_takes_another_id() {
    let desk = with_a_model("An");
    let id = own(&desk);
    let backup = desk.path().join("an.backup");
    desk.run(&["backup", path(&backup)]).done();
    desk.run(&["restore", path(&backup)]).done();
    let renewed = own(&desk);
    assert_ne!(renewed, id);
    assert_eq!(own(&desk), renewed, "once");
    assert_ne!(desk.json(&["list"]), json!([]));
}
