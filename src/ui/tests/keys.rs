//! What keys do, as officers press them.

use super::super::msg::Event;
use super::super::state::Room;
use super::super::term::TermEvent;
use super::super::testing::{ScriptedBook, Session};
use super::super::theme::Theme;
use crate::domain::Period;
use crate::i18n::Lang;
use crate::service::Request;
use crate::service::request::{Deed, Glance};

fn searches(session: &Session) -> Vec<String> {
    let query = |request: &Request| match request {
        Request::Glance(Glance::Models(query)) => Some(query.search.clone()),
        _ => None,
    };
    session.asked.iter().filter_map(query).collect()
}

#[test]
fn each_letter_asks_anew_and_esc_clears() {
    let mut session = Session::usual();
    session.press("2 f3").type_text("gạo");
    assert_eq!(searches(&session), ["", "g", "gạ", "gạo"]);
    assert!(session.line_with("1 / 1.240").is_some());
    session.press("esc");
    assert_eq!(searches(&session).last().unwrap(), "");
    assert!(session.line_with("1.240 / 1.240").is_some());
}

#[test]
fn a_late_answer_to_an_earlier_search_is_dropped() {
    let mut session = Session::usual();
    session.press("2 f3");
    session.hold().type_text("ra");
    let mut held = session.release();
    // Of the models, and of what else says the words.
    let newest = held.split_off(held.len() - 2);
    session.carry_out(newest.into());
    let shown = session.screen();
    session.carry_out(held.into());
    assert_eq!(session.screen(), shown);
}

#[test]
fn input_methods_replay_backspace_one_code_point_at_a_time() {
    let mut session = Session::usual();
    session.press("2 f3").type_text("be");
    session.press("ctrl-h");
    session.type_text("ế");
    assert_eq!(session.state.models.search.value(), "bế");
}

#[test]
fn enter_and_down_lead_from_the_search_to_the_list() {
    let mut session = Session::usual();
    session.press("2 f3").type_text("2");
    assert_eq!(
        session.state.room,
        Room::Models,
        "digits are text in the search line"
    );
    session.press("down down enter");
    assert!(session.state.open_detail().is_none(), "nothing is called 2");
    session.press("f3 backspace down down enter");
    assert!(session.state.open_detail().is_some());
}

#[test]
fn the_view_stands_still_until_the_marker_reaches_its_edge() {
    let mut session = Session::usual();
    session.press("2");
    for _ in 0..15 {
        session.press("down");
    }
    assert_eq!(session.state.models.list.in_sight().start, 0);
    session.press("down");
    assert_eq!(session.state.models.list.in_sight().start, 1);
}

#[test]
fn only_pages_that_come_into_view_are_asked_for() {
    let mut session = Session::usual();
    session.press("2 end");
    let offsets: Vec<_> = session
        .asked
        .iter()
        .filter_map(|request| match request {
            Request::Glance(Glance::Models(query)) => Some(query.offset),
            _ => None,
        })
        .collect();
    assert_eq!(offsets, [0, 1_200]);
}

#[test]
fn arrows_walk_through_the_periods() {
    let mut session = Session::usual();
    session.press("right");
    let asked = session
        .asked
        .iter()
        .rev()
        .find_map(|request| match request {
            Request::Glance(Glance::Overview(query)) => query.period,
            _ => None,
        });
    assert_eq!(
        asked,
        Some(Period::Span {
            from: 2021,
            to: 2023
        })
    );
    session.press("right");
    assert!(session.line_with("Không còn kỳ nào phía đó").is_some());
}

#[test]
fn undo_names_the_deed() {
    let mut session = Session::usual();
    session.press("2 u");
    assert!(
        session
            .line_with("Đã hoàn tác: sửa “Đổi rác nhựa lấy gạo”")
            .is_some()
    );
    session.press("u");
    assert!(
        session
            .line_with("Không có thay đổi nào để hoàn tác")
            .is_some()
    );
}

#[test]
fn a_conflict_is_settled_over_every_value_that_was_shown() {
    let mut session = Session::usual();
    session.press("8 right");
    let (deed, records) = session
        .asked
        .iter()
        .find_map(|request| match request {
            Request::Write { deed, records } => Some((deed.clone(), records.clone())),
            _ => None,
        })
        .unwrap();
    assert_eq!(
        deed,
        Deed::Settle {
            name: "Đổi rác nhựa lấy gạo".into()
        }
    );
    assert_eq!(records[0].fields[0].over.len(), 2);
    assert_eq!(
        records[0].fields[0].value,
        "38 hộ tham gia, 120 kg mỗi tuần"
    );
    assert!(session.line_with("Đã lưu: chọn giá trị").is_some());
}

#[test]
fn the_language_switches_while_running() {
    let mut session = Session::usual();
    session.press("f12");
    assert!(
        session
            .line_with("From registration to recognition")
            .is_some()
    );
}

#[test]
fn every_window_can_be_drawn_down_to_a_single_cell() {
    let mut session = Session::usual();
    for keys in ["1", "2", "2 enter", "6", "7", "8"] {
        for (columns, rows) in [
            (1, 1),
            (0, 0),
            (39, 11),
            (40, 12),
            (41, 3),
            (300, 100),
            (80, 24),
        ] {
            session.happen(TermEvent::Resize { columns, rows }.into());
            if columns > 0 && rows > 0 {
                session.screen();
            }
        }
        session.press(keys);
    }
}

#[test]
fn a_window_that_is_too_small_says_so() {
    let mut session = Session::usual();
    session.happen(
        TermEvent::Resize {
            columns: 39,
            rows: 11,
        }
        .into(),
    );
    let screen = session.screen();
    assert!(
        screen.contains("cửa sổ nhỏ quá") && screen.contains("39×11"),
        "{screen}"
    );
}

#[test]
fn the_first_page_opens_the_book() {
    let mut session = Session::open(
        ScriptedBook::unopened(),
        crate::i18n::Lang::Vi,
        super::super::theme::Theme::Mono,
        80,
        24,
    );
    session.type_text("Nguyễn Văn An").press("f2");
    assert!(session.line_with("Còn thiếu: Ban Chỉ đạo").is_some());
    session.type_text("Ban Chỉ đạo huyện An Biên").press("f2");
    assert!(session.line_with("Đã mở sổ").is_some());
    assert!(session.line_with("Sổ chưa có mô hình nào").is_some());
}

#[test]
fn a_terminal_that_is_gone_ends_the_program() {
    let mut session = Session::usual();
    session.happen(Event::Term(TermEvent::Gone));
    assert!(session.has_left);
}

#[test]
fn what_stood_before_a_conflict_is_read_to_its_end() {
    let mut book = ScriptedBook::of_an_bien();
    let before = "41 hộ tham gia, mỗi tháng tổ họp một lần, quỹ do hội phụ nữ giữ (trọn)";
    book.conflicts[0].before[0] = vec![before.into()];
    let mut session = Session::open(book, Lang::Vi, Theme::Mono, 80, 24);
    session.press("8");
    assert!(session.line_with("trước đó: 41 hộ").is_some());
    assert!(
        session.line_with("(trọn)").is_some(),
        "{}",
        session.screen()
    );
}
