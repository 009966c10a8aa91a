//! What can be asked about deadlines (*thời hạn*): conferences and other
//! duties of a level.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{Level, RecordId};
use crate::service::views::ChangeView;

/// What can be asked of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalendarRequest {
    /// What is not done and was due before `today`, or is within a month.
    Near { today: Date },
    /// It was done on that day.
    Finish { deadline: RecordId, on: Date },
}

/// The answers, in the order of the requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum CalendarReply {
    /// The earliest first.
    Near(Vec<DutyView>),
    /// A committed change of the deadline.
    Finished(ChangeView),
}

/// Something that is to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyView {
    pub id: RecordId,
    pub name: String,
    pub level: Option<Level>,
    pub unit: Option<String>,
    pub due: Date,
}
