//! What is wrong with a typed value, and what would be right: said alike by
//! screens, verbs and lists.

use serde_json::Value;

use super::Lang;
use crate::domain::schema::{self, DELETED, FieldShape};
use crate::domain::value::ValueFault;
use crate::domain::{
    Field, Letterhead, Level, ModelKind, RecordKind, RegistrationType, Status, UnitType, Word,
};
use crate::text;

crate::phrases! {
    enum ValueWords {
        NotAWord { typed: String, words: String } =>
            "“{typed}” — không có trong danh mục; ghi một trong: {words}",
            "“{typed}” — not in the list of words; write one of: {words}";
        NotADate { typed: String } =>
            "“{typed}” — không phải ngày; ghi dạng 30/10/2023",
            "“{typed}” — not a date; write it like 30/10/2023";
        NoSuchDay { typed: String } =>
            "{typed} — không có ngày này; ghi dạng 30/10/2023",
            "{typed} — there is no such day; write it like 30/10/2023";
        ShortYear { typed: String } =>
            "{typed} — năm phải đủ bốn chữ số; ghi dạng 30/10/2023",
            "{typed} — the year needs four digits; write it like 30/10/2023";
        NotATime { typed: String } =>
            "“{typed}” — không phải giờ; ghi dạng 07:40",
            "“{typed}” — not a time of day; write it like 07:40";
        NotAPeriod { typed: String } =>
            "“{typed}” — không phải năm hay giai đoạn; ghi 2022, 2021-2023 hoặc quý III/2023",
            "“{typed}” — not a year or period; write 2022, 2021-2023 or 2023-Q3";
        NoSuchPeriod { typed: String, labels: String } =>
            "“{typed}” — không phải năm hay giai đoạn, cũng không phải nhãn kỳ của sổ; ghi 2022, 2021-2023, quý III/2023, hoặc một trong: {labels}",
            "“{typed}” — not a year or period, nor a label of the book; write 2022, 2021-2023, 2023-Q3, or one of: {labels}";
        SeveralPeriods { typed: String, candidates: String } =>
            "“{typed}” là nhãn của nhiều kỳ khác nhau; ghi rõ kỳ, hoặc sửa nhãn cho khác nhau:{candidates}",
            "“{typed}” is the label of different periods; write the period itself, or make the labels differ:{candidates}";
        MisleadingLabel { label: String, means: String, span: String } =>
            "“{label}” — tự nó đã đọc là kỳ {means}, không phải {span}; thêm chữ cho nhãn khác đi, như “{label} của huyện”, hoặc ghi kỳ là {means}",
            "“{label}” — means {means} by itself, not {span}; add a word to the label, as in “{label} của huyện”, or make the period {means}";
        NotACount { typed: String } =>
            "“{typed}” — không phải số; ghi số nguyên như 12",
            "“{typed}” — not a number; write a whole number like 12";
        NotAReference { typed: String, kind: String } =>
            "“{typed}” — không phải mã của {kind}",
            "“{typed}” — not the id of a {kind}";
        NotALogin =>
            "không phải tên đăng nhập; ghi chữ không dấu và số, như nv.hoa",
            "not a login; write letters and digits without accents, like nv.hoa";
        AboveItself =>
            "đơn vị không thể thuộc chính nó hay thuộc đơn vị dưới nó; chọn đơn vị khác",
            "a unit cannot come under itself or under a unit below it; choose another";
        EndsBeforeItBegins { from: String } =>
            "ngày cuối trước ngày đầu ({from}); sửa một trong hai ngày",
            "the last day is before the first ({from}); correct one of them";
        Empty =>
            "để trống — ô này bắt buộc phải ghi",
            "empty — this must be filled in";
        TooLong { kilobytes: usize } =>
            "dài quá {kilobytes} KB; rút gọn lại hoặc chia ra",
            "longer than {kilobytes} KB; shorten it or divide it";
    }
}

/// A kind of record within a sentence.
pub fn kind_words(kind: RecordKind, lang: Lang) -> String {
    match lang {
        Lang::Vi => kind.vi().to_lowercase(),
        Lang::En => kind.en().to_owned(),
    }
}

