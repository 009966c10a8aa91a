//! Many names at once, and which of them a new one looks like.

use std::collections::HashMap;

use super::likeness::{near_duplicate, ordinals};

/// How often each letter stands in a name: names that are two typos apart
/// differ little in it, so most pairs are told apart without being aligned.
type Letters = [u8; 27];

/// Two typos change at most four counts.
const MOST_DIFFERENT: u32 = 4;

/// Names by what they name, ready to be asked for look-alikes.
pub struct Lookalikes<T> {
    /// Names of one series (“số 1”, “II”) never look like those of another.
    series: HashMap<String, Vec<Known<T>>>,
}

struct Known<T> {
    of: T,
    key: String,
    letters: Letters,
}

impl<T> Default for Lookalikes<T> {
    fn default() -> Self {
        Self {
            series: HashMap::new(),
        }
    }
}

impl<T> Lookalikes<T> {
    /// Adds a name, given as its key (see [`near_duplicate`]).
    pub fn insert(&mut self, of: T, key: String) {
        let known = Known {
            of,
            letters: letters(&key),
            key,
        };
        let series = ordinals(&known.key).join(" ");
        self.series.entry(series).or_default().push(known);
    }

    /// What the first name that looks like `key` names.
    pub fn like(&self, key: &str) -> Option<&T> {
        let own = letters(key);
        let series = self.series.get(&ordinals(key).join(" "))?;
        let like = series.iter().find(|known| {
            different(&known.letters, &own) <= MOST_DIFFERENT && near_duplicate(&known.key, key)
        });
        like.map(|known| &known.of)
    }
}

fn letters(key: &str) -> Letters {
    let mut letters = [0_u8; 27];
    for byte in key.bytes().filter(|byte| *byte != b' ') {
        let place = match byte {
            b'a'..=b'z' => usize::from(byte - b'a'),
            _ => 26,
        };
        if let Some(count) = letters.get_mut(place) {
            *count = count.saturating_add(1);
        }
    }
    letters
}

fn different(one: &Letters, other: &Letters) -> u32 {
    one.iter()
        .zip(other)
        .map(|(one, other)| u32::from(one.abs_diff(*other)))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_key;

    #[test]
    fn asking_many_at_once_finds_what_asking_each_finds() {
        let names = [
            "Hũ gạo tình thương",
            "Hũ gạo tình thươg",
            "Đổi rác nhựa lấy gạo",
            "Đổi gạo lấy rác nhựa",
            "Tổ hợp tác 1",
            "Tổ hợp tác 2",
            "Khu phố II",
            "Khu phố III",
            "Tây Yên A",
            "Ghe về bến, rác về bờ",
        ];
        let keys: Vec<String> = names.iter().map(|name| fold_key(name)).collect();
        for (number, key) in keys.iter().enumerate() {
            let mut known = Lookalikes::default();
            for (other, key) in keys
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != number)
            {
                known.insert(other, key.clone());
            }
            let first = keys
                .iter()
                .enumerate()
                .position(|(other, known)| other != number && near_duplicate(known, key));
            assert_eq!(known.like(key).copied(), first, "{}", names[number]);
        }
    }
}
