//! Bundles that the standard `age` tool closes and opens.

use std::process::Command;

use crate::desk::{Desk, Run, path};
use crate::needs;

/// A key pair of `age-keygen`: where the secret one is, and the public one.
fn key_pair(desk: &Desk, name: &str) -> (std::path::PathBuf, String) {
    let file = desk.path().join(name);
    let made = Command::new("age-keygen")
        .arg("-o")
        .arg(&file)
        .output()
        .unwrap();
    assert!(made.status.success());
    let text = std::fs::read_to_string(&file).unwrap();
    let public = text.lines().find_map(|line| line.split("age1").nth(1));
    (file, format!("age1{}", public.unwrap()))
}

fn age(desk: &Desk, arguments: &[&str]) {
    let mut age = Command::new("age");
    let run = Run::of(
        age.current_dir(desk.path())
            .args(arguments)
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn age_opens_what_kheo_closed() {
    if !needs::program("age") {
        return;
    }
    let an = Desk::of("An");
    let (key, public) = key_pair(&an, "an.key");
    let (other, colleague) = key_pair(&an, "binh.key");
    let both = [
        "bundle",
        "export",
        "-o",
        "a.kheo",
        "--encrypt-to",
        &public,
        "--encrypt-to",
        &colleague,
    ];
    let run = an.run(&both).done();
    assert!(!run.err.contains("không khóa"), "{}", run.err);
    for key in [&key, &other] {
        age(&an, &["-d", "-i", path(key), "-o", "plain.kheo", "a.kheo"]);
        let plain = an.json(&["bundle", "show", "plain.kheo"]);
        assert_eq!(
            an.json(&["bundle", "show", "a.kheo", "--identity", path(key)]),
            plain
        );
    }
}

#[test]
fn kheo_opens_what_age_closed() {
    if !needs::program("age") {
        return;
    }
    let an = Desk::of("An");
    let binh = Desk::of("Bình");
    let (key, public) = key_pair(&binh, "binh.key");
    let (wrong, _) = key_pair(&binh, "other.key");
    let written = an
        .run(&["bundle", "export", "-o", "plain.kheo", "--lang", "en"])
        .done();
    assert!(written.err.contains("not encrypted"), "{}", written.err);
    for armor in [&["-a"][..], &[]] {
        let closed = binh.path().join("closed.kheo");
        age(
            &an,
            &[armor, &["-r", &public, "-o", path(&closed), "plain.kheo"]].concat(),
        );
        let import = |key| {
            [
                "bundle",
                "import",
                path(&closed),
                "--dry-run",
                "--identity",
                key,
            ]
        };
        binh.run(&["bundle", "import", path(&closed)]).refused(3);
        binh.run(&import(path(&wrong))).refused(3);
        assert!(binh.json(&import(path(&key)))["ops_new"].as_u64() > Some(0));
        // A pipe is opened like a file.
        let bytes = std::fs::read(&closed).unwrap();
        let mut piped = binh.command(&[
            "bundle",
            "import",
            "-",
            "--dry-run",
            "--identity",
            path(&key),
        ]);
        Run::of(piped.write_stdin(bytes).output().unwrap()).done();
    }
    // The usual place of the key.
    let usual = binh.path().join("kheo");
    std::fs::create_dir_all(&usual).unwrap();
    std::fs::copy(&key, usual.join("identity.txt")).unwrap();
    binh.run(&["bundle", "import", "closed.kheo"]).done();
}

#[test]
fn words_from_the_environment_close_and_open() {
    let an = Desk::of("An");
    let mut export = an.command(&["bundle", "export", "-o", "a.kheo", "--passphrase"]);
    Run::of(export.env("KHEO_PASSPHRASE", "cây gạo").output().unwrap()).done();
    let show = |words: &str| {
        let mut show = an.command(&["bundle", "show", "a.kheo", "--lang", "en"]);
        Run::of(show.env("KHEO_PASSPHRASE", words).output().unwrap())
    };
    show("cây gạo").done();
    let wrong = show("cây đa").refused(3);
    assert!(wrong.err.contains("passphrase is wrong"), "{}", wrong.err);
}

#[test]
fn a_wrong_recipient_is_wrong_usage_and_nothing_is_written() {
    let an = Desk::of("An");
    let run = an.run(&[
        "bundle",
        "export",
        "-o",
        "a.kheo",
        "--encrypt-to",
        "age1xyz",
    ]);
    assert!(run.refused(2).err.contains("age1xyz"));
    let both = [
        "bundle",
        "export",
        "--passphrase",
        "--encrypt-to",
        "age1xyz",
    ];
    an.run(&both).refused(2);
    assert!(!an.path().join("a.kheo").exists());
}
