//! Who comes first.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::Hit;
use super::doc_set::DocSet;
use super::fit::Fit;
use super::index::Index;
use super::order::Order;
use super::slip::slips_to;
use super::spelling::Spelling;

/// So many documents get a score; nobody pages further without typing more.
pub const RANKED: usize = 256;

/// Words of a name that are ranked: a name longer than that is a note pasted
/// into the wrong box.
const WORDS: usize = 64;

// Points for one typed word, beside some 25 for each letter by `fuzzy-matcher`.
const IN_NAME: i64 = 100;
const IN_ALSO: i64 = 60;
const WHOLE: i64 = 30;
const AGREEING: i64 = 60;
const OPENING: i64 = 20;

/// The best documents of a fit, best first.
pub(super) fn ranked(index: &Index, typed: &[Spelling], fit: &Fit, order: &Order) -> Vec<Hit> {
    let mut chosen = Vec::with_capacity(RANKED);
    choose(fit.docs.clone(), &fit.criteria(), order, &mut chosen);
    let scorer = Scorer::new(index, typed);
    let hit = |doc| Hit {
        doc,
        score: scorer.score(doc),
    };
    let mut hits: Vec<Hit> = chosen.into_iter().map(hit).collect();
    hits.sort_by_key(|hit| (Reverse(hit.score), order.place(hit.doc), hit.doc));
    hits
}

/// Fills `chosen` up to [`RANKED`] documents: those first that meet the first
/// criterion, among them those that meet the second; then in the caller's order.
fn choose(from: DocSet, criteria: &[&DocSet], order: &Order, chosen: &mut Vec<u32>) {
    let room = RANKED.saturating_sub(chosen.len());
    if room == 0 {
        return;
    }
    if from.count() <= room {
        chosen.extend(from.iter());
        return;
    }
    match criteria {
        [] => chosen.extend(order.within(&from).take(room)),
        [first, others @ ..] => {
            let mut meeting = from.clone();
            meeting.intersect(first);
            choose(meeting, others, order, chosen);
            let mut failing = from;
            failing.subtract(first);
            choose(failing, others, order, chosen);
        }
    }
}

/// Scores documents against one query.
struct Scorer<'a> {
    index: &'a Index,
    typed: &'a [Spelling],
    phrase: String,
    matcher: SkimMatcherV2,
}

impl<'a> Scorer<'a> {
    fn new(index: &'a Index, typed: &'a [Spelling]) -> Self {
        Self {
            index,
            typed,
            phrase: joined(typed.iter()),
            matcher: SkimMatcherV2::default(),
        }
    }

    /// Above 0, so that a ranked document never looks like an unranked one.
    fn score(&self, doc: u32) -> i64 {
        let name: Vec<&Spelling> = self.index.name_words(doc).take(WORDS).collect();
        let also: Vec<&Spelling> = self.index.also_words(doc).take(WORDS).collect();
        let text = joined(name.iter().copied());
        let words: i64 = self
            .typed
            .iter()
            .map(|word| self.score_word(word, &name, &also, &text))
            .sum();
        let shorter_first = text.len() as i64 / 8;
        (words + self.score_phrase(&name, &text) - shorter_first).max(1)
    }

    fn score_word(
        &self,
        typed: &Spelling,
        name: &[&Spelling],
        also: &[&Spelling],
        text: &str,
    ) -> i64 {
        let letters = || self.matcher.fuzzy_match(text, &typed.folded).unwrap_or(0);
        let best =
            |words: &[&Spelling]| words.iter().filter_map(|word| closeness(word, typed)).max();
        match (best(name), best(also)) {
            (Some(close), _) => IN_NAME + close + letters(),
            (None, Some(close)) => IN_ALSO + close,
            (None, None)
                if name
                    .iter()
                    .any(|word| slips_to(&typed.folded, &word.folded)) =>
            {
                WHOLE + letters()
            }
            // Initials, or a typo beside the name.
            (None, None) => letters(),
        }
    }

    /// Words in the typed order, and the nearer to each other the better.
    fn score_phrase(&self, name: &[&Spelling], text: &str) -> i64 {
        let opens = name
            .first()
            .zip(self.typed.first())
            .is_some_and(|(word, typed)| closeness(word, typed).is_some());
        let in_order = match self.typed {
            [_] => None,
            _ => self.matcher.fuzzy_match(text, &self.phrase),
        };
        in_order.unwrap_or(0) + if opens { OPENING } else { 0 }
    }
}

/// How well a word that begins as typed answers it; `None` when it does not
/// begin so.
fn closeness(word: &Spelling, typed: &Spelling) -> Option<i64> {
    if !word.folded.starts_with(&*typed.folded) {
        return None;
    }
    let whole = if word.folded == typed.folded {
        WHOLE
    } else {
        0
    };
    let agreeing = if typed.is_marked() && word.agrees_with(typed) {
        AGREEING
    } else {
        0
    };
    Some(whole + agreeing)
}

fn joined<'a>(words: impl Iterator<Item = &'a Spelling>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.folded);
    }
    text
}
