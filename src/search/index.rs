//! The index: what goes in, what comes out, and what a query does in between.

use super::doc_set::{BLOCK, DocSet};
use super::fit::Reach;
use super::found::Found;
use super::groups::{GroupId, Groups};
use super::initials::Initials;
use super::order::Order;
use super::postings::Postings;
use super::rank::ranked;
use super::rows::Rows;
use super::spelling::{Spelling, each_word, spellings};
use super::vocabulary::{Places, Vocabulary, WordId};

/// Fewer literal hits than this, and typos and initials are looked for too.
pub(super) const FEW: usize = 3;

/// Names to search, in memory. A document that was inserted is found by the
/// next query.
///
/// Memory follows the highest document number: numbers should be dense.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) vocabulary: Vocabulary,
    pub(super) initials: Initials,
    pub(super) groups: Groups,
    pub(super) rows: Rows,
}

impl Index {
    /// An index without documents.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a document in the place of an earlier one of the same number.
    /// `also` (owner, hamlet, notes) is searched, but counts less than `name`
    /// and is not highlighted. So are the words of its `group`.
    pub fn insert(&mut self, doc: u32, name: &str, also: &str, group: Option<GroupId>) {
        self.remove(doc);
        let name = self.learn(name);
        let mut also = self.learn(also);
        also.sort_unstable();
        also.dedup();
        self.change_places(&name, &also, |postings| postings.insert(doc));
        self.rows.put(doc, &name, &also, group);
        if let Some(group) = group {
            self.groups.insert(group, doc);
        }
    }

    /// Sets the words that find every document of a group (a unit: its name
    /// and that of the unit it lies in), those too that were inserted before.
    pub fn describe(&mut self, group: GroupId, words: &str) {
        let mut words = self.learn(words);
        words.sort_unstable();
        words.dedup();
        self.groups.describe(group, words);
    }

    /// Takes a document out; nothing happens when there is none.
    pub fn remove(&mut self, doc: u32) {
        if !self.rows.contains(doc) {
            return;
        }
        let name: Vec<WordId> = self.rows.name(doc).collect();
        let also: Vec<WordId> = self.rows.also(doc).collect();
        self.change_places(&name, &also, |postings| postings.remove(doc));
        if let Some(group) = self.rows.group(doc) {
            self.groups.remove(group, doc);
        }
        self.rows.remove(doc);
    }

    /// The documents of `within` that fit, best first: the best
    /// [`RANKED`](super::RANKED) by their score, the rest as they stand in
    /// `order`. A query without words finds all of `within`.
    ///
    /// A document fits when every typed word begins one of its words, in any
    /// order of words. A word may also be the initials of the name; and where
    /// fewer than three documents fit so, one typo for each word is forgiven.
    pub fn find<'a>(&self, query: &str, within: &DocSet, order: &'a Order) -> Found<'a> {
        let typed = spellings(query);
        if typed.is_empty() {
            return Found::new(within.clone(), Vec::new(), order);
        }
        let within = within.resized(self.blocks());
        let mut fit = self.fit(&typed, Reach::AsTyped);
        // Counted before `within`: a filter does not make a word mistyped.
        if fit.docs.count() < FEW {
            fit = self.fit(&typed, Reach::Forgiving);
        }
        fit.docs.intersect(&within);
        let ranked = ranked(self, &typed, &fit, order);
        Found::new(fit.docs, ranked, order)
    }

    /// The documents that are there and that `keep` accepts; it is asked in
    /// ascending order.
    pub fn docs_where(&self, keep: impl Fn(u32) -> bool) -> DocSet {
        let mut docs = self.empty_set();
        let kept = self.rows.docs().filter(|&doc| keep(doc));
        kept.for_each(|doc| docs.insert(doc));
        docs
    }

    /// A set with room for every document.
    pub(super) fn empty_set(&self) -> DocSet {
        DocSet::empty(self.blocks())
    }

    pub(super) fn blocks(&self) -> usize {
        self.rows.span().div_ceil(BLOCK)
    }

    /// The words of a document's name, in their order.
    pub(super) fn name_words(&self, doc: u32) -> impl Iterator<Item = &Spelling> {
        self.rows
            .name(doc)
            .filter_map(|word| self.vocabulary.spelling(word))
    }

    /// The first letters of a document's name, in its order.
    pub(super) fn name_initials(&self, doc: u32) -> impl Iterator<Item = char> {
        self.rows
            .name(doc)
            .filter_map(|word| self.vocabulary.initial(word))
    }

    /// The words beside a document's name: those of its group, then its own.
    pub(super) fn also_words(&self, doc: u32) -> impl Iterator<Item = &Spelling> {
        let group = self.rows.group(doc);
        let shared = group.map_or(&[][..], |group| self.groups.words(group));
        let words = shared.iter().copied().chain(self.rows.also(doc));
        words.filter_map(|word| self.vocabulary.spelling(word))
    }

    fn learn(&mut self, text: &str) -> Vec<WordId> {
        let mut words = Vec::with_capacity(16);
        each_word(text, |word| words.push(self.vocabulary.learn(word)));
        words
    }

    /// Changes every posting that a document with these words is part of.
    fn change_places(
        &mut self,
        name: &[WordId],
        also: &[WordId],
        change: impl Fn(&mut Postings) + Copy,
    ) {
        if let Some(&first) = name.first() {
            let opening = |places: &mut Places| change(&mut places.opening);
            self.vocabulary.change(first, opening);
        }
        for &word in name {
            self.vocabulary
                .change(word, |places| change(&mut places.name));
        }
        for &word in also {
            self.vocabulary
                .change(word, |places| change(&mut places.also));
        }
        let initials: Vec<char> = name
            .iter()
            .filter_map(|&word| self.vocabulary.initial(word))
            .collect();
        self.initials.change(initials, change);
    }
}
