//! Every record beside the models, found by what it says.

mod registrations;
mod told;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use super::super::finder::{Entry, Finder, FoundHere};
use super::super::kept::{Kept, Reading};
use super::super::names::Names;
use super::super::refusal::Refusal;
use super::super::request::find::{
    Breadth, FOUND, FindQuery, FoundLine, FoundPage, FoundStatus, Reach,
};
use super::super::shelf::{Ended, PIECE};
use super::super::views::RelatedView;
use super::Open;
use super::indexed::PATIENCE;
use crate::domain::register::entered::spoken_of_by;
use crate::domain::{Course, Fields, RecordId, RecordKind};
use crate::search::matched_positions;
use crate::store::RecordChange;

/// From so many changed records on, reading all anew when somebody next
/// searches is as quick.
const MANY: usize = 2048;

/// How far what a change says is carried on: from a model over its visits to
/// the follow-ups of their *kiến nghị*.
const GENERATIONS: usize = 3;

/// What is kept in memory by itself: a search that is not about registrations
/// does not wait for them, nor pay for their memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Others,
    Registrations,
}

impl Part {
    fn of(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Registration => Self::Registrations,
            _ => Self::Others,
        }
    }
}

/// What a question looks through, in the order of its answer.
fn parts(query: &FindQuery) -> &'static [Part] {
    match (query.breadth, query.filter.kind) {
        (Breadth::ItsKind, Some(RecordKind::Registration)) => &[Part::Registrations],
        (Breadth::ItsKind, Some(_)) | (Breadth::ButRegistrations, _) => &[Part::Others],
        (Breadth::ItsKind, None) | (Breadth::Everything, _) => &[Part::Others, Part::Registrations],
    }
}

/// The records that changes are about.
pub fn changed_by(changes: &[RecordChange]) -> impl Iterator<Item = RecordId> {
    changes
        .iter()
        .filter_map(|change| change.record.parse().ok())
}

impl Open {
    /// A page of the records that fit, when all have been looked through.
    pub(super) fn find(&self, query: &FindQuery) -> Result<FoundPage, Refusal> {
        self.find_within(Duration::MAX, query)
    }

    /// The same, if all have been read by now or in a moment.
    pub(super) fn find_so_far(&self, query: &FindQuery) -> Result<FoundPage, Refusal> {
        self.find_within(PATIENCE, query)
    }

    fn find_within(&self, patience: Duration, query: &FindQuery) -> Result<FoundPage, Refusal> {
        let unit = query.filter.unit;
        let within = unit.map(|unit| self.names.units.tree(unit));
        let within = within.unwrap_or_default();
        let places = query.offset..query.offset.saturating_add(query.limit);
        let unread = || FoundPage {
            offset: query.offset,
            reach: Reach::Unread,
            ..FoundPage::default()
        };
        let look = |part: Part, places: Range<usize>| {
            self.kept(part).look(
                patience,
                || self.reading(part),
                |finder| {
                    let (search, today) = (&query.search, query.today);
                    let found = finder.select(search, &query.filter, &within, today, places);
                    (found, finder.len())
                },
            )
        };
        let mut found = FoundHere::default();
        let mut total = 0;
        // Registrations come last, whatever else was found.
        for part in parts(query) {
            let behind = |place: usize| place.saturating_sub(found.matching);
            let rest = behind(places.start)..behind(places.end);
            let Some((here, len)) = look(*part, rest)? else {
                return Ok(unread());
            };
            total += len;
            found.matching += here.matching;
            found.kinds.extend(here.kinds);
            found.page.extend(here.page);
        }
        let mut lines = Vec::new();
        for id in found.page {
            lines.extend(self.found_line(id, query)?);
        }
        Ok(FoundPage {
            total,
            matching: found.matching,
            kinds: found.kinds,
            offset: query.offset,
            lines,
            reach: Reach::Whole,
        })
    }

    fn kept(&self, part: Part) -> &Arc<Kept<Finder>> {
        match part {
            Part::Others => &self.finder,
            Part::Registrations => &self.registered,
        }
    }

    /// `None` when this reader's book does not have it yet, or no longer.
    fn found_line(&self, id: RecordId, query: &FindQuery) -> Result<Option<FoundLine>, Refusal> {
        let Some(fields) = self.found_fields(id)? else {
            return Ok(None);
        };
        let told = self.told(id, &fields)?;
        let course = Course::read(id.kind, &fields);
        Ok(Some(FoundLine {
            id,
            part_of: told.part_of,
            matched: matched_positions(&query.search, &told.title),
            title: told.title,
            about: told.about,
            unit: told.unit.map(|unit| self.unit_name(unit)),
            period: told.period,
            day: told.day,
            due: course.due(),
            status: FoundStatus::of(id.kind, course, query.today),
        }))
    }

    /// The awards and contributions of a model, the opinions of a forum: kind
    /// by kind, the latest first.
    pub(super) fn spoken_of(&self, id: RecordId) -> Result<Vec<RelatedView>, Refusal> {
        let kinds = spoken_of_by(id.kind);
        let mut related = Vec::new();
        for child in self.store.children(&id.to_string())? {
            let place = kinds.iter().position(|(kind, _)| *kind == child.kind);
            let fields = match place {
                Some(_) => self.found_fields(child)?,
                None => None,
            };
            if let Some((place, fields)) = place.zip(fields) {
                let told = self.told(child, &fields)?;
                related.push((place, RelatedView::of(child, told)));
            }
        }
        related.sort_by_key(|(place, one)| (*place, std::cmp::Reverse(one.day), one.id));
        Ok(related.into_iter().map(|(_, one)| one).collect())
    }

