//! The tables that follow from the records: who belongs to whom, where people
//! must choose, and one line for each model.

use std::borrow::Cow;
use std::collections::BTreeSet;

use redb::{ReadableTable, Table, WriteTransaction};

use super::encoding::{Sketch, StoredRecord, pack_summary, unpack_record};
use super::fault::StoreFault;
use super::merged::{Merges, around, keep_furthest, members, merged_keys};
use super::tables::{CONFLICTS, LINKS, RECORDS, SUMMARIES};
use super::touched::{Touched, TouchedRecord};
use crate::domain::schema::MERGED_INTO;
use crate::domain::{
    Fields, Model, ModelSummary, RecordId, RecordKind, Registration, RegistrationSummary,
};

/// How a kind of record belongs to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Belonging {
    /// Its id stands in this field.
    Field(&'static str),
    /// Its id is the key of a member: `model.<key>.name`.
    Member(&'static str, RecordKind),
}

impl Belonging {
    /// Names the way in the keys of links.
    fn name(self) -> &'static str {
        match self {
            Self::Field(name) | Self::Member(name, _) => name,
        }
    }
}

/// The ways in which a kind of record belongs to others.
fn belongings(kind: RecordKind) -> &'static [Belonging] {
    use Belonging::{Field, Member};
    match kind {
        RecordKind::Registration => &[Field("model")],
        RecordKind::Note | RecordKind::Attachment => &[Field("record")],
        RecordKind::Visit => &[
            Field("round"),
            Field("unit"),
            Member("model", RecordKind::Model),
        ],
        RecordKind::Finding | RecordKind::Recommendation | RecordKind::Addendum => {
            &[Field("visit")]
        }
        RecordKind::FollowUp => &[Field("recommendation")],
        RecordKind::Model => &[Field(MERGED_INTO)],
        RecordKind::Opinion => &[Field("forum")],
        RecordKind::Award | RecordKind::Contribution => &[Field("model")],
        _ => &[],
    }
}

/// Kind of a record id as it stands in the log.
fn kind_of(record: &str) -> Option<RecordKind> {
    record.parse::<RecordId>().ok().map(|id| id.kind)
}

/// Every value of the parent field counts, also where people must choose: the
/// child is found from each.
fn parents_of(belonging: Belonging, stored: &StoredRecord) -> BTreeSet<String> {
    match belonging {
        Belonging::Field(field) => {
            let register = stored.state.register(field);
            let live = register.map(|register| register.live()).unwrap_or_default();
            live.iter()
                .filter_map(|value| value.value.as_str())
                .map(str::to_owned)
                .collect()
        }
        Belonging::Member(family, kind) => {
            let members = stored.state.registers.iter().filter(|(_, register)| {
                let mut live = register.live().iter();
                live.any(|value| !value.value.is_null())
            });
            let keys = members.filter_map(|(name, _)| {
                let member = name.strip_prefix(family)?.strip_prefix('.')?;
                let key = member.split_once('.').map_or(member, |(key, _)| key);
                uuid::Uuid::try_parse(key).ok()
            });
            keys.map(|key| RecordId::new(kind, key).to_string())
                .collect()
        }
    }
}

/// Key of a link; the first part alone is the start of a parent's links.
pub fn link_key(parent: &str, child: &str) -> String {
    format!("{parent}\0{child}")
}

/// End of the keys that begin with `start` and NUL.
pub fn after_nul(start: &str) -> String {
    format!("{start}\u{1}")
}

/// Brings links, conflicts and summaries up to the touched records, and tells
/// which models' summaries may have changed.
pub fn follow(write: &WriteTransaction, touched: &Touched) -> Result<BTreeSet<String>, StoreFault> {
    let mut follower = Follower {
        records: write.open_table(RECORDS)?,
        links: write.open_table(LINKS)?,
        conflicts: write.open_table(CONFLICTS)?,
        summaries: write.open_table(SUMMARIES)?,
    };
    let mut models = BTreeSet::new();
    for record in touched.iter() {
        follower.follow_links(record, &mut models)?;
        follower.follow_conflicts(record)?;
        if kind_of(&record.id) == Some(RecordKind::Model) {
            models.insert(record.id.clone());
        }
    }
    let near = Near {
        follower: &follower,
        touched,
    };
    let mut moved = BTreeSet::new();
    for model in &models {
        let near = around(&near, model)?;
        if near.len() > 1 {
            moved.extend(near);
        }
    }
    for model in models.difference(&moved) {
        let alone = BTreeSet::from([model.clone()]);
        follower.summarize(model, &alone, touched)?;
    }
    for model in &moved {
        let near = Near {
            follower: &follower,
            touched,
        };
        let members = members(&near, model)?;
        follower.summarize(model, &members, touched)?;
    }
    models.append(&mut moved);
    Ok(models)
}

