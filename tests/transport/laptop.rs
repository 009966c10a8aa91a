//! Laptops of officers who know each other.

use crate::desk::{Desk, text};

/// A laptop with a model and a note of its officer.
pub fn laptop(officer: &str) -> Desk {
    let desk = Desk::of(officer);
    let name = format!("Mô hình của {officer}");
    let added = desk.json(&["add", "--name", &name, "--unit", "xã Đông Yên"]);
    let model = text(&added["id"]);
    let words = format!("Ghi chép của {officer}");
    desk.run(&["note", "add", &model, "--text", &words]).done();
    desk
}

/// Approves every machine that waits.
pub fn approve_all(desk: &Desk) {
    for device in desk.json(&["devices", "list"]).as_array().unwrap() {
        if device["status"] == "waiting" {
            desk.run(&["devices", "approve", device["id"].as_str().unwrap()])
                .done();
        }
    }
}
