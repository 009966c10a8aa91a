//! Files of earlier versions: a store, a backup, a bundle and a shared folder,
//! each opened by every later version and still saying what was recorded
//! beside it.
//!
//! A version's files are made once, and never again; only what is lacking is:
//! `cargo test --test golden make_the_files_of_this_version -- --ignored`

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use kheo::domain::Word;
use kheo::domain::list::{ListRow, ModelList};
use kheo::domain::{Decision, Level, ModelKind, Period, Status};
use kheo::service::request::{CheckTables, ModelQuery, NewNote, NewUnits, OpenBook};
use kheo::service::{Client, Reply, Request};
use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

macro_rules! answer {
    ($client:expr, $variant:ident, $request:expr) => {
        match $client.ask($request) {
            Ok(Reply::$variant(view)) => view,
            other => panic!("{other:?}"),
        }
    };
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The folders of all versions that have files here.
fn versions() -> Vec<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir(golden())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    versions.sort();
    versions
}

/// What a book says, in lines that later versions can still make.
fn said(client: &Client) -> String {
    let query = ModelQuery {
        limit: usize::MAX,
        ..ModelQuery::default()
    };
    let mut lines = Vec::new();
    for model in answer!(client, Models, Request::Models(query)).lines {
        let registrations: Vec<String> = model
            .registrations
            .iter()
            .map(|one| format!("{} {} {}", one.level.code(), one.period, one.status.code()))
            .collect();
        lines.push(format!(
            "model {} | {} | {} | {} | {}",
            model.name,
            model.owner.unwrap_or_default(),
            model.unit.map(|unit| unit.name).unwrap_or_default(),
            model.kind.map(|kind| kind.code()).unwrap_or_default(),
            registrations.join(", "),
        ));
    }
    let notes = Request::Notes {
        record: None,
        offset: 0,
        limit: usize::MAX,
    };
    for note in answer!(client, Notes, notes) {
        lines.push(format!(
            "note {} | {} | {}",
            note.about, note.author, note.text
        ));
    }
    for unit in answer!(client, Units, Request::Units { on: None }) {
        lines.push(format!("unit {}", unit.full_name));
    }
    lines.sort();
    lines.join("\n") + "\n"
}

fn sound(client: &Client) {
    let tables = CheckTables::Compare;
    let faults = answer!(client, Check, Request::Check { tables }).faults;
    assert_eq!(faults, Vec::<String>::new());
}

