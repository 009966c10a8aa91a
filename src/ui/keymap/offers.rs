//! What can be done from here: the footer, the command palette and the menu.

use super::map::Reached;
use super::{Action, Condition, Context, Keymap, Offer, Sequence};
use crate::i18n::Lang;
use crate::text::cells;

/// The blank cells between two entries of the footer.
pub const FOOTER_GAP: usize = 3;

/// The ways to everything else, at the end of the footer.
const LAST: [Action; 2] = [Action::MenuOpen, Action::HelpOpen];

/// The shown form of a key and what it does.
pub type Entry = (String, String);

/// Room for the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// The cells of each row.
    pub width: usize,
    pub rows: usize,
}

/// One line of the command palette or the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    pub action: Action,
    /// The keys that do the same here, if any.
    pub keys: Option<Sequence>,
    /// Why it cannot be done now.
    pub refused: Option<Condition>,
}

impl Keymap {
    /// What can be done here and now on one row, as key and label; see
    /// [`Keymap::footer_rows`].
    pub fn footer(
        &self,
        contexts: &[Context],
        holds: &dyn Fn(Condition) -> bool,
        lang: Lang,
        width: usize,
    ) -> Vec<Entry> {
        let rows = self.footer_rows(contexts, holds, lang, Space { width, rows: 1 });
        rows.into_iter().flatten().collect()
    }

    /// What can be done here and now, as key and label, as much as fits into
    /// `space` with [`FOOTER_GAP`] in between; the most useful first, the menu
    /// and the help last. The help is never left out.
    pub fn footer_rows(
        &self,
        contexts: &[Context],
        holds: &dyn Fn(Condition) -> bool,
        lang: Lang,
        space: Space,
    ) -> Vec<Vec<Entry>> {
        let mut shown: Vec<Reached<'_>> = Vec::new();
        for reached in self.reached(contexts) {
            let known = shown.iter().any(|other| other.action == reached.action);
            if !known && in_footer(reached.action) && reached.allowed(holds) {
                shown.push(reached);
            }
        }
        let rank = |one: &Reached<'_>| LAST.iter().position(|last| *last == one.action);
        shown.sort_by_key(rank);
        let mut removable = shown.iter().filter(|one| rank(one).is_none()).count();
        let mut entries: Vec<_> = shown.iter().map(|one| entry(one, lang)).collect();
        loop {
            let rows = in_rows(&entries, space.width);
            if rows.len() <= space.rows || entries.len() <= 1 {
                return rows;
            }
            removable = removable.saturating_sub(1);
            entries.remove(removable);
        }
    }

    /// The commands that make sense from `contexts`: those bound there first,
    /// in order of usefulness, then those that work from anywhere.
    pub fn palette(&self, contexts: &[Context], holds: &dyn Fn(Condition) -> bool) -> Vec<Offered> {
        let mut offered: Vec<Offered> = Vec::new();
        for reached in self.reached(contexts) {
            let known = offered.iter().any(|other| other.action == reached.action);
            if !known && in_palette(reached.action) {
                offered.push(Offered {
                    action: reached.action,
                    keys: Some(reached.keys.clone()),
                    refused: reached.when.filter(|condition| !holds(*condition)),
                });
            }
        }
        for action in Action::ALL.iter().copied().filter(|one| anywhere(*one)) {
            if offered.iter().all(|other| other.action != action) {
                offered.push(Offered {
                    action,
                    keys: None,
                    refused: None,
                });
            }
        }
        offered
    }
}

fn in_footer(action: Action) -> bool {
    matches!(
        action.offer(),
        Offer::Anywhere | Offer::Here | Offer::Footer
    )
}

fn in_palette(action: Action) -> bool {
    anywhere(action) || action.offer() == Offer::Here
}

/// Whether the palette offers it in every screen, bound or not.
pub(super) fn anywhere(action: Action) -> bool {
    matches!(action.offer(), Offer::Anywhere | Offer::Palette)
}

fn entry(reached: &Reached<'_>, lang: Lang) -> Entry {
    let label = lang.say(&reached.action.label());
    (reached.keys.shown(), label)
}

/// The entries in as many rows as they need, none of them cut.
fn in_rows(entries: &[Entry], width: usize) -> Vec<Vec<Entry>> {
    let mut rows: Vec<Vec<Entry>> = Vec::new();
    let mut used = 0;
    for entry in entries {
        let needed = cells_of(entry);
        match rows.last_mut() {
            Some(row) if used + FOOTER_GAP + needed <= width => {
                used += FOOTER_GAP + needed;
                row.push(entry.clone());
            }
            _ => {
                used = needed;
                rows.push(vec![entry.clone()]);
            }
        }
    }
    rows
}

/// The cells of one entry, with the blank inside it.
fn cells_of((key, label): &Entry) -> usize {
    cells(key) + 1 + cells(label)
}
