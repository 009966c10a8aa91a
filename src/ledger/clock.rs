//! A hybrid logical clock: follows the laptop's clock, never runs backwards,
//! and moves past every stamp it has seen, so that what was written after
//! seeing something is stamped after it. It orders the history for people; it
//! never decides which value wins.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A clock may be dragged ahead of our own by at most this: laptop clocks are
/// wrong by years (DESIGN §4). Milliseconds.
pub const MAX_DRAG: i64 = 24 * 60 * 60 * 1000;

/// A moment of the hybrid clock: milliseconds of Unix time, then a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Stamp {
    pub millis: i64,
    pub counter: u16,
}

/// The text is not a stamp.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time stamp")]
pub struct NotAStamp(pub String);

impl Stamp {
    /// The moment it names, without the counter.
    pub fn moment(self) -> Timestamp {
        Timestamp::from_millisecond(self.millis).unwrap_or_default()
    }
}

/// `2026-11-20T01:05:13.123Z/0004`: one form only, so that a line has one text.
impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}/{:04x}", self.moment(), self.counter)
    }
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotAStamp(text.to_owned());
        let (moment, counter) = text.split_once('/').ok_or_else(refuse)?;
        let moment: Timestamp = moment.parse().map_err(|_| refuse())?;
        let counter = u16::from_str_radix(counter, 16).map_err(|_| refuse())?;
        Ok(Self {
            millis: moment.as_millisecond(),
            counter,
        })
    }
}

impl Serialize for Stamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The clock of one device.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clock {
    last: Stamp,
}

impl Clock {
    /// A clock that goes on after `last`.
    pub fn after(last: Stamp) -> Self {
        Self { last }
    }

    /// The last stamp given out or seen.
    pub fn last(&self) -> Stamp {
        self.last
    }

    /// A stamp later than all before it. `now` is Unix time in milliseconds.
    pub fn tick(&mut self, now: i64) -> Stamp {
        self.last = if now > self.last.millis {
            Stamp {
                millis: now,
                counter: 0,
            }
        } else if self.last.counter < u16::MAX {
            Stamp {
                counter: self.last.counter + 1,
                ..self.last
            }
        } else {
            Stamp {
                millis: self.last.millis + 1,
                counter: 0,
            }
        };
        self.last
    }

    /// Takes note of a stamp made elsewhere. One that is more than a day ahead
    /// of `now` (milliseconds) is not followed.
    pub fn observe(&mut self, seen: Stamp, now: i64) {
        if seen > self.last && seen.millis <= now.saturating_add(MAX_DRAG) {
            self.last = seen;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_only_grow() {
        let mut clock = Clock::default();
        let mut last = clock.tick(1000);
        for now in [1000, 999, 1000, 1001, 5, 70_000] {
            let next = clock.tick(now);
            assert!(next > last);
            last = next;
        }
    }

    #[test]
    fn a_full_counter_moves_to_the_next_millisecond() {
        let mut clock = Clock::after(Stamp {
            millis: 5,
            counter: u16::MAX,
        });
        assert_eq!(
            clock.tick(1),
            Stamp {
                millis: 6,
                counter: 0
            }
        );
    }

    #[test]
    fn a_clock_years_ahead_is_not_followed() {
        let mut clock = Clock::default();
        let now = 1_763_600_000_000;
        clock.tick(now);
        clock.observe(
            Stamp {
                millis: now + MAX_DRAG + 1,
                counter: 0,
            },
            now,
        );
        assert!(clock.tick(now).millis <= now + 1);
        clock.observe(
            Stamp {
                millis: now + 60_000,
                counter: 9,
            },
            now,
        );
        assert_eq!(
            clock.tick(now),
            Stamp {
                millis: now + 60_000,
                counter: 10
            }
        );
    }

    #[test]
    fn the_text_form_reads_back() {
        let stamp = Stamp {
            millis: 1_763_600_713_123,
            counter: 4,
        };
        assert_eq!(stamp.to_string(), "2025-11-20T01:05:13.123Z/0004");
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
        let whole = Stamp {
            millis: 1_763_600_713_000,
            counter: 0,
        };
        assert_eq!(whole.to_string(), "2025-11-20T01:05:13.000Z/0000");
    }
}
