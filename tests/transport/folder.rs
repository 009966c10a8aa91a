//! Laptops that share a folder, and what happens to the files in it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::desk::{Desk, path, text};
use crate::laptop::{approve_all, laptop};

fn sync(desk: &Desk, shelf: &Path) -> Value {
    desk.json(&["sync", path(shelf)])
}

fn notes(desk: &Desk) -> Vec<String> {
    let notes = desk.json(&["note", "list"]);
    let mut texts: Vec<_> = notes
        .as_array()
        .unwrap()
        .iter()
        .map(|note| text(&note["text"]))
        .collect();
    texts.sort();
    texts
}

/// Files below a folder, with their content.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = fs::read(&path).unwrap();
                found.push((path, content));
            }
        }
    }
    found.sort();
    found
}

fn segments(shelf: &Path) -> Vec<PathBuf> {
    let all = files(&shelf.join("segments"));
    all.into_iter().map(|(path, _)| path).collect()
}

#[test]
fn three_laptops_end_with_the_same() {
    let stick = TempDir::new().unwrap();
    let shelf = stick.path().join("kheo");
    let desks = [laptop("An"), laptop("Bình"), laptop("Chi")];
    let [an, binh, chi] = &desks;
    assert!(sync(an, &shelf)["sent"].as_u64() > Some(0));
    for desk in [binh, chi, an, binh] {
        sync(desk, &shelf);
    }
    desks.iter().for_each(approve_all);
    let all = ["Ghi chép của An", "Ghi chép của Bình", "Ghi chép của Chi"];
    for desk in &desks {
        assert_eq!(notes(desk), all);
        assert_eq!(desk.json(&["check"])["ok"], true);
    }
    // Once everybody has everything, nothing moves and nothing is written.
    for desk in &desks {
        sync(desk, &shelf);
    }
    let before = files(&shelf);
    for desk in &desks {
        let nothing = sync(desk, &shelf);
        assert_eq!(
            (&nothing["ops_new"], &nothing["sent"]),
            (&json!(0), &json!(0))
        );
        assert_eq!(nothing["refused"], json!([]));
    }
    assert_eq!(files(&shelf), before);
}

#[test]
fn attachments_travel_too() {
    let stick = TempDir::new().unwrap();
    let (an, binh) = (laptop("An"), laptop("Bình"));
    fs::write(an.path().join("anh.png"), b"\x89PNG\r\n\x1a\n pixels").unwrap();
    let model = an.only("Mô hình của An");
    an.run(&["attach", &model, "anh.png"]).done();
    assert_eq!(sync(&an, stick.path())["files_sent"], 1);
    let took = sync(&binh, stick.path());
    approve_all(&binh);
    let took_later = sync(&binh, stick.path());
    assert_eq!(
        took["files_received"].as_u64().unwrap() + took_later["files_received"].as_u64().unwrap(),
        1
    );
    assert_eq!(binh.json(&["attach", "list"])[0]["here"], true);
    // A photograph that other tools mangled is refused by name and put again.
    let photo = files(&stick.path().join("files")).remove(0).0;
    fs::write(&photo, b"\x89PNG\r\n\x1a\n other!").unwrap();
    let chi = laptop("Chi");
    let took = sync(&chi, stick.path());
    approve_all(&chi);
    let later = sync(&chi, stick.path());
    let refused = [&took, &later].map(|took| took["refused"].as_array().unwrap().len());
    assert!(refused.contains(&1), "{took} {later}");
    fs::write(&photo, b"").unwrap();
    assert_eq!(sync(&an, stick.path())["files_sent"], 1);
    assert_eq!(sync(&chi, stick.path())["files_received"], 1);
}

#[test]
fn mangled_files_are_refused_by_name_and_the_rest_continues() {
    let stick = TempDir::new().unwrap();
    let shelf = stick.path();
    let (an, binh) = (laptop("An"), laptop("Bình"));
    sync(&an, shelf);
    an.run(&["note", "add", &an.only("Mô hình của An"), "--text", "Thêm"])
        .done();
    sync(&an, shelf);
    let good = segments(shelf);
    assert_eq!(good.len(), 2);
    let folder = good[0].parent().unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let first = fs::read(&good[0]).unwrap();
    // A conflict copy, a renamed file, a truncated one, an empty one.
    let stem = name(&good[0]).replace(".jsonl", "");
    let conflict = format!("{stem}.sync-conflict-20261120-080513-ABCDEFG.jsonl");
    fs::write(folder.join(&conflict), &first).unwrap();
    fs::write(folder.join("1-2-abc.jsonl"), &first).unwrap();
    let hash = "0".repeat(64);
    fs::write(folder.join(format!("7-9-{hash}.jsonl")), &first).unwrap();
    fs::write(folder.join(format!("8-9-{hash}.jsonl")), b"").unwrap();
    // What systems leave in folders is none of anybody's business.
    for own in [".stfolder", "desktop.ini", "Thumbs.db"] {
        fs::write(folder.join(own), b"").unwrap();
        fs::write(shelf.join("receipts").join(own), b"").unwrap();
    }
    fs::write(shelf.join("segments").join("doc.txt"), b"x").unwrap();
    fs::write(shelf.join("receipts").join("x.json"), b"{}").unwrap();
    fs::write(&good[1], &fs::read(&good[1]).unwrap()[..200]).unwrap();

    let took = sync(&binh, shelf);
    let refused: Vec<String> = took["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|misfit| text(&misfit["file"]))
        .collect();
    for bad in [
        conflict.as_str(),
        "1-2-abc.jsonl",
        "7-9-",
        "8-9-",
        &name(&good[1]),
        "x.json",
    ] {
        assert!(
            refused.iter().any(|file| file.contains(bad)),
            "{bad}: {refused:?}"
        );
    }
    for own in [".stfolder", "desktop.ini", "Thumbs.db"] {
        assert!(!refused.iter().any(|file| file.contains(own)), "{own}");
    }
    approve_all(&binh);
    assert!(notes(&binh).contains(&"Ghi chép của An".to_owned()));
    // The one who wrote it finds it gone and puts it again.
    assert!(sync(&an, shelf)["sent"].as_u64() > Some(0));
    sync(&binh, shelf);
    assert!(notes(&binh).contains(&"Thêm".to_owned()));
}

#[test]
fn a_place_that_cannot_be_is_said() {
    let an = laptop("An");
    an.run(&["sync", "http://huyen"]).refused(2);
    an.run(&["sync", "ssh://-oProxyCommand=x"]).refused(2);
    let nowhere = an.run(&["sync", "/no/such/place/kheo"]).refused(1);
    assert!(
        nowhere.err.contains("/no/such/place/kheo"),
        "{}",
        nowhere.err
    );
    let file = an.file("tep", "x");
    an.run(&["sync", path(&file)]).refused(1);
}

#[cfg(unix)]
#[test]
fn whoever_may_use_the_shared_folder_may_use_what_others_put_there() {
    use std::os::unix::fs::PermissionsExt;
    let rights = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o3777;
    let shared = TempDir::new().unwrap();
    let shelf = shared.path().join("kheo");
    fs::create_dir(&shelf).unwrap();
    fs::set_permissions(&shelf, fs::Permissions::from_mode(0o2775)).unwrap();
    sync(&laptop("An"), &shelf);
    for segment in segments(&shelf) {
        assert_eq!(rights(&segment), 0o664, "{segment:?}");
        let folders = segment.ancestors().skip(1);
        for folder in folders.take_while(|folder| *folder != shared.path()) {
            assert_eq!(rights(folder), 0o2775, "{folder:?}");
        }
    }
    assert!(!segments(&shelf).is_empty());
}
