//! What is to be done soon, and what was not done in time.

use jiff::civil::Date;

use super::super::refusal::Refusal;
use super::super::request::calendar::{CalendarReply, CalendarRequest, DutyView};
use super::Open;
use crate::domain::register::Deadline;
use crate::domain::{Fields, RecordKind};

/// How many days ahead a deadline is shown: the conferences of a level take
/// about a month to prepare (DOMAIN C5).
const NEAR: i32 = 31;

impl Open {
    pub(super) fn calendar(&self, request: CalendarRequest) -> Result<CalendarReply, Refusal> {
        match request {
            CalendarRequest::Near { today } => self.near(today).map(CalendarReply::Near),
        }
    }

    fn near(&self, today: Date) -> Result<Vec<DutyView>, Refusal> {
        let mut near = Vec::new();
        self.store.records_of(RecordKind::Deadline, |id, stored| {
            let read = Deadline::read(&Fields(stored.state.shown()));
            let awaited = read.filter(|read| {
                read.done.is_none() && (read.due - today).get_days() <= NEAR && !stored.is_gone()
            });
            near.extend(awaited.map(|read| (id, read)));
        })?;
        near.sort_by_key(|(id, read)| (read.due, *id));
        let unit = |read: &Deadline| {
            let unit = read.unit.and_then(|unit| self.names.units.get(unit));
            unit.map(|unit| unit.full_name())
        };
        let view = |(id, read): (_, Deadline)| DutyView {
            id,
            unit: unit(&read),
            name: read.name,
            level: read.level,
            due: read.due,
        };
        Ok(near.into_iter().map(view).collect())
    }
}
