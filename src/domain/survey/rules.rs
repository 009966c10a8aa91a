//! What may happen to a *kiến nghị* and what a visit may conclude
//! (DOMAIN 2.3, C3).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::words::{RecommendationStatus, RecommendationStep};
use crate::domain::vocabulary::Status;

impl RecommendationStep {
    /// The steps that may follow. A confirmed or moot one is at its end; a
    /// wrong key is taken back, not stepped over.
    pub fn steps(self) -> &'static [Self] {
        use RecommendationStep::*;
        match self {
            Open => &[Sent, Underway, Reported, Confirmed, Moot],
            Sent => &[Underway, Reported, Confirmed, Moot],
            Underway => &[Reported, Confirmed, Moot],
            // A report that does not hold sends the work back.
            Reported => &[Underway, Confirmed, Moot],
            Confirmed | Moot => &[],
        }
    }

    /// Whether nothing more is expected of anybody.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Confirmed | Self::Moot)
    }

    /// How it stands on `day`: work that was due before it and is not even
    /// reported is *Quá hạn*.
    pub fn on(self, day: Date, due: Option<Date>) -> RecommendationStatus {
        let is_late = due.is_some_and(|due| due < day);
        match self {
            Self::Open | Self::Sent | Self::Underway if is_late => RecommendationStatus::Overdue,
            Self::Open => RecommendationStatus::Open,
            Self::Sent => RecommendationStatus::Sent,
            Self::Underway => RecommendationStatus::Underway,
            Self::Reported => RecommendationStatus::Reported,
            Self::Confirmed => RecommendationStatus::Confirmed,
            Self::Moot => RecommendationStatus::Moot,
        }
    }
}

/// Why a *kiến nghị* may not take a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum RecommendationGuard {
    /// There is no such step; `allowed` are those there are.
    #[error("no step from {from} to {to}")]
    NoStep {
        from: RecommendationStep,
        to: RecommendationStep,
        allowed: Vec<RecommendationStep>,
    },
    /// *Không còn phù hợp* needs a reason.
    #[error("what is no longer applicable needs a reason")]
    NoReason,
    /// Only the delegation confirms: at a later visit, or one of its members.
    #[error("only the delegation confirms")]
    NotTheDelegation,
}

/// Who stands behind a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmer {
    /// Somebody who was not there.
    Outsider,
    /// A member of the delegation that asked.
    Member,
    /// A delegation that came again.
    LaterVisit,
}

/// Checks one step of a *kiến nghị*.
///
/// # Errors
/// The guard that stands in the way.
pub fn check_recommendation(
    from: RecommendationStep,
    to: RecommendationStep,
    reason: Option<&str>,
    confirmer: Confirmer,
) -> Result<(), RecommendationGuard> {
    let allowed = from.steps();
    if !allowed.contains(&to) {
        let allowed = allowed.to_vec();
        return Err(RecommendationGuard::NoStep { from, to, allowed });
    }
    let has_reason = reason.is_some_and(|reason| !reason.trim().is_empty());
    match to {
        RecommendationStep::Moot if !has_reason => Err(RecommendationGuard::NoReason),
        RecommendationStep::Confirmed if confirmer == Confirmer::Outsider => {
            Err(RecommendationGuard::NotTheDelegation)
        }
        _ => Ok(()),
    }
}

/// Why a visit may not conclude so about a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ConclusionGuard {
    /// A visit concludes one of `allowed`; the rest is for a decision.
    #[error("a visit does not conclude {to}")]
    NotAConclusion { to: Status, allowed: Vec<Status> },
    /// *Chưa đạt* needs its reason.
    #[error("a rejection needs its reason")]
    NoReason,
    /// *Yêu cầu bổ sung hồ sơ* needs a day by which.
    #[error("a request for supplements needs a deadline")]
    NoDeadline,
}

/// What a visit can conclude about a registration (DOMAIN C3).
pub const CONCLUSIONS: &[Status] = &[
    Status::Surveyed,
    Status::Incomplete,
    Status::Eligible,
    Status::Rejected,
];

/// Checks what a conclusion must say; the step itself is for the lifecycle.
///
/// # Errors
/// The guard that stands in the way.
pub fn check_conclusion(
    to: Status,
    reason: Option<&str>,
    due: Option<Date>,
) -> Result<(), ConclusionGuard> {
    let has_reason = reason.is_some_and(|reason| !reason.trim().is_empty());
    match to {
        _ if !CONCLUSIONS.contains(&to) => Err(ConclusionGuard::NotAConclusion {
            to,
            allowed: CONCLUSIONS.to_vec(),
        }),
        Status::Rejected if !has_reason => Err(ConclusionGuard::NoReason),
        Status::Incomplete if due.is_none() => Err(ConclusionGuard::NoDeadline),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Word;
    use jiff::civil::date;

    use RecommendationStep::*;

    #[test]
    fn only_the_delegation_confirms() {
        let confirm = |who| check_recommendation(Reported, Confirmed, None, who);
        assert_eq!(
            confirm(Confirmer::Outsider),
            Err(RecommendationGuard::NotTheDelegation)
        );
        assert_eq!(confirm(Confirmer::Member), Ok(()));
        assert_eq!(confirm(Confirmer::LaterVisit), Ok(()));
    }

    #[test]
    fn what_is_closed_stays_closed_and_moot_needs_a_reason() {
        for closed in [Confirmed, Moot] {
            assert!(closed.is_closed());
            for &to in RecommendationStep::ALL {
                assert!(check_recommendation(closed, to, Some("x"), Confirmer::Member).is_err());
            }
        }
        let moot = |reason| check_recommendation(Sent, Moot, reason, Confirmer::Outsider);
        assert_eq!(moot(Some(" ")), Err(RecommendationGuard::NoReason));
        assert_eq!(moot(Some("Đã giải thể tổ")), Ok(()));
    }

    #[test]
    fn overdue_follows_from_the_deadline_alone() {
        let due = Some(date(2026, 11, 20));
        assert_eq!(Sent.on(date(2026, 11, 20), due), RecommendationStatus::Sent);
        assert_eq!(
            Sent.on(date(2026, 11, 21), due),
            RecommendationStatus::Overdue
        );
        assert_eq!(
            Reported.on(date(2027, 1, 1), due),
            RecommendationStatus::Reported
        );
        assert_eq!(Open.on(date(2027, 1, 1), None), RecommendationStatus::Open);
    }

    #[test]
    fn a_visit_concludes_only_what_a_visit_can_see() {
        assert!(matches!(
            check_conclusion(Status::Recognized, None, None),
            Err(ConclusionGuard::NotAConclusion { .. })
        ));
        assert_eq!(
            check_conclusion(Status::Rejected, Some(""), None),
            Err(ConclusionGuard::NoReason)
        );
        assert_eq!(
            check_conclusion(Status::Incomplete, Some("Thiếu biên bản"), None),
            Err(ConclusionGuard::NoDeadline)
        );
        assert_eq!(check_conclusion(Status::Eligible, None, None), Ok(()));
    }
}
