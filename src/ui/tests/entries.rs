//! Records of registers, written key by key.

use serde_json::json;

use super::super::testing::{ScriptedBook, ScriptedFound, Session, found_id};
use crate::domain::period_labels::{LabelledPeriod, PeriodLabels};
use crate::domain::value::ValueFault;
use crate::domain::{Period, RecordKind, Role};
use crate::i18n::Lang;
use crate::report::table::Words;
use crate::service::request::Draft;
use crate::service::request::entry::{EntryRequest, NewEntry};
use crate::service::request::find::{Breadth, FindQuery, FoundLine};
use crate::service::views::RelatedView;
use crate::service::{Refusal, Request};
use crate::ui::theme::Theme;

/// The last request about a record of a register.
fn last(session: &Session) -> Option<EntryRequest> {
    let mut asked = session.asked.iter().rev();
    asked.find_map(|request| match request {
        Request::Entry(entry) => Some(entry.clone()),
        _ => None,
    })
}

fn added(session: &Session) -> NewEntry {
    match last(session) {
        Some(EntryRequest::Add(new)) => new,
        other => panic!("{other:?}\n{}", session.screen()),
    }
}

/// What was sent for a field.
fn value(new: &NewEntry, field: &str) -> serde_json::Value {
    let found = new.fields.iter().find(|write| write.field == field);
    found.map(|write| write.value.clone()).unwrap_or_default()
}

fn drafts(session: &Session) -> Vec<Draft> {
    let drafts = session.book.drafts.iter();
    let drafts = drafts.filter(|view| view.draft.key.starts_with("entry/"));
    drafts.map(|view| view.draft.clone()).collect()
}

#[test]
fn an_award_of_the_open_model_begins_with_the_model_and_what_follows_from_it() {
    let mut session = Session::usual();
    session.press("2 enter insert");
    assert!(
        session.line_with("Thêm mục gì?").is_some(),
        "{}",
        session.screen()
    );
    session.press("enter");
    let title = session.line_with("Thêm khen thưởng · Bếp ăn tình thương");
    assert!(title.is_some(), "{}", session.screen());
    assert!(session.line_with("Được khen *").unwrap().contains("Bếp ăn"));
    let line = session.line_with("▌").unwrap();
    assert!(
        line.contains("Hình thức *"),
        "the first that is missing: {line}"
    );
    session.type_text("giay khen").press("enter f2");
    let new = added(&session);
    let model = session.state.open_detail().unwrap().id;
    assert_eq!(new.kind, RecordKind::Award);
    assert_eq!(value(&new, "model"), json!(model));
    assert_eq!(value(&new, "name"), "Bếp ăn tình thương chợ Thứ Ba");
    assert_eq!(value(&new, "kind"), "collective");
    assert_eq!(value(&new, "form"), "merit");
    assert!(value(&new, "unit").is_string());
    assert!(session.state.layers.is_empty());
    let saved = session.line_with("Đã lưu: thêm khen thưởng “Bếp ăn");
    assert!(saved.is_some(), "{}", session.screen());
}

#[test]
fn a_required_field_that_is_empty_and_a_wrong_day_are_told_at_their_fields() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right right right right f5");
    assert!(
        session.line_with("Thêm văn bản").is_some(),
        "{}",
        session.screen()
    );
    session.press("f2");
    assert!(session.line_with("ô này bắt buộc phải ghi").is_some());
    session
        .type_text("Kế hoạch đối thoại")
        .press("down down down")
        .type_text("31/02/2026")
        .press("f2");
    let fault = session.line_with("không có ngày này");
    assert!(fault.is_some(), "{}", session.screen());
    assert_eq!(last(&session), None, "nothing was sent");
    session.press("home");
    for _ in 0..10 {
        session.press("delete");
    }
    session.type_text("5/2/2026").press("f2");
    assert_eq!(value(&added(&session), "date"), "2026-02-05");
}

