//! Numbers of certificates that run on: 007/GCN-BCĐ, 008/GCN-BCĐ, …

/// `count` numbers from `first` on: its first run of digits counts up and
/// keeps its leading zeros, the rest stays. `None` when it has no digits or
/// they run out.
pub fn running(first: &str, count: usize) -> Option<Vec<String>> {
    let start = first.find(|letter: char| letter.is_ascii_digit())?;
    let (before, rest) = first.split_at(start);
    let end = rest
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let width = digits.len();
    let number: u64 = digits.parse().ok()?;
    (0..count)
        .map(|step| {
            let number = number.checked_add(u64::try_from(step).ok()?)?;
            Some(format!("{before}{number:0width$}{after}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_digits_run_on_and_keep_their_zeros() {
        assert_eq!(
            running("098/GCN-BCĐ2", 3).unwrap(),
            ["098/GCN-BCĐ2", "099/GCN-BCĐ2", "100/GCN-BCĐ2"]
        );
        assert_eq!(running("GCN 9", 2).unwrap(), ["GCN 9", "GCN 10"]);
        assert_eq!(running("không số", 2), None);
        assert_eq!(running("18446744073709551615", 2), None);
        assert_eq!(running("1", 0), Some(Vec::new()));
    }
}
