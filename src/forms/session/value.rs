//! Values of expressions and how one becomes another, as JavaRosa does it (see
//! `semantics`).

use std::borrow::Cow;

use jiff::civil::{DateTime, Time};

use super::super::outline::{ListId, QuestionKind};
use super::answer::Answer;
use super::moment::{days, exact_days, iso_time, parse_day, parse_moment, parse_time, part_of_day};
use super::tree::InstanceId;

/// A node that a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    Main(InstanceId),
    /// The document of a list, above its root.
    Document(ListId),
    /// The root of a list, above its items.
    Items(ListId),
    Item(ListId, u32),
    Cell(ListId, u32, u32),
}

/// The value of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    Number(f64),
    Text(Cow<'a, str>),
    Boolean(bool),
    /// Local time.
    Moment(DateTime),
    Clock(Time),
    Nodes(Vec<Spot>),
}

impl<'a> Value<'a> {
    pub const BLANK: Self = Self::Text(Cow::Borrowed(""));

    /// The value of an answer.
    pub fn of(answer: Option<&'a Answer>) -> Self {
        match answer {
            None => Self::BLANK,
            Some(Answer::Text(text)) => Self::Text(Cow::Borrowed(text)),
            Some(Answer::Integer(number)) => Self::Number(*number as f64),
            Some(Answer::Decimal(number)) => Self::Number(*number),
            Some(Answer::Boolean(yes)) => Self::Boolean(*yes),
            Some(Answer::Date(day)) => Self::Moment(day.at(0, 0, 0, 0)),
            Some(Answer::Time(time)) => Self::Clock(*time),
            Some(Answer::Moment(moment)) => Self::Moment(*moment),
        }
    }

    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Of a value that is no set of nodes.
    pub fn truth(&self) -> bool {
        match self {
            Self::Boolean(yes) => *yes,
            Self::Number(number) => number.abs() > 1e-12 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
            Self::Moment(_) | Self::Clock(_) => true,
            Self::Nodes(nodes) => !nodes.is_empty(),
        }
    }

    /// Of a value that is no set of nodes; days count from 1970.
    pub fn number(&self) -> f64 {
        match self {
            Self::Boolean(yes) => f64::from(u8::from(*yes)),
            Self::Number(number) => *number,
            Self::Text(text) => number_in(text),
            Self::Moment(moment) => days(moment.date()),
            Self::Clock(time) => part_of_day(*time),
            Self::Nodes(_) => f64::NAN,
        }
    }

    /// As `number`, but a moment keeps its part of the day.
    pub fn exact_number(&self) -> f64 {
        match self {
            Self::Moment(moment) => exact_days(*moment),
            other => other.number(),
        }
    }

    /// Of a value that is no set of nodes.
    pub fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Text(text) => text,
            Self::Boolean(yes) => Cow::Borrowed(if yes { "true" } else { "false" }),
            Self::Number(number) => Cow::Owned(number_text(number)),
            Self::Moment(moment) => Cow::Owned(moment.date().to_string()),
            Self::Clock(time) => Cow::Owned(iso_time(time)),
            Self::Nodes(_) => Cow::Borrowed(""),
        }
    }

    /// Whether it is a blank text or no number.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_nan(),
            _ => false,
        }
    }

    /// The answer that a calculation of this value gives a question.
    pub fn into_answer(self, kind: &QuestionKind) -> Option<Answer> {
        if self.is_blank() {
            return None;
        }
        let answer = match self {
            Self::Boolean(yes) => Answer::Boolean(yes),
            Self::Number(number) if kind.is_select() => Answer::Text(number_text(number)),
            Self::Number(number) => number_answer(number, kind),
            Self::Moment(moment) => match kind {
                QuestionKind::Date => Answer::Date(moment.date()),
                QuestionKind::Time => Answer::Time(moment.time()),
                QuestionKind::DateTime => Answer::Moment(moment),
                _ if moment.time() == Time::midnight() => Answer::Date(moment.date()),
                _ => Answer::Moment(moment),
            },
            Self::Clock(time) => Answer::Time(time),
            Self::Text(text) => text_answer(&text, kind),
            Self::Nodes(_) => return None,
        };
        Some(answer)
    }
}

