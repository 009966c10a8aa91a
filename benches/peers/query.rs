//! What everybody is asked, and when an answer is right: the name that is
//! meant stands among the first 25 rows.

use std::collections::HashMap;

use kheo::text::fold;

use crate::names::{Dice, Model};

/// Rows of a page.
pub const PAGE: usize = 25;
/// Letters of a name by which it is known on a screen, where columns are narrow.
const SEEN: usize = 22;

/// How somebody types a name that is before the mind's eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Three words of it as written.
    AsWritten,
    /// The same without diacritics.
    Plain,
    /// Three words in another order, without diacritics.
    AnyOrder,
    /// Without diacritics, and a letter left out.
    LetterMissing,
}

impl Kind {
    pub const ALL: [Self; 4] = [
        Self::AsWritten,
        Self::Plain,
        Self::AnyOrder,
        Self::LetterMissing,
    ];
}

pub struct Query {
    pub kind: Kind,
    pub typed: String,
    /// How the name that is meant begins; no other of the list begins so.
    pub means: String,
}

impl Query {
    /// Whether a page of names is the right one.
    pub fn is_answered<'a>(&self, mut page: impl Iterator<Item = &'a str>) -> bool {
        page.any(|name| name.starts_with(&self.means))
    }
}

/// As many queries, all kinds alike often. At most a page of names holds all
/// the words that are meant, so that the right one can be on it.
pub fn queries(models: &[Model], count: usize) -> Vec<Query> {
    let mut begins: HashMap<String, usize> = HashMap::new();
    for model in models {
        *begins.entry(beginning(&model.name)).or_default() += 1;
    }
    let folded: Vec<String> = models
        .iter()
        .map(|model| format!(" {} ", words(&fold(&model.name)).join(" ")))
        .collect();
    let mut dice = Dice(2026);
    let mut queries = Vec::new();
    // What is on the first page before anything is typed cannot be awaited.
    let mut tries = 0;
    while queries.len() < count && tries < 100 * count {
        tries += 1;
        let number = PAGE + dice.below(models.len() - PAGE);
        let name = &models[number].name;
        let means = beginning(name);
        let kind = Kind::ALL[queries.len() % Kind::ALL.len()];
        if begins[&means] > 1 {
            continue;
        }
        let Some((typed, meant)) = typed(kind, name) else {
            continue;
        };
        let holds = |name: &&String| meant.iter().all(|word| name.contains(&format!(" {word} ")));
        if folded.iter().filter(holds).take(PAGE + 1).count() > PAGE {
            continue;
        }
        queries.push(Query { kind, typed, means });
    }
    queries
}

fn beginning(name: &str) -> String {
    name.chars().take(SEEN).collect()
}

fn words(name: &str) -> Vec<String> {
    name.split(' ')
        .map(|word| {
            word.trim_matches(|letter: char| !letter.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// What is typed, and the whole words meant by it.
fn typed(kind: Kind, name: &str) -> Option<(String, Vec<String>)> {
    let words = words(name);
    let [first, second, third, fourth, ..] = words.as_slice() else {
        return None;
    };
    let plain = |words: &[&String]| words.iter().map(|word| fold(word)).collect::<Vec<_>>();
    let meant = plain(&[second, third, fourth]);
    Some(match kind {
        Kind::AsWritten => ([second, third, fourth].map(String::as_str).join(" "), meant),
        Kind::Plain => (meant.join(" "), meant),
        Kind::AnyOrder => {
            let meant = plain(&[fourth, third, first]);
            (meant.join(" "), meant)
        }
        Kind::LetterMissing => {
            let longest = meant.iter().max_by_key(|word| word.chars().count())?;
            if longest.chars().count() < 4 {
                return None;
            }
            let shorter: String = longest
                .chars()
                .enumerate()
                .filter_map(|(at, letter)| (at != 2).then_some(letter))
                .collect();
            let typed = meant.join(" ").replacen(longest.as_str(), &shorter, 1);
            (typed, meant)
        }
    })
}
