//! Several levels in one cell: “Cơ sở, Huyện”, “cấp cơ sở và cấp huyện”.

use crate::domain::value::{RightWord, ValueFault};
use crate::domain::vocabulary::{Level, Word};
use crate::text;

/// The levels that a cell names, each once, in the order of the lifecycle.
///
/// # Errors
/// `NotAWord` with the whole cell when any part of it is no level.
pub(super) fn read_levels(typed: &str) -> Result<Vec<Level>, ValueFault> {
    let mut levels = match Level::parse(typed) {
        Some(one) => vec![one],
        None => parts(typed)
            .iter()
            .map(|part| Level::parse(part))
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default(),
    };
    if levels.is_empty() {
        return Err(ValueFault::NotAWord {
            typed: text::tidy(typed),
            words: Level::ALL.iter().copied().map(RightWord::of).collect(),
        });
    }
    levels.sort_unstable();
    levels.dedup();
    Ok(levels)
}

/// What stands between the signs and words that join levels.
fn parts(typed: &str) -> Vec<String> {
    let joined =
        |letter: char| matches!(letter, ',' | ';' | '/' | '+' | '&' | '-' | '–' | '\n' | '|');
    typed
        .split(joined)
        .flat_map(|part| {
            let words: Vec<String> = text::fold_words(part);
            words
                .split(|word| word == "va")
                .map(|words| words.join(" "))
                .collect::<Vec<_>>()
        })
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_of_a_cell_is_one_registration() {
        use Level::{Base, District, Province};
        for (typed, expected) in [
            ("Cơ sở, Huyện", vec![Base, District]),
            ("cấp cơ sở và cấp huyện", vec![Base, District]),
            ("Huyện; cơ sở\ntỉnh", vec![Base, District, Province]),
            ("Xã - Huyện", vec![Base, District]),
            ("cơ sở", vec![Base]),
            ("C.SỞ/Tỉnh", vec![]),
        ] {
            assert_eq!(read_levels(typed).unwrap_or_default(), expected, "{typed}");
        }
    }
}
