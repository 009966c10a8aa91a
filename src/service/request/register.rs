//! Lists of records of one register.

use serde::{Deserialize, Serialize};

use crate::domain::RecordId;
use crate::domain::list::ListFault;

/// What importing a list of a register does or would do. Names are those of
/// the JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RegisterPlanView {
    pub rows: usize,
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    /// The record of each row that has no fault.
    pub records: Vec<RecordId>,
    pub unknown_columns: Vec<String>,
    pub faults: Vec<ListFault>,
}
