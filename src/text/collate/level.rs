//! One level of a sort key below the letters.

/// Separates levels; below every weight, so that a name stands before longer ones.
const LEVEL_SEPARATOR: u8 = 1;

/// The weight of what is not marked: no tone, lower case.
pub(super) const COMMON: u8 = 2;

/// Weights in the order of the text. Common weights at the end are left out:
/// no weight is below them, so the order stays and most levels are empty.
#[derive(Default)]
pub(super) struct Level {
    weights: Vec<u8>,
    /// Common weights that count only when a greater one follows.
    pending: usize,
}

impl Level {
    pub(super) fn push_common(&mut self) {
        self.pending += 1;
    }

    pub(super) fn push(&mut self, weight: &[u8]) {
        if weight == [COMMON] {
            self.push_common();
        } else {
            let filled = self.weights.len() + self.pending;
            self.weights.resize(filled, COMMON);
            self.pending = 0;
            self.weights.extend_from_slice(weight);
        }
    }

    /// Writes the level behind those above it.
    pub(super) fn end(self, key: &mut Vec<u8>) {
        key.push(LEVEL_SEPARATOR);
        key.extend(self.weights);
    }
}
