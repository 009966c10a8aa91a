//! Finding models while somebody types.
//!
//! A vocabulary of syllables keeps, for each way a syllable is written, the
//! documents that have it. A query takes the union over every syllable that a
//! typed word begins, the intersection over the words, and lets
//! `fuzzy-matcher` rank only the best [`RANKED`]. Capitals, diacritics and the
//! place of the tone never decide whether a name is found (DOMAIN.md A10 and
//! Part 6, case 11); typed diacritics decide who comes first.

mod distance;
mod doc_set;
mod fit;
mod found;
mod groups;
mod highlight;
mod index;
mod initials;
mod likeness;
mod lookalikes;
mod order;
mod postings;
mod rank;
mod rows;
mod slip;
mod slipped;
mod spelling;
mod vocabulary;

pub use doc_set::DocSet;
pub use found::Found;
pub use highlight::matched_positions;
pub use index::Index;
pub use likeness::{near_duplicate, nearest};
pub use lookalikes::Lookalikes;
pub use order::Order;
pub use rank::RANKED;

/// A document that fits a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The number under which it was inserted.
    pub doc: u32,
    /// Higher is better; 0 for those that follow the ranked ones in the
    /// caller's own order.
    pub score: i64,
}

#[cfg(test)]
mod tests;
