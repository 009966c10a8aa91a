//! What follows from answers.

use kheo::forms::Given;
use kheo::i18n::Lang;

use crate::tables::{session, value};

fn give(session: &mut kheo::forms::Session, path: &str, answer: &str) {
    session.answer(path, &answer.into()).unwrap();
}

#[test]
fn what_is_not_relevant_is_unseen_and_comes_back() {
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | relevant | calculation |
         | | integer | so_ho | Số hộ | | |
         | | begin_group | chi_tiet | Chi tiết | ${so_ho} > 0 | |
         | | integer | so_nguoi | Số người | | |
         | | end_group | | | | |
         | | calculate | tong | | | coalesce(${so_nguoi}, 0) + 1 |",
    );
    assert!(
        form.find("/chi_tiet")
            .is_some_and(|id| !form.is_relevant(id))
    );
    give(&mut form, "/so_ho", "2");
    give(&mut form, "/chi_tiet/so_nguoi", "9");
    assert_eq!(value(&form, "/tong"), "10");
    give(&mut form, "/so_ho", "0");
    assert_eq!(value(&form, "/chi_tiet/so_nguoi"), "");
    assert_eq!(value(&form, "/tong"), "1");
    give(&mut form, "/so_ho", "5");
    assert_eq!(value(&form, "/chi_tiet/so_nguoi"), "9");
    assert_eq!(value(&form, "/tong"), "10");
}

#[test]
fn a_refused_answer_is_not_kept_and_its_reason_stays_until_a_better_one() {
    let mut form = session(
        "| survey | | | | | | |
         | | type | name | label | constraint | constraint_message | required |
         | | integer | tuoi | Tuổi | . >= 18 and . < 120 | Từ 18 tuổi | yes |",
    );
    give(&mut form, "/tuoi", "30");
    let refused = form.answer("/tuoi", &"7".into()).unwrap_err();
    assert_eq!(refused.message(Lang::Vi), "Từ 18 tuổi");
    assert_eq!(value(&form, "/tuoi"), "30");
    assert_eq!(form.faulty(Lang::Vi)[0].reason.code(), "constraint");
    give(&mut form, "/tuoi", "40");
    assert!(form.faulty(Lang::Vi).is_empty());
    form.answer("/tuoi", &Given::Nothing).unwrap();
    assert_eq!(form.faulty(Lang::Vi)[0].reason.code(), "required");
}

const HOUSEHOLDS: &str = "
    | survey | | | | | |
    | | type | name | label | calculation | relevant | repeat_count |
    | | integer | n | Bao nhiêu | | | |
    | | begin_repeat | ho | Hộ | | | |
    | | text | ten | Tên | | | |
    | | integer | nguoi | Người | | | |
    | | calculate | gap_doi | | ${nguoi} * 2 | | |
    | | calculate | truoc | | indexed-repeat(${nguoi}, ${ho}, position(..) - 1) | | |
    | | calculate | stt | | position(..) | | |
    | | end_repeat | | | | | |
    | | calculate | tong | | sum(${nguoi}) | | |
    | | calculate | so_ho | | count(${ho}) | | |
    | | calculate | cac_ten | | join(', ', ${ten}) | | |";

#[test]
fn names_in_a_repeat_mean_the_same_instance() {
    let mut form = session(HOUSEHOLDS);
    give(&mut form, "/ho[1]/nguoi", "3");
    give(&mut form, "/ho[2]/nguoi", "4");
    give(&mut form, "/ho[2]/ten", "Bà Sáu");
    give(&mut form, "/ho[1]/ten", "Ông Bền");
    assert_eq!(value(&form, "/ho[1]/gap_doi"), "6");
    assert_eq!(value(&form, "/ho[2]/gap_doi"), "8");
    assert_eq!(value(&form, "/ho[2]/truoc"), "3");
    assert_eq!(value(&form, "/tong"), "7");
    assert_eq!(value(&form, "/so_ho"), "2");
    assert_eq!(value(&form, "/cac_ten"), "Ông Bền, Bà Sáu");
    give(&mut form, "/ho[1]/nguoi", "5");
    assert_eq!(
        value(&form, "/ho[2]/truoc"),
        "5",
        "another instance is read"
    );
}

