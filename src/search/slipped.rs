//! The words of a book that somebody may have meant who typed another one with
//! a slip. They are looked up, not looked through: a book has few syllables,
//! but as many numbers of certificates and decisions as it has records.

use std::collections::BTreeSet;

use super::slip::Extent;
use super::vocabulary::{Vocabulary, Word};

impl Vocabulary {
    /// The words that [`slips_to`](super::slip::slips_to) says of what was
    /// typed, each once.
    pub(super) fn slipped_from(&self, typed: &str) -> Vec<&Word> {
        match Extent::of(typed) {
            None => Vec::new(),
            Some(Extent::Whole) => {
                let meant = self.repaired(typed);
                meant.iter().flat_map(|one| self.spelled(one)).collect()
            }
            Some(Extent::Start) => {
                let mut meant = self.repaired(typed).into_iter().collect::<Vec<_>>();
                // In their order: what the one before finds, the next need not.
                meant.dedup_by(|next, before| next.starts_with(before.as_str()));
                let found = meant.iter().flat_map(|one| self.beginning_with(one));
                found.collect()
            }
        }
    }

    /// What may have been meant: each way to take back one slip with which some
    /// word could begin.
    fn repaired(&self, typed: &str) -> BTreeSet<String> {
        let edges = typed.char_indices().map(|(at, _)| at).chain([typed.len()]);
        let mut meant = BTreeSet::new();
        for (head, tail) in edges.map(|at| typed.split_at(at)) {
            if self.beginning_with(head).next().is_none() {
                break;
            }
            let mut letters = tail.chars();
            let (first, rest) = (letters.next(), letters.as_str());
            let (second, end) = (letters.next(), letters.as_str());
            meant.extend(first.map(|_too_much| format!("{head}{rest}")));
            let swapped = first.zip(second);
            meant.extend(swapped.map(|(first, second)| format!("{head}{second}{first}{end}")));
            for letter in self.letters_after(head) {
                meant.insert(format!("{head}{letter}{tail}"));
                meant.extend(first.map(|_changed| format!("{head}{letter}{rest}")));
            }
        }
        meant
    }

    /// The letters that words of the book have after this beginning.
    fn letters_after(&self, head: &str) -> Vec<char> {
        let mut letters: Vec<char> = Vec::new();
        loop {
            // No word has the last of all characters.
            let passed = letters
                .last()
                .map(|last| format!("{head}{last}{}", char::MAX));
            let behind = passed.unwrap_or_else(|| format!("{head}\0"));
            let word = self.first_from(&behind);
            let rest = word.and_then(|word| word.spelling.folded.strip_prefix(head));
            match rest.and_then(|rest| rest.chars().next()) {
                Some(letter) => letters.push(letter),
                None => return letters,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::slip::slips_to;
    use super::*;

    fn spelled(words: &[&Word]) -> Vec<String> {
        let mut all: Vec<String> = words
            .iter()
            .map(|word| word.spelling.folded.to_string())
            .collect();
        all.sort();
        all
    }

    #[test]
    fn words_are_found_among_numbers() {
        let mut vocabulary = Vocabulary::default();
        for word in ["tuyến", "tuyền", "đường", "2021", "07", "ủy"] {
            vocabulary.learn(word);
        }
        let found = |typed| spelled(&vocabulary.slipped_from(typed));
        assert_eq!(found("tuyn"), ["tuyen", "tuyen"]);
        assert_eq!(found("dangg"), Vec::<String>::new());
        assert_eq!(found("duogn"), ["duong"]);
        assert_eq!(found("2022"), Vec::<String>::new());
        assert_eq!(found("uyu"), ["uy"]);
    }

    proptest! {
        #[test]
        fn finds_what_reading_all_words_finds(
            words in prop::collection::btree_set("[abcđ1]{1,6}", 0..40),
            typed in "[abcd1]{0,6}",
        ) {
            let mut vocabulary = Vocabulary::default();
            words.iter().for_each(|word| _ = vocabulary.learn(word));
            let slips = |word: &&Word| slips_to(&typed, &word.spelling.folded);
            let read: Vec<&Word> = vocabulary.beginning_with("").filter(slips).collect();
            prop_assert_eq!(spelled(&vocabulary.slipped_from(&typed)), spelled(&read));
        }
    }
}
