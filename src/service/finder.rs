//! All records beside the models in memory, one line each, with the index
//! that finds them. Read when first needed, kept up by the owner.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;

use super::request::find::{FOUND, FindFilter};
use crate::domain::{Course, Period, RecordId, RecordKind};
use crate::search::{DocSet, Index, Order};

/// What filters and orders look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub id: RecordId,
    /// Its own unit, or that of what it belongs to.
    pub unit: Option<RecordId>,
    /// First and last day of what it is about.
    pub span: Option<(Date, Date)>,
    pub course: Course,
}

/// The records of the book. Entries keep their number while the program runs.
#[derive(Default)]
pub struct Finder {
    entries: Vec<Option<Entry>>,
    numbers: HashMap<RecordId, u32>,
    index: Index,
    /// By kind, the latest first; worked out when first asked for.
    order: Option<Order>,
    /// The last filter and the entries that fit it: it stays while somebody types.
    filtered: Option<((FindFilter, Date), DocSet)>,
}

/// What a search found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct FoundHere {
    pub matching: usize,
    /// How many there are of each kind, whatever kind the filter names.
    pub kinds: Vec<(RecordKind, usize)>,
    /// The page that was asked for.
    pub page: Vec<RecordId>,
}

impl Finder {
    /// Puts a record in, or what it says now in place of what it said. `also`
    /// are words that find it besides its title.
    pub fn put(&mut self, entry: Entry, title: &str, also: &str) {
        let number = *self.numbers.entry(entry.id).or_insert_with(|| {
            self.entries.push(None);
            u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
        });
        self.index.insert(number, title, also, None);
        if let Some(slot) = self.entries.get_mut(number as usize) {
            *slot = Some(entry);
        }
        self.forget_what_follows();
    }

    /// Takes a record out.
    pub fn remove(&mut self, id: RecordId) {
        let Some(number) = self.numbers.remove(&id) else {
            return;
        };
        self.index.remove(number);
        if let Some(slot) = self.entries.get_mut(number as usize) {
            *slot = None;
        }
        self.forget_what_follows();
    }

    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether some record lies in this unit.
    pub fn speaks_of(&self, unit: RecordId) -> bool {
        let mut entries = self.entries.iter().flatten();
        entries.any(|entry| entry.unit == Some(unit))
    }

    /// The records that fit; `within` are the unit of the filter and all below it.
    pub fn select(
        &mut self,
        search: &str,
        filter: &FindFilter,
        within: &BTreeSet<RecordId>,
        today: Date,
        page: std::ops::Range<usize>,
    ) -> FoundHere {
        let entries = &self.entries;
        let entry = |number: u32| entries.get(number as usize).and_then(Option::as_ref);
        // Kinds are counted side by side, so they are told apart afterwards.
        let any_kind = FindFilter {
            kind: None,
            ..*filter
        };
        let fits =
            |number: u32| entry(number).is_some_and(|entry| fits(entry, &any_kind, within, today));
        let key = (any_kind, today);
        let known = self.filtered.take().filter(|(known, _)| *known == key);
        let filtered = known.unwrap_or_else(|| (key, self.index.docs_where(fits)));
        let (_, kept) = self.filtered.insert(filtered);
        let order = self.order.get_or_insert_with(|| ordered(entries));
        let found = self.index.find(search, kept, order);
        let hits = found.page(0..found.count());
        let ids: Vec<RecordId> = hits
            .iter()
            .filter_map(|hit| entry(hit.doc).map(|entry| entry.id))
            .collect();
        let count = |kind: &RecordKind| ids.iter().filter(|id| id.kind == *kind).count();
        let kinds = FOUND.iter().map(|kind| (*kind, count(kind)));
        let kinds = kinds.filter(|(_, count)| *count > 0).collect();
        let of_kind = |id: &&RecordId| filter.kind.is_none_or(|kind| id.kind == kind);
        FoundHere {
            matching: ids.iter().filter(of_kind).count(),
            kinds,
            page: ids
                .iter()
                .filter(of_kind)
                .skip(page.start)
                .take(page.len())
                .copied()
                .collect(),
        }
    }

    fn forget_what_follows(&mut self) {
        self.order = None;
        self.filtered = None;
    }
}

fn fits(entry: &Entry, filter: &FindFilter, within: &BTreeSet<RecordId>, today: Date) -> bool {
    let lies_in = |period: Period| {
        let inside =
            |(from, to): (Date, Date)| period.first_day() <= from && to <= period.last_day();
        entry.span.is_some_and(inside)
    };
    (filter.unit.is_none() || entry.unit.is_some_and(|unit| within.contains(&unit)))
        && filter.period.is_none_or(lies_in)
        && filter
            .status
            .is_none_or(|status| entry.course.on(today) == Some(status))
}

