//! What holds for every verb: exit codes, languages, one document, quiet.

use crate::desk::{Desk, Run, path};

#[test]
fn wrong_usage_is_exit_code_2() {
    let desk = Desk::of("An");
    for wrong in [
        &["lsit"][..],
        &["list", "--lvl", "base"],
        &["list", "--level", "cấp trời"],
        &["list", "--period", "năm con Cọp"],
        &["units", "list", "--on", "31/02/2023"],
        &["add", "--name", "A"],
        &[
            "add",
            "--name",
            "A",
            "--unit",
            "Đông Yên",
            "--level",
            "base",
        ],
        &["--json"],
    ] {
        desk.run(wrong).refused(2);
    }
}

#[test]
fn without_a_book_it_is_exit_code_5_and_a_second_book_is_refused() {
    let desk = Desk::bare();
    assert!(desk.run(&["list"]).refused(5).err.contains("kheo init"));
    desk.file("kheo.redb", "đây không phải là sổ");
    desk.run(&["list"]).refused(5);
    let desk = Desk::of("An");
    desk.run(&["init", "--officer", "B", "--title", "C", "--committee", "D"])
        .refused(1);
}

#[test]
fn screens_are_not_opened_where_there_is_no_terminal() {
    let desk = Desk::of("An");
    for verb in [&[][..], &["demo"]] {
        assert!(desk.run(verb).refused(1).err.contains("cửa sổ dòng lệnh"));
    }
}

#[test]
fn nothing_to_take_back_is_exit_code_1() {
    let desk = Desk::bare();
    desk.run(&["init", "--officer", "A", "--title", "B", "--committee", "C"])
        .done();
    desk.run(&["undo"]).refused(1);
}

#[test]
fn what_was_taken_back_is_said_in_the_language_of_the_run() {
    let desk = Desk::of("An");
    desk.file(
        "list.csv",
        "Tên mô hình,Xã,Cấp,Năm\nHũ gạo,Nam Du,Cơ sở,2023\n",
    );
    let list = ["import", "list.csv", "--new-units", "huyện An Biên"];
    for (lang, deed) in [("vi", "nhập danh sách"), ("en", "import the list")] {
        desk.run(&list).done();
        let undone = desk.json(&["undo", "--lang", lang]);
        let said = undone["deed"].as_str().unwrap();
        assert!(said.contains(deed), "{undone}");
    }
}

#[test]
fn json_is_one_document_for_every_reading_verb() {
    let desk = Desk::of("An");
    for verb in [
        &["list"][..],
        &["units", "list"],
        &["note", "list"],
        &["conflicts", "list"],
        &["devices", "list"],
        &["check"],
        &["check", "--rebuild"],
        &["keys", "check"],
        &["keys", "doc"],
    ] {
        desk.json(verb);
    }
    let device = &desk.json(&["devices", "list"])[0];
    assert_eq!(
        (&device["status"], &device["officer"]),
        (&"own".into(), &"An".into())
    );
    let check = desk.json(&["check"]);
    assert!(
        ["ok", "ops", "chains", "records", "faults"]
            .iter()
            .all(|key| check.get(key).is_some())
    );
}

#[test]
fn keys_are_documented_and_checked_by_line() {
    let desk = Desk::bare();
    let rows = desk.run(&["keys", "doc", "--format", "json"]).done().json();
    let actions: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["action"].as_str().unwrap())
        .collect();
    for action in [
        "app.quit",
        "help.open",
        "palette.open",
        "search.focus",
        "list.next",
        "list.previous",
        "item.open",
        "note.new",
        "editor.save",
        "editor.cancel",
    ] {
        assert!(actions.contains(&action), "{action}");
    }
    assert!(
        rows[0]["keys"].is_array()
            && rows[0]["context"].is_string()
            && rows[0]["description"].is_string()
    );
    let bad = desk.file(
        "keys.toml",
        "version = 1\n[context.\"models.list\"]\n\"x\" = \"list.nxt\"\n",
    );
    let refused = desk.run(&["keys", "check", path(&bad)]).refused(3);
    assert!(
        refused.err.contains("keys.toml:3") && refused.err.contains("list.next"),
        "{}",
        refused.err
    );
    let good = desk.file(
        "good.toml",
        "version = 1\n[context.\"models.list\"]\n\"x\" = \"list.next\"\n",
    );
    desk.run(&["keys", "check", path(&good)]).done();
}

