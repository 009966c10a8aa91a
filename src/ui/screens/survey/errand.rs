//! What answers about surveys are for.

use crate::domain::RecordId;
use crate::service::request::NewRound;

/// What the answer is for.
#[derive(Debug, Clone, PartialEq)]
pub enum SurveyErrand {
    Rounds,
    Itinerary,
    /// A visit, to be shown.
    Visit(RecordId),
    /// The outline that the visit on the page is filled through.
    Outline(RecordId),
    /// The outlines of the book, to choose one.
    Outlines(OutlinesFor),
    /// The template was taken into the book; then this goes on.
    Template(OutlinesFor),
    /// The outline that the visit on the page would move to.
    Compared(RecordId),
    /// Models of a unit, to choose those that the round sees.
    Models(RecordId),
    /// A visit was opened: its page is next.
    VisitOpened,
    /// A round was made: its itinerary is next.
    RoundMade,
    /// Answers of the visit on the page are on disk.
    Filled,
    /// The drafts, to go on with one of this visit.
    Drafts(RecordId),
    /// Commit of what was typed at this place.
    Drafted {
        place: String,
    },
    /// A draft that is no longer needed is gone.
    DraftDropped,
}

/// What an outline is chosen for.
#[derive(Debug, Clone, PartialEq)]
pub enum OutlinesFor {
    /// A round that is about to be made.
    NewRound,
    /// A round whose form was filled in.
    MadeRound(Box<NewRound>),
    /// The visit on the page.
    Visit,
}

impl SurveyErrand {
    /// Whether a refusal concerns the page, and no layer over it.
    pub fn is_of_page(&self) -> bool {
        matches!(
            self,
            Self::Filled
                | Self::VisitOpened
                | Self::Outline(_)
                | Self::Drafts(_)
                | Self::Drafted { .. }
                | Self::DraftDropped
        )
    }

    /// Whether what people typed goes with it.
    pub fn carries_words(&self) -> bool {
        matches!(self, Self::Filled | Self::Drafted { .. })
    }

    /// Which reads replace one another: the place of the kind among all. Answers
    /// of changes always count.
    pub fn series(&self) -> Option<u8> {
        Some(match self {
            Self::Rounds => 0,
            Self::Itinerary => 1,
            Self::Visit(_) => 2,
            Self::Outline(_) => 3,
            Self::Outlines(_) => 4,
            Self::Models(_) => 5,
            Self::Compared(_) => 6,
            Self::Drafts(_) => 7,
            Self::Template(_)
            | Self::VisitOpened
            | Self::RoundMade
            | Self::Filled
            | Self::Drafted { .. }
            | Self::DraftDropped => return None,
        })
    }
}
