//! Reading what people type into the value that a field holds.

use jiff::civil::Date;
use serde_json::Value;

use super::identity::{RecordId, RecordKind};
use super::period::Period;
use super::period_labels::LabelledPeriod;
use super::role::Role;
use super::schema::FieldShape;
use super::vocabulary::{
    Letterhead, Level, Listed, ModelKind, RegistrationType, Status, UnitType, Word, WorkField,
};
use crate::text;

/// Why typed text is not a value of its field, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum ValueFault {
    #[error("`{typed}` is none of: {}", RightWord::listed(words))]
    NotAWord {
        typed: String,
        words: Vec<RightWord>,
    },
    #[error("`{typed}` is not a date (30/10/2023 or 2023-10-30)")]
    NotADate { typed: String },
    #[error("{typed}: there is no such day")]
    NoSuchDay { typed: String },
    /// A date whose year has two digits: nobody can tell 1930 from 2030.
    #[error("`{typed}`: the year needs four digits")]
    ShortYear { typed: String },
    #[error("`{typed}` is not a time of day (07:40)")]
    NotATime { typed: String },
    #[error("`{typed}` is not a period (2020, 2021-2023, 2023-Q3)")]
    NotAPeriod { typed: String },
    /// Neither a period by itself nor one of the book's `labels`.
    #[error("`{typed}` is neither a period nor one of: {}", labels.join(", "))]
    NoSuchPeriod { typed: String, labels: Vec<String> },
    /// The book calls different periods so.
    #[error("`{typed}` is the label of several periods")]
    SeveralPeriods {
        typed: String,
        candidates: Vec<LabelledPeriod>,
    },
    /// A label for `span` that would be read as another period.
    #[error("`{label}` means {means} by itself, not {span}")]
    MisleadingLabel {
        label: String,
        means: Period,
        span: Period,
    },
    #[error("not the login of a Unix user")]
    NotALogin,
    #[error("`{typed}` is not a whole number")]
    NotACount { typed: String },
    #[error("`{typed}` is not the id of a {kind}")]
    NotAReference { typed: String, kind: RecordKind },
    /// A unit that would lie in itself or answer to itself.
    #[error("a unit does not come above itself")]
    AboveItself,
    /// The last day of a unit before its first, `from`.
    #[error("the last day is before the first, {from}")]
    EndsBeforeItBegins { from: Date },
    #[error("must not be empty")]
    Empty,
    /// Longer than a field can be, in bytes.
    #[error("must not be longer than {bytes} bytes")]
    TooLong { bytes: usize },
}

/// A word that would be right, as either language says it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RightWord {
    pub vi: String,
    pub en: String,
}

impl RightWord {
    pub fn of<W: Word>(word: W) -> Self {
        Self::new(word.vi(), word.en())
    }

    pub fn new(vi: &str, en: &str) -> Self {
        Self {
            vi: vi.to_owned(),
            en: en.to_owned(),
        }
    }

    fn listed(words: &[Self]) -> String {
        let words: Vec<&str> = words.iter().map(|word| word.en.as_str()).collect();
        words.join(", ")
    }
}

/// Reads `typed` as `shape` wants it. Blank text clears the field (`null`).
///
/// # Errors
/// The fault, naming what was typed and what would be right.
pub fn read_value(shape: FieldShape, typed: &str) -> Result<Value, ValueFault> {
    let line = text::tidy(typed);
    if line.is_empty() {
        return Ok(Value::Null);
    }
    match shape {
        FieldShape::Line => Ok(Value::String(line)),
        FieldShape::Verbatim => Ok(Value::String(typed.to_owned())),
        FieldShape::Lines => Ok(Value::String(text::tidy_lines(typed))),
        FieldShape::Moment => line
            .parse::<jiff::Timestamp>()
            .map(|moment| Value::String(moment.to_string()))
            .map_err(|_| ValueFault::NotADate { typed: line }),
        FieldShape::Day => read_day(&line).map(|day| Value::String(day.to_string())),
        FieldShape::Clock => text::parse_clock(&line)
            .map(|time| Value::String(text::clock(time)))
            .ok_or(ValueFault::NotATime { typed: line }),
        FieldShape::Mark => Ok(Value::Bool(is_mark(&line))),
        FieldShape::Count => text::parse_count(&line)
            .map(Value::from)
            .ok_or(ValueFault::NotACount { typed: line }),
        FieldShape::Kind => word::<ModelKind>(line),
        FieldShape::Level => word::<Level>(line),
        FieldShape::RegistrationType => word::<RegistrationType>(line),
        FieldShape::Status => word::<Status>(line),
        FieldShape::UnitType => word::<UnitType>(line),
        FieldShape::Role => word::<Role>(line),
        FieldShape::Letterhead => word::<Letterhead>(line),
        FieldShape::Listed(words) => listed(words, line),
        FieldShape::WorkField => {
            Ok(WorkField::parse(&line)
                .map_or(Value::Null, |field| Value::String(field.code().into())))
        }
        FieldShape::Period => Period::parse(&line)
            .map(|period| Value::String(period.to_string()))
            .map_err(|_| ValueFault::NotAPeriod { typed: line }),
        FieldShape::Reference(kind) => match RecordId::of_kind(kind, &line) {
            Some(id) => Ok(Value::String(id.to_string())),
            None => Err(ValueFault::NotAReference { typed: line, kind }),
        },
    }
}

