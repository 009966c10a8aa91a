use jiff::civil::{date, time};

use super::*;
use crate::domain::Fields;
use crate::domain::survey::{Direction, RecommendationStep, Visit};
use crate::report::document::plain_text;
use crate::report::letterhead::Sender;

fn minutes(standing: Standing) -> Minutes {
    let fields = [
        ("date", "2026-02-05"),
        ("start", "07:40"),
        ("place", "Hội trường UBND xã"),
        ("basis", "Kế hoạch số 19-KH/BDV ngày 17 tháng 7 năm 2025"),
        ("delegate.a.name", "Trần Thị Bình"),
        ("delegate.a.title", "Phó Trưởng Ban"),
        ("delegate.a.role", "lead"),
        ("delegate.b.name", "Lê Minh Khảo"),
        ("delegate.b.absent", "bận họp"),
        ("target.t.name", "Số hộ tham gia"),
        ("target.t.registered", "38"),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.into()));
    Minutes {
        sender: Sender {
            chosen: None,
            name: "Ban Chỉ đạo".into(),
            ..Sender::default()
        },
        unit: "xã Hòn Nghệ".into(),
        round: None,
        visit: Visit::read(&Fields(fields.into())),
        conclusions: Vec::new(),
        items: vec![ItemGroup {
            label: "A. Công tác chỉ đạo".into(),
            model: None,
            items: vec![
                Item {
                    label: "A1 Văn bản của cấp ủy".into(),
                    answer: Some("Đạt".into()),
                    remark: None,
                },
                Item {
                    label: "A2 Quyết định kiện toàn".into(),
                    answer: None,
                    remark: None,
                },
            ],
        }],
        findings: Vec::new(),
        asked: vec![Asked {
            number: "KN01".into(),
            direction: Direction::ToUnit,
            to: Some("xã Hòn Nghệ".into()),
            model: None,
            text: "Lắp thêm 2 thùng rác".into(),
            due: Some(date(2026, 3, 31)),
            product: Some("Ảnh".into()),
        }],
        earlier: vec![AskedBefore {
            number: "KN02".into(),
            visited: Some(date(2025, 5, 12)),
            text: "Bổ sung biên bản".into(),
            due: None,
            step: RecommendationStep::Reported,
            result: None,
        }],
        addenda: Vec::new(),
        standing,
    }
}

/// Everything that the paper says, from top to bottom.
fn said(paper: &Document) -> String {
    let mut words = Vec::new();
    for block in &paper.blocks {
        match block {
            Block::Heading { runs, .. }
            | Block::Paragraph(runs)
            | Block::Item(runs)
            | Block::Remark(runs)
            | Block::Centered(runs) => words.push(plain_text(runs)),
            Block::Table(table) => {
                for row in table.rows() {
                    words.push(format!("{row:?}"));
                }
            }
            Block::Ending(ending) => words.push(format!("{ending:?}")),
            Block::NewPage => {}
        }
    }
    words.join("\n")
}

#[test]
fn minutes_say_everything_in_the_order_of_the_field() {
    let paper = compose(&minutes(Standing::Draft), date(2030, 1, 1));
    let words = said(&paper);
    let mut at = 0;
    for part in [
        "Căn cứ Kế hoạch số 19-KH/BDV",
        "lúc 07 giờ 40 ngày 05 tháng 02 năm 2026, tại Hội trường UBND xã",
        "Trần Thị Bình",
        "Lê Minh Khảo: bận họp",
        "Chủ trì: Trần Thị Bình, Phó Trưởng Ban",
        "Đơn vị báo cáo",
        "Mô hình đã xem",
        "A1 Văn bản của cấp ủy",
        "Tài liệu đã xem",
        "KN02",
        "Ý kiến trao đổi, giải trình",
        "Ưu điểm",
        "Tồn tại, nguyên nhân",
        "Lắp thêm 2 thùng rác",
        "KẾT LUẬN CỦA TRƯỞNG ĐOÀN",
        "Ý KIẾN BẢO LƯU",
        "kết thúc lúc",
        "(Ký, ghi rõ họ tên)",
    ] {
        let found = words[at..]
            .find(part)
            .unwrap_or_else(|| panic!("{part}\n{words}"));
        at += found;
    }
    assert_eq!(paper.mark.as_deref(), Some("DỰ THẢO"));
}

#[test]
fn what_nobody_looked_at_is_said_so_and_never_met() {
    let words = said(&compose(&minutes(Standing::Draft), date(2026, 2, 5)));
    let line = |of: &str| {
        words
            .lines()
            .find(|line| line.contains(of))
            .unwrap()
            .to_owned()
    };
    assert!(line("A2 Quyết định").contains("Chưa kiểm tra"));
    assert!(!line("A2 Quyết định").contains("Đạt"));
    assert!(
        line("Số hộ tham gia").contains("Chưa kiểm tra"),
        "not counted"
    );
    assert!(line("A1 Văn bản").contains("Đạt"));
}

#[test]
fn signed_minutes_bear_their_seal_and_altered_ones_say_so() {
    let at = "2026-02-05T04:30:00Z".parse().unwrap();
    let seal = "abc123".to_owned();
    let signed = compose(
        &minutes(Standing::Signed {
            at,
            seal: seal.clone(),
        }),
        date(2026, 2, 5),
    );
    assert_eq!(signed.mark, None);
    assert!(said(&signed).contains("Ký lúc 11:30, 05/02/2026. Dấu niêm nội dung:\nabc123"));
    let altered = compose(&minutes(Standing::Altered { at, seal }), date(2026, 2, 5));
    assert!(
        altered
            .mark
            .is_some_and(|mark| mark.contains("KHÁC BẢN KÝ"))
    );
}

#[test]
fn an_empty_visit_leaves_room_for_the_hand() {
    let visit = Visit::read(&Fields::default());
    let empty = Minutes {
        visit,
        ..minutes(Standing::Draft)
    };
    let words = said(&compose(&empty, date(2026, 6, 1)));
    assert!(words.contains("lúc …………… giờ ……………"));
    assert!(words.contains("Chủ trì: ……………"));
    let signing = Visit {
        start: Some(time(7, 0, 0, 0)),
        copies: Some(3),
        ..Visit::read(&Fields::default())
    };
    let words = said(&compose(
        &Minutes {
            visit: signing,
            ..minutes(Standing::Draft)
        },
        date(2026, 6, 1),
    ));
    assert!(words.contains("lúc 07 giờ 00") && words.contains("thành 03 bản"));
}
