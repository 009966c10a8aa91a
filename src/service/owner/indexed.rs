//! What is kept in memory of the book beside the store: its names, and the
//! models as lists and reports look at them.

use std::collections::BTreeSet;
use std::sync::{Arc, MutexGuard};
use std::time::Duration;

use serde_json::Value;

use super::super::catalog::NamesSorted;
use super::super::names::{Names, is_named};
use super::super::refusal::Refusal;
use super::super::shelf::{Ended, Fill, PIECE, Readiness, Shelved};
use super::Open;
use super::grants::Grants;
use crate::domain::{ModelSummary, RecordId, RecordKind};
use crate::store::{RecordChange, Store, StoreFault};
use crate::text;

/// How long a glance waits for all to be there: less than anybody feels, and
/// enough for a book of a district.
pub(super) const PATIENCE: Duration = Duration::from_millis(80);

impl Open {
    /// The models, when as much of them is there as `readiness` says.
    pub(super) fn catalog(&self, readiness: Readiness) -> Result<MutexGuard<'_, Shelved>, Refusal> {
        self.catalog.look(readiness, || self.filling())
    }

    /// As much of the models as is there by now; as much as `readiness` says,
    /// if that takes but a moment.
    pub(super) fn glance(&self, readiness: Readiness) -> Result<MutexGuard<'_, Shelved>, Refusal> {
        self.catalog.glance(readiness, PATIENCE, || self.filling())
    }

    /// What fills the catalog from the book as it is written now, which may be
    /// more than is on disk: what is written later is told by the owner.
    fn filling(&self) -> Result<impl FnOnce(&Fill) -> Result<(), Ended> + use<>, Refusal> {
        let now = self.store.snapshot()?;
        Ok(move |fill: &Fill| read_models(&now, fill))
    }

    /// Brings the memory up to the deeds that were held.
    pub(super) fn catch_up(&mut self) -> Result<(), Refusal> {
        if self.unseen.is_empty() {
            return Ok(());
        }
        let models = self.store.take_changed_models()?;
        self.refresh(&models, NamesMay::Stand)?;
        let changed = std::mem::take(&mut self.unseen);
        self.refind(&changed)
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
            self.catalog.rename(&self.names);
        }
        if !self.catalog.is_in_use() {
            return Ok(());
        }
        if self.catalog.is_many(models.len()) {
            self.catalog.empty();
            return Ok(());
        }
        let ids: Vec<RecordId> = models.iter().filter_map(|id| id.parse().ok()).collect();
        // In pieces, so that readers need not wait for a long import.
        for some in ids.chunks(PIECE) {
            let mut piece = Vec::with_capacity(some.len());
            for &id in some {
                let written = match self.store.summary(id)? {
                    Some(summary) => {
                        let beside = beside(&self.store, id, &summary)?;
                        Some((summary, beside))
                    }
                    None => None,
                };
                piece.push((id, written));
            }
            self.catalog.keep_up(piece);
        }
        Ok(self.catalog.settle_order(|id| name_of(&self.store, id))?)
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

/// Reads every model: first what is counted, then the order of names, then the
/// words.
fn read_models(now: &Store, fill: &Fill) -> Result<(), Ended> {
    fill.expect(now.summary_count()?)?;
    each_piece(now, |piece| fill.put_figures(&piece))?;
    fill.all_counted()?;
    let mut names = NamesSorted::default();
    each_piece(now, |piece| {
        for (_, summary) in &piece {
            names.push(&text::collation_key(&summary.model.name));
        }
        fill.have_read(piece.len())
    })?;
    let order = names.finish(|| fill.is_wanted())?;
    fill.all_listed(order, |id| name_of(now, id))?;
    each_piece(now, |piece| {
        let mut worded = Vec::with_capacity(piece.len());
        for (id, summary) in piece {
            let beside = beside(now, id, &summary)?;
            worded.push((id, summary, beside));
        }
        fill.put_words(&worded)
    })?;
    fill.all_found()
}

/// All models in order of their ids, some at a time.
fn each_piece(
    store: &Store,
    mut each: impl FnMut(Vec<(RecordId, ModelSummary)>) -> Result<(), Ended>,
) -> Result<(), Ended> {
    let mut after = None;
    loop {
        let piece = store.summaries_after(after, PIECE)?;
        let Some((last, _)) = piece.last() else {
            return Ok(());
        };
        after = Some(*last);
        each(piece)?;
    }
}

fn name_of(store: &Store, model: RecordId) -> Result<Option<String>, StoreFault> {
    let summary = store.summary(model)?;
    Ok(summary.map(|summary| summary.model.name))
}

/// What finds a model beside its name, owner and unit: its old names, and what
/// was written about it.
fn beside(store: &Store, id: RecordId, summary: &ModelSummary) -> Result<String, StoreFault> {
    let mut words = summary.formerly.join(" ");
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
