//! The outline that ships with the program.

use std::sync::Arc;

use kheo::forms::{Session, template};

use crate::tables::{sentences, surroundings, value};

#[test]
fn the_template_is_sound_and_says_that_it_is_one() {
    let outline = template::outline().unwrap_or_else(|faults| panic!("{}", sentences(&faults)));
    assert_eq!(sentences(&outline.warnings), "");
    assert_eq!(sentences(&outline.unsupported), "");
    assert!(
        outline
            .heading
            .title
            .contains("mẫu, không phải biểu chính thức")
    );
}

#[test]
fn all_29_items_are_asked_and_begin_unchecked() {
    let outline = Arc::new(template::outline().unwrap());
    let form = Session::begin(outline.clone(), surroundings());
    let names: Vec<&str> = outline
        .nodes()
        .map(|(_, node)| node.name.as_str())
        .collect();
    for item in [
        "a1", "a2", "a3", "a4", "a5", "b6", "b7", "b8", "b9", "c10", "c11", "c12", "c13", "c14",
        "d15", "d16", "d17", "d18", "d19", "e20", "e21", "e22", "e23", "f24", "f25", "f26", "g27",
        "g28", "g29",
    ] {
        assert!(names.contains(&item), "{item}");
    }
    let judged: Vec<String> = form
        .questions()
        .filter(|id| form.choice_names(*id).first().map(String::as_str) == Some("met"))
        .map(|id| form.path(id))
        .collect();
    assert_eq!(judged.len(), 23);
    for path in judged {
        assert_eq!(value(&form, &path), "unchecked", "{path}");
    }
}

#[test]
fn targets_are_checked_in_three_columns() {
    let outline = Arc::new(template::outline().unwrap());
    let mut form = Session::begin(outline, surroundings());
    let target = "/mo_hinh[2]/mh_d/chi_tieu[2]";
    for (column, number) in [("dang_ky", "40"), ("bao_cao", "45"), ("dem", "38,5")] {
        form.answer(&format!("{target}/ct_{column}"), &number.into())
            .unwrap();
    }
    assert_eq!(value(&form, &format!("{target}/ct_lech")), "-6.5");
    assert_eq!(value(&form, "/mo_hinh[1]/mh_d/chi_tieu[1]/ct_lech"), "");
}
