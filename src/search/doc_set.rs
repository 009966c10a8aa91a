//! The documents of one query, while it is being answered.

/// Documents in one block: a [`DocSet`] and its postings are cut at the same places.
pub(super) const BLOCK: usize = 1 << 16;
/// 64-bit cells of one block.
pub(super) const CELLS: usize = BLOCK / 64;

/// A set of documents with one bit for each document of the index.
///
/// Sets that meet in one query are made for the same number of blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocSet {
    cells: Vec<u64>,
}

impl DocSet {
    pub(super) fn empty(blocks: usize) -> Self {
        Self {
            cells: vec![0; blocks * CELLS],
        }
    }

    /// These documents.
    pub fn of(docs: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::default();
        for doc in docs {
            let blocks = doc as usize / BLOCK + 1;
            if set.cells.len() < blocks * CELLS {
                set.cells.resize(blocks * CELLS, 0);
            }
            set.insert(doc);
        }
        set
    }

    /// The cells of one block, to add postings to; none beyond the last block.
    pub(super) fn block_mut(&mut self, block: u16) -> Option<&mut [u64; CELLS]> {
        let (blocks, _) = self.cells.as_chunks_mut::<CELLS>();
        blocks.get_mut(usize::from(block))
    }

    pub(super) fn insert(&mut self, doc: u32) {
        let (cell, bit) = place(doc);
        if let Some(cell) = self.cells.get_mut(cell) {
            *cell |= bit;
        }
    }

    pub(super) fn contains(&self, doc: u32) -> bool {
        let (cell, bit) = place(doc);
        self.cells.get(cell).is_some_and(|cell| cell & bit != 0)
    }

    pub(super) fn remove(&mut self, doc: u32) {
        let (cell, bit) = place(doc);
        if let Some(cell) = self.cells.get_mut(cell) {
            *cell &= !bit;
        }
    }

    pub(super) fn count(&self) -> usize {
        self.cells
            .iter()
            .map(|cell| cell.count_ones() as usize)
            .sum()
    }

    /// How many are in `other` too.
    pub(super) fn count_of(&self, other: &Self) -> usize {
        let both = self.cells.iter().zip(&other.cells);
        both.map(|(own, theirs)| (own & theirs).count_ones() as usize)
            .sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|&cell| cell == 0)
    }

    pub(super) fn unite(&mut self, other: &Self) {
        self.combine(other, |own, theirs| own | theirs);
    }

    pub(super) fn intersect(&mut self, other: &Self) {
        self.combine(other, |own, theirs| own & theirs);
    }

    /// Takes out what is not in `other`, which may have been made for fewer
    /// blocks.
    pub(super) fn keep_only(&mut self, other: &Self) {
        let beyond = other.cells.len().min(self.cells.len());
        self.intersect(other);
        let rest = self.cells.get_mut(beyond..).unwrap_or_default();
        rest.fill(0);
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        self.combine(other, |own, theirs| own & !theirs);
    }

    fn combine(&mut self, other: &Self, operation: impl Fn(u64, u64) -> u64) {
        for (own, &theirs) in self.cells.iter_mut().zip(&other.cells) {
            *own = operation(*own, theirs);
        }
    }

    /// The same set with room for so many blocks.
    pub(super) fn resized(&self, blocks: usize) -> Self {
        let mut cells = self.cells.clone();
        cells.resize(blocks * CELLS, 0);
        Self { cells }
    }

    /// Leaves only those that `keep` accepts; it is asked in ascending order.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        for (number, cell) in self.cells.iter_mut().enumerate() {
            let first = (number * 64) as u32;
            let mut unasked = *cell;
            while unasked != 0 {
                let bit = unasked.trailing_zeros();
                unasked &= unasked - 1;
                if !keep(first + bit) {
                    *cell &= !(1 << bit);
                }
            }
        }
    }

    /// The documents in ascending order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.cells.iter().enumerate().flat_map(|(number, &cell)| {
            let first = (number * 64) as u32;
            BitsOf(cell).map(move |bit| first + bit)
        })
    }
}

/// The positions of the bits of one cell.
struct BitsOf(u64);

impl Iterator for BitsOf {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

fn place(doc: u32) -> (usize, u64) {
    (doc as usize / 64, 1 << (doc % 64))
}
