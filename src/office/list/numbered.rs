//! A decision's number, date and body written in one cell.

use jiff::civil::Date;

use crate::domain::lifecycle::Decision;
use crate::domain::value::{self, ValueFault};
use crate::text;

/// Splits “104-QĐ/HU ngày 05/7/2022”, “ngày 05/7/2022, số 104-QĐ/HU” or “QĐ số
/// 104-QĐ/HU ngày 05/7/2022 của Huyện ủy” into its number, date and body. Text
/// without a date is a number: nothing is lost.
///
/// # Errors
/// `NoSuchDay` for a day that no calendar has.
pub(super) fn split_decision(line: &str) -> Result<Decision, ValueFault> {
    let words: Vec<&str> = line.split(' ').collect();
    let (rest, date) = match find_date(&words)? {
        None => (line.to_owned(), None),
        Some((start, length, date)) => (without(&words, start, length), Some(date)),
    };
    let (number, body) = split_body(rest.trim_matches(is_margin));
    Ok(Decision {
        number: some(without_labels(number)),
        date,
        body: body.map(str::to_owned),
    })
}

/// The words without those of a date and the *ngày* in front of it.
fn without(words: &[&str], start: usize, length: usize) -> String {
    let (before, rest) = words.split_at(start);
    let after = rest.get(length..).unwrap_or_default();
    let before = match before.split_last() {
        Some((last, before)) if text::fold_key(last) == "ngay" => before,
        _ => before,
    };
    [before, after].concat().join(" ")
}

/// The number, and who decided where “của …” follows it.
fn split_body(written: &str) -> (&str, Option<&str>) {
    let of = written
        .split_once(" của ")
        .filter(|(number, _)| has_digit(number));
    of.map_or((written, None), |(number, body)| {
        let body = body.trim_matches(is_margin);
        (
            number.trim_end_matches(is_margin),
            Some(body).filter(|body| !body.is_empty()),
        )
    })
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

/// The number without *Số*, *QĐ*, *Quyết định số* in front of it.
fn without_labels(number: &str) -> &str {
    let mut rest = number;
    while let Some((label, after)) = rest.split_once([' ', ':']) {
        let is_label = matches!(
            text::fold_key(label).as_str(),
            "so" | "qd" | "quyet" | "dinh" | "qdinh"
        );
        if !is_label || !has_digit(after) {
            break;
        }
        rest = after.trim_start_matches([' ', ':']);
    }
    rest
}

fn has_digit(text: &str) -> bool {
    text.contains(|letter: char| letter.is_ascii_digit())
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
            ("QĐ số 104/QĐ-UBND ngày 5/7/2022", Some("104/QĐ-UBND"), july),
            ("Quyết định số: 104-QĐ/HU", Some("104-QĐ/HU"), None),
            ("Quyết định công nhận", Some("Quyết định công nhận"), None),
            ("chưa có", Some("chưa có"), None),
        ] {
            let decision = Decision {
                number: number.map(str::to_owned),
                date: day,
                body: None,
            };
            assert_eq!(split_decision(line), Ok(decision), "{line}");
        }
    }

    #[test]
    fn who_decided_follows_the_number() {
        for line in [
            "Số 104-QĐ/HU, ngày 05/7/2022 của Huyện ủy An Biên",
            "104-QĐ/HU của Huyện ủy An Biên, ngày 05/7/2022",
            "QĐ 104-QĐ/HU ngày 05 tháng 7 năm 2022 của Huyện ủy An Biên.",
        ] {
            let decision = split_decision(line).unwrap();
            assert_eq!(decision.number.as_deref(), Some("104-QĐ/HU"), "{line}");
            assert_eq!(decision.body.as_deref(), Some("Huyện ủy An Biên"), "{line}");
            assert!(decision.date.is_some(), "{line}");
        }
        let unnumbered = split_decision("chưa có của xã").unwrap();
        assert_eq!(unnumbered.number.as_deref(), Some("chưa có của xã"));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_no_part_of_a_number() {
        let answer = split_decision("104-QĐ/HU ngày 31/02/2022");
        assert!(matches!(answer, Err(ValueFault::NoSuchDay { typed }) if typed == "31/02/2022"));
    }
}
