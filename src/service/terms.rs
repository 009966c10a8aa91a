//! On what terms a request is answered: whose it is to ask, who waits for it,
//! and what it looks at. Every request stands here, or nothing compiles.

use super::request::calendar::CalendarRequest;
use super::request::entry::{EntryRequest, NewEntry};
use super::request::merge::MergeRequest;
use super::request::{
    AttachmentRequest, CarryRequest, CheckTables, FieldWrite, NewUnits, OfficersRequest,
    OutlineRequest, RecordWrite, Request, SurveyRequest,
};
use crate::domain::list::{ListRow, ModelList};
use crate::domain::{Decision, RecordKind, Role, Status, Word};

/// What a request does to the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// Nothing. Answered beside the owner, from the book as it stands.
    Read,
    /// A change that takes a moment. It shares its trip to the disk with others.
    Change,
    /// A change that can take seconds: whoever asked may go on reading.
    LongChange,
    /// Nothing, but it is about the store itself: the owner's own work.
    Keeping,
}

/// What a request does to the book.
pub fn nature(request: &Request) -> Nature {
    match request {
        Request::Book
        | Request::Overview(_)
        | Request::Models(_)
        | Request::Find(_)
        | Request::Glance(_)
        | Request::Record(_)
        | Request::Notes { .. }
        | Request::Units { .. }
        | Request::FindUnit { .. }
        | Request::PeriodLabels
        | Request::Drafts
        | Request::PlanList { .. }
        | Request::PlanUnits { .. }
        | Request::Outlines(OutlineRequest::List | OutlineRequest::Open(_))
        | Request::Carry(
            CarryRequest::Holdings
            | CarryRequest::Lacking { .. }
            | CarryRequest::LackingOf { .. }
            | CarryRequest::Unheld { .. }
            | CarryRequest::Branch(_)
            | CarryRequest::ReceiptOf { .. },
        )
        | Request::PlanRegister { .. }
        | Request::Checks(_)
        | Request::Ranges
        | Request::Segments { .. }
        | Request::SignManifest { .. }
        | Request::Carry(CarryRequest::Receipt)
        | Request::Devices
        | Request::PlanSegments { .. }
        | Request::Conflicts
        | Request::Calendar(CalendarRequest::Near { .. })
        | Request::Merge(MergeRequest::Alike { .. } | MergeRequest::Plan { .. })
        | Request::Sender
        | Request::Report(_)
        | Request::Courses(_)
        | Request::Behind(_)
        | Request::Attend { .. }
        | Request::Officers(OfficersRequest::List)
        | Request::Attachments(
            AttachmentRequest::List { .. }
            | AttachmentRequest::Files
            | AttachmentRequest::Lacking { .. }
            | AttachmentRequest::Piece { .. },
        ) => Nature::Read,
        Request::Survey(request) if survey_needs(request) == Role::Viewer => Nature::Read,
        Request::Survey(_) => Nature::Change,
        Request::Keeping(_)
        | Request::Check {
            tables: CheckTables::Compare,
        } => Nature::Keeping,
        Request::OpenBook(_)
        | Request::Write { .. }
        | Request::AddModel(_)
        | Request::AddRegistration(_)
        | Request::Advance(_)
        | Request::AdvanceAll(_)
        | Request::AddNote(_)
        | Request::Entry(_)
        | Request::Merge(MergeRequest::Merge { .. })
        | Request::Calendar(CalendarRequest::Finish { .. })
        | Request::Undo
        | Request::Redo
        | Request::SaveDraft(_)
        | Request::DropDraft { .. }
        | Request::Officers(OfficersRequest::Add(_) | OfficersRequest::SetRole { .. })
        | Request::Attachments(
            AttachmentRequest::PutPiece { .. }
            | AttachmentRequest::Keep { .. }
            | AttachmentRequest::Attach(_),
        )
        | Request::Carry(CarryRequest::TakeReceipt(_))
        | Request::Outlines(OutlineRequest::Import(_))
        | Request::MarkCarried { .. } => Nature::Change,
        Request::ApplyList { .. }
        | Request::ApplyUnits { .. }
        | Request::ApplyRegister { .. }
        | Request::Absorb { .. }
        | Request::UndoAbsorb
        | Request::Trust(_)
        | Request::Check {
            tables: CheckTables::Rebuild,
        } => Nature::LongChange,
    }
}

/// Whether a request is answered without what is kept in memory of the models:
/// then what was done before it need not be there.
pub fn looks_at_the_store_alone(request: &Request) -> bool {
    matches!(
        request,
        Request::AddNote(_)
            | Request::Entry(_)
            | Request::Write { .. }
            | Request::AddModel(_)
            | Request::AddRegistration(_)
            | Request::Advance(_)
            | Request::SaveDraft(_)
            | Request::DropDraft { .. }
    )
}

