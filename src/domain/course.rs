//! How a record beside the models stands on a day: whether somebody is still
//! waited for, whether it is late, done with, in force or no longer.

use jiff::civil::Date;

use super::identity::RecordKind;
use super::records::Fields;
use super::register::{AreaTitle, Award, Deadline, Opinion};
use super::survey::{Recommendation, RecommendationStatus, RecommendationStep, Visit};
use super::vocabulary::words;

words! {
    /// *Tình trạng* of a record on a day. It follows from the record and is
    /// never written down.
    pub enum RecordStatus {
        Open = "open", "Đang chờ", "open", ["cho", "con mo"];
        Overdue = "overdue", "Quá hạn", "overdue", ["tre han"];
        Done = "done", "Đã xong", "done", ["xong", "da giai quyet"];
        Valid = "valid", "Còn hiệu lực", "in force", ["hieu luc"];
        Void = "void", "Không còn hiệu lực", "no longer in force", ["het hieu luc", "bi huy bo", "khong con phu hop"];
    }
}

impl RecordStatus {
    /// Whether somebody is still waited for.
    pub fn is_awaited(self) -> bool {
        matches!(self, Self::Open | Self::Overdue)
    }
}

/// What the status of a record follows from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Course {
    /// Nothing is waited for: a document, a note, a forum.
    #[default]
    Plain,
    /// Somebody is to answer or to act, perhaps by a day.
    Awaited {
        due: Option<Date>,
    },
    Done,
    /// In force from a day to a day, both included.
    InForce {
        from: Option<Date>,
        to: Option<Date>,
    },
    Void,
}

impl Course {
    /// Reads it off a record of this kind; what cannot be read is plain.
    pub fn read(kind: RecordKind, fields: &Fields) -> Self {
        match kind {
            RecordKind::Award if Award::read(fields).cancelled => Self::Void,
            RecordKind::Award => Self::InForce {
                from: None,
                to: None,
            },
            RecordKind::AreaTitle => {
                AreaTitle::read(fields).map_or(Self::Plain, |title| Self::InForce {
                    from: title.from,
                    to: title.to,
                })
            }
            RecordKind::Opinion => {
                let opinion = Opinion::read(fields);
                done_or_awaited(opinion.is_settled(), opinion.due)
            }
            RecordKind::Deadline => Deadline::read(fields).map_or(Self::Plain, |deadline| {
                done_or_awaited(deadline.done.is_some(), Some(deadline.due))
            }),
            RecordKind::Recommendation => of_recommendation(&Recommendation::read(fields)),
            RecordKind::Visit => {
                let is_signed = Visit::read(fields).signature.is_some();
                done_or_awaited(is_signed, None)
            }
            _ => Self::Plain,
        }
    }

    /// How it stands on `today`; `None` where nothing is waited for.
    pub fn on(self, today: Date) -> Option<RecordStatus> {
        match self {
            Self::Plain => None,
            Self::Awaited { due: Some(due) } if due < today => Some(RecordStatus::Overdue),
            Self::Awaited { .. } => Some(RecordStatus::Open),
            Self::Done => Some(RecordStatus::Done),
            Self::InForce { from, to } => {
                let begun = from.is_none_or(|from| from <= today);
                let ended = to.is_some_and(|to| to < today);
                Some(match (begun, ended) {
                    (true, false) => RecordStatus::Valid,
                    _ => RecordStatus::Void,
                })
            }
            Self::Void => Some(RecordStatus::Void),
        }
    }

    /// The day by which somebody is waited for.
    pub fn due(self) -> Option<Date> {
        match self {
            Self::Awaited { due } => due,
            _ => None,
        }
    }
}

fn done_or_awaited(is_done: bool, due: Option<Date>) -> Course {
    match is_done {
        true => Course::Done,
        false => Course::Awaited { due },
    }
}

/// What was reported waits for the delegation and is not late any more.
fn of_recommendation(asked: &Recommendation) -> Course {
    let is_late_one_day = asked.due.is_some_and(|due| {
        let day_after = due.tomorrow().unwrap_or(due);
        asked.step.on(day_after, Some(due)) == RecommendationStatus::Overdue
    });
    match asked.step {
        RecommendationStep::Confirmed => Course::Done,
        RecommendationStep::Moot => Course::Void,
        _ => Course::Awaited {
            due: asked.due.filter(|_| is_late_one_day),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::super::vocabulary::Word;
    use super::*;

    fn on(kind: RecordKind, values: &[(&str, Value)]) -> Option<RecordStatus> {
        let values = values.iter().cloned();
        let fields = Fields(
            values
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        );
        Course::read(kind, &fields).on(date(2026, 11, 20))
    }

    #[test]
    fn what_nobody_did_in_time_is_late_and_what_was_done_is_not() {
        let due = |day: &str| ("due", json!(day));
        let deadline = |values: &[(&str, Value)]| on(RecordKind::Deadline, values);
        assert_eq!(deadline(&[due("2026-11-19")]), Some(RecordStatus::Overdue));
        assert_eq!(deadline(&[due("2026-11-20")]), Some(RecordStatus::Open));
        let done = ("done", json!("2026-11-25"));
        let late = due("2026-11-19");
        assert_eq!(deadline(&[late.clone(), done]), Some(RecordStatus::Done));
        let opinion = |values: &[(&str, Value)]| on(RecordKind::Opinion, values);
        assert_eq!(opinion(&[due("2026-11-19")]), Some(RecordStatus::Overdue));
        let on_spot = ("on_spot", json!(true));
        assert_eq!(opinion(&[late, on_spot]), Some(RecordStatus::Done));
    }

    #[test]
    fn a_recommendation_that_was_reported_waits_and_is_not_late() {
        let asked = |step: &str| {
            on(
                RecordKind::Recommendation,
                &[("due", json!("2026-01-01")), ("status", json!(step))],
            )
        };
        assert_eq!(asked("sent"), Some(RecordStatus::Overdue));
        assert_eq!(asked("reported"), Some(RecordStatus::Open));
        assert_eq!(asked("confirmed"), Some(RecordStatus::Done));
        assert_eq!(asked("moot"), Some(RecordStatus::Void));
    }

    #[test]
    fn honours_are_in_force_until_they_end() {
        let title = |to: &str| {
            let unit = "unit:0198e0a0-0000-7000-8000-000000000001";
            on(
                RecordKind::AreaTitle,
                &[
                    ("unit", json!(unit)),
                    ("title", json!("rural")),
                    ("valid_from", json!("2020-01-01")),
                    ("valid_to", json!(to)),
                ],
            )
        };
        assert_eq!(title("2026-11-20"), Some(RecordStatus::Valid));
        assert_eq!(title("2026-11-19"), Some(RecordStatus::Void));
        assert_eq!(on(RecordKind::Award, &[]), Some(RecordStatus::Valid));
        let cancelled = [("cancelled", json!(true))];
        assert_eq!(on(RecordKind::Award, &cancelled), Some(RecordStatus::Void));
        assert_eq!(on(RecordKind::Document, &[]), None);
    }

    #[test]
    fn no_spelling_belongs_to_two_words() {
        for &word in RecordStatus::ALL {
            for spelling in [word.code(), word.vi()].iter().chain(word.spellings()) {
                assert_eq!(RecordStatus::parse(spelling), Some(word), "{spelling}");
            }
        }
    }
}
