//! *Kiến nghị* and the minutes they stand in, key by key.

use jiff::civil::date;

use super::super::effect::{Paper, PaperWork};
use super::super::testing::{ScriptedBook, Session, visit_id};
use super::super::theme::Theme;
use crate::domain::survey::{Direction, FindingDegree, RecommendationStep};
use crate::domain::{Milestone, Period, Status};
use crate::i18n::Lang;
use crate::office::Existing;
use crate::service::Request;
use crate::service::request::calendar::{CalendarRequest, DutyView};
use crate::service::request::{Glance, RecommendationFilter, RecommendationScope, SurveyRequest};
use crate::service::views::SealView;

/// The last request about surveys that `of` knows.
fn last<T>(session: &Session, of: impl Fn(&SurveyRequest) -> Option<T>) -> Option<T> {
    session
        .asked
        .iter()
        .rev()
        .find_map(|request| match request {
            Request::Survey(request) => of(request),
            _ => None,
        })
}

fn last_list(session: &Session) -> RecommendationFilter {
    let list = |request: &SurveyRequest| match request {
        SurveyRequest::Recommendations(filter) => Some(filter.clone()),
        _ => None,
    };
    last(session, list).unwrap()
}

/// The minutes of the visit, read; they are a draft where `seal` says so.
fn reading(seal: SealView) -> Session {
    let mut book = ScriptedBook::of_an_bien();
    book.visits.seal = seal;
    let mut session = Session::open(book, Lang::Vi, Theme::Mono, 80, 24);
    renew_minutes(&mut session);
    session.press("4 f12");
    session
}

/// What reading the minutes again will answer.
fn renew_minutes(session: &mut Session) {
    let minutes = Box::new(session.book.visits.minutes());
    session.papers.push_back(Ok(Paper::Minutes {
        visit: visit_id(),
        minutes,
    }));
}

#[test]
fn arrows_go_round_the_groups_and_letters_search() {
    let mut session = Session::usual();
    session.press("4");
    assert_eq!(last_list(&session).scope, RecommendationScope::Open);
    assert!(
        session.line_with("Còn mở 3").is_some(),
        "{}",
        session.screen()
    );
    assert!(session.line_with("! quá hạn").is_some());
    session.press("right");
    assert_eq!(last_list(&session).scope, RecommendationScope::Overdue);
    session.press("left left");
    assert_eq!(last_list(&session).scope, RecommendationScope::All);
    assert!(session.line_with("✓ xác nhận").is_some());
    session.press("f3").type_text("hop dan");
    assert_eq!(last_list(&session).search, "hop dan");
    assert!(session.line_with("KN02").is_some());
    assert!(session.line_with("sổ thu - chi").is_none());
    session.press("enter esc");
    assert_eq!(last_list(&session).search, "", "{}", session.screen());
    session.press("esc");
    assert!(session.line_with("Cần làm").is_some());
}

#[test]
fn the_overview_leads_to_what_is_overdue() {
    let mut session = Session::usual();
    let line = session.line_with("kiến nghị quá hạn · 1 đến hạn trong tuần");
    assert!(line.is_some(), "{}", session.screen());
    session.press("down enter");
    assert_eq!(last_list(&session).scope, RecommendationScope::Overdue);
    assert!(session.line_with("Lắp thêm 2 thùng").is_some());
}

#[test]
fn from_a_recommendation_to_its_model_and_back() {
    let mut session = Session::usual();
    session.press("4 enter");
    assert!(session.line_with("KN01 · Nam Yên, 12/05/2026").is_some());
    assert!(
        session.line_with("quá 21 ngày").is_some(),
        "{}",
        session.screen()
    );
    session.press("enter");
    assert!(
        session.line_with("Ghi chép (1)").is_some(),
        "{}",
        session.screen()
    );
    session.press("esc");
    assert!(session.line_with("Thiếu 2 thùng ở cầu cảng").is_some());
    session.press("f4 end");
    assert!(
        session.line_with("Trạng thái: Mới → Đã gửi").is_some(),
        "{}",
        session.screen()
    );
    session.press("esc down enter enter");
    assert!(session.line_with("không về riêng mô hình nào").is_some());
}

