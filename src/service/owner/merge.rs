//! Merging models that are one and the same.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::request::Deed;
use super::super::request::merge::{
    AlikeView, DifferingField, MergePlanView, MergeReply, MergeRequest,
};
use super::super::views::ChangeView;
use super::Open;
use super::changes::see;
use crate::domain::schema::{DELETED, MERGED_INTO};
use crate::domain::{Fields, Model, ModelSummary, RecordId, RecordKind};
use crate::search::near_duplicate;
use crate::store::{FieldChange, RecordChange, StoredRecord};
use crate::text;

/// Fields that say what becomes of a model, not what it is.
const ABOUT_ITSELF: &[&str] = &[DELETED, MERGED_INTO];

impl Open {
    pub(super) fn merging(&mut self, request: &MergeRequest) -> Result<MergeReply, Refusal> {
        match request {
            MergeRequest::Alike { model } => self.alike(*model).map(MergeReply::Alike),
            MergeRequest::Plan { kept, merged } => {
                self.merge_plan(*kept, *merged).map(MergeReply::Plan)
            }
            MergeRequest::Merge { kept, merged, take } => {
                self.merge(*kept, *merged, take).map(MergeReply::Merged)
            }
        }
    }

    /// Models whose names look alike, within the unit above the model's own:
    /// “trùng tên ở ấp bên”.
    fn alike(&mut self, model: RecordId) -> Result<Vec<AlikeView>, Refusal> {
        let missing = || Refusal::NoRecord {
            id: model.to_string(),
        };
        let summary = self.store.summary(model)?.ok_or_else(missing)?;
        let units = &self.names.units;
        let around = summary.model.unit.map(|unit| {
            let above = units.ancestors(unit).first().copied();
            units.tree(above.unwrap_or(unit))
        });
        let is_near = |unit: Option<RecordId>| match (&around, unit) {
            (Some(around), Some(unit)) => around.contains(&unit),
            _ => true,
        };
        let key = text::fold_key(&summary.model.name);
        let mut alike: Vec<AlikeView> = Vec::new();
        self.store.summaries(|id, summary| {
            let other = &summary.model;
            if id != model
                && is_near(other.unit)
                && near_duplicate(&key, &text::fold_key(&other.name))
            {
                alike.push(self.alike_view(id, &summary));
            }
        })?;
        alike.sort_by_cached_key(|view| (text::collation_key(&view.name), view.id));
        Ok(alike)
    }

    fn alike_view(&self, id: RecordId, summary: &ModelSummary) -> AlikeView {
        let unit = summary
            .model
            .unit
            .and_then(|unit| self.names.units.get(unit));
        AlikeView {
            id,
            name: summary.model.name.clone(),
            owner: summary.model.owner.clone(),
            unit: unit.map(|unit| unit.full_name()),
            registrations: summary.registrations.len(),
            notes: summary.notes,
        }
    }

    /// Every model that was merged, under the id of the one that stands for it:
    /// a list that still names it means that one.
    pub(super) fn merged_models(&self) -> Result<Vec<(RecordId, Model)>, Refusal> {
        let mut merged = Vec::new();
        self.store.records_of(RecordKind::Model, |id, stored| {
            if stored.state.register(MERGED_INTO).is_some() && !stored.is_gone() {
                merged.push((id, Model::read(&Fields(stored.state.shown()))));
            }
        })?;
        let mut known = Vec::new();
        for (id, model) in merged {
            let stands = self.store.stands_for(id)?;
            if stands != id {
                known.push((stands, model));
            }
        }
        Ok(known)
    }

    /// The model that stands for the one that a record names.
    pub(super) fn stands_for(&self, model: Option<RecordId>) -> Result<Option<RecordId>, Refusal> {
        let stands = model.map(|model| self.store.stands_for(model));
        Ok(stands.transpose()?)
    }

    /// The two models that will be one, each by the one that stands for it.
    fn pair(&self, kept: RecordId, merged: RecordId) -> Result<(Side, Side), Refusal> {
        let kept = self.side(kept)?;
        let merged = self.side(merged)?;
        if kept.id == merged.id {
            let model = merged.view.name;
            return Err(Refusal::MergedAlready { model });
        }
        Ok((kept, merged))
    }

    fn side(&self, id: RecordId) -> Result<Side, Refusal> {
        let missing = || Refusal::NoRecord { id: id.to_string() };
        if id.kind != RecordKind::Model {
            return Err(missing());
        }
        let id = self.store.stands_for(id)?;
        let summary = self.store.summary(id)?.ok_or_else(missing)?;
        let stored = self.store.record(&id.to_string())?.ok_or_else(missing)?;
        Ok(Side {
            id,
            view: self.alike_view(id, &summary),
            stored,
        })
    }

    fn merge_plan(&self, kept: RecordId, merged: RecordId) -> Result<MergePlanView, Refusal> {
        let (kept, merged) = self.pair(kept, merged)?;
        let (ours, theirs) = (kept.fields(), merged.fields());
        let words = |field: &str, value: &Value| self.words_of(RecordKind::Model, field, value);
        let differing = theirs.iter().filter_map(|(field, theirs)| {
            let ours = ours.get(field).filter(|ours| *ours != theirs)?;
            Some(DifferingField {
                kept: words(field, ours),
                merged: words(field, theirs),
                field: field.clone(),
            })
        });
        Ok(MergePlanView {
            differing: differing.collect(),
            kept: kept.view,
            merged: merged.view,
        })
    }

    fn merge(
        &mut self,
        kept: RecordId,
        merged: RecordId,
        take: &[String],
    ) -> Result<ChangeView, Refusal> {
        let (kept, merged) = self.pair(kept, merged)?;
        let ours = kept.fields();
        let taken = merged.fields().into_iter().filter(|(field, value)| {
            let chosen = take.contains(field) && ours.get(field) != Some(value);
            chosen || !ours.contains_key(field)
        });
        let taken: Vec<_> = taken.collect();
        let mut changes = vec![over(
            &merged,
            vec![(MERGED_INTO.to_owned(), kept.id.to_string().into())],
        )];
        if !taken.is_empty() {
            changes.push(over(&kept, taken));
        }
        let name = merged.view.name;
        let ops = self.commit(&Deed::Merge { name }, &changes, None, &|_| {})?;
        Ok(ChangeView {
            record: kept.id,
            ops,
        })
    }
}

/// One of two models.
struct Side {
    id: RecordId,
    view: AlikeView,
    stored: StoredRecord,
}

impl Side {
    /// What it is, field by field; what is blank is left out.
    fn fields(&self) -> BTreeMap<String, Value> {
        let Fields(shown) = Fields(self.stored.state.shown());
        let says = |(field, value): &(String, Value)| {
            !value.is_null() && !ABOUT_ITSELF.contains(&field.as_str())
        };
        shown.into_iter().filter(says).collect()
    }
}

/// Values written over what stands on a side.
fn over(side: &Side, fields: Vec<(String, Value)>) -> RecordChange {
    let mut change = RecordChange {
        record: side.id.to_string(),
        fields: fields
            .into_iter()
            .map(|(field, value)| FieldChange {
                field,
                value,
                over: Vec::new(),
            })
            .collect(),
    };
    see(&mut change, &side.stored);
    change
}
