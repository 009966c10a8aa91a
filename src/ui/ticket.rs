//! Tickets: what an answer is for, and whether it is still wanted.

use std::collections::HashMap;

use super::overlay::Revision;
use super::purpose::asked::AskedErrand;
use super::purpose::entry::EntryErrand;
use super::purpose::finder::FinderErrand;
use super::purpose::merge::MergeErrand;
use super::purpose::visit::VisitErrand;
use super::purpose::{AfterUnit, Opening, Subject, TrustDeed};
use super::screens::survey::SurveyErrand;
use crate::domain::RecordId;
use crate::domain::list::{ModelList, UnitList};
use crate::report::ReportQuery;
use crate::service::request::{Deed, NewUnits, TrustRequest};

/// Goes out with a wish and comes back with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    pub number: u64,
    pub errand: Errand,
}

/// What the answer is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Errand {
    Book,
    OpenBook,
    Overview,
    /// Deadlines that are near.
    Duties,
    /// The page of models beginning at `offset`, of the list asked for as `list`.
    Models {
        list: u64,
        offset: usize,
    },
    /// Every model of the list, to be marked.
    MarkAll,
    Record(RecordId),
    Report,
    /// How the figures of this report went through time.
    Courses(Box<ReportQuery>),
    /// The page beginning at `offset` of the list behind a cell, asked for as `list`.
    Behind {
        list: u64,
        offset: usize,
    },
    Notes {
        offset: usize,
        limit: usize,
    },
    Drafts,
    /// The units, for what opens with them.
    Units(Opening),
    /// The name of the unit that the filter holds to.
    FilterUnit,
    /// The drafts, before a note on a record begins: one may be there.
    BeginNote(Subject),
    /// The drafts, to go on with the only one.
    ResumeDraft,
    Conflicts,
    Ranges,
    Devices,
    /// Others are told which record is open here.
    Attend,
    /// A change that people are told of when it is on disk.
    Change(Deed),
    Undo,
    Redo,
    /// Commit of what was typed, up to this revision of the editor.
    SaveDraft {
        key: String,
        revision: Revision,
    },
    PlanList(Box<ListErrand>),
    ApplyList(Box<ListErrand>),
    PlanUnits(Box<UnitList>),
    ApplyUnits(Box<UnitList>),
    /// A unit of this name, written by hand.
    AddUnit(String, AfterUnit),
    UndoAbsorb,
    /// The devices, to decide about one of them.
    DevicesFor(TrustDeed),
    Trust(TrustRequest),
    /// Something about a visit, for what opens with it.
    Visit(VisitErrand),
    Asked(AskedErrand),
    Finder(FinderErrand),
    Survey(SurveyErrand),
    Merge(MergeErrand),
    Entry(EntryErrand),
    /// The draft that a form opens with, by its key.
    FormDraft(String),
    /// What the book calls periods.
    PeriodLabels,
    Paper,
    Folder,
}

/// A list on its way into the book.
#[derive(Debug, Clone, PartialEq)]
pub struct ListErrand {
    pub list: ModelList,
    /// Where unknown names become communes.
    pub new_units: Option<NewUnits>,
}

/// Reads that replace one another: only the newest answer of a kind counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Series {
    Book,
    Overview,
    Record,
    Report,
    Courses,
    Notes,
    Drafts,
    Units,
    Conflicts,
    Ranges,
    Devices,
    Folder,
    Opening,
    MarkAll,
    Asked,
    AskedUnit,
    Beside,
    Namesakes,
    FinderUnit,
    Pressing,
    /// A kind of reads of surveys.
    Survey(u8),
    Duties,
    Sought,
    FormDraft,
    PeriodLabels,
}

/// A list of which pages are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listed {
    Models,
    Behind,
    Asked,
    Finder,
}

impl Errand {
    /// Whether nobody would look at the answer to `earlier` once this is asked:
    /// it is a newer read of its kind, or a page of a newer list.
    pub fn replaces(&self, earlier: &Self) -> bool {
        let is_newer_read = self.series().is_some() && self.series() == earlier.series();
        let is_of_newer_list = match (self.list(), earlier.list()) {
            (Some((listed, newer)), Some((same, older))) => listed == same && newer > older,
            _ => false,
        };
        is_newer_read || is_of_newer_list
    }

    /// The list that it asks a page of, and which of those one after another.
    fn list(&self) -> Option<(Listed, u64)> {
        match self {
            Self::Models { list, .. } => Some((Listed::Models, *list)),
            Self::Behind { list, .. } => Some((Listed::Behind, *list)),
            Self::Asked(AskedErrand::Page { list, .. }) => Some((Listed::Asked, *list)),
            Self::Finder(FinderErrand::Page { list, .. }) => Some((Listed::Finder, *list)),
            _ => None,
        }
    }

