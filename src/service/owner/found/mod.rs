//! Every record beside the models, found by what it says.

mod told;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::finder::{Entry, Finder};
use super::super::names::Names;
use super::super::refusal::Refusal;
use super::super::request::find::{FOUND, FindQuery, FoundLine, FoundPage};
use super::Open;
use crate::domain::{Course, Fields, RecordId, RecordKind};
use crate::search::matched_positions;
use crate::store::RecordChange;

/// From so many changed records on, reading all anew when somebody next
/// searches is as quick.
const MANY: usize = 2048;

/// How far what a change says is carried on: from a model over its visits to
/// the follow-ups of their *kiến nghị*.
const GENERATIONS: usize = 3;

/// The records that changes are about.
pub fn changed_by(changes: &[RecordChange]) -> impl Iterator<Item = RecordId> {
    changes
        .iter()
        .filter_map(|change| change.record.parse().ok())
}

impl Open {
    pub(super) fn find(&self, query: &FindQuery) -> Result<FoundPage, Refusal> {
        let unit = query.filter.unit;
        let within = unit.map(|unit| self.names.units.tree(unit));
        let within = within.unwrap_or_default();
        let places = query.offset..query.offset.saturating_add(query.limit);
        let (found, total) = self.finder.look(
            || self.read_finder(),
            |finder| {
                let (search, today) = (&query.search, query.today);
                let found = finder.select(search, &query.filter, &within, today, places);
                (found, finder.len())
            },
        )?;
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
        })
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
            matched: matched_positions(&query.search, &told.title),
            title: told.title,
            about: told.about,
            unit: told.unit.map(|unit| self.unit_name(unit)),
            period: told.period,
            day: told.day,
            due: course.due(),
            status: course.on(query.today),
        }))
    }

    /// The fields of a record that stands.
    fn found_fields(&self, id: RecordId) -> Result<Option<Fields>, Refusal> {
        let stored = self.store.record(&id.to_string())?;
        let standing = stored.filter(|stored| !stored.is_gone());
        Ok(standing.map(|stored| Fields(stored.state.shown())))
    }

    /// All of them, as they are written now, which may be more than is on disk:
    /// what comes later is put in by the owner.
    fn read_finder(&self) -> Result<Finder, Refusal> {
        let store = self.store.snapshot()?;
        let now = Self {
            names: Arc::new(Names::read(&store)?),
            store,
            ..self.again()
        };
        let mut finder = Finder::default();
        for &kind in FOUND {
            let mut all = Vec::new();
            now.store.records_of(kind, |id, stored| {
                if !stored.is_gone() {
                    all.push((id, Fields(stored.state.shown())));
                }
            })?;
            for (id, fields) in all {
                now.put_found(&mut finder, id, &fields)?;
            }
        }
        Ok(finder)
    }

    fn put_found(&self, finder: &mut Finder, id: RecordId, fields: &Fields) -> Result<(), Refusal> {
        let told = self.told(id, fields)?;
        let entry = Entry {
            id,
            unit: told.unit,
            span: told.span(),
            course: Course::read(id.kind, fields),
        };
        finder.put(entry, &told.title, &self.words_beside(id, fields, &told)?);
        Ok(())
    }

    /// Brings what is found up to these records, which were just written.
    pub(super) fn refind(&self, changed: &BTreeSet<RecordId>) -> Result<(), Refusal> {
        if changed.len() > MANY {
            self.finder.empty();
            return Ok(());
        }
        let renames = |finder: &Finder| {
            changed.iter().any(|id| match id.kind {
                RecordKind::Unit => finder.speaks_of(*id),
                RecordKind::Movement | RecordKind::Person => true,
                _ => false,
            })
        };
        self.finder.keep_up(|finder| {
            if renames(finder) {
                *finder = self.read_finder()?;
                return Ok(());
            }
            for id in self.told_by(changed)? {
                match self.found_fields(id)? {
                    Some(fields) => self.put_found(finder, id, &fields)?,
                    None => finder.remove(id),
                }
            }
            Ok(())
        })
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
        told.retain(|id| FOUND.contains(&id.kind));
        Ok(told)
    }
}
