//! What a query found, of which a page is looked at.

use std::ops::Range;

use super::Hit;
use super::doc_set::DocSet;
use super::order::Order;

/// The documents that fit a query: how many, and any part of their list.
#[derive(Debug)]
pub struct Found<'a> {
    /// All of them.
    docs: DocSet,
    /// The best, as they come in the list.
    ranked: Vec<Hit>,
    /// How the rest follows.
    order: &'a Order,
}

impl<'a> Found<'a> {
    pub(super) fn new(docs: DocSet, ranked: Vec<Hit>, order: &'a Order) -> Self {
        Self {
            docs,
            ranked,
            order,
        }
    }

    /// How many documents fit.
    pub fn count(&self) -> usize {
        self.docs.count()
    }

    /// How many of `part` fit.
    pub fn count_of(&self, part: &DocSet) -> usize {
        self.docs.count_of(part)
    }

    /// Only those of `part`, in the same order.
    #[must_use]
    pub fn narrowed(mut self, part: &DocSet) -> Self {
        self.docs.keep_only(part);
        self.ranked.retain(|hit| part.contains(hit.doc));
        self
    }

    /// The hits at these places of the list: the ranked ones, then the rest in
    /// the caller's order. Only as much of the order is walked as it takes.
    pub fn page(&self, places: Range<usize>) -> Vec<Hit> {
        let ranked = self.ranked.len();
        let mut page: Vec<Hit> = self
            .ranked
            .get(places.start.min(ranked)..places.end.clamp(places.start.min(ranked), ranked))
            .unwrap_or_default()
            .to_vec();
        if places.end > ranked {
            let mut others = self.docs.clone();
            self.ranked.iter().for_each(|hit| others.remove(hit.doc));
            let rest = self.order.within(&others);
            page.extend(
                rest.skip(places.start.saturating_sub(ranked))
                    .take(places.end - places.start.max(ranked))
                    .map(|doc| Hit { doc, score: 0 }),
            );
        }
        page
    }
}
