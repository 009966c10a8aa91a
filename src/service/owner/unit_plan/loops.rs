//! Relations between units that lead back to where they began.

use std::collections::BTreeSet;

use crate::domain::RecordId;

/// A way from `start` back to it along `next`, without its end; `None` where
/// there is none.
pub fn way_back(
    start: RecordId,
    next: impl Fn(RecordId) -> Vec<RecordId>,
) -> Option<Vec<RecordId>> {
    let mut met = BTreeSet::new();
    let mut ways = vec![vec![start]];
    while let Some(way) = ways.pop() {
        for id in way.last().copied().map(&next).unwrap_or_default() {
            if id == start {
                return Some(way);
            }
            if met.insert(id) {
                ways.push(way.iter().copied().chain([id]).collect());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RecordKind;

    fn unit(number: u32) -> RecordId {
        RecordId::new(RecordKind::Unit, uuid::Uuid::from_u128(u128::from(number)))
    }

    /// 1 went to 2 and 3; 3 to 4; 4 back to 3 and, when `closed`, to 1.
    fn way(start: u32, closed: &[u32]) -> Option<Vec<RecordId>> {
        way_back(unit(start), |id| {
            let to: &[u32] = match id.id.as_u128() {
                1 => &[2, 3],
                3 => &[4],
                4 => closed,
                _ => &[],
            };
            to.iter().copied().map(unit).collect()
        })
    }

    #[test]
    fn only_what_comes_back_is_a_loop() {
        assert_eq!(way(1, &[3]), None);
        assert_eq!(way(3, &[3]), Some(vec![unit(3), unit(4)]));
        assert_eq!(way(1, &[3, 1]), Some(vec![unit(1), unit(3), unit(4)]));
        assert_eq!(way(2, &[]), None);
        assert_eq!(way(4, &[4]), Some(vec![unit(4)]));
    }
}
