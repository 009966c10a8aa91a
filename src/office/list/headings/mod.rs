//! What the headings of a list of models mean (CLI.md, “A list of models”).

use crate::domain::list::ListField;
use crate::domain::vocabulary::{Level, ModelKind, RegistrationType, Status, Word, WorkField};
use crate::text;

mod vocabulary;

use super::enumerator::{self, Enumerator};
use vocabulary::{BEGINNINGS, WHOLE};

/// What a heading says its column holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Meaning {
    RowNumber,
    Value(ListField),
    /// The model's name when no better column has it, its content otherwise.
    NameOrContent,
    /// The unit when no better column has it, the owner otherwise.
    UnitOrOwner,
    /// The owner, who is of this kind: *Tên tập thể*, *Họ tên cá nhân*.
    OwnerOf(ModelKind),
    /// A part of the unit: *ấp*, *khu phố*.
    Hamlet,
    /// Told by what the cells hold, in this order.
    OneOf(&'static [ListField]),
    /// A column to be marked with x.
    Mark(Mark),
}

/// What an x in a column says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    Kind(ModelKind),
    Field(WorkField),
    Level(Level),
    Registration(RegistrationType),
    Status(Status),
}

impl Mark {
    /// The field that the mark gives.
    pub(super) fn field(&self) -> ListField {
        match self {
            Self::Kind(_) => ListField::Kind,
            Self::Field(_) => ListField::Field,
            Self::Level(_) => ListField::Level,
            Self::Registration(_) => ListField::Registration,
            Self::Status(_) => ListField::Status,
        }
    }

    /// The mark that a heading names when its column is known to hold `field`.
    pub(super) fn of(field: ListField, heading: &str) -> Option<Self> {
        match field {
            ListField::Kind => ModelKind::parse(heading).map(Self::Kind),
            ListField::Field => match WorkField::parse(heading)? {
                WorkField::Own(_) => None,
                known => Some(Self::Field(known)),
            },
            ListField::Level => Level::parse(heading).map(Self::Level),
            ListField::Registration => RegistrationType::parse(heading).map(Self::Registration),
            ListField::Status => Status::parse(heading).map(Self::Status),
            _ => None,
        }
    }
}

/// A group heading longer than this is a title over the whole table.
const WORDS_OF_A_GROUP: usize = 8;

/// What a column means whose headings are `path`: the groups above it from the
/// top, then its own. `None` when no field answers to it.
pub(super) fn recognise(path: &[String]) -> Option<Meaning> {
    let (own, groups) = path.split_last()?;
    let groups: Vec<String> = groups
        .iter()
        .map(|group| heading_key(group))
        .filter(|group| is_group(group))
        .collect();
    groups
        .iter()
        .rev()
        .find_map(|group| in_group(group, own))
        .or_else(|| alone(own))
        .or_else(|| {
            let group = groups.last()?;
            known(&format!("{group} {}", heading_key(own)))
        })
}

/// What an x in a column says besides `mark`: where kinds stand under each
/// level, or levels under each kind, the group above says the other.
pub(super) fn also_marked(path: &[String], mark: &Mark) -> Option<Mark> {
    let other = match mark {
        Mark::Kind(_) => ListField::Level,
        Mark::Level(_) => ListField::Kind,
        Mark::Field(_) | Mark::Registration(_) | Mark::Status(_) => return None,
    };
    let (_, groups) = path.split_last()?;
    let groups = groups.iter().rev().map(|group| heading_key(group));
    groups.into_iter().find_map(|group| crossed(&group, other))
}

