//! Whether a text reads like the name of a place: *Xã Đông Yên*, *Tây Yên A*.

use crate::domain::units::split_type;
use crate::domain::vocabulary::UnitType;
use crate::text;

/// Whether a name says of itself that it is a place's: *Xã Đông Yên*, also with
/// what the place lies in: *Xã Đông Yên, huyện An Biên*.
pub(super) fn is_territory_name(name: &str) -> bool {
    let is_one = |name: &str| {
        let (sort, bare) = split_type(name.trim_matches([' ', ')']));
        sort.is_some_and(is_territory) && is_proper_name(bare, Capitals::Count)
    };
    is_one(name) || name.split([',', '(']).all(is_one)
}

/// Whether the name of a sheet is that of a place: *Xã Đông Yên*, *Nam Thái A*,
/// and unlike *Sheet1*, *Danh Sách Năm 2022*.
pub(super) fn names_a_place(tab: &str) -> bool {
    const OF_PAPERS: [&str; 9] = [
        "sheet",
        "trang tinh",
        "danh sach",
        "ds",
        "mo hinh",
        "bieu",
        "tong hop",
        "phu luc",
        "dan van",
    ];
    let folded = format!(" {} ", text::fold_words(tab).join(" "));
    let of_papers = |phrase: &&str| folded.contains(&format!(" {phrase} "));
    is_territory_name(tab)
        || tab.split_whitespace().count() > 1
            && !tab.contains(|letter: char| letter.is_ascii_digit())
            && !OF_PAPERS.iter().any(of_papers)
            && is_proper_name(tab, Capitals::SayNothing)
}

/// The unit in a title that says it names one: “Đơn vị: xã Đông Yên”, “Đơn vị
/// xã Đông Yên”.
pub(super) fn after_unit_label(title: &str) -> Option<&str> {
    const LABELS: [&str; 4] = ["don vi", "ten don vi", "dia ban", "noi thuc hien"];
    let says_unit = |label: &str| LABELS.contains(&text::fold_words(label).join(" ").as_str());
    let title = title.trim_end_matches([':', ' ']);
    if let Some((label, unit)) = title.split_once(':') {
        let named = is_territory_name(unit) || is_proper_name(unit, Capitals::Count);
        return (says_unit(label) && named).then(|| unit.trim_start());
    }
    let blanks = title.char_indices().filter(|(_, letter)| *letter == ' ');
    blanks
        .map(|(at, _)| title.split_at(at))
        .find(|(label, unit)| says_unit(label) && is_territory_name(unit))
        .map(|(_, unit)| unit.trim_start())
}

fn is_territory(sort: UnitType) -> bool {
    sort.is_commune_level()
        || matches!(
            sort,
            UnitType::Province
                | UnitType::District
                | UnitType::Town
                | UnitType::City
                | UnitType::Bloc
        )
}

/// What text in capital letters throughout says about being a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Capitals {
    Count,
    SayNothing,
}

/// Whether every word begins with a capital, as in *Tây Yên A* and unlike
/// *Hũ gạo tình thương*.
pub(super) fn is_proper_name(name: &str, capitals: Capitals) -> bool {
    let name = without_count(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let begins = |word: &&str| {
        word.chars()
            .find(|c| c.is_alphanumeric())
            .is_none_or(|c| c.is_uppercase() || c.is_numeric())
    };
    let shouted = !name.chars().any(char::is_lowercase);
    (1..=5).contains(&words.len())
        && words.iter().all(begins)
        && (capitals == Capitals::Count || !shouted)
}

/// The title without the number of models some lists put behind it.
pub(super) fn without_count(title: &str) -> String {
    let counts = |tail: &str| tail.chars().any(|letter| letter.is_ascii_digit());
    let cut = match title.split_once(['(', ':']) {
        Some((head, tail)) if counts(tail) || tail.trim().is_empty() => head,
        _ => title,
    };
    text::tidy(cut.trim_end_matches(['.', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_is_a_place_only_when_it_reads_like_one() {
        for place in [
            "Xã Đông Yên",
            "Nam Thái A",
            "TT Thứ Ba",
            "Tịnh Biên",
            "XÃ NAM YÊN",
        ] {
            assert!(names_a_place(place), "{place}");
        }
        for paper in [
            "Sheet1",
            "Trang tính1",
            "Danh Sách",
            "DS Mô Hình",
            "Biểu Tổng Hợp",
            "Năm 2022",
            "An-Bien",
            "DSMH",
        ] {
            assert!(!names_a_place(paper), "{paper}");
        }
    }

    #[test]
    fn a_place_may_be_named_with_what_it_lies_in() {
        for place in [
            "Xã Đông Yên",
            "xã Đông Yên, huyện An Biên",
            "XÃ ĐÔNG YÊN (HUYỆN AN BIÊN)",
            "TT. Thứ Ba, huyện An Biên, tỉnh Kiên Giang",
        ] {
            assert!(is_territory_name(place), "{place}");
        }
        for other in [
            "Đông Yên",
            "Xã Đông Yên, vận động hiến đất",
            "Xã hội hóa đèn đường",
            "Hũ gạo, huyện An Biên",
        ] {
            assert!(!is_territory_name(other), "{other}");
        }
    }
}