#[test]
fn only_the_delegation_confirms_and_that_is_said() {
    let mut session = Session::usual();
    session.press("4 f8");
    assert!(session.line_with("“Đã gửi” chuyển sang").is_some());
    assert!(
        session
            .line_with("× Chỉ đoàn khảo sát mới xác nhận")
            .is_some(),
        "{}",
        session.screen()
    );
    session.press("down down enter");
    let moved = |request: &SurveyRequest| match request {
        SurveyRequest::StepRecommendation(step) => Some((step.to, step.reason.clone())),
        _ => None,
    };
    assert_eq!(last(&session, moved), None);
    assert!(
        session.line_with("Chỉ đoàn khảo sát").is_some(),
        "said again"
    );
    session.press("f8 enter");
    let underway = Some((RecommendationStep::Underway, None));
    assert_eq!(last(&session, moved), underway);
    // What is no longer applicable needs a reason.
    session.press("f8 down down down enter f2");
    assert_eq!(last(&session, moved), underway, "{}", session.screen());
    session.type_text("Cầu cảng đã dời").press("f2");
    let moot = (RecommendationStep::Moot, Some("Cầu cảng đã dời".to_owned()));
    assert_eq!(last(&session, moved), Some(moot));
}

#[test]
fn a_follow_up_is_of_today_and_takes_its_step_along() {
    let mut session = Session::usual();
    session.press("4 f5").type_text("Đã lắp đủ 2 thùng");
    session.press("tab").type_text("Bà Út").press("tab tab");
    session.press("right right right right f2");
    let done = |request: &SurveyRequest| match request {
        SurveyRequest::AddFollowUp(done) => Some(done.clone()),
        _ => None,
    };
    let done = last(&session, done).unwrap_or_else(|| panic!("{}", session.screen()));
    assert_eq!(
        (done.date, done.text.as_str()),
        (date(2026, 11, 20), "Đã lắp đủ 2 thùng")
    );
    assert_eq!(done.by.as_deref(), Some("Bà Út"));
    assert_eq!(done.step, Some(RecommendationStep::Reported));
    assert!(
        session
            .line_with("Đã lưu: ghi khắc phục của kiến nghị KN01")
            .is_some()
    );
}

#[test]
fn minutes_are_read_and_signed_ones_take_only_an_addendum() {
    let mut session = reading(ScriptedBook::of_an_bien().visits.seal);
    assert!(
        session.line_with("đã ký 12/05/2026 11:00").is_some(),
        "{}",
        session.screen()
    );
    session.press("f2");
    assert!(session.line_with("chỗ cần sửa ghi vào phụ lục").is_some());
    session
        .press("f7")
        .type_text("Số hộ đúng là 38")
        .press("f2");
    let added = |request: &SurveyRequest| match request {
        SurveyRequest::AddAddendum(added) => Some((added.visit, added.date, added.text.clone())),
        _ => None,
    };
    let expected = (
        visit_id(),
        date(2026, 11, 20),
        "Số hộ đúng là 38".to_owned(),
    );
    assert_eq!(last(&session, added), Some(expected));
    assert!(
        session.state.layers.len() == 1,
        "the minutes are still open"
    );
}

#[test]
fn signing_says_that_it_freezes_and_asks_first() {
    let mut session = reading(SealView::Draft);
    assert!(
        session.line_with("xã Nam Yên · dự thảo").is_some(),
        "{}",
        session.screen()
    );
    session.press("f2");
    assert!(session.line_with("nội dung biên bản khóa lại").is_some());
    let signed = |request: &SurveyRequest| match request {
        SurveyRequest::Sign { visit, at } => Some((*visit, *at)),
        _ => None,
    };
    session.press("esc");
    assert_eq!(last(&session, signed), None);
    session.book.visits.seal = ScriptedBook::of_an_bien().visits.seal;
    renew_minutes(&mut session);
    session.press("f2 enter");
    assert_eq!(last(&session, signed), Some((visit_id(), session.at)));
    assert!(session.line_with("Đã lưu: ký biên bản").is_some());
    assert!(
        session.line_with("đã ký").is_some(),
        "read again: {}",
        session.screen()
    );
}