/// The word of `field` that a folded group heading is, written out.
fn crossed(group: &str, field: ListField) -> Option<Mark> {
    const BEFORE: [&str; 4] = ["dang ky ", "cong nhan ", "mo hinh ", "dien hinh "];
    let bare = BEFORE
        .iter()
        .fold(group, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    (bare.len() > 3).then(|| Mark::of(field, bare)).flatten()
}

/// The folded heading without the number some forms put in front of it;
/// *đăng kí* is *đăng ký*.
pub(super) fn heading_key(heading: &str) -> String {
    let bare = match enumerator::split(heading) {
        Some((Enumerator::Number | Enumerator::Roman, rest)) => rest,
        _ => heading,
    };
    text::fold_key(bare).replace("dang ki", "dang ky")
}

/// Whether a folded heading is short enough to be a group's.
pub(super) fn is_group(key: &str) -> bool {
    !key.is_empty() && key.split(' ').count() <= WORDS_OF_A_GROUP
}

/// A heading by itself, with and without what stands in parentheses.
fn alone(heading: &str) -> Option<Meaning> {
    if heading.trim() == "#" {
        return Some(Meaning::RowNumber);
    }
    let whole = heading_key(heading);
    let bare = heading_key(&without_parentheses(heading));
    known(&whole)
        .or_else(|| known(&bare))
        .or_else(|| marked(&bare))
}

fn known(key: &str) -> Option<Meaning> {
    let whole = WHOLE
        .iter()
        .find(|(_, keys)| keys.split(" | ").any(|known| known == key))
        .map(|(meaning, _)| meaning);
    let begins = |beginning: &str| {
        key.strip_prefix(beginning)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let longest = || {
        BEGINNINGS
            .iter()
            .flat_map(|(meaning, keys)| keys.split(" | ").map(move |key| (meaning, key)))
            .filter(|(_, key)| begins(key))
            .max_by_key(|(_, key)| key.len())
            .map(|(meaning, _)| meaning)
    };
    whole.or_else(longest).cloned()
}

/// A heading that is itself a word of a closed list: a column to be marked.
/// Short forms (`H`, `TT`) are trusted only under a heading that explains them.
fn marked(key: &str) -> Option<Meaning> {
    if key.len() < 4 && !matches!(key, "htct") {
        return None;
    }
    [
        ListField::Kind,
        ListField::Level,
        ListField::Field,
        ListField::Registration,
    ]
    .into_iter()
    .find_map(|field| Mark::of(field, key))
    .map(Meaning::Mark)
}

/// A heading under a group that explains it.
fn in_group(group: &str, own: &str) -> Option<Meaning> {
    let has = |words: &[&str]| {
        words
            .iter()
            .any(|word| format!(" {group} ").contains(&format!(" {word} ")))
    };
    let key = heading_key(own);
    let mark = |field| Mark::of(field, own).map(Meaning::Mark);
    let is = |words: &[&str]| words.contains(&key.as_str());
    let number = ["so", "so ky hieu", "so qd", "so hieu", "so quyet dinh"];
    let day = [
        "ngay",
        "ngay thang",
        "ngay thang nam",
        "ngay ky",
        "ngay ban hanh",
        "ngay cap",
    ];
    if has(&["quyet dinh", "qd", "van ban"]) && is(&number) {
        return Some(Meaning::Value(ListField::DecisionNo));
    }
    if has(&["quyet dinh", "qd", "van ban"]) && is(&day) {
        return Some(Meaning::Value(ListField::DecisionDate));
    }
    if has(&["quyet dinh", "qd", "van ban"])
        && is(&["co quan", "noi ky", "co quan ky", "cap", "cap ban hanh"])
    {
        return Some(Meaning::Value(ListField::DecisionBy));
    }
    if has(&["giay chung nhan", "gcn"]) && is(&number) {
        return Some(Meaning::Value(ListField::CertificateNo));
    }
    if has(&["linh vuc"]) {
        return WorkField::parse(own).map(|field| Meaning::Mark(Mark::Field(field)));
    }
    if has(&[
        "loai hinh",
        "doi tuong",
        "hinh thuc",
        "chu the",
        "loai",
        "tap the ca nhan",
        "phan loai",
    ]) && let Some(kind) = mark(ListField::Kind)
    {
        return Some(kind);
    }
    if has(&["cap", "dang ky", "cong nhan", "dang ky cap"])
        && let Some(level) = mark(ListField::Level)
    {
        return Some(level);
    }
    for (above, own) in [
        (ListField::Kind, ListField::Level),
        (ListField::Level, ListField::Kind),
    ] {
        if crossed(group, above).is_some()
            && let Some(crossing) = mark(own)
        {
            return Some(crossing);
        }
    }
    if has(&["dang ky", "hinh thuc", "loai"])
        && let Some(registration) = mark(ListField::Registration)
    {
        return Some(registration);
    }
    if has(&["ket qua", "trang thai", "tinh trang"]) {
        return mark(ListField::Status);
    }
    None
}

/// The text without its parentheses and what they hold.
fn without_parentheses(heading: &str) -> String {
    let mut depth = 0_u32;
    let outside = heading.chars().filter(|letter| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::Field;
    use unicode_normalization::UnicodeNormalization;

    fn one(heading: &str) -> Option<Meaning> {
        recognise(&[heading.to_owned()])
    }

    fn under(group: &str, heading: &str) -> Option<Meaning> {
        recognise(&[group.to_owned(), heading.to_owned()])
    }

    #[test]
    fn every_heading_of_the_promise_is_known() {
        use ListField::*;
        for (field, headings) in [
            (
                Name,
                &["Tên mô hình", "Mô hình", "Tên mô hình/điển hình"][..],
            ),
            (
                Owner,
                &[
                    "Chủ thể",
                    "Đơn vị đăng ký",
                    "Tập thể/cá nhân thực hiện",
                    "Họ và tên",
                ],
            ),
            (
                Unit,
                &["Xã", "Địa bàn", "Xã/phường/thị trấn", "Nơi thực hiện"],
            ),
            (Kind, &["Loại hình", "Đối tượng"]),
            (Field, &["Lĩnh vực"]),
            (Level, &["Cấp đăng ký", "Cấp"]),
            (Period, &["Năm", "Giai đoạn", "Năm đăng ký"]),
            (Movement, &["Phong trào"]),
            (Registration, &["Loại đăng ký", "Hình thức đăng ký"]),
            (Status, &["Trạng thái", "Kết quả"]),
            (DecisionNo, &["Số quyết định"]),
            (DecisionDate, &["Ngày QĐ"]),
            (DecisionBy, &["Cơ quan ban hành"]),
            (CertificateNo, &["Số giấy chứng nhận"]),
            (Remarks, &["Ghi chú"]),
        ] {
            for heading in headings {
                assert_eq!(one(heading), Some(Meaning::Value(field)), "{heading}");
            }
        }
        assert_eq!(one("Nội dung mô hình"), Some(Meaning::NameOrContent));
        assert_eq!(one("Nội dung"), Some(Meaning::NameOrContent));
        assert_eq!(one("Đơn vị"), Some(Meaning::UnitOrOwner));
        for (field, name) in super::super::map::FIELD_NAMES {
            assert_eq!(one(name), Some(Meaning::Value(field)), "{name}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        let decomposed: String = "TÊN MÔ HÌNH".nfd().collect();
        for heading in [
            "Cấp\nđăng ký",
            "CẤP ĐĂNG KÝ (ghi rõ)",
            "cap dang ky *",
            "7. Cấp đăng ký",
            "Cấp đăng kí",
        ] {
            assert_eq!(
                one(heading),
                Some(Meaning::Value(ListField::Level)),
                "{heading}"
            );
        }
        assert_eq!(one(&decomposed), Some(Meaning::Value(ListField::Name)));
        assert_eq!(
            one("Xã (phường, thị trấn)"),
            Some(Meaning::Value(ListField::Unit))
        );
    }

    #[test]
    fn a_word_of_the_field_is_a_column_to_be_marked() {
        assert_eq!(
            one("Tập thể"),
            Some(Meaning::Mark(Mark::Kind(ModelKind::Collective)))
        );
        assert_eq!(
            one("VH-XH"),
            Some(Meaning::Mark(Mark::Field(WorkField::Known(Field::Society))))
        );
        assert_eq!(
            one("Cấp huyện"),
            Some(Meaning::Mark(Mark::Level(Level::District)))
        );
        assert_eq!(one("H"), None);
        assert_eq!(
            under("Cấp đăng ký", "H"),
            Some(Meaning::Mark(Mark::Level(Level::District)))
        );
        assert_eq!(
            under("Loại hình", "TT"),
            Some(Meaning::Mark(Mark::Kind(ModelKind::Collective)))
        );
        let own = WorkField::Own("Chuyển đổi số".into());
        assert_eq!(
            under("Lĩnh vực", "Chuyển đổi số"),
            Some(Meaning::Mark(Mark::Field(own)))
        );
    }

    #[test]
    fn a_group_explains_the_headings_below_it() {
        assert_eq!(
            under("Quyết định công nhận", "Số"),
            Some(Meaning::Value(ListField::DecisionNo))
        );
        assert_eq!(
            under("Quyết định công nhận", "Ngày, tháng"),
            Some(Meaning::Value(ListField::DecisionDate))
        );
        let title = "DANH SÁCH mô hình kèm theo Quyết định số 104 của Ban Thường vụ Huyện ủy";
        assert_eq!(under(title, "Số"), None);
        assert_eq!(under(title, "Xã"), Some(Meaning::Value(ListField::Unit)));
    }

    #[test]
    fn what_only_resembles_a_heading_is_left_alone() {
        for heading in [
            "Số hộ tham gia",
            "Kinh phí",
            "Đối tượng thụ hưởng",
            "Ngày tháng năm sinh",
            "Hiệu quả mô hình",
            "Năm sinh",
            "Cấp ủy",
        ] {
            assert_eq!(one(heading), None, "{heading}");
        }
    }
}
