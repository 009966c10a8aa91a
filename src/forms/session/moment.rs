//! Days and times of answers, in the time of the field: +07:00.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use crate::text;

const ZONE: Offset = Offset::constant(7);
const DAY: f64 = 86_400_000.0;

/// The local time of a moment.
pub fn local(moment: Timestamp) -> DateTime {
    ZONE.to_datetime(moment)
}

/// `2023-10-30`, or as people write a day.
pub fn parse_day(typed: &str) -> Option<Date> {
    let iso = typed.split('T').next().unwrap_or(typed);
    iso.parse().ok().or_else(|| text::parse_date(typed).ok())
}

/// `07:30`, `07:30:15.000+07:00`.
pub fn parse_time(typed: &str) -> Option<Time> {
    parse_moment(&format!("1970-01-02T{typed}")).map(DateTime::time)
}

/// `2023-10-30T07:30:00.000+07:00`; a time without a zone is local; a day is
/// its beginning.
pub fn parse_moment(typed: &str) -> Option<DateTime> {
    let typed = typed.trim();
    let Some((day, time)) = typed.split_once(['T', ' ']) else {
        return parse_day(typed).map(|day| day.at(0, 0, 0, 0));
    };
    let has_zone = time.ends_with(['Z', 'z']) || time.contains(['+', '-']);
    let time = match time.matches(':').count() {
        0 => return None,
        _ => time,
    };
    if has_zone {
        let moment: Timestamp = format!("{day}T{time}").parse().ok()?;
        return Some(local(moment));
    }
    let day = parse_day(day)?;
    let time: Time = time.parse().ok()?;
    Some(day.to_datetime(time))
}

/// As XForms writes a moment.
pub fn iso_moment(moment: DateTime) -> String {
    format!("{}T{}", moment.date(), iso_time(moment.time()))
}

/// As XForms writes a time.
pub fn iso_time(time: Time) -> String {
    format!(
        "{:02}:{:02}:{:02}.{:03}+07:00",
        time.hour(),
        time.minute(),
        time.second(),
        time.millisecond()
    )
}

/// Whole local days since 1970-01-01.
pub fn days(day: Date) -> f64 {
    let since = Date::constant(1970, 1, 1).until(day);
    since.map_or(f64::NAN, |span| f64::from(span.get_days()))
}

/// Days with their fraction since 1970-01-01T00:00Z.
pub fn exact_days(moment: DateTime) -> f64 {
    ZONE.to_timestamp(moment)
        .map_or(f64::NAN, |moment| moment.as_millisecond() as f64 / DAY)
}

/// The moment so many days after 1970-01-01T00:00Z.
pub fn of_exact_days(days: f64) -> Option<DateTime> {
    let milliseconds = days * DAY;
    if milliseconds.abs() > 2e14 {
        return None;
    }
    Timestamp::from_millisecond(milliseconds as i64)
        .ok()
        .map(local)
}

/// The day so many days after 1970-01-01.
pub fn of_days(days: f64) -> Option<Date> {
    if days.is_nan() || days.abs() > 3_000_000.0 {
        return None;
    }
    Date::constant(1970, 1, 1)
        .checked_add((days as i64).days())
        .ok()
}

/// The part of its day that a time is.
pub fn part_of_day(time: Time) -> f64 {
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60;
    let milliseconds = (seconds + i64::from(time.second())) * 1000 + i64::from(time.millisecond());
    milliseconds as f64 / DAY
}

/// The day or time in the form that `format-date` takes: `%d/%m/%Y`, `%H:%M`.
///
/// # Errors
/// The letter that is no part of such a form.
pub fn formatted(moment: DateTime, form: &str) -> Result<String, char> {
    const DAYS: [&str; 7] = ["Th 2", "Th 3", "Th 4", "Th 5", "Th 6", "Th 7", "CN"];
    let mut text = String::new();
    let mut letters = form.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        let part = letters.next().unwrap_or('%');
        text.push_str(&match part {
            '%' => "%".to_owned(),
            'Y' => format!("{:04}", moment.year()),
            'y' => format!("{:02}", moment.year().rem_euclid(100)),
            'm' => format!("{:02}", moment.month()),
            'n' => moment.month().to_string(),
            'b' => format!("thg {}", moment.month()),
            'd' => format!("{:02}", moment.day()),
            'e' => moment.day().to_string(),
            'H' => format!("{:02}", moment.hour()),
            'h' => moment.hour().to_string(),
            'M' => format!("{:02}", moment.minute()),
            'S' => format!("{:02}", moment.second()),
            '3' => format!("{:03}", moment.millisecond()),
            'a' => {
                let day = moment.weekday().to_monday_zero_offset() as usize;
                DAYS.get(day).copied().unwrap_or_default().to_owned()
            }
            'W' => moment.date().iso_week_date().week().to_string(),
            other => return Err(other),
        });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_local_whatever_their_zone() {
        let moment = parse_moment("2023-10-30T00:30:00.000Z").unwrap();
        assert_eq!(iso_moment(moment), "2023-10-30T07:30:00.000+07:00");
        assert_eq!(parse_moment("2023-10-30T07:30"), Some(moment));
        assert_eq!(parse_time("07:30"), Some(moment.time()));
        assert_eq!(parse_moment("hôm qua"), None);
    }

    #[test]
    fn days_count_from_1970() {
        let day: Date = "2026-01-05".parse().unwrap();
        assert_eq!(days(day), 20458.0);
        assert_eq!(of_days(20458.9), Some(day));
        assert_eq!(
            of_exact_days(exact_days(day.at(7, 30, 0, 0))),
            Some(day.at(7, 30, 0, 0))
        );
        assert_eq!(of_days(f64::MAX), None);
    }

    #[test]
    fn forms_of_dates_are_those_of_odk() {
        let moment = parse_moment("2026-02-05T07:05:09").unwrap();
        assert_eq!(
            formatted(moment, "%d/%m/%Y %e-%n-%y %H:%M:%S.%3 %h %a %%").unwrap(),
            "05/02/2026 5-2-26 07:05:09.000 7 Th 5 %"
        );
        assert_eq!(formatted(moment, "%Q"), Err('Q'));
    }
}