#[test]
fn a_forum_is_found_while_one_types_and_the_book_is_asked_for_forums_alone() {
    let mut session = Session::usual();
    session.book.found = ScriptedFound::of_an_bien().with_forum("Hướng về cơ sở quý III");
    session.press("ctrl-f enter");
    while session.state.finder.filter.kind != Some(RecordKind::Opinion) {
        session.press("right");
    }
    session.press("home f5").type_text("huong ve");
    let asked = session
        .asked
        .iter()
        .rev()
        .find_map(|request| match request {
            Request::Find(query) => Some(query.clone()),
            _ => None,
        });
    let FindQuery {
        filter,
        breadth,
        search,
        ..
    } = asked.unwrap();
    assert_eq!(
        (filter.kind, breadth, search.as_str()),
        (Some(RecordKind::Forum), Breadth::ItsKind, "huong ve")
    );
    session.press("enter down");
    session.type_text("Cầu ấp 3 mục").press("tab f2");
    let new = added(&session);
    let forum = found_id(RecordKind::Forum, "Hướng về cơ sở quý III");
    assert_eq!(value(&new, "forum"), json!(forum));
    assert_eq!(value(&new, "text"), "Cầu ấp 3 mục");
}

#[test]
fn what_is_filled_in_is_kept_within_a_second_and_offered_again() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right right right right f5");
    session.type_text("Kế hoạch 19").wait(800);
    let kept = drafts(&session);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].text, "Trích yếu: Kế hoạch 19");
    assert!(session.line_with("bản nháp đã lưu lúc").is_some());
    session.press("esc");
    assert!(session.line_with("Đã giữ bản nháp").is_some());
    session.press("7");
    assert!(
        session.line_with("văn bản mới").is_some(),
        "{}",
        session.screen()
    );
    session.press("down enter");
    let going_on = session.line_with("Viết tiếp bản nháp");
    assert!(going_on.is_some(), "{}", session.screen());
    session.type_text("-KH/BDV").press("f2");
    assert_eq!(value(&added(&session), "name"), "Kế hoạch 19-KH/BDV");
    assert!(drafts(&session).is_empty(), "it went with the record");
}

#[test]
fn a_terminal_that_goes_away_keeps_what_was_filled_in() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right right right right f5");
    session.type_text("Vừa gõ");
    session.happen(super::super::term::TermEvent::Gone.into());
    assert_eq!(drafts(&session).len(), 1);
}

#[test]
fn a_draft_is_dropped_after_a_question_alone() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right right right right f5");
    session.type_text("Bỏ đi").wait(800).press("f8 esc");
    assert_eq!(drafts(&session).len(), 1);
    session.press("f8 enter");
    assert!(drafts(&session).is_empty());
    assert!(session.state.layers.is_empty());
    session.press("f5");
    assert!(session.line_with("Bỏ đi").is_none(), "{}", session.screen());
}

#[test]
fn a_correction_sends_only_what_was_changed() {
    let mut session = Session::usual();
    let paper = found_id(RecordKind::Document, "Kế hoạch gom rác, trồng cây ven bờ");
    session.press("ctrl-f enter right right right right f2");
    let title = session.line_with("Sửa văn bản “Kế hoạch gom rác");
    assert!(title.is_some(), "{}", session.screen());
    session
        .press("down down")
        .type_text("19-KH/BDV")
        .press("f2");
    let Some(EntryRequest::Correct(entry)) = last(&session) else {
        panic!("{}", session.screen());
    };
    assert_eq!(entry.write.record, paper);
    let fields = entry.write.fields.iter();
    let fields: Vec<_> = fields.map(|write| write.field.as_str()).collect();
    assert_eq!(fields, ["number"]);
}

#[test]
fn a_refusal_about_a_field_stands_at_the_field_and_loses_nothing() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right right right right f5");
    session.type_text("Kế hoạch");
    session.book.refusal = Some(Refusal::Value {
        field: "number".into(),
        fault: ValueFault::TooLong { bytes: 131_072 },
    });
    session.press("f2");
    let line = session.line_with("▌").unwrap();
    assert!(line.contains("Số, ký hiệu"), "{line}");
    assert!(session.line_with("dài quá 128 KB").is_some());
    session.book.refusal = None;
    session.press("f2");
    assert_eq!(value(&added(&session), "name"), "Kế hoạch");
}