/// By kind as people are shown them, the latest of each first.
fn ordered(entries: &[Option<Entry>]) -> Order {
    let place = |kind: RecordKind| FOUND.iter().position(|known| *known == kind);
    let mut all: Vec<_> = (0..)
        .zip(entries)
        .filter_map(|(number, entry)| {
            let entry = entry.as_ref()?;
            let last_day = entry.span.map(|(_, to)| to);
            Some(((place(entry.id.kind), Reverse(last_day), entry.id), number))
        })
        .collect();
    all.sort_unstable();
    Order::of(all.into_iter().map(|(_, number)| number).collect())
}

/// The finder where several threads look at it. Whoever looks has it alone.
#[derive(Default)]
pub struct FinderShelf(Mutex<Option<Finder>>);

impl FinderShelf {
    /// Looks at the finder; `fill` reads it when it is not there.
    ///
    /// # Errors
    /// What filling says; the shelf stays empty.
    pub fn look<T, E>(
        &self,
        fill: impl FnOnce() -> Result<Finder, E>,
        look: impl FnOnce(&mut Finder) -> T,
    ) -> Result<T, E> {
        let mut shelf = self.alone();
        let finder = match shelf.take() {
            Some(finder) => finder,
            None => fill()?,
        };
        Ok(look(shelf.insert(finder)))
    }

    /// Changes the finder, if it was read before.
    ///
    /// # Errors
    /// What the change says; the finder is thrown away, since it may not be
    /// what the book says.
    pub fn keep_up<E>(&self, change: impl FnOnce(&mut Finder) -> Result<(), E>) -> Result<(), E> {
        let mut shelf = self.alone();
        let changed = shelf.as_mut().map_or(Ok(()), change);
        if changed.is_err() {
            *shelf = None;
        }
        changed
    }

    /// Throws the finder away; it is read again when it is next needed.
    pub fn empty(&self) {
        *self.alone() = None;
    }

    /// A panic in the midst of a change leaves entries that are whole.
    fn alone(&self) -> MutexGuard<'_, Option<Finder>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn entry(kind: RecordKind, at: u128, day: Option<Date>) -> Entry {
        Entry {
            id: RecordId::new(kind, uuid::Uuid::from_u128(at)),
            unit: None,
            span: day.map(|day| (day, day)),
            course: Course::Awaited { due: day },
        }
    }

    fn found(finder: &mut Finder, search: &str, filter: FindFilter) -> FoundHere {
        finder.select(search, &filter, &BTreeSet::new(), date(2026, 11, 20), 0..10)
    }

    #[test]
    fn kinds_are_counted_beside_the_one_that_is_looked_at() {
        let mut finder = Finder::default();
        let note = entry(RecordKind::Note, 1, Some(date(2026, 1, 2)));
        let old = entry(RecordKind::Award, 2, Some(date(2020, 1, 1)));
        let late = entry(RecordKind::Award, 3, Some(date(2025, 1, 1)));
        finder.put(note, "Gom rác", "");
        finder.put(old, "Bà Út gom rác", "");
        finder.put(late, "Đội gom rác", "");
        let all = found(&mut finder, "gom", FindFilter::default());
        assert_eq!(all.kinds, [(RecordKind::Award, 2), (RecordKind::Note, 1)]);
        let notes = found(
            &mut finder,
            "rac",
            FindFilter {
                kind: Some(RecordKind::Note),
                ..FindFilter::default()
            },
        );
        assert_eq!((notes.matching, notes.page), (1, vec![note.id]));
        assert_eq!(notes.kinds, all.kinds);
        let unsearched = found(&mut finder, "", FindFilter::default());
        assert_eq!(unsearched.page, [late.id, old.id, note.id]);
    }

    #[test]
    fn what_was_taken_out_or_changed_is_found_as_it_is_now() {
        let mut finder = Finder::default();
        let one = entry(RecordKind::Opinion, 1, Some(date(2026, 11, 1)));
        finder.put(one, "Cầu gãy", "");
        assert_eq!(found(&mut finder, "cau", FindFilter::default()).matching, 1);
        finder.put(one, "Đường ngập", "");
        assert_eq!(
            found(&mut finder, "cau gay", FindFilter::default()).matching,
            0
        );
        let overdue = FindFilter {
            status: Some(crate::domain::RecordStatus::Overdue),
            ..FindFilter::default()
        };
        assert_eq!(found(&mut finder, "", overdue).matching, 1);
        finder.put(
            Entry {
                course: Course::Done,
                ..one
            },
            "Đường ngập",
            "",
        );
        assert_eq!(found(&mut finder, "", overdue).matching, 0);
        finder.remove(one.id);
        assert_eq!(
            found(&mut finder, "", FindFilter::default()),
            FoundHere::default()
        );
    }
}
