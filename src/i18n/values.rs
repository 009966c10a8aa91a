//! What is wrong with a typed value, and what would be right: said alike by
//! screens, verbs and lists.

use super::Lang;
use crate::domain::Word;
use crate::domain::value::ValueFault;
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
        NotAPeriod { typed: String } =>
            "“{typed}” — không phải năm hay giai đoạn; ghi 2022, 2021-2023 hoặc quý III/2023",
            "“{typed}” — not a year or period; write 2022, 2021-2023 or 2023-Q3";
        NotACount { typed: String } =>
            "“{typed}” — không phải số; ghi số nguyên như 12",
            "“{typed}” — not a number; write a whole number like 12";
        NotAReference { typed: String, kind: String } =>
            "“{typed}” — không phải mã của {kind}",
            "“{typed}” — not the id of a {kind}";
        Empty =>
            "để trống — ô này bắt buộc phải ghi",
            "empty — this must be filled in";
        TooLong { kilobytes: usize } =>
            "dài quá {kilobytes} KB; rút gọn lại hoặc chia ra",
            "longer than {kilobytes} KB; shorten it or divide it";
    }
}

/// A fault in words. What was typed is shown, not obeyed.
pub fn describe_value_fault(fault: &ValueFault, lang: Lang) -> String {
    let shown = |typed: &str| text::visible(typed).into_owned();
    let words = match fault {
        ValueFault::NotAWord { typed, words } => ValueWords::NotAWord {
            typed: shown(typed),
            words: words.join("; "),
        },
        ValueFault::NotADate { typed } => ValueWords::NotADate {
            typed: shown(typed),
        },
        ValueFault::NoSuchDay { typed } => ValueWords::NoSuchDay {
            typed: shown(typed),
        },
        ValueFault::NotAPeriod { typed } => ValueWords::NotAPeriod {
            typed: shown(typed),
        },
        ValueFault::NotACount { typed } => ValueWords::NotACount {
            typed: shown(typed),
        },
        ValueFault::NotAReference { typed, kind } => ValueWords::NotAReference {
            typed: shown(typed),
            kind: match lang {
                Lang::Vi => kind.vi().to_lowercase(),
                Lang::En => kind.en().to_owned(),
            },
        },
        ValueFault::Empty => ValueWords::Empty,
        ValueFault::TooLong { bytes } => ValueWords::TooLong {
            kilobytes: bytes / 1024,
        },
    };
    lang.say(&words)
}
