//! All units of a book at once: who lies in whom, and which unit a name as
//! typed means at a time. The same name or code means different units on
//! different days (DOMAIN A8), so a name is always asked together with a time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::address;
use super::identity::RecordId;
use super::period::Period;
use super::records::Unit;
use super::vocabulary::{UnitType, Word};
use crate::text;

/// When a name is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    During(Period),
    On(Date),
    Any,
}

impl When {
    /// 0 stood all that time, 1 for a part of it, 2 not at all.
    fn distance(self, unit: &Unit) -> u8 {
        match self {
            Self::Any => 0,
            Self::On(day) if unit.valid_on(day) => 0,
            Self::On(_) => 2,
            Self::During(period) if unit.valid_throughout(period) => 0,
            Self::During(period)
                if unit.valid_on(period.first_day()) || unit.valid_on(period.last_day()) =>
            {
                1
            }
            Self::During(_) => 2,
        }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeking {
    /// The place of a model: commune level before anything else.
    Place,
    /// Any unit; a name shared by a district and its town stays unclear.
    AnyUnit,
}

/// Which unit a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    One(RecordId),
    Several(Vec<RecordId>),
    Nothing,
}

/// The units of a book.
#[derive(Debug, Clone, Default)]
pub struct Units {
    units: BTreeMap<RecordId, Unit>,
    children: HashMap<RecordId, Vec<RecordId>>,
    by_name: HashMap<String, Vec<RecordId>>,
    by_code: HashMap<String, Vec<RecordId>>,
}

impl FromIterator<(RecordId, Unit)> for Units {
    fn from_iter<I: IntoIterator<Item = (RecordId, Unit)>>(units: I) -> Self {
        let mut all = Self::default();
        for (id, unit) in units {
            all.insert(id, unit);
        }
        all
    }
}

impl Units {
    /// Adds a unit that is not there yet.
    pub fn insert(&mut self, id: RecordId, unit: Unit) {
        let parents: BTreeSet<_> = [unit.parent, unit.organization]
            .into_iter()
            .flatten()
            .collect();
        for parent in parents {
            self.children.entry(parent).or_default().push(id);
        }
        self.by_name
            .entry(text::fold_key(&unit.name))
            .or_default()
            .push(id);
        if let Some(code) = &unit.code {
            self.by_code
                .entry(text::fold_key(code))
                .or_default()
                .push(id);
        }
        self.units.insert(id, unit);
    }

