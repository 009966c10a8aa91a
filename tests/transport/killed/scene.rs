//! The books of a few officers, what was acknowledged to them, and what must
//! hold after somebody was killed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use crate::desk::{Desk, path, text};
use crate::laptop::approve_all;

/// A picture that does not pack, in more than one piece of a file.
const PICTURE: usize = 700 << 10;

/// An and Bình know each other; Chi's book is the one that backups go into.
pub struct Scene {
    pub an: Desk,
    pub binh: Desk,
    pub chi: Desk,
    /// The shared folder.
    pub stick: TempDir,
    /// Where the other end of a line leaves its id.
    pub far: PathBuf,
    /// The model that An writes about.
    pub model: String,
    /// Texts of An's notes that were acknowledged.
    notes: Vec<String>,
    /// Attachments of An's that were acknowledged.
    pictures: usize,
    number: usize,
}

impl Scene {
    pub fn new() -> Self {
        let (an, binh, chi) = (Desk::of("An"), Desk::of("Bình"), Desk::of("Chi"));
        let added = an.json(&["add", "--name", "Hũ gạo", "--unit", "xã Đông Yên"]);
        let far = an.path().join("far.pid");
        let scene = Self {
            model: text(&added["id"]),
            stick: TempDir::new().unwrap(),
            far,
            notes: Vec::new(),
            pictures: 0,
            number: 0,
            an,
            binh,
            chi,
        };
        scene.make_a_line();
        scene.send();
        scene.binh.run(&["bundle", "import", &scene.sent()]).done();
        approve_all(&scene.binh);
        scene
    }

    /// A program `ssh` that is already on the other machine.
    fn make_a_line(&self) {
        let bin = self.an.path().join("bin");
        fs::create_dir(&bin).unwrap();
        let script = format!(
            "#!/bin/sh\necho $$ > {}\nexec {} serve --stdio --store {}\n",
            self.far.display(),
            env!("CARGO_BIN_EXE_kheo"),
            self.binh.path().display(),
        );
        let ssh = bin.join("ssh");
        fs::write(&ssh, script).unwrap();
        fs::set_permissions(&ssh, fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn search(&self) -> String {
        format!("{}:/usr/bin:/bin", self.an.path().join("bin").display())
    }

    /// An writes a note, which is acknowledged.
    pub fn write(&mut self) {
        self.number += 1;
        let note = format!("Lần {}", self.number);
        self.an
            .run(&["note", "add", &self.model, "--text", &note])
            .done();
        self.notes.push(note);
    }

    /// An attaches a picture, which is acknowledged.
    pub fn attach(&mut self) {
        let picture = self.draw();
        self.an.run(&["attach", &self.model, &picture]).done();
        self.pictures += 1;
    }

    /// A new picture on An's desk.
    pub fn draw(&mut self) -> String {
        self.number += 1;
        let name = format!("anh-{}.bin", self.number);
        let mut bytes = vec![0; PICTURE];
        let mut hasher = blake3::Hasher::new();
        hasher.update(name.as_bytes());
        hasher.finalize_xof().fill(&mut bytes);
        fs::write(self.an.path().join(&name), bytes).unwrap();
        name
    }

    /// One more picture is acknowledged.
    pub fn has_attached(&mut self) {
        self.pictures += 1;
    }

    /// Where An's bundle stands.
    pub fn sent(&self) -> String {
        path(&self.an.path().join("an.kheo")).to_owned()
    }

    /// Where An's backup stands.
    pub fn backup(&self) -> String {
        path(&self.an.path().join("an.luu")).to_owned()
    }

    /// An makes a bundle of everything.
    pub fn send(&self) {
        self.an
            .run(&["bundle", "export", "-o", &self.sent()])
            .done();
    }

    /// What was acknowledged to An is there.
    pub fn an_has_all(&self) {
        self.has_all(&self.an);
    }

    /// All that An wrote is in that book.
    pub fn has_all(&self, desk: &Desk) {
        let there = notes(desk);
        for note in &self.notes {
            assert!(there.contains(note), "{note} of {there:?}");
        }
        let files = desk.json(&["attach", "list"]);
        let files = files.as_array().unwrap();
        assert!(files.len() >= self.pictures, "{files:?}");
        assert!(files.iter().all(|file| file["here"] == true), "{files:?}");
    }
}

/// The book opens and every check of it is clean. One who was answered over a
/// line that broke needs a moment to leave the book.
pub fn is_sound(desk: &Desk) {
    let begun = Instant::now();
    loop {
        let check = desk.run(&["check", "--json"]);
        let is_in_use = check.code == 5 && check.out.is_empty();
        if !is_in_use || begun.elapsed() > Duration::from_secs(30) {
            assert_eq!(check.code, 0, "{}{}", check.out, check.err);
            assert_eq!(check.json()["ok"], true);
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Texts of the notes of a book, in order.
pub fn notes(desk: &Desk) -> Vec<String> {
    let list = desk.json(&["note", "list"]);
    let texts = list.as_array().unwrap().iter();
    let mut texts: Vec<_> = texts.map(|note| text(&note["text"])).collect();
    texts.sort();
    texts
}

/// Every file of a shared folder that has its name has its content.
pub fn all_are_whole(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if entry.is_dir() {
            all_are_whole(&entry);
        } else if !name.starts_with('.') {
            let hash = blake3::hash(&fs::read(&entry).unwrap()).to_hex();
            assert!(name.contains(hash.as_str()), "{}", entry.display());
        }
    }
}

impl Drop for Scene {
    /// At the end of everything each book is sound.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            for desk in [&self.an, &self.binh, &self.chi] {
                is_sound(desk);
            }
        }
    }
}

/// A sync of the shared folder refuses nothing of it.
pub fn refuses_nothing(desk: &Desk, stick: &Path) {
    let synced = desk.json(&["sync", path(stick)]);
    assert_eq!(synced["refused"], json!([]));
}
