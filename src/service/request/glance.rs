//! What screens ask that are drawn at once, however large the book: answered
//! from what has been read of it by now. Verbs ask for the whole.

use serde::{Deserialize, Serialize};

use super::find::FindQuery;
use super::{ModelQuery, OverviewQuery};

/// What can be answered before the whole book has been read. The answer says
/// whether it was; when more is there, [`Prepared`](crate::service::Push) is
/// told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Glance {
    /// *Tổng quan*.
    Overview(OverviewQuery),
    /// A page of models.
    Models(ModelQuery),
    /// A page of the records beside them.
    Found(FindQuery),
}
