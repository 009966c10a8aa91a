//! The road through *Báo cáo*, key by key.

use std::path::PathBuf;

use super::super::effect::{Paper, PaperKind, PaperWork};
use super::super::testing::Session;
use crate::domain::Period;
use crate::office::Existing;
use crate::report::{Basis, ReportId, ReportQuery};
use crate::service::Request;

fn last_query(session: &Session) -> ReportQuery {
    let query = |request: &Request| match request {
        Request::Report(query) => Some(query.clone()),
        _ => None,
    };
    session.asked.iter().rev().find_map(query).unwrap()
}

fn labels(session: &Session) -> Vec<String> {
    let screen = session.screen();
    let rows = screen.lines().filter(|line| {
        line.starts_with('|') && (line.contains("Xã ") || line.contains("Thị trấn "))
    });
    rows.map(|line| {
        line[1..]
            .trim_start_matches(['▌', ' '])
            .chars()
            .take(8)
            .collect()
    })
    .collect()
}

#[test]
fn from_a_report_down_to_a_record_and_back() {
    let mut session = Session::usual();
    session.press("5 down down enter");
    assert_eq!(last_query(&session).report, ReportId::B03);
    assert_eq!(
        last_query(&session).period,
        Some(Period::Year(2020)),
        "what the overview looked at"
    );
    session.press("down right enter");
    assert!(
        session
            .line_with("Xã Đông Thái · Cấp cơ sở · Cá nhân: 2")
            .is_some(),
        "{}",
        session.screen()
    );
    session.press("down enter");
    assert!(
        session.line_with("Lịch sử").is_some(),
        "{}",
        session.screen()
    );
    session.press("esc");
    assert!(session.line_with("Cá nhân: 2").is_some(), "the list again");
    session.press("esc");
    assert!(session.line_with("B03 · Từ đăng ký").is_some());
    session.press("esc");
    assert!(session.line_with("B14").is_some());
    session.press("esc");
    assert!(session.line_with("Cần làm").is_some());
}

#[test]
fn what_was_asked_of_another_table_is_not_drawn_beside_this_one() {
    let mut session = Session::usual();
    session.press("5 enter");
    assert!(
        session
            .line_with("Cấp cơ sở · Tập thể: từ 13 (2018)")
            .is_some()
    );
    session.press("f7 2 0 1 5 enter");
    assert!(session.line_with("từ 13 (2018)").is_none());
    session.press("f7 2 0 2 0 enter");
    assert!(session.line_with("từ 13 (2018)").is_some());
    let late = session.state.reports.courses.clone();
    session.press("f7 2 0 1 5 enter");
    let query = ReportQuery {
        period: Some(Period::Year(2020)),
        ..session.state.reports.query.clone()
    };
    session.state.reports.take_courses(&query, late);
    assert!(session.line_with("từ 13").is_none(), "{}", session.screen());
}

#[test]
fn a_list_has_no_course() {
    let mut session = Session::usual();
    session.press("5 down down down down down enter");
    assert_eq!(last_query(&session).report, ReportId::B06);
    let asked = session.asked.iter();
    let courses = asked.filter(|request| matches!(request, Request::Courses(_)));
    assert_eq!(courses.count(), 0);
}

#[test]
fn a_cell_without_a_list_says_so() {
    let mut session = Session::usual();
    session.press("5 enter end enter");
    assert!(session.line_with("Ô này không có danh sách").is_some());
}

#[test]
fn rows_stand_in_the_order_of_the_report_of_names_or_of_a_column() {
    let mut session = Session::usual();
    session.press("5 enter right");
    let official = labels(&session);
    assert_eq!(official[0], "Thị trấn");
    session.press("o");
    assert_eq!(labels(&session)[..2], ["Thị trấn", "Xã Đông "]);
    assert!(session.line_with("theo tên").is_some());
    session.press("o");
    assert!(session.line_with("theo cột Cấp cơ sở · Cá nhân").is_some());
    assert_eq!(labels(&session)[4], "Xã Hưng ", "the fewest last");
    session.press("o");
    assert_eq!(labels(&session), official);
}

#[test]
fn period_unit_comparison_and_boundaries_ask_anew() {
    let mut session = Session::usual();
    session.press("5 enter f8");
    let compared = last_query(&session).compare;
    assert_ne!(
        compared,
        Some(Period::Year(2015)),
        "another one than before"
    );
    session.press("ctrl-r");
    assert_eq!(last_query(&session).basis, Basis::Now);
    session.press("f7 2 0 1 5 enter");
    assert_eq!(last_query(&session).period, Some(Period::Year(2015)));
    assert!(session.line_with("chưa có số liệu").is_some());
    session.press("f4 d o n g space t h a i enter");
    assert!(last_query(&session).unit.is_some());
}

#[test]
fn a_table_is_written_where_a_name_is_proposed_and_replaces_only_when_told() {
    let mut session = Session::usual();
    session.press("5 enter f5");
    assert!(
        session.line_with("./b01-2020.xlsx").is_some(),
        "{}",
        session.screen()
    );
    let file = PathBuf::from("./b01-2020.xlsx");
    let kind = PaperKind::Table;
    let exists = Paper::Exists {
        file: file.clone(),
        kind,
    };
    let written = Paper::Written {
        file: file.clone(),
        kind,
    };
    session.papers.extend([Ok(exists), Ok(written)]);
    session.press("enter");
    assert!(
        session.line_with("đã có. Ghi đè?").is_some(),
        "{}",
        session.screen()
    );
    session.press("enter");
    let written: Vec<Existing> = session
        .works
        .iter()
        .filter_map(|work| match work {
            PaperWork::WriteTable { path, existing, .. } => {
                assert_eq!(*path, file);
                Some(*existing)
            }
            _ => None,
        })
        .collect();
    assert_eq!(written, [Existing::Keep, Existing::Replace]);
    assert!(
        session
            .line_with("Đã ghi biểu vào ./b01-2020.xlsx")
            .is_some()
    );
}
