//! What can be asked of the book, and what it answers.

mod attachments;
pub mod batch;
pub mod calendar;
pub mod carry;
pub mod entry;
pub mod find;
mod glance;
pub mod keeping;
pub mod merge;
pub mod register;
pub mod report;
mod outlines;
mod survey;
pub mod trust;

pub use attachments::{AttachmentReply, AttachmentRequest, NewAttachment, PIECE};
pub use glance::Glance;
pub use outlines::{NewOutline, OutlineReply, OutlineRequest};
pub use survey::*;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use carry::{CarryReply, CarryRequest, Piece};
pub use trust::TrustRequest;

use self::keeping::{KeepingReply, KeepingRequest};
use super::views::{
    AbsorbView, BookRangesView, BookView, ChangeView, CheckView, ConflictView, DeviceView,
    DraftView, ListPlanView, ModelPage, NoteView, OfficerView, OverviewView, RecordView,
    SenderView, TrustView, UndoView, UnitPlanView, UnitView,
};
use crate::domain::list::{ModelList, UnitList};
use crate::domain::period_labels::PeriodLabels;
use crate::domain::register::list::RegisterList;
use crate::domain::{
    Decision, Level, Milestone, ModelKind, Period, RecordId, RecordKind, RegistrationType, Role,
    Status,
};
use crate::ledger::{BookId, DeviceId, DevicePublicKey, HeadSignature, OpId, Segment};
use crate::report::checks::Warning;
use crate::report::{Courses, ReportQuery, Table};
use batch::AdvanceAll;
use calendar::{CalendarReply, CalendarRequest};
use entry::EntryRequest;
use find::{FindQuery, FoundPage};
use merge::{MergeReply, MergeRequest};
use register::RegisterPlanView;
use report::{BehindPage, BehindQuery};

/// Everything that screens and verbs can ask.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Request {
    /// The frame of every screen: whose book this is and how it is doing.
    Book,
    /// First run: who I am, which Ban Chỉ đạo. Refused when a book is open.
    OpenBook(OpenBook),
    /// *Tổng quan*.
    Overview(OverviewQuery),
    /// A page of models.
    Models(ModelQuery),
    /// The same two, from what has been read of the book by now.
    Glance(Glance),
    /// A page of records of all other kinds.
    Find(FindQuery),
    /// One record with everything about it.
    Record(RecordId),
    /// Notes on a record, or all, newest first.
    Notes {
        record: Option<RecordId>,
        offset: usize,
        limit: usize,
    },
    /// All units; those that stood on a day when one is given.
    Units {
        on: Option<Date>,
    },
    /// The unit that typed text means. Refused when none or several answer.
    FindUnit {
        typed: String,
        during: Option<Period>,
    },
    /// What the book calls periods.
    PeriodLabels,
    /// Writes fields of records, in one transaction, as one deed.
    Write {
        deed: Deed,
        records: Vec<RecordWrite>,
    },
    AddModel(NewModel),
    AddRegistration(NewRegistration),
    /// Moves a registration along its lifecycle; guarded (DOMAIN C3).
    Advance(Advance),
    /// Moves several on by one decision, as one deed.
    AdvanceAll(AdvanceAll),
    AddNote(NewNote),
    /// One record of a register: an award, an opinion, a document …
    Entry(EntryRequest),
    /// Models that may be one and the same.
    Merge(MergeRequest),
    /// Deadlines.
    Calendar(CalendarRequest),
    /// Rounds, visits, findings, *kiến nghị*.
    Survey(SurveyRequest),
    /// A report (DOMAIN 3.1).
    Report(ReportQuery),
    /// How the figures of a report went through time.
    Courses(ReportQuery),
    /// What does not fit in the part of the book that a report would count:
    /// it warns and blocks nothing.
    Checks(ReportQuery),
    /// A page of the list behind a cell of a report.
    Behind(BehindQuery),
    /// Takes the last deed of this officer back, by new ops.
    Undo,
    /// Does again what was last taken back.
    Redo,
    /// Keeps what is being typed; committed before it is answered.
    SaveDraft(Draft),
    Drafts,
    DropDraft {
        key: String,
    },
    /// What importing a list would do.
    PlanList {
        list: ModelList,
        new_units: Option<NewUnits>,
    },
    /// Imports a list: all or nothing.
    ApplyList {
        list: ModelList,
        new_units: Option<NewUnits>,
    },
    /// What importing a list of one register would do.
    PlanRegister {
        list: RegisterList,
    },
    /// Imports it: all or nothing.
    ApplyRegister {
        list: RegisterList,
    },
    PlanUnits {
        list: UnitList,
    },
    ApplyUnits {
        list: UnitList,
    },
    /// What this store holds of every book.
    Ranges,
    /// Verified lines to carry away; each range must be one that `Ranges` gave.
    Segments {
        wanted: Vec<WantedRange>,
    },
    /// Signs a bundle's manifest with this installation's key.
    SignManifest {
        manifest: Vec<u8>,
    },
    /// The installations whose lines this store holds, our own first.
    Devices,
    /// This session has the record open now, and no other.
    Attend {
        record: Option<RecordId>,
    },
    /// Who works in this book, and as what.
    Officers(OfficersRequest),
    /// Remembers that these ranges left the machine in `file`.
    MarkCarried {
        file: String,
        ranges: Vec<WantedRange>,
    },
    /// What importing these lines would do.
    PlanSegments {
        segments: Vec<Segment>,
    },
    /// Imports lines in one transaction.
    Absorb {
        file: String,
        segments: Vec<Segment>,
    },
    /// Takes the last imported bundle out again, exactly.
    UndoAbsorb,
    Conflicts,
    /// The committee of the book as a sender of papers.
    Sender,
    /// Photographs and documents that belong to records.
    Attachments(AttachmentRequest),
    /// What stores hold and lack of each other.
    Carry(CarryRequest),
    /// Whose lines are shown.
    Trust(TrustRequest),
    Outlines(OutlineRequest),
    /// Re-hashes the log, verifies chains, compares the derived tables.
    Check {
        tables: CheckTables,
    },
    /// Backups, out and in.
    Keeping(KeepingRequest),
}

