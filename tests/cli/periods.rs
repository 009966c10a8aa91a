//! Labels that a book gives to periods: made like other records, and taken
//! wherever the command line takes a period.

use serde_json::Value;

use crate::desk::{Desk, Run, path, text};

const LABEL: &str = "Nhiệm kỳ 2020-2025 của huyện";

fn add(desk: &Desk, label: &str, span: &str) -> Run {
    let (label, span) = (format!("label={label}"), format!("span={span}"));
    desk.run(&["record", "add", "period", &label, &span, "--json"])
}

/// A desk whose book has the label, and a model registered for it by that.
fn labelled() -> (Desk, String) {
    let desk = Desk::of("Nguyễn Văn An");
    let added = add(&desk, LABEL, "2020-2025").done().json();
    assert_eq!(added["records_new"], 1, "{added}");
    let model = desk.json(&[
        "add",
        "--name",
        "Hũ gạo tình thương",
        "--unit",
        "xã Đông Yên",
        "--level",
        "base",
        "--period",
        LABEL,
    ]);
    let model = text(&model["id"]);
    (desk, model)
}

fn registration(desk: &Desk, model: &str) -> (String, String) {
    let shown = desk.json(&["show", model]);
    let registration = &shown["registrations"][0];
    (text(&registration["period"]), text(&registration["status"]))
}

#[test]
fn a_label_of_the_book_is_a_period_in_any_spelling() {
    let (desk, model) = labelled();
    let registered = ("2020-2025".to_owned(), "registered".to_owned());
    assert_eq!(registration(&desk, &model), registered);
    let spelled = "NHIEM KY 2020 - 2025 CUA HUYEN";
    desk.run(&[
        "advance", &model, "--level", "base", "--period", spelled, "--to", "underway",
    ])
    .done();
    assert_eq!(registration(&desk, &model).1, "underway");
    let listed = desk.json(&["list", "--period", spelled]);
    assert_eq!(text(&listed[0]["id"]), model);
    let report = [
        "report",
        "b01",
        "--unit",
        "huyện An Biên",
        "--period",
        spelled,
    ];
    let report = desk.json(&[&report[..], &["--compare", LABEL]].concat());
    assert_eq!(report["period"], "2020-2025", "{report}");
    assert_eq!(report["compare"], "2020-2025", "{report}");
    let found = desk.json(&["search", "Hũ gạo", "--period", spelled]);
    assert_eq!(text(&found[0]["id"]), model);
}

#[test]
fn a_label_that_is_not_there_is_refused_with_those_that_are() {
    let desk = Desk::of("Nguyễn Văn An");
    let list = ["list", "--period", "nhiệm kỳ của tỉnh"];
    let said = desk.run(&list).refused(2).err;
    assert!(said.contains("2021-2023") && !said.contains("nhãn"));
    let id = text(&add(&desk, LABEL, "2020-2025").done().json()["ids"][0]);
    let said = desk.run(&list).refused(2).err;
    assert!(
        said.contains(LABEL) && said.contains("nhiệm kỳ của tỉnh"),
        "{said}"
    );
    assert_eq!(desk.json(&["show", &id])["label"], LABEL);
    // Taken back, it is no label any more.
    desk.run(&["undo"]).done();
    let said = desk.run(&["list", "--period", LABEL]).refused(2).err;
    assert!(!said.contains("nhãn"), "{said}");
}

