//! The caller's order of documents, worked out once for many queries.

use super::doc_set::DocSet;

/// An order of documents, as a list and as the place of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    docs: Vec<u32>,
    /// Place of each document; [`NOWHERE`] for those that are not in the order.
    places: Vec<u32>,
}

/// The place of a document that is not in the order: behind all others.
const NOWHERE: u32 = u32::MAX;

impl Order {
    /// The order in which `docs` stand; each is named once.
    pub fn of(docs: Vec<u32>) -> Self {
        let span = docs.iter().max().map_or(0, |&last| last as usize + 1);
        let mut places = vec![NOWHERE; span];
        for (place, &doc) in (0..).zip(&docs) {
            if let Some(slot) = places.get_mut(doc as usize) {
                *slot = place;
            }
        }
        Self { docs, places }
    }

    /// The documents, first to last.
    pub fn docs(&self) -> &[u32] {
        &self.docs
    }

    /// Where a document stands.
    pub fn place(&self, doc: u32) -> u32 {
        self.places.get(doc as usize).copied().unwrap_or(NOWHERE)
    }

    /// Those of `set` that are in the order, first to last.
    pub(super) fn within<'a>(&'a self, set: &'a DocSet) -> impl Iterator<Item = u32> + 'a {
        self.docs.iter().copied().filter(|&doc| set.contains(doc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_stands_where_it_was_put() {
        let order = Order::of(vec![5, 0, 3]);
        assert_eq!([5, 0, 3].map(|doc| order.place(doc)), [0, 1, 2]);
        assert_eq!(order.place(1), NOWHERE);
        assert_eq!(order.place(900), NOWHERE);
        let mut set = DocSet::empty(1);
        for doc in [3, 4, 5] {
            set.insert(doc);
        }
        assert_eq!(order.within(&set).collect::<Vec<_>>(), [5, 3]);
    }
}
