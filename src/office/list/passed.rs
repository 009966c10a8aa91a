//! Rows of a list that hold no model: numbering under the header, headers
//! repeated on later pages, and what is signed at the end.

use crate::office::cell::Cell;
use crate::office::workbook::Row;
use crate::text;

use super::header::Header;

/// Whether a row only numbers the columns: `(1) (2) (3)`, `1 2 3`, `A B 1 2`,
/// `A B C`.
pub(super) fn is_numbering(row: &Row) -> bool {
    let bare = |cell: &Cell| {
        cell.line()
            .trim_matches(['(', ')', '[', ']', ' '])
            .to_owned()
    };
    let label = |text: &str| {
        let sum = text
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '=' | '+' | '-' | '/'));
        !text.is_empty()
            && text.len() <= 12
            && (sum || text.len() == 1 && text.chars().all(char::is_alphabetic))
    };
    let numbers: Vec<i64> = row
        .filled()
        .filter_map(|(_, cell)| bare(cell).parse().ok())
        .collect();
    let letters = row.filled().map(|(_, cell)| bare(cell));
    let alphabet = ('A'..='Z').map(String::from);
    if row.filled().len() > 2 && letters.zip(alphabet).all(|(cell, letter)| cell == letter) {
        return true;
    }
    row.filled().len() > 1
        && row.filled().all(|(_, cell)| label(&bare(cell)))
        && numbers.len() > 1
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [left, right] if left < right))
}

/// Whether every cell stands in brackets: `(1) (2) (3)`. No model looks so, and
/// such a row may stand at the top of every page.
pub(super) fn is_bracketed(row: &Row) -> bool {
    let bracketed = |cell: &Cell| {
        let line = cell.line();
        line.starts_with(['(', '[']) && line.ends_with([')', ']'])
    };
    row.filled().len() > 2 && row.filled().all(|(_, cell)| bracketed(cell))
}

/// The headings of a list by column, folded once to find their repetitions.
pub(super) struct Headings(Vec<(u16, Vec<String>)>);

impl Headings {
    pub(super) fn of(header: &Header) -> Self {
        let fold = |path: &[String]| path.iter().map(|part| text::fold_key(part)).collect();
        let columns = header.columns.iter();
        Self(
            columns
                .map(|headed| (headed.column, fold(&headed.path)))
                .collect(),
        )
    }

    /// Whether a row repeats the headings over its columns.
    pub(super) fn repeated_in(&self, row: &Row) -> bool {
        let over = |column: u16, key: &String| {
            let found = self.0.binary_search_by_key(&column, |(at, _)| *at);
            found.is_ok_and(|at| self.0.get(at).is_some_and(|(_, keys)| keys.contains(key)))
        };
        let anywhere = |key: &String| self.0.iter().any(|(_, keys)| keys.contains(key));
        let cells: Vec<_> = row
            .filled()
            .map(|(at, cell)| (at, text::fold_key(&cell.line())))
            .collect();
        let heading = cells.iter().filter(|(at, key)| over(*at, key)).count();
        let only_headings = heading > 1 && cells.iter().all(|(_, key)| anywhere(key));
        only_headings || heading > 2 && heading * 2 > cells.len()
    }
}

/// Whether a row without a number belongs to what is signed below a list:
/// place and date, *Nơi nhận*, who made it, who signs.
pub(super) fn closes(row: &Row) -> bool {
    row.filled().len() <= 4 && row.filled().any(|(_, cell)| is_closing(&cell.line()))
}

/// A remark below the table, which changes nothing.
pub(super) fn is_footnote(row: &Row) -> bool {
    let mut cells = row.filled();
    let (Some((_, cell)), None) = (cells.next(), cells.next()) else {
        return false;
    };
    let line = cell.line();
    let key = text::fold_key(&line);
    ["ghi chu", "luu y", "chu thich"]
        .iter()
        .any(|word| key.starts_with(word))
        || line.starts_with(['*', '(']) && line.contains(')') && line.starts_with("(*")
}

