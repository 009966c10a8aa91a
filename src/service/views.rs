//! What the book shows: plain values, a page at a time, ready to be laid out.

mod attachments;
mod outlines;
mod survey;

pub use attachments::{AttachmentView, FileView, Presence};
pub use outlines::OutlineView;
pub use survey::*;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::client::Progress;
use super::request::find::FoundLine;
use super::request::{Deed, Draft};
use crate::domain::list::{HiddenParts, ListFault};
use crate::domain::{Level, ModelKind, Period, RecordId, RegistrationType, Role, Status, UnitType};
use crate::ledger::{BookId, DeviceId, OpId};
use crate::report::Course;
use crate::report::letterhead::Sender;
use crate::report::table::Words;
pub use crate::report::{Funnel, LevelFigures};
pub use crate::store::{Delivered, Delivery, Why as RenewalReason};
use crate::text::Legacy;

/// The frame of every screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookView {
    /// `None` before the first run.
    pub open: Option<OpenBookView>,
    pub health: Health,
    /// Our own changes that have not left the machine.
    pub uncarried: u64,
    /// Our own changes by how far they have got.
    pub delivered: Delivered,
    /// Changes of devices that nobody here approved: kept, not shown.
    pub waiting: u64,
    /// The last time this installation took another id, since it was copied
    /// or restored.
    pub renewed: Option<RenewedView>,
    /// Records where people must choose.
    pub conflicts: u64,
    pub drafts: usize,
    /// What undo would take back.
    pub undo: Option<Deed>,
    /// What redo would do again.
    pub redo: Option<Deed>,
    /// File of the last imported bundle that was not taken out again.
    pub absorbed: Option<String>,
}

impl BookView {
    /// Before the first run: there is nothing to count yet.
    pub fn unopened(health: Health) -> Self {
        Self {
            open: None,
            health,
            uncarried: 0,
            delivered: Delivered::default(),
            waiting: 0,
            renewed: None,
            conflicts: 0,
            drafts: 0,
            undo: None,
            redo: None,
            absorbed: None,
        }
    }
}

/// A change of id of this installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenewedView {
    pub was: DeviceId,
    pub why: RenewalReason,
    pub at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenBookView {
    pub book: String,
    pub committee: String,
    pub officer: String,
    pub title: String,
    pub device: DeviceId,
    /// What whoever asks may do.
    pub role: Role,
}

/// The committee whose papers these are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderView {
    /// The record that holds what was chosen.
    pub committee: RecordId,
    pub sender: Sender,
}

/// Whether the store takes changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    Well,
    /// Changes are refused until the reason is gone; reading goes on.
    NoWriting {
        why: String,
    },
}

/// *Tổng quan*.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OverviewView {
    pub unit: Option<UnitName>,
    pub period: Option<Period>,
    pub compare: Option<Period>,
    /// Every period that has registrations, in order: what ‹ › walks through.
    pub periods: Vec<Period>,
    /// One line for each level that has figures in either period.
    pub levels: Vec<LevelFigures>,
    /// How many registered at a level in the period and in those of its length
    /// before it, where there are any.
    #[serde(default)]
    pub courses: Vec<(Level, Course)>,
    /// Models of the period by field (code or own word), most first.
    pub fields: Vec<(String, u64)>,
    pub funnel: Funnel,
    /// All models in the book, whatever the period.
    pub models: u64,
    pub drafts: Vec<DraftView>,
    pub conflicts: u64,
    pub uncarried: u64,
    /// Changes of devices that nobody here approved.
    pub waiting: u64,
    /// How far the book has been read, while the figures are being counted.
    #[serde(default)]
    pub preparing: Option<Progress>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitName {
    pub id: RecordId,
    pub name: String,
}

/// A page of models.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelPage {
    /// All models in the book.
    pub total: usize,
    /// Those that fit search and filter.
    pub matching: usize,
    pub offset: usize,
    pub lines: Vec<ModelLine>,
    /// How far the book has been read, while the page is from a part of it, or
    /// not in order yet.
    #[serde(default)]
    pub preparing: Option<Progress>,
}

