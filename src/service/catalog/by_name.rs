//! The models in Vietnamese order of names, kept in order through changes: at
//! a million models a new note must not cost a sorting of all names.

use std::collections::HashSet;

use crate::search::Order;
use crate::text;

/// From one changed name in so many on, sorting anew is as quick.
const MANY: usize = 64;

/// The order of names, and the rows whose place in it is to be found anew.
#[derive(Default)]
pub struct ByName {
    order: Order,
    moved: HashSet<u32>,
}

impl ByName {
    /// A row came, went, or has another name.
    pub fn moved(&mut self, number: u32) {
        self.moved.insert(number);
    }

    pub fn order(&self) -> &Order {
        &self.order
    }

    /// Brings the order up to date; `name` gives the name of a row, none where
    /// there is no row any more. `rows` is how many rows there may be. Answers
    /// whether anything was to be done.
    pub fn settle<'a>(&mut self, rows: u32, name: impl Fn(u32) -> Option<&'a str>) -> Settled {
        if self.moved.is_empty() {
            return Settled::Already;
        }
        let moved = std::mem::take(&mut self.moved);
        let key = |number: u32| name(number).map(text::collation_key);
        let keyed = |number: u32| key(number).map(|key| (key, number));
        self.order = if moved.len() > rows as usize / MANY {
            let mut all: Vec<(Vec<u8>, u32)> = (0..rows).filter_map(keyed).collect();
            all.sort_unstable();
            Order::of(all.into_iter().map(|(_, number)| number).collect())
        } else {
            let mut fresh: Vec<(Vec<u8>, u32)> = moved.iter().copied().filter_map(keyed).collect();
            fresh.sort_unstable();
            let docs = self.order.docs().iter().copied();
            let staying: Vec<u32> = docs.filter(|number| !moved.contains(number)).collect();
            Order::of(merged(&staying, fresh, |number| {
                key(number).unwrap_or_default()
            }))
        };
        Settled::Now
    }
}

/// Whether an order had to be brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    Already,
    Now,
}

/// Puts `fresh`, sorted by key, between the sorted `staying`, whose keys are
/// only asked for where they are needed.
fn merged(staying: &[u32], fresh: Vec<(Vec<u8>, u32)>, key: impl Fn(u32) -> Vec<u8>) -> Vec<u32> {
    let mut docs = Vec::with_capacity(staying.len() + fresh.len());
    let mut rest = staying;
    for (fresh_key, number) in fresh {
        let before =
            rest.partition_point(|&other| (key(other), other) < (fresh_key.clone(), number));
        let (first, others) = rest.split_at(before);
        docs.extend_from_slice(first);
        docs.push(number);
        rest = others;
    }
    docs.extend_from_slice(rest);
    docs
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn changed_bit_by_bit_it_is_the_order_of_all_names(
            steps in prop::collection::vec(
                (0u32..300, prop::option::of("[aăâbdđeéẽ ]{1,3}"), any::<bool>()),
                0..400,
            ),
        ) {
            let mut names: BTreeMap<u32, String> = BTreeMap::new();
            let mut by_name = ByName::default();
            for (number, name, settles) in steps {
                match name {
                    Some(name) => names.insert(number, name),
                    None => names.remove(&number),
                };
                by_name.moved(number);
                if settles {
                    by_name.settle(300, |number| names.get(&number).map(String::as_str));
                }
            }
            by_name.settle(300, |number| names.get(&number).map(String::as_str));
            let mut expected: Vec<(Vec<u8>, u32)> = names
                .iter()
                .map(|(&number, name)| (text::collation_key(name), number))
                .collect();
            expected.sort();
            let expected: Vec<u32> = expected.into_iter().map(|(_, number)| number).collect();
            prop_assert_eq!(by_name.order().docs(), expected);
        }
    }
}
