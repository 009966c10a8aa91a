//! A decision's number and date written in one cell.

use jiff::civil::Date;

use crate::domain::value::{self, ValueFault};
use crate::text;

/// Splits “104-QĐ/HU ngày 05/7/2022” or “ngày 05/7/2022, số 104-QĐ/HU” into
/// its number and date. Text without a date is a number: nothing is lost.
///
/// # Errors
/// `NoSuchDay` for a day that no calendar has.
pub(super) fn split_decision(line: &str) -> Result<(Option<String>, Option<Date>), ValueFault> {
    let words: Vec<&str> = line.split(' ').collect();
    let Some((start, length, date)) = find_date(&words)? else {
        return Ok((some(line), None));
    };
    let (before, rest) = words.split_at(start);
    let after = rest.get(length..).unwrap_or_default();
    let before = match before.split_last() {
        Some((last, before)) if text::fold_key(last) == "ngay" => before,
        _ => before,
    };
    let number = [before, after].concat().join(" ");
    Ok((
        some(without_label(number.trim_matches(is_margin))),
        Some(date),
    ))
}

/// The first date among words: where it starts, how many words it takes.
fn find_date(words: &[&str]) -> Result<Option<(usize, usize, Date)>, ValueFault> {
    /// Words of “ngày 05 tháng 7 năm 2022” and of “05/7/2022”.
    const LENGTHS: [usize; 2] = [6, 1];
    for start in 0..words.len() {
        for length in LENGTHS {
            let Some(span) = words.get(start..start + length) else {
                continue;
            };
            match value::read_day(span.join(" ").trim_matches(is_margin)) {
                Ok(date) => return Ok(Some((start, length, date))),
                Err(fault @ ValueFault::NoSuchDay { .. }) => return Err(fault),
                Err(_) => {}
            }
        }
    }
    Ok(None)
}

fn is_margin(letter: char) -> bool {
    matches!(letter, ',' | ';' | ':' | '(' | ')' | '.' | ' ')
}

/// The number without the word *Số* in front of it.
fn without_label(number: &str) -> &str {
    let label = number.split([' ', ':']).next().unwrap_or_default();
    let rest = number.get(label.len()..).unwrap_or_default();
    if text::fold_key(label) == "so" {
        rest.trim_start_matches([' ', ':'])
    } else {
        number
    }
}

fn some(number: &str) -> Option<String> {
    (!number.is_empty()).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn number_and_date_in_one_cell_are_told_apart() {
        let july = Some(date(2022, 7, 5));
        for (line, number, day) in [
            ("104-QĐ/HU ngày 05/7/2022", Some("104-QĐ/HU"), july),
            ("Số 104-QĐ/HU, ngày 05/7/2022", Some("104-QĐ/HU"), july),
            ("104-QĐ/HU (05/07/2022)", Some("104-QĐ/HU"), july),
            ("ngày 05/7/2022, số 104-QĐ/HU", Some("104-QĐ/HU"), july),
            (
                "104-QĐ/HU ngày 05 tháng 7 năm 2022",
                Some("104-QĐ/HU"),
                july,
            ),
            ("05/7/2022", None, july),
            ("104-QĐ/HU", Some("104-QĐ/HU"), None),
            ("chưa có", Some("chưa có"), None),
        ] {
            assert_eq!(
                split_decision(line),
                Ok((number.map(str::to_owned), day)),
                "{line}"
            );
        }
    }

    #[test]
    fn a_day_that_no_calendar_has_is_no_part_of_a_number() {
        let answer = split_decision("104-QĐ/HU ngày 31/02/2022");
        assert!(matches!(answer, Err(ValueFault::NoSuchDay { typed }) if typed == "31/02/2022"));
    }
}
