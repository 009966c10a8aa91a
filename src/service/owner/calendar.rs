//! What is to be done soon, and what was not done in time.

use jiff::civil::Date;

use super::super::refusal::Refusal;
use super::super::request::Deed;
use super::super::request::calendar::{CalendarReply, CalendarRequest, DutyView};
use super::super::views::ChangeView;
use super::Open;
use super::changes::see;
use crate::domain::register::Deadline;
use crate::domain::{Fields, RecordId, RecordKind, is_near};
use crate::store::{FieldChange, RecordChange};

impl Open {
    pub(super) fn calendar(&mut self, request: CalendarRequest) -> Result<CalendarReply, Refusal> {
        match request {
            CalendarRequest::Near { today } => self.near(today).map(CalendarReply::Near),
            CalendarRequest::Finish { deadline, on } => {
                self.finish(deadline, on).map(CalendarReply::Finished)
            }
        }
    }

    /// Writes the day on which it was done over what stands there; who wrote it
    /// and when stays with the value.
    fn finish(&mut self, deadline: RecordId, on: Date) -> Result<ChangeView, Refusal> {
        let missing = || Refusal::NoRecord {
            id: deadline.to_string(),
        };
        let stored = self.store.record(&deadline.to_string())?;
        let stored = stored.filter(|stored| !stored.is_gone());
        let stored = stored.ok_or_else(missing)?;
        let read = Deadline::read(&Fields(stored.state.shown()));
        let read = read.filter(|_| deadline.kind == RecordKind::Deadline);
        let read = read.ok_or_else(missing)?;
        let name = read.name;
        if let Some(day) = read.done {
            return Err(Refusal::FinishedAlready { name, day });
        }
        let mut change = RecordChange {
            record: deadline.to_string(),
            fields: vec![FieldChange {
                field: "done".into(),
                value: on.to_string().into(),
                over: Vec::new(),
            }],
        };
        see(&mut change, &stored);
        let ops = self.commit(&Deed::Finish { name }, &[change], None, &|_| {})?;
        Ok(ChangeView {
            record: deadline,
            ops,
        })
    }

    fn near(&self, today: Date) -> Result<Vec<DutyView>, Refusal> {
        let mut near = Vec::new();
        self.store.records_of(RecordKind::Deadline, |id, stored| {
            let read = Deadline::read(&Fields(stored.state.shown()));
            let awaited = read.filter(|read| {
                read.done.is_none() && is_near(read.due, today) && !stored.is_gone()
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
