//! What can be done from here: the footer, the command palette and the menu.

use super::map::Reached;
use super::{Action, Condition, Context, Keymap, Offer, Sequence};
use crate::i18n::Lang;
use crate::text::cells;

/// The blank cells between two entries of the footer.
pub const FOOTER_GAP: usize = 3;

/// The ways to everything else.
const NEVER_LEFT_OUT: [Action; 2] = [Action::MenuOpen, Action::HelpOpen];

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
    /// What can be done here and now, as key and label, as much as fits into
    /// `width` cells with [`FOOTER_GAP`] in between; the most useful first, the menu
    /// and the help last but never left out.
    pub fn footer(
        &self,
        contexts: &[Context],
        holds: &dyn Fn(Condition) -> bool,
        lang: Lang,
        width: usize,
    ) -> Vec<(String, String)> {
        let mut shown: Vec<Reached<'_>> = Vec::new();
        for reached in self.reached(contexts) {
            let known = shown.iter().any(|other| other.action == reached.action);
            if !known && in_footer(reached.action) && reached.allowed(holds) {
                shown.push(reached);
            }
        }
        let (last, first): (Vec<_>, Vec<_>) = shown
            .iter()
            .partition(|reached| NEVER_LEFT_OUT.contains(&reached.action));
        let last: Vec<_> = last.into_iter().map(|one| entry(one, lang)).collect();
        let mut left = (width + FOOTER_GAP).saturating_sub(last.iter().map(cells_of).sum());
        let mut footer: Vec<_> = first
            .into_iter()
            .map(|one| entry(one, lang))
            .take_while(|entry| {
                let needed = cells_of(entry);
                let fits = needed <= left;
                left = left.saturating_sub(needed);
                fits
            })
            .collect();
        footer.extend(last);
        footer
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

fn entry(reached: &Reached<'_>, lang: Lang) -> (String, String) {
    let label = lang.say(&reached.action.label());
    (reached.keys.shown(), label)
}

/// The cells of one entry with the blank inside it and the gap after it.
fn cells_of((key, label): &(String, String)) -> usize {
    cells(key) + 1 + cells(label) + FOOTER_GAP
}
