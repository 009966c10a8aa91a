//! Forms of which a draft is kept: what each was for, as the key of its draft
//! tells.

use std::str::FromStr;

use super::entry::EntryAim;
use super::visit::{RecommendationSource, VisitPurpose};
use super::{AskedPurpose, Purpose};
use crate::domain::{RecordId, RecordKind};
use crate::service::request::Draft;
use crate::ui::purpose::entry::EntryPurpose;
use crate::ui::screens::survey::SurveyPurpose;

/// A form whose draft is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptForm {
    Entry(EntryAim),
    Survey(SurveyForm),
}

/// A form of a survey, which is filled in where the lights may go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SurveyForm {
    /// A new finding of this visit.
    Finding(RecordId),
    /// A new *kiến nghị* of this visit, perhaps after a finding.
    Recommendation {
        visit: RecordId,
        finding: Option<RecordId>,
    },
    /// A *phụ lục* of this visit.
    Addendum(RecordId),
    /// What was done about this *kiến nghị*.
    FollowUp(RecordId),
    /// This finding or *kiến nghị*, as it is corrected.
    Correct(RecordId),
    /// The facts of this visit: people, what was reported and concluded.
    Visit(RecordId),
    /// A note on the question of this visit at a stored path.
    Remark { visit: RecordId, path: String },
}

/// What keys of their drafts begin with.
const FORM: &str = "form/";

impl KeptForm {
    /// The form that a layer of this purpose is; `None` where no draft is kept.
    pub fn of(purpose: &Purpose) -> Option<Self> {
        let form = match purpose {
            Purpose::Entry(EntryPurpose::Fill { aim, .. }) => return Some(Self::Entry(*aim)),
            Purpose::Visit(VisitPurpose::Finding(visit)) => SurveyForm::Finding(*visit),
            Purpose::Visit(VisitPurpose::Recommendation(RecommendationSource {
                visit,
                finding,
                ..
            })) => SurveyForm::Recommendation {
                visit: *visit,
                finding: *finding,
            },
            Purpose::Visit(VisitPurpose::Addendum(visit)) => SurveyForm::Addendum(*visit),
            Purpose::Visit(VisitPurpose::Correct(subject)) => SurveyForm::Correct(subject.id),
            Purpose::Asked(AskedPurpose::FollowUp(one)) => SurveyForm::FollowUp(one.id),
            Purpose::Survey(SurveyPurpose::EditVisit { visit }) => SurveyForm::Visit(*visit),
            Purpose::Survey(SurveyPurpose::Remark { visit, path }) => SurveyForm::Remark {
                visit: *visit,
                path: path.clone(),
            },
            _ => return None,
        };
        Some(Self::Survey(form))
    }

    /// The key of its draft: one for each thing that is written.
    pub fn key(&self) -> String {
        match self {
            Self::Entry(aim) => aim.key(),
            Self::Survey(form) => form.key(),
        }
    }

    /// The record that its draft is kept under.
    pub fn subject(&self) -> RecordId {
        match self {
            Self::Entry(aim) => aim.subject(),
            Self::Survey(form) => form.subject(),
        }
    }
}

impl SurveyForm {
    fn key(&self) -> String {
        let about = self.subject();
        match self {
            Self::Finding(_) => format!("{FORM}finding/{about}"),
            Self::Recommendation { finding: None, .. } => format!("{FORM}recommendation/{about}"),
            Self::Recommendation {
                finding: Some(finding),
                ..
            } => format!("{FORM}recommendation/{about}/{finding}"),
            Self::Addendum(_) => format!("{FORM}addendum/{about}"),
            Self::FollowUp(_) => format!("{FORM}follow_up/{about}"),
            Self::Correct(_) => format!("{FORM}correct/{about}"),
            Self::Visit(_) => format!("{FORM}visit/{about}"),
            Self::Remark { path, .. } => format!("{FORM}remark/{about}/{path}"),
        }
    }

    fn subject(&self) -> RecordId {
        match self {
            Self::Finding(id)
            | Self::Recommendation { visit: id, .. }
            | Self::Addendum(id)
            | Self::FollowUp(id)
            | Self::Correct(id)
            | Self::Visit(id)
            | Self::Remark { visit: id, .. } => *id,
        }
    }

    /// What a draft was for; `None` for drafts of other things.
    pub fn of_draft(draft: &Draft) -> Option<Self> {
        let (form, rest) = draft.key.strip_prefix(FORM)?.split_once('/')?;
        let (about, more) = match rest.split_once('/') {
            Some((about, more)) => (about, Some(more)),
            None => (rest, None),
        };
        let about = RecordId::from_str(about).ok()?;
        Some(match (form, more) {
            ("finding", None) => Self::Finding(about),
            ("recommendation", finding) => Self::Recommendation {
                visit: about,
                finding: finding.map(RecordId::from_str).transpose().ok()?,
            },
            ("addendum", None) => Self::Addendum(about),
            ("follow_up", None) => Self::FollowUp(about),
            ("correct", None) => Self::Correct(about),
            ("visit", None) => Self::Visit(about),
            ("remark", Some(path)) => Self::Remark {
                visit: about,
                path: path.to_owned(),
            },
            _ => return None,
        })
    }

    /// The kind of the record that it makes, where it makes one.
    pub fn makes(&self) -> Option<RecordKind> {
        Some(match self {
            Self::Finding(_) => RecordKind::Finding,
            Self::Recommendation { .. } => RecordKind::Recommendation,
            Self::Addendum(_) => RecordKind::Addendum,
            Self::FollowUp(_) => RecordKind::FollowUp,
            Self::Correct(_) | Self::Visit(_) | Self::Remark { .. } => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_tells_which_form_it_was() {
        let visit = RecordId::fresh(RecordKind::Visit);
        let finding = RecordId::fresh(RecordKind::Finding);
        let asked = RecordId::fresh(RecordKind::Recommendation);
        let forms = [
            SurveyForm::Finding(visit),
            SurveyForm::Recommendation {
                visit,
                finding: None,
            },
            SurveyForm::Recommendation {
                visit,
                finding: Some(finding),
            },
            SurveyForm::Addendum(visit),
            SurveyForm::FollowUp(asked),
            SurveyForm::Correct(finding),
            SurveyForm::Visit(visit),
            SurveyForm::Remark {
                visit,
                path: "/a/b[2]/c".into(),
            },
        ];
        for form in forms {
            let draft = Draft {
                key: form.key(),
                record: form.subject(),
                text: String::new(),
                place: String::new(),
            };
            assert_eq!(SurveyForm::of_draft(&draft), Some(form));
            assert_eq!(EntryAim::of_draft(&draft), None);
        }
    }
}
