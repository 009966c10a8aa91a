//! The documents that have something, kept small and changed one by one.

use super::doc_set::{CELLS, DocSet};

/// From this many documents in one block a bitmap is smaller than a list.
const CROWD: usize = 4096;

/// Where a word stands: most of the words of a book, as numbers are, stand in
/// one document.
#[derive(Debug, Default)]
pub(super) struct Postings(Held);

#[derive(Debug, Default)]
enum Held {
    #[default]
    Nothing,
    One(u32),
    Several(Box<Blocks>),
}

/// Documents in blocks of 65,536; each block is a sorted list of 16-bit
/// numbers while it has few and a bitmap once it has many.
#[derive(Debug, Default)]
struct Blocks(Vec<(u16, Block)>);

#[derive(Debug)]
enum Block {
    Few(Vec<u16>),
    Many(Box<Bitmap>),
}

#[derive(Debug)]
struct Bitmap {
    cells: [u64; CELLS],
    count: usize,
}

impl Postings {
    pub(super) fn insert(&mut self, doc: u32) {
        match &mut self.0 {
            Held::Nothing => self.0 = Held::One(doc),
            Held::One(known) if *known == doc => {}
            Held::One(known) => {
                let mut blocks = Box::new(Blocks::default());
                blocks.insert(*known);
                blocks.insert(doc);
                self.0 = Held::Several(blocks);
            }
            Held::Several(blocks) => blocks.insert(doc),
        }
    }

    pub(super) fn remove(&mut self, doc: u32) {
        match &mut self.0 {
            Held::One(known) if *known == doc => self.0 = Held::Nothing,
            Held::Nothing | Held::One(_) => {}
            Held::Several(blocks) => {
                blocks.remove(doc);
                if blocks.0.is_empty() {
                    self.0 = Held::Nothing;
                }
            }
        }
    }

    pub(super) fn add_to(&self, set: &mut DocSet) {
        match &self.0 {
            Held::Nothing => {}
            Held::One(doc) => set.insert(*doc),
            Held::Several(blocks) => blocks.add_to(set),
        }
    }
}

impl Blocks {
    fn insert(&mut self, doc: u32) {
        let (number, low) = split(doc);
        match self.find(number) {
            Ok(at) => {
                if let Some((_, block)) = self.0.get_mut(at) {
                    block.insert(low);
                }
            }
            Err(at) => {
                make_room(&mut self.0, 1);
                self.0.insert(at, (number, Block::Few(vec![low])));
            }
        }
    }

    fn remove(&mut self, doc: u32) {
        let (number, low) = split(doc);
        let Ok(at) = self.find(number) else { return };
        if let Some((_, block)) = self.0.get_mut(at) {
            block.remove(low);
            if block.is_empty() {
                self.0.remove(at);
            }
        }
    }

    fn add_to(&self, set: &mut DocSet) {
        for (number, block) in &self.0 {
            if let Some(cells) = set.block_mut(*number) {
                block.add_to(cells);
            }
        }
    }

    /// Where the block is or should be; the last one is asked for most.
    fn find(&self, number: u16) -> Result<usize, usize> {
        match self.0.last() {
            Some(&(last, _)) if last == number => Ok(self.0.len() - 1),
            _ => self.0.binary_search_by_key(&number, |&(key, _)| key),
        }
    }
}

impl Block {
    fn insert(&mut self, low: u16) {
        match self {
            Self::Few(list) => {
                if let Err(at) = seek(list, low) {
                    make_room(list, 4);
                    list.insert(at, low);
                    if list.len() > CROWD {
                        *self = Self::Many(Box::new(Bitmap::of(list)));
                    }
                }
            }
            Self::Many(bitmap) => bitmap.insert(low),
        }
    }