#[test]
fn whoever_may_not_write_it_is_told_before_filling_anything_in() {
    let mut book = ScriptedBook::of_an_bien();
    book.view.open.as_mut().unwrap().role = Role::Officer;
    let mut session = Session::open(book, Lang::Vi, Theme::Mono, 80, 24);
    session.press("ctrl-f enter right f5");
    assert!(
        session.line_with("Việc này cần quyền").is_some(),
        "{}",
        session.screen()
    );
    assert!(session.state.layers.is_empty());
    session.press("right f5");
    assert!(session.line_with("Thêm ý kiến").is_some(), "an officer may");
}

#[test]
fn a_record_is_taken_out_after_a_question_and_its_page_closes() {
    let mut session = Session::usual();
    session.press("ctrl-f enter down enter delete");
    let question = session.line_with("Bỏ ý kiến “Rác dạt");
    assert!(question.is_some(), "{}", session.screen());
    session.press("esc");
    assert_eq!(last(&session), None);
    session.press("delete enter");
    let opinion = found_id(RecordKind::Opinion, "Rác dạt vào bãi sau, chưa ai gom");
    let wanted = EntryRequest::TakeOut { record: opinion };
    assert_eq!(last(&session), Some(wanted));
    assert!(session.state.open_detail().is_none());
    assert!(session.line_with("Đã lưu: bỏ ý kiến").is_some());
}

#[test]
fn a_visit_is_not_written_by_this_form() {
    let mut session = Session::usual();
    session
        .press("ctrl-f")
        .type_text("khao sat")
        .press("enter f2");
    assert!(
        session.line_with("Enter mở ra").is_some(),
        "{}",
        session.screen()
    );
    session.press("delete");
    assert!(session.state.layers.is_empty());
}

#[test]
fn a_published_figure_is_typed_with_what_qualifies_it() {
    let mut session = Session::usual();
    session
        .press("ctrl-f enter f5")
        .type_text("so lieu")
        .press("enter");
    session.type_text("dang ky").press("enter tab");
    session.type_text("trên 1.500").press("tab");
    let line = session.line_with("Định lượng").unwrap();
    assert!(line.contains("trên"), "{line}");
    session.press("f2");
    let new = added(&session);
    assert_eq!(
        (value(&new, "value"), value(&new, "qualifier")),
        (json!(1500), json!("over"))
    );
}

/// A book that calls 2020-2025 “Nhiệm kỳ huyện”.
fn with_a_label() -> Session {
    let mut book = ScriptedBook::of_an_bien();
    book.labels = PeriodLabels::new(vec![LabelledPeriod {
        id: LabelledPeriod::identity("Nhiệm kỳ huyện"),
        label: "Nhiệm kỳ huyện".into(),
        span: Period::parse("2020-2025").unwrap(),
    }]);
    Session::open(book, Lang::Vi, Theme::Mono, 80, 24)
}

#[test]
fn a_period_is_typed_by_the_label_that_the_book_gives_it() {
    let mut session = with_a_label();
    session.press("2 enter f5 right tab");
    session.type_text("nhiem ky xa").press("f2");
    let fault = session.line_with("cũng không phải nhãn kỳ");
    assert!(
        fault.is_some(),
        "the labels that there are: {}",
        session.screen()
    );
    session.press("ctrl-w");
    session.type_text("huyen").press("f2");
    let asked = session
        .asked
        .iter()
        .rev()
        .find_map(|request| match request {
            Request::AddRegistration(new) => Some(new.period.to_string()),
            _ => None,
        });
    assert_eq!(asked.as_deref(), Some("2020-2025"));
}

