//! Where two versions of a text differ, word by word: both sides of a place
//! that does not match are shown before a person chooses.

/// Beyond this many pairs of words only what the versions share at both ends
/// is looked for: the table of pairs takes two bytes each.
const MOST_PAIRS: usize = 4_000_000;

/// Which of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The version named first.
    First,
    /// The version named second.
    Second,
}

/// A run of words, as it is written, without the blanks around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'text> {
    /// In both versions.
    Same(&'text str),
    /// In one version alone.
    Only(Side, &'text str),
}

/// The pieces of two versions in reading order; where both have something of
/// their own, the first version's piece comes first. A line break counts as a
/// word; other blanks are no difference.
pub fn differing_words<'text>(first: &'text str, second: &'text str) -> Vec<Piece<'text>> {
    let (first_words, second_words) = (words(first), words(second));
    let mut steps = Vec::new();
    align(&first_words, &second_words, &mut steps);
    pieces(first, second, &steps)
}

/// A word and where it stands in its text, in bytes.
#[derive(Debug, Clone, Copy)]
struct Word<'text> {
    start: usize,
    text: &'text str,
}

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// One word of the alignment.
#[derive(Debug, Clone, Copy)]
struct Step<'text> {
    word: Word<'text>,
    /// The version that alone has it.
    only: Option<Side>,
}

impl<'text> Step<'text> {
    /// The word of the first version.
    fn same(word: &Word<'text>) -> Self {
        Self {
            word: *word,
            only: None,
        }
    }

    fn first(word: &Word<'text>) -> Self {
        Self {
            word: *word,
            only: Some(Side::First),
        }
    }

    fn second(word: &Word<'text>) -> Self {
        Self {
            word: *word,
            only: Some(Side::Second),
        }
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            found.push(Word { start, text: word });
        }
        if let Some(line_break) = piece.strip_prefix(word).filter(|blank| *blank == "\n") {
            found.push(Word {
                start: start + word.len(),
                text: line_break,
            });
        }
        start += piece.len();
    }
    found
}

