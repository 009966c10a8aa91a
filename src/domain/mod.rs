//! The field itself: its words, records, periods and rules. No I/O.

pub mod address;
pub mod attachment;
pub mod certificate;
mod course;
pub mod identity;
pub mod lifecycle;
pub mod list;
pub mod media;
pub mod period;
pub mod period_labels;
pub mod records;
pub mod register;
mod role;
pub mod schema;
pub mod succession;
pub mod summary;
pub mod survey;
pub mod units;
pub mod value;
pub mod vocabulary;

pub use attachment::{Attachment, FileHash, LARGEST_FILE};
pub use course::{Course, RecordStatus, is_near};
pub use identity::{RecordId, RecordKind};
pub use lifecycle::{Decision, StatusGuard};
pub use media::MediaKind;
pub use period::Period;
pub use records::{Fields, Model, Movement, Note, Registration, Unit};
pub use register::{
    AreaTitle, Award, Contribution, Deadline, Forum, MovementRecord, Opinion, PublishedFigure,
};
pub use role::Role;
pub use summary::{Milestone, ModelSummary, RegistrationSummary};
pub use vocabulary::{
    Field, Letterhead, Level, ModelKind, RegistrationType, Status, UnitType, Word, WorkField,
};
