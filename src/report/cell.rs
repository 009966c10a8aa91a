//! One value in a report, in words and as scripts read it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::behind::Behind;
use super::table::Words;
use crate::domain::Word;
use crate::domain::vocabulary::Qualifier;
use crate::i18n::Lang;
use crate::text;

/// A value and the list that it was counted from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    pub value: CellValue,
    pub behind: Option<Behind>,
}

impl From<CellValue> for Cell {
    fn from(value: CellValue) -> Self {
        Self {
            value,
            behind: None,
        }
    }
}

impl Cell {
    /// A count with the list behind it; nothing stands behind zero.
    pub fn counted(count: u64, behind: Behind) -> Self {
        Self {
            value: CellValue::counted(count),
            behind: (count > 0).then_some(behind),
        }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellValue {
    /// The book does not know.
    Unknown,
    /// A published figure of old boundaries cannot be divided (DOMAIN C6):
    /// “không quy đổi được”.
    Inconvertible,
    Count(i64),
    /// A published figure: “trên 500” is not 500.
    Qualified {
        value: i64,
        qualifier: Qualifier,
    },
    /// Not written anywhere but following from what is: “50 (suy ra)”.
    Derived(i64),
    /// The share of `part` in `whole`.
    Percent {
        part: i64,
        whole: i64,
    },
    /// A difference of counts, with its sign.
    Change(i64),
    /// A difference in hundredths of `from`, with its sign.
    Growth {
        from: i64,
        to: i64,
    },
    Text(Words),
}

impl CellValue {
    pub fn counted(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// Words of the book itself.
    pub fn own(words: impl Into<String>) -> Self {
        Self::Text(Words::own(words))
    }

    /// The number to reckon with, where the cell holds an exact one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Count(number) | Self::Derived(number) | Self::Change(number) => Some(*number),
            Self::Qualified {
                value,
                qualifier: Qualifier::Exactly,
            } => Some(*value),
            _ => None,
        }
    }

    /// As officials write it: “1.240”, “89,2%”, “+25”, “trên 500”,
    /// “50 (suy ra)”; blank when unknown.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Inconvertible => lang.say(&CellWords::Inconvertible),
            Self::Count(number) => text::count(*number),
            Self::Qualified { value, qualifier } => qualified(*value, *qualifier, lang),
            Self::Derived(number) => lang.say(&CellWords::Derived {
                number: text::count(*number),
            }),
            Self::Percent { part, whole } => text::percent(*part, *whole).unwrap_or_default(),
            Self::Change(difference) => text::signed(*difference),
            Self::Growth { from, to } => growth(*from, *to),
            Self::Text(words) => lang.say(words),
        }
    }

    /// A number, `null` when unknown, `{"value", "qualifier"}`, or text
    /// (CLI.md). Percentages have one decimal.
    pub fn to_json(&self, lang: Lang) -> Value {
        match self {
            Self::Unknown | Self::Inconvertible => Value::Null,
            Self::Count(number) | Self::Derived(number) | Self::Change(number) => json!(number),
            Self::Qualified { value, qualifier } => json!({"value": value, "qualifier": qualifier}),
            Self::Percent { part, whole } => hundredths(*part, *whole),
            Self::Growth { from, to } => hundredths(to - from, *from),
            Self::Text(words) => json!(lang.say(words)),
        }
    }
}

crate::phrases! {
    enum CellWords {
        Inconvertible => "không quy đổi được", "cannot be converted";
        Derived { number: String } => "{number} (suy ra)", "{number} (derived)";
    }
}

fn qualified(value: i64, qualifier: Qualifier, lang: Lang) -> String {
    let number = text::count(value);
    match (qualifier, lang) {
        (Qualifier::Exactly, _) => number,
        (_, Lang::Vi) => format!("{} {number}", qualifier.vi()),
        (_, Lang::En) => format!("{} {number}", qualifier.en()),
    }
}

fn growth(from: i64, to: i64) -> String {
    let sign = if to > from { "+" } else { "" };
    text::percent(to - from, from).map_or_else(String::new, |percent| format!("{sign}{percent}"))
}

/// The share in percent, rounded to one decimal half away from zero as
/// `text::percent` does; `null` when there is no whole.
fn hundredths(part: i64, whole: i64) -> Value {
    if whole == 0 {
        return Value::Null;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = (part.abs() * 2000 + whole.abs()) / (whole.abs() * 2);
    let sign = if (part < 0) == (whole < 0) { 1.0 } else { -1.0 };
    json!(sign * tenths as f64 / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_officials_write_them() {
        let said = |value: CellValue| value.words(Lang::Vi);
        assert_eq!(said(CellValue::Count(1240)), "1.240");
        assert_eq!(
            said(CellValue::Percent {
                part: 263,
                whole: 295
            }),
            "89,2%"
        );
        assert_eq!(said(CellValue::Change(25)), "+25");
        assert_eq!(said(CellValue::Growth { from: 50, to: 75 }), "+50%");
        assert_eq!(said(CellValue::Growth { from: 75, to: 50 }), "-33,3%");
        assert_eq!(said(CellValue::Growth { from: 0, to: 50 }), "");
        assert_eq!(said(CellValue::Derived(50)), "50 (suy ra)");
        assert_eq!(said(CellValue::Unknown), "");
    }

    #[test]
    fn over_five_hundred_is_never_five_hundred() {
        let over = CellValue::Qualified {
            value: 500,
            qualifier: Qualifier::Over,
        };
        assert_eq!(over.words(Lang::Vi), "trên 500");
        assert_eq!(over.words(Lang::En), "over 500");
        assert_eq!(over.number(), None);
        assert_eq!(
            over.to_json(Lang::Vi),
            json!({"value": 500, "qualifier": "over"})
        );
    }

    #[test]
    fn scripts_read_percentages_with_one_decimal() {
        let read = |value: CellValue| value.to_json(Lang::En);
        assert_eq!(
            read(CellValue::Percent {
                part: 263,
                whole: 295
            }),
            json!(89.2)
        );
        assert_eq!(read(CellValue::Percent { part: 1, whole: 0 }), Value::Null);
        assert_eq!(read(CellValue::Growth { from: 75, to: 50 }), json!(-33.3));
    }
}
