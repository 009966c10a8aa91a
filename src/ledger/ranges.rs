//! Which numbers of a chain are there: “thiếu 41–57 của máy X”.

use serde::{Deserialize, Serialize};

/// Sorted, disjoint, non-adjacent ranges of chain positions, both ends included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    /// Adds `from..=to`, joining neighbours.
    pub fn insert(&mut self, from: u64, to: u64) {
        let start = self
            .0
            .partition_point(|range| range.1.saturating_add(1) < from);
        let end = self
            .0
            .partition_point(|range| range.0 <= to.saturating_add(1));
        let (mut from, mut to) = (from, to);
        if let (Some(first), Some(last)) = (
            self.0.get(start),
            end.checked_sub(1).and_then(|last| self.0.get(last)),
        ) && start < end
        {
            from = from.min(first.0);
            to = to.max(last.1);
        }
        self.0.splice(start..end, [(from, to)]);
    }

    /// Takes out `from..=to`.
    pub fn remove(&mut self, from: u64, to: u64) {
        let old = std::mem::take(&mut self.0);
        for (first, last) in old {
            if first < from {
                self.0.push((first, last.min(from - 1)));
            }
            if last > to {
                self.0.push((first.max(to + 1), last));
            }
        }
        self.0.retain(|(first, last)| first <= last);
    }

    pub fn contains(&self, number: u64) -> bool {
        let at = self.0.partition_point(|range| range.1 < number);
        self.0.get(at).is_some_and(|range| range.0 <= number)
    }

    /// Whether any of `from..=to` is in it.
    pub fn overlaps(&self, from: u64, to: u64) -> bool {
        let at = self.0.partition_point(|range| range.1 < from);
        self.0.get(at).is_some_and(|range| range.0 <= to)
    }

    /// What is missing below the highest number.
    pub fn gaps(&self) -> Vec<(u64, u64)> {
        let mut next = 1;
        let mut gaps = Vec::new();
        for &(from, to) in &self.0 {
            if from > next {
                gaps.push((next, from - 1));
            }
            next = to.saturating_add(1);
        }
        gaps
    }

    /// The parts of these ranges that `other` lacks.
    pub fn minus(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        for &(from, to) in &other.0 {
            rest.remove(from, to);
        }
        rest
    }

    /// Highest number, 0 when empty.
    pub fn last(&self) -> u64 {
        self.0.last().map_or(0, |range| range.1)
    }

    /// How many numbers there are.
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(from, to)| to - from + 1).sum()
    }

    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.0.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_missing_is_named_as_ranges() {
        let mut have = Ranges::default();
        have.insert(1, 40);
        have.insert(58, 60);
        assert_eq!(have.gaps(), vec![(41, 57)]);
        have.insert(41, 57);
        assert_eq!(have.gaps(), vec![]);
        assert_eq!(have.iter().collect::<Vec<_>>(), vec![(1, 60)]);
    }

    proptest! {
        #[test]
        fn ranges_behave_like_a_set(steps in prop::collection::vec((any::<bool>(), 1u64..60, 0u64..12), 1..40)) {
            let (mut ranges, mut set) = (Ranges::default(), BTreeSet::new());
            for (adds, from, length) in steps {
                if adds {
                    ranges.insert(from, from + length);
                    set.extend(from..=from + length);
                } else {
                    ranges.remove(from, from + length);
                    set.retain(|n| !(from..=from + length).contains(n));
                }
                for n in 0..80 {
                    prop_assert_eq!(ranges.contains(n), set.contains(&n));
                }
                prop_assert_eq!(ranges.count(), set.len() as u64);
                let pieces: Vec<_> = ranges.iter().collect();
                prop_assert!(pieces.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0));
            }
        }
    }
}