    /// The fields of a record that stands.
    pub(super) fn found_fields(&self, id: RecordId) -> Result<Option<Fields>, Refusal> {
        let stored = self.store.record(&id.to_string())?;
        let standing = stored.filter(|stored| !stored.is_gone());
        Ok(standing.map(|stored| Fields(stored.state.shown())))
    }

    /// What reads a part, as it is written now, which may be more than is on
    /// disk: what comes later is told by the owner.
    fn reading(
        &self,
        part: Part,
    ) -> Result<impl FnOnce(&Reading<Finder>) -> Result<(), Ended> + use<>, Refusal> {
        let now = self.as_written()?;
        Ok(move |reading: &Reading<Finder>| now.read_finder(part, reading))
    }

    /// The book as it is written now.
    pub(super) fn as_written(&self) -> Result<Self, Refusal> {
        let store = self.store.snapshot()?;
        Ok(Self {
            names: Arc::new(Names::read(&store)?),
            store,
            ..self.again()
        })
    }

    fn read_finder(&self, part: Part, reading: &Reading<Finder>) -> Result<(), Ended> {
        let mut finder = Finder::default();
        match part {
            Part::Registrations => self.read_registrations(&mut finder, reading)?,
            Part::Others => {
                for kind in FOUND.iter().filter(|kind| Part::of(**kind) == part) {
                    self.read_kind(*kind, &mut finder, reading)?;
                }
            }
        }
        reading.finish(finder, |finder, written| {
            let now = self.as_written()?;
            let mut written = written.into_iter();
            Ok(written.try_for_each(|id| now.find_anew(finder, id))?)
        })
    }

    fn read_kind(
        &self,
        kind: RecordKind,
        finder: &mut Finder,
        reading: &Reading<Finder>,
    ) -> Result<(), Ended> {
        let mut all = Vec::new();
        self.store.records_of(kind, |id, stored| {
            if !stored.is_gone() {
                all.push((id, Fields(stored.state.shown())));
            }
        })?;
        for piece in all.chunks(PIECE) {
            reading.is_wanted()?;
            for (id, fields) in piece {
                self.put_found(finder, *id, fields)?;
            }
        }
        Ok(())
    }

    /// Brings one record up to what it says now.
    fn find_anew(&self, finder: &mut Finder, id: RecordId) -> Result<(), Refusal> {
        if id.kind == RecordKind::Model {
            let mut about = finder.about(id).into_iter();
            return about.try_for_each(|id| self.find_anew(finder, id));
        }
        match self.found_fields(id)? {
            Some(fields) => self.put_found(finder, id, &fields),
            None => {
                finder.remove(id);
                Ok(())
            }
        }
    }

    fn put_found(&self, finder: &mut Finder, id: RecordId, fields: &Fields) -> Result<(), Refusal> {
        if id.kind == RecordKind::Registration {
            return self.put_registration(finder, id, fields);
        }
        let told = self.told(id, fields)?;
        let model = fields.reference("model", RecordKind::Model);
        let entry = Entry {
            id,
            unit: told.unit,
            model: model
                .map(|model| self.store.stands_for(model))
                .transpose()?,
            span: told.span(),
            course: Course::read(id.kind, fields),
        };
        finder.put(entry, &told.title, &self.words_beside(id, fields, &told)?);
        Ok(())
    }

    /// Brings what is found up to these records, which were just written.
    pub(super) fn refind(&self, changed: &BTreeSet<RecordId>) -> Result<(), Refusal> {
        self.reask(changed)?;
        let parts = [Part::Others, Part::Registrations];
        if !parts.iter().any(|part| self.kept(*part).is_in_use()) {
            return Ok(());
        }
        let speak_of = |unit: RecordId| {
            let mut parts = parts.iter();
            parts.any(|part| self.kept(*part).may(|finder| finder.speaks_of(unit)))
        };
        let renames = |id: &RecordId| match id.kind {
            RecordKind::Unit => speak_of(*id),
            RecordKind::Movement | RecordKind::Person => true,
            _ => false,
        };
        if changed.len() > MANY || changed.iter().any(renames) {
            parts.iter().for_each(|part| self.kept(*part).empty());
            return Ok(());
        }
        let told = self.told_by(changed)?;
        for part in parts {
            let of_part = told.iter().copied().filter(|id| Part::of(id.kind) == part);
            self.kept(part)
                .keep_up(of_part.collect(), |finder, id| self.find_anew(finder, id))?;
        }
        Ok(())
    }

    /// So much changed that all is rather read anew, when somebody next asks.
    pub(super) fn forget_what_was_read(&self) {
        self.finder.empty();
        self.registered.empty();
        self.asked.empty();
    }

    /// The changed records and those that are shown with what these say.
    fn told_by(&self, changed: &BTreeSet<RecordId>) -> Result<BTreeSet<RecordId>, Refusal> {
        let mut told = changed.clone();
        let mut youngest = changed.clone();
        for _ in 0..GENERATIONS {
            let mut children = BTreeSet::new();
            for parent in &youngest {
                children.extend(self.store.children(&parent.to_string())?);
            }
            children.retain(|child| !told.contains(child));
            told.extend(&children);
            youngest = children;
        }
        // A model is none of them, but some bear its name.
        told.retain(|id| FOUND.contains(&id.kind) || id.kind == RecordKind::Model);
        Ok(told)
    }
}
