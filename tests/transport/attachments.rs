//! Photographs and documents: attached, listed, carried, written out.

use std::fs;

use serde_json::json;

use crate::desk::{Desk, path, text};
use crate::laptop::approve_all;

const JPEG: &[u8] = b"\xff\xd8\xff\xe0 not much of a picture";

fn with_a_picture(officer: &str) -> (Desk, String, String) {
    let desk = Desk::of(officer);
    let added = desk.json(&["add", "--name", "Hũ gạo", "--unit", "xã Đông Yên"]);
    let model = text(&added["id"]);
    let note = desk.json(&["note", "add", &model, "--text", "Có 46 hũ."]);
    fs::write(desk.path().join("anh 1.jpg"), JPEG).unwrap();
    let made = desk.json(&["attach", note["id"].as_str().unwrap(), "anh 1.jpg"]);
    (desk, model, text(&made["id"]))
}

#[test]
fn a_picture_on_a_note_is_listed_with_its_model_and_comes_out_the_same() {
    let (an, model, id) = with_a_picture("Nguyễn Văn An");
    let list = an.json(&["attach", "list", &model]);
    assert_eq!(list[0]["id"], json!(id));
    assert_eq!(list[0]["media_type"], "image/jpeg");
    assert_eq!(list[0]["name"], "anh 1.jpg");
    assert_eq!(list[0]["bytes"], JPEG.len());
    assert_eq!(list[0]["here"], true);
    assert_eq!(list[0]["by"], "Nguyễn Văn An");
    assert_eq!(an.json(&["show", &model])["attachments"], list);

    let out = an.path().join("ra.jpg");
    an.run(&["attach", "export", &id, "-o", path(&out)]).done();
    assert_eq!(fs::read(&out).unwrap(), JPEG);
    // Into a folder it goes under its own name and replaces nothing.
    an.run(&["attach", "export", &id]).done();
    assert_eq!(fs::read(an.path().join("anh 1-2.jpg")).unwrap(), JPEG);
    // Over SSH nothing is opened; where it is is said.
    let mut open = an.command(&["attach", "open", &id, "--json"]);
    let opened = open.env("SSH_CONNECTION", "10.0.0.1").output().unwrap();
    let opened: serde_json::Value = serde_json::from_slice(&opened.stdout).unwrap();
    assert_eq!(opened["shown"], false);
    assert_eq!(fs::read(opened["file"].as_str().unwrap()).unwrap(), JPEG);
    fs::remove_dir_all(
        std::path::Path::new(opened["file"].as_str().unwrap())
            .parent()
            .unwrap(),
    )
    .unwrap();

    // A backup holds it too.
    an.run(&["backup", "luu.kheo-backup"]).done();
    an.run(&["undo"]).done();
    let other = Desk::bare();
    let kept = an.path().join("luu.kheo-backup");
    other.run(&["restore", path(&kept)]).done();
    other
        .run(&["attach", "export", &id, "-o", "lai.jpg"])
        .done();
    assert_eq!(fs::read(other.path().join("lai.jpg")).unwrap(), JPEG);

    assert_eq!(an.json(&["attach", "list"]), json!([]));
    assert_eq!(an.json(&["check"])["ok"], true);
}

#[test]
fn files_travel_in_bundles_or_later() {
    let (an, model, id) = with_a_picture("An");
    let binh = Desk::of("Bình");
    let bundle = |name: &str, more: &[&str]| {
        let file = an.path().join(name);
        an.run(&[&["bundle", "export", "-o", path(&file)], more].concat())
            .done();
        file
    };
    let bare = bundle("bare.kheo", &["--without-files"]);
    assert_eq!(an.json(&["bundle", "show", path(&bare)])["attachments"], 0);
    binh.run(&["bundle", "import", path(&bare)]).done();
    approve_all(&binh);
    let list = binh.json(&["attach", "list", &model]);
    assert_eq!(
        (&list[0]["here"], &list[0]["by"]),
        (&json!(false), &json!("An"))
    );
    let refused = binh.run(&["attach", "export", &id]).refused(1);
    assert!(refused.err.contains("còn ở máy"), "{}", refused.err);

    // A preview brings nothing; the bundle does; the next one has it no more.
    let full = bundle("full.kheo", &[]);
    assert_eq!(an.json(&["bundle", "show", path(&full)])["attachments"], 1);
    binh.run(&["bundle", "import", path(&full), "--dry-run"])
        .done();
    assert_eq!(binh.json(&["attach", "list"])[0]["here"], false);
    binh.run(&["bundle", "import", path(&full)]).done();
    assert_eq!(binh.json(&["attach", "list"])[0]["here"], true);
    binh.run(&["attach", "export", &id, "-o", "b.jpg"]).done();
    assert_eq!(fs::read(binh.path().join("b.jpg")).unwrap(), JPEG);
    an.run(&["note", "add", &model, "--text", "Thêm."]).done();
    let since = bundle("since.kheo", &["--since", path(&full)]);
    assert_eq!(an.json(&["bundle", "show", path(&since)])["attachments"], 0);
    let late = bundle("late.kheo", &["--since", path(&bare)]);
    assert_eq!(an.json(&["bundle", "show", path(&late)])["attachments"], 1);
}

