//! One typo in a word.

/// Below this many letters a slip could mean any other word.
const SHORTEST: usize = 3;
/// From this many letters on the rest of the word may be yet to type.
const SHORTEST_START: usize = 4;

/// Whether a folded word may be typed for another with one slip: a letter
/// changed, missing or too much, or two neighbours swapped. Numbers are never
/// taken for other numbers: 2021 is not 2022.
pub(super) fn slips_to(typed: &str, word: &str) -> bool {
    Extent::of(typed).is_some_and(|extent| one_slip(typed, word, extent))
}

/// How much of the word was typed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Extent {
    Whole,
    /// All of it, or what it begins with.
    Start,
}

impl Extent {
    /// What may have been typed with a slip; `None` where no slip is forgiven.
    pub(super) fn of(typed: &str) -> Option<Self> {
        if typed.chars().any(char::is_numeric) {
            return None;
        }
        match typed.chars().count() {
            ..SHORTEST => None,
            SHORTEST..SHORTEST_START => Some(Self::Whole),
            _ => Some(Self::Start),
        }
    }

    fn fits(self, typed: &str, word: &str) -> bool {
        match self {
            Self::Whole => typed == word,
            Self::Start => word.starts_with(typed),
        }
    }
}

fn one_slip(typed: &str, word: &str, extent: Extent) -> bool {
    let (typed, word) = after_common_start(typed, word);
    let ((first, typed_rest), (other, word_rest)) = (split_first(typed), split_first(word));
    let ((second, typed_end), (third, word_end)) =
        (split_first(typed_rest), split_first(word_rest));
    let changed = extent.fits(typed_rest, word_rest);
    let missing = extent.fits(typed, word_rest);
    let too_much = extent.fits(typed_rest, word);
    let swapped = second.is_some() && first == third && second == other;
    changed || missing || too_much || swapped && extent.fits(typed_end, word_end)
}

fn after_common_start<'a, 'b>(one: &'a str, other: &'b str) -> (&'a str, &'b str) {
    let (mut one_rest, mut other_rest) = (one.chars(), other.chars());
    loop {
        let rests = (one_rest.as_str(), other_rest.as_str());
        match (one_rest.next(), other_rest.next()) {
            (Some(first), Some(second)) if first == second => {}
            _ => return rests,
        }
    }
}

fn split_first(text: &str) -> (Option<char>, &str) {
    let mut rest = text.chars();
    (rest.next(), rest.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::distance::distance_within;
    use super::*;

    #[test]
    fn common_slips_are_forgiven() {
        for typed in ["tuyn", "tuyem", "tuyyen", "tyuen", "tuye"] {
            assert!(slips_to(typed, "tuyen"), "{typed}");
        }
        assert!(slips_to("thuog", "thuong"));
        assert!(slips_to("thoun", "thuong"), "still being typed");
    }

    #[test]
    fn two_slips_short_words_and_numbers_are_not() {
        assert!(!slips_to("tuxxn", "tuyen"));
        assert!(!slips_to("to", "ta"));
        assert!(!slips_to("2021", "2022"));
        assert!(
            !slips_to("rac", "lach"),
            "three letters must be the whole word"
        );
    }

    proptest! {
        #[test]
        fn agrees_with_the_distance(typed in "[abc]{0,6}", word in "[abc]{0,7}") {
            prop_assert_eq!(
                one_slip(&typed, &word, Extent::Whole),
                distance_within(&typed, &word, 1).is_some()
            );
            let some_start = (0..=word.len())
                .any(|end| distance_within(&typed, &word[..end], 1).is_some());
            prop_assert_eq!(one_slip(&typed, &word, Extent::Start), some_start);
        }
    }
}
