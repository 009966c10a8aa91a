//! Drafts of the answers of a visit: what was being typed when the battery
//! went flat.

use std::collections::BTreeSet;

use crate::domain::RecordId;
use crate::service::request::Draft;

/// What keys of such drafts begin with.
const ANSWER: &str = "answer/";

/// The draft of an answer: one for each question of a visit. `place` is the
/// stored path of the question.
pub fn answer_draft(visit: RecordId, place: &str, text: String) -> Draft {
    Draft {
        key: answer_key(visit, place),
        record: visit,
        text,
        place: String::new(),
    }
}

/// What it is kept under.
pub fn answer_key(visit: RecordId, place: &str) -> String {
    format!("{ANSWER}{visit}{place}")
}

/// The stored path of the question that a draft answers; `None` for drafts of
/// other things.
pub fn answered_place(draft: &Draft) -> Option<&str> {
    let rest = draft.key.strip_prefix(ANSWER)?;
    rest.strip_prefix(draft.record.to_string().as_str())
}

/// What the page of a visit knows of its drafts.
#[derive(Debug, Default)]
pub struct Drafts {
    /// Places whose drafts are on disk.
    kept: BTreeSet<String>,
    /// The place to go on at, where somebody has chosen it.
    wanted: Option<String>,
    /// The form to go on with, where somebody has chosen its draft.
    form: Option<WantedForm>,
    asked: bool,
}

/// A form over the page of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WantedForm {
    /// The facts of the visit.
    Facts,
    /// The note on the question at a stored path.
    Remark(String),
}

impl Drafts {
    /// A draft of this place was sent to be kept, or was found.
    pub fn keep(&mut self, place: String) {
        self.kept.insert(place);
    }

    /// The places whose drafts are no longer needed: all but the one that is
    /// being answered.
    pub fn take_settled(&mut self, answering: Option<&str>) -> Vec<String> {
        let (open, settled) = std::mem::take(&mut self.kept)
            .into_iter()
            .partition(|place| Some(place.as_str()) == answering);
        self.kept = open;
        settled.into_iter().collect()
    }

    /// Goes on at this place when the drafts are known.
    pub fn want(&mut self, place: String) {
        self.wanted = Some(place);
        self.asked = false;
    }

    /// Opens this form when the page is there.
    pub fn want_form(&mut self, form: WantedForm) {
        self.form = Some(form);
        self.asked = false;
    }

    pub fn take_form(&mut self) -> Option<WantedForm> {
        self.form.take()
    }

    pub fn take_wanted(&mut self) -> Option<String> {
        self.wanted.take()
    }

    /// Whether the drafts are to be asked for; once is enough.
    pub fn begin_asking(&mut self) -> bool {
        !std::mem::replace(&mut self.asked, true)
    }
}