#[test]
fn messages_are_in_the_language_that_is_asked_for() {
    let desk = Desk::bare();
    assert!(desk.run(&["list"]).err.contains("Chưa có sổ"));
    assert!(
        desk.run(&["list", "--lang", "en"])
            .err
            .contains("There is no book")
    );
    let english = desk
        .command(&["list"])
        .env("LC_ALL", "en_US.UTF-8")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(english.stderr)
            .unwrap()
            .contains("There is no book")
    );
    let wished = desk
        .command(&["list"])
        .env("LC_ALL", "en_US.UTF-8")
        .env("KHEO_LANG", "vi")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(wished.stderr)
            .unwrap()
            .contains("Chưa có sổ")
    );
    assert!(desk.run(&["--help"]).out.contains("Liệt kê mô hình"));
    assert!(
        desk.run(&["--help", "--lang", "en"])
            .out
            .contains("List models")
    );
}

#[test]
fn quiet_says_nothing_about_what_was_done() {
    let desk = Desk::of("An");
    let run = desk
        .run(&[
            "add",
            "--name",
            "Đường hoa",
            "--unit",
            "xã Đông Yên",
            "--quiet",
        ])
        .done();
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    assert!(desk.run(&["list", "--quiet"]).out.contains("Đường hoa"));
}

#[test]
fn escapes_in_a_name_are_shown_and_not_obeyed() {
    let desk = Desk::of("An");
    desk.run(&[
        "add",
        "--name",
        "Đường\u{1b}[31m hoa",
        "--unit",
        "xã Đông Yên",
    ])
    .done();
    let listed = desk.run(&["list"]).done();
    assert!(
        listed.out.contains("hoa") && !listed.out.contains('\u{1b}'),
        "{:?}",
        listed.out
    );
}

#[test]
fn shells_and_manual_readers_are_served() {
    let desk = Desk::bare();
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            desk.run(&["completions", shell])
                .done()
                .out
                .contains("kheo")
        );
    }
    assert!(desk.run(&["man"]).done().out.starts_with(".ie"));
}