#[test]
fn lists_are_held_to_a_period_by_its_label_or_as_it_is_typed() {
    let mut session = with_a_label();
    let held = |session: &Session| session.state.finder.filter.period;
    session.press("ctrl-f enter f7").type_text("nhiem ky");
    let line = session.line_with("Nhiệm kỳ huyện").unwrap();
    assert!(line.contains("Giai đoạn 2020-2025"), "{line}");
    session.press("enter");
    assert_eq!(held(&session), Period::parse("2020-2025").ok());
    session.press("f7").type_text("quy 3 2023").press("enter");
    assert_eq!(held(&session), Period::parse("2023-Q3").ok());
    session.press("f7").type_text("tu truoc").press("enter");
    assert_eq!(held(&session), Period::parse("2023-Q3").ok());
    assert!(
        session.line_with("không phải năm hay giai đoạn").is_some(),
        "{}",
        session.screen()
    );
    session
        .press("5 enter f7")
        .type_text("nhiem ky")
        .press("enter");
    assert_eq!(
        session.state.reports.query.period,
        Period::parse("2020-2025").ok()
    );
}

#[test]
fn the_page_of_a_model_shows_its_awards_and_opens_them_and_comes_back() {
    let mut session = Session::usual();
    let award = found_id(RecordKind::Award, "Hội LHPN xã Nam Yên, đổi rác lấy gạo");
    session.book.related = vec![RelatedView {
        id: award,
        title: "Bếp ăn tình thương".into(),
        about: Words::own("Giấy khen · Chủ tịch UBND huyện"),
        period: Some(Period::Year(2023)),
        day: None,
    }];
    session.press("2 enter");
    assert!(
        session.line_with("Khen thưởng (1)").is_some(),
        "{}",
        session.screen()
    );
    session.press("enter");
    assert_eq!(session.state.open_detail().map(|page| page.id), Some(award));
    session.press("esc");
    let kind = session.state.open_detail().map(|page: &_| page.id.kind);
    assert_eq!(kind, Some(RecordKind::Model));
    session.press("esc");
    assert!(session.state.open_detail().is_none());
}

#[test]
fn the_page_of_an_individual_model_shows_the_awards_of_its_person() {
    let book = ScriptedBook::of_an_bien();
    let mut session = Session::open(book, Lang::Vi, Theme::Mono, 80, 50);
    let person = session.book.models.iter();
    let mut person = person.filter(|line| line.owner.as_deref() == Some("Bà Lê Thị Sáu"));
    let unit = person.next().and_then(|line| line.unit.clone());
    let award = |name: &str, unit| FoundLine {
        id: found_id(RecordKind::Award, name),
        title: name.into(),
        unit,
        ..session.book.found.lines[0].clone()
    };
    let elsewhere = session.book.found.lines[0].unit.clone();
    assert_ne!(unit, elsewhere);
    let awards = [
        award("Đ/c LÊ THỊ SÁU", unit.clone()),
        award("Lê Thị Sáu", elsewhere),
        award("Lê Thị Sáu Em", unit),
    ];
    let [theirs, ..] = awards.each_ref().map(|award| award.id);
    session.book.found.lines.extend(awards);
    session
        .press("2 f3")
        .type_text("cau va lo")
        .press("enter enter");
    assert!(
        session.line_with("cùng tên, cùng đơn vị (1)").is_some(),
        "{}",
        session.screen()
    );
    assert!(session.line_with("Đ/c LÊ THỊ SÁU").is_some());
    session.press("enter");
    assert_eq!(
        session.state.open_detail().map(|page| page.id),
        Some(theirs)
    );
    session.press("esc esc f3 esc f3").type_text("gom rac");
    session.press("enter enter");
    assert!(
        session.line_with("cùng tên").is_none(),
        "of an organization"
    );
}

#[test]
fn a_note_is_not_offered_on_a_record_that_is_not_there_yet() {
    let mut session = Session::usual();
    session.press("ctrl-f enter right right right right f5");
    session.type_text("Kế hoạch").wait(800).press("esc 7 down");
    assert!(session.line_with("▌").unwrap().contains("văn bản mới"));
    assert_eq!(session.state.model_at_hand(), None);
}
