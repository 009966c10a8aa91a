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
    let [written] = <[_; 1]>::try_from(filling.answer(plan, &"met".into()).unwrap()).unwrap();
    assert_eq!(written.field, "answer./a/a1");
    assert_eq!(written.value, "met");
    assert!(filling.session().is_relevant(number), "skip logic at once");
    assert!(filling.answer(number, &"-2".into()).is_err(), "constraint");
    assert!(filling.answer(plan, &"lạ".into()).is_err(), "not a choice");

    let shared = at(&filling, "/mo_hinh[1]/c10");
    let [written] = <[_; 1]>::try_from(filling.answer(shared, &"unmet".into()).unwrap()).unwrap();
    assert_eq!(written.field, format!("answer./mo_hinh[{MODEL}]/c10"));
    let name = at(&filling, "/mo_hinh[1]/ten");
    assert_eq!(filling.session().shown(name), "Hũ gạo");
    let [cleared] = <[_; 1]>::try_from(filling.answer(plan, &Given::Nothing).unwrap()).unwrap();
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
    // c10 and a1 are judged; the name and the number only tell more.
    assert_eq!((progress.answered, progress.asked), (2, 2));
}

#[test]
fn what_nobody_looked_at_is_asked_and_not_answered() {
    let visit = visit(&[("remark./a/a1", "Hẹn xem sau")]);
    let filling = filling(&visit);
    let progress = filling.progress();
    assert_eq!((progress.answered, progress.asked), (0, 2));
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

#[test]
fn targets_of_the_visit_are_rows_of_the_outlines_table() {
    let outline = Arc::new(crate::forms::template::outline().unwrap());
    let target = |part: &str| format!("target.t1.{part}");
    let model = format!("model:{MODEL}");
    let fields = [
        (target("name"), "Số hộ tham gia"),
        (target("model"), model.as_str()),
        (target("registered"), "1.240"),
        (target("reported"), "trên 1.300"),
    ];
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let visit = visit(&fields);
    let mut filling = Filling::open(outline, &visit, Surroundings::default());
    let at = |filling: &Filling, question: &str| {
        let path = format!("/mo_hinh[1]/mh_d/chi_tieu[1]/{question}");
        filling.session().find(&path).unwrap()
    };
    let registered = at(&filling, "ct_dang_ky");
    assert_eq!(
        filling
            .session()
            .value(registered)
            .map(|answer| answer.written()),
        Some("1240".to_owned()),
        "a number is a number to the form"
    );
    assert_eq!(
        filling.left_over().count(),
        0,
        "what is no number stays with its target"
    );
    let counted = at(&filling, "ct_dem");
    let written = filling.answer(counted, &"1205,5".into()).unwrap();
    let names: Vec<_> = written.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(names, ["target.t1.counted", "target.t1.model"]);
    assert_eq!(written[0].value, "1205,5");
    assert!(filling.answer(counted, &"-1".into()).is_err());
    let items = filling.items(&visit);
    let said: Vec<_> = items.iter().flat_map(|group| &group.items).collect();
    assert!(
        said.iter().all(|item| item.label != "Đăng ký"),
        "minutes have a table for them"
    );
}

#[test]
fn an_instance_is_added_by_name_and_taken_out_with_all_in_it() {
    let outline = Arc::new(crate::forms::template::outline().unwrap());
    let mut before = visit(&[]);
    let mut filling = Filling::open(outline.clone(), &before, Surroundings::default());
    let addition = |filling: &Filling, name: &str| {
        let rows = filling.rows().into_iter();
        let mut places = rows.filter_map(|row| match row {
            crate::forms::session::Row::Addition { repeat, parent, .. } => {
                Some(Addition { repeat, parent })
            }
            crate::forms::session::Row::Line(_) => None,
        });
        let outline = filling.session().outline();
        places.find(|place| outline.node(place.repeat).name == name)
    };
    assert_eq!(
        addition(&filling, "mo_hinh"),
        None,
        "the visit decides which models there are"
    );
    let place = addition(&filling, "g28").unwrap();
    let added = filling.add(place, "k1").unwrap();
    assert_eq!(added.fields[0].field, "instance./g/g28[k1]");
    let question = filling.session().find("/g/g28[2]/g28_viec").unwrap();
    let written = filling.answer(question, &"Lắp thùng rác".into()).unwrap();
    assert_eq!(written[0].field, "answer./g/g28[k1]/g28_viec");

    before.instances.insert("/g/g28[k1]".into(), 2);
    before
        .answers
        .insert("/g/g28[k1]/g28_viec".into(), "Lắp thùng rác".into());
    let filling = Filling::open(outline, &before, Surroundings::default());
    let id = filling.session().find("/g/g28[1]").unwrap();
    let cleared = filling.without(id, &before);
    let names: Vec<_> = cleared.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(names, ["answer./g/g28[k1]/g28_viec", "instance./g/g28[k1]"]);
    assert!(cleared.iter().all(|one| one.value.is_null()));
}

#[test]
fn a_visit_moves_to_another_version_and_nothing_is_dropped() {
    let old = outline();
    let source = crate::forms::Source::from((*old).clone());
    let mut sheets = source.sheets;
    for (_, cells) in &mut sheets[0].rows {
        match cells[1].as_str() {
            // Another name, the same label.
            "a1" => cells[1] = "a1_ke_hoach".into(),
            // Asked no more; another question in its place.
            "a1_so" => {
                cells[1] = "a1_khac".into();
                cells[2] = "Câu khác".into();
                cells[3] = String::new();
            }
            _ => {}
        }
    }
    let new = read_source(Source {
        sheets,
        files: Vec::new(),
    })
    .unwrap();
    let c10 = format!("answer./mo_hinh[{MODEL}]/c10");
    let visit = visit(&[
        ("answer./a/a1", "met"),
        ("answer./a/a1_so", "3"),
        ("remark./a/a1", "Ký trễ"),
        (&c10, "unmet"),
    ]);
    let id = RecordId::derived(crate::domain::RecordKind::Outline, &["new"]);
    let moved = moved(&visit, &old, &new, id);
    assert_eq!(moved.kept, 1, "c10 of the model");
    assert_eq!(moved.renamed[0].old, "/a/a1");
    assert_eq!(moved.renamed[0].new, "/a/a1_ke_hoach");
    assert_eq!(moved.left_over, [("/a/a1_so".to_owned(), Value::from("3"))]);
    let written = |field: &str| {
        let found = moved.fields.iter().find(|one| one.field == field);
        found.map(|one| one.value.clone())
    };
    assert_eq!(written("answer./a/a1_ke_hoach"), Some("met".into()));
    assert_eq!(written("answer./a/a1"), Some(Value::Null));
    assert_eq!(written("remark./a/a1_ke_hoach"), Some("Ký trễ".into()));
    assert_eq!(written("answer./a/a1_so"), None, "left where it was");
    assert_eq!(written("outline"), Some(id.to_string().into()));
}
