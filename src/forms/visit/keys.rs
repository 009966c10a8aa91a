//! Instances of repeats by name instead of by place. Two laptops that each add
//! a household mean two households, not twice the third; so a visit stores
//! `/ho[<key>]/ten`, and the form counts them when it is opened.

use std::collections::{BTreeMap, BTreeSet};

use super::targets::TargetTable;
use crate::domain::survey::Visit;

/// Path by key ↔ path by place, for every instance of a repeat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    by_key: BTreeMap<String, String>,
    by_place: BTreeMap<String, String>,
}

/// Whether an outline has the repeat [`MODELS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Models {
    Asked,
    NotAsked,
}

/// A repeat of the outline whose instances are the models that the visit saw.
pub const MODELS: &str = "mo_hinh";

impl Keys {
    /// The instances that a visit has: those that were added, the models it
    /// saw where the outline has a repeat of [`MODELS`], and those that answers
    /// speak of.
    pub fn of(visit: &Visit, models: Models, targets: &TargetTable) -> Self {
        let mut places: BTreeMap<String, i64> = visit.instances.clone();
        if models == Models::Asked {
            for (place, model) in (1..).zip(&visit.models) {
                places.insert(format!("/{MODELS}[{}]", model.id.id), place);
            }
        }
        for instance in visit.targets.iter().filter_map(|one| targets.instance(one)) {
            places.entry(instance).or_insert(i64::MAX);
        }
        for path in visit.answers.keys() {
            for instance in instances_in(path) {
                places.entry(instance.to_owned()).or_insert(i64::MAX);
            }
        }
        Self::placed(&places)
    }

    /// An instance that was added, where it stands now.
    pub fn add(&mut self, counted: String, stored: String) {
        self.by_key.insert(stored.clone(), counted.clone());
        self.by_place.insert(counted, stored);
    }

    /// Outer instances first: an inner one stands within its outer one's place.
    fn placed(places: &BTreeMap<String, i64>) -> Self {
        let mut repeats: BTreeMap<(usize, &str), BTreeSet<(i64, &str)>> = BTreeMap::new();
        for (instance, place) in places {
            let Some((repeat, _)) = instance.rsplit_once('[') else {
                continue;
            };
            let depth = repeat.matches('[').count();
            repeats
                .entry((depth, repeat))
                .or_default()
                .insert((*place, instance));
        }
        let mut keys = Self::default();
        for ((_, repeat), instances) in repeats {
            let repeat = keys.by_place_of(repeat);
            for (place, (_, instance)) in (1..).zip(instances) {
                let place: usize = place;
                let counted = format!("{repeat}[{place}]");
                keys.by_place.insert(counted.clone(), instance.to_owned());
                keys.by_key.insert(instance.to_owned(), counted);
            }
        }
        keys
    }

    /// The path as the form counts it.
    pub fn by_place_of(&self, stored: &str) -> String {
        translated(stored, &self.by_key)
    }

    /// The path as the visit stores it. An instance that nobody added, the
    /// first of its repeat, is named by its place.
    pub fn by_key_of(&self, counted: &str) -> String {
        translated(counted, &self.by_place)
    }

    /// How many instances each repeat has, by its path in the form.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for counted in self.by_place.keys() {
            if let Some((repeat, _)) = counted.rsplit_once('[') {
                *counts.entry(repeat.to_owned()).or_default() += 1;
            }
        }
        counts
    }
}

/// The path with its longest known beginnings said the other way.
fn translated(path: &str, known: &BTreeMap<String, String>) -> String {
    let found = instances_in(path)
        .filter_map(|instance| Some((instance.len(), known.get(instance)?)))
        .last();
    match found {
        Some((length, instead)) => {
            format!("{instead}{}", path.get(length..).unwrap_or_default())
        }
        None => path.to_owned(),
    }
}

/// The beginnings of a path that name an instance: `/ho[1]` and
/// `/ho[1]/con[2]` of `/ho[1]/con[2]/ten`.
fn instances_in(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices(']')
        .filter_map(|(at, _)| path.get(..=at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Fields;

    fn keys(fields: &[(&str, serde_json::Value)]) -> Keys {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let visit = Visit::read(&Fields(fields.collect()));
        Keys::of(&visit, Models::Asked, &TargetTable::default())
    }

    #[test]
    fn instances_keep_their_names_whatever_place_they_get() {
        let one = keys(&[("instance./ho[b]", 1.into()), ("instance./ho[a]", 1.into())]);
        assert_eq!(one.by_place_of("/ho[a]/ten"), "/ho[1]/ten");
        assert_eq!(one.by_place_of("/ho[b]/ten"), "/ho[2]/ten");
        assert_eq!(one.by_key_of("/ho[2]/ten"), "/ho[b]/ten");
        assert_eq!(one.counts(), BTreeMap::from([("/ho".to_owned(), 2)]));
        assert_eq!(one.by_place_of("/a/b"), "/a/b");
    }

    #[test]
    fn an_inner_repeat_stands_within_its_outer_one() {
        let both = keys(&[
            ("instance./ho[x]", 2.into()),
            ("instance./ho[y]", 1.into()),
            ("instance./ho[x]/g/con[k]", 1.into()),
            ("answer./ho[x]/g/con[m]/ten", "Út".into()),
        ]);
        assert_eq!(
            both.by_place_of("/ho[x]/g/con[k]/ten"),
            "/ho[2]/g/con[1]/ten"
        );
        assert_eq!(
            both.by_place_of("/ho[x]/g/con[m]/ten"),
            "/ho[2]/g/con[2]/ten"
        );
        assert_eq!(both.by_key_of("/ho[2]/g/con[2]/ten"), "/ho[x]/g/con[m]/ten");
        assert_eq!(both.counts().get("/ho[2]/g/con"), Some(&2));
    }

    #[test]
    fn the_models_of_the_visit_are_instances_in_their_order() {
        let model = "0198f3a1-0000-7000-8000-00000000000";
        let name = |last: u8| format!("model.{model}{last}.name");
        let order = |last: u8| format!("model.{model}{last}.order");
        let seen = keys(&[
            (&name(1), "Hũ gạo".into()),
            (&order(1), 2.into()),
            (&name(2), "Đường hoa".into()),
            (&order(2), 1.into()),
        ]);
        let path = format!("/mo_hinh[{model}2]/mh_c/c10");
        assert_eq!(seen.by_place_of(&path), "/mo_hinh[1]/mh_c/c10");
        assert_eq!(seen.by_key_of("/mo_hinh[1]/mh_c/c10"), path);
    }
}