fn align<'text>(first: &[Word<'text>], second: &[Word<'text>], steps: &mut Vec<Step<'text>>) {
    let prefix = first
        .iter()
        .zip(second)
        .take_while(|(one, other)| one == other)
        .count();
    let (shared, first) = first.split_at(prefix);
    let second = second.get(prefix..).unwrap_or_default();
    let suffix = first
        .iter()
        .rev()
        .zip(second.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let (first, shared_end) = first.split_at(first.len() - suffix);
    let (second, _) = second.split_at(second.len() - suffix);

    steps.extend(shared.iter().map(Step::same));
    if first.len().saturating_mul(second.len()) <= MOST_PAIRS {
        align_by_table(first, second, steps);
    } else {
        steps.extend(first.iter().map(Step::first));
        steps.extend(second.iter().map(Step::second));
    }
    steps.extend(shared_end.iter().map(Step::same));
}

/// The longest common subsequence, by its table.
fn align_by_table<'text>(
    first: &[Word<'text>],
    second: &[Word<'text>],
    steps: &mut Vec<Step<'text>>,
) {
    let table = Table::of(first, second);
    let (mut row, mut column) = (0, 0);
    loop {
        match (first.get(row), second.get(column)) {
            (Some(one), Some(other)) if one == other => {
                steps.push(Step::same(one));
                row += 1;
                column += 1;
            }
            (Some(one), other)
                if other.is_none() || table.at(row + 1, column) >= table.at(row, column + 1) =>
            {
                steps.push(Step::first(one));
                row += 1;
            }
            (_, Some(other)) => {
                steps.push(Step::second(other));
                column += 1;
            }
            (_, None) => return,
        }
    }
}

/// For each pair of positions, how many words the rests of both versions can
/// still share.
struct Table {
    width: usize,
    /// The shorter version has at most √4,000,000 words, so a length fits.
    lengths: Vec<u16>,
}

impl Table {
    fn of(first: &[Word<'_>], second: &[Word<'_>]) -> Self {
        let width = second.len() + 1;
        let mut table = Self {
            width,
            lengths: vec![0; (first.len() + 1) * width],
        };
        for (row, one) in first.iter().enumerate().rev() {
            for (column, other) in second.iter().enumerate().rev() {
                let length = if one == other {
                    table.at(row + 1, column + 1) + 1
                } else {
                    table.at(row + 1, column).max(table.at(row, column + 1))
                };
                if let Some(place) = table.lengths.get_mut(row * width + column) {
                    *place = length;
                }
            }
        }
        table
    }

    fn at(&self, row: usize, column: usize) -> u16 {
        self.lengths
            .get(row * self.width + column)
            .copied()
            .unwrap_or(0)
    }
}

/// Joins neighbouring words of one kind, as they are written.
fn pieces<'text>(
    first: &'text str,
    second: &'text str,
    steps: &[Step<'text>],
) -> Vec<Piece<'text>> {
    let mut pieces = Vec::new();
    for stretch in steps.chunk_by(|one, next| one.only.is_none() == next.only.is_none()) {
        pieces.extend(written(first, stretch, None).map(Piece::Same));
        for (side, text) in [(Side::First, first), (Side::Second, second)] {
            pieces.extend(written(text, stretch, Some(side)).map(|run| Piece::Only(side, run)));
        }
    }
    pieces
}

/// From the first to the last word of one kind in a stretch.
fn written<'text>(
    text: &'text str,
    stretch: &[Step<'_>],
    only: Option<Side>,
) -> Option<&'text str> {
    let mut words = stretch
        .iter()
        .filter(|step| step.only == only)
        .map(|step| step.word);
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    text.get(first.start..last.start + last.text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Piece::*, Side::*, *};

    #[test]
    fn shared_and_own_words_are_told_apart() {
        assert_eq!(
            differing_words("Đã lắp 12 camera ở tuyến lộ", "Đã  lắp xong 14 camera ở lộ"),
            [
                Same("Đã lắp"),
                Only(First, "12"),
                Only(Second, "xong 14"),
                Same("camera ở"),
                Only(First, "tuyến"),
                Same("lộ"),
            ]
        );
    }

    #[test]
    fn equal_and_empty_texts() {
        assert_eq!(differing_words("một hai", "một hai"), [Same("một hai")]);
        assert_eq!(differing_words("", ""), []);
        assert_eq!(differing_words("", "ba"), [Only(Second, "ba")]);
        assert_eq!(differing_words(" ba ", ""), [Only(First, "ba")]);
    }

    #[test]
    fn line_breaks_are_a_difference_and_blanks_are_not() {
        assert_eq!(differing_words("a\tb", "a  b"), [Same("a\tb")]);
        assert_eq!(
            differing_words("a\nb", "a b"),
            [Same("a"), Only(First, "\n"), Same("b")]
        );
    }

    #[test]
    fn texts_too_long_for_a_table_share_their_ends() {
        let numbered = |name: &str| {
            let middle: String = (0..2100)
                .map(|number| format!("{name}{number} chung "))
                .collect();
            format!("đầu {middle}cuối")
        };
        let (first, second) = (numbered("a"), numbered("b"));
        let pieces = differing_words(&first, &second);
        assert!(
            matches!(
                *pieces,
                [
                    Same("đầu"),
                    Only(First, _),
                    Only(Second, _),
                    Same("chung cuối")
                ]
            ),
            "{} pieces",
            pieces.len()
        );
    }

    fn few_words() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec!["a", "b", "c", "\n", " "]);
        prop::collection::vec(word, 0..24).prop_map(|words| words.join(" "))
    }

    proptest! {
        #[test]
        fn each_version_can_be_read_from_the_pieces(first in few_words(), second in few_words()) {
            let read = |side: Side| -> Vec<String> {
                differing_words(&first, &second)
                    .iter()
                    .filter_map(|piece| match *piece {
                        Same(run) => Some(run),
                        Only(of, run) => (of == side).then_some(run),
                    })
                    .flat_map(words)
                    .map(|word| word.text.to_owned())
                    .collect()
            };
            let of = |text: &str| words(text).into_iter().map(|word| word.text.to_owned()).collect::<Vec<_>>();
            prop_assert_eq!(read(First), of(&first));
            prop_assert_eq!(read(Second), of(&second));
        }

        #[test]
        fn as_much_as_possible_is_shared(first in "[abc]{0,6}", second in "[abc]{0,6}") {
            let spaced = |letters: &str| letters.chars().map(|letter| format!("{letter} ")).collect::<String>();
            let (first_text, second_text) = (spaced(&first), spaced(&second));
            let shared: usize = differing_words(&first_text, &second_text)
                .iter()
                .map(|piece| match piece {
                    Same(run) => run.split_whitespace().count(),
                    Only(..) => 0,
                })
                .sum();
            prop_assert_eq!(shared, longest_shared(&first, &second));
        }
    }

    /// By trying every choice of letters of the first text.
    fn longest_shared(first: &str, second: &str) -> usize {
        (0_u32..1 << first.len())
            .filter_map(|choice| {
                let chosen = first
                    .chars()
                    .enumerate()
                    .filter(|(place, _)| choice >> place & 1 == 1);
                let mut rest = second.chars();
                chosen
                    .map(|(_, letter)| rest.any(|other| other == letter).then_some(()))
                    .collect::<Option<Vec<()>>>()
                    .map(|found| found.len())
            })
            .max()
            .unwrap_or(0)
    }
}