/// What to do with derived tables in a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckTables {
    Compare,
    Rebuild,
}

/// Who works in a book that many share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfficersRequest {
    List,
    Add(NewOfficer),
    SetRole { officer: RecordId, role: Role },
}

/// An officer to be admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOfficer {
    pub name: String,
    /// Name of the Unix user.
    pub login: String,
    pub role: Role,
}

/// The answers, in the order of the requests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Reply {
    Book(BookView),
    Overview(OverviewView),
    Models(ModelPage),
    Found(FoundPage),
    Record(Box<RecordView>),
    Notes(Vec<NoteView>),
    Units(Vec<UnitView>),
    Unit(UnitView),
    PeriodLabels(PeriodLabels),
    /// A committed change.
    Changed(ChangeView),
    Merge(MergeReply),
    Calendar(CalendarReply),
    Survey(SurveyReply),
    Undone(UndoView),
    Report(Box<Table>),
    /// None where the report has no courses, or there is one step alone.
    Courses(Option<Courses>),
    Behind(BehindPage),
    Checks(Vec<Warning>),
    /// The draft is on disk.
    DraftSaved,
    Drafts(Vec<DraftView>),
    ListPlan(ListPlanView),
    UnitPlan(UnitPlanView),
    RegisterPlan(RegisterPlanView),
    Ranges(Vec<BookRangesView>),
    Segments(Vec<Segment>),
    Signature {
        key: DevicePublicKey,
        signature: HeadSignature,
    },
    Devices(Vec<DeviceView>),
    Attended,
    Officers(Vec<OfficerView>),
    Carried,
    Absorb(AbsorbView),
    Conflicts(Vec<ConflictView>),
    Sender(SenderView),
    Attachments(AttachmentReply),
    Carry(CarryReply),
    Trust(TrustView),
    Outlines(OutlineReply),
    Check(CheckView),
    Keeping(KeepingReply),
}

/// Where names of communes that the book does not know become communes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewUnits {
    /// Under this unit.
    Under(RecordId),
    /// Under a unit of this name, in a book that has no units yet: its first.
    /// Refused elsewhere, where a name that nobody bears is a mistake.
    UnderFirst(String),
}

/// Who opens a book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenBook {
    pub officer: String,
    pub title: String,
    pub committee: String,
    /// Name of the book; when blank, made from the committee's name.
    pub book: String,
}

/// Figures of `period`, compared with `compare`, in `unit` and all below it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewQuery {
    pub unit: Option<RecordId>,
    /// Without one: the latest period that has registrations.
    pub period: Option<Period>,
    /// Without one: the last earlier period of the same length that has registrations.
    pub compare: Option<Period>,
}

/// Which models, in what order, which part of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelQuery {
    /// Words as typed, with or without diacritics.
    pub search: String,
    pub filter: ModelFilter,
    pub sort: ModelSort,
    pub offset: usize,
    pub limit: usize,
}