fn number_answer(number: f64, kind: &QuestionKind) -> Answer {
    let whole = number.trunc();
    let is_whole = (number - whole).abs() < 1e-9 && whole.abs() < 9e15;
    if is_whole || *kind == QuestionKind::Integer {
        Answer::Integer(whole as i64)
    } else {
        Answer::Decimal(number)
    }
}

fn text_answer(text: &str, kind: &QuestionKind) -> Answer {
    let typed = match kind {
        QuestionKind::Date => parse_day(text).map(Answer::Date),
        QuestionKind::Time => parse_time(text).map(Answer::Time),
        QuestionKind::DateTime => parse_moment(text).map(Answer::Moment),
        QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range(_) => {
            let number = number_in(text);
            (!number.is_nan()).then(|| number_answer(number, kind))
        }
        _ => None,
    };
    typed.unwrap_or_else(|| Answer::Text(text.to_owned()))
}

/// The number that a text holds: digits, a point or comma, a sign; no exponents.
pub fn number_in(text: &str) -> f64 {
    let text = text.trim();
    if text
        .chars()
        .any(|c| !c.is_ascii_digit() && !matches!(c, '-' | '.' | ','))
    {
        return f64::NAN;
    }
    text.replace(',', ".").parse().unwrap_or(f64::NAN)
}

/// A number as text: whole ones without a point, no exponents.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number.abs() < 1e-12 {
        "0".to_owned()
    } else if (number - number.trunc()).abs() < 1e-12 {
        number.trunc().to_string()
    } else {
        number.to_string()
    }
}

/// A number rounded to so many decimals; halves go up.
pub fn rounded(number: f64, places: i32) -> f64 {
    const MOST: i32 = 30;
    if !number.is_finite() {
        return number;
    }
    if places.abs() > MOST {
        return f64::NAN;
    }
    if places < 0 {
        let scale = 10_f64.powi(-places);
        return (number / scale + 0.5).floor() * scale;
    }
    // On the digits that are shown, so that 1.005 is a half as people see it.
    let digits = number.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let places = places as usize;
    let (Some(kept), Some(rest)) = (fraction.get(..places), fraction.get(places..)) else {
        return number;
    };
    let half = rest.trim_end_matches('0').cmp("5");
    let up = match half {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => number > 0.0,
        std::cmp::Ordering::Greater => true,
    };
    let mut digits: Vec<u8> = format!("0{whole}{kept}").into_bytes();
    if up {
        for digit in digits.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                break;
            }
        }
    }
    let point = digits.len() - places;
    let text: String = digits
        .iter()
        .enumerate()
        .flat_map(|(at, digit)| {
            (at == point)
                .then_some('.')
                .into_iter()
                .chain([char::from(*digit)])
        })
        .collect();
    let magnitude: f64 = text.parse().unwrap_or(f64::NAN);
    magnitude.copysign(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_without_exponents() {
        assert_eq!(number_in(" 1,5 "), 1.5);
        assert!(number_in("1e3").is_nan() && number_in("").is_nan() && number_in("1-2").is_nan());
        assert_eq!(number_text(3e9), "3000000000");
        assert_eq!(number_text(-0.0), "0");
        assert_eq!(number_text(0.1), "0.1");
    }

    #[test]
    fn halves_go_up_as_people_see_them() {
        for (number, places, wanted) in [
            (1.005, 2, 1.01),
            (2.5, 0, 3.0),
            (-2.5, 0, -2.0),
            (-2.51, 0, -3.0),
            (9.999, 2, 10.0),
            (0.04, 1, 0.0),
            (1234.0, -2, 1200.0),
            (1250.0, -2, 1300.0),
            (5.0, 3, 5.0),
        ] {
            assert_eq!(rounded(number, places), wanted, "{number} {places}");
        }
        assert!(rounded(1.0, 31).is_nan());
    }
}
