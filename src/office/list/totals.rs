//! Rows that announce how many models there are, in all or of a part.

use crate::domain::units::split_type;
use crate::office::workbook::Row;
use crate::text;

use super::columns::{Column, Role};
use super::enumerator;

/// A row that announces how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) row: u32,
    pub(super) claims: Vec<Claim>,
    pub(super) over: Over,
}

/// One number of a total row, under its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// Column from 0.
    pub(super) column: u16,
    pub(super) announced: i64,
    pub(super) what: Counted,
}

/// What a number of a total row counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    Models,
    /// The marks of the column it stands in.
    Marks,
}

/// How far a total reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// *Tổng cộng*: the whole list.
    List,
    /// *Cộng*: the list, or what stands since the last section or total.
    ListOrPart,
}

/// Reads a row that begins with *Cộng*, *Tổng cộng* or *Danh sách có*.
pub(super) fn total(row: &Row, columns: &[Column]) -> Option<Total> {
    let mut texts = row.filled().filter(|(_, cell)| cell.count().is_none());
    let (label_column, label) = texts.next()?;
    if texts.next().is_some() {
        return None;
    }
    let label = label.line();
    let over = total_label(&label)?;
    if is_of_a_part(&label) {
        let claims = Vec::new();
        return Some(Total {
            row: row.number,
            claims,
            over,
        });
    }
    let mut claims = Vec::new();
    if let Some(announced) = first_number(&label) {
        claims.push(Claim {
            column: label_column,
            announced,
            what: Counted::Models,
        });
    }
    let numbers = row
        .filled()
        .filter_map(|(column, cell)| Some((column, cell.count()?)));
    for (column, announced) in numbers.filter(|(column, _)| *column > label_column) {
        let role = columns
            .iter()
            .find(|known| known.at == column)
            .map(|known| &known.role);
        match role {
            Some(Role::Mark(_)) => claims.push(Claim {
                column,
                announced,
                what: Counted::Marks,
            }),
            Some(Role::Value(_)) if claims.is_empty() => claims.push(Claim {
                column,
                announced,
                what: Counted::Models,
            }),
            _ => {}
        }
    }
    Some(Total {
        row: row.number,
        claims,
        over,
    })
}

/// Tells *Cộng* from *Công an* by its tone: many names begin with the latter.
fn total_label(label: &str) -> Option<Over> {
    let lower = text::tidy(label).to_lowercase();
    let lower = lower.trim_start_matches(['*', '-', '(', ' ']);
    let key = text::fold_key(label);
    let after = |word: &str| {
        lower
            .strip_prefix(word)
            .filter(|rest| !rest.starts_with(char::is_alphabetic))
    };
    let of_a_unit = |rest: &str| split_type(rest.trim_start()).0.is_some();
    let bare_rest = |rest: &str| {
        let words = text::fold_words(rest);
        words.iter().all(|word| is_of_counting(word)) || first_number(rest).is_some()
    };
    if after("tổng cộng").or_else(|| after("tổng số")).is_some()
        || key == "tong cong"
        || key == "tong so"
        || key.starts_with("tong cong ")
        || key == "tong"
    {
        return Some(Over::List);
    }
    if (key.starts_with("danh sach ") || key.starts_with("an dinh danh sach "))
        && first_number(label).is_some()
        && key.contains(" co ")
    {
        return Some(Over::List);
    }
    let plain = after("cộng").or_else(|| {
        lower.strip_prefix("cong").filter(|rest| {
            rest.is_empty() || rest.starts_with([':', ' ']) && first_number(rest).is_some()
        })
    });
    plain
        .filter(|rest| bare_rest(rest) || of_a_unit(rest))
        .map(|_| Over::ListOrPart)
}

/// Whether a folded word of a total says what is counted, or where: “Cộng mục
/// II”, “Cộng tập thể”, “trong đó cá nhân là 3 mô hình”.
fn is_of_counting(word: &str) -> bool {
    const WORDS: [&str; 29] = [
        "mo", "hinh", "dien", "muc", "chung", "co", "so", "la", "luot", "phan", "trang", "tap",
        "the", "ca", "nhan", "cap", "xa", "huyen", "khoi", "tinh", "trung", "uong", "linh", "vuc",
        "trong", "do", "gom", "va", "dang",
    ];
    WORDS.contains(&word)
        || word.chars().count() == 1
        || word.chars().all(|letter| letter.is_ascii_digit())
        || word.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'))
}

