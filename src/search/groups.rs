//! What documents have in common: a unit, whose name finds all that lies in it.
//! Said once for a group and not for each of its documents, it costs little and
//! can change.

use super::doc_set::DocSet;
use super::postings::Postings;
use super::vocabulary::WordId;

/// Number of a group, as the caller gives it. Numbers should be dense.
pub(super) type GroupId = u32;

/// The groups by their numbers.
#[derive(Debug, Default)]
pub(super) struct Groups {
    all: Vec<Group>,
}

/// Documents, and the words that find each of them.
#[derive(Debug, Default)]
pub(super) struct Group {
    words: Vec<WordId>,
    docs: Postings,
}

impl Groups {
    /// Sets the words that find the documents of a group.
    pub(super) fn describe(&mut self, group: GroupId, words: Vec<WordId>) {
        if let Some(group) = self.of(group) {
            group.words = words;
        }
    }

    pub(super) fn insert(&mut self, group: GroupId, doc: u32) {
        if let Some(group) = self.of(group) {
            group.docs.insert(doc);
        }
    }

    pub(super) fn remove(&mut self, group: GroupId, doc: u32) {
        if let Some(group) = self.of(group) {
            group.docs.remove(doc);
        }
    }

    /// The words that find the documents of a group.
    pub(super) fn words(&self, group: GroupId) -> &[WordId] {
        let group = self.all.get(group as usize);
        group.map_or(&[], |group| &group.words)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        self.all.iter()
    }

    fn of(&mut self, group: GroupId) -> Option<&mut Group> {
        let number = group as usize;
        if number >= self.all.len() {
            self.all.resize_with(number + 1, Group::default);
        }
        self.all.get_mut(number)
    }
}

impl Group {
    pub(super) fn has(&self, mut is_wanted: impl FnMut(WordId) -> bool) -> bool {
        self.words.iter().any(|&word| is_wanted(word))
    }

    pub(super) fn add_to(&self, set: &mut DocSet) {
        self.docs.add_to(set);
    }
}
