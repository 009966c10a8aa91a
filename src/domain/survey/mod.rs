//! The survey visit: its words, its records, what may happen to them, and the
//! seal that freezes signed minutes (DOMAIN part 2).

pub mod members;
pub mod records;
pub mod rules;
pub mod seal;
pub mod section;
pub mod words;

pub use members::{member_key, members_of, parts_of};
pub use records::{
    Addendum, Conclusion, Earlier, Finding, FollowUp, Party, Recommendation, Round, SeenModel,
    Side, Signature, Target, Visit,
};
pub use rules::{
    CONCLUSIONS, ConclusionGuard, Confirmer, RecommendationGuard, check_conclusion,
    check_recommendation,
};
pub use section::Section;
pub use words::{
    Direction, FindingDegree, PartyRole, RecommendationStatus, RecommendationStep, Verdict,
};
