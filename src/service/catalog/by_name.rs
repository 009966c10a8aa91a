//! The models in Vietnamese order of names, kept in order through changes: at
//! a million models a new note must not cost a sorting of all names. The names
//! are not kept.

use std::collections::HashMap;

use crate::search::Order;

/// The order of names, and the models whose place in it is to be found anew.
#[derive(Default)]
pub struct ByName {
    order: Order,
    /// Each with the key of its name; none when it went.
    moved: HashMap<u32, Option<Vec<u8>>>,
}

impl ByName {
    /// A model came, went, or may have another name; `key` is that of its name.
    pub fn moved(&mut self, number: u32, key: Option<Vec<u8>>) {
        self.moved.insert(number, key);
    }

    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Sets the order of many at once. Those that moved are put in their
    /// places by the next [`settle`](Self::settle).
    pub fn set(&mut self, docs: Vec<u32>) {
        self.order = Order::of(docs);
    }

    /// Brings the order up to date; `key` gives the key of the name of a model
    /// that has not moved.
    ///
    /// # Errors
    /// What `key` says; the order is as it was.
    pub fn settle<E>(&mut self, key: impl Fn(u32) -> Result<Option<Vec<u8>>, E>) -> Result<(), E> {
        let known = |number| Ok(key(number)?.unwrap_or_default());
        let mut fresh = Vec::new();
        let mut is_same = true;
        for (&number, moved) in &self.moved {
            is_same &= self.stays(number, moved.as_deref(), &known)?;
            fresh.extend(moved.as_deref().map(|key| (key, number)));
        }
        if !is_same {
            fresh.sort_unstable();
            let docs = self.order.docs().iter().copied();
            let staying: Vec<u32> = docs
                .filter(|number| !self.moved.contains_key(number))
                .collect();
            self.order = Order::of(merged(&staying, &fresh, known)?);
        }
        self.moved.clear();
        Ok(())
    }

    /// Whether a model that may have moved has its place where it was, between
    /// neighbours that did not move.
    fn stays<E>(
        &self,
        number: u32,
        key: Option<&[u8]>,
        known: &impl Fn(u32) -> Result<Vec<u8>, E>,
    ) -> Result<bool, E> {
        let docs = self.order.docs();
        let place = self.order.place(number) as usize;
        let (Some(key), Some(_)) = (key, docs.get(place)) else {
            return Ok(key.is_none() && docs.get(place).is_none());
        };
        let before = place.checked_sub(1).and_then(|before| docs.get(before));
        let after = docs.get(place + 1);
        if before
            .into_iter()
            .chain(after)
            .any(|one| self.moved.contains_key(one))
        {
            return Ok(false);
        }
        let own = (key, number);
        Ok(match before {
            Some(&before) => (known(before)?.as_slice(), before) < own,
            None => true,
        } && match after {
            Some(&after) => own < (known(after)?.as_slice(), after),
            None => true,
        })
    }
}

/// Puts `fresh`, sorted by key, between the sorted `staying`, whose keys are
/// only asked for where they are needed.
fn merged<E>(
    staying: &[u32],
    fresh: &[(&[u8], u32)],
    key: impl Fn(u32) -> Result<Vec<u8>, E>,
) -> Result<Vec<u32>, E> {
    let mut docs = Vec::with_capacity(staying.len() + fresh.len());
    let mut rest = staying;
    for &(fresh_key, number) in fresh {
        let mut fault = None;
        let before = rest.partition_point(|&other| match key(other) {
            Ok(key) => (key.as_slice(), other) < (fresh_key, number),
            Err(why) => {
                fault = Some(why);
                false
            }
        });
        if let Some(fault) = fault {
            return Err(fault);
        }
        let (first, others) = rest.split_at(before);
        docs.extend_from_slice(first);
        docs.push(number);
        rest = others;
    }
    docs.extend_from_slice(rest);
    Ok(docs)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;
    use crate::text;

    proptest! {
        #[test]
        fn changed_bit_by_bit_it_is_the_order_of_all_names(
            at_first in prop::collection::btree_map(0u32..300, "[aăâbdđeéẽ ]{1,3}", 0..200),
            steps in prop::collection::vec(
                (0u32..300, prop::option::of("[aăâbdđeéẽ ]{1,3}"), any::<bool>()),
                0..400,
            ),
        ) {
            let in_order = |names: &BTreeMap<u32, String>| {
                let keyed = names.iter().map(|(&number, name)| (text::collation_key(name), number));
                let mut keyed: Vec<(Vec<u8>, u32)> = keyed.collect();
                keyed.sort();
                keyed.into_iter().map(|(_, number)| number).collect::<Vec<u32>>()
            };
            let settle = |by_name: &mut ByName, names: &BTreeMap<u32, String>| {
                let key = |number| {
                    Ok::<_, Infallible>(names.get(&number).map(|name| text::collation_key(name)))
                };
                by_name.settle(key).unwrap();
            };
            let mut names = at_first;
            let mut by_name = ByName::default();
            by_name.set(in_order(&names));
            for (number, name, settles) in steps {
                by_name.moved(number, name.as_deref().map(text::collation_key));
                match name {
                    Some(name) => names.insert(number, name),
                    None => names.remove(&number),
                };
                if settles {
                    settle(&mut by_name, &names);
                    prop_assert_eq!(by_name.order().docs(), in_order(&names));
                }
            }
            settle(&mut by_name, &names);
            prop_assert_eq!(by_name.order().docs(), in_order(&names));
        }
    }
}
