//! Names that may mean the same.

use super::distance::distance_within;
use crate::text::fold_key;

/// From this many letters on two typos are forgiven.
const LONG: usize = 16;

/// The names that may be meant by a name that does not exist, nearest first
/// and those of equal nearness in their own order; at most `at_most`.
pub fn nearest<'a>(
    typed: &str,
    names: impl Iterator<Item = &'a str>,
    at_most: usize,
) -> Vec<&'a str> {
    let typed = fold_key(typed);
    let mut near: Vec<(usize, &str)> = names
        .filter_map(|name| Some((remoteness(&typed, &fold_key(name))?, name)))
        .collect();
    near.sort_by_key(|&(remoteness, _)| remoteness);
    near.truncate(at_most);
    near.into_iter().map(|(_, name)| name).collect()
}

/// How far a name is from what was typed, both as keys; `None` when too far.
fn remoteness(typed: &str, name: &str) -> Option<usize> {
    if typed.is_empty() || name.is_empty() {
        return None;
    }
    // A third of the letters: more would offer “An Sơn” for “Bình An”.
    let limit = (typed.chars().count() / 3).max(1);
    let part = (begins_words_of(typed, name) || begins_words_of(name, typed)).then_some(2);
    let slips = distance_within(typed, name, limit);
    match (slips, part) {
        (Some(slips), Some(part)) => Some(slips.min(part)),
        (slips, part) => slips.or(part),
    }
}

/// Whether each word of `some` begins a word of `all`: “hai” in “dac khu kien hai”.
fn begins_words_of(some: &str, all: &str) -> bool {
    some.split(' ')
        .all(|word| all.split(' ').any(|other| other.starts_with(word)))
}

/// Whether two names, given as [`fold_key`]s, are probably one name typed twice.
///
/// They are when equal, one typo apart (two in names of 16 letters or more),
/// or of the same words in another order. Numbers, single letters and Roman
/// numerals must be the same: “Tổ hợp tác 1” is not “Tổ hợp tác 2”, and Tây
/// Yên is not Tây Yên A (DOMAIN.md 4.1).
pub fn near_duplicate(a_key: &str, b_key: &str) -> bool {
    if a_key == b_key {
        return true;
    }
    let shorter = a_key.chars().count().min(b_key.chars().count());
    let typos = if shorter < LONG { 1 } else { 2 };
    (distance_within(a_key, b_key, typos).is_some() || sorted_words(a_key) == sorted_words(b_key))
        && ordinals(a_key) == ordinals(b_key)
}

fn sorted_words(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = key.split(' ').collect();
    words.sort_unstable();
    words
}

/// The words that tell one of a series from the next.
pub(super) fn ordinals(key: &str) -> Vec<&str> {
    let mut words = sorted_words(key);
    words.retain(|word| is_ordinal(word));
    words
}

fn is_ordinal(word: &str) -> bool {
    word.chars().any(char::is_numeric)
        || word.chars().nth(1).is_none()
        || word.chars().all(|letter| "ivx".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNITS: [&str; 6] = [
        "Kiên Lương",
        "Kiên Hải",
        "Hòn Tre",
        "Hòn Nghệ",
        "Bình An",
        "An Sơn",
    ];

    #[test]
    fn a_mistyped_unit_is_offered() {
        let offered = |typed| nearest(typed, UNITS.into_iter(), 2);
        assert_eq!(offered("Hòn Te"), ["Hòn Tre"]);
        assert_eq!(offered("kien"), ["Kiên Lương", "Kiên Hải"]);
        assert_eq!(offered("xã Hon Nghe"), ["Hòn Nghệ"]);
        assert_eq!(offered("keen lương"), ["Kiên Lương"]);
        assert!(offered("Vĩnh Phú").is_empty());
        assert!(offered("").is_empty());
        assert!(nearest("kien", UNITS.into_iter(), 0).is_empty());
    }

    #[test]
    fn the_nearest_comes_first() {
        let names = ["Hòn Tre Lớn", "Hòn Trê", "Hòn Tra"];
        assert_eq!(
            nearest("hon tre", names.into_iter(), 9),
            ["Hòn Trê", "Hòn Tra", "Hòn Tre Lớn"]
        );
    }

    fn alike(a: &str, b: &str) -> bool {
        let (a, b) = (fold_key(a), fold_key(b));
        assert_eq!(near_duplicate(&a, &b), near_duplicate(&b, &a));
        near_duplicate(&a, &b)
    }

    #[test]
    fn typos_and_swapped_words_are_one_name() {
        assert!(alike("Hũ gạo tình thương", "HU GAO TINH THUONG"));
        assert!(alike("Hũ gạo tình thương", "Hũ gạo tình thươg"));
        assert!(alike("Hũ gạo tình thương", "Hũ gao tin thươn"));
        assert!(alike("Đổi rác nhựa lấy gạo", "Đổi gạo lấy rác nhựa"));
    }

    #[test]
    fn other_names_and_members_of_a_series_are_not() {
        assert!(!alike("Tổ hợp tác 1", "Tổ hợp tác 2"));
        assert!(!alike("Tổ hợp tác", "Tổ hợp tác 2"));
        assert!(!alike("Khu phố II", "Khu phố III"));
        assert!(!alike("Tây Yên", "Tây Yên A"));
        assert!(!alike("Hòn Tre", "Hòn Nghệ"));
        assert!(!alike("Cánh đồng không rác", "Cánh đồng không đốt rơm"));
    }
}
