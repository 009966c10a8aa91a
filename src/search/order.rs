//! The caller's order for very many documents.

/// Below this many a comparison sort is as fast.
const MANY: usize = 1 << 11;
/// Bits that one pass sorts by, so that its buckets stay in the nearest cache.
const DIGIT: u32 = 11;
const BUCKETS: usize = 1 << DIGIT;

/// The documents by ascending `order`; those of equal order by their number.
///
/// `docs` must come in ascending order. A million take a few milliseconds,
/// for a single letter finds nearly all of a book.
pub(super) fn in_order(docs: impl Iterator<Item = u32>, order: &dyn Fn(u32) -> u32) -> Vec<u32> {
    let mut pairs: Vec<(u32, u32)> = docs.map(|doc| (order(doc), doc)).collect();
    if pairs.len() < MANY {
        pairs.sort_unstable();
    } else {
        sort_by_digits(&mut pairs);
    }
    pairs.into_iter().map(|(_, doc)| doc).collect()
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

    #[test]
    fn many_are_ordered_as_few_are() {
        for (count, spread) in [
            (10, 3),
            (MANY as u32 * 2, 1),
            (50_000, 7),
            (50_000, u32::MAX),
        ] {
            let order = |doc: u32| doc.wrapping_mul(2_654_435_761) % spread;
            let mut expected: Vec<u32> = (0..count).collect();
            expected.sort_by_key(|&doc| order(doc));
            assert_eq!(in_order(0..count, &order), expected, "{count} {spread}");
        }
    }
}