#[test]
fn repeats_are_added_and_removed() {
    let mut form = session(HOUSEHOLDS);
    for (place, people) in [(1, "1"), (2, "2"), (3, "3")] {
        give(&mut form, &format!("/ho[{place}]/nguoi"), people);
    }
    form.remove_repeat("/ho[2]").unwrap();
    assert_eq!(value(&form, "/tong"), "4");
    assert_eq!(value(&form, "/ho[2]/nguoi"), "3");
    assert_eq!(value(&form, "/ho[2]/stt"), "2");
    assert_eq!(value(&form, "/ho[2]/truoc"), "1");
    form.remove_repeat("/ho[1]").unwrap();
    form.remove_repeat("/ho[1]").unwrap();
    assert_eq!(value(&form, "/so_ho"), "0");
    form.add_repeat("/ho").unwrap();
    assert_eq!(value(&form, "/so_ho"), "1");
    assert_eq!(value(&form, "/ho[1]/nguoi"), "", "a new one begins empty");
    assert!(form.remove_repeat("/ho[2]").is_err());
}

#[test]
fn a_counted_repeat_keeps_what_its_count_hides() {
    let counted = HOUSEHOLDS.replace("| Hộ | | | |", "| Hộ | | | ${n} |");
    let mut form = session(&counted);
    assert_eq!(value(&form, "/so_ho"), "0");
    give(&mut form, "/n", "3");
    for place in 1..=3 {
        give(&mut form, &format!("/ho[{place}]/nguoi"), "10");
    }
    assert_eq!(value(&form, "/tong"), "30");
    give(&mut form, "/n", "1");
    assert_eq!(value(&form, "/tong"), "10");
    assert!(form.answer("/ho[2]/nguoi", &"1".into()).is_err());
    give(&mut form, "/n", "2");
    assert_eq!(value(&form, "/tong"), "20", "nothing was dropped");
}

#[test]
fn a_count_beyond_measure_is_bounded_and_said() {
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | repeat_count |
         | | integer | n | Bao nhiêu | |
         | | begin_repeat | ho | Hộ | ${n} |
         | | note | ten | Tên | |
         | | end_repeat | | | |",
    );
    give(&mut form, "/n", "1000000000");
    let faulty = form.faulty(Lang::En);
    assert!(faulty[0].message.contains("1000000000"), "{faulty:?}");
    give(&mut form, "/n", "2");
    assert!(form.faulty(Lang::En).is_empty());
}

const PLACES: &str = "
    | survey | | | | |
    | | type | name | label | choice_filter | calculation |
    | | select_one huyen | huyen | Huyện | | |
    | | select_one xa | xa | Xã | huyen = ${huyen} | |
    | | select_multiple xa | cac_xa | Các xã | huyen = ${huyen} | |
    | | calculate | ten_xa | | | jr:choice-name(${xa}, '${xa}') |
    | choices | | | | |
    | | list_name | name | label | huyen | |
    | | huyen | kl | Kiên Lương | | |
    | | huyen | ab | An Biên | | |
    | | xa | hn | Hòn Nghệ | kl | |
    | | xa | sh | Sơn Hải | kl | |
    | | xa | dy | Đông Yên | ab | |";

#[test]
fn choices_follow_their_filter_and_so_do_answers() {
    let mut form = session(PLACES);
    let xa = form.find("/xa").unwrap();
    assert!(form.choice_names(xa).is_empty());
    give(&mut form, "/huyen", "kl");
    assert_eq!(form.choice_names(xa), ["hn", "sh"]);
    assert!(form.answer("/xa", &"dy".into()).is_err());
    give(&mut form, "/xa", "hn");
    give(&mut form, "/cac_xa", "hn sh");
    assert_eq!(value(&form, "/ten_xa"), "Hòn Nghệ");
    give(&mut form, "/huyen", "ab");
    assert_eq!(value(&form, "/xa"), "");
    assert_eq!(value(&form, "/cac_xa"), "");
    assert_eq!(value(&form, "/ten_xa"), "");
    give(&mut form, "/huyen", "kl");
    assert_eq!(value(&form, "/xa"), "hn", "seen again when offered again");
    assert_eq!(form.shown(xa), "Hòn Nghệ");
}

#[test]
fn labels_speak_the_answers_of_their_own_repeat() {
    let mut form = session(
        "| survey | | | |
         | | type | name | label::Tiếng Việt (vi) | label::English (en) |
         | | begin_repeat | ho | Hộ | Household |
         | | text | ten | Tên chủ hộ | Name |
         | | integer | n | ${ten} có mấy người? | How many live with ${ten}? |
         | | end_repeat | | | |
         | settings | | | |
         | | default_language | form_title | | |
         | | Tiếng Việt (vi) | Hộ dân | | |",
    );
    give(&mut form, "/ho[1]/ten", "Ông Bền");
    give(&mut form, "/ho[2]/ten", "Bà Sáu");
    let label = |form: &kheo::forms::Session, path| form.label(form.find(path).unwrap());
    assert_eq!(label(&form, "/ho[2]/n"), "Bà Sáu có mấy người?");
    form.set_language("English (en)");
    assert_eq!(label(&form, "/ho[1]/n"), "How many live with Ông Bền?");
}

