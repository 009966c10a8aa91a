//! Answers: what people give, and what is kept.

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::outline::QuestionKind;
use super::moment::{iso_moment, iso_time, parse_day, parse_moment, parse_time};
use crate::text;

/// An answer as it is kept. Several choices are their names, parted by blanks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    Text(String),
    Integer(i64),
    Decimal(f64),
    Boolean(bool),
    Date(Date),
    Time(Time),
    /// Local time, +07:00.
    Moment(DateTime),
}

impl Answer {
    /// For scripts and the book: a number, `true`, or a text as XForms writes it.
    pub fn json(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::Integer(number) => Value::from(*number),
            Self::Decimal(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                Value::from(*number as i64)
            }
            Self::Decimal(number) => Value::from(*number),
            Self::Boolean(yes) => Value::from(*yes),
            Self::Date(_) | Self::Time(_) | Self::Moment(_) => Value::from(self.written()),
        }
    }

    /// As XForms writes it.
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Date(day) => day.to_string(),
            Self::Time(time) => iso_time(*time),
            Self::Moment(moment) => iso_moment(*moment),
        }
    }

    /// As people read it: `05/02/2026`, `07 giờ 30`, `0,5`.
    pub fn shown(&self) -> String {
        match self {
            Self::Date(day) => text::short_date(*day),
            Self::Time(time) => text::clock(*time),
            Self::Moment(moment) => format!(
                "{} {}",
                text::clock(moment.time()),
                text::short_date(moment.date())
            ),
            Self::Integer(number) => text::count(*number),
            Self::Decimal(number) => number.to_string().replace('.', ","),
            Self::Text(_) | Self::Boolean(_) => self.written(),
        }
    }
}

/// What someone gives as an answer, before it is held to its question.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Clears the answer.
    Nothing,
    Text(String),
    Number(f64),
    Boolean(bool),
    /// Names of choices.
    Several(Vec<String>),
}

impl From<&Value> for Given {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(yes) => Self::Boolean(*yes),
            Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(typed) => Self::Text(typed.clone()),
            Value::Array(values) => Self::Several(
                values
                    .iter()
                    .map(|value| {
                        value
                            .as_str()
                            .map_or_else(|| value.to_string(), str::to_owned)
                    })
                    .collect(),
            ),
            Value::Object(_) => Self::Text(value.to_string()),
        }
    }
}

impl From<&str> for Given {
    fn from(typed: &str) -> Self {
        Self::Text(typed.to_owned())
    }
}

impl Given {
    /// As it would have been typed.
    pub fn typed(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(typed) => text::nfc(typed).into_owned(),
            Self::Number(number) => number.to_string(),
            Self::Boolean(yes) => yes.to_string(),
            Self::Several(names) => names.join(" "),
        }
    }
}

crate::phrases! {
    /// That an answer is not of its question's type, and what would be.
    pub enum WrongType {
        NotAnInteger { typed: String } => "“{typed}” — không phải số nguyên; ghi như 12", "“{typed}” — not a whole number; write it like 12";
        NotANumber { typed: String } => "“{typed}” — không phải số; ghi như 12,5", "“{typed}” — not a number; write it like 12.5";
        NotADay { typed: String } => "“{typed}” — không phải ngày; ghi như 30/10/2023", "“{typed}” — not a date; write it like 2023-10-30";
        NotATime { typed: String } => "“{typed}” — không phải giờ; ghi như 07:30", "“{typed}” — not a time; write it like 07:30";
        NotAMoment { typed: String } => "“{typed}” — không phải ngày giờ; ghi như 2023-10-30T07:30", "“{typed}” — not a date with time; write it like 2023-10-30T07:30";
        NotAPlace { typed: String } => "“{typed}” — không phải tọa độ; ghi vĩ độ rồi kinh độ, như 10.02 105.08", "“{typed}” — not a position; write latitude and longitude, like 10.02 105.08";
        NotAChoice { typed: String } => "“{typed}” — không có trong các lựa chọn", "“{typed}” — not one of the choices";
        ChosenTwice { typed: String } => "“{typed}” chọn hai lần", "“{typed}” is chosen twice";
        OnlyOne => "câu này chỉ chọn một", "only one can be chosen here";
        OutOfRange { typed: String, start: String, end: String } => "“{typed}” — phải từ {start} đến {end}, đúng bước", "“{typed}” — must be from {start} to {end}, on a step";
        NotAsked => "câu này không trả lời bằng tay", "this is not answered by hand";
        NotAcknowledged { typed: String } => "“{typed}” — ghi OK hoặc để trống", "“{typed}” — write OK or leave it blank";
    }
}