/// The least role that may ask this. A role may do what those before it may;
/// what nobody thought of is an administrator's.
pub fn role_needed(request: &Request) -> Role {
    match request {
        // What is signed leaves the machine under this installation's name.
        Request::SignManifest { .. } | Request::Carry(CarryRequest::Receipt) => Role::Officer,
        reading if nature(reading) == Nature::Read => Role::Viewer,
        Request::Survey(request) => survey_needs(request),
        Request::Write { records, .. } => most(records.iter().map(write_needs)),
        Request::Entry(EntryRequest::Add(NewEntry { kind, .. })) => kind_needs(*kind),
        Request::Entry(EntryRequest::Correct(entry)) => write_needs(&entry.write),
        Request::Entry(EntryRequest::TakeOut { record }) => kind_needs(record.kind),
        Request::Advance(step) => most([status_needs(step.to), decision_needs(&step.decision)]),
        Request::AdvanceAll(step) => most([status_needs(step.to), decision_needs(&step.decision)]),
        Request::AddRegistration(new) => status_needs(new.status),
        Request::ApplyList { list, new_units } => list_needs(list, new_units.as_ref()),
        Request::AddModel(_)
        | Request::AddNote(_)
        | Request::Calendar(CalendarRequest::Finish { .. })
        | Request::Merge(MergeRequest::Merge { .. })
        | Request::Undo
        | Request::Redo
        | Request::SaveDraft(_)
        | Request::DropDraft { .. }
        | Request::Carry(CarryRequest::TakeReceipt(_))
        | Request::Outlines(OutlineRequest::Import(_))
        | Request::MarkCarried { .. }
        | Request::Attachments(
            AttachmentRequest::PutPiece { .. }
            | AttachmentRequest::Keep { .. }
            | AttachmentRequest::Attach(_),
        )
        | Request::Absorb { .. } => Role::Officer,
        Request::ApplyUnits { .. } | Request::ApplyRegister { .. } => Role::Registrar,
        // A backup holds the key of the installation, and nobody else is answered
        // while the whole book is looked through.
        _ => Role::Admin,
    }
}

/// The highest of several; what is nobody's in particular is an officer's.
fn most(roles: impl IntoIterator<Item = Role>) -> Role {
    roles.into_iter().fold(Role::Officer, Role::max)
}

/// The least role that may write this, whatever stood there.
pub fn write_needs(write: &RecordWrite) -> Role {
    match write.record.kind {
        RecordKind::Visit => most(write.fields.iter().map(visit_field_needs)),
        RecordKind::Registration => most(write.fields.iter().map(registration_field_needs)),
        kind => kind_needs(kind),
    }
}

/// The least role that may write records of a kind at all.
pub fn kind_needs(kind: RecordKind) -> Role {
    match kind {
        RecordKind::Book | RecordKind::Officer => Role::Admin,
        RecordKind::Unit
        | RecordKind::Committee
        | RecordKind::Movement
        | RecordKind::Period
        | RecordKind::Award
        | RecordKind::AreaTitle
        | RecordKind::Figure => Role::Registrar,
        RecordKind::Visit
        | RecordKind::Registration
        | RecordKind::Model
        | RecordKind::Note
        | RecordKind::Person
        | RecordKind::Attachment
        | RecordKind::Forum
        | RecordKind::Opinion
        | RecordKind::Deadline
        | RecordKind::Document
        | RecordKind::Outline
        | RecordKind::Round
        | RecordKind::Finding
        | RecordKind::Recommendation
        | RecordKind::FollowUp
        | RecordKind::Addendum
        | RecordKind::Contribution => Role::Officer,
    }
}

/// Whoever signs, signs as the head of the delegation.
fn visit_field_needs(field: &FieldWrite) -> Role {
    if field.field.starts_with("signed") {
        Role::Lead
    } else {
        Role::Officer
    }
}