/// Runs the program; a worker that is just closing the store is waited for.
fn kheo(store: &Path, arguments: &[&str]) -> Value {
    const STORE_IN_USE: Option<i32> = Some(5);
    let begun = Instant::now();
    loop {
        let output = Command::cargo_bin("kheo")
            .unwrap()
            .env("HOME", store.parent().unwrap())
            .arg("--store")
            .arg(store)
            .arg("--json")
            .args(arguments)
            .output()
            .unwrap();
        if output.status.code() == STORE_IN_USE && begun.elapsed() < Duration::from_secs(20) {
            continue;
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        return serde_json::from_str(&said).unwrap();
    }
}

fn recorded(version: &Path, name: &str) -> String {
    std::fs::read_to_string(version.join(name)).unwrap()
}

#[test]
fn the_store_of_every_version_opens() {
    let versions = versions();
    assert!(!versions.is_empty(), "there are no golden files");
    for version in versions {
        let folder = TempDir::new().unwrap();
        let client = Client::start(store_of(&version, &folder));
        assert_eq!(said(&client), recorded(&version, "said.txt"), "{version:?}");
        sound(&client);
    }
}

/// The store of a version, put into a folder.
fn store_of(version: &Path, folder: &TempDir) -> PathBuf {
    let zipped = std::fs::read(version.join("store.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(zipped)).unwrap();
    let mut store = Vec::new();
    zip.by_index(0).unwrap().read_to_end(&mut store).unwrap();
    let path = folder.path().join("kheo.redb");
    std::fs::write(&path, store).unwrap();
    path
}

#[test]
fn whoever_waits_for_a_store_of_before_hears_how_far_it_is() {
    let folder = TempDir::new().unwrap();
    let client = Client::start(store_of(&golden().join("0.1.0"), &folder));
    let (tell, told) = channel();
    let asking = || {
        let tell = tell.clone();
        client.ask_with(Request::Book, move |progress| {
            tell.send(progress).unwrap();
        })
    };
    assert!(asking().is_ok());
    let heard: Vec<_> = told.try_iter().collect();
    let last = heard.last().expect("nothing was told");
    assert!(last.total > 0 && last.done == last.total, "{last:?}");
    assert!(heard.is_sorted_by_key(|progress| progress.done));
    assert!(asking().is_ok());
    assert_eq!(told.try_iter().count(), 0, "it is opened once");
}

#[test]
fn the_backup_of_every_version_comes_back() {
    for version in versions() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("kheo.redb");
        let backup = version.join("book.backup");
        kheo(&path, &["restore", backup.to_str().unwrap()]);
        let client = Client::start(path);
        assert_eq!(said(&client), recorded(&version, "said.txt"), "{version:?}");
        sound(&client);
    }
}

#[test]
fn the_bundle_of_every_version_is_understood() {
    for version in versions() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("kheo.redb");
        let bundle = version.join("bundle.kheo");
        let shown = kheo(&path, &["bundle", "show", bundle.to_str().unwrap()]);
        let expected: Value = serde_json::from_str(&recorded(&version, "bundle.json")).unwrap();
        for key in ["format", "made_by", "made_at", "books", "records", "ops"] {
            assert_eq!(shown[key], expected[key], "{version:?}: {key}");
        }
        assert_ne!(shown["signature"], "invalid");
    }
}

#[test]
fn the_shared_folder_of_every_version_is_understood() {
    for version in versions() {
        let folder = TempDir::new().unwrap();
        let shelf = folder.path().join("shelf");
        let zipped = std::fs::read(version.join("folder.zip")).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(zipped)).unwrap();
        zip.extract(&shelf).unwrap();
        let path = folder.path().join("kheo.redb");
        kheo(
            &path,
            &[
                "init",
                "--officer",
                "Lê Thị Bình",
                "--title",
                "",
                "--committee",
                "BCĐ",
            ],
        );
        let synced = kheo(&path, &["sync", shelf.to_str().unwrap()]);
        assert_eq!(synced["refused"], serde_json::json!([]), "{version:?}");
        for device in kheo(&path, &["devices", "list"]).as_array().unwrap() {
            if device["status"] == "waiting" {
                kheo(
                    &path,
                    &["devices", "approve", device["id"].as_str().unwrap()],
                );
            }
        }
        let client = Client::start(path);
        assert_eq!(said(&client), recorded(&version, "said.txt"), "{version:?}");
        sound(&client);
    }
}

