//! How fast a stage of work goes, and about how long the rest of it takes.

use super::watch::{Measure, Unit};
use crate::i18n::Phrase;
use crate::{phrases, text};

/// Nothing is said of a rate before it was watched for so long, in
/// milliseconds: the first moments tell little.
const WATCHED: i64 = 1_000;

phrases! {
    enum Words {
        Part { percent: u64 } => "{percent}%", "{percent}%";
        Bytes { percent: u64, rate: String, left: String } => "{percent}% · {rate}/s · còn {left}", "{percent}% · {rate}/s · {left} left";
        Lines { percent: u64, rate: String, left: String } => "{percent}% · {rate} dòng/s · còn {left}", "{percent}% · {rate} lines/s · {left} left";
        Files { percent: u64, rate: String, left: String } => "{percent}% · {rate} tệp/s · còn {left}", "{percent}% · {rate} files/s · {left} left";
        Steps { percent: u64, left: String } => "{percent}% · còn {left}", "{percent}% · {left} left";
    }
}

/// A stage of work as somebody watches it. Moments are milliseconds of any one
/// clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    first: (i64, u64),
    last: (i64, Measure),
}

impl Pace {
    /// Begins to watch at the moment `at`.
    pub fn new(measure: Measure, at: i64) -> Self {
        Self {
            first: (at, measure.done),
            last: (at, measure),
        }
    }

    /// It has come further; another stage is watched anew.
    pub fn go_on(&mut self, measure: Measure, at: i64) {
        let before = self.last.1;
        let is_another = (before.unit, before.total) != (measure.unit, measure.total)
            || measure.done < before.done;
        if is_another {
            *self = Self::new(measure, at);
        } else {
            self.last = (at, measure);
        }
    }

    /// How many of a hundred parts are done; `None` when nobody knows.
    pub fn percent(&self) -> Option<u64> {
        let Measure { done, total, .. } = self.last.1;
        let parts = u128::from(done.min(total)) * 100;
        let percent = parts.checked_div(u128::from(total))?;
        u64::try_from(percent).ok()
    }

    /// What is done in a second, and how many seconds the rest takes at that
    /// rate; `None` while it is too early to tell.
    fn rate(&self) -> Option<(u64, u64)> {
        let (begun, first) = self.first;
        let (at, Measure { done, total, .. }) = self.last;
        let lasted = u64::try_from(at.saturating_sub(begun)).ok()?;
        let went = done.saturating_sub(first);
        if lasted < WATCHED as u64 || went == 0 {
            return None;
        }
        let per_second = u128::from(went) * 1_000 / u128::from(lasted);
        let rest = u128::from(total.saturating_sub(done)) * u128::from(lasted);
        let left = rest / (u128::from(went) * 1_000);
        Some((
            u64::try_from(per_second).ok()?,
            u64::try_from(left).unwrap_or(u64::MAX),
        ))
    }

    fn words(&self) -> Option<Words> {
        let percent = self.percent()?;
        let Some((per_second, left)) = self.rate() else {
            return Some(Words::Part { percent });
        };
        let left = clock(left);
        let count = || text::count(i64::try_from(per_second).unwrap_or(i64::MAX));
        Some(match self.last.1.unit {
            Unit::Bytes => Words::Bytes {
                percent,
                rate: text::size(per_second),
                left,
            },
            Unit::Lines => Words::Lines {
                percent,
                rate: count(),
                left,
            },
            Unit::Files => Words::Files {
                percent,
                rate: count(),
                left,
            },
            Unit::Steps => Words::Steps { percent, left },
        })
    }
}

/// “43% · 12,4 MiB/s · còn 0:07”; nothing while nothing is known.
impl Phrase for Pace {
    fn vi(&self) -> String {
        self.words().map(|words| words.vi()).unwrap_or_default()
    }

    fn en(&self) -> String {
        self.words().map(|words| words.en()).unwrap_or_default()
    }
}

/// `0:07`, `12:30`, `1:00:00`.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        hours => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(done: u64, total: u64, unit: Unit) -> Measure {
        Measure { done, total, unit }
    }

    fn watched(unit: Unit, total: u64, steps: &[(i64, u64)]) -> Pace {
        let mut pace = Pace::new(measure(0, total, unit), 5_000);
        for (at, done) in steps {
            pace.go_on(measure(*done, total, unit), 5_000 + at);
        }
        pace
    }

    #[test]
    fn rate_and_rest_are_told_in_the_unit_of_the_work() {
        let lines = watched(Unit::Lines, 5_000, &[(500, 1_000), (1_000, 2_000)]);
        assert_eq!(lines.vi(), "40% · 2.000 dòng/s · còn 0:01");
        assert_eq!(lines.en(), "40% · 2.000 lines/s · 0:01 left");
        let bytes = watched(Unit::Bytes, 1 << 30, &[(10_000, 128 << 20)]);
        assert_eq!(bytes.vi(), "12% · 12,8 MiB/s · còn 1:10");
        let slow = watched(Unit::Steps, 10_000, &[(10_000, 10)]);
        assert_eq!(slow.vi(), "0% · còn 2:46:30");
    }

    #[test]
    fn too_early_or_unknown_says_less() {
        assert_eq!(watched(Unit::Lines, 10, &[(999, 5)]).vi(), "50%");
        assert_eq!(watched(Unit::Lines, 10, &[(9_000, 0)]).vi(), "0%");
        assert_eq!(watched(Unit::Lines, 0, &[(9_000, 0)]).vi(), "");
        let most = watched(Unit::Bytes, u64::MAX, &[(2_000, u64::MAX)]);
        assert!(most.vi().starts_with("100%"), "{}", most.vi());
    }

    #[test]
    fn another_stage_is_watched_anew() {
        let mut pace = watched(Unit::Lines, 100, &[(2_000, 100)]);
        pace.go_on(measure(1, 800, Unit::Bytes), 7_500);
        assert_eq!(pace.vi(), "0%");
        pace.go_on(measure(401, 800, Unit::Bytes), 8_500);
        assert_eq!(pace.vi(), "50% · 400 B/s · còn 0:00");
    }
}