struct Follower<'txn> {
    records: Table<'txn, &'static str, &'static [u8]>,
    links: Table<'txn, &'static str, ()>,
    conflicts: Table<'txn, &'static str, ()>,
    summaries: Table<'txn, &'static str, &'static [u8]>,
}

impl Follower<'_> {
    /// Old links are found by their mirror image, child before parent.
    fn follow_links(
        &mut self,
        touched: &TouchedRecord,
        models: &mut BTreeSet<String>,
    ) -> Result<(), StoreFault> {
        let record = touched.id.as_str();
        let Some(kind) = kind_of(record) else {
            return Ok(());
        };
        for &belonging in belongings(kind) {
            let parents = parents_of(belonging, &touched.stored);
            let old = if touched.is_begun {
                Vec::new()
            } else {
                self.old_parents(record, belonging)?
            };
            if is_summed_up(kind) || kind == RecordKind::Model {
                old.iter()
                    .chain(&parents)
                    .for_each(|parent| note_model(models, parent));
            }
            self.relink(record, belonging, &old, &parents)?;
        }
        Ok(())
    }

    fn old_parents(&self, record: &str, belonging: Belonging) -> Result<Vec<String>, StoreFault> {
        let way = belonging.name();
        let start = format!("{record}\0{way}\0");
        let end = format!("{record}\0{way}\u{1}");
        let links = self.links.range(start.as_str()..end.as_str())?;
        let parents = links.filter_map(|entry| {
            let (key, _) = entry.ok()?;
            key.value().get(start.len()..).map(str::to_owned)
        });
        Ok(parents.collect())
    }

    fn relink(
        &mut self,
        record: &str,
        belonging: Belonging,
        old: &[String],
        parents: &BTreeSet<String>,
    ) -> Result<(), StoreFault> {
        let way = belonging.name();
        let mirror = |parent: &str| format!("{record}\0{way}\0{parent}");
        for parent in old.iter().filter(|parent| !parents.contains(*parent)) {
            self.links.remove(link_key(parent, record).as_str())?;
            self.links.remove(mirror(parent).as_str())?;
        }
        for parent in parents.iter().filter(|parent| !old.contains(parent)) {
            self.links.insert(link_key(parent, record).as_str(), ())?;
            self.links.insert(mirror(parent).as_str(), ())?;
        }
        Ok(())
    }

    fn follow_conflicts(&mut self, touched: &TouchedRecord) -> Result<(), StoreFault> {
        let record = touched.id.as_str();
        if !touched.is_begun {
            let start = link_key(record, "");
            let old: Vec<String> = self
                .conflicts
                .range(start.as_str()..after_nul(record).as_str())?
                .filter_map(|entry| entry.ok().map(|(key, _)| key.value().to_owned()))
                .collect();
            for key in old {
                self.conflicts.remove(key.as_str())?;
            }
        }
        for field in touched.stored.state.conflicts() {
            self.conflicts
                .insert(link_key(record, field).as_str(), ())?;
        }
        Ok(())
    }

    /// Sums up a model with all that it stands for, its `members`.
    fn summarize(
        &mut self,
        model: &str,
        members: &BTreeSet<String>,
        touched: &Touched,
    ) -> Result<(), StoreFault> {
        match self.summary_of(model, members, touched)? {
            Some(summary) => self
                .summaries
                .insert(model, pack_summary(&summary).as_slice())?,
            None => self.summaries.remove(model)?,
        };
        Ok(())
    }

    fn summary_of(
        &self,
        model: &str,
        members: &BTreeSet<String>,
        touched: &Touched,
    ) -> Result<Option<ModelSummary>, StoreFault> {
        let Some(stored) = self.stored(model, touched)? else {
            return Ok(None);
        };
        if stored.is_gone() || members.is_empty() {
            return Ok(None);
        }
        let fields = Fields(stored.state.shown());
        let mut summary = ModelSummary {
            model: Model::read(&fields),
            formerly: Vec::new(),
            registrations: Vec::new(),
            notes: 0,
            conflicts: Sketch::of(&stored).conflicts,
            changed: changed(&stored),
        };
        let mut formerly = self.old_names((model, &fields), members, touched)?;
        formerly.remove(&summary.model.name);
        summary.formerly = formerly.into_iter().collect();
        let mut children = BTreeSet::new();
        for member in members {
            let start = link_key(member, "");
            let links = self
                .links
                .range(start.as_str()..after_nul(member).as_str())?;
            children.extend(links.filter_map(|entry| {
                let (key, _) = entry.ok()?;
                key.value().get(start.len()..).map(str::to_owned)
            }));
        }
        for child in children {
            let Some(id) = child
                .parse()
                .ok()
                .filter(|id: &RecordId| is_summed_up(id.kind))
            else {
                continue;
            };
            if id.kind == RecordKind::Note {
                let note = self.sketch(&child, touched)?;
                summary.conflicts += note.map_or(0, |note| note.conflicts);
                summary.notes += u32::from(note.is_some_and(|note| !note.is_gone));
            } else if let Some(stored) = self.stored(&child, touched)? {
                add_registration(&mut summary, id, &stored);
            }
        }
        summary
            .registrations
            .sort_by_key(|registration| (registration.level, registration.period, registration.id));
        if members.len() > 1 {
            keep_furthest(&mut summary.registrations);
        }
        Ok(Some(summary))
    }

    /// The names that a model had, and that those which were merged into it have
    /// or had.
    fn old_names(
        &self,
        (model, own): (&str, &Fields),
        members: &BTreeSet<String>,
        touched: &Touched,
    ) -> Result<BTreeSet<String>, StoreFault> {
        let mut names: BTreeSet<_> = own.string("former_name").into_iter().collect();
        for member in members.iter().filter(|member| *member != model) {
            if let Some(stored) = self.stored(member, touched)? {
                let fields = Fields(stored.state.shown());
                names.extend(fields.string("former_name"));
                names.extend(fields.string("name"));
            }
        }
        Ok(names)
    }

    fn sketch(&self, record: &str, touched: &Touched) -> Result<Option<Sketch>, StoreFault> {
        if let Some(stored) = touched.get(record) {
            let is_there = !stored.state.registers.is_empty();
            return Ok(is_there.then(|| Sketch::of(stored)));
        }
        let stored = self.records.get(record)?;
        stored.map(|bytes| Sketch::read(bytes.value())).transpose()
    }

    fn stored<'a>(
        &self,
        record: &str,
        touched: &'a Touched,
    ) -> Result<Option<Cow<'a, StoredRecord>>, StoreFault> {
        if let Some(stored) = touched.get(record) {
            let is_there = !stored.state.registers.is_empty();
            return Ok(is_there.then_some(Cow::Borrowed(stored)));
        }
        let stored = self.records.get(record)?;
        stored
            .map(|bytes| unpack_record(bytes.value()).map(Cow::Owned))
            .transpose()
    }
}

