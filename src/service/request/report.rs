//! Reports and the lists behind their cells.

use serde::{Deserialize, Serialize};

use crate::domain::RecordId;
use crate::report::Behind;
use crate::report::table::Words;

/// A page of the list behind a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindQuery {
    pub behind: Behind,
    pub offset: usize,
    pub limit: usize,
}

/// What stands behind a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindPage {
    /// All of them, not only this page.
    pub matching: usize,
    pub offset: usize,
    /// Models in Vietnamese order of names; other records as they were counted.
    pub lines: Vec<BehindLine>,
}

/// One record behind a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindLine {
    pub id: RecordId,
    pub title: String,
    /// Name of the unit it belongs to.
    pub unit: Option<String>,
    /// What makes it count: “Cơ sở 2020: Đã đăng ký”.
    pub detail: Words,
}