#[test]
fn triggers_work_out_once_and_defaults_begin() {
    let mut form = session(
        "| survey | | | | | | |
         | | type | name | label | calculation | trigger | default |
         | | today | hom_nay | | | | |
         | | username | ai | | | | |
         | | text | a | A | | | chào |
         | | integer | dem | Đếm | once(7) | | |
         | | text | b | B | concat(${a}, '!') | ${a} | |
         | | date | ngay | Ngày | | | today() |
         | | date | han | Hạn | | | 2026-12-31 |
         | | integer | am | Âm | | | -5 |",
    );
    assert_eq!(value(&form, "/hom_nay"), "2026-02-05");
    assert_eq!(value(&form, "/ai"), "Lê Thị Sáu");
    assert_eq!(value(&form, "/a"), "chào");
    assert_eq!(value(&form, "/b"), "");
    assert_eq!(value(&form, "/ngay"), "2026-02-05");
    assert_eq!(value(&form, "/han"), "2026-12-31");
    assert_eq!(value(&form, "/am"), "-5");
    give(&mut form, "/a", "xin");
    assert_eq!(value(&form, "/b"), "xin!");
    give(&mut form, "/b", "sửa tay");
    assert_eq!(value(&form, "/b"), "sửa tay");
}

#[test]
fn a_form_is_left_and_resumed_as_it_was() {
    let outline = std::sync::Arc::new(crate::tables::outline(HOUSEHOLDS));
    let mut form = kheo::forms::Session::begin(outline.clone(), crate::tables::surroundings());
    give(&mut form, "/n", "4");
    give(&mut form, "/ho[1]/ten", "Ông Bền");
    give(&mut form, "/ho[3]/nguoi", "6");
    let mut kept = form.kept();
    kept.insert("/khong_con".into(), "x".into());
    let (again, left) = kheo::forms::Session::resume(outline, crate::tables::surroundings(), &kept);
    assert_eq!(left.len(), 1);
    kept.remove("/khong_con");
    assert_eq!(again.kept(), kept);
    assert_eq!(value(&again, "/so_ho"), "3");
    assert_eq!(value(&again, "/tong"), "6");
}

#[test]
fn an_answer_outside_the_list_has_its_own_question() {
    let mut form = session(
        "| survey | | | |
         | | type | name | label |
         | | select_one kenh or_other | kenh | Kênh |
         | choices | | | |
         | | list_name | name | label |
         | | kenh | loa | Loa |",
    );
    let other = form.find("/kenh_other").unwrap();
    assert!(!form.is_relevant(other));
    give(&mut form, "/kenh", "other");
    assert!(form.is_relevant(other));
}

#[test]
fn lines_come_in_order_with_their_depth() {
    let mut form = session(HOUSEHOLDS);
    give(&mut form, "/ho[2]/nguoi", "1");
    let lines: Vec<String> = form
        .lines()
        .iter()
        .map(|line| format!("{}{}", " ".repeat(line.depth), form.path(line.id)))
        .collect();
    assert_eq!(
        lines,
        [
            "/n",
            "/ho[1]",
            " /ho[1]/ten",
            " /ho[1]/nguoi",
            "/ho[2]",
            " /ho[2]/ten",
            " /ho[2]/nguoi"
        ]
    );
}

#[test]
fn filters_may_look_at_each_other() {
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | choice_filter |
         | | select_one viec | a | Việc thứ nhất | name != ${b} |
         | | select_one viec | b | Việc thứ hai | name != ${a} |
         | choices | | | |
         | | list_name | name | label |
         | | viec | duong | Làm đường |
         | | viec | den | Thắp đèn |",
    );
    give(&mut form, "/a", "den");
    let b = form.find("/b").unwrap();
    assert_eq!(form.choice_names(b), ["duong"]);
    give(&mut form, "/b", "duong");
    assert!(form.answer("/a", &"duong".into()).is_err());
    assert_eq!(
        (value(&form, "/a"), value(&form, "/b")),
        ("den".into(), "duong".into())
    );
}

#[test]
fn filters_that_hide_and_show_each_other_come_to_an_end() {
    // a is offered while b is seen, b while a is not.
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | choice_filter |
         | | select_one mot | a | A | ${b} != '' |
         | | select_one mot | b | B | ${a} = '' |
         | choices | | | |
         | | list_name | name | label |
         | | mot | x | X |",
    );
    give(&mut form, "/b", "x");
    give(&mut form, "/a", "x");
    let seen = [value(&form, "/a"), value(&form, "/b")];
    assert!(seen.contains(&String::new()), "{seen:?}");
}

