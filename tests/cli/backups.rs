//! The whole book as one file, and back.

use std::path::{Path, PathBuf};

use crate::desk::{Desk, path};

/// A desk with a model and a note, and its backup.
fn backed_up() -> (Desk, String, PathBuf) {
    let desk = Desk::of("Nguyễn Văn An");
    let id = add(&desk, "Ghe về bến");
    let file = desk.path().join("so.backup");
    let written = desk.json(&["backup", path(&file)]);
    assert_eq!(
        written["bytes"].as_u64().unwrap(),
        std::fs::metadata(&file).unwrap().len()
    );
    (desk, id, file)
}

fn add(desk: &Desk, name: &str) -> String {
    let added = desk.json(&["add", "--name", name, "--unit", "Hưng Yên"]);
    added["id"].as_str().unwrap().to_owned()
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("redb"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_book_comes_back_and_the_one_that_was_there_is_kept() {
    let (desk, id, file) = backed_up();
    let before = desk.json(&["show", &id]);
    desk.run(&["note", "add", &id, "--text", "Sau khi lưu"])
        .done();
    let restored = desk.json(&["restore", path(&file)]);
    assert_eq!(desk.json(&["show", &id]), before);
    assert!(desk.json(&["check"])["ok"].as_bool().unwrap());
    let kept = restored["kept"].as_str().unwrap();
    let old = desk.json(&["note", "list", "--store", kept]);
    assert_eq!(old[0]["text"], "Sau khi lưu");

    let elsewhere = Desk::bare();
    let restored = elsewhere.json(&["restore", path(&file)]);
    assert!(restored["kept"].is_null());
    assert_eq!(elsewhere.json(&["show", &id]), before);
}

#[test]
fn a_file_that_is_no_whole_backup_changes_nothing() {
    let (desk, _, file) = backed_up();
    add(&desk, "Đổi rác lấy gạo");
    let there = (desk.json(&["list"]), files(desk.path()));
    let whole = std::fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x10;
    let store = std::fs::read(desk.path().join("kheo.redb")).unwrap();
    let wrong: [(&[u8], &str); 5] = [
        (&[], "cụt"),
        (&whole[..whole.len() - 1], "cụt"),
        (&flipped, "không còn như lúc ghi"),
        (b"PK\x03\x04 a bundle", "không phải là bản lưu"),
        (&store, "--store"),
    ];
    for (bytes, said) in wrong {
        let wrong = desk.path().join("sai");
        std::fs::write(&wrong, bytes).unwrap();
        let refused = desk.run(&["restore", path(&wrong)]).refused(3);
        assert!(refused.err.contains(said), "{said}: {}", refused.err);
        assert_eq!((desk.json(&["list"]), files(desk.path())), there);
    }
    desk.run(&["restore", "không-có"]).refused(3);
}

#[test]
fn a_backup_replaces_an_older_one_and_nothing_else() {
    let (desk, _, file) = backed_up();
    let first = std::fs::read(&file).unwrap();
    add(&desk, "Đổi rác lấy gạo");
    desk.run(&["backup", path(&file)]).done();
    assert_ne!(std::fs::read(&file).unwrap(), first);
    let letter = desk.file("thu.txt", "Kính gửi");
    desk.run(&["backup", path(&letter)]).refused(1);
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "Kính gửi");
    desk.run(&["backup", path(&desk.path().join("kheo.redb"))])
        .refused(1);
    desk.run(&["backup", path(desk.path())]).refused(1);
    desk.run(&["backup", "không/có/đây"]).refused(1);
    Desk::bare().run(&["backup", "x"]).refused(5);
    assert!(desk.json(&["check"])["ok"].as_bool().unwrap());
}

#[test]
fn a_damaged_store_is_replaced_too() {
    let (desk, id, file) = backed_up();
    let store = desk.path().join("kheo.redb");
    std::fs::write(&store, b"not a store any more").unwrap();
    desk.run(&["show", &id]).refused(5);
    let kept = desk.json(&["restore", path(&file)])["kept"].clone();
    assert_eq!(
        std::fs::read(kept.as_str().unwrap()).unwrap(),
        b"not a store any more"
    );
    desk.json(&["show", &id]);
}