#[test]
fn a_finding_becomes_a_recommendation_until_a_day() {
    let mut session = reading(SealView::Draft);
    session
        .press("f4 enter")
        .type_text("Chưa công khai sổ thu - chi");
    session.press("tab right right tab right f2");
    let found = |request: &SurveyRequest| match request {
        SurveyRequest::AddFinding(found) => Some(found.clone()),
        _ => None,
    };
    let found = last(&session, found).unwrap_or_else(|| panic!("{}", session.screen()));
    assert_eq!(found.text, "Chưa công khai sổ thu - chi");
    assert_eq!(found.degree, FindingDegree::Supplement);
    assert!(found.model.is_some(), "the only model of the visit");
    session.press("f6");
    assert!(session.line_with("Kiến nghị từ tồn tại nào?").is_some());
    session.press("enter").type_text("Công khai hằng quý");
    session.press("tab").type_text("30/6/2027").press("tab");
    session.type_text("Ảnh chụp bảng công khai").press("f2");
    let asked = |request: &SurveyRequest| match request {
        SurveyRequest::AddRecommendation(asked) => Some(asked.clone()),
        _ => None,
    };
    let asked = last(&session, asked).unwrap_or_else(|| panic!("{}", session.screen()));
    let source = &session.book.visits.findings[0];
    assert_eq!(asked.finding, Some(source.id));
    assert_eq!(asked.model, source.finding.model);
    assert_eq!(asked.due, Some(date(2027, 6, 30)));
    assert_eq!(asked.direction, Direction::ToUnit);
    assert_eq!(asked.product.as_deref(), Some("Ảnh chụp bảng công khai"));
}

#[test]
fn a_conclusion_asks_for_what_it_needs() {
    let mut session = reading(SealView::Draft);
    session.press("f8");
    assert!(
        session.line_with("đoàn kết luận").is_some(),
        "{}",
        session.screen()
    );
    session.press("down down down enter f2");
    let concluded = |request: &SurveyRequest| match request {
        SurveyRequest::Conclude(conclusion) => Some((conclusion.to, conclusion.reason.clone())),
        _ => None,
    };
    assert_eq!(
        last(&session, concluded),
        None,
        "a rejection needs its reason"
    );
    session.type_text("Việc thường xuyên của ngành").press("f2");
    let rejected = (
        Status::Rejected,
        Some("Việc thường xuyên của ngành".to_owned()),
    );
    assert_eq!(last(&session, concluded), Some(rejected));
}

#[test]
fn minutes_go_into_a_file_that_replaces_nothing_untold() {
    let mut session = reading(SealView::Draft);
    session.press("f5");
    let name = "bien-ban-xa-nam-yen-12-05-2026.docx";
    assert!(session.line_with(name).is_some(), "{}", session.screen());
    let kind = super::super::effect::PaperKind::Minutes(visit_id());
    let file = std::path::PathBuf::from(format!("./{name}"));
    let exists = Paper::Exists {
        file: file.clone(),
        kind,
    };
    session.papers.clear();
    session.papers.push_back(Ok(exists));
    session.papers.push_back(Ok(Paper::Written { file, kind }));
    session.press("enter");
    assert!(
        session.line_with("đã có. Ghi đè?").is_some(),
        "{}",
        session.screen()
    );
    session.press("enter");
    assert!(session.line_with("Đã ghi biên bản vào").is_some());
    let written: Vec<_> = session
        .works
        .iter()
        .filter_map(|work| match work {
            PaperWork::WriteMinutes { existing, .. } => Some(*existing),
            _ => None,
        })
        .collect();
    assert_eq!(written, [Existing::Keep, Existing::Replace]);
}

#[test]
fn minutes_look_like_a_paper_at_every_width() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 12)] {
        let book = ScriptedBook::of_an_bien();
        let mut session = Session::open(book, Lang::Vi, Theme::Mono, columns, rows);
        renew_minutes(&mut session);
        session.press("4 f12 down");
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
            insta::assert_snapshot!(format!("minutes_vi_{columns}x{rows}"), session.screen());
        });
    }
}

