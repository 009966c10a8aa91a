//! Visits on the command line, in the sample book.

use serde_json::Value;

use crate::desk::{Desk, path, text};

/// The sample book has signed visits, drafts, and *kiến nghị* that are late.
fn sample() -> Desk {
    let desk = Desk::bare();
    desk.run(&["demo", "--no-tui"]).done();
    desk
}

fn list(desk: &Desk, arguments: &[&str]) -> Vec<Value> {
    let document = desk.json(&[&["visit", "list"], arguments].concat());
    document.as_array().unwrap().clone()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn visits_are_listed_shown_and_written_out() {
    let desk = sample();
    let visits = list(&desk, &[]);
    assert_eq!(visits.len(), 4);
    for key in [
        "id",
        "title",
        "round",
        "round_id",
        "unit",
        "unit_id",
        "date",
        "models",
        "conclusions",
        "findings",
        "recommendations",
        "signed",
        "conflicts",
    ] {
        assert!(keys(&visits[0]).contains(&key), "{key}");
    }
    let dates: Vec<String> = visits.iter().map(|visit| text(&visit["date"])).collect();
    assert_eq!(
        dates,
        ["2023-05-19", "2023-05-16", "2023-05-16", "2022-05-12"]
    );
    assert_eq!(list(&desk, &["--unit", "xã Hòn Nghệ, Kiên Lương"]).len(), 2);
    let model = text(&visits[0]["models"][0]["id"]);
    assert_eq!(list(&desk, &["--model", &model]).len(), 2);
    let round = text(&visits[0]["round_id"]);
    assert_eq!(list(&desk, &["--round", &round]).len(), 3);

    // The draft of 2023 brings along what was asked in 2022.
    let id = text(&visits[0]["id"]);
    let shown = desk.json(&["visit", "show", &id]);
    assert_eq!(shown["seal"], Value::Null);
    let earlier = shown["earlier"].as_array().unwrap();
    assert_eq!(earlier.len(), 2);
    assert_eq!(earlier[0]["number"], "KN01");
    assert_eq!(earlier[0]["status"], "reported");
    assert_eq!(earlier[0]["follow_ups"].as_array().unwrap().len(), 1);
    let counted: Vec<_> = shown["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| &t["counted"])
        .collect();
    assert!(counted.contains(&&Value::Null), "not counted is null");

    // A model knows its visits.
    let of_model = desk.json(&["show", &model]);
    let ids: Vec<String> = of_model["visits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| text(&visit["id"]))
        .collect();
    assert_eq!(ids, [id.clone(), text(&visits[3]["id"])]);

    minutes(&desk, &id, &text(&visits[3]["id"]));
    recommendations(&desk);
    refusals(&desk, &id);
}

#[test]
fn minutes_speak_in_the_words_of_the_outline() {
    let desk = sample();
    desk.run(&["outline", "export", "template", "-o", "de-cuong.xlsx"])
        .done();
    let outline = text(&desk.json(&["outline", "import", "de-cuong.xlsx"])["id"]);
    let visit = &list(&desk, &[])[0];
    let (id, model) = (text(&visit["id"]), text(&visit["models"][0]["id"]));
    let key = model.strip_prefix("model:").unwrap();
    desk.run(&[
        "set",
        &id,
        &format!("outline={outline}"),
        "answer./a/a1=met",
        "remark./a/a2=Hẹn gửi sau",
        &format!("answer./mo_hinh[{key}]/mh_c/c10=partly"),
        "answer./z/cu=12",
    ])
    .done();
    let aloud = desk.run(&["visit", "minutes", &id]).done().out;
    let words: String = aloud.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "A1.",
        "Đạt",
        "A2.",
        "C10.",
        "Đạt một phần",
        "Chưa kiểm tra",
        "/z/cu",
    ] {
        assert!(words.contains(part), "{part}\n{aloud}");
    }
    // An outline that the book does not have loses no answer.
    desk.run(&["set", &id, "outline="]).done();
    let aloud = desk.run(&["visit", "minutes", &id]).done().out;
    assert!(
        aloud.contains("/a/a1") && aloud.contains("/z/cu"),
        "{aloud}"
    );
}

fn minutes(desk: &Desk, draft: &str, signed: &str) {
    let aloud = desk.run(&["visit", "minutes", draft]).done().out;
    assert!(
        aloud.contains("DỰ THẢO") && aloud.contains("Chưa kiểm tra"),
        "{aloud}"
    );
    let shown = desk.json(&["visit", "show", signed]);
    let seal = text(&shown["seal"]);
    assert_eq!(shown["altered"], false);
    for file in ["bb.docx", "bb.txt", "bb.md"] {
        let document = desk.json(&["visit", "minutes", signed, "-o", file]);
        assert_eq!(document["seal"], seal.as_str());
        let bytes = std::fs::read(desk.path().join(file)).unwrap();
        if file == "bb.docx" {
            assert_eq!(&bytes[..2], b"PK");
        } else {
            let words = String::from_utf8(bytes).unwrap();
            let tight: String = words.split_whitespace().collect();
            assert!(tight.contains(&seal), "{words}");
            assert!(!words.contains("DỰ THẢO"), "{words}");
        }
    }
}

fn recommendations(desk: &Desk) {
    let asked = |arguments: &[&str]| {
        let document = desk.json(&[&["visit", "recommendations"], arguments].concat());
        document.as_array().unwrap().clone()
    };
    let then = ["--on", "2022-10-01"];
    let late = asked(&[&then[..], &["--status", "overdue"]].concat());
    assert_eq!(late.len(), 1, "{late:?}");
    assert_eq!(late[0]["text"], "Lắp thêm 2 thùng rác ở cầu cảng");
    assert_eq!(late[0]["to"], "xã Hòn Nghệ");
    let upward = asked(&["--direction", "to_superior"]);
    assert_eq!(upward.len(), 1);
    assert_eq!(
        asked(&["--status", "quá hạn", "--unit", "huyện An Biên"]).len(),
        0
    );
}

fn refusals(desk: &Desk, id: &str) {
    desk.run(&["visit", "show", "visit:x"]).refused(3);
    desk.run(&["visit", "list", "--unit", "Không Đâu"])
        .refused(3);
    desk.run(&["visit", "recommendations", "--status", "mới tinh"])
        .refused(2);
    let odd = desk
        .run(&["visit", "minutes", id, "-o", "bb.pdf"])
        .refused(2);
    assert!(odd.err.contains(".docx"), "{}", odd.err);
    let nowhere = desk.path().join("khong-co").join("bb.docx");
    desk.run(&["visit", "minutes", id, "-o", path(&nowhere)])
        .refused(1);

    // A visit is filled in by scripts too, and its guards hold for them.
    desk.run(&["set", id, "answer./e/e22=met", "place=Nhà văn hóa"])
        .done();
    let shown = desk.json(&["visit", "show", id]);
    assert_eq!(shown["answers"]["/e/e22"], "met");
    desk.run(&["set", id, "seal=abc"]).refused(3);
    desk.run(&["undo"]).done();
    let shown = desk.json(&["visit", "show", id]);
    assert_eq!(shown["answers"]["/e/e22"], Value::Null);
    assert_eq!(shown["answers"]["/a/a1"], "met", "what stood before stays");
    desk.run(&["check"]).done();
}
