//! Titles between the rows of a list.

use super::*;

#[test]
fn lettered_sections_go_on_after_the_eighth() {
    let communes = [
        "An", "Bình", "Cam", "Dân", "Đông", "Giang", "Hòa", "Lâm", "Minh", "Nam",
    ];
    let sections = communes.iter().zip('A'..).map(|(commune, letter)| {
        format!(
            "{letter}|Xã {commune} Yên||\nI|Tập thể||\n1|{commune} một|2022|Huyện\n\
             II|Cá nhân||\n1|{commune} hai|2022|Huyện\n"
        )
    });
    let text: String = std::iter::once("TT|Tên mô hình|Năm|Cấp\n".to_owned())
        .chain(sections)
        .collect();
    for row in rows(&text) {
        let commune = row.name.split(' ').next().unwrap();
        assert_eq!(row.unit, format!("Xã {commune} Yên"), "{}", row.name);
        let kind = if row.name.ends_with("một") {
            ModelKind::Collective
        } else {
            ModelKind::Individual
        };
        assert_eq!(row.kind, Some(kind), "{}", row.name);
    }
}
