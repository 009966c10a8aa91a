//! All records beside the models in memory, one line each, with the index
//! that finds them. Read when first needed, kept up by the owner.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

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
    /// The model that it names: its words hold the model's name.
    pub model: Option<RecordId>,
    /// First and last day of what it is about.
    pub span: Option<(Date, Date)>,
    pub course: Course,
}

/// The records of the book. Entries keep their number while the program runs.
#[derive(Default)]
pub struct Finder {
    entries: Vec<Option<Entry>>,
    numbers: HashMap<RecordId, u32>,
    /// The records that name a model.
    of_model: HashMap<RecordId, BTreeSet<RecordId>>,
    index: Index,
    /// Worked out when first asked for.
    arranged: Option<Arranged>,
    /// The last filter and the entries that fit it: it stays while somebody types.
    filtered: Option<((FindFilter, Date), DocSet)>,
}

/// The records as they are shown when nothing is searched for.
struct Arranged {
    /// By kind, the latest first.
    order: Order,
    /// Those of each kind that there is, as [`FOUND`] names them.
    kinds: Vec<(RecordKind, DocSet)>,
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
        self.set(number, Some(entry));
        self.forget_what_follows();
    }

    /// Takes a record out.
    pub fn remove(&mut self, id: RecordId) {
        let Some(number) = self.numbers.remove(&id) else {
            return;
        };
        self.index.remove(number);
        self.set(number, None);
        self.forget_what_follows();
    }

    fn set(&mut self, number: u32, entry: Option<Entry>) {
        let Some(slot) = self.entries.get_mut(number as usize) else {
            return;
        };
        let before = std::mem::replace(slot, entry);
        let named = |entry: Entry| entry.model.map(|model| (model, entry.id));
        if let Some((model, id)) = before.and_then(named)
            && let Some(records) = self.of_model.get_mut(&model)
        {
            records.remove(&id);
        }
        if let Some((model, id)) = entry.and_then(named) {
            self.of_model.entry(model).or_default().insert(id);
        }
    }

    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The records that name this model.
    pub fn about(&self, model: RecordId) -> Vec<RecordId> {
        let about = self.of_model.get(&model);
        about.into_iter().flatten().copied().collect()
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
        let arranged = self.arranged.get_or_insert_with(|| Arranged::of(entries));
        let found = self.index.find(search, kept, &arranged.order);
        let kinds = arranged.kinds.iter();
        let kinds = kinds.map(|(kind, of_kind)| (*kind, found.count_of(of_kind)));
        let kinds = kinds.filter(|(_, count)| *count > 0).collect();
        let found = match filter.kind {
            Some(wanted) => found.narrowed(&arranged.of_kind(wanted)),
            None => found,
        };
        let hits = found.page(page);
        FoundHere {
            matching: found.count(),
            kinds,
            page: hits
                .iter()
                .filter_map(|hit| entry(hit.doc).map(|entry| entry.id))
                .collect(),
        }
    }

    fn forget_what_follows(&mut self) {
        self.arranged = None;
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
            .is_none_or(|status| status.fits(entry.id.kind, entry.course, today))
}

impl Arranged {
    fn of(entries: &[Option<Entry>]) -> Self {
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
        let of_kind = |run: &[((_, _, RecordId), u32)]| {
            let ((.., id), _) = run.first()?;
            let docs = run.iter().map(|(_, number)| *number);
            Some((id.kind, DocSet::of(docs)))
        };
        let runs = all.chunk_by(|((one, ..), _), ((other, ..), _)| one == other);
        Self {
            kinds: runs.filter_map(of_kind).collect(),
            order: Order::of(all.into_iter().map(|(_, number)| number).collect()),
        }
    }

    /// The records of a kind; none when there is none.
    fn of_kind(&self, wanted: RecordKind) -> DocSet {
        let mut kinds = self.kinds.iter();
        let found = kinds.find(|(kind, _)| *kind == wanted);
        found.map(|(_, docs)| docs.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::service::request::find::FoundStatus;

    fn entry(kind: RecordKind, at: u128, day: Option<Date>) -> Entry {
        Entry {
            id: RecordId::new(kind, uuid::Uuid::from_u128(at)),
            unit: None,
            model: None,
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
            status: Some(FoundStatus::OnDay(crate::domain::RecordStatus::Overdue)),
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
