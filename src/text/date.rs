//! Dates and times as people write them, read and printed.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::{Offset, TimeZone},
};
use thiserror::Error;

use super::fold_words;

/// Why a text is not taken as a date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateFault {
    /// Day, month and year are there, but no calendar has that day.
    #[error("no such day: {day}/{month}/{year}")]
    NoSuchDay {
        /// The year as written.
        year: i16,
        /// The month as written, perhaps above 12.
        month: i8,
        /// The day of the month as written.
        day: i8,
    },
    /// The year has two digits: nobody can tell 1930 from 2030.
    #[error("the year needs four digits")]
    TwoDigitYear,
    /// Nothing that a person would call a date.
    #[error("not a date")]
    NotADate,
}

/// Reads `30/10/2023`, `30-10-2023`, `30.10.2023`, `2023-10-30`, a date-time
/// of either order, “ngày 30/10/2023” and “ngày 05 tháng 02 năm 2026” with or
/// without diacritics (found as “25 thang 11”, DOMAIN.md A9), a full stop behind
/// it or none. A moment with an offset is the day it was in Việt Nam.
///
/// # Errors
/// A [`DateFault`]: nothing is guessed.
pub fn parse_date(text: &str) -> Result<Date, DateFault> {
    let text = text.trim().trim_end_matches('.');
    if let Some(date) = day_of_moment(text) {
        return Ok(date);
    }
    match in_words(text) {
        Some([day, month, year]) => calendar_day(year, month, day),
        None => numeric(without_time(without_label(text))),
    }
}

/// For columns: “05/02/2026”, always ten cells wide.
pub fn short_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// For papers: “ngày 05 tháng 02 năm 2026”, “ngày 27 tháng 5 năm 2026”: days
/// below 10 and months 1 and 2 get a zero (DOMAIN.md A9).
pub fn long_date(date: Date) -> String {
    let month = date.month();
    let zero = if month <= 2 { "0" } else { "" };
    format!(
        "ngày {:02} tháng {zero}{month} năm {:04}",
        date.day(),
        date.year()
    )
}

/// “07:40”.
pub fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Reads a time of day as people write it: “07:40”, “7g40”, “7h40”, “7 giờ”.
pub fn parse_clock(text: &str) -> Option<Time> {
    let tight: String = super::fold(text).split_whitespace().collect();
    let letter = tight.find(|letter: char| !letter.is_ascii_digit())?;
    let (hour, rest) = tight.split_at(letter);
    let minute = ["gio", "g", "h", ":"]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign))?;
    let minute = minute
        .strip_suffix("phut")
        .or_else(|| minute.strip_suffix('p'))
        .unwrap_or(minute);
    let number = |part: &str| digits::<i8>(part, 1..=2).ok();
    let minute = match minute {
        "" if !rest.starts_with(':') => 0,
        minute => number(minute)?,
    };
    Time::new(number(hour)?, minute, 0, 0).ok()
}

/// The day of a serial number in a workbook of the 1900 date system; the
/// fraction, a time of day, is dropped. `None` for 60, the 29/02/1900 that
/// never was, and outside 1900 to 9999.
pub fn excel_date(serial: f64) -> Option<Date> {
    const LAST: f64 = 2_958_466.0;
    if !(1.0..LAST).contains(&serial) {
        return None;
    }
    let days = serial as i64;
    // Serials after the day that never was count one too many.
    let before_first = match days {
        60 => return None,
        ..60 => jiff::civil::date(1899, 12, 31),
        _ => jiff::civil::date(1899, 12, 30),
    };
    before_first
        .checked_add(jiff::Span::new().try_days(days).ok()?)
        .ok()
}

/// The day in Việt Nam of a moment such as `2023-10-29T17:00:00Z`.
fn day_of_moment(text: &str) -> Option<Date> {
    let moment: Timestamp = text.parse().ok()?;
    let vietnam = TimeZone::fixed(Offset::constant(7));
    Some(moment.to_zoned(vietnam).date())
}

/// What is left of a date-time when its time of day is taken away; a text
/// that does not end with a time is left alone.
fn without_time(text: &str) -> &str {
    match text.split_once(['T', ' ']) {
        Some((date, time)) if time.trim().parse::<Time>().is_ok() => date,
        _ => text,
    }
}

/// The text without the word *ngày* in front of it.
fn without_label(text: &str) -> &str {
    match text.split_once(char::is_whitespace) {
        Some((label, rest)) if super::fold_key(label) == "ngay" => rest.trim_start(),
        _ => text,
    }
}

/// Day, month and year of “ngày … tháng … năm …”.
fn in_words(text: &str) -> Option<[String; 3]> {
    let words = fold_words(text);
    let words = match words.split_first() {
        Some((first, rest)) if first == "ngay" => rest,
        _ => &words,
    };
    match words {
        [day, thang, month, nam, year] if thang == "thang" && nam == "nam" => {
            Some([day.clone(), month.clone(), year.clone()])
        }
        _ => None,
    }
}

fn numeric(text: &str) -> Result<Date, DateFault> {
    let separator = text
        .chars()
        .find(|character| matches!(character, '/' | '-' | '.'))
        .ok_or(DateFault::NotADate)?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => calendar_day(year, month, day),
        [day, month, year] => calendar_day(year, month, day),
        _ => Err(DateFault::NotADate),
    }
}