/// A fault in words. What was typed is shown, not obeyed.
pub fn describe_value_fault(fault: &ValueFault, lang: Lang) -> String {
    let shown = |typed: &str| text::visible(typed).into_owned();
    let words = match fault {
        ValueFault::NotAWord { typed, words } => ValueWords::NotAWord {
            typed: shown(typed),
            words: words
                .iter()
                .map(|word| match lang {
                    Lang::Vi => word.vi.as_str(),
                    Lang::En => word.en.as_str(),
                })
                .collect::<Vec<_>>()
                .join("; "),
        },
        ValueFault::NotADate { typed } => ValueWords::NotADate {
            typed: shown(typed),
        },
        ValueFault::NoSuchDay { typed } => ValueWords::NoSuchDay {
            typed: shown(typed),
        },
        ValueFault::ShortYear { typed } => ValueWords::ShortYear {
            typed: shown(typed),
        },
        ValueFault::NotATime { typed } => ValueWords::NotATime {
            typed: shown(typed),
        },
        ValueFault::NotAPeriod { typed } => ValueWords::NotAPeriod {
            typed: shown(typed),
        },
        ValueFault::NoSuchPeriod { typed, labels } => ValueWords::NoSuchPeriod {
            typed: shown(typed),
            labels: labels
                .iter()
                .map(|label| format!("“{}”", shown(label)))
                .collect::<Vec<_>>()
                .join("; "),
        },
        ValueFault::SeveralPeriods { typed, candidates } => ValueWords::SeveralPeriods {
            typed: shown(typed),
            candidates: candidates
                .iter()
                .map(|known| format!("\n  {}  {}  {}", known.span, shown(&known.label), known.id))
                .collect(),
        },
        ValueFault::MisleadingLabel { label, means, span } => ValueWords::MisleadingLabel {
            label: shown(label),
            means: means.to_string(),
            span: span.to_string(),
        },
        ValueFault::NotACount { typed } => ValueWords::NotACount {
            typed: shown(typed),
        },
        ValueFault::NotAReference { typed, kind } => ValueWords::NotAReference {
            typed: shown(typed),
            kind: kind_words(*kind, lang),
        },
        ValueFault::AboveItself => ValueWords::AboveItself,
        ValueFault::EndsBeforeItBegins { from } => ValueWords::EndsBeforeItBegins {
            from: text::short_date(*from),
        },
        ValueFault::NotALogin => ValueWords::NotALogin,
        ValueFault::Empty => ValueWords::Empty,
        ValueFault::TooLong { bytes } => ValueWords::TooLong {
            kilobytes: bytes / 1024,
        },
    };
    lang.say(&words)
}

/// A field's value as people read it. `words` are the book's own, in
/// Vietnamese; words of closed lists are said in `lang`, names stay as they are.
pub fn value_words(lang: Lang, field: &str, value: &Value, words: &str) -> String {
    let code = value.as_str().unwrap_or_default();
    let part = field.rsplit('.').next().unwrap_or(field);
    let english = match (lang, part) {
        (Lang::Vi, _) => None,
        (Lang::En, DELETED) if value.as_bool() == Some(true) => Some("taken out"),
        (Lang::En, DELETED) => Some("kept"),
        (Lang::En, "kind") => english::<ModelKind>(code),
        (Lang::En, "field") => english::<Field>(code),
        (Lang::En, "level") => english::<Level>(code),
        (Lang::En, "letterhead") => english::<Letterhead>(code),
        (Lang::En, "status") => english::<Status>(code),
        (Lang::En, "type") => {
            english::<RegistrationType>(code).or_else(|| english::<UnitType>(code))
        }
        (Lang::En, _) => None,
    };
    let listed = || match lang {
        Lang::Vi => None,
        Lang::En => listed_in_english(field, code, words),
    };
    english.or_else(listed).unwrap_or(words).to_owned()
}

/// The English of a word of a field's own list, whose Vietnamese is `words`.
fn listed_in_english(field: &str, code: &str, words: &str) -> Option<&'static str> {
    let lists = RecordKind::ALL.iter().filter_map(|kind| {
        match schema::field_or_member(*kind, field)?.shape {
            FieldShape::Listed(list) => Some(list),
            _ => None,
        }
    });
    let mut listed = lists.flatten();
    listed
        .find(|word| word.code == code && word.vi == words)
        .map(|word| word.en)
}

fn english<W: Word>(code: &str) -> Option<&'static str> {
    W::ALL
        .iter()
        .find(|word| word.code() == code)
        .map(|word| word.en())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_right_is_said_in_the_language_too() {
        let fault = crate::domain::value::read_word::<ModelKind>("nhóm").unwrap_err();
        assert!(describe_value_fault(&fault, Lang::Vi).contains("Tập thể; Cá nhân"));
        assert!(describe_value_fault(&fault, Lang::En).contains("collective; individual"));
    }

    #[test]
    fn closed_words_are_translated_and_names_are_not() {
        let said = |lang, field, code: &str, words| value_words(lang, field, &code.into(), words);
        assert_eq!(
            said(Lang::En, "kind", "individual", "Cá nhân"),
            "individual"
        );
        assert_eq!(said(Lang::Vi, "kind", "individual", "Cá nhân"), "Cá nhân");
        assert_eq!(said(Lang::En, "type", "township", "Thị trấn"), "township");
        assert_eq!(said(Lang::En, "field", "Đô thị", "Đô thị"), "Đô thị");
        assert_eq!(said(Lang::En, "unit", "unit:1", "Hòn Nghệ"), "Hòn Nghệ");
    }
}