/// Holds what was given to the type of its question. Choices are checked
/// against their list elsewhere.
///
/// # Errors
/// What is wrong with it and what would be right.
pub fn typed(kind: &QuestionKind, given: &Given) -> Result<Option<Answer>, WrongType> {
    let typed = given.typed();
    let line = text::tidy(&typed);
    if line.is_empty() {
        return Ok(None);
    }
    let shown = || super::super::fault::shown(&line);
    let answer = match kind {
        QuestionKind::Text | QuestionKind::File | QuestionKind::Hidden => {
            Answer::Text(text::tidy_lines(&typed))
        }
        QuestionKind::Integer => integer(given, &line)
            .map(Answer::Integer)
            .ok_or_else(|| WrongType::NotAnInteger { typed: shown() })?,
        QuestionKind::Decimal => decimal(given, &line)
            .map(Answer::Decimal)
            .ok_or_else(|| WrongType::NotANumber { typed: shown() })?,
        QuestionKind::Range(bounds) => {
            let number =
                decimal(given, &line).ok_or_else(|| WrongType::NotANumber { typed: shown() })?;
            if !bounds.holds(number) {
                return Err(WrongType::OutOfRange {
                    typed: shown(),
                    start: bounds.start.to_string(),
                    end: bounds.end.to_string(),
                });
            }
            if bounds.is_whole() {
                Answer::Integer(number as i64)
            } else {
                Answer::Decimal(number)
            }
        }
        QuestionKind::Date => parse_day(&line)
            .map(Answer::Date)
            .ok_or_else(|| WrongType::NotADay { typed: shown() })?,
        QuestionKind::Time => parse_time(&line)
            .map(Answer::Time)
            .ok_or_else(|| WrongType::NotATime { typed: shown() })?,
        QuestionKind::DateTime => parse_moment(&line)
            .map(Answer::Moment)
            .ok_or_else(|| WrongType::NotAMoment { typed: shown() })?,
        QuestionKind::SelectOne => match given {
            Given::Several(names) if names.len() > 1 => return Err(WrongType::OnlyOne),
            // A choice's name may hold blanks, even several.
            _ => Answer::Text(text::nfc(typed.trim()).into_owned()),
        },
        QuestionKind::SelectMultiple | QuestionKind::Rank => {
            let mut seen = std::collections::BTreeSet::new();
            if let Some(twice) = line.split(' ').find(|name| !seen.insert(*name)) {
                let typed = super::super::fault::shown(twice);
                return Err(WrongType::ChosenTwice { typed });
            }
            Answer::Text(line)
        }
        QuestionKind::Acknowledge => match (given, line.to_lowercase().as_str()) {
            (Given::Boolean(false), _) => return Ok(None),
            (Given::Boolean(true), _) | (_, "ok" | "yes" | "true" | "x") => {
                Answer::Text("OK".to_owned())
            }
            _ => return Err(WrongType::NotAcknowledged { typed: shown() }),
        },
        QuestionKind::Geopoint => {
            let place = geopoint(&line).ok_or_else(|| WrongType::NotAPlace { typed: shown() })?;
            Answer::Text(place)
        }
        QuestionKind::Note
        | QuestionKind::Calculate
        | QuestionKind::Metadata(_)
        | QuestionKind::Unsupported => return Err(WrongType::NotAsked),
    };
    Ok(Some(answer))
}

fn integer(given: &Given, line: &str) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_991.0;
    match given {
        Given::Number(number) => {
            (number.fract() == 0.0 && number.abs() <= LARGEST).then_some(*number as i64)
        }
        Given::Boolean(_) => None,
        // “-5”, “1.240” as people write it.
        _ => line.parse().ok().or_else(|| text::parse_count(line)),
    }
}

fn decimal(given: &Given, line: &str) -> Option<f64> {
    let number = match given {
        Given::Number(number) => Some(*number),
        Given::Boolean(_) => None,
        _ => line.replace(',', ".").parse().ok(),
    };
    number.filter(|number: &f64| number.is_finite())
}

/// Latitude and longitude in degrees, perhaps altitude and accuracy in metres.
fn geopoint(line: &str) -> Option<String> {
    let numbers: Vec<f64> = line
        .split([' ', ';'])
        .filter(|part| !part.is_empty())
        .map(|part| part.trim_end_matches(',').parse::<f64>())
        .collect::<Result<_, _>>()
        .ok()?;
    let well = match numbers.as_slice() {
        [latitude, longitude, rest @ ..] => {
            latitude.abs() <= 90.0
                && longitude.abs() <= 180.0
                && rest.len() <= 2
                && rest.iter().all(|number| number.is_finite())
        }
        _ => false,
    };
    well.then(|| {
        let whole = numbers.iter().copied().chain([0.0, 0.0]).take(4);
        whole
            .map(|number| format!("{number:?}"))
            .collect::<Vec<_>>()
            .join(" ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_people_and_scripts_give_them() {
        let read = |kind: QuestionKind, value: Value| typed(&kind, &Given::from(&value));
        assert_eq!(
            read(QuestionKind::Integer, "1.240".into()),
            Ok(Some(Answer::Integer(1240)))
        );
        assert_eq!(
            read(QuestionKind::Integer, 12.0.into()),
            Ok(Some(Answer::Integer(12)))
        );
        assert!(read(QuestionKind::Integer, 12.5.into()).is_err());
        assert!(read(QuestionKind::Integer, "mười".into()).is_err());
        assert_eq!(
            read(QuestionKind::Decimal, "0,5".into()),
            Ok(Some(Answer::Decimal(0.5)))
        );
        assert_eq!(
            read(QuestionKind::Date, "30/10/2023".into()),
            read(QuestionKind::Date, "2023-10-30".into())
        );
        assert_eq!(
            read(QuestionKind::SelectMultiple, serde_json::json!(["a", "b"])),
            Ok(Some(Answer::Text("a b".into())))
        );
        assert_eq!(read(QuestionKind::Text, Value::Null), Ok(None));
        assert!(read(QuestionKind::Note, "x".into()).is_err());
        assert_eq!(
            read(QuestionKind::Geopoint, "10.02 105.08".into()),
            Ok(Some(Answer::Text("10.02 105.08 0.0 0.0".into())))
        );
    }
}