    fn remove(&mut self, low: u16) {
        match self {
            Self::Few(list) => {
                if let Ok(at) = list.binary_search(&low) {
                    list.remove(at);
                }
            }
            Self::Many(bitmap) => {
                bitmap.remove(low);
                // Half, so that a block at the border does not change its
                // form with every edit.
                if bitmap.count <= CROWD / 2 {
                    *self = Self::Few(bitmap.list());
                }
            }
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Few(list) if list.is_empty())
    }

    fn add_to(&self, cells: &mut [u64; CELLS]) {
        match self {
            Self::Few(list) => {
                for &low in list {
                    let (cell, bit) = place(low);
                    cells[cell] |= bit;
                }
            }
            Self::Many(bitmap) => {
                for (cell, &own) in cells.iter_mut().zip(&bitmap.cells) {
                    *cell |= own;
                }
            }
        }
    }
}

impl Bitmap {
    fn of(list: &[u16]) -> Self {
        let mut bitmap = Self {
            cells: [0; CELLS],
            count: 0,
        };
        list.iter().for_each(|&low| bitmap.insert(low));
        bitmap
    }

    fn insert(&mut self, low: u16) {
        let (cell, bit) = place(low);
        self.count += usize::from(self.cells[cell] & bit == 0);
        self.cells[cell] |= bit;
    }

    fn remove(&mut self, low: u16) {
        let (cell, bit) = place(low);
        self.count -= usize::from(self.cells[cell] & bit != 0);
        self.cells[cell] &= !bit;
    }

    fn list(&self) -> Vec<u16> {
        (0..=u16::MAX)
            .filter(|&low| {
                let (cell, bit) = place(low);
                self.cells[cell] & bit != 0
            })
            .collect()
    }
}

/// Where the number is or should be; books are filled in ascending order.
fn seek(list: &[u16], low: u16) -> Result<usize, usize> {
    match list.last() {
        Some(&last) if last < low => Err(list.len()),
        _ => list.binary_search(&low),
    }
}

/// Grows by an eighth and `few`: doubling would leave a third of the memory
/// unused.
fn make_room<T>(list: &mut Vec<T>, few: usize) {
    if list.len() == list.capacity() {
        list.reserve_exact(list.len() / 8 + few);
    }
}

fn split(doc: u32) -> (u16, u16) {
    ((doc >> 16) as u16, doc as u16)
}

/// Always within a block: a 16-bit number has one of its 1,024 cells.
fn place(low: u16) -> (usize, u64) {
    (usize::from(low >> 6), 1 << (low & 63))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn members(postings: &Postings) -> Vec<u32> {
        let mut set = DocSet::empty(4);
        postings.add_to(&mut set);
        set.iter().collect()
    }

    fn first_block(postings: &Postings) -> &Block {
        match &postings.0 {
            Held::Several(blocks) => &blocks.0[0].1,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_crowded_block_keeps_its_members_through_both_forms() {
        let mut postings = Postings::default();
        let docs: Vec<u32> = (0..3 * CROWD as u32).map(|n| n * 5).collect();
        for &doc in docs.iter().rev() {
            postings.insert(doc);
            postings.insert(doc);
        }
        assert!(matches!(first_block(&postings), Block::Many(_)));
        assert_eq!(members(&postings), docs);
        for &doc in docs.iter().skip(100) {
            postings.remove(doc);
            postings.remove(doc);
        }
        assert!(matches!(first_block(&postings), Block::Few(_)));
        assert_eq!(members(&postings), docs[..100]);
    }

    proptest! {
        #[test]
        fn behaves_as_a_set(steps in prop::collection::vec((any::<bool>(), 0u32..200_000), 0..200)) {
            let mut postings = Postings::default();
            let mut expected = BTreeSet::new();
            for (insert, doc) in steps {
                // A narrow range, so that removals meet members.
                let doc = doc / 1000 * 1000;
                if insert {
                    postings.insert(doc);
                    expected.insert(doc);
                } else {
                    postings.remove(doc);
                    expected.remove(&doc);
                }
            }
            prop_assert_eq!(members(&postings), Vec::from_iter(expected));
        }
    }
}
