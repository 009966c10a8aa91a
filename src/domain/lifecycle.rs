//! The life of a registration and what each step needs (DOMAIN C3).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::vocabulary::Status;

/// A decision (*quyết định*) as far as it is known. A draft may lack parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub number: Option<String>,
    pub date: Option<Date>,
    pub body: Option<String>,
}

/// A part of a decision that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecisionPart {
    Number,
    Date,
    Body,
}

impl Decision {
    /// The parts that recognition needs and that are not there.
    pub fn missing(&self) -> Vec<DecisionPart> {
        let blank =
            |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        let mut missing = Vec::new();
        if blank(&self.number) {
            missing.push(DecisionPart::Number);
        }
        if self.date.is_none() {
            missing.push(DecisionPart::Date);
        }
        if blank(&self.body) {
            missing.push(DecisionPart::Body);
        }
        missing
    }
}

/// Why a registration may not take a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum StatusGuard {
    /// The lifecycle has no such step; `allowed` are the steps it has.
    #[error("no step from {from} to {to}")]
    NoStep {
        from: Status,
        to: Status,
        allowed: Vec<Status>,
    },
    /// *Được công nhận* needs the decision's number, date and body.
    #[error("recognition needs the decision's number, date and body")]
    DecisionIncomplete { missing: Vec<DecisionPart> },
    /// *Đủ điều kiện* needs a visit's conclusion, or the record of a review
    /// (*bình xét*) with number, date and body.
    #[error("eligibility needs the conclusion of a visit or the record of a review")]
    NotConcluded,
}

/// Checks the step of one registration (model × level × period).
///
/// Going forward may skip stages, since committees that took an old register
/// over know only its end; going back is not a step: it is an undo, a
/// withdrawal or a revocation.
///
/// # Errors
/// The guard that stands in the way.
pub fn check_step(from: Status, to: Status, decision: &Decision) -> Result<(), StatusGuard> {
    let allowed = steps_from(from);
    if !allowed.contains(&to) {
        return Err(StatusGuard::NoStep { from, to, allowed });
    }
    if to.is_recognition() {
        let missing = decision.missing();
        if !missing.is_empty() {
            return Err(StatusGuard::DecisionIncomplete { missing });
        }
    }
    Ok(())
}

/// What speaks for a registration that is to become *Đủ điều kiện*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// A visit concluded so.
    Visit,
    /// No visit did.
    None,
}

/// Checks a step to *Đủ điều kiện*: it rests on a visit's conclusion or on the
/// record of a review, given like a decision (DOMAIN C3).
///
/// # Errors
/// [`StatusGuard::NotConcluded`].
pub fn check_evidence(
    to: Status,
    evidence: Evidence,
    review: &Decision,
) -> Result<(), StatusGuard> {
    let is_shown = evidence == Evidence::Visit || review.missing().is_empty();
    if to == Status::Eligible && !is_shown {
        return Err(StatusGuard::NotConcluded);
    }
    Ok(())
}

/// The statuses that may follow `from`, in order of the lifecycle.
pub fn steps_from(from: Status) -> Vec<Status> {
    use Status::*;
    let later: &[Status] = match from {
        Planned => &[
            Registered, Underway, Submitted, Surveyed, Incomplete, Eligible, Rejected, Recognized,
            Certified, Withdrawn,
        ],
        Registered => &[
            Underway, Submitted, Surveyed, Incomplete, Eligible, Rejected, Recognized, Certified,
            Withdrawn, Stopped,
        ],
        Underway => &[
            Submitted, Surveyed, Incomplete, Eligible, Rejected, Recognized, Certified, Stopped,
        ],
        Submitted => &[
            Surveyed, Incomplete, Eligible, Rejected, Recognized, Certified, Stopped,
        ],
        Surveyed => &[
            Incomplete, Eligible, Rejected, Recognized, Certified, Stopped,
        ],
        Incomplete => &[
            Submitted, Surveyed, Eligible, Rejected, Recognized, Certified, Stopped,
        ],
        Eligible => &[Incomplete, Recognized, Certified],
        Rejected => &[Underway, Submitted, Stopped],
        Recognized => &[Certified, Delisted, Revoked],
        Certified => &[Delisted, Revoked],
        Withdrawn | Stopped => &[Registered, Underway],
        Delisted | Revoked => &[],
    };
    later.to_vec()
}

impl Status {
    /// Counts as *đăng ký*: neither only planned nor withdrawn.
    pub fn is_registered(self) -> bool {
        !matches!(self, Self::Planned | Self::Withdrawn)
    }

    /// Has been carried out, or still is: *thực hiện*.
    pub fn is_underway(self) -> bool {
        self.is_registered() && !matches!(self, Self::Registered | Self::Stopped)
    }

    /// A survey has looked at it: *đã khảo sát* or anything that needs one.
    pub fn is_surveyed(self) -> bool {
        matches!(
            self,
            Self::Surveyed
                | Self::Incomplete
                | Self::Eligible
                | Self::Rejected
                | Self::Recognized
                | Self::Certified
                | Self::Delisted
                | Self::Revoked
        )
    }

    /// *Được công nhận*, with or without its certificate, and not revoked.
    pub fn is_recognition(self) -> bool {
        matches!(self, Self::Recognized | Self::Certified)
    }
}

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Word;
    use super::*;

    fn decision() -> Decision {
        Decision {
            number: Some("104-QĐ/HU".into()),
            date: Some(jiff::civil::date(2022, 7, 5)),
            body: Some("Huyện ủy An Biên".into()),
        }
    }

    #[test]
    fn recognition_needs_number_date_and_body() {
        let refused = check_step(Status::Eligible, Status::Recognized, &Decision::default());
        assert_eq!(
            refused,
            Err(StatusGuard::DecisionIncomplete {
                missing: vec![DecisionPart::Number, DecisionPart::Date, DecisionPart::Body]
            })
        );
        assert_eq!(
            check_step(Status::Eligible, Status::Recognized, &decision()),
            Ok(())
        );
        let nameless = Decision {
            number: Some("  ".into()),
            ..decision()
        };
        assert!(check_step(Status::Eligible, Status::Certified, &nameless).is_err());
    }

    #[test]
    fn eligibility_rests_on_a_visit_or_a_review() {
        let check = |evidence, review| check_evidence(Status::Eligible, evidence, review);
        let nothing = Decision::default();
        assert_eq!(
            check(Evidence::None, &nothing),
            Err(StatusGuard::NotConcluded)
        );
        assert_eq!(check(Evidence::Visit, &nothing), Ok(()));
        assert_eq!(check(Evidence::None, &decision()), Ok(()));
        assert_eq!(
            check_evidence(Status::Rejected, Evidence::None, &nothing),
            Ok(())
        );
    }

    #[test]
    fn nothing_goes_back_and_nothing_stays() {
        for &status in Status::ALL {
            assert!(!steps_from(status).contains(&status), "{status}");
        }
        assert!(check_step(Status::Recognized, Status::Registered, &decision()).is_err());
        assert!(check_step(Status::Revoked, Status::Recognized, &decision()).is_err());
    }

    #[test]
    fn every_status_can_be_reached_from_planned() {
        let mut reached = vec![Status::Planned];
        let mut next = 0;
        while let Some(&status) = reached.get(next) {
            for step in steps_from(status) {
                if !reached.contains(&step) {
                    reached.push(step);
                }
            }
            next += 1;
        }
        assert_eq!(reached.len(), Status::ALL.len());
    }
}
