//! What a layer over the screen is for: what its answer sets off.

pub mod asked;
pub mod batch;
pub mod entry;
pub mod finder;
pub mod kept;
pub mod merge;
pub mod visit;

use std::path::PathBuf;

use jiff::Timestamp;

use super::effect::{LockedBundle, PaperKind};
use super::screens::detail::RegistrationChoice;
use super::screens::survey::SurveyPurpose;
use super::ticket::ListErrand;
use crate::domain::list::UnitList;
use crate::domain::{RecordId, Status};
use crate::service::request::TrustRequest;
use crate::service::views::{AttachmentView, ConflictView};
use asked::AskedPurpose;
use batch::MarkedAndHeld;
use entry::EntryPurpose;
use finder::FinderPurpose;
use merge::MergePurpose;
use visit::VisitPurpose;

/// A record and the name that people know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub id: RecordId,
    pub name: String,
}

/// A note that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteInHand {
    pub subject: Subject,
    /// One draft for each record that is written about.
    pub key: String,
    pub begun: Timestamp,
}

impl NoteInHand {
    pub fn new(subject: Subject, begun: Timestamp) -> Self {
        let key = draft_key(subject.id);
        Self {
            subject,
            key,
            begun,
        }
    }
}

/// The key of the draft of a note on a record.
pub fn draft_key(record: RecordId) -> String {
    format!("note/{record}")
}

/// Which file is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    ModelList,
    UnitList,
    BundleToWrite,
    BundleToRead,
    ReportToWrite,
    /// The minutes of this visit.
    MinutesToWrite(RecordId),
    /// A shared folder, or the address of another book.
    SyncPlace,
    /// A file for this record.
    ToAttach(RecordId),
}

/// What the answer of a layer sets off.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// Nothing but what the answer itself says: help, menu, palette, a message.
    Itself,
    /// There is no book to work on: closing it leaves the program.
    NoBook,
    /// Yes leaves the program, and what the form below holds is lost.
    LeaveProgram,
    /// Yes closes the form below.
    CloseForm,
    /// The unit that *Tổng quan* looks at.
    OverviewUnit,
    /// The unit, and the period, that reports are about.
    ReportUnit,
    ReportPeriod,
    /// Yes writes over the file.
    ReplaceFile(PathBuf, PaperKind),
    Filter,
    Note(NoteInHand),
    /// Which registration is to take a step, and then which step.
    ChooseRegistration(Subject),
    ChooseStep(Subject, RegistrationChoice),
    /// The decision that recognition needs.
    Decide(Subject, RegistrationChoice, Status),
    /// The step that all marked models take, and its decision.
    AdvanceMarked(Box<MarkedAndHeld>),
    /// A third value for a field that people do not agree on.
    Settle(ConflictView),
    File(Wanted),
    /// Under which unit unknown names become communes.
    ChooseParent(Box<ListErrand>),
    NameFirstUnit(Box<ListErrand>),
    /// A unit that is written by hand.
    NewUnit(AfterUnit),
    ListPlan(Box<ListErrand>),
    UnitPlan(Box<UnitList>),
    BundlePlan(LockedBundle),
    /// Who may open the bundle to be written here.
    ChooseClosing(PathBuf),
    /// The words that close it.
    CloseBundle(PathBuf),
    /// The public keys of those who may open it, and a file that holds them.
    CloseForKeys(PathBuf),
    CloseForKeyFile(PathBuf),
    /// The words that open this bundle.
    OpenBundle(PathBuf),
    /// The file of keys that opens it.
    OpenWithKey(PathBuf),
    /// Which of these files is opened.
    Attachment(Vec<AttachmentView>),
    TakeBundleOut,
    /// Which device is decided about, and then the question about it.
    ChooseDevice(TrustDeed),
    Trust(TrustRequest),
    Visit(VisitPurpose),
    Asked(AskedPurpose),
    Finder(FinderPurpose),
    Survey(SurveyPurpose),
    Merge(Box<MergePurpose>),
    /// A record of a register.
    Entry(EntryPurpose),
}

/// What is decided about a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrustDeed {
    Approve,
    Revoke,
}

/// What follows when a unit was written by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterUnit {
    Nothing,
    /// The form of the model that needed it.
    AddModel,
}

/// What was waiting for the list of units, and opens when it is there.
#[derive(Debug, Clone, PartialEq)]
pub enum Opening {
    OverviewUnit,
    ReportUnit,
    AskedUnit,
    FinderUnit,
    NewUnit,
    Filter,
    ChooseParent(Box<ListErrand>),
    /// The units that the round on the itinerary goes to.
    RoundUnits,
}