/// Whether a text stands among signatures.
pub(super) fn is_closing(line: &str) -> bool {
    const WHOLE: [&str; 18] = [
        "truong ban",
        "pho truong ban",
        "bi thu",
        "pho bi thu",
        "chu tich",
        "pho chu tich",
        "thu truong",
        "thu truong don vi",
        "nguoi lap",
        "nguoi ghi",
        "nguoi tong hop",
        "can bo tong hop",
        "thu ky",
        "truong khoi",
        "truong khoi dan van",
        "pho truong ban thuong truc",
        "bi thu dang uy",
        "nguoi bao cao",
    ];
    const BEGINNINGS: [&str; 20] = [
        "noi nhan",
        "nguoi lap bieu",
        "nguoi lap bang",
        "nguoi lap danh sach",
        "nguoi lap bao cao",
        "t m ",
        "tm ban ",
        "tm uy ban ",
        "tm ubnd",
        "tm dang uy",
        "tm bch",
        "tm btv",
        "tm khoi",
        "kt truong",
        "kt chu tich",
        "kt bi thu",
        "k t ",
        "tl ban ",
        "ky ten",
        "xac nhan cua ",
    ];
    let key = text::fold_key(line);
    WHOLE.contains(&key.as_str())
        || BEGINNINGS
            .iter()
            .any(|beginning| key.starts_with(beginning))
        || key.contains("ky ghi ro ho ten")
        || is_place_and_date(&key)
}

/// “An Biên, ngày 05 tháng 12 năm 2023”, also with blanks left to fill.
fn is_place_and_date(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    let at = |word: &str| words.iter().position(|other| *other == word);
    match (
        at("ngay"),
        at("thang"),
        words.iter().rposition(|word| *word == "nam"),
    ) {
        (Some(day), Some(month), Some(year)) => {
            let blanks_or_number = |from: usize, to: usize| to - from <= 2;
            day < month
                && month < year
                && blanks_or_number(day, month)
                && blanks_or_number(month, year)
                && words.len() <= year + 2
                && day <= 6
        }
        _ => false,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::office::list) fn row(cells: &str) -> Row {
        let cells = cells
            .split('|')
            .zip(0..)
            .map(|(text, column)| Ok((5, column, Cell::typed(text))));
        let sheet = crate::office::workbook::Sheet::gather("A".into(), cells, &[]).unwrap();
        sheet.rows().first().unwrap().clone()
    }

    #[test]
    fn numbering_is_told_from_a_model() {
        for numbering in [
            "(1)|(2)|(3)|(4)",
            "1|2|3",
            "A|B|1|2",
            "1|2|3=4+5|6",
            "A|B|C",
        ] {
            assert!(is_numbering(&row(numbering)), "{numbering}");
        }
        for model in ["1|Hũ gạo|3", "5", "3|2|1", "1|Hũ gạo", "A|B", "B|A|C"] {
            assert!(!is_numbering(&row(model)), "{model}");
        }
    }

    #[test]
    fn numbering_in_brackets_stands_on_every_page() {
        assert!(is_bracketed(&row("(1)|(2)|(3)")));
        for other in ["1|2|3", "(1)|Hũ gạo|(3)", "(1)|(2)"] {
            assert!(!is_bracketed(&row(other)), "{other}");
        }
    }

    #[test]
    fn signatures_close_a_list() {
        for closing in [
            "|||An Biên, ngày 05 tháng 12 năm 2023",
            "Nơi nhận:|||T/M BAN THƯỜNG VỤ",
            "NGƯỜI LẬP BIỂU||TRƯỞNG BAN",
            "ngày … tháng … năm 2023",
            "(Ký, ghi rõ họ tên)",
            "KT. TRƯỞNG BAN",
        ] {
            assert!(closes(&row(closing)), "{closing}");
        }
        for model in [
            "Ngày thứ Bảy tình nguyện",
            "Người lập nghiệp giỏi",
            "1|Hũ gạo|Hội LHPN|Xã|x",
            "Chủ tịch xã gần dân",
        ] {
            assert!(!closes(&row(model)), "{model}");
        }
    }
}