/// Only what needs no more than a viewer changes nothing.
fn survey_needs(request: &SurveyRequest) -> Role {
    match request {
        SurveyRequest::Rounds
        | SurveyRequest::Itinerary { .. }
        | SurveyRequest::Visits(_)
        | SurveyRequest::Visit { .. }
        | SurveyRequest::Minutes { .. }
        | SurveyRequest::Recommendations(_)
        | SurveyRequest::Recommendation { .. }
        | SurveyRequest::Deadlines { .. } => Role::Viewer,
        SurveyRequest::MakeRound(_)
        | SurveyRequest::OpenVisit(_)
        | SurveyRequest::CopyLast { .. }
        | SurveyRequest::AddFinding(_)
        | SurveyRequest::AddRecommendation(_)
        | SurveyRequest::StepRecommendation(_)
        | SurveyRequest::AddFollowUp(_)
        | SurveyRequest::AddAddendum(_) => Role::Officer,
        SurveyRequest::Sign { .. } => Role::Lead,
        SurveyRequest::Conclude(conclusion) => status_needs(conclusion.to).max(Role::Lead),
    }
}

fn registration_field_needs(field: &FieldWrite) -> Role {
    match field.field.as_str() {
        "status" => {
            let typed = field.value.as_str().and_then(Status::parse);
            typed.map_or(Role::Officer, status_needs)
        }
        "decision_no" | "decision_date" | "decision_by" | "certificate_no" | "typical" => {
            Role::Registrar
        }
        _ => Role::Officer,
    }
}

/// Recognition and its end are decisions of the Ban Chỉ đạo; whether a model
/// is eligible is the conclusion of a survey (DOMAIN C3).
pub fn status_needs(status: Status) -> Role {
    match status {
        Status::Recognized | Status::Certified | Status::Revoked | Status::Delisted => {
            Role::Registrar
        }
        Status::Eligible | Status::Rejected => Role::Lead,
        Status::Planned
        | Status::Registered
        | Status::Underway
        | Status::Submitted
        | Status::Surveyed
        | Status::Incomplete
        | Status::Withdrawn
        | Status::Stopped => Role::Officer,
    }
}

fn decision_needs(decision: &Decision) -> Role {
    if *decision == Decision::default() {
        Role::Officer
    } else {
        Role::Registrar
    }
}

fn list_needs(list: &ModelList, new_units: Option<&NewUnits>) -> Role {
    let row = |row: &ListRow| {
        let certificate = row.certificate.as_ref().map(|_| Role::Registrar);
        most(
            row.status
                .map(status_needs)
                .into_iter()
                .chain(certificate)
                .chain([decision_needs(&row.decision)]),
        )
    };
    let units = new_units.map(|_| Role::Registrar);
    most(list.rows.iter().map(row).chain(units))
}

#[cfg(test)]
mod tests {
    use super::super::request::{Advance, Deed, ModelQuery, NewNote};
    use super::*;
    use crate::domain::{Level, Period, RecordId};
    use serde_json::json;

    fn write(kind: RecordKind, field: &str, value: &str) -> Request {
        let fields = vec![FieldWrite {
            field: field.into(),
            value: json!(value),
            over: vec![],
        }];
        let record = RecordId::fresh(kind);
        Request::Write {
            deed: Deed::Correct { name: "x".into() },
            records: vec![RecordWrite { record, fields }],
        }
    }

    fn advance(to: Status) -> Request {
        Request::Advance(Advance {
            model: RecordId::fresh(RecordKind::Model),
            level: Level::Base,
            period: Period::Year(2024),
            to,
            decision: Decision::default(),
            certificate: None,
        })
    }

    #[test]
    fn whoever_looks_needs_no_more_than_to_look() {
        for request in [
            Request::Book,
            Request::Models(ModelQuery::default()),
            Request::Drafts,
        ] {
            assert_eq!(role_needed(&request), Role::Viewer);
            assert_eq!(nature(&request), Nature::Read);
        }
    }

    #[test]
    fn what_is_changed_decides_whose_it_is() {
        let note = Request::AddNote(NewNote {
            record: RecordId::fresh(RecordKind::Model),
            text: "x".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            place: None,
            draft: None,
        });
        let cases = [
            (note, Role::Officer),
            (write(RecordKind::Model, "name", "Hũ gạo"), Role::Officer),
            (write(RecordKind::Unit, "name", "An Biên"), Role::Registrar),
            (write(RecordKind::Officer, "role", "admin"), Role::Admin),
            (
                write(RecordKind::Registration, "date", "2024-01-01"),
                Role::Officer,
            ),
            (
                write(RecordKind::Registration, "decision_no", "12"),
                Role::Registrar,
            ),
            (
                write(RecordKind::Registration, "status", "Được công nhận"),
                Role::Registrar,
            ),
            (advance(Status::Surveyed), Role::Officer),
            (advance(Status::Eligible), Role::Lead),
            (advance(Status::Recognized), Role::Registrar),
        ];
        for (request, role) in cases {
            assert_eq!(role_needed(&request), role, "{request:?}");
            assert_eq!(nature(&request), Nature::Change);
        }
    }
}