/// A model in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelLine {
    pub id: RecordId,
    pub name: String,
    /// Grapheme positions in `name` that the search matched.
    pub matched: Vec<usize>,
    /// The old name, its own or that of a model that was merged into it, where
    /// that says more of what was searched for than `name` does.
    pub formerly: Option<String>,
    pub owner: Option<String>,
    pub unit: Option<UnitName>,
    pub kind: Option<ModelKind>,
    pub field: Option<String>,
    pub movement: Option<String>,
    pub registrations: Vec<RegistrationLine>,
    pub notes: u32,
    pub conflicts: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationLine {
    pub id: RecordId,
    pub level: Level,
    pub period: Period,
    pub kind: Option<RegistrationType>,
    pub status: Status,
    pub typical: bool,
}

/// One record with everything about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    pub id: RecordId,
    /// Name to show above it.
    pub title: String,
    /// Of a model: what it was called before, and what the models were called
    /// that were merged into it.
    pub formerly: Vec<String>,
    /// In the order of the record's form; unknown fields last, shown raw.
    pub fields: Vec<FieldView>,
    /// For a model: its registrations by level and period.
    pub registrations: Vec<RecordView>,
    /// Records of registers that are about this one: awards and contributions
    /// of a model, opinions of a forum.
    #[serde(default)]
    pub related: Vec<RelatedView>,
    /// Newest first.
    pub notes: Vec<NoteView>,
    /// Newest first; of the record, its registrations and its notes.
    pub attachments: Vec<AttachmentView>,
    /// Newest first; of the record and its registrations.
    pub history: Vec<HistoryLine>,
}

/// A record of a register, on the page of what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedView {
    pub id: RecordId,
    pub title: String,
    /// What else tells it from others: who gave an award, the number of a paper.
    pub about: Words,
    pub period: Option<Period>,
    pub day: Option<Date>,
}

impl From<FoundLine> for RelatedView {
    fn from(found: FoundLine) -> Self {
        Self {
            id: found.id,
            title: found.title,
            about: found.about,
            period: found.period,
            day: found.day,
        }
    }
}

/// One field as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldView {
    pub name: String,
    /// The shown value; `null` when cleared.
    pub value: Value,
    /// The shown value in words: a unit's name, a label, a short date.
    pub words: String,
    /// Every value that nobody has replaced. Two that differ are a *chỗ chưa khớp*.
    pub live: Vec<LiveView>,
}

impl FieldView {
    /// Op ids that a write over this field must name.
    pub fn seen(&self) -> Vec<OpId> {
        self.live.iter().map(|live| live.op).collect()
    }