    /// Whether the program waits for its answer before it ends: what people
    /// typed goes with it.
    pub fn must_land(&self) -> bool {
        match self {
            Self::SaveDraft { .. } => true,
            Self::Survey(errand) => errand.carries_words(),
            _ => false,
        }
    }

    /// The series that a later one of the same kind replaces; `None` for
    /// changes, whose answers always count, and for pages, which carry the
    /// generation of their list.
    fn series(&self) -> Option<Series> {
        Some(match self {
            Self::Book => Series::Book,
            Self::Overview => Series::Overview,
            Self::Duties => Series::Duties,
            Self::Record(_) => Series::Record,
            Self::Report => Series::Report,
            Self::Courses(_) => Series::Courses,
            Self::Notes { .. } => Series::Notes,
            Self::Drafts => Series::Drafts,
            Self::Units(_)
            | Self::BeginNote(_)
            | Self::ResumeDraft
            | Self::DevicesFor(_)
            | Self::Visit(_)
            | Self::Entry(
                EntryErrand::Drafts(_) | EntryErrand::Record(_) | EntryErrand::Units(_),
            )
            | Self::Merge(_)
            | Self::Asked(AskedErrand::Step | AskedErrand::FollowUp) => Series::Opening,
            Self::Asked(AskedErrand::Pressing) => Series::Pressing,
            Self::Asked(AskedErrand::Detail(_)) => Series::Asked,
            Self::Asked(AskedErrand::UnitName) => Series::AskedUnit,
            Self::Finder(FinderErrand::Beside) => Series::Beside,
            Self::Finder(FinderErrand::Namesakes(_)) => Series::Namesakes,
            Self::Finder(FinderErrand::UnitName) => Series::FinderUnit,
            Self::FormDraft(_) => Series::FormDraft,
            Self::Entry(EntryErrand::Sought(..)) => Series::Sought,
            Self::PeriodLabels => Series::PeriodLabels,
            Self::FilterUnit => Series::Units,
            Self::MarkAll => Series::MarkAll,
            Self::Conflicts => Series::Conflicts,
            Self::Ranges => Series::Ranges,
            Self::Devices => Series::Devices,
            Self::Folder => Series::Folder,
            Self::Survey(errand) => return errand.series().map(Series::Survey),
            Self::Models { .. }
            | Self::Behind { .. }
            | Self::Asked(AskedErrand::Page { .. })
            | Self::Finder(FinderErrand::Page { .. })
            | Self::Attend
            | Self::OpenBook
            | Self::Change(_)
            | Self::Undo
            | Self::Redo
            | Self::SaveDraft { .. }
            | Self::PlanList(_)
            | Self::ApplyList(_)
            | Self::PlanUnits(_)
            | Self::ApplyUnits(_)
            | Self::AddUnit(..)
            | Self::UndoAbsorb
            | Self::Trust(_)
            | Self::Entry(EntryErrand::Dropped)
            | Self::Paper => return None,
        })
    }
}

/// Gives tickets out and knows which are stale.
#[derive(Debug, Clone, Default)]
pub struct TicketDesk {
    last: u64,
    newest: HashMap<Series, u64>,
}

impl TicketDesk {
    /// A ticket later than all before it.
    pub fn issue(&mut self, errand: Errand) -> Ticket {
        self.last += 1;
        if let Some(series) = errand.series() {
            self.newest.insert(series, self.last);
        }
        Ticket {
            number: self.last,
            errand,
        }
    }

    /// Whether a newer question has been asked since.
    pub fn is_stale(&self, ticket: &Ticket) -> bool {
        ticket
            .errand
            .series()
            .and_then(|series| self.newest.get(&series))
            .is_some_and(|newest| *newest != ticket.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_read_of_a_kind_counts() {
        let mut desk = TicketDesk::default();
        let first = desk.issue(Errand::Overview);
        let other = desk.issue(Errand::Drafts);
        assert!(!desk.is_stale(&first));
        let second = desk.issue(Errand::Overview);
        assert!(desk.is_stale(&first));
        assert!(!desk.is_stale(&second));
        assert!(!desk.is_stale(&other));
    }

    #[test]
    fn a_page_is_replaced_by_those_of_a_newer_list_alone() {
        let models = |list, offset| Errand::Models { list, offset };
        assert!(models(2, 0).replaces(&models(1, 200)));
        assert!(!models(1, 0).replaces(&models(1, 200)));
        assert!(!Errand::Behind { list: 2, offset: 0 }.replaces(&models(1, 0)));
        assert!(Errand::Report.replaces(&Errand::Report));
        assert!(!Errand::Undo.replaces(&Errand::Undo));
    }

    #[test]
    fn answers_of_changes_always_count() {
        let mut desk = TicketDesk::default();
        let first = desk.issue(Errand::Undo);
        desk.issue(Errand::Undo);
        assert!(!desk.is_stale(&first));
    }
}