#[test]
fn a_reader_that_stops_early_is_no_failure() {
    let desk = Desk::bare();
    desk.run(&["demo", "--no-tui"]).done();
    let program = assert_cmd::cargo::cargo_bin("kheo");
    let script = format!(
        "'{}' --store '{}' list | head -1",
        path(&program),
        path(desk.path())
    );
    let output = std::process::Command::new("sh")
        .arg("-c")
        .arg(script)
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_refusal_is_one_json_document_too() {
    let desk = Desk::of("An");
    let letter = desk.file("thu.xlsx", "%PDF-1.4 không phải bảng tính");
    for (verb, code) in [
        (vec!["import", "không-có.xlsx"], 3),
        (vec!["import", letter.to_str().unwrap()], 3),
        (
            vec!["show", "model:01980000-0000-7000-8000-000000000001"],
            3,
        ),
        (vec!["list", "--unit", "Không Có"], 3),
        (
            vec![
                "set",
                "model:01980000-0000-7000-8000-000000000001",
                "không-đúng",
            ],
            2,
        ),
    ] {
        let run = desk.run(&[verb.as_slice(), &["--json"]].concat());
        let said = run.json();
        assert_eq!(run.code, code, "{verb:?}: {said}");
        assert_eq!(said["exit"], code);
        let why = said["error"].as_str().unwrap();
        assert!(!why.is_empty());
        if verb[0] == "import" {
            assert_eq!(said["faults"][0]["fault"], why);
        }
    }
}

#[test]
fn a_command_line_that_is_not_understood_is_one_json_document_too() {
    let desk = Desk::bare();
    for wrong in [
        &["lsit"][..],
        &["list", "--lvl", "base"],
        &["list", "--limit", "nhiều"],
        &["show"],
        &["note"],
    ] {
        let run = desk.run(&[wrong, &["--json"]].concat()).refused(2);
        let said = run.json();
        assert_eq!(said["exit"], 2, "{wrong:?}");
        assert!(run.err.starts_with(said["error"].as_str().unwrap()));
        assert_eq!(desk.run(wrong).refused(2).out, "");
    }
    assert!(desk.run(&["list", "--help", "--json"]).done().out.len() > 100);
}

#[test]
fn words_that_would_be_right_are_said_in_the_language_of_the_run() {
    let desk = Desk::of("An");
    for (wrong, vietnamese, english) in [
        (
            &["report", "b01", "--basis", "x"][..],
            "Khối tương đương",
            "Equivalent blocks",
        ),
        (&["search", "--kind", "x"], "Khen thưởng", "award"),
        (&["record", "add", "x", "a=b"], "Diễn đàn", "forum"),
    ] {
        let said = |lang| {
            desk.run(&[wrong, &["--lang", lang]].concat())
                .refused(2)
                .err
        };
        assert!(said("vi").contains(vietnamese), "{}", said("vi"));
        assert!(said("en").contains(english), "{}", said("en"));
        assert!(!said("en").contains(vietnamese), "{}", said("en"));
    }
    let folder = desk.run(&["import", path(desk.path())]).refused(3).err;
    assert!(
        folder.contains("là thư mục") && !folder.contains("os error"),
        "{folder}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_is_lost_is_a_failure_with_its_reason() {
    let desk = Desk::of("An");
    let full = std::fs::File::create("/dev/full").unwrap();
    let run = std::process::Command::new(assert_cmd::cargo::cargo_bin("kheo"))
        .args(["--store", path(desk.path()), "--lang", "vi", "list"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1));
    let why = String::from_utf8(run.stderr).unwrap();
    assert!(why.contains("đĩa đã đầy"), "{why}");
}

#[test]
fn a_damaged_book_is_said_to_be_so_and_nothing_else() {
    let desk = Desk::of("An");
    let store = desk.path().join("kheo.redb");
    let whole = std::fs::read(&store).unwrap();
    let mut torn = whole.clone();
    for page in torn.chunks_mut(4096).skip(1) {
        page[..64].fill(0xff);
    }
    for damaged in [&whole[..whole.len() / 2], &torn] {
        std::fs::write(&store, damaged).unwrap();
        let run = desk.run(&["list"]).refused(5);
        assert_eq!(run.err.trim().lines().count(), 1, "{}", run.err);
    }
}

#[test]
fn an_empty_setting_is_none_and_a_missing_server_is_named() {
    let desk = Desk::of("An");
    let run = |variable: &str, value: &str| {
        let mut command = desk.command(&["list"]);
        Run::of(command.env(variable, value).output().unwrap())
    };
    run("KHEO_STORE", "").done();
    run("KHEO_SOCKET", "").done();
    let nobody = run("KHEO_SOCKET", "/khong/co/kheo.sock").refused(1);
    assert!(nobody.err.contains("/khong/co/kheo.sock"), "{}", nobody.err);
    // A server that is only just starting is waited for, and then named too.
    let socket = desk.path().join("khong-ai.sock").display().to_string();
    let nobody = run("KHEO_SOCKET", &socket).refused(1);
    assert!(nobody.err.contains(&socket), "{}", nobody.err);
}

#[test]
fn an_id_of_another_kind_is_not_said_to_be_missing() {
    let desk = Desk::of("An");
    desk.run(&["add", "--name", "Đường hoa", "--unit", "Đông Yên"])
        .done();
    let id = desk.only("Đường hoa");
    for verb in ["show", "minutes"] {
        let said = desk.run(&["visit", verb, &id]).refused(3).err;
        assert!(said.contains("loại bản ghi khác"), "{said}");
    }
}

#[test]
fn what_is_written_to_a_file_is_not_written_to_standard_output() {
    let desk = Desk::of("An");
    for written in [
        &["bundle", "export", "-o", "-"][..],
        &["report", "b01", "-o", "-"],
        &["outline", "export", "template", "-o", "-"],
        &["visit", "minutes", "x", "-o", "-"],
        &["attach", "export", "x", "-o", "-"],
        &["backup", "-"],
    ] {
        let run = desk.run(written).refused(2);
        assert!(run.err.contains("“-” không phải tên tệp"), "{}", run.err);
    }
    assert!(!std::path::Path::new("-").exists());
}

#[test]
fn only_a_bundle_is_written_over_by_a_bundle() {
    let desk = Desk::of("An");
    let letter = desk.file("thu.docx", "thư của tôi");
    let run = desk
        .run(&["bundle", "export", "-o", path(&letter)])
        .refused(1);
    assert!(run.err.contains("không ghi đè"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(&letter).unwrap(), "thư của tôi");
    let table = desk.path().join("bieu.xlsx");
    desk.run(&["report", "b01", "-o", path(&table)]).done();
    desk.run(&["bundle", "export", "-o", path(&table)])
        .refused(1);
    // An empty file is what `mktemp` leaves; a bundle is written anew.
    let bundle = desk.file("a.kheo", "");
    for _ in 0..2 {
        desk.run(&["bundle", "export", "-o", path(&bundle)]).done();
    }
}
