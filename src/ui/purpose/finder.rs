//! What layers are for in searching all records, and what the book is asked.

use crate::domain::RecordId;

/// What the answer of a layer sets off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinderPurpose {
    /// The unit, the period, the status that the list is held to.
    Unit,
    Period,
    Status,
}

/// What the answer of the book is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinderErrand {
    /// The page beginning at `offset` of the list asked for as `list`.
    Page { list: u64, offset: usize },
    /// How many other records say what is typed to find a model.
    Beside,
    /// The awards of the person that this model is of.
    Namesakes(RecordId),
    /// The units, for the name of the one that the list is held to.
    UnitName,
}
