//! The known word that a mistyped one most likely means.

/// Of `known`, the word that fewest changed letters make of `typed`; blank
/// when there is none to choose from.
pub(super) fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> &'a str {
    const LONGEST: usize = 64;
    let typed: Vec<char> = typed.to_lowercase().chars().take(LONGEST).collect();
    known
        .into_iter()
        .min_by_key(|word| {
            let word: Vec<char> = word.to_lowercase().chars().take(LONGEST).collect();
            changes(&typed, &word)
        })
        .unwrap_or_default()
}

/// Letters to insert, remove or replace.
fn changes(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (done, letter) in from.iter().enumerate() {
        let mut diagonal = done;
        let mut left = done + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (other, cell) in to.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(letter != other);
            diagonal = *cell;
            left = replaced.min(*cell + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word() {
        let known = ["select_one", "select_multiple", "integer"];
        assert_eq!(nearest("slect_one", known), "select_one");
        assert_eq!(nearest("interger", known), "integer");
        assert_eq!(nearest("x", []), "");
    }
}