/// The records as they will stand after the change.
struct Near<'a, 'txn> {
    follower: &'a Follower<'txn>,
    touched: &'a Touched,
}

impl Merges for Near<'_, '_> {
    fn record_of(&self, record: &str) -> Result<Option<Cow<'_, StoredRecord>>, StoreFault> {
        self.follower.stored(record, self.touched)
    }

    fn merged_into(&self, model: &str) -> Result<Vec<String>, StoreFault> {
        let (start, end) = merged_keys(model);
        let links = self.follower.links.range(start.as_str()..end.as_str())?;
        let sources = links.filter_map(|entry| {
            let (key, _) = entry.ok()?;
            let (_, source) = key.value().split_once('\0')?;
            Some(source.to_owned())
        });
        Ok(sources.collect())
    }
}

/// Whether a model's summary counts the records of this kind that belong to it.
fn is_summed_up(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Registration | RecordKind::Note)
}

fn note_model(models: &mut BTreeSet<String>, parent: &str) {
    if kind_of(parent) == Some(RecordKind::Model) {
        models.insert(parent.to_owned());
    }
}

fn add_registration(summary: &mut ModelSummary, id: RecordId, stored: &StoredRecord) {
    let sketch = Sketch::of(stored);
    summary.conflicts += sketch.conflicts;
    if sketch.is_gone {
        return;
    }
    if let Some(registration) = Registration::read(&Fields(stored.state.shown())) {
        summary.changed = summary.changed.max(changed(stored));
        summary.registrations.push(RegistrationSummary {
            id,
            level: registration.level,
            period: registration.period,
            kind: registration.kind,
            status: registration.status,
            typical: registration.typical,
        });
    }
}

/// Last live change, milliseconds of Unix time.
fn changed(stored: &StoredRecord) -> i64 {
    let live = stored
        .state
        .registers
        .values()
        .flat_map(|register| register.live());
    live.map(|value| value.at.millis).max().unwrap_or_default()
}
