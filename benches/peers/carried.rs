//! How many bytes the same history is when it is carried away: a bundle, a
//! `git bundle` of one commit a change, and zstd of the same lines.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::Timestamp;
use kheo::exchange::{Closing, Lines, Order, Place, Watch, WithFiles, export};

use crate::history::{self, History, absorb, acquainted};
use crate::measured::{Budget, Measured};
use crate::program::Program;

/// Changes of the history.
pub const CHANGES: usize = 20_000;

pub fn measure(measured: &mut Measured, folder: &Path) {
    let models = CHANGES / history::CHANGES;
    measured.section(
        &format!("{CHANGES} changes of {models} models carried away"),
        "Bytes",
    );
    let history = History::of(CHANGES);
    let mut row = |who: &str, bytes: u64| {
        let each = bytes as f64 / CHANGES as f64;
        measured.row(
            who,
            &format!("{} KiB, {each:.1} bytes a change", bytes / 1024),
            &Budget::None,
        );
    };
    let lines: Vec<u8> = history
        .lines
        .iter()
        .flat_map(|line| [line.as_slice(), b"\n"].concat())
        .collect();
    row("the lines as they are", lines.len() as u64);
    row("kheo's bundle, signed", bundled(&history, folder));
    let path = folder.join("lines.jsonl");
    fs::write(&path, lines).unwrap();
    for level in ["-3", "-19"] {
        match Program::find("zstd") {
            Some(zstd) => row(
                &format!("{} {level} of the lines", zstd.name),
                zipped(&zstd, level, &path),
            ),
            None => println!("zstd is skipped: not on this machine"),
        }
    }
    let repository = folder.join("history");
    match commit(&repository, CHANGES) {
        Some(git) => row(
            &format!("{} bundle, a commit a change", git.name),
            git_bundle(&git, &repository),
        ),
        None => println!("git is skipped: not on this machine"),
    }
}

fn bundled(history: &History, folder: &Path) -> u64 {
    let client = acquainted(history, &folder.join("sender.redb"));
    absorb(&client, history.segments());
    let order = Order {
        place: Place::File(folder.join("carried.kheo")),
        lines: Lines::All,
        addressee: None,
        made_at: Timestamp::UNIX_EPOCH,
        closing: Closing::Open,
        files: WithFiles::Yes,
    };
    export(&client, order, &Watch::nobody()).unwrap().bytes
}

fn zipped(zstd: &Program, level: &str, lines: &Path) -> u64 {
    let packed = Command::new(&zstd.path)
        .args([level, "-c", "-q"])
        .arg(lines)
        .output()
        .unwrap();
    packed.stdout.len() as u64
}

/// A repository whose commits are the changes of the history, a file a record
/// and field. `None` without git.
pub fn commit(repository: &Path, changes: usize) -> Option<Program> {
    let git = Program::find("git")?;
    let history = History::of(changes);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&git.path);
        command.arg("-C").arg(repository).args(arguments);
        command
    };
    fs::create_dir_all(repository).unwrap();
    assert!(
        run(&["init", "-q", "-b", "main"])
            .status()
            .unwrap()
            .success()
    );
    let mut importing = run(&["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = importing.stdin.take().unwrap();
    let mut writes = history.writes.iter();
    for change in 0..changes {
        let at = 1_700_000_000 + change * 8;
        writeln!(
            input,
            "commit refs/heads/main\ncommitter An <an@kheo> {at} +0700\ndata 0"
        )
        .unwrap();
        for (record, field, value) in writes.by_ref().take(history::writes_of(change)) {
            let bytes = value.len();
            writeln!(
                input,
                "M 100644 inline {record}/{field}\ndata {bytes}\n{value}"
            )
            .unwrap();
        }
    }
    drop(input);
    assert!(importing.wait().unwrap().success());
    assert!(
        run(&["reset", "-q", "--hard", "main"])
            .status()
            .unwrap()
            .success()
    );
    Some(git)
}

fn git_bundle(git: &Program, repository: &Path) -> u64 {
    let run = |arguments: &[&str]| {
        let done = Command::new(&git.path)
            .arg("-C")
            .arg(repository)
            .args(arguments)
            .status();
        assert!(done.unwrap().success());
    };
    run(&["repack", "-q", "-a", "-d", "-f"]);
    run(&["bundle", "create", "-q", "carried.bundle", "main"]);
    fs::metadata(repository.join("carried.bundle"))
        .unwrap()
        .len()
}
