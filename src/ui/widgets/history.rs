//! What was typed, in the units that undo takes back: one word, one paste, one
//! line break.

use std::ops::Range;

/// How many units are kept; older ones are forgotten.
const KEPT: usize = 2_000;

/// A piece of text replaced by another, at a byte position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

impl Change {
    /// The change that takes this one back.
    pub fn reversed(&self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted.clone(),
            inserted: self.removed.clone(),
        }
    }

    /// The bytes that the change replaces, before it is made.
    pub fn replaced(&self) -> Range<usize> {
        self.at..self.at + self.removed.len()
    }

    fn end(&self) -> usize {
        self.at + self.inserted.len()
    }

    /// Takes in a change that ends where this one ends.
    fn absorb(&mut self, next: Change) {
        let kept = next.at.saturating_sub(self.at);
        if next.at < self.at {
            let reached = self.at - next.at;
            let earlier = next.removed.get(..reached).unwrap_or_default();
            self.removed.insert_str(0, earlier);
            self.at = next.at;
        }
        self.inserted.truncate(kept);
        self.inserted.push_str(&next.inserted);
    }
}

/// Whether the unit at the top may still grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Unit {
    Growing,
    #[default]
    Sealed,
}

/// The units done and the units taken back.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
    unit: Unit,
}

impl History {
    /// Remembers a change; one that goes on where the growing unit ends joins it.
    pub fn record(&mut self, change: Change) {
        self.undone.clear();
        if self.unit == Unit::Growing
            && let Some(unit) = self.done.last_mut()
            && unit.end() == change.replaced().end
        {
            unit.absorb(change);
            return;
        }
        if self.done.len() >= KEPT {
            self.done.remove(0);
        }
        self.done.push(change);
        self.unit = Unit::Growing;
    }

    /// Ends the unit: what comes next is taken back by itself.
    pub fn seal(&mut self) {
        self.unit = Unit::Sealed;
    }

    /// The text that the growing unit has put in so far; empty when it has
    /// only taken text out.
    pub fn growing(&self) -> Option<&Change> {
        self.done.last().filter(|_| self.unit == Unit::Growing)
    }

    /// The change that takes the last unit back.
    pub fn undo(&mut self) -> Option<Change> {
        self.seal();
        let unit = self.done.pop()?;
        let back = unit.reversed();
        self.undone.push(unit);
        Some(back)
    }

    /// The change that does the last undone unit again.
    pub fn redo(&mut self) -> Option<Change> {
        self.seal();
        let unit = self.undone.pop()?;
        self.done.push(unit.clone());
        Some(unit)
    }
}