    pub fn get(&self, id: RecordId) -> Option<&Unit> {
        self.units.get(&id)
    }

    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    pub fn len(&self) -> usize {
        self.units.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = (RecordId, &Unit)> {
        self.units.iter().map(|(id, unit)| (*id, unit))
    }

    /// The units that lie in `id` or answer to it, directly, in official order.
    pub fn children_of(&self, id: RecordId) -> Vec<RecordId> {
        let mut children = self.children.get(&id).cloned().unwrap_or_default();
        self.sort_officially(&mut children);
        children
    }

    /// Units in nobody's territory that answer to nobody.
    pub fn roots(&self) -> Vec<RecordId> {
        let known = |parent: Option<RecordId>| {
            parent.is_some_and(|parent| self.units.contains_key(&parent))
        };
        let mut roots: Vec<_> = self
            .iter()
            .filter(|(_, unit)| !known(unit.parent) && !known(unit.organization))
            .map(|(id, _)| id)
            .collect();
        self.sort_officially(&mut roots);
        roots
    }

    /// The units that `stands` accepts in official order, each before those
    /// that lie in it or answer to it, with how deep it lies among them. A unit
    /// with two parents stands once.
    pub fn in_order(&self, stands: impl Fn(&Unit) -> bool) -> Vec<(RecordId, usize)> {
        let mut ordered = Vec::with_capacity(self.units.len());
        let mut met = BTreeSet::new();
        // Last those that lie in each other in a circle.
        let all = self.units.keys().copied();
        for top in self.roots().into_iter().chain(all) {
            let mut next = vec![(top, 0)];
            while let Some((id, depth)) = next.pop() {
                if !met.insert(id) {
                    continue;
                }
                let stands = self.get(id).is_some_and(&stands);
                if stands {
                    ordered.push((id, depth));
                }
                let below = if stands { depth + 1 } else { depth };
                let children = self.children_of(id).into_iter().rev();
                next.extend(children.map(|child| (child, below)));
            }
        }
        ordered
    }

    /// Administrative order where a unit has one, Vietnamese order otherwise.
    pub fn sort_officially(&self, ids: &mut [RecordId]) {
        ids.sort_by_cached_key(|id| {
            let unit = self.get(*id);
            (
                unit.and_then(|unit| unit.order).unwrap_or(i64::MAX),
                unit.map(|unit| text::collation_key(&unit.name))
                    .unwrap_or_default(),
                unit.and_then(|unit| unit.valid_from),
                *id,
            )
        });
    }

    /// `top` and everything that lies in it or answers to it.
    pub fn tree(&self, top: RecordId) -> BTreeSet<RecordId> {
        let mut tree = BTreeSet::from([top]);
        let mut next = vec![top];
        while let Some(id) = next.pop() {
            for &child in self.children.get(&id).into_iter().flatten() {
                if tree.insert(child) {
                    next.push(child);
                }
            }
        }
        tree
    }

    /// Territory from the unit outward, without itself; stops at a cycle.
    pub fn ancestors(&self, id: RecordId) -> Vec<RecordId> {
        let mut path = Vec::new();
        let mut next = self
            .get(id)
            .and_then(|unit| unit.parent.or(unit.organization));
        while let Some(parent) = next.filter(|parent| !path.contains(parent) && *parent != id) {
            path.push(parent);
            next = self
                .get(parent)
                .and_then(|unit| unit.parent.or(unit.organization));
        }
        path
    }

    /// `xã Đông Yên (An Biên), đến 30/06/2025`: enough to tell it from its namesakes.
    pub fn describe(&self, id: RecordId) -> String {
        let Some(unit) = self.get(id) else {
            return id.to_string();
        };
        let mut words = unit.full_name();
        if let Some(parent) = self
            .ancestors(id)
            .first()
            .and_then(|parent| self.get(*parent))
        {
            words.push_str(&format!(" ({})", parent.name));
        }
        match (unit.valid_from, unit.valid_to) {
            (_, Some(to)) => words.push_str(&format!(", đến {}", text::short_date(to))),
            (Some(from), None) => words.push_str(&format!(", từ {}", text::short_date(from))),
            (None, None) => {}
        }
        words
    }

    /// The unit that `typed` means: an id, a state code or a name (either
    /// with `@date`), a name with or without its type, `name, parent`, or what
    /// [`Units::describe`] calls it.
    pub fn find(&self, typed: &str, when: When, seeking: Seeking) -> Found {
        let typed = text::tidy(typed);
        if let Ok(id) = typed.parse::<RecordId>() {
            return if self.units.contains_key(&id) {
                Found::One(id)
            } else {
                Found::Nothing
            };
        }
        if let Some((code, day)) = typed.split_once('@')
            && let Ok(day) = text::parse_date(day)
        {
            let (coded, when) = (self.coded(code), When::On(day));
            return match coded.is_empty() {
                true => self.find(code, when, seeking),
                false => self.closest(coded, when, seeking),
            };
        }
        let coded = self.coded(&typed);
        if !coded.is_empty() {
            return self.closest(coded, when, seeking);
        }
        match address::split(&typed) {
            Some((name, parent)) => {
                let namesakes = self.named(name, seeking);
                let described =
                    |id: &&RecordId| text::fold_key(&self.describe(**id)) == text::fold_key(&typed);
                if let Some(chosen) = namesakes.iter().find(described) {
                    return Found::One(*chosen);
                }
                self.closest(self.those_in(namesakes, parent), when, seeking)
            }
            None => {
                let mut named = self.named(&typed, seeking);
                if named.is_empty() {
                    named = self.named_without_comma(&typed, seeking);
                }
                self.closest(named, when, seeking)
            }
        }
    }

    /// “xã Vĩnh Phú huyện Giang Thành”: what is typed before the type of a
    /// unit that it lies in.
    fn named_without_comma(&self, typed: &str, seeking: Seeking) -> Vec<RecordId> {
        let places = typed.match_indices(' ').map(|(at, _)| typed.split_at(at));
        let mut found = places
            .filter(|(_, outer)| split_type(outer).0.is_some())
            .map(|(name, outer)| self.those_in(self.named(name, seeking), outer))
            .filter(|within| !within.is_empty());
        found.next().unwrap_or_default()
    }

    fn those_in(&self, namesakes: Vec<RecordId>, outer: &str) -> Vec<RecordId> {
        let namesakes = namesakes.into_iter();
        namesakes.filter(|id| self.lies_in(*id, outer)).collect()
    }

    /// Whether a unit lies in all of “huyện An Biên, tỉnh Kiên Giang”.
    fn lies_in(&self, id: RecordId, outer: &str) -> bool {
        let around: Vec<String> = self
            .ancestors(id)
            .iter()
            .filter_map(|ancestor| self.get(*ancestor))
            .map(|ancestor| text::fold_key(&ancestor.name))
            .collect();
        address::parts(outer).all(|part| {
            [part, split_type(part).1]
                .iter()
                .any(|name| around.contains(&text::fold_key(name)))
        })
    }

    fn coded(&self, code: &str) -> Vec<RecordId> {
        self.by_code
            .get(&text::fold_key(code))
            .cloned()
            .unwrap_or_default()
    }

    /// Namesakes whose type fits best what was said: the named type, then any;
    /// of those, the spelling with the same diacritics.
    fn named(&self, typed: &str, seeking: Seeking) -> Vec<RecordId> {
        let (said_type, bare) = split_type(typed);
        let by_key = |name: &str| {
            self.by_name
                .get(&text::fold_key(name))
                .cloned()
                .unwrap_or_default()
        };
        let mut ids = by_key(typed);
        if said_type.is_some() {
            ids.extend(by_key(bare));
        }
        ids.sort_unstable();
        ids.dedup();
        if let Some(said) = said_type {
            keep_if_any(&mut ids, |id| {
                self.get(id).and_then(|unit| unit.sort) == Some(said)
            });
        } else if seeking == Seeking::Place {
            keep_if_any(&mut ids, |id| {
                self.get(id)
                    .and_then(|unit| unit.sort)
                    .is_some_and(UnitType::is_commune_level)
            });
        }
        let spelled = [
            text::tidy(typed).to_lowercase(),
            text::tidy(bare).to_lowercase(),
        ];
        keep_if_any(&mut ids, |id| {
            self.get(id)
                .is_some_and(|unit| spelled.contains(&unit.name.to_lowercase()))
        });
        ids
    }

    fn closest(&self, mut ids: Vec<RecordId>, when: When, seeking: Seeking) -> Found {
        let distance = |id: &RecordId| self.get(*id).map_or(u8::MAX, |unit| when.distance(unit));
        let nearest = ids.iter().map(distance).min();
        ids.retain(|id| Some(distance(id)) == nearest);
        if seeking == Seeking::Place {
            keep_if_any(&mut ids, |id| {
                self.get(id)
                    .and_then(|unit| unit.sort)
                    .is_some_and(UnitType::is_commune_level)
            });
        }
        match ids.as_slice() {
            [] => Found::Nothing,
            [one] => Found::One(*one),
            _ => Found::Several(ids),
        }
    }
}

fn keep_if_any(ids: &mut Vec<RecordId>, keep: impl Fn(RecordId) -> bool) {
    if ids.iter().any(|id| keep(*id)) {
        ids.retain(|id| keep(*id));
    }
}

/// Splits `TT. Thứ Ba` into its type and `Thứ Ba`.
pub fn split_type(typed: &str) -> (Option<UnitType>, &str) {
    let typed = typed.trim();
    for words in [2, 1] {
        let Some(end) = end_of_word(typed, words) else {
            continue;
        };
        let (head, rest) = typed.split_at(end);
        let rest = rest.trim_start_matches(|c: char| c == '.' || c.is_whitespace());
        if rest.is_empty() {
            continue;
        }
        let mut head_key = text::fold_key(head);
        if !head.contains(char::is_whitespace) {
            // T.T is TT.
            head_key.retain(|letter| letter != ' ');
        }
        let sort = UnitType::ALL.iter().copied().find(|sort| {
            text::fold_key(sort.vi()) == head_key || sort.spellings().contains(&head_key.as_str())
        });
        if sort.is_some() {
            return (sort, rest);
        }
    }
    (None, typed)
}

/// Byte offset where the first `words` words end.
fn end_of_word(typed: &str, words: usize) -> Option<usize> {
    typed
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == '.')
        .map(|(at, _)| at)
        .filter(|at| !typed[..*at].ends_with(|c: char| c.is_whitespace() || c == '.'))
        .nth(words - 1)
}

#[cfg(test)]
mod tests;