/// A book with a report that is late and a conference that is near.
fn with_duties() -> ScriptedBook {
    let mut book = ScriptedBook::of_an_bien();
    let duty = |name: &str, due| DutyView {
        id: crate::domain::RecordId::derived(crate::domain::RecordKind::Deadline, &[name]),
        name: name.into(),
        level: Some(crate::domain::Level::District),
        unit: Some("huyện An Biên".into()),
        due,
    };
    book.duties = vec![
        duty("Báo cáo quý", date(2026, 11, 15)),
        duty("Hội nghị tổng kết", date(2026, 12, 15)),
    ];
    book
}

#[test]
fn one_key_marks_a_deadline_as_done_where_it_is_shown() {
    let mut session = Session::open(with_duties(), Lang::Vi, Theme::Mono, 80, 40);
    let footer = |session: &Session| session.line_with("F2 đã xong").is_some();
    assert!(!footer(&session), "nothing under the marker is a deadline");
    session.press("f2");
    assert!(session.line_with("không có thời hạn nào").is_some());
    session.press("down down");
    assert!(footer(&session), "{}", session.screen());
    session.press("f2");
    let finished = session
        .asked
        .iter()
        .rev()
        .find_map(|request| match request {
            Request::Calendar(CalendarRequest::Finish { on, .. }) => Some(*on),
            _ => None,
        });
    assert_eq!(finished, Some(date(2026, 11, 20)));
    assert!(
        session.line_with("Báo cáo quý, huyện").is_none(),
        "{}",
        session.screen()
    );
    assert!(session.line_with("Hội nghị tổng kết, huyện").is_some());
    session.press("ctrl-f enter");
    session.type_text("").press("down down ctrl-d");
    let name = session.line_with("“Hội nghị tổng kết”");
    assert!(name.is_some(), "{}", session.screen());
}

#[test]
fn what_is_due_soon_stands_among_what_is_to_be_done() {
    let session = Session::open(with_duties(), Lang::Vi, Theme::Mono, 80, 40);
    let late = "! Báo cáo quý, huyện An Biên: 15/11/2026, quá 5 ngày";
    assert!(session.line_with(late).is_some(), "{}", session.screen());
    let near = "Hội nghị tổng kết, huyện An Biên: 15/12/2026, còn 25 ngày";
    assert!(session.line_with(near).is_some(), "{}", session.screen());
}

#[test]
fn what_was_not_surveyed_opens_as_that_list_alone() {
    let mut session = Session::usual();
    session.press("down down down down enter");
    let filter = session
        .asked
        .iter()
        .rev()
        .find_map(|request| match request {
            Request::Glance(Glance::Models(query)) => Some(query.filter.clone()),
            _ => None,
        });
    let filter = filter.unwrap();
    assert_eq!(
        filter.milestone,
        Some(Milestone::Unsurveyed),
        "{}",
        session.screen()
    );
    assert!(session.line_with("chưa khảo sát").is_some());
}

#[test]
fn each_row_of_the_funnel_opens_the_models_that_it_counts() {
    use Milestone::{Recognized, Registered, Surveyed, Typical, Underway};
    let stages = [Typical, Recognized, Surveyed, Underway, Registered];
    for (up, stage) in (1..).zip(stages) {
        let mut session = Session::usual();
        for _ in 0..up {
            session.press("up");
        }
        session.press("enter");
        let filter = &session.state.models.filter;
        assert_eq!(filter.milestone, Some(stage), "{}", session.screen());
        assert_eq!(filter.period, Some(Period::Year(2020)));
        assert!(filter.movement.is_some());
    }
    let mut session = Session::usual();
    session.press("up up down down down enter");
    assert!(
        session.line_with("KN").is_some(),
        "back among what is to be done: {}",
        session.screen()
    );
    let mut low = Session::open(ScriptedBook::of_an_bien(), Lang::Vi, Theme::Mono, 40, 12);
    low.press("up enter");
    assert!(
        low.state.models.filter.milestone.is_none(),
        "{}",
        low.screen()
    );
}
