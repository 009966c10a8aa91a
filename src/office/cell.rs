//! One cell of a sheet, whatever file it came from.

use calamine::{Data, DataRef};
use jiff::civil::{Date, DateTime};

use crate::domain::list::CellFault;
use crate::domain::value::{self, ValueFault};
use crate::text;

/// What a spreadsheet shows in place of a value it cannot work out.
const FORMULA_ERRORS: [&str; 10] = [
    "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#DATA!", "#SPILL!",
    "#CALC!",
];

/// Serial numbers taken as a day when a date column lost its format: 1930 to 2100.
const PLAUSIBLE_SERIALS: std::ops::RangeInclusive<f64> = 10_959.0..=73_415.0;

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Day(Date),
    Moment(DateTime),
    Bool(bool),
    /// A formula error as the spreadsheet shows it, such as `#REF!`.
    Error(String),
    /// A formula whose result the file does not hold: a program wrote it that
    /// does not reckon.
    Unreckoned,
}

impl Cell {
    /// A cell of typed text; blank text is an empty cell.
    pub fn typed(text: impl Into<String>) -> Self {
        let text = text.into();
        let trimmed = text.trim();
        if trimmed.is_empty() {
            Self::Empty
        } else if FORMULA_ERRORS.contains(&trimmed) || trimmed.starts_with("Err:5") {
            Self::Error(trimmed.to_owned())
        } else {
            Self::Text(text)
        }
    }

    /// Whether a reader of the sheet would see nothing.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text::tidy(text).is_empty(),
            _ => false,
        }
    }

    /// What is wrong with a cell that shows no value of its own.
    pub fn fault(&self) -> Option<CellFault> {
        match self {
            Self::Error(error) => Some(CellFault::Formula {
                error: error.clone(),
            }),
            Self::Unreckoned => Some(CellFault::Unreckoned),
            _ => None,
        }
    }

    /// The text a person would have typed: `2022.0` is “2022”, a day is
    /// “05/07/2022”. Text keeps its line breaks.
    pub fn as_text(&self) -> String {
        match self {
            Self::Empty | Self::Unreckoned => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => text::short_date(*day),
            Self::Moment(moment) => format!(
                "{} {}",
                text::clock(moment.time()),
                text::short_date(moment.date())
            ),
            Self::Bool(yes) => yes.to_string(),
        }
    }

    /// The text on one line.
    pub fn line(&self) -> String {
        text::tidy(&self.as_text())
    }

    /// The number in the cell, typed as a number or as text.
    pub fn count(&self) -> Option<i64> {
        text::parse_count(&self.line())
    }

    /// The day in the cell: a date of the spreadsheet, `30/10/2023`,
    /// `2023-10-30`, or the serial number that is left of a date whose format
    /// was lost.
    ///
    /// # Errors
    /// `NoSuchDay` for 31/02, `ShortYear` for 30/10/23, `NotADate` for anything
    /// that is no date.
    pub fn day(&self) -> Result<Date, ValueFault> {
        let serial = match self {
            Self::Day(day) => return Ok(*day),
            Self::Moment(moment) => return Ok(moment.date()),
            Self::Number(serial) => Some(*serial),
            _ => self.line().parse::<u32>().ok().map(f64::from),
        };
        serial
            .filter(|serial| PLAUSIBLE_SERIALS.contains(serial))
            .and_then(text::excel_date)
            .map_or_else(|| value::read_day(&self.line()), Ok)
    }
}

impl From<&Data> for Cell {
    fn from(data: &Data) -> Self {
        match data {
            Data::Int(number) => Self::Number(*number as f64),
            Data::Float(number) => Self::Number(*number),
            Data::String(text) => Self::typed(text.as_str()),
            Data::Bool(yes) => Self::Bool(*yes),
            Data::DateTime(moment) => dated(moment),
            Data::DateTimeIso(text) | Data::DurationIso(text) => iso(text),
            Data::Error(error) => Self::Error(error.to_string()),
            Data::Empty => Self::Empty,
        }
    }
}

impl From<DataRef<'_>> for Cell {
    fn from(data: DataRef<'_>) -> Self {
        match data {
            DataRef::SharedString(text) => Self::typed(text),
            DataRef::String(text) => Self::typed(text),
            other => Self::from(&Data::from(other)),
        }
    }
}

