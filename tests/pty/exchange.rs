//! Two officers, one stick: the same field written twice is found from *Tổng
//! quan*, chosen by a key, and the same in both books afterwards.

use std::path::Path;

use serde_json::Value;

use crate::desk::Desk;
use crate::terminal::Terminal;

fn json(desk: &Desk, arguments: &[&str]) -> Vec<Value> {
    let arguments = [arguments, &["--json"]].concat();
    serde_json::from_str(&desk.run(&arguments)).unwrap()
}

/// Approves every device that waits, as after a telephone call.
fn approve_all(desk: &Desk) {
    for device in json(desk, &["devices", "list"]) {
        if device["status"] == "waiting" {
            desk.run(&["devices", "approve", device["id"].as_str().unwrap()]);
        }
    }
}

fn names(desk: &Desk) -> Vec<String> {
    let models = json(desk, &["list"]);
    let name = |model: &Value| model["name"].as_str().unwrap().to_owned();
    models.iter().map(name).collect()
}

/// Two books that know each other and hold the same models.
fn acquainted(stick: &str) -> (Desk, Desk) {
    let (an, binh) = (Desk::with_models("Nguyễn Văn An"), Desk::of("Lê Thị Bình"));
    for desk in [&an, &binh, &an] {
        desk.run(&["sync", stick]);
        approve_all(desk);
    }
    assert_eq!(names(&an), names(&binh));
    (an, binh)
}

/// Writes `more` behind the name of the second model, by keys.
fn correct(desk: &Desk, more: &str) {
    let mut terminal = desk.open_models();
    terminal.key("down").sees("▌ Hũ gạo").key("f2");
    terminal.sees("Sửa mô hình “Hũ gạo tình thương”").key("end");
    terminal.text(more).key("f2").sees("Đã lưu:");
}

/// Exchanges with the stick by keys.
fn exchange(terminal: &mut Terminal, stick: &Path) {
    terminal.text("6").sees("Số liệu đang giữ").key("f4");
    terminal.sees("Trao đổi với thư mục chung");
    // With the slash the folder is entered: nothing more being typed, it is meant.
    terminal
        .key("backspace")
        .key("backspace")
        .text(&format!("{}/", stick.display()))
        .key("enter")
        .sees("Đã nhận");
}

#[test]
fn what_both_wrote_is_chosen_once_and_agrees_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let stick = folder.path().join("kheo");
    std::fs::create_dir(&stick).unwrap();
    let (an, binh) = acquainted(stick.to_str().unwrap());
    correct(&an, " của An");
    correct(&binh, " của Bình");

    exchange(&mut an.open(), &stick);
    let mut terminal = binh.open();
    exchange(&mut terminal, &stick);
    terminal.sees("1 chỗ chưa khớp");
    terminal.text("1").sees("1 chỗ chưa khớp đang chờ chọn");
    terminal
        .key("enter")
        .sees("Hũ gạo tình thương của An")
        .sees("Hũ gạo tình thương của Bình");
    terminal.key("right").sees("Đã lưu");
    exchange(&mut terminal, &stick);
    drop(terminal);
    exchange(&mut an.open(), &stick);

    let agreed = names(&binh);
    assert_eq!(names(&an), agreed);
    let chosen = agreed.iter().filter(|name| name.starts_with("Hũ gạo"));
    assert_eq!(chosen.count(), 1);
    for desk in [&an, &binh] {
        assert_eq!(json(desk, &["conflicts", "list"]), Vec::<Value>::new());
    }
}