/// Reads a day as people write it.
///
/// # Errors
/// `NoSuchDay` for 31/02, `ShortYear` for 30/10/23, `NotADate` for anything that
/// is no date at all.
pub fn read_day(typed: &str) -> Result<jiff::civil::Date, ValueFault> {
    text::parse_date(typed).map_err(|fault| match fault {
        text::DateFault::NoSuchDay { .. } => ValueFault::NoSuchDay {
            typed: typed.to_owned(),
        },
        text::DateFault::TwoDigitYear => ValueFault::ShortYear {
            typed: typed.to_owned(),
        },
        text::DateFault::NotADate => ValueFault::NotADate {
            typed: typed.to_owned(),
        },
    })
}

/// Reads a word of a closed list.
///
/// # Errors
/// `NotAWord` with the labels that would be right.
pub fn read_word<W: Word>(typed: &str) -> Result<W, ValueFault> {
    W::parse(typed).ok_or_else(|| ValueFault::NotAWord {
        typed: text::tidy(typed),
        words: W::ALL.iter().copied().map(RightWord::of).collect(),
    })
}

fn listed(words: &[Listed], typed: String) -> Result<Value, ValueFault> {
    let key = text::fold_key(&typed);
    match words.iter().find(|word| word.answers_to(&key)) {
        Some(word) => Ok(Value::String(word.code.into())),
        None => Err(ValueFault::NotAWord {
            typed,
            words: words
                .iter()
                .map(|word| RightWord::new(word.vi, word.en))
                .collect(),
        }),
    }
}

fn word<W: Word>(typed: String) -> Result<Value, ValueFault> {
    read_word::<W>(&typed).map(|word| Value::String(word.code().into()))
}

/// Whether a cell of a marked column is marked: x, ×, (X), 1, ✓, √, ☑, có.
pub fn is_mark(cell: &str) -> bool {
    let around = |letter: char| letter.is_whitespace() || "()[].".contains(letter);
    matches!(
        text::fold(cell.trim_matches(around)).as_str(),
        "x" | "×"
            | "1"
            | "1.0"
            | "✓"
            | "✔"
            | "√"
            | "☑"
            | "☒"
            | "v"
            | "co"
            | "dung"
            | "yes"
            | "true"
            | "+"
            | "*"
            | "•"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_type_them() {
        let read = |shape, typed| read_value(shape, typed).unwrap();
        assert_eq!(read(FieldShape::Day, "30/10/2023"), "2023-10-30");
        assert_eq!(read(FieldShape::Level, " CƠ SỞ "), "base");
        assert_eq!(
            read(FieldShape::Line, "  Hũ  gạo\u{a0}tình thương "),
            "Hũ gạo tình thương"
        );
        assert_eq!(read(FieldShape::Line, " "), Value::Null);
        assert_eq!(read(FieldShape::Period, "Năm 2020"), "2020");
    }

    #[test]
    fn a_fault_says_what_would_be_right() {
        let fault = read_value(FieldShape::Kind, "nhóm").unwrap_err();
        assert!(fault.to_string().contains("collective"), "{fault}");
        assert!(matches!(
            read_value(FieldShape::Day, "31/02/2023"),
            Err(ValueFault::NoSuchDay { .. })
        ));
        assert!(matches!(
            read_value(FieldShape::Day, "30/10/23"),
            Err(ValueFault::ShortYear { .. })
        ));
    }

    #[test]
    fn marks_are_known_as_people_make_them() {
        for mark in [
            "x", "X", "×", "(x)", "[X]", "x.", "1", "✓", "√", "☑", "có", "Đúng",
        ] {
            assert!(is_mark(mark), "{mark}");
        }
        for no_mark in ["", "()", "0", "không", "☐", "Hội LHPN xã", "xx"] {
            assert!(!is_mark(no_mark), "{no_mark}");
        }
    }
}