/// A date-time as spreadsheets store it; midnight means that a day was meant.
fn dated(moment: &calamine::ExcelDateTime) -> Cell {
    let serial = moment.as_f64();
    if let (true, Some(time)) = (moment.is_datetime(), time_of_day(serial)) {
        return Cell::Text(time.strftime("%H:%M:%S").to_string());
    }
    if !moment.is_datetime() || !(1.0..2_958_466.0).contains(&serial) {
        return Cell::Number(serial);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let small = |part: u8| i8::try_from(part).unwrap_or(i8::MAX);
    let date = i16::try_from(year)
        .ok()
        .and_then(|year| Date::new(year, small(month), small(day)).ok());
    let time = jiff::civil::Time::new(small(hour), small(minute), small(second), 0);
    match (date, time) {
        (Some(date), Ok(time)) if time != jiff::civil::Time::midnight() => {
            Cell::Moment(date.to_datetime(time))
        }
        (Some(date), _) => Cell::Day(date),
        (None, _) => Cell::Number(serial),
    }
}

/// The time that a serial without a day is; none for 0, which is also a blank day.
fn time_of_day(serial: f64) -> Option<jiff::civil::Time> {
    const SECONDS: f64 = 86_400.0;
    if serial <= 0.0 || serial >= 1.0 {
        return None;
    }
    let seconds = (serial * SECONDS).round() as i64;
    jiff::civil::Time::midnight()
        .checked_add(jiff::SignedDuration::from_secs(seconds))
        .ok()
}

/// `2023-10-30` or `2023-10-30T07:40:00` of an OpenDocument sheet.
fn iso(text: &str) -> Cell {
    match (text.parse::<Date>(), text.parse::<DateTime>()) {
        (_, Ok(moment)) if moment.time() != jiff::civil::Time::midnight() => Cell::Moment(moment),
        (Ok(day), _) => Cell::Day(day),
        _ => Cell::typed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};
    use jiff::civil::date;

    #[test]
    fn the_same_day_is_read_from_every_way_of_writing_it() {
        let serial = ExcelDateTime::new(45_229.0, ExcelDateTimeType::DateTime, false);
        let cells = [
            Cell::from(&Data::DateTime(serial)),
            Cell::from(&Data::DateTimeIso("2023-10-30".into())),
            Cell::typed("30/10/2023"),
            Cell::typed(" 2023-10-30 "),
            Cell::Number(45_229.0),
            Cell::typed("45229"),
        ];
        for cell in cells {
            assert_eq!(cell.day(), Ok(date(2023, 10, 30)), "{cell:?}");
        }
    }

    #[test]
    fn a_date_of_the_1904_system_is_four_years_later() {
        let serial = ExcelDateTime::new(43_767.0, ExcelDateTimeType::DateTime, true);
        assert_eq!(
            Cell::from(&Data::DateTime(serial)),
            Cell::Day(date(2023, 10, 30))
        );
    }

    #[test]
    fn a_time_without_a_day_is_the_time() {
        let cell =
            |serial, kind| Cell::from(&Data::DateTime(ExcelDateTime::new(serial, kind, false)));
        let half_past_nine = 9.5 / 24.0;
        assert_eq!(
            cell(half_past_nine, ExcelDateTimeType::DateTime),
            Cell::Text("09:30:00".into())
        );
        assert_eq!(
            cell(half_past_nine, ExcelDateTimeType::TimeDelta),
            Cell::Number(half_past_nine)
        );
        assert_eq!(cell(0.0, ExcelDateTimeType::DateTime), Cell::Number(0.0));
    }

    #[test]
    fn what_is_no_date_says_so() {
        assert!(matches!(
            Cell::typed("31/02/2023").day(),
            Err(ValueFault::NoSuchDay { .. })
        ));
        assert!(matches!(
            Cell::Number(2023.0).day(),
            Err(ValueFault::NotADate { .. })
        ));
        assert!(matches!(
            Cell::typed("cuối năm").day(),
            Err(ValueFault::NotADate { .. })
        ));
    }

    #[test]
    fn a_cell_reads_as_a_person_would_have_typed_it() {
        assert_eq!(Cell::Number(2022.0).as_text(), "2022");
        assert_eq!(Cell::Number(0.5).as_text(), "0.5");
        assert_eq!(Cell::Day(date(2022, 7, 5)).as_text(), "05/07/2022");
        assert_eq!(Cell::typed("1.240").count(), Some(1240));
        assert_eq!(Cell::typed("Cấp\nđăng ký").line(), "Cấp đăng ký");
    }

    #[test]
    fn formula_errors_are_known_in_cells_and_in_text() {
        assert_eq!(
            Cell::from(&Data::Error(CellErrorType::Ref)),
            Cell::Error("#REF!".into())
        );
        assert_eq!(Cell::typed("#N/A"), Cell::Error("#N/A".into()));
        assert_eq!(Cell::typed(" \u{a0} "), Cell::Empty);
    }
}
