//! What layers are for in writing one record of a register, and what the book
//! is asked for it.

use std::str::FromStr;

use crate::domain::{Period, RecordId, RecordKind, Word};
use crate::i18n::{Lang, kind_words};
use crate::phrases;
use crate::service::request::Draft;
use crate::service::views::{DraftView, RecordView};
use crate::text;
use crate::ui::widgets::choice::{Choice, Pick};

use super::Subject;
use super::kept::SurveyForm;

/// What a form of a register writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryAim {
    /// A new record, perhaps about another: the opinion of a forum.
    New {
        kind: RecordKind,
        about: Option<RecordId>,
    },
    /// A record that is there, as it is corrected.
    Correct(RecordId),
}

/// What keys of drafts begin with.
const NEW: &str = "entry/new/";
const CORRECT: &str = "entry/";

impl EntryAim {
    pub fn kind(self) -> RecordKind {
        match self {
            Self::New { kind, .. } => kind,
            Self::Correct(record) => record.kind,
        }
    }

    /// The record that the form begins from: its own, or the one that it is about.
    pub fn begins_from(self) -> Option<RecordId> {
        match self {
            Self::New { about, .. } => about,
            Self::Correct(record) => Some(record),
        }
    }

    /// The key of its draft: one for each record, and one for each new one of
    /// a kind about the same.
    pub fn key(self) -> String {
        match self {
            Self::New { kind, about: None } => format!("{NEW}{}", kind.code()),
            Self::New {
                kind,
                about: Some(about),
            } => format!("{NEW}{}/{about}", kind.code()),
            Self::Correct(record) => format!("{CORRECT}{record}"),
        }
    }

    /// What a draft was for; `None` for drafts of notes and answers.
    pub fn of_draft(draft: &Draft) -> Option<Self> {
        let Some(new) = draft.key.strip_prefix(NEW) else {
            let record = draft.key.strip_prefix(CORRECT)?;
            return Some(Self::Correct(RecordId::from_str(record).ok()?));
        };
        let (kind, about) = match new.split_once('/') {
            Some((kind, about)) => (kind, Some(RecordId::from_str(about).ok()?)),
            None => (new, None),
        };
        let kind = RecordKind::parse(kind)?;
        Some(Self::New { kind, about })
    }

    /// The record that its draft is kept under; of one that is not there yet,
    /// an id that no record has.
    pub fn subject(self) -> RecordId {
        let nobody = || RecordId::derived(self.kind(), &[NEW]);
        self.begins_from().unwrap_or_else(nobody)
    }
}

/// What a draft is about, as people read it: of a record that is not there yet
/// its kind, and what it is about.
pub fn draft_about(view: &DraftView, lang: Lang) -> String {
    let about = text::visible(&view.about).into_owned();
    let makes = SurveyForm::of_draft(&view.draft).and_then(|form| form.makes());
    if let Some(kind) = makes {
        let kind = kind_words(kind, lang);
        return lang.say(&Words::NewAbout { kind, about });
    }
    match EntryAim::of_draft(&view.draft) {
        Some(EntryAim::New { kind, about: of }) => {
            let kind = kind_words(kind, lang);
            lang.say(&match of {
                Some(_) => Words::NewAbout { kind, about },
                None => Words::New { kind },
            })
        }
        _ => about,
    }
}

phrases! {
    enum Words {
        New { kind: String } => "{kind} mới", "new {kind}";
        NewAbout { kind: String, about: String } => "{kind} mới · {about}", "new {kind} · {about}";
    }
}

/// What the list was held to when a new record was begun: it begins so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldTo {
    pub unit: Option<RecordId>,
    pub period: Option<Period>,
}

/// What a form needs before it opens, as far as it is here.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathering {
    pub aim: EntryAim,
    pub held: HeldTo,
    pub draft: Option<DraftView>,
    pub record: Option<RecordView>,
    pub units: Vec<Choice<Pick>>,
}

/// What the answer of a layer sets off.
#[derive(Debug, Clone, PartialEq)]
pub enum EntryPurpose {
    /// Which of these kinds a new record is of.
    ChooseKind(Vec<EntryAim>),
    /// The form; `named` is what the record is called, or the one that it is
    /// about.
    Fill { aim: EntryAim, named: String },
    /// Yes drops the draft of the form below, and closes it.
    Discard,
    /// Yes takes the record out of the book.
    TakeOut(Subject),
    /// Which record of the page is opened.
    Related,
}

/// What the answer of the book is for.
#[derive(Debug, Clone, PartialEq)]
pub enum EntryErrand {
    Drafts(Box<Gathering>),
    Record(Box<Gathering>),
    Units(Box<Gathering>),
    /// Records of a kind that fit what is typed in a form.
    Sought(RecordKind, String),
    /// The draft is gone.
    Dropped,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_tells_what_it_was_for() {
        let forum = RecordId::fresh(RecordKind::Forum);
        let aims = [
            EntryAim::New {
                kind: RecordKind::AreaTitle,
                about: None,
            },
            EntryAim::New {
                kind: RecordKind::Opinion,
                about: Some(forum),
            },
            EntryAim::Correct(forum),
        ];
        for aim in aims {
            let draft = Draft {
                key: aim.key(),
                record: aim.subject(),
                text: String::new(),
                place: String::new(),
            };
            assert_eq!(EntryAim::of_draft(&draft), Some(aim));
        }
        let note = Draft {
            key: format!("note/{forum}"),
            record: forum,
            text: String::new(),
            place: String::new(),
        };
        assert_eq!(EntryAim::of_draft(&note), None);
    }
}
