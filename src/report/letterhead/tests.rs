//! The head of a paper for each system and each date.

use super::*;

fn sender(chosen: Option<Chosen>) -> Sender {
    Sender {
        chosen,
        superior: Some("Huyện uỷ Kiên Hải".into()),
        name: "Ban Chỉ đạo “Dân vận khéo”".into(),
        sign: Some("BCĐ".into()),
        place: Some("Kiên Hải".into()),
        own_text: Some("UBND XÃ | ĐẢNG ỦY XÃ\nBan Chỉ đạo".into()),
    }
}

fn head(chosen: Option<Chosen>, kind: PaperKind, on: Date) -> Letterhead {
    let paper = PaperMark {
        kind,
        date: on,
        number: Some(7),
    };
    Letterhead::of(&sender(chosen), &paper)
}

fn texts(side: &[HeadLine]) -> Vec<&str> {
    side.iter().map(|line| line.text.as_str()).collect()
}

#[test]
fn the_party_writes_its_number_without_a_colon_and_no_national_title() {
    let head = head(Some(Chosen::Party), PaperKind::Report, date(2026, 2, 5));
    assert_eq!(
        texts(&head.left),
        [
            "HUYỆN ỦY KIÊN HẢI",
            "BAN CHỈ ĐẠO “DÂN VẬN KHÉO”",
            "*",
            "Số 07-BC/BCĐ"
        ]
    );
    assert_eq!(
        texts(&head.right),
        [
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Kiên Hải, ngày 05 tháng 02 năm 2026"
        ]
    );
}

#[test]
fn the_state_writes_its_number_with_a_colon_under_the_national_title() {
    let head = head(Some(Chosen::State), PaperKind::Report, date(2026, 5, 27));
    assert_eq!(texts(&head.left)[2], "Số: 07/BC-BCĐ");
    assert!(!texts(&head.left).contains(&"*"));
    assert_eq!(
        texts(&head.right),
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Kiên Hải, ngày 27 tháng 5 năm 2026"
        ]
    );
    assert_eq!(head.rules.end_mark(), "./.");
}

#[test]
fn the_rules_of_the_party_follow_the_date_of_the_paper() {
    let rules = |year, month, day| Rules::of(Regime::Party, date(year, month, day));
    assert_eq!(rules(2026, 1, 8), Rules::Party2018);
    assert_eq!(rules(2026, 1, 9), Rules::Party2026);
    assert_eq!(rules(2026, 5, 26), Rules::Party2026);
    assert_eq!(rules(2026, 5, 27), Rules::PartyOffice2026);
    assert_eq!(
        Rules::of(Regime::State, date(2020, 1, 1)),
        Rules::of(Regime::State, date(2026, 6, 1))
    );
}

#[test]
fn minutes_have_a_dated_head_only_where_the_rules_want_one() {
    let dated = |chosen, on| head(Some(chosen), PaperKind::Minutes, on).right.len();
    assert_eq!(dated(Chosen::Party, date(2026, 5, 26)), 2);
    assert_eq!(dated(Chosen::Party, date(2026, 5, 27)), 1);
    assert_eq!(dated(Chosen::State, date(2026, 5, 27)), 2);
    let head = head(Some(Chosen::Party), PaperKind::Minutes, date(2026, 6, 1));
    assert_eq!(head.minutes_signers()[0], "NGƯỜI GHI BIÊN BẢN");
    assert_eq!(head.minutes_signers()[2], "CHỦ TRÌ HỘI NGHỊ");
}

#[test]
fn without_a_choice_no_system_is_claimed() {
    let head = head(None, PaperKind::Report, date(2026, 6, 1));
    assert_eq!(texts(&head.left), ["BAN CHỈ ĐẠO “DÂN VẬN KHÉO”"]);
    assert!(head.right.is_empty());
}

#[test]
fn own_words_stand_where_the_bar_puts_them() {
    let head = head(Some(Chosen::Own), PaperKind::Report, date(2026, 6, 1));
    assert_eq!(texts(&head.left), ["UBND XÃ", "Ban Chỉ đạo"]);
    assert_eq!(texts(&head.right), ["ĐẢNG ỦY XÃ"]);
}

#[test]
fn an_unknown_number_leaves_room_for_ink() {
    let paper = PaperMark {
        kind: PaperKind::Minutes,
        date: date(2026, 6, 1),
        number: None,
    };
    let head = Letterhead::of(&sender(Some(Chosen::State)), &paper);
    assert_eq!(head.left[2].text, "Số:      /BB-BCĐ");
}
