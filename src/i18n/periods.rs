//! Periods as officers say them.

use super::Lang;
use crate::domain::Period;

/// “Năm 2020”, “Giai đoạn 2021-2023”, “Quý III/2023”.
pub fn period_title(lang: Lang, period: Period) -> String {
    match (lang, period) {
        (Lang::Vi, Period::Year(year)) => format!("Năm {year}"),
        (Lang::Vi, Period::Span { from, to }) => format!("Giai đoạn {from}-{to}"),
        (Lang::Vi, Period::Quarter { year, quarter }) => {
            format!("Quý {}/{year}", quarter_numeral(quarter))
        }
        (Lang::En, Period::Year(year)) => format!("Year {year}"),
        (Lang::En, Period::Span { from, to }) => format!("Years {from}-{to}"),
        (Lang::En, Period::Quarter { year, quarter }) => {
            format!("Quarter {} of {year}", quarter_numeral(quarter))
        }
    }
}

/// The same within a sentence: “năm 2015”.
pub fn period_words(lang: Lang, period: Period) -> String {
    let title = period_title(lang, period);
    let mut letters = title.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => title,
    }
}

/// The numeral that officials write a quarter with: *quý III*.
pub fn quarter_numeral(quarter: i8) -> &'static str {
    match quarter {
        1 => "I",
        2 => "II",
        3 => "III",
        _ => "IV",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_said_as_officers_say_them() {
        assert_eq!(
            period_title(Lang::Vi, Period::parse("2021-2023").unwrap()),
            "Giai đoạn 2021-2023"
        );
        assert_eq!(
            period_words(Lang::Vi, Period::parse("2023-Q3").unwrap()),
            "quý III/2023"
        );
    }
}
