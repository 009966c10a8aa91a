//! Targets in three columns (DOMAIN 2.2, D15): a repeat of the outline whose
//! instances are the targets of the visit, within a model or about the unit.

use std::collections::BTreeMap;

use serde_json::Value;

use super::MODELS;
use super::keys::Keys;
use crate::domain::RecordId;
use crate::domain::survey::{Target, Visit};
use crate::forms::{NodeId, Outline};
use crate::text;

/// The repeat whose instances are targets.
pub const TARGETS: &str = "chi_tieu";

/// A part of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetPart {
    Name,
    Measure,
    Registered,
    Reported,
    /// Counted on site.
    Counted,
}

impl TargetPart {
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Measure,
        Self::Registered,
        Self::Reported,
        Self::Counted,
    ];

    /// The question of the outline that asks for it.
    pub fn question(self) -> &'static str {
        match self {
            Self::Name => "ct_ten",
            Self::Measure => "ct_dvt",
            Self::Registered => "ct_dang_ky",
            Self::Reported => "ct_bao_cao",
            Self::Counted => "ct_dem",
        }
    }

    /// The part of the visit's field.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Measure => "measure",
            Self::Registered => "registered",
            Self::Reported => "reported",
            Self::Counted => "counted",
        }
    }

    /// What a target has of it, as written down.
    pub fn of(self, target: &Target) -> Option<&str> {
        match self {
            Self::Name => Some(target.name.as_str()).filter(|name| !name.is_empty()),
            Self::Measure => target.measure.as_deref(),
            Self::Registered => target.registered.as_deref(),
            Self::Reported => target.reported.as_deref(),
            Self::Counted => target.counted.as_deref(),
        }
    }
}

/// Where an outline asks for targets: once for each model, or for the unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TargetTable {
    /// Within a model, after its own step: `/mh_d/chi_tieu`.
    of_model: Option<String>,
    of_unit: Option<String>,
}

impl TargetTable {
    pub fn of(outline: &Outline) -> Self {
        let mut table = Self::default();
        for (id, node) in outline.nodes() {
            if !node.is_repeat() || node.name != TARGETS || !asks_for_targets(outline, id) {
                continue;
            }
            let path = outline.path(id);
            match path.strip_prefix(&format!("/{MODELS}")) {
                Some(within) if within.starts_with('/') => table.of_model = Some(within.to_owned()),
                _ => table.of_unit = Some(path),
            }
        }
        table
    }

    /// The stored path of the instance that a target is, where it has a place.
    pub fn instance(&self, target: &Target) -> Option<String> {
        let key = &target.key;
        match target.model {
            Some(model) => {
                let within = self.of_model.as_ref()?;
                Some(format!("/{MODELS}[{}]{within}[{key}]", model.id))
            }
            None => Some(format!("{}[{key}]", self.of_unit.as_ref()?)),
        }
    }

    /// The repeat of each model's targets, by place.
    pub fn of_models(&self, models: usize) -> impl Iterator<Item = String> {
        let within = self.of_model.iter();
        within
            .flat_map(move |within| (1..=models).map(move |at| format!("/{MODELS}[{at}]{within}")))
    }

    pub fn of_unit(&self) -> Option<&str> {
        self.of_unit.as_deref()
    }

    /// What the form begins with of the visit's targets, by place. A number is
    /// a number to the form, whichever way people wrote it.
    pub fn known(&self, visit: &Visit, keys: &Keys) -> BTreeMap<String, Value> {
        let mut known = BTreeMap::new();
        for target in &visit.targets {
            let Some(instance) = self.instance(target) else {
                continue;
            };
            let instance = keys.by_place_of(&instance);
            for part in TargetPart::ALL {
                if let Some(written) = part.of(target) {
                    let value = text::parse_count(written)
                        .map_or_else(|| Value::from(written), Value::from);
                    known.insert(format!("{instance}/{}", part.question()), value);
                }
            }
        }
        known
    }

    /// The target and the part that a stored path speaks of.
    pub fn part_of(&self, stored: &str) -> Option<PartOfTarget> {
        let (instance, question) = stored.rsplit_once('/')?;
        let part = TargetPart::ALL
            .into_iter()
            .find(|part| part.question() == question)?;
        let (key, model) = self.target_of(instance)?;
        Some(PartOfTarget { key, model, part })
    }

    /// The key and the model of the target that an instance is.
    pub fn target_of(&self, instance: &str) -> Option<(String, Option<RecordId>)> {
        let (repeat, key) = instance.strip_suffix(']')?.rsplit_once('[')?;
        if self.of_unit.as_deref() == Some(repeat) {
            return Some((key.to_owned(), None));
        }
        let within = self.of_model.as_deref()?;
        let model = super::items::model_of(repeat)?;
        let rest = repeat.split_once(']')?.1;
        (rest == within).then(|| (key.to_owned(), Some(model)))
    }
}

/// A question that is a part of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartOfTarget {
    pub key: String,
    pub model: Option<RecordId>,
    pub part: TargetPart,
}

impl PartOfTarget {
    pub fn field(&self) -> String {
        format!("target.{}.{}", self.key, self.part.field())
    }
}

fn asks_for_targets(outline: &Outline, repeat: NodeId) -> bool {
    TargetPart::ALL
        .iter()
        .all(|part| outline.child(repeat, part.question()).is_some())
}
