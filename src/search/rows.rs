//! What each document says, as numbers of words: to rank it, and to take it
//! out again.

use super::groups::GroupId;
use super::vocabulary::WordId;

/// Documents on one page. Changing one moves the bytes behind it on its page.
const PAGE: usize = 64;

/// The words of every document, by document number.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pages: Vec<Page>,
}

/// Per document: how many words the name has, then its group (one more than its
/// number, 0 without one), then the words of the name, then the other words; all
/// in LEB128. A document that is not there has no bytes.
#[derive(Debug)]
struct Page {
    ends: [u32; PAGE],
    bytes: Vec<u8>,
}

impl Rows {
    /// One more than the highest document that has room here.
    pub(super) fn span(&self) -> usize {
        self.pages.len() * PAGE
    }

    /// Sets what a document says. The first document beyond the pages makes
    /// all pages before it.
    pub(super) fn put(
        &mut self,
        doc: u32,
        name: &[WordId],
        also: &[WordId],
        group: Option<GroupId>,
    ) {
        let mut row = Vec::with_capacity(2 * (name.len() + also.len()) + 3);
        write(name.len() as u32, &mut row);
        write(group.map_or(0, |group| group.saturating_add(1)), &mut row);
        name.iter()
            .chain(also)
            .for_each(|&word| write(word, &mut row));
        let (page, slot) = place(doc);
        if page >= self.pages.len() {
            self.pages.resize_with(page + 1, Page::new);
        }
        if let Some(page) = self.pages.get_mut(page) {
            page.put(slot, &row);
        }
    }

    pub(super) fn remove(&mut self, doc: u32) {
        let (page, slot) = place(doc);
        if let Some(page) = self.pages.get_mut(page) {
            page.put(slot, &[]);
        }
    }

    pub(super) fn contains(&self, doc: u32) -> bool {
        let (page, slot) = place(doc);
        let page = self.pages.get(page);
        page.is_some_and(|page| !page.row(slot).is_empty())
    }

    /// The words of the name, in their order.
    pub(super) fn name(&self, doc: u32) -> impl Iterator<Item = WordId> + '_ {
        let row = self.row(doc);
        row.words.take(row.name)
    }

    /// The words beside the name.
    pub(super) fn also(&self, doc: u32) -> impl Iterator<Item = WordId> + '_ {
        let row = self.row(doc);
        row.words.skip(row.name)
    }

    /// The group that the document belongs to.
    pub(super) fn group(&self, doc: u32) -> Option<GroupId> {
        self.row(doc).group
    }

    fn row(&self, doc: u32) -> Row<'_> {
        let (page, slot) = place(doc);
        let mut words = Numbers(self.pages.get(page).map_or(&[], |page| page.row(slot)));
        let name = words.next().unwrap_or(0) as usize;
        let group = words.next().and_then(|group| group.checked_sub(1));
        Row { name, group, words }
    }

    /// The documents that are there, ascending.
    pub(super) fn docs(&self) -> impl Iterator<Item = u32> + '_ {
        self.pages.iter().enumerate().flat_map(|(number, page)| {
            let first = (number * PAGE) as u32;
            (0..PAGE)
                .filter(|&slot| !page.range(slot).is_empty())
                .map(move |slot| first + slot as u32)
        })
    }
}

/// What a document says, on its way out.
struct Row<'a> {
    /// How many of the words are of the name.
    name: usize,
    group: Option<GroupId>,
    words: Numbers<'a>,
}

impl Page {
    fn new() -> Self {
        Self {
            ends: [0; PAGE],
            bytes: Vec::new(),
        }
    }

    fn range(&self, slot: usize) -> std::ops::Range<usize> {
        let end = |slot: usize| self.ends.get(slot).map_or(0, |&end| end as usize);
        slot.checked_sub(1).map_or(0, end)..end(slot)
    }

    fn row(&self, slot: usize) -> &[u8] {
        self.bytes.get(self.range(slot)).unwrap_or(&[])
    }

    fn put(&mut self, slot: usize, row: &[u8]) {
        let old = self.range(slot);
        if self.bytes.len() + row.len() > self.bytes.capacity() {
            self.bytes.reserve_exact(row.len() + self.bytes.len() / 8);
        }
        let (removed, added) = (old.len() as u32, row.len() as u32);
        self.bytes.splice(old, row.iter().copied());
        for end in self.ends.iter_mut().skip(slot) {
            *end = *end - removed + added;
        }
    }
}

fn place(doc: u32) -> (usize, usize) {
    (doc as usize / PAGE, doc as usize % PAGE)
}

fn write(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The numbers that [`write`] wrote.
struct Numbers<'a>(&'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_can_be_replaced_between_others() {
        let mut rows = Rows::default();
        for doc in [200, 0, 63, 1] {
            rows.put(doc, &[doc, 7, 300_000], &[doc + 1], Some(doc));
        }
        rows.put(1, &[9], &[8, u32::MAX], None);
        rows.remove(63);
        assert_eq!(rows.docs().collect::<Vec<_>>(), [0, 1, 200]);
        assert_eq!(rows.name(0).collect::<Vec<_>>(), [0, 7, 300_000]);
        assert_eq!(rows.name(1).collect::<Vec<_>>(), [9]);
        assert_eq!(rows.also(1).collect::<Vec<_>>(), [8, u32::MAX]);
        assert_eq!(rows.also(200).collect::<Vec<_>>(), [201]);
        let groups = [0, 1, 200, 63].map(|doc| rows.group(doc));
        assert_eq!(groups, [Some(0), None, Some(200), None]);
        assert_eq!(rows.name(63).count(), 0);
        assert_eq!(rows.name(100_000).count(), 0);
    }
}
