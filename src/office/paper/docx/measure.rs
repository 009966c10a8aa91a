//! Measures of the sheet in twentieths of a point, the unit of .docx.

use crate::report::document::Page;
use crate::report::letterhead::MARGINS;

/// 210 mm.
pub(super) const SHORT_SIDE: u32 = 11906;
/// 297 mm.
pub(super) const LONG_SIDE: u32 = 16838;

/// Millimetres in twips.
pub(super) fn twips(millimetres: u16) -> i32 {
    (f64::from(millimetres) * 1440.0 / 25.4).round() as i32
}

/// The room between the margins, in twips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Width(usize);

impl Width {
    pub(super) fn of(page: Page) -> Self {
        let side = match page {
            Page::Portrait => SHORT_SIDE,
            Page::Landscape => LONG_SIDE,
        };
        let margins = twips(MARGINS.left + MARGINS.right);
        Self((side as usize).saturating_sub(margins.unsigned_abs() as usize))
    }

    pub(super) fn all(self) -> usize {
        self.0
    }

    /// Divides the room by shares; the last takes what rounding left.
    pub(super) fn divided(self, shares: impl IntoIterator<Item = u16>) -> Vec<usize> {
        let shares: Vec<usize> = shares
            .into_iter()
            .map(|share| usize::from(share.max(1)))
            .collect();
        let whole = shares.iter().sum::<usize>().max(1);
        let mut widths: Vec<usize> = shares.iter().map(|share| self.0 * share / whole).collect();
        let used: usize = widths.iter().sum();
        if let Some(last) = widths.last_mut() {
            *last += self.0 - used;
        }
        widths
    }
}

/// About how wide a line of bold text is, in twips: capitals are wider.
pub(super) fn line_width(text: &str, points: u16) -> usize {
    let per_mille: usize = text
        .chars()
        .map(|character| match character {
            ' ' | '-' | '.' | ',' | 'I' | 'i' | 'l' => 300,
            character if character.is_uppercase() => 720,
            _ => 500,
        })
        .sum();
    per_mille * usize::from(points) * 20 / 1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_is_divided_without_rest() {
        let width = Width::of(Page::Portrait);
        assert_eq!(width.all(), 9355, "165 mm");
        let parts = width.divided([1, 1, 5]);
        assert_eq!(parts.iter().sum::<usize>(), width.all());
        assert_eq!(width.divided([]), Vec::<usize>::new());
    }
}
