//! Times and numbers as people read them.

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::text;

/// `05/02/2026 07:40`, in Vietnam's time.
pub fn moment(at: Timestamp) -> String {
    let local = Offset::constant(7).to_datetime(at);
    format!(
        "{} {}",
        text::short_date(local.date()),
        text::clock(local.time())
    )
}

/// `1.240`.
pub fn count(number: impl TryInto<i64>) -> String {
    text::count(number.try_into().unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_vietnam() {
        let at: Timestamp = "2026-02-05T00:40:00Z".parse().unwrap();
        assert_eq!(moment(at), "05/02/2026 07:40");
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(count(1240_usize), "1.240");
        assert_eq!(count(u64::MAX), text::count(i64::MAX));
    }
}