/// Every condition must hold. Level, status and period must hold together in
/// one registration of the model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ModelFilter {
    /// The unit and everything below it.
    pub unit: Option<RecordId>,
    pub level: Option<Level>,
    /// At each of these levels too, another registration must hold to status,
    /// period and milestone.
    pub also_at: Vec<Level>,
    pub kind: Option<ModelKind>,
    /// Code of a field, or an own word.
    pub field: Option<String>,
    pub status: Option<Status>,
    /// Registrations that lie wholly in this period.
    pub period: Option<Period>,
    pub movement: Option<RecordId>,
    /// How far it has come, by its registrations that fit level, status and period.
    pub milestone: Option<Milestone>,
}

/// Order of a list of models. A search ranks by fit first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ModelSort {
    /// Vietnamese order of names.
    #[default]
    Name,
    /// Official order of units, then names.
    Unit,
    /// Last changed first.
    Changed,
}

/// The officer's deed that a change belongs to: what undo names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    AddModel {
        name: String,
    },
    Correct {
        name: String,
    },
    AddRegistration {
        name: String,
    },
    Advance {
        name: String,
    },
    AdvanceAll {
        count: usize,
    },
    WriteNote {
        name: String,
    },
    /// A model was merged into another.
    Merge {
        name: String,
    },
    /// A record of a register was written.
    AddRecord {
        kind: RecordKind,
        name: String,
    },
    /// A record was taken out of the book.
    TakeOut {
        kind: RecordKind,
        name: String,
    },
    /// A deadline was marked as done.
    Finish {
        name: String,
    },
    /// A file was attached.
    Attach {
        name: String,
    },
    ImportList {
        file: String,
    },
    ImportUnits {
        file: String,
    },
    ImportOutline {
        name: String,
    },
    Settle {
        name: String,
    },
    /// A bundle that was imported.
    Absorb {
        file: String,
    },
    Survey(SurveyDeed),
    /// An officer was admitted to the book.
    AddOfficer {
        name: String,
    },
    SetRole {
        name: String,
    },
}

/// A value for a field, over the values that its author saw there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldWrite {
    pub field: String,
    /// `null` clears the field.
    pub value: Value,
    /// Op ids of the live values that were shown (see `FieldView::live`).
    pub over: Vec<OpId>,
}

/// Fields of one record. A record that is not there yet begins with this.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordWrite {
    pub record: RecordId,
    pub fields: Vec<FieldWrite>,
}

/// A model written by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewModel {
    pub name: String,
    pub unit: RecordId,
    pub kind: Option<ModelKind>,
    /// Code of a field, or an own word.
    pub field: Option<String>,
    pub owner: Option<String>,
    /// Name of the movement; “Dân vận khéo” when `None`.
    pub movement: Option<String>,
    pub registration: Option<(Level, Period)>,
    /// The draft that it was typed in; dropped in the same transaction.
    #[serde(default)]
    pub draft: Option<String>,
}

impl NewModel {
    /// A model of which no more is known than its name and where it is.
    pub fn new(name: impl Into<String>, unit: RecordId) -> Self {
        Self {
            name: name.into(),
            unit,
            kind: None,
            field: None,
            owner: None,
            movement: None,
            registration: None,
            draft: None,
        }
    }
}

/// A model registers at a level for a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewRegistration {
    pub model: RecordId,
    pub level: Level,
    pub period: Period,
    pub kind: Option<RegistrationType>,
    pub status: Status,
    /// The draft that it was typed in; dropped in the same transaction.
    #[serde(default)]
    pub draft: Option<String>,
}

/// A step of a registration. Parts of the decision that are given are written
/// even where the registration has others; parts already there count too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Advance {
    pub model: RecordId,
    pub level: Level,
    pub period: Period,
    pub to: Status,
    pub decision: Decision,
    pub certificate: Option<String>,
}

/// A note made at a place and time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewNote {
    pub record: RecordId,
    pub text: String,
    pub at: Timestamp,
    pub place: Option<String>,
    /// The draft that this note was typed in; dropped in the same transaction.
    pub draft: Option<String>,
}

/// What is being typed, kept until it is saved or dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// One draft a key, for example `note/model:0198…`.
    pub key: String,
    /// The record it is about.
    pub record: RecordId,
    pub text: String,
    pub place: String,
}

/// Lines `from..=to` of a device's chain in a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WantedRange {
    pub book: BookId,
    pub device: DeviceId,
    pub from: u64,
    pub to: u64,
}
