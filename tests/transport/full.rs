//! A stick without room: nothing half-written, and everything once there is.

use std::fs;
use std::path::Path;

use crate::desk::{Desk, path};
use crate::small_disk::SmallDisk;

fn names(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            names(&entry, found);
        } else {
            found.push(entry.display().to_string());
            let hash = blake3::hash(&fs::read(&entry).unwrap()).to_hex();
            assert!(
                entry.display().to_string().contains(hash.as_str()),
                "{}",
                entry.display()
            );
        }
    }
}

#[test]
fn a_full_stick_is_left_clean_and_goes_on_when_there_is_room() {
    let Some(stick) = SmallDisk::mounted("1m") else {
        return;
    };
    let shelf = stick.path().join("kheo");
    let an = Desk::of("An");
    let added = an.json(&["add", "--name", "Hũ gạo", "--unit", "xã Đông Yên"]);
    let model = added["id"].as_str().unwrap();
    fs::write(an.path().join("lon.bin"), vec![9; 3 << 20]).unwrap();
    an.run(&["attach", model, "lon.bin"]).done();
    let refused = an.run(&["sync", path(&shelf), "--lang", "en"]).refused(1);
    assert!(refused.err.contains("No space is left"), "{}", refused.err);
    let mut left = Vec::new();
    names(&shelf, &mut left);
    assert!(left.iter().all(|name| !name.contains(".part")), "{left:?}");
    assert_eq!(an.json(&["check"])["ok"], true);

    stick.remount("size=16m");
    let done = an.json(&["sync", path(&shelf)]);
    assert_eq!(
        (&done["sent"], &done["files_sent"]),
        (&0.into(), &1.into()),
        "the lines had room"
    );
}