#[test]
fn what_the_receiver_has_is_not_sent_again() {
    let (an, model, _) = with_a_picture("An");
    let binh = Desk::of("Bình");
    let send = |from: &Desk, to: &Desk, more: &[&str]| {
        let file = from.path().join("gui.kheo");
        from.run(&[&["bundle", "export", "-o", path(&file)], more].concat())
            .done();
        to.run(&["bundle", "import", path(&file)]).done();
        from.json(&["bundle", "show", path(&file)])["attachments"].clone()
    };
    let own = |desk: &Desk| {
        let devices = desk.json(&["devices", "list"]);
        let mut devices = devices.as_array().unwrap().iter();
        text(&devices.find(|device| device["status"] == "own").unwrap()["id"])
    };
    let to_binh = ["--for", &own(&binh)];
    // The lines alone came: their file is still to be sent.
    send(&an, &binh, &["--without-files"]);
    send(&binh, &an, &[]);
    approve_all(&an);
    approve_all(&binh);
    assert_eq!(send(&an, &binh, &to_binh), 1);
    // That it arrived is said in the bundle that comes back.
    assert_eq!(send(&an, &binh, &to_binh), 1);
    let back = binh.path().join("gui.kheo");
    send(&binh, &an, &[]);
    assert_eq!(send(&an, &binh, &to_binh), 0);
    assert_eq!(send(&an, &binh, &["--since", path(&back)]), 0);
    fs::write(an.path().join("hai.jpg"), [JPEG, b"2"].concat()).unwrap();
    an.run(&["attach", &model, "hai.jpg"]).done();
    assert_eq!(send(&an, &binh, &["--since", path(&back)]), 1);
    send(&binh, &an, &[]);
    assert_eq!(send(&an, &binh, &to_binh), 0);
    // An exchange over a folder tells it as well.
    fs::write(an.path().join("ba.jpg"), [JPEG, b"3"].concat()).unwrap();
    an.run(&["attach", &model, "ba.jpg"]).done();
    let stick = an.path().join("the");
    for desk in [&an, &binh, &an] {
        desk.run(&["sync", path(&stick)]).done();
    }
    assert_eq!(send(&an, &binh, &to_binh), 0);
    assert_eq!(binh.json(&["attach", "list"]).as_array().unwrap().len(), 3);
    assert_eq!(binh.json(&["check"])["ok"], true);
}

#[test]
fn what_cannot_be_attached_is_refused_and_nothing_is_kept() {
    let (an, model, _) = with_a_picture("An");
    fs::create_dir(an.path().join("folder")).unwrap();
    let large = fs::File::create(an.path().join("large.jpg")).unwrap();
    large.set_len((25 << 20) + 1).unwrap();
    for file in ["nothing.jpg", "folder", "large.jpg"] {
        let refused = an.run(&["attach", &model, file]).refused(3);
        assert!(refused.err.contains(file), "{}", refused.err);
    }
    an.run(&[
        "attach",
        "model:0198f3a1-0000-7000-8000-000000000000",
        "anh 1.jpg",
    ])
    .refused(3);
    an.run(&["attach", &model]).refused(2);
    an.run(&["attach"]).refused(2);
    assert_eq!(an.json(&["attach", "list"]).as_array().unwrap().len(), 1);
    // The same content twice is kept once; both records have it.
    an.run(&["attach", &model, "anh 1.jpg"]).done();
    assert_eq!(
        an.json(&["attach", "list", &model])
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
