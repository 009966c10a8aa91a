//! What is kept in memory of the book beside the store: its names, and the
//! models as lists and reports look at them.

use std::collections::BTreeSet;
use std::sync::{Arc, MutexGuard};

use serde_json::Value;

use super::super::names::{Names, is_named};
use super::super::refusal::Refusal;
use super::super::shelf::Shelved;
use super::Open;
use super::grants::Grants;
use crate::domain::{ModelSummary, RecordId, RecordKind};
use crate::store::{RecordChange, Store, StoreFault};

/// Models that are put into the catalog before readers look at it again.
const PIECE: usize = 256;

impl Open {
    /// The models, read from the store the first time.
    pub(super) fn catalog(&self) -> Result<MutexGuard<'_, Shelved>, Refusal> {
        self.catalog.look(|catalog| {
            // As it is written now, which may be more than is on disk: what is
            // put in later is put in by the owner.
            let now = self.store.snapshot()?;
            let names = &Names::read(&now)?;
            let mut noted = Vec::new();
            now.summaries(|id, summary| {
                if summary.notes > 0 {
                    noted.push((id, summary));
                } else {
                    let places = places(names, summary.model.unit);
                    catalog.put(id, summary, &places);
                }
            })?;
            for (id, summary) in noted {
                let beside = beside(&now, names, id, &summary)?;
                catalog.put(id, summary, &beside);
            }
            Ok(())
        })
    }

    /// Brings names and models up to what was just written.
    pub(super) fn refresh(
        &mut self,
        models: &BTreeSet<String>,
        names: NamesMay,
    ) -> Result<(), Refusal> {
        self.trouble = None;
        if names == NamesMay::HaveChanged {
            self.names = Arc::new(Names::read(&self.store)?);
            self.grants = Arc::new(Grants::read(&self.store)?);
        }
        let ids: Vec<RecordId> = models.iter().filter_map(|id| id.parse().ok()).collect();
        if names == NamesMay::HaveChanged {
            // A unit may lie elsewhere now.
            self.catalog.keep_up(|catalog| -> Result<(), Refusal> {
                catalog.forget_what_follows();
                Ok(())
            })?;
        }
        // In pieces, so that readers need not wait for a long import.
        for some in ids.chunks(PIECE) {
            self.catalog.keep_up(|catalog| -> Result<(), Refusal> {
                for id in some {
                    match self.store.summary(*id)? {
                        Some(summary) => {
                            let beside = beside(&self.store, &self.names, *id, &summary)?;
                            catalog.put(*id, summary, &beside);
                        }
                        None => catalog.remove(*id),
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// Whether a change could have touched units, officers or movements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamesMay {
    HaveChanged,
    Stand,
}

impl NamesMay {
    pub fn after(changes: &[RecordChange]) -> Self {
        let named = |change: &RecordChange| {
            let id = change.record.parse::<RecordId>();
            id.is_ok_and(|id| is_named(id.kind))
        };
        if changes.iter().any(named) {
            Self::HaveChanged
        } else {
            Self::Stand
        }
    }
}

/// What finds a model beside its name and owner: its places, and what was
/// written about it.
fn beside(
    store: &Store,
    names: &Names,
    id: RecordId,
    summary: &ModelSummary,
) -> Result<String, StoreFault> {
    let mut words = places(names, summary.model.unit);
    if summary.notes == 0 {
        return Ok(words);
    }
    let children = store.children(&id.to_string())?;
    for note in children
        .iter()
        .filter(|child| child.kind == RecordKind::Note)
    {
        let stored = store.record(&note.to_string())?;
        for stored in stored.iter().filter(|stored| !stored.is_gone()) {
            let text = stored.state.shown().remove("text");
            words.push(' ');
            words.push_str(text.as_ref().and_then(Value::as_str).unwrap_or_default());
        }
    }
    Ok(words)
}

/// The unit and what it lies in, as words that find a model.
fn places(names: &Names, unit: Option<RecordId>) -> String {
    let Some(unit) = unit else {
        return String::new();
    };
    let ids = std::iter::once(unit).chain(names.units.ancestors(unit).into_iter().take(1));
    ids.filter_map(|id| names.of(id))
        .collect::<Vec<_>>()
        .join(" ")
}
