//! How long ago a period began: “hơn 02 năm”, as speeches and articles say it.

use jiff::Unit;
use jiff::civil::Date;

use super::table::Words;
use crate::domain::Period;
use crate::text;

crate::phrases! {
    enum ElapsedWords {
        Since { day: String, long: String, from: String } => "Tính đến ngày {day} là {long} kể từ ngày {from}", "On {day} it is {long} since {from}";
        MoreThan { long: String } => "hơn {long}", "more than {long}";
        Years { padded: String, count: i32 } => "{padded} năm", "{count} year(s)";
        Months { padded: String, count: i32 } => "{padded} tháng", "{count} month(s)";
        Days { padded: String, count: i32 } => "{padded} ngày", "{count} day(s)";
    }
}

/// What a report says of `on`; nothing before its period has begun.
pub fn since_beginning(period: Period, on: Date) -> Option<Words> {
    let from = period.first_day();
    if on < from {
        return None;
    }
    let span = from.until((Unit::Year, on)).ok()?;
    let padded = |count: i32| text::padded(i64::from(count));
    let (years, months, days) = (
        i32::from(span.get_years()),
        span.get_months(),
        span.get_days(),
    );
    let (whole, is_exact) = match (years, months) {
        (0, 0) => (
            ElapsedWords::Days {
                padded: padded(days),
                count: days,
            },
            true,
        ),
        (0, _) => (
            ElapsedWords::Months {
                padded: padded(months),
                count: months,
            },
            days == 0,
        ),
        _ => (
            ElapsedWords::Years {
                padded: padded(years),
                count: years,
            },
            months == 0 && days == 0,
        ),
    };
    let long = Words::of(&whole);
    let long = match is_exact {
        true => long,
        false => Words {
            vi: Words::of(&ElapsedWords::MoreThan { long: long.vi }).vi,
            en: Words::of(&ElapsedWords::MoreThan { long: long.en }).en,
        },
    };
    let [day, from] = [on, from].map(text::short_date);
    let said = |long: String| {
        Words::of(&ElapsedWords::Since {
            day: day.clone(),
            long,
            from: from.clone(),
        })
    };
    Some(Words {
        vi: said(long.vi).vi,
        en: said(long.en).en,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn what_is_over_is_said_to_be_over() {
        let period = Period::Span {
            from: 2021,
            to: 2023,
        };
        let said = |day| since_beginning(period, day).map(|words| words.vi);
        // S0: the conference of 30/10/2023 looks back on “hơn 02 năm”.
        let conference = said(date(2023, 10, 30)).unwrap();
        assert!(conference.contains("là hơn 02 năm kể"), "{conference}");
        assert!(said(date(2023, 1, 1)).unwrap().contains("là 02 năm kể"));
        assert!(said(date(2021, 3, 2)).unwrap().contains("hơn 02 tháng"));
        assert!(said(date(2021, 1, 9)).unwrap().contains("là 08 ngày"));
        assert_eq!(said(date(2020, 12, 31)), None);
    }
}
