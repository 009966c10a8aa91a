//! *Giai đoạn*: a year, a quarter or a span of years. Periods overlap freely
//! (DOMAIN C1: 2016-2020, 2018-2020, 2016-2021, 2021-2023, 2021-2025, năm 2023).

use std::cmp::Ordering;
use std::fmt;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::text;

/// A period of whole quarters or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    Year(i16),
    Quarter {
        year: i16,
        quarter: i8,
    },
    /// Whole years, both included; `from < to`.
    Span {
        from: i16,
        to: i16,
    },
}

/// The text names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period (2020, 2021-2023, 2023-Q3)")]
pub struct NotAPeriod(pub String);

const YEARS: std::ops::RangeInclusive<i16> = 1930..=2100;

impl Period {
    /// Reads `2020`, `2021-2023`, `2023-Q3`, and the ways people write them:
    /// “Năm 2020”, “giai đoạn 2021 – 2023”, “quý III/2023”, “2020.0”.
    ///
    /// # Errors
    /// Anything else, and years outside 1930–2100.
    pub fn parse(typed: &str) -> Result<Self, NotAPeriod> {
        let refuse = || NotAPeriod(typed.to_owned());
        let key = text::fold_key(typed);
        let words: Vec<&str> = key
            .split(' ')
            .filter(|word| {
                !matches!(
                    *word,
                    "nam" | "giai" | "doan" | "gd" | "tu" | "den" | "ky" | "nhiem" | "thoi"
                )
            })
            .collect();
        match words.as_slice() {
            [one] => match one.split_once('q') {
                Some((year, quarter)) if !year.is_empty() => quarter_of(year, quarter),
                _ => year_of(one).map(Self::Year),
            },
            [year, "0"] => year_of(year).map(Self::Year),
            ["quy", quarter, year] => quarter_of(year, quarter),
            [year, quarter] if quarter.starts_with('q') => {
                quarter_of(year, quarter.trim_start_matches('q'))
            }
            [quarter, year] if quarter.starts_with('q') => {
                quarter_of(year, quarter.trim_start_matches('q'))
            }
            [quarter @ ("i" | "ii" | "iii" | "iv"), year] => quarter_of(year, quarter),
            [from, to] => {
                // “2021, 2023” are two years and no span.
                let is_list = typed.contains([',', ';']);
                year_of(from)
                    .zip(year_of(to))
                    .filter(|(from, to)| !is_list || from + 1 == *to)
                    .and_then(|(from, to)| match from.cmp(&to) {
                        Ordering::Less => Some(Self::Span { from, to }),
                        Ordering::Equal => Some(Self::Year(from)),
                        Ordering::Greater => None,
                    })
            }
            _ => None,
        }
        .ok_or_else(refuse)
    }

    /// First day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) | Self::Span { from: year, .. } => date(year, 1, 1),
            Self::Quarter { year, quarter } => date(year, quarter * 3 - 2, 1),
        }
    }

    /// Last day, included.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) | Self::Span { to: year, .. } => date(year, 12, 31),
            Self::Quarter { year, quarter } => date(year, quarter * 3, 1).last_of_month(),
        }
    }

    /// Whether all of `other` lies in this period: what is counted under it.
    pub fn contains(self, other: Self) -> bool {
        self.first_day() <= other.first_day() && other.last_day() <= self.last_day()
    }

    /// Whether they share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// The period of the same shape just before this one.
    pub fn previous(self) -> Self {
        self.moved(-1)
    }

    /// The period of the same shape just after this one.
    pub fn next(self) -> Self {
        self.moved(1)
    }

    fn moved(self, steps: i16) -> Self {
        match self {
            Self::Year(year) => Self::Year(year + steps),
            Self::Quarter { year, quarter } => {
                let index = year * 4 + i16::from(quarter) - 1 + steps;
                Self::Quarter {
                    year: index.div_euclid(4),
                    quarter: (index.rem_euclid(4) + 1) as i8,
                }
            }
            Self::Span { from, to } => {
                let length = to - from + 1;
                Self::Span {
                    from: from + steps * length,
                    to: to + steps * length,
                }
            }
        }
    }
}

fn year_of(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| YEARS.contains(year))
}

fn quarter_of(year: &str, quarter: &str) -> Option<Period> {
    let quarter = match quarter {
        "1" | "i" => 1,
        "2" | "ii" => 2,
        "3" | "iii" => 3,
        "4" | "iv" => 4,
        _ => return None,
    };
    year_of(year).map(|year| Period::Quarter { year, quarter })
}

/// The code of the log and the JSON: `2020`, `2021-2023`, `2023-Q3`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Span { from, to } => write!(f, "{from}-{to}"),
            Self::Quarter { year, quarter } => write!(f, "{year}-Q{quarter}"),
        }
    }
}

/// Earlier periods first; of those that start together, the shorter first.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.first_day(), self.last_day()).cmp(&(other.first_day(), other.last_day()))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> String {
        Period::parse(typed).unwrap().to_string()
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        assert_eq!(read("Năm 2020"), "2020");
        assert_eq!(read("2020.0"), "2020");
        assert_eq!(read("giai đoạn 2021 – 2023"), "2021-2023");
        assert_eq!(read("từ năm 2021 đến năm 2023"), "2021-2023");
        assert_eq!(read("nhiệm kỳ 2020 - 2025"), "2020-2025");
        assert_eq!(read("III/2023"), "2023-Q3");
        assert_eq!(read("2021, 2022"), "2021-2022");
        assert_eq!(read("quý III/2023"), "2023-Q3");
        assert_eq!(read("2023-Q3"), "2023-Q3");
        assert_eq!(read("2023q3"), "2023-Q3");
        for wrong in [
            "",
            "nay",
            "2023-2021",
            "12",
            "2023-Q5",
            "2021-2022-2023",
            "2021, 2023",
        ] {
            assert!(Period::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_period_counts_what_lies_wholly_in_it() {
        let span = Period::parse("2021-2023").unwrap();
        assert!(span.contains(Period::Year(2022)));
        assert!(span.contains(Period::parse("2023-Q4").unwrap()));
        assert!(!span.contains(Period::parse("2021-2025").unwrap()));
        assert!(span.overlaps(Period::parse("2021-2025").unwrap()));
    }

    #[test]
    fn neighbours_have_the_same_shape() {
        assert_eq!(
            Period::parse("2023-Q1").unwrap().previous().to_string(),
            "2022-Q4"
        );
        assert_eq!(
            Period::parse("2021-2023").unwrap().next().to_string(),
            "2024-2026"
        );
        assert_eq!(Period::Year(2020).previous(), Period::Year(2019));
    }
}
