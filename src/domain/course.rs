//! How a record beside the models stands on a day: whether somebody is still
//! waited for, whether it is late, done with, in force or no longer.

use jiff::civil::Date;

use super::identity::RecordKind;
use super::records::Fields;
use super::register::{AreaTitle, Award, Deadline, Opinion};
use super::survey::{Recommendation, RecommendationStatus, RecommendationStep, Visit};
use super::vocabulary::{Status, Word, words};

words! {
    /// *Tình trạng* of a record on a day. It follows from the record and is
    /// never written down.
    pub enum RecordStatus {
        Open = "open", "Đang chờ", "open", ["cho", "con mo", "cho tra loi", "chua den han", "chua ky bien ban"];
        /// A deadline that is open and comes soon.
        Near = "near", "Sắp đến hạn", "due soon", ["sap den", "gan den han"];
        Overdue = "overdue", "Quá hạn", "overdue", ["tre han"];
        Done = "done", "Đã xong", "done", ["xong", "da giai quyet", "da tra loi", "da xac nhan", "da ky bien ban"];
        Valid = "valid", "Còn hiệu lực", "in force", ["hieu luc"];
        Void = "void", "Không còn hiệu lực", "no longer in force", ["het hieu luc", "bi huy bo", "khong con phu hop"];
    }
}

impl RecordStatus {
    /// Whether somebody is still waited for.
    pub fn is_awaited(self) -> bool {
        matches!(self, Self::Open | Self::Near | Self::Overdue)
    }

    /// The statuses that a record of this kind can have, in the order in which
    /// people are shown them; of a registration, see
    /// [`Status`](super::vocabulary::Status). Most kinds have none: nobody
    /// waits for a document.
    pub fn of_kind(kind: RecordKind) -> &'static [Self] {
        match kind {
            RecordKind::Award | RecordKind::AreaTitle => &[Self::Valid, Self::Void],
            RecordKind::Deadline => &[Self::Open, Self::Near, Self::Overdue, Self::Done],
            RecordKind::Opinion => &[Self::Open, Self::Overdue, Self::Done],
            RecordKind::Recommendation => &[Self::Open, Self::Overdue, Self::Done, Self::Void],
            RecordKind::Visit => &[Self::Open, Self::Done],
            _ => &[],
        }
    }

    /// What it is called of a record of this kind, as on the kind's own
    /// screens: Vietnamese, English.
    pub fn said_of(self, kind: RecordKind) -> (&'static str, &'static str) {
        match (kind, self) {
            (RecordKind::Award, Self::Void) => ("Bị hủy bỏ", "cancelled"),
            (RecordKind::AreaTitle, Self::Void) => ("Hết hiệu lực", "expired"),
            (RecordKind::Opinion, Self::Open) => ("Chờ trả lời", "awaiting an answer"),
            (RecordKind::Opinion, Self::Done) => ("Đã trả lời", "answered"),
            (RecordKind::Deadline, Self::Open) => ("Chưa đến hạn", "not due yet"),
            (RecordKind::Recommendation, Self::Done) => ("Đã xác nhận", "confirmed"),
            (RecordKind::Recommendation, Self::Void) => {
                ("Không còn phù hợp", "no longer applicable")
            }
            (RecordKind::Visit, Self::Open) => ("Chưa ký biên bản", "minutes not signed"),
            (RecordKind::Visit, Self::Done) => ("Đã ký biên bản", "minutes signed"),
            _ => (self.vi(), self.en()),
        }
    }
}

/// How many days ahead a deadline is near: the conferences of a level take
/// about a month to prepare (DOMAIN C5).
const NEAR: i32 = 31;

/// Whether a deadline of this day, which is not done, is to be shown: near, or
/// past.
pub fn is_near(due: Date, today: Date) -> bool {
    (due - today).get_days() <= NEAR
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
    /// A registration on its way to recognition, there, or off it.
    Registered(Status),
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
            RecordKind::Registration => {
                Self::Registered(fields.word("status").unwrap_or(Status::Registered))
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
            Self::Registered(status) => Some(match status {
                Status::Recognized | Status::Certified => RecordStatus::Valid,
                Status::Rejected
                | Status::Withdrawn
                | Status::Stopped
                | Status::Delisted
                | Status::Revoked => RecordStatus::Void,
                _ => RecordStatus::Open,
            }),
        }
    }

    /// The status that the record itself says, in the words of its own list.
    pub fn step(self) -> Option<Status> {
        match self {
            Self::Registered(status) => Some(status),
            _ => None,
        }
    }

    /// Whether its day is near and not past.
    pub fn is_near(self, today: Date) -> bool {
        let due = self.due().filter(|due| *due >= today);
        due.is_some_and(|due| is_near(due, today))
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
                assert_eq!(Status::parse(spelling), None, "{spelling}");
            }
        }
    }

    #[test]
    fn what_a_kind_calls_a_status_is_understood() {
        for &kind in RecordKind::ALL {
            for &status in RecordStatus::of_kind(kind) {
                let (vi, _) = status.said_of(kind);
                assert_eq!(RecordStatus::parse(vi), Some(status), "{kind}: {vi}");
            }
        }
    }

    #[test]
    fn a_registration_is_open_until_it_is_recognized_or_leaves() {
        let of = |status: &str| on(RecordKind::Registration, &[("status", json!(status))]);
        assert_eq!(of("surveyed"), Some(RecordStatus::Open));
        assert_eq!(of("certified"), Some(RecordStatus::Valid));
        assert_eq!(of("revoked"), Some(RecordStatus::Void));
        assert_eq!(on(RecordKind::Registration, &[]), Some(RecordStatus::Open));
    }
}
