//! The caller's order for very many documents.

use super::doc_set::DocSet;

/// Below this many a comparison sort is as fast.
const MANY: usize = 1 << 11;
/// From one in so many documents on, a place for every document is worth it.
const CROWDED: usize = 8;
/// Bits that one pass sorts by, so that its buckets stay in the nearest cache.
const DIGIT: u32 = 11;
const BUCKETS: usize = 1 << DIGIT;

/// The documents by ascending `order`; those of equal order by their number.
///
/// A million take a few milliseconds, for a single letter finds nearly all of
/// a book.
pub(super) fn in_order(docs: &DocSet, order: &dyn Fn(u32) -> u32) -> Vec<u32> {
    let count = docs.count();
    if count >= MANY
        && count >= docs.span() / CROWDED
        && let Some(ordered) = by_place(docs, count, order)
    {
        return ordered;
    }
    let mut pairs = Vec::with_capacity(count);
    pairs.extend(docs.iter().map(|doc| (order(doc), doc)));
    if pairs.len() < MANY {
        pairs.sort_unstable();
    } else {
        sort_by_digits(&mut pairs);
    }
    pairs.into_iter().map(|(_, doc)| doc).collect()
}

/// Puts each document straight in its place, where the order numbers most
/// documents one by one as a catalogue does; `None` where two have the same
/// number or one has a number far off.
fn by_place(docs: &DocSet, count: usize, order: &dyn Fn(u32) -> u32) -> Option<Vec<u32>> {
    // One more than the document, so that 0 is an empty place.
    let mut places = vec![0; docs.span()];
    for doc in docs.iter() {
        *places.get_mut(order(doc) as usize)? = doc + 1;
    }
    // Closes the ranks without a branch that nobody could predict.
    let mut filled = 0;
    for at in 0..places.len() {
        let place: u32 = places[at];
        places[filled] = place.wrapping_sub(1);
        filled += usize::from(place != 0);
    }
    places.truncate(filled);
    (filled == count).then_some(places)
}

/// Sorts by the first number, keeping the sequence of equals: a stable pass
/// for each digit, the least significant first.
fn sort_by_digits(pairs: &mut Vec<(u32, u32)>) {
    let highest = pairs.iter().map(|&(rank, _)| rank).max().unwrap_or(0);
    let mut sorted = vec![(0, 0); pairs.len()];
    for shift in (0..u32::BITS).step_by(DIGIT as usize) {
        if highest >> shift == 0 {
            break;
        }
        sort_by_digit(pairs, &mut sorted, shift);
        std::mem::swap(pairs, &mut sorted);
    }
}

fn sort_by_digit(pairs: &[(u32, u32)], sorted: &mut [(u32, u32)], shift: u32) {
    let digit = |rank: u32| (rank >> shift) as usize % BUCKETS;
    let mut ends = [0; BUCKETS];
    for &(rank, _) in pairs {
        ends[digit(rank)] += 1;
    }
    let mut start = 0;
    for end in &mut ends {
        start += std::mem::replace(end, start);
    }
    for &pair in pairs {
        let next = &mut ends[digit(pair.0)];
        sorted[*next] = pair;
        *next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(docs: impl Iterator<Item = u32>, order: impl Fn(u32) -> u32) {
        let mut expected: Vec<u32> = docs.collect();
        let mut set = DocSet::empty(2);
        expected.iter().for_each(|&doc| set.insert(doc));
        expected.sort_by_key(|&doc| order(doc));
        assert_eq!(in_order(&set, &order), expected);
    }

    #[test]
    fn many_are_ordered_as_few_are() {
        const PRIME: u64 = 131_071;
        for docs in [10, 3_000, PRIME as u32] {
            for spread in [1, 7, 50_000, u32::MAX] {
                check(0..docs, |doc| doc.wrapping_mul(2_654_435_761) % spread);
            }
            check(0..docs, |doc| (u64::from(doc) * 7919 % PRIME) as u32);
            check((0..docs).step_by(3), |doc| u32::MAX - doc);
        }
    }
}
