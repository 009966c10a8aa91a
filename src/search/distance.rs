//! How many slips lie between two texts.

/// The number of letters changed, missing, too much or swapped with their
/// neighbour that turns one text into the other; `None` beyond `limit`.
pub(super) fn distance_within(one: &str, other: &str, limit: usize) -> Option<usize> {
    if one == other {
        return Some(0);
    }
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let (one, other) = trimmed(&one, &other);
    if one.len().abs_diff(other.len()) > limit {
        return None;
    }
    // Row by row: what turns the letters of `one` so far into each start of `other`.
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, &letter) in one.iter().enumerate() {
        let current = next_row(
            &before_last,
            &last,
            letter,
            row.checked_sub(1).map(|at| one[at]),
            other,
        );
        // A swap may still reach over this row from the one before.
        if current.iter().chain(&last).all(|&slips| slips > limit) {
            return None;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().filter(|&slips| slips <= limit)
}

fn next_row(
    before_last: &[usize],
    last: &[usize],
    letter: char,
    letter_before: Option<char>,
    other: &[char],
) -> Vec<usize> {
    let mut row = Vec::with_capacity(last.len());
    let mut left = last.first().map_or(0, |slips| slips + 1);
    row.push(left);
    for (column, (&theirs, around)) in other.iter().zip(last.windows(2)).enumerate() {
        let (diagonal, above) = (around[0], around[1]);
        let mut fewest = (diagonal + usize::from(letter != theirs))
            .min(above + 1)
            .min(left + 1);
        if column > 0 && letter_before == Some(theirs) && other[column - 1] == letter {
            fewest = fewest.min(before_last[column - 1] + 1);
        }
        left = fewest;
        row.push(left);
    }
    row
}

/// Both without what they share at their ends.
fn trimmed<'a>(one: &'a [char], other: &'a [char]) -> (&'a [char], &'a [char]) {
    let shared = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
        pairs.take_while(|(first, second)| first == second).count()
    };
    let start = shared(&mut one.iter().zip(other));
    let (one, other) = (&one[start..], &other[start..]);
    let end = shared(&mut one.iter().rev().zip(other.iter().rev()));
    (&one[..one.len() - end], &other[..other.len() - end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The definition, spelled out.
    fn by_definition(one: &[char], other: &[char]) -> usize {
        match (one, other) {
            ([], rest) | (rest, []) => rest.len(),
            ([a, one_rest @ ..], [b, other_rest @ ..]) => {
                let swapped = match (one_rest, other_rest) {
                    ([c, one_end @ ..], [d, other_end @ ..]) if a == d && b == c => {
                        1 + by_definition(one_end, other_end)
                    }
                    _ => usize::MAX,
                };
                let changed = by_definition(one_rest, other_rest) + usize::from(a != b);
                let missing = by_definition(one, other_rest) + 1;
                let too_much = by_definition(one_rest, other) + 1;
                changed.min(missing).min(too_much).min(swapped)
            }
        }
    }

    proptest! {
        #[test]
        fn is_the_definition(one in "[abc]{0,6}", other in "[abc]{0,6}", limit in 0usize..5) {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            let expected = by_definition(&letters(&one), &letters(&other));
            prop_assert_eq!(
                distance_within(&one, &other, limit),
                (expected <= limit).then_some(expected)
            );
        }
    }
}
