//! When what is being typed is committed: at most a second after the first
//! keystroke that is not on disk, so that a flat battery costs no more.

use jiff::Timestamp;

/// How long typing may stay uncommitted, in milliseconds. Less than a second,
/// to leave time for the commit itself.
pub const PATIENCE: i64 = 700;

/// How long news of others' changes gathers before the screen asks again.
pub const GATHERING: i64 = 250;

/// Runs from the first keystroke that has not been sent to be committed.
pub type DraftClock = Countdown<PATIENCE>;

/// Runs from the first news that what is shown is out of date.
pub type NewsClock = Countdown<GATHERING>;

/// Runs for so many milliseconds from the first thing that waits to be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Countdown<const MILLIS: i64> {
    since: Option<Timestamp>,
}

/// Whether what waits must be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    Now,
    /// After this many milliseconds.
    In(i64),
    Never,
}

impl Due {
    /// Whichever comes first.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Now, _) | (_, Self::Now) => Self::Now,
            (Self::In(one), Self::In(two)) => Self::In(one.min(two)),
            (Self::In(millis), Self::Never) | (Self::Never, Self::In(millis)) => Self::In(millis),
            (Self::Never, Self::Never) => Self::Never,
        }
    }
}

impl DraftClock {
    /// Something was typed.
    pub fn typed(&mut self, at: Timestamp) {
        self.begin(at);
    }
}

impl NewsClock {
    /// Somebody else changed the book.
    pub fn told(&mut self, at: Timestamp) {
        self.begin(at);
    }
}

impl<const MILLIS: i64> Countdown<MILLIS> {
    fn begin(&mut self, at: Timestamp) {
        self.since.get_or_insert(at);
    }

    /// Everything that waited is on its way.
    pub fn sent(&mut self) {
        self.since = None;
    }

    pub fn due(&self, now: Timestamp) -> Due {
        let Some(since) = self.since else {
            return Due::Never;
        };
        let waited = now.as_millisecond() - since.as_millisecond();
        // A clock that was set back must not keep the draft waiting.
        if (0..MILLIS).contains(&waited) {
            Due::In(MILLIS - waited)
        } else {
            Due::Now
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_763_600_000_000 + millis).unwrap()
    }

    #[test]
    fn the_first_unsaved_keystroke_sets_the_time() {
        let mut clock = DraftClock::default();
        assert_eq!(clock.due(at(0)), Due::Never);
        clock.typed(at(0));
        clock.typed(at(600));
        assert_eq!(clock.due(at(600)), Due::In(PATIENCE - 600));
        assert_eq!(clock.due(at(PATIENCE)), Due::Now);
        clock.sent();
        assert_eq!(clock.due(at(PATIENCE)), Due::Never);
    }

    #[test]
    fn a_clock_set_back_does_not_keep_the_draft_waiting() {
        let mut clock = DraftClock::default();
        clock.typed(at(0));
        assert_eq!(clock.due(at(-86_400_000)), Due::Now);
    }
}
