//! An outline is stored and carried as its tables; a new version takes the
//! answers over.

use std::collections::BTreeMap;

use kheo::forms::{Outline, Renamed, compare, move_answers};
use serde_json::{Value, json};

use crate::tables::outline;

const OLD: &str = "
    | survey | | | |
    | | type | name | label |
    | | text | ten | Tên mô hình |
    | | integer | so_ho | Số hộ tham gia |
    | | begin_repeat | ct | Chỉ tiêu |
    | | decimal | dem | Đếm tại chỗ |
    | | end_repeat | | |
    | | text | cu | Không hỏi nữa |";

const NEW: &str = "
    | survey | | | |
    | | type | name | label |
    | | text | ten | Tên mô hình |
    | | begin_group | hq | Hiệu quả |
    | | integer | ho | SỐ HỘ  tham gia |
    | | begin_repeat | ct | Chỉ tiêu |
    | | decimal | dem | Đếm tại chỗ |
    | | end_repeat | | |
    | | end_group | | |
    | | text | moi | Mới hỏi |";

#[test]
fn tables_make_the_same_outline_again() {
    let first = outline(OLD);
    let stored = serde_json::to_string(&first).unwrap();
    let again: Outline = serde_json::from_str(&stored).unwrap();
    assert_eq!(first, again);
    assert_eq!(again.questions(), 4);
    assert!(serde_json::from_str::<Outline>(r#"{"sheets":[]}"#).is_err());
}

#[test]
fn a_new_version_says_what_is_kept_renamed_and_left_over() {
    let difference = compare(&outline(OLD), &outline(NEW));
    assert_eq!(difference.kept, ["/ten"]);
    let renamed = |old: &str, new: &str| Renamed {
        old: old.into(),
        new: new.into(),
    };
    assert_eq!(
        difference.renamed,
        [
            renamed("/ct", "/hq/ct"),
            renamed("/ct/dem", "/hq/ct/dem"),
            renamed("/so_ho", "/hq/ho"),
        ]
    );
    assert_eq!(difference.left_over, ["/cu"]);
    assert_eq!(difference.added, ["/moi"]);
}

#[test]
fn answers_move_and_none_is_dropped() {
    let difference = compare(&outline(OLD), &outline(NEW));
    let answers: BTreeMap<String, Value> = [
        ("/ten", json!("Hũ gạo")),
        ("/so_ho", json!(12)),
        ("/ct", json!(3)),
        ("/ct[3]/dem", json!(5.5)),
        ("/cu", json!("x")),
    ]
    .map(|(path, value)| (path.to_owned(), value))
    .into();
    let (moved, left) = move_answers(&difference, &answers);
    assert_eq!(
        moved,
        [
            ("/ten", json!("Hũ gạo")),
            ("/hq/ho", json!(12)),
            ("/hq/ct", json!(3)),
            ("/hq/ct[3]/dem", json!(5.5)),
        ]
        .map(|(path, value)| (path.to_owned(), value))
        .into()
    );
    assert_eq!(left, [("/cu".to_owned(), json!("x"))].into());
}