#[test]
fn one_label_for_two_spans_is_refused_with_both() {
    let (desk, _) = labelled();
    let other = add(&desk, "Nhiệm kỳ của xã", "2019-2024").done().json();
    let id = text(&other["ids"][0]);
    desk.run(&["set", &id, "label=nhiệm kỳ 2020-2025 CỦA HUYỆN"])
        .done();
    let said = desk.run(&["list", "--period", LABEL]).refused(3).err;
    for expected in ["2020-2025", "2019-2024", LABEL, &id] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    // Where both mean one span, it is clear what is meant.
    desk.run(&["set", &id, "span=2020-2025"]).done();
    let listed = desk.json(&["list", "--period", LABEL]);
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_label_is_one_record_and_needs_both_fields() {
    let desk = Desk::of("Nguyễn Văn An");
    let first = add(&desk, LABEL, "2020-2025").done().json();
    let again = add(&desk, LABEL, "2020 - 2025").done().json();
    assert_eq!(again["records_same"], 1, "{again}");
    let moved = add(&desk, "nhiem ky 2020-2025 cua huyen", "2021-2025");
    let moved = moved.done().json();
    assert_eq!(moved["records_changed"], 1, "{moved}");
    assert_eq!(moved["ids"], first["ids"]);
    let without_a_span = ["record", "add", "period", "label=Nhiệm kỳ của xã"];
    desk.run(&without_a_span).refused(3);
    add(&desk, "", "2020").refused(3);
}

#[test]
fn a_label_that_reads_as_another_period_is_refused() {
    let desk = Desk::of("Nguyễn Văn An");
    let refused = add(&desk, "nhiệm kỳ 2020-2025", "2021-2025").refused(3);
    assert_eq!(refused.json()["faults"][0]["column"], "label");
    assert!(
        refused.err.contains("“nhiệm kỳ 2020-2025 của huyện”"),
        "{}",
        refused.err
    );
    let id = text(&add(&desk, LABEL, "2020-2025").done().json()["ids"][0]);
    let said = desk.run(&["set", &id, "label=Năm 2021"]).refused(3).err;
    assert!(said.contains("2021"), "{said}");
    desk.run(&["set", &id, "span="]).refused(3);
    let list = desk.file(
        "ky.csv",
        "Tên gọi,Giai đoạn\nNhiệm kỳ của xã,2020-2025\nNăm 2022,2023\n",
    );
    let import = ["record", "import", "period", path(&list), "--json"];
    let refused = desk.run(&import).refused(3).json();
    let faults = refused["faults"].as_array().unwrap();
    let at: Vec<_> = faults
        .iter()
        .map(|at| (&at["row"], &at["column"]))
        .collect();
    assert_eq!(at, [(&Value::from(3), &Value::from("Tên gọi"))]);
}

#[test]
fn lists_name_periods_by_their_labels_too() {
    let (desk, _) = labelled();
    let rows = "Tên mô hình,Xã,Cấp,Giai đoạn\n\
                Thắp sáng đường quê,Đông Yên,Cơ sở,nhiem ky 2020-2025 cua huyen\n\
                Dòng sông không rác,Đông Yên,Cơ sở,2022\n";
    let list = desk.file("mo-hinh.csv", rows);
    let done = desk.json(&["import", path(&list)]);
    assert_eq!(done["registrations_new"], 2, "{done}");
    let model = desk.only("Thắp sáng đường quê");
    assert_eq!(registration(&desk, &model).0, "2020-2025");
    let wrong = rows.replace("huyen", "tinh").replace("2022", "hôm nay");
    let wrong = desk.file("sai.csv", &wrong);
    let refused = desk.run(&["import", path(&wrong)]).refused(3).err;
    assert_eq!(refused.matches(LABEL).count(), 2, "{refused}");
    let half = desk.file(
        "nua.csv",
        &format!("Tên mô hình,Xã,Cấp,Giai đoạn\nHàng rào xanh,Đông Yên,,{LABEL}\n"),
    );
    let refused = desk.run(&["import", path(&half), "--json"]).refused(3);
    let refused = refused.json();
    assert_eq!(refused["faults"][0]["row"], 2, "{refused}");
    assert_eq!(refused["faults"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_period_for_a_whole_list_may_be_a_label() {
    let (desk, _) = labelled();
    let rows = "Tên mô hình,Xã,Cấp\nThắp sáng đường quê,Đông Yên,Cơ sở\n";
    let list = desk.file("mo-hinh.csv", rows);
    let map = format!("period=={}", LABEL.to_uppercase());
    desk.run(&["import", path(&list), "--map", &map]).done();
    let model = desk.only("Thắp sáng đường quê");
    assert_eq!(registration(&desk, &model).0, "2020-2025");
    let unknown = ["import", path(&list), "--map", "period==nhiệm kỳ của tỉnh"];
    let said = desk.run(&unknown).refused(2).err;
    assert!(said.contains(LABEL), "{said}");
}

#[test]
fn other_registers_take_a_label_for_a_period() {
    let (desk, _) = labelled();
    let period = format!("period={LABEL}");
    let award = desk.json(&[
        "record",
        "add",
        "award",
        "name=Hội LHPN xã Đông Yên",
        "form=Giấy khen",
        &period,
    ]);
    let id = text(&award["ids"][0]);
    assert_eq!(desk.json(&["show", &id])["period"], "2020-2025");
    desk.run(&["set", &id, "period=2022"]).done();
    desk.run(&["set", &id, &period]).done();
    assert_eq!(desk.json(&["show", &id])["period"], "2020-2025");
}

/// The periods of the models in a list of that name and content.
fn periods_of(desk: &Desk, file: &str, list: &str) -> Vec<(String, String)> {
    let list = desk.file(file, list);
    desk.run(&["import", path(&list), "--json"]).done();
    let listed = desk.json(&["list"]);
    let models = listed.as_array().unwrap().iter();
    models
        .map(|model| {
            let of = &model["registrations"][0]["period"];
            (text(&model["name"]), text(of))
        })
        .collect()
}

#[test]
fn a_title_or_a_section_says_a_period_by_its_label() {
    let desk = Desk::of("Nguyễn Văn An");
    add(&desk, "Đợt 1", "2023-Q2").done();
    add(&desk, "Đợt 2", "2023-Q4").done();
    add(&desk, "Nhiệm kỳ Đại hội XII", "2020-2025").done();
    let sections = "STT,Tên mô hình,Xã,Cấp\nI,Đợt 1,,\n1,Ghe về bến,xã Đông Yên,Cơ sở\n\
                    II,Đợt 2,,\n2,Hũ gạo,xã Hưng Yên,Cơ sở\n";
    let known = |name: &str, of: &str| (name.to_owned(), of.to_owned());
    let [ship, rice] = [known("Ghe về bến", "2023-Q2"), known("Hũ gạo", "2023-Q4")];
    let read = periods_of(&desk, "dot.csv", sections);
    assert_eq!(read, [ship.clone(), rice.clone()]);
    let title = "DANH SÁCH MÔ HÌNH NHIỆM KỲ ĐẠI HỘI XII,,,\n,,,\nSTT,Tên mô hình,Xã,Cấp\n\
                 1,Đường hoa,xã Đông Yên,Cơ sở\n";
    let read = periods_of(&desk, "nhiem-ky.csv", title);
    assert_eq!(read, [known("Đường hoa", "2020-2025"), ship, rice]);
}
