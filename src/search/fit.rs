//! Which documents a query finds, and which of them more plainly than others.

use super::doc_set::DocSet;
use super::index::Index;
use super::initials::{may_be_initials, must_be_initials, run_in};
use super::slip::slips_to;
use super::spelling::Spelling;
use super::vocabulary::Word;

/// Up to so many documents are read to see whether the typed words stand
/// together: some 2 ms.
const READ: usize = 20_000;

/// How far from what was typed a word may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    AsTyped,
    /// One typo for each word, and any word as initials.
    Forgiving,
}

/// The documents that fit, and its parts that fit better in one respect.
#[derive(Debug)]
pub(super) struct Fit {
    pub(super) docs: DocSet,
    /// Every word begins a word of the document.
    literal: DocSet,
    /// Every word has the diacritics that were typed.
    agreeing: DocSet,
    /// Every word is in the name.
    named: DocSet,
    /// Every word is a whole word of the name.
    whole: DocSet,
    /// The name begins with the first word.
    opening: DocSet,
    /// The words stand together in the name, in the typed order.
    together: Option<DocSet>,
}

impl Fit {
    fn nothing(index: &Index) -> Self {
        Self {
            docs: index.empty_set(),
            literal: index.empty_set(),
            agreeing: index.empty_set(),
            named: index.empty_set(),
            whole: index.empty_set(),
            opening: index.empty_set(),
            together: None,
        }
    }

    /// The better parts, the most telling first.
    pub(super) fn criteria(&self) -> Vec<&DocSet> {
        let mut criteria = vec![&self.literal, &self.agreeing, &self.named];
        criteria.extend(&self.together);
        criteria.extend([&self.whole, &self.opening]);
        criteria
    }

    /// Narrows the fit of the words before to what fits another word too.
    fn narrow(&mut self, next: &Self) {
        self.docs.intersect(&next.docs);
        self.literal.intersect(&next.literal);
        self.agreeing.intersect(&next.agreeing);
        self.named.intersect(&next.named);
        self.whole.intersect(&next.whole);
    }

    fn add_literal(&mut self, word: &Word, typed: &Spelling) {
        word.places.name.add_to(&mut self.named);
        word.places.opening.add_to(&mut self.opening);
        word.places.also.add_to(&mut self.literal);
        if word.spelling.folded == typed.folded {
            word.places.name.add_to(&mut self.whole);
        }
        if typed.is_marked() && word.spelling.agrees_with(typed) {
            word.places.add_to(&mut self.agreeing);
        }
    }
}

impl Index {
    /// What fits all typed words; there is at least one.
    pub(super) fn fit(&self, typed: &[Spelling], reach: Reach) -> Fit {
        let mut words = typed.iter();
        let mut fit = words
            .next()
            .map_or_else(|| Fit::nothing(self), |word| self.fit_word(word, reach));
        for word in words {
            if fit.docs.is_empty() {
                break;
            }
            fit.narrow(&self.fit_word(word, reach));
        }
        fit.together = self.together(typed, &fit.named);
        fit
    }

    fn fit_word(&self, typed: &Spelling, reach: Reach) -> Fit {
        let mut fit = self.fit_literally(typed);
        fit.docs = fit.literal.clone();
        if must_be_initials(&typed.folded)
            || reach == Reach::Forgiving && may_be_initials(&typed.folded)
        {
            let docs = self.with_initials(&typed.folded);
            fit.docs.unite(&docs);
            fit.named.unite(&docs);
        }
        if reach == Reach::Forgiving {
            self.add_slips(typed, &mut fit);
        }
        fit
    }

    fn fit_literally(&self, typed: &Spelling) -> Fit {
        let mut fit = Fit::nothing(self);
        match self.lone_letter(typed) {
            Some(letter) => self.add_letter(letter, &mut fit),
            None => {
                for word in self.vocabulary.beginning_with(&typed.folded) {
                    fit.add_literal(word, typed);
                }
            }
        }
        self.add_groups(typed, &mut fit);
        fit.literal.unite(&fit.named);
        if !typed.is_marked() {
            fit.agreeing.unite(&fit.literal);
        }
        fit
    }

    /// The documents of every group of which a word begins as typed.
    fn add_groups(&self, typed: &Spelling, fit: &mut Fit) {
        let begins = |word: &Spelling| word.folded.starts_with(&*typed.folded);
        for group in self.groups.iter() {
            let has = |is_wanted: &dyn Fn(&Spelling) -> bool| {
                group.has(|word| self.vocabulary.spelling(word).is_some_and(is_wanted))
            };
            if has(&begins) {
                group.add_to(&mut fit.literal);
            }
            if typed.is_marked() && has(&|word| begins(word) && word.agrees_with(typed)) {
                group.add_to(&mut fit.agreeing);
            }
        }
    }

    /// The letter when that is all that was typed: its places are at hand.
    fn lone_letter(&self, typed: &Spelling) -> Option<char> {
        let mut letters = typed.folded.chars();
        let only = letters.next().filter(|_| letters.next().is_none());
        only.filter(|_| !typed.is_marked())
    }

    fn add_letter(&self, letter: char, fit: &mut Fit) {
        if let Some(places) = self.vocabulary.letter(letter) {
            places.name.add_to(&mut fit.named);
            places.opening.add_to(&mut fit.opening);
            places.also.add_to(&mut fit.literal);
        }
        for word in self.vocabulary.spelled(letter.encode_utf8(&mut [0; 4])) {
            word.places.name.add_to(&mut fit.whole);
        }
    }

    fn add_slips(&self, typed: &Spelling, fit: &mut Fit) {
        for word in self.vocabulary.slipped_from(&typed.folded) {
            word.places.add_to(&mut fit.docs);
            word.places.name.add_to(&mut fit.named);
        }
        let slips = |word| {
            let word = self.vocabulary.spelling(word);
            word.is_some_and(|word| slips_to(&typed.folded, &word.folded))
        };
        for group in self.groups.iter().filter(|group| group.has(slips)) {
            group.add_to(&mut fit.docs);
        }
    }

    fn with_initials(&self, letters: &str) -> DocSet {
        let mut docs = self.initials.candidates(letters, self.blocks());
        if letters.chars().count() > 3 {
            let mut initials = Vec::new();
            docs.retain(|doc| {
                initials.clear();
                initials.extend(self.name_initials(doc));
                run_in(&initials, letters).is_some()
            });
        }
        docs
    }

    /// Those of `named` in which the words stand together; `None` where that
    /// says nothing or would take too long.
    fn together(&self, typed: &[Spelling], named: &DocSet) -> Option<DocSet> {
        if typed.len() < 2 || named.count() > READ {
            return None;
        }
        let mut docs = named.clone();
        let mut name = Vec::new();
        docs.retain(|doc| {
            name.clear();
            name.extend(self.name_words(doc).map(|word| &*word.folded));
            name.windows(typed.len()).any(|run| {
                run.iter()
                    .zip(typed)
                    .all(|(word, typed)| word.starts_with(&*typed.folded))
            })
        });
        Some(docs)
    }
}
