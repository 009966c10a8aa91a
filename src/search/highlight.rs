//! Which letters of a name a query found.

use std::ops::Range;

use super::initials::{may_be_initials, run_in};
use super::slip::slips_to;
use crate::text::{fold, fold_words};

/// The positions, in graphemes of the NFC name, that the query matches;
/// ascending, each once.
///
/// A word that the name answers only by its initials or with a typo is shown
/// when the name answers all words: else it was found beside the name.
pub fn matched_positions(query: &str, name: &str) -> Vec<usize> {
    let words = placed_words(name);
    let answers: Vec<Answer> = fold_words(query)
        .iter()
        .map(|typed| answer(typed, &words))
        .collect();
    let complete = !answers
        .iter()
        .any(|answer| matches!(answer, Answer::Nowhere));
    let mut positions: Vec<usize> = answers
        .into_iter()
        .flat_map(|answer| answer.positions(complete))
        .flatten()
        .collect();
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// A folded word and the position of its first letter.
struct PlacedWord {
    start: usize,
    letters: String,
}

/// How a name answers one typed word.
enum Answer {
    Literally(Vec<Range<usize>>),
    Loosely(Vec<Range<usize>>),
    Nowhere,
}

impl Answer {
    fn positions(self, complete: bool) -> Vec<Range<usize>> {
        match self {
            Self::Literally(places) => places,
            Self::Loosely(places) if complete => places,
            Self::Loosely(_) | Self::Nowhere => Vec::new(),
        }
    }
}

fn answer(typed: &str, words: &[PlacedWord]) -> Answer {
    let letters = typed.chars().count();
    let literal = places(words, |word| word.starts_with(typed).then_some(letters));
    if !literal.is_empty() {
        return Answer::Literally(literal);
    }
    let initials = initial_places(typed, words);
    if !initials.is_empty() {
        return Answer::Loosely(initials);
    }
    let slips = places(words, |word| {
        slips_to(typed, word).then(|| letters.min(word.chars().count()))
    });
    if slips.is_empty() {
        Answer::Nowhere
    } else {
        Answer::Loosely(slips)
    }
}

/// The first letters of each word, as many as `matched` says.
fn places(words: &[PlacedWord], matched: impl Fn(&str) -> Option<usize>) -> Vec<Range<usize>> {
    words
        .iter()
        .filter_map(|word| Some(word.start..word.start + matched(&word.letters)?))
        .collect()
}

fn initial_places(typed: &str, words: &[PlacedWord]) -> Vec<Range<usize>> {
    if !may_be_initials(typed) {
        return Vec::new();
    }
    let initials: Vec<char> = words
        .iter()
        .filter_map(|word| word.letters.chars().next())
        .collect();
    run_in(&initials, typed)
        .and_then(|run| words.get(run))
        .unwrap_or_default()
        .iter()
        .map(|word| word.start..word.start + 1)
        .collect()
}

fn placed_words(name: &str) -> Vec<PlacedWord> {
    let mut words: Vec<PlacedWord> = Vec::new();
    let mut inside = false;
    for (position, letter) in fold(name).chars().enumerate() {
        match (inside, letter.is_alphanumeric()) {
            (true, true) => {
                if let Some(word) = words.last_mut() {
                    word.letters.push(letter);
                }
            }
            (false, true) => words.push(PlacedWord {
                start: position,
                letters: letter.into(),
            }),
            (_, false) => {}
        }
        inside = letter.is_alphanumeric();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name with its matched letters in brackets.
    fn shown(query: &str, name: &str) -> String {
        use unicode_segmentation::UnicodeSegmentation;
        let matched = matched_positions(query, name);
        name.graphemes(true)
            .enumerate()
            .map(|(position, letter)| match matched.contains(&position) {
                true => format!("[{letter}]"),
                false => letter.to_owned(),
            })
            .collect::<String>()
            .replace("][", "")
    }

    #[test]
    fn every_word_that_begins_as_typed_is_shown() {
        assert_eq!(
            shown("rac b", "Ghe về bến, rác về bờ"),
            "Ghe về [b]ến, [rác] về [b]ờ"
        );
        assert_eq!(shown("UỶ", "Ủy ban"), "[Ủy] ban");
        assert_eq!(shown("", "Ủy ban"), "Ủy ban");
        assert_eq!(shown("xyz", "Ủy ban"), "Ủy ban");
    }

    #[test]
    fn positions_are_letters_on_screen() {
        assert_eq!(matched_positions("ve", "rác về"), [4, 5]);
        assert_eq!(
            matched_positions("ve", "ra\u{301}c ve\u{302}\u{300}"),
            [4, 5]
        );
    }

    #[test]
    fn initials_and_typos_are_shown_when_the_name_answers_the_whole_query() {
        assert_eq!(
            shown("dvk", "Phong trào Dân vận khéo"),
            "Phong trào [D]ân [v]ận [k]héo"
        );
        assert_eq!(
            shown("gao tinj", "Hũ gạo tình thương"),
            "Hũ [gạo] [tình] thương"
        );
        assert_eq!(
            shown("rac kien hai", "Biển không rác"),
            "Biển không [rác]",
            "kien is the unit, not a typo for biển"
        );
    }
}
