//! “dvk” for “Dân vận khéo”.

use std::collections::HashMap;

use super::doc_set::DocSet;
use super::postings::Postings;

/// Shortest word that can stand for initials.
const SHORTEST: usize = 2;

/// The documents whose names have two words with these first letters, one
/// behind the other.
#[derive(Debug, Default)]
pub(super) struct Initials {
    pairs: HashMap<(char, char), Postings>,
}

impl Initials {
    /// Changes the places of every pair in the initials of a name.
    pub(super) fn change(&mut self, initials: &[char], change: impl Fn(&mut Postings)) {
        for pair in initials.windows(2) {
            if let [first, second] = *pair {
                change(self.pairs.entry((first, second)).or_default());
            }
        }
    }

    /// The documents that may have these initials in sequence: exactly those
    /// for two letters, for more those that have every pair of neighbours.
    pub(super) fn candidates(&self, letters: &str, blocks: usize) -> DocSet {
        let mut candidates: Option<DocSet> = None;
        for pair in letters.chars().zip(letters.chars().skip(1)) {
            let mut docs = DocSet::empty(blocks);
            if let Some(postings) = self.pairs.get(&pair) {
                postings.add_to(&mut docs);
            }
            match &mut candidates {
                Some(candidates) => candidates.intersect(&docs),
                None => candidates = Some(docs),
            }
        }
        candidates.unwrap_or_else(|| DocSet::empty(blocks))
    }
}

/// Whether a folded word can stand for initials at all.
pub(super) fn may_be_initials(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic)
}

/// Whether a folded word is meant as initials even where syllables begin with
/// it: no Vietnamese syllable is without a vowel, and only “ngh” begins with
/// three consonants.
pub(super) fn must_be_initials(word: &str) -> bool {
    word.chars().count() > SHORTEST
        && word != "ngh"
        && word
            .chars()
            .all(|letter| letter.is_ascii_alphabetic() && !"aeiouy".contains(letter))
}

/// Where the letters stand in a row among the initials, if they do.
pub(super) fn run_in(initials: &[char], letters: &str) -> Option<std::ops::Range<usize>> {
    let letters: Vec<char> = letters.chars().collect();
    let start = initials
        .windows(letters.len().max(1))
        .position(|run| run == letters)?;
    Some(start..start + letters.len())
}
