//! Numbers as Vietnamese papers write them: “1.240”, “07”, “89,2%”.

/// With a dot between groups of three digits: `1240` gives “1.240”.
pub fn count(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        grouped.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// A difference, with its sign unless it is zero: “+25”, “-5”, “0”.
pub fn signed(difference: i64) -> String {
    if difference > 0 {
        format!("+{}", count(difference))
    } else {
        count(difference)
    }
}

/// A number in running text, where officials write 1 to 9 with a zero in
/// front: “07 cuộc vận động”, “02 năm” (DOMAIN.md Part B, S0 and S4).
pub fn padded(number: i64) -> String {
    if (1..10).contains(&number) {
        format!("0{number}")
    } else {
        count(number)
    }
}

/// The share of `part` in `whole` with one decimal, rounded half away from
/// zero, none when it is round: “89,2%” (DOMAIN.md Part 6, case 8), “100%”.
/// `None` when there is no whole to share.
pub fn percent(part: i64, whole: i64) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = (part.abs() * 2000 + whole.abs()) / (whole.abs() * 2);
    let sign = if tenths != 0 && (part < 0) != (whole < 0) {
        "-"
    } else {
        ""
    };
    let units = count(i64::try_from(tenths / 10).ok()?);
    Some(match tenths % 10 {
        0 => format!("{sign}{units}%"),
        tenth => format!("{sign}{units},{tenth}%"),
    })
}

/// A count as people type it and as spreadsheets store it in text cells:
/// “1.240”, “1 240”, “1240”, “07”, “1240.0”.
///
/// Groups of three after a dot or a blank are grouping. After a dot or comma
/// zeros alone may follow as decimals: a fraction is no count.
pub fn parse_count(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = grouped_digits(text).or_else(|| whole_digits(text))?;
    format!("{sign}{digits}").parse().ok()
}

/// The digits of “1.240.000” or “1 240 000”, decimals “,0” allowed.
fn grouped_digits(text: &str) -> Option<String> {
    let text = without_zero_decimals(text, ',');
    let separator = text.chars().find(|character| !character.is_ascii_digit())?;
    if separator != '.' && !separator.is_whitespace() {
        return None;
    }
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let well_formed = is_digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && groups.all(|group| is_digits(group) && group.len() == 3);
    well_formed.then(|| text.split(separator).collect())
}

/// The digits of “1240”, “1240.0” or “1240,00”.
fn whole_digits(text: &str) -> Option<String> {
    let dotless = without_zero_decimals(text, '.');
    let digits = if dotless.len() < text.len() {
        dotless
    } else {
        without_zero_decimals(text, ',')
    };
    is_digits(digits).then(|| digits.to_owned())
}

fn without_zero_decimals(text: &str, separator: char) -> &str {
    match text.rsplit_once(separator) {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => {
            whole
        }
        _ => text,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A length in bytes as people read it: `812 B`, `14 KiB`, `2,4 MiB`.
pub fn size(bytes: u64) -> String {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    if bytes < KIB {
        format!("{bytes} B")
    } else if bytes < MIB {
        format!("{} KiB", bytes.div_ceil(KIB))
    } else {
        let tenths = bytes / (MIB / 10);
        format!("{},{} MiB", tenths / 10, tenths % 10)
    }
}

/// Ascending numbers with neighbours joined: “4–6, 9”.
pub fn in_ranges(numbers: &[u32]) -> String {
    let joined = numbers.chunk_by(|one, next| one.checked_add(1) == Some(*next));
    let written = joined.map(|range| match range {
        [first, .., last] => format!("{first}–{last}"),
        range => range.iter().map(u32::to_string).collect(),
    });
    written.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn neighbouring_numbers_are_joined() {
        assert_eq!(in_ranges(&[4, 5, 6, 9, 11, 12]), "4–6, 9, 11–12");
        assert_eq!(in_ranges(&[]), "");
    }

    #[test]
    fn counts_are_grouped_by_dots() {
        assert_eq!(count(1240), "1.240");
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(-5), "-5");
        assert_eq!(count(-123_456), "-123.456");
        assert_eq!(count(i64::MIN), "-9.223.372.036.854.775.808");
    }

    #[test]
    fn differences_carry_their_sign() {
        assert_eq!(signed(25), "+25");
        assert_eq!(signed(-1240), "-1.240");
        assert_eq!(signed(0), "0");
    }

    #[test]
    fn small_numbers_are_padded() {
        assert_eq!(padded(7), "07");
        assert_eq!(padded(10), "10");
        assert_eq!(padded(0), "0");
        assert_eq!(padded(1240), "1.240");
    }

    #[test]
    fn shares_have_one_decimal_unless_round() {
        assert_eq!(percent(263, 295).as_deref(), Some("89,2%"));
        assert_eq!(percent(72, 72).as_deref(), Some("100%"));
        assert_eq!(percent(1, 2000).as_deref(), Some("0,1%"), "half goes up");
        assert_eq!(percent(1, 2001).as_deref(), Some("0%"));
        assert_eq!(percent(8996, 10_000).as_deref(), Some("90%"));
        assert_eq!(percent(-1, 3).as_deref(), Some("-33,3%"));
        assert_eq!(percent(-1, 100_000).as_deref(), Some("0%"));
        assert_eq!(percent(25, 2).as_deref(), Some("1.250%"));
        assert_eq!(percent(5, 0), None);
    }

    #[test]
    fn typed_counts_are_understood() {
        for text in [
            "1.240",
            "1 240",
            "1\u{A0}240",
            "1240",
            " 1240.0 ",
            "1240,00",
            "1.240,0",
            "+1240",
            "01240",
        ] {
            assert_eq!(parse_count(text), Some(1240), "{text}");
        }
        assert_eq!(parse_count("07"), Some(7));
        assert_eq!(parse_count("1.000"), Some(1000));
        assert_eq!(parse_count("1.0"), Some(1));
        assert_eq!(parse_count("0"), Some(0));
        assert_eq!(parse_count("−5"), Some(-5));
    }

    #[test]
    fn what_is_no_count_is_refused() {
        for text in [
            "",
            "-",
            "12.5",
            "1.24",
            "0.240",
            "07.240",
            "1.2400",
            "1,240",
            "1.240 000",
            "12 34",
            "1..240",
            ".5",
            "5.",
            "500 mô hình",
            "1e3",
            "99999999999999999999",
        ] {
            assert_eq!(parse_count(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(number in any::<i64>()) {
            prop_assert_eq!(parse_count(&count(number)), Some(number));
            prop_assert_eq!(parse_count(&signed(number)), Some(number));
            prop_assert_eq!(parse_count(&padded(number)), Some(number));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-+0-9., ]{0,12}") {
            if let Some(number) = parse_count(&text) {
                let digits: String = text.chars().filter(char::is_ascii_digit).collect();
                let number = number.unsigned_abs().to_string();
                prop_assert!(digits.trim_start_matches('0').starts_with(number.trim_start_matches('0')));
            }
        }
    }
}