fn filled(path: &Path) -> Client {
    let client = Client::start(path.to_owned());
    let opened = client.ask(Request::OpenBook(OpenBook {
        officer: "Nguyễn Văn An".into(),
        title: "Chuyên viên".into(),
        committee: "Ban Chỉ đạo huyện An Biên".into(),
        book: String::new(),
    }));
    assert!(matches!(opened, Ok(Reply::Book(_))), "{opened:?}");
    let row = |(name, row): (&str, u32)| ListRow {
        row,
        name: name.into(),
        owner: Some("Hội LHPN xã".into()),
        unit: ["Tây Yên", "Đông Yên"][row as usize % 2].into(),
        unit_column: "Xã".into(),
        kind: Some(ModelKind::Collective),
        levels: vec![Level::Base, Level::District],
        period: Some(Period::Span {
            from: 2021,
            to: 2023,
        }),
        status: Some(Status::Recognized),
        decision: Decision {
            number: Some("109-QĐ/HU".into()),
            date: Some("2023-12-05".parse().unwrap()),
            body: Some("Huyện ủy".into()),
        },
        remarks: Some("Một\nHai".into()),
        ..ListRow::default()
    };
    let names = [
        "Hũ gạo tình thương",
        "Ghe về bến, rác về bờ",
        "Cánh đồng không đốt rơm",
    ];
    let list = ModelList {
        file: "danh-sach.xlsx".into(),
        rows: names.into_iter().zip(4..).map(row).collect(),
        ..ModelList::default()
    };
    let new_units = Some(NewUnits::UnderFirst("huyện An Biên".into()));
    let plan = answer!(client, ListPlan, Request::ApplyList { list, new_units });
    assert_eq!(plan.faults, vec![]);
    let query = ModelQuery {
        limit: 9,
        ..ModelQuery::default()
    };
    for model in answer!(client, Models, Request::Models(query)).lines {
        let note = NewNote {
            record: model.id,
            text: format!("Xem tại chỗ: {}\nđủ sổ sách", model.name),
            at: "2023-05-12T02:30:00Z".parse().unwrap(),
            place: Some("nhà văn hóa ấp".into()),
            draft: None,
        };
        let noted = client.ask(Request::AddNote(note));
        assert!(matches!(noted, Ok(Reply::Changed(_))), "{noted:?}");
    }
    let undone = client.ask(Request::Undo);
    assert!(matches!(undone, Ok(Reply::Undone(_))), "{undone:?}");
    client
}

#[test]
#[ignore = "makes the golden files of this version, once"]
fn make_the_files_of_this_version() {
    let version = golden().join(env!("CARGO_PKG_VERSION"));
    let lacking: Vec<Part> = [Part::Book, Part::Folder]
        .into_iter()
        .filter(|part| !version.join(part.file()).exists())
        .collect();
    assert!(
        !lacking.is_empty(),
        "{} is complete: the files of a version are never made again",
        version.display()
    );
    for part in lacking {
        match part {
            Part::Book => make_the_book(&version),
            Part::Folder => make_the_folder(&version),
        }
    }
}

/// Files of a version that are made together.
enum Part {
    Book,
    Folder,
}

impl Part {
    /// The one that tells that they were made.
    fn file(&self) -> &'static str {
        match self {
            Self::Book => "store.zip",
            Self::Folder => "folder.zip",
        }
    }
}

/// The store, the backup, the bundle, and what they say.
fn make_the_book(version: &Path) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("kheo.redb");
    let client = filled(&path);
    let said = said(&client);
    drop(client);
    std::fs::create_dir(version).unwrap();
    let to = |name: &str| version.join(name).to_str().unwrap().to_owned();
    kheo(&path, &["backup", &to("book.backup")]);
    kheo(&path, &["bundle", "export", "-o", &to("bundle.kheo")]);
    let shown = kheo(&path, &["bundle", "show", &to("bundle.kheo")]);
    std::fs::write(to("bundle.json"), shown.to_string() + "\n").unwrap();
    std::fs::write(to("said.txt"), said).unwrap();
    let zipped = std::fs::File::create(to("store.zip")).unwrap();
    let mut zip = zip::ZipWriter::new(zipped);
    zip.start_file("kheo.redb", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(&std::fs::read(&path).unwrap()).unwrap();
    zip.finish().unwrap();
}

/// A shared folder in which a book that says the same was put.
fn make_the_folder(version: &Path) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("kheo.redb");
    drop(filled(&path));
    let shelf = folder.path().join("shelf");
    kheo(&path, &["sync", shelf.to_str().unwrap()]);
    let zipped = std::fs::File::create(version.join("folder.zip")).unwrap();
    let mut zip = zip::ZipWriter::new(zipped);
    add_files(&mut zip, &shelf, "");
    zip.finish().unwrap();
}

/// Adds what is in a folder, by its name below `name`.
fn add_files(zip: &mut zip::ZipWriter<std::fs::File>, folder: &Path, name: &str) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            add_files(zip, &entry.path(), &format!("{name}/"));
        } else {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&std::fs::read(entry.path()).unwrap())
                .unwrap();
        }
    }
}