    /// Whether people must choose.
    pub fn is_conflict(&self) -> bool {
        self.live
            .windows(2)
            .any(|pair| pair[0].value != pair[1].value)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiveView {
    pub op: OpId,
    pub value: Value,
    pub words: String,
    pub by: String,
    pub device: DeviceId,
    pub at: Timestamp,
}

/// A note with its author, as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoteView {
    pub id: RecordId,
    pub record: Option<RecordId>,
    /// Name of the record it is about.
    pub about: String,
    pub text: String,
    pub author: String,
    pub device: Option<DeviceId>,
    pub at: Option<Timestamp>,
    pub place: Option<String>,
    pub conflicts: u32,
}

/// Who changed what, when, from what to what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistoryLine {
    pub at: Timestamp,
    pub by: String,
    pub device: DeviceId,
    pub record: String,
    pub field: String,
    /// Values replaced, in words; empty when the field had none.
    pub from: Vec<String>,
    pub to: String,
    pub from_values: Vec<Value>,
    pub to_value: Value,
    /// How far a change of ours has got; `None` for those of others.
    pub delivery: Option<Delivery>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitView {
    pub id: RecordId,
    pub name: String,
    pub full_name: String,
    pub sort: Option<UnitType>,
    pub code: Option<String>,
    pub parent: Option<UnitName>,
    pub organization: Option<UnitName>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    /// Depth in the tree, for indenting; roots are 0.
    pub depth: usize,
}

/// A committed change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeView {
    /// The record the deed was about.
    pub record: RecordId,
    pub ops: Vec<OpId>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UndoView {
    pub deed: Deed,
    /// Fields changed since by somebody: left as they are.
    pub left: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    pub draft: Draft,
    /// Name of the record it is about.
    pub about: String,
    pub saved: Timestamp,
}

/// What importing a list does or would do. Names are those of the JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ListPlanView {
    pub rows: usize,
    pub models_new: usize,
    pub models_changed: usize,
    pub models_same: usize,
    pub registrations_new: usize,
    pub registrations_changed: usize,
    pub near_duplicates: Vec<NearDuplicate>,
    pub unknown_columns: Vec<String>,
    /// The period that rows without their own have from the paper's title.
    pub title_period: Option<Period>,
    /// Rows that leave the unit blank to mean the one above.
    #[serde(default)]
    pub units_as_above: usize,
    /// Rows and columns of the list that its sheet hides.
    #[serde(default)]
    pub hidden: HiddenParts,
    /// Other sheets of the file that hold a list and were not read.
    pub other_sheets: Vec<String>,
    /// The font before Unicode that the list was typed in, where it was.
    #[serde(default)]
    pub restored_from: Option<Legacy>,
    pub faults: Vec<ListFault>,
    /// Names that would become communes under the parent that was given.
    pub units_new: Vec<String>,
    /// The first rows as they would enter the book, for the preview.
    pub preview: Vec<PlannedRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearDuplicate {
    pub row: u32,
    /// A model of the book, or of an earlier row of the list.
    pub like: RecordId,
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRow {
    pub row: u32,
    pub name: String,
    pub unit: String,
    pub levels: Vec<Level>,
    pub period: Option<Period>,
    pub fate: RowFate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowFate {
    New,
    Changed,
    Same,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct UnitPlanView {
    pub rows: usize,
    pub units_new: usize,
    pub units_changed: usize,
    pub units_same: usize,
    pub faults: Vec<ListFault>,
}

/// What this store holds of one book.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BookRangesView {
    pub book: BookId,
    pub name: String,
    pub ranges: Vec<DeviceRange>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeviceRange {
    pub device: DeviceId,
    pub from: u64,
    pub to: u64,
}

/// An installation whose lines this store holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    pub id: DeviceId,
    pub status: DeviceStatus,
    /// Name of the officer who writes there, where it is known; while the
    /// device waits, the name that it gives itself.
    pub officer: Option<String>,
    /// Ten words to compare over the telephone.
    pub fingerprint: String,
    /// Changes of it that are here and not shown.
    pub waiting: u64,
    /// Changes that another copy of it wrote at the same places.
    pub forked: u64,
    /// The last decision about it.
    pub decided: Option<DecidedView>,
}

/// Who decided about a device, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedView {
    pub by: String,
    pub at: Timestamp,
}

/// What a decision about a device did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustView {
    pub device: DeviceView,
    /// Changes that came into view.
    pub ops: u64,
    pub records_new: u64,
    pub records_changed: u64,
    pub conflicts_new: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceStatus {
    Own,
    Approved,
    Waiting,
    Revoked,
}

/// An officer of the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerView {
    pub id: RecordId,
    pub name: String,
    pub title: String,
    /// The Unix user who is this officer, where one was admitted.
    pub login: Option<String>,
    pub role: Option<Role>,
}

/// What importing a bundle does or would do. Names are those of the JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AbsorbView {
    pub ops_new: u64,
    pub ops_known: u64,
    pub records_new: u64,
    pub records_changed: u64,
    pub conflicts_new: u64,
    pub waiting_approval: u64,
    /// Changes that another copy of their device wrote at the same places.
    pub ops_forked: u64,
    pub missing: Vec<DeviceRange>,
}

/// A field where people must choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConflictView {
    /// `record/field`: the handle for scripts.
    pub id: String,
    pub record: RecordId,
    /// Name of the record, or of the model that it belongs to.
    pub name: String,
    pub field: String,
    pub values: Vec<LiveView>,
    /// For each value: what its writer saw there before, in words.
    pub before: Vec<Vec<String>>,
}

/// A device of which two copies wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForkView {
    pub book: BookId,
    pub device: DeviceId,
    /// First position where both wrote.
    pub from: u64,
    /// Lines that stand beside the chain.
    pub ops: u64,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckView {
    pub ok: bool,
    pub ops: u64,
    pub chains: u64,
    pub records: u64,
    pub faults: Vec<String>,
    /// Copied devices: no fault, but something to know.
    pub forks: Vec<ForkView>,
}