/// Whether the first number of a total counts but a part of the models: those
/// of one kind, one level or one field.
fn is_of_a_part(label: &str) -> bool {
    let end = label.find([',', ';', '(']).unwrap_or(label.len());
    let counted = label.get(..end).unwrap_or(label);
    let words = format!(" {} ", text::fold_words(counted).join(" "));
    let says = |phrase: &str| words.contains(&format!(" {phrase} "));
    let levels = ["co so", "xa", "huyen", "khoi", "tinh", "trung uong"];
    let level = |level: &&str| says(&format!("cap {level}"));
    says("tap the") != says("ca nhan")
        || levels.iter().filter(|of| level(of)).count() == 1
        || says("linh vuc")
}

/// Whether a row takes a total apart in the field's words: “Trong đó: tập thể
/// 7”, “- Cá nhân: 02 mô hình”. A section is counted by a number or letter.
pub(super) fn breakdown(row: &Row) -> Option<Breakdown> {
    let mut texts = row.filled().filter(|(_, cell)| cell.count().is_none());
    let (label_column, label) = texts.next()?;
    let label = label.line();
    let bare = label.trim_start_matches(['-', '+', '*', '–', ' ']);
    let words = text::fold_words(bare);
    let numbered = row
        .filled()
        .any(|(column, cell)| column > label_column && cell.count().is_some());
    let is_one = texts.next().is_none()
        && (numbered || first_number(bare).is_some())
        && enumerator::split(bare).is_none()
        && words.iter().all(|word| is_of_counting(word))
        && words.iter().any(|word| word.chars().count() > 1);
    let says = |phrase: [&str; 2]| words.windows(2).any(|pair| pair == phrase);
    is_one.then(|| {
        if says(["tap", "the"]) && says(["ca", "nhan"]) {
            Breakdown::Whole
        } else {
            Breakdown::Piece
        }
    })
}

/// What a row that takes a total apart names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breakdown {
    /// Both kinds: it is a total of its own.
    Whole,
    Piece,
}

fn first_number(text: &str) -> Option<i64> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let number = text.get(start..)?;
    let end = number
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(number.len());
    text::parse_count(number.get(..end)?.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::super::passed::tests::row;
    use super::*;

    fn announced(cells: &str) -> Option<Vec<i64>> {
        total(&row(cells), &[])
            .map(|total| total.claims.iter().map(|claim| claim.announced).collect())
    }

    #[test]
    fn a_total_is_told_from_the_police() {
        assert_eq!(announced("|Cộng: 63 mô hình"), Some(vec![63]));
        assert_eq!(
            announced("|Tổng cộng có 1.240 mô hình (58 tập thể)"),
            Some(vec![1240])
        );
        assert_eq!(announced("Tổng số: 07"), Some(vec![7]));
        assert_eq!(announced("Danh sách này có 63 mô hình./."), Some(vec![63]));
        assert_eq!(announced("CỘNG"), Some(vec![]));
        assert_eq!(announced("Cộng xã Nam Yên"), Some(vec![]));
        for model in [
            "|Công an xã",
            "|Cổng trường an toàn",
            "|Tổng vệ sinh đường làng",
            "|Công trình 5 không",
            "Cộng đồng cùng giữ rừng",
            "Cộng|Hội LHPN",
        ] {
            assert_eq!(announced(model), None, "{model}");
        }
    }

    #[test]
    fn a_total_of_a_part_is_held_to_nothing() {
        for part in [
            "Tổng số mô hình tập thể: 2",
            "Cộng cá nhân|1",
            "Tổng cộng: Tập thể: 2; Cá nhân: 1",
            "Tổng cộng: 01 mô hình cấp cơ sở",
        ] {
            assert_eq!(announced(part), Some(vec![]), "{part}");
        }
        for (whole, count) in [
            ("Tổng cộng: 03 mô hình, trong đó: 02 tập thể, 01 cá nhân", 3),
            ("Tổng cộng tập thể và cá nhân: 3", 3),
            ("Tổng cộng toàn huyện: 63 mô hình", 63),
            ("Cộng (II): 4", 4),
        ] {
            assert_eq!(announced(whole), Some(vec![count]), "{whole}");
        }
        assert_eq!(announced("Cộng mục II"), Some(vec![]));
    }

    #[test]
    fn what_takes_a_total_apart_is_no_section() {
        use Breakdown::{Piece, Whole};
        for (cells, expected) in [
            ("- Tập thể: 02 mô hình", Some(Piece)),
            ("|Cá nhân|1", Some(Piece)),
            ("Trong đó: tập thể 2, cá nhân 1", Some(Whole)),
            ("I. Tập thể: 5 mô hình", None),
            ("Tập thể", None),
            ("3|Tập thể phụ nữ ấp 2|Hội LHPN", None),
            ("7", None),
        ] {
            assert_eq!(breakdown(&row(cells)), expected, "{cells}");
        }
    }
}