fn calendar_day(
    year: impl AsRef<str>,
    month: impl AsRef<str>,
    day: impl AsRef<str>,
) -> Result<Date, DateFault> {
    let (year, month, day) = (year.as_ref(), month.as_ref(), day.as_ref());
    let month = digits(month, 1..=2)?;
    let day = digits(day, 1..=2)?;
    if digits::<i16>(year, 2..=2).is_ok() {
        return Err(DateFault::TwoDigitYear);
    }
    let year = digits(year, 4..=4)?;
    Date::new(year, month, day).map_err(|_| DateFault::NoSuchDay { year, month, day })
}

fn digits<Number: std::str::FromStr>(
    text: &str,
    length: std::ops::RangeInclusive<usize>,
) -> Result<Number, DateFault> {
    if !length.contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateFault::NotADate);
    }
    text.parse().map_err(|_| DateFault::NotADate)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_usual_form_is_read() {
        for text in [
            "30/10/2023",
            "30-10-2023",
            "30.10.2023",
            "2023-10-30",
            " 30 / 10 / 2023 ",
            "2023-10-30T00:00:00",
            "2023-10-30 00:00:00",
            "2023-10-30T07:40",
            "30/10/2023 10:59",
            "2023/10/30",
            "2023-10-30T00:00:00+07:00",
            "2023-10-29T17:00:00Z",
            "ngày 30 tháng 10 năm 2023",
            "Ngày 30 thang 10 năm 2023",
            "30 tháng 10 năm 2023",
            "ngày 30/10/2023",
            "Ngay 30-10-2023.",
            "30.10.2023.",
        ] {
            assert_eq!(parse_date(text), Ok(date(2023, 10, 30)), "{text}");
        }
        assert_eq!(
            parse_date("ngày 05 tháng 02 năm 2026"),
            Ok(date(2026, 2, 5))
        );
        assert_eq!(parse_date("5/2/2026"), Ok(date(2026, 2, 5)));
    }

    #[test]
    fn a_day_that_never_was_is_named() {
        let fault = DateFault::NoSuchDay {
            year: 2023,
            month: 2,
            day: 31,
        };
        assert_eq!(parse_date("31/02/2023"), Err(fault.clone()));
        assert_eq!(parse_date("2023-02-31"), Err(fault.clone()));
        assert_eq!(parse_date("ngày 31 tháng 2 năm 2023"), Err(fault));
        assert!(parse_date("29/02/2024").is_ok());
        assert!(matches!(
            parse_date("05/13/2026"),
            Err(DateFault::NoSuchDay { month: 13, .. })
        ));
    }

    #[test]
    fn two_digit_years_are_refused() {
        assert_eq!(parse_date("30/10/23"), Err(DateFault::TwoDigitYear));
        assert_eq!(
            parse_date("ngày 5 tháng 2 năm 26"),
            Err(DateFault::TwoDigitYear)
        );
    }

    #[test]
    fn other_texts_are_no_dates() {
        for text in [
            "",
            "hôm qua",
            "30/10",
            "2023",
            "30/10-2023",
            "30/10/02023",
            "1/2/3",
            "30/10/2023/1",
            "30/+1/2023",
            "30/10/2023 lúc 7 giờ",
            "٣٠/10/2023",
            "45229",
            "ngày",
            "ngày hội 30/10/2023",
        ] {
            assert_eq!(parse_date(text), Err(DateFault::NotADate), "{text}");
        }
    }

    #[test]
    fn papers_pad_days_and_the_first_two_months() {
        assert_eq!(long_date(date(2026, 2, 5)), "ngày 05 tháng 02 năm 2026");
        assert_eq!(long_date(date(2026, 5, 27)), "ngày 27 tháng 5 năm 2026");
        assert_eq!(long_date(date(2025, 12, 1)), "ngày 01 tháng 12 năm 2025");
        assert_eq!(short_date(date(2026, 2, 5)), "05/02/2026");
        assert_eq!(clock(time(7, 40, 59, 0)), "07:40");
    }

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        for text in ["07:40", "7:40", "7g40", "7 giờ 40", "7h40", "7 giờ 40 phút"] {
            assert_eq!(parse_clock(text), Some(time(7, 40, 0, 0)), "{text}");
        }
        assert_eq!(parse_clock("11g"), Some(time(11, 0, 0, 0)));
        for text in ["", "7", "24:00", "7:60", "7:", "sáng", "7:40:00", "１:00"] {
            assert_eq!(parse_clock(text), None, "{text}");
        }
    }

    #[test]
    fn workbook_serials_are_days_since_1900() {
        assert_eq!(excel_date(1.0), Some(date(1900, 1, 1)));
        assert_eq!(excel_date(59.0), Some(date(1900, 2, 28)));
        assert_eq!(excel_date(60.0), None);
        assert_eq!(excel_date(61.0), Some(date(1900, 3, 1)));
        assert_eq!(excel_date(45_229.75), Some(date(2023, 10, 30)));
        assert_eq!(excel_date(2_958_465.9), Some(date(9999, 12, 31)));
        for serial in [2_958_466.0, 0.9, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(excel_date(serial), None);
        }
    }

    proptest! {
        #[test]
        fn printed_dates_are_read_back(serial in 61_u32..2_958_466) {
            let date = excel_date(f64::from(serial)).unwrap();
            prop_assert_eq!(parse_date(&short_date(date)), Ok(date));
            prop_assert_eq!(parse_date(&long_date(date)), Ok(date));
            prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
        }

        #[test]
        fn any_text_is_read_or_refused(text in any::<String>()) {
            let _ = parse_date(&text);
        }
    }
}
