//! Many names put in Vietnamese order, bit by bit: between two bits somebody
//! may say that it is no longer wanted.

/// Names that are sorted in one go.
const RUN: usize = 1 << 15;

/// Names on their way into order.
#[derive(Default)]
pub struct NamesSorted {
    /// The keys one behind the other, in the order of their numbers.
    keys: Keys,
    /// Numbers in runs of sorted names; the last is not sorted yet.
    runs: Vec<Vec<u32>>,
}

#[derive(Default)]
struct Keys {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Keys {
    fn push(&mut self, key: &[u8]) {
        self.bytes.extend_from_slice(key);
        self.ends.push(self.bytes.len());
    }

    fn of(&self, number: u32) -> &[u8] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let at = number as usize;
        let start = at.checked_sub(1).map_or(0, end);
        self.bytes.get(start..end(at)).unwrap_or_default()
    }
}

impl NamesSorted {
    /// Adds the key of the name of the next number, from 0 on.
    pub fn push(&mut self, key: &[u8]) {
        let number = u32::try_from(self.keys.ends.len()).unwrap_or(u32::MAX);
        self.keys.push(key);
        match self.runs.last_mut() {
            Some(run) if run.len() < RUN => run.push(number),
            _ => {
                self.sort_last();
                self.runs.push(vec![number]);
            }
        }
    }

    fn sort_last(&mut self) {
        let keys = &self.keys;
        if let Some(run) = self.runs.last_mut() {
            run.sort_unstable_by(|&one, &other| {
                keys.of(one).cmp(keys.of(other)).then(one.cmp(&other))
            });
        }
    }

    /// The numbers in the order of their names; `go_on` is asked between two
    /// bits of work.
    ///
    /// # Errors
    /// What `go_on` says.
    pub fn finish<E>(mut self, go_on: impl Fn() -> Result<(), E>) -> Result<Vec<u32>, E> {
        self.sort_last();
        let mut runs = self.runs;
        while runs.len() > 1 {
            let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
            let mut pairs = runs.into_iter();
            while let Some(run) = pairs.next() {
                go_on()?;
                merged.push(match pairs.next() {
                    Some(next) => merge(&run, &next, &self.keys),
                    None => run,
                });
            }
            runs = merged;
        }
        Ok(runs.pop().unwrap_or_default())
    }
}

/// Two sorted runs in one. Those of the first have the lower numbers, so that
/// they come first among equals.
fn merge(first: &[u32], second: &[u32], keys: &Keys) -> Vec<u32> {
    let mut merged = Vec::with_capacity(first.len() + second.len());
    let (mut first, mut second) = (first, second);
    while let (Some((&one, ones)), Some((&other, others))) =
        (first.split_first(), second.split_first())
    {
        if keys.of(one) <= keys.of(other) {
            merged.push(one);
            first = ones;
        } else {
            merged.push(other);
            second = others;
        }
    }
    merged.extend_from_slice(first);
    merged.extend_from_slice(second);
    merged
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn more_names_than_a_run_are_in_order() {
        let key = |number: u32| (number.wrapping_mul(2_654_435_761) % 5000).to_be_bytes();
        let count = RUN as u32 * 5 + 17;
        let mut names = NamesSorted::default();
        for number in 0..count {
            names.push(&key(number));
        }
        let sorted = names.finish(|| Ok::<_, Infallible>(())).unwrap();
        let mut expected: Vec<u32> = (0..count).collect();
        expected.sort_by_key(|&number| (key(number), number));
        assert_eq!(sorted, expected);
    }

    #[test]
    fn no_names_are_in_order_and_nobody_need_go_on() {
        let none = NamesSorted::default().finish(|| Err("unwanted"));
        assert_eq!(none, Ok(Vec::new()));
        let mut names = NamesSorted::default();
        for number in 0..RUN * 2 {
            names.push(&number.to_le_bytes());
        }
        assert_eq!(names.finish(|| Err("unwanted")), Err("unwanted"));
    }
}
