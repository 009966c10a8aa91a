//! “dvk” for “Dân vận khéo”.

use std::collections::HashMap;

use super::doc_set::DocSet;
use super::postings::Postings;

/// Shortest word that can stand for initials.
const SHORTEST: usize = 2;

/// Stands behind the last word of a name.
const END: char = '\0';

/// The documents whose names have three words with these first letters, one
/// behind the other; the third may be [`END`].
///
/// Threes, since two neighbours such as “tt” stand in a quarter of all names.
#[derive(Debug, Default)]
pub(super) struct Initials {
    threes: HashMap<[char; 3], Postings>,
}

impl Initials {
    /// Changes the places of every three in the initials of a name.
    pub(super) fn change(&mut self, mut initials: Vec<char>, change: impl Fn(&mut Postings)) {
        initials.push(END);
        for three in threes_of(&initials) {
            change(self.threes.entry(three).or_default());
        }
    }

    /// The documents that may have these initials in sequence: exactly those
    /// for two or three letters, for more those that have every three of them.
    pub(super) fn candidates(&self, letters: &str, blocks: usize) -> DocSet {
        let letters: Vec<char> = letters.chars().collect();
        let mut docs = DocSet::empty(blocks);
        if let [first, second] = letters[..] {
            let begun = self
                .threes
                .iter()
                .filter(|(three, _)| three[..2] == [first, second]);
            begun.for_each(|(_, postings)| postings.add_to(&mut docs));
            return docs;
        }
        let mut threes = threes_of(&letters);
        self.add(threes.next(), &mut docs);
        for three in threes {
            let mut others = DocSet::empty(blocks);
            self.add(Some(three), &mut others);
            docs.intersect(&others);
        }
        docs
    }

    fn add(&self, three: Option<[char; 3]>, docs: &mut DocSet) {
        if let Some(postings) = three.and_then(|three| self.threes.get(&three)) {
            postings.add_to(docs);
        }
    }
}

fn threes_of(letters: &[char]) -> impl Iterator<Item = [char; 3]> + '_ {
    let windows = letters.windows(3);
    windows.filter_map(|three| three.try_into().ok())
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
    let count = letters.chars().count();
    let start = initials
        .windows(count.max(1))
        .position(|run| run.iter().copied().eq(letters.chars()))?;
    Some(start..start + count)
}
