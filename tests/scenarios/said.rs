//! What a paragraph says stands in its table.

use std::collections::BTreeSet;

use kheo::i18n::Lang;
use kheo::report::{Table, paragraph};

/// Numbers as they are written: “1.240”, “89,2”.
fn numbers(words: &str) -> BTreeSet<String> {
    let is_between = |letter: char| !letter.is_ascii_digit() && !matches!(letter, '.' | ',');
    let runs = words.split(is_between);
    let runs = runs.map(|run| run.trim_matches(['.', ',']).to_owned());
    runs.filter(|run| !run.is_empty()).collect()
}

/// Every number of the paragraph stands in the table, in what stands above it
/// or below, or is the length of the list.
pub fn check(table: &Table, said: &str) {
    for lang in [Lang::Vi, Lang::En] {
        let rows = table.rows.len() + table.left_out;
        let mut all = vec![table.caption(lang), rows.to_string()];
        all.extend(table.notes.iter().map(|note| lang.say(note)));
        all.extend(table.as_of.map(|day| day.strftime("%d/%m/%Y").to_string()));
        all.extend(table.rows.iter().map(|row| lang.say(&row.label)));
        let totals = table.total.iter().map(|total| &total.cells);
        let cells = table.rows.iter().map(|row| &row.cells).chain(totals);
        all.extend(cells.flatten().map(|cell| cell.value.words(lang)));
        // A change is said without its sign.
        let known: BTreeSet<String> = all.iter().flat_map(|words| numbers(words)).collect();
        let words = lang.say(&paragraph(table));
        let unknown: Vec<_> = numbers(&words).difference(&known).cloned().collect();
        assert!(unknown.is_empty(), "{said}: {unknown:?} in {words}");
        assert!(words.ends_with('.') && !words.contains("  "), "{words}");
    }
}