#[test]
fn choices_from_a_repeat_are_those_of_all_its_instances() {
    // A filter looks at the answer that it tries and at the question that asks.
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | choice_filter |
         | | begin_repeat | ho | Hộ | |
         | | begin_repeat | nguoi | Người | |
         | | text | ten | Tên | |
         | | integer | tuoi | Tuổi | |
         | | select_one ${ten} | thay | Ai thay mặt | ${tuoi} >= 18 |
         | | end_repeat | | | |
         | | begin_repeat | viec | Việc | |
         | | integer | tu | Từ tuổi | |
         | | select_one ${ten} | ai | Ai | ${tuoi} >= ${tu} |
         | | end_repeat | | | |
         | | end_repeat | | | |",
    );
    for (path, answer) in [
        ("/ho[1]/nguoi[1]/ten", "An"),
        ("/ho[1]/nguoi[1]/tuoi", "40"),
        ("/ho[1]/nguoi[2]/ten", "Bình"),
        ("/ho[1]/nguoi[2]/tuoi", "9"),
        ("/ho[2]/nguoi[1]/ten", "Cúc"),
        ("/ho[2]/nguoi[1]/tuoi", "50"),
        ("/ho[1]/nguoi[2]/thay", "An"),
        ("/ho[1]/viec[1]/tu", "18"),
        ("/ho[1]/viec[2]/tu", "6"),
        ("/ho[1]/viec[2]/ai", "Bình"),
    ] {
        give(&mut form, path, answer);
    }
    let offered = |path| form.choice_names(form.find(path).unwrap());
    assert_eq!(offered("/ho[1]/nguoi[2]/thay"), ["An"]);
    assert_eq!(offered("/ho[1]/viec[1]/ai"), ["An"]);
    assert_eq!(offered("/ho[1]/viec[2]/ai"), ["An", "Bình"]);
    assert!(form.answer("/ho[2]/nguoi[1]/thay", &"An".into()).is_err());
}

#[test]
fn names_in_a_predicate_mean_what_is_tried_or_else_the_question() {
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | calculation |
         | | begin_repeat | ho | Hộ | |
         | | integer | nguoi | Người | |
         | | end_repeat | | | |
         | | begin_repeat | muc | Mức | |
         | | integer | tu | Từ | |
         | | calculate | dem | | count(${ho}[${nguoi} >= ${tu}]) |
         | | end_repeat | | | |",
    );
    for (path, answer) in [
        ("/ho[1]/nguoi", "2"),
        ("/ho[2]/nguoi", "5"),
        ("/ho[3]/nguoi", "9"),
        ("/muc[1]/tu", "3"),
        ("/muc[2]/tu", "6"),
    ] {
        give(&mut form, path, answer);
    }
    assert_eq!(value(&form, "/muc[1]/dem"), "2");
    assert_eq!(value(&form, "/muc[2]/dem"), "1");
}

#[test]
fn types_with_a_constraint_of_their_own_hold_to_it() {
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | constraint |
         | | phone number | so | Số điện thoại | |
         | | percentage | ty_le | Tỷ lệ | |
         | | percentage | cao | Tỷ lệ cao | . > 50 |",
    );
    assert!(form.answer("/so", &"09 123".into()).is_err());
    give(&mut form, "/so", "0912345678");
    assert!(form.answer("/ty_le", &"101".into()).is_err());
    give(&mut form, "/ty_le", "100");
    give(&mut form, "/cao", "120");
}

#[test]
fn a_choice_is_given_as_it_is_written() {
    let mut form = session(
        "| survey | | | |
         | | type | name | label |
         | | select_one l | a | A |
         | choices | | | |
         | | list_name | name | label |
         | | l | hai  chữ | Hai chữ |",
    );
    give(&mut form, "/a", " hai  chữ ");
    assert_eq!(value(&form, "/a"), "hai  chữ");
}

#[test]
fn a_default_without_a_value_is_no_fault_once_there_is_an_answer() {
    let mut form = session(
        "| survey | | | | |
         | | type | name | label | default |
         | | begin_repeat | ho | Hộ | |
         | | text | ten | Tên | |
         | | end_repeat | | | |
         | | begin_repeat | xa | Xã | |
         | | text | chep | Chép | string(/data/ho/ten) |
         | | end_repeat | | | |",
    );
    give(&mut form, "/ho[2]/ten", "Bình");
    form.add_repeat("/xa").unwrap();
    assert_eq!(form.faulty(Lang::Vi).len(), 1);
    give(&mut form, "/xa[2]/chep", "An");
    assert!(form.faulty(Lang::Vi).is_empty());
}
