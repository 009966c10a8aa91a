use super::*;
use crate::domain::Fields;
use crate::forms::{Source, Table, read_source};

const MODEL: &str = "0198f3a1-0000-7000-8000-000000000001";

/// A small outline: a group about the unit, a repeat of models with skip logic.
fn outline() -> Arc<Outline> {
    let table = |name: &str, columns: &[&str], rows: &[&[&str]]| Table {
        name: name.into(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows: (2..)
            .zip(rows)
            .map(|(row, cells)| (row, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect(),
    };
    let survey = table(
        "survey",
        &["type", "name", "label", "relevant", "constraint", "default"],
        &[
            &["begin_group", "a", "A. Chỉ đạo", "", "", ""],
            &["select_one kq", "a1", "A1 Kế hoạch", "", "", "unchecked"],
            &[
                "integer",
                "a1_so",
                "Số cuộc họp",
                "${a1} = 'met'",
                ". >= 0",
                "",
            ],
            &["end_group", "", "", "", "", ""],
            &["begin_repeat", "mo_hinh", "Mô hình", "", "", ""],
            &["text", "ten", "Tên mô hình", "", "", ""],
            &[
                "select_one kq",
                "c10",
                "C10 Có phân công",
                "",
                "",
                "unchecked",
            ],
            &["end_repeat", "", "", "", "", ""],
        ],
    );
    let choices = table(
        "choices",
        &["list_name", "name", "label"],
        &[
            &["kq", "met", "Đạt"],
            &["kq", "unmet", "Chưa đạt"],
            &["kq", "unchecked", "Chưa kiểm tra"],
        ],
    );
    let source = Source {
        sheets: vec![survey, choices],
        files: Vec::new(),
    };
    Arc::new(read_source(source).unwrap())
}

fn visit(more: &[(&str, &str)]) -> Visit {
    let name = format!("model.{MODEL}.name");
    let seen = [(name.as_str(), "Hũ gạo")];
    let fields = seen.iter().chain(more);
    let fields = fields.map(|(name, value)| ((*name).to_owned(), Value::from(*value)));
    Visit::read(&Fields(fields.collect()))
}

fn filling(visit: &Visit) -> Filling {
    Filling::open(outline(), visit, Surroundings::default())
}

#[test]
fn answers_become_fields_of_the_visit_within_the_outlines_rules() {
    let visit = visit(&[]);
    let mut filling = filling(&visit);
    let at = |filling: &Filling, path: &str| filling.session().find(path).unwrap();
    let number = at(&filling, "/a/a1_so");
    assert!(!filling.session().is_relevant(number));
    let plan = at(&filling, "/a/a1");
    let written = filling.answer(plan, &"met".into()).unwrap();
    assert_eq!(written.field, "answer./a/a1");
    assert_eq!(written.value, "met");
    assert!(filling.session().is_relevant(number), "skip logic at once");
    assert!(filling.answer(number, &"-2".into()).is_err(), "constraint");
    assert!(filling.answer(plan, &"lạ".into()).is_err(), "not a choice");

    let shared = at(&filling, "/mo_hinh[1]/c10");
    let written = filling.answer(shared, &"unmet".into()).unwrap();
    assert_eq!(written.field, format!("answer./mo_hinh[{MODEL}]/c10"));
    let name = at(&filling, "/mo_hinh[1]/ten");
    assert_eq!(filling.session().shown(name), "Hũ gạo");
    let cleared = filling.answer(plan, &Given::Nothing).unwrap();
    assert_eq!(cleared.value, Value::Null);
}

#[test]
fn a_half_filled_visit_is_found_as_it_was_left() {
    let c10 = format!("answer./mo_hinh[{MODEL}]/c10");
    let visit = visit(&[
        (&c10, "met"),
        ("answer./a/a1", "met"),
        ("answer./a/a1_so", "4"),
    ]);
    let filling = filling(&visit);
    assert_eq!(filling.left_over().count(), 0);
    let progress = filling.progress();
    // The model's name is known, c10, a1 and the number are answered.
    assert_eq!((progress.answered, progress.asked), (4, 4));
}

#[test]
fn what_nobody_looked_at_is_asked_and_not_answered() {
    let visit = visit(&[("remark./a/a1", "Hẹn xem sau")]);
    let filling = filling(&visit);
    let progress = filling.progress();
    assert_eq!((progress.answered, progress.asked), (1, 3));
    let items = filling.items(&visit);
    let plan = &items[0];
    assert_eq!(plan.label, "A. Chỉ đạo");
    assert_eq!(plan.model, None);
    assert_eq!(plan.items[0].label, "A1 Kế hoạch");
    assert_eq!(plan.items[0].answer, None, "the paper says Chưa kiểm tra");
    assert_eq!(plan.items[0].remark.as_deref(), Some("Hẹn xem sau"));
    let model = &items[1];
    assert_eq!(
        model.model.map(|id| id.id.to_string()).as_deref(),
        Some(MODEL)
    );
    let labels: Vec<_> = model.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["Tên mô hình", "C10 Có phân công"]);
}

#[test]
fn an_answer_without_a_place_stays_and_is_told() {
    let visit = visit(&[("answer./z/z9", "met")]);
    let filling = filling(&visit);
    let left: Vec<_> = filling.left_over().map(|(path, _)| path).collect();
    assert_eq!(left, ["/z/z9"]);
    let said = |groups: Vec<crate::report::minutes::ItemGroup>| {
        let items = groups.into_iter().flat_map(|group| group.items);
        items.map(|item| item.label).collect::<Vec<_>>()
    };
    assert!(said(filling.items(&visit)).contains(&"/z/z9".to_owned()));
    assert_eq!(said(items_without_outline(&visit)), ["/z/z9"]);
}

#[test]
fn a_visit_without_models_asks_about_none() {
    let nobody = Visit::read(&Fields::default());
    let filling = filling(&nobody);
    assert!(
        filling
            .items(&nobody)
            .iter()
            .all(|group| group.model.is_none())
    );
    assert_eq!(filling.progress().asked, 1);
}
