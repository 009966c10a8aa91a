//! Every word of the book, once, with the documents that have it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::doc_set::DocSet;
use super::postings::Postings;
use super::spelling::Spelling;

/// Number of a word, as rows of the index keep it.
pub(super) type WordId = u32;

/// Where something occurs.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Documents that have it in their name.
    pub(super) name: Postings,
    /// Documents whose name begins with it.
    pub(super) opening: Postings,
    /// Documents that have it in their owner, units and the like.
    pub(super) also: Postings,
}

impl Places {
    pub(super) fn add_to(&self, set: &mut DocSet) {
        self.name.add_to(set);
        self.also.add_to(set);
    }
}

#[derive(Debug)]
pub(super) struct Word {
    /// Its first letter's place in [`Vocabulary::letters`].
    letter: usize,
    pub(super) spelling: Arc<Spelling>,
    pub(super) places: Places,
}

/// The words in the order of their base letters, and how they were typed.
///
/// A word stays when its last document goes: Vietnamese has few syllables,
/// and they come back.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    words: Vec<Word>,
    by_spelling: BTreeMap<Arc<Spelling>, WordId>,
    /// Spares reading “CHI”, “Chi” and “chi” a million times; a word that was
    /// met once, as most numbers are, is not among them.
    as_typed: HashMap<Box<str>, WordId>,
    /// What one letter would find, since one letter finds most of the book.
    letters: Vec<(char, Places)>,
}

impl Vocabulary {
    /// The number of a word as [`each_word`](super::spelling::each_word) gives it.
    pub(super) fn learn(&mut self, word: &str) -> WordId {
        if let Some(&known) = self.as_typed.get(word) {
            return known;
        }
        let spelling = Spelling::of(word);
        match self.by_spelling.get(&spelling) {
            Some(&known) => {
                self.as_typed.insert(word.into(), known);
                known
            }
            None => self.add(spelling),
        }
    }

    fn add(&mut self, spelling: Spelling) -> WordId {
        let id = self.words.len() as WordId;
        let letter = self.learn_letter(&spelling);
        let spelling = Arc::new(spelling);
        self.by_spelling.insert(spelling.clone(), id);
        self.words.push(Word {
            letter,
            spelling,
            places: Places::default(),
        });
        id
    }

    fn learn_letter(&mut self, spelling: &Spelling) -> usize {
        let initial = spelling.folded.chars().next().unwrap_or_default();
        let known = self
            .letters
            .iter()
            .position(|&(letter, _)| letter == initial);
        known.unwrap_or_else(|| {
            self.letters.push((initial, Places::default()));
            self.letters.len() - 1
        })
    }

    /// Changes the places of a word and those of its first letter.
    pub(super) fn change(&mut self, id: WordId, change: impl Fn(&mut Places)) {
        let Some(word) = self.words.get_mut(id as usize) else {
            return;
        };
        change(&mut word.places);
        if let Some((_, places)) = self.letters.get_mut(word.letter) {
            change(places);
        }
    }

    pub(super) fn spelling(&self, id: WordId) -> Option<&Spelling> {
        self.words.get(id as usize).map(|word| &*word.spelling)
    }

    /// The first base letter of a word.
    pub(super) fn initial(&self, id: WordId) -> Option<char> {
        let letter = self.words.get(id as usize)?.letter;
        self.letters.get(letter).map(|&(letter, _)| letter)
    }

    /// Where words that begin with this base letter occur.
    pub(super) fn letter(&self, letter: char) -> Option<&Places> {
        let mut letters = self.letters.iter();
        letters
            .find(|(known, _)| *known == letter)
            .map(|(_, places)| places)
    }

    /// The first word that stands at these folded letters or behind them.
    pub(super) fn first_from(&self, folded: &str) -> Option<&Word> {
        self.from(folded).next()
    }

    /// The words that begin with these folded letters, those first that are
    /// these letters and no more.
    pub(super) fn beginning_with(&self, folded: &str) -> impl Iterator<Item = &Word> {
        self.from(folded)
            .take_while(move |word| word.spelling.folded.starts_with(folded))
    }

    fn from(&self, folded: &str) -> impl Iterator<Item = &Word> {
        self.by_spelling
            .range(Spelling::first_of(folded)..)
            .filter_map(|(_, &id)| self.words.get(id as usize))
    }

    /// The words that are these folded letters.
    pub(super) fn spelled(&self, folded: &str) -> impl Iterator<Item = &Word> {
        self.beginning_with(folded)
            .take_while(move |word| *word.spelling.folded == *folded)
    }
}
