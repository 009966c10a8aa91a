//! Counting models by rows of units and by level, in one walk.

use super::behind::Stage;
use super::facts::Fact;
use super::ground::Ground;
use super::id::Counting;
use super::query::Ask;
use super::select::{Mask, reached};
use crate::domain::{Level, ModelKind, Period, Word};

/// How many, by kind of model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub collective: u64,
    pub individual: u64,
    /// Collective, individual and those whose kind is not known.
    pub total: u64,
}

impl Tally {
    pub fn add(&mut self, kind: Option<ModelKind>, count: u64) {
        self.total += count;
        match kind {
            Some(ModelKind::Collective) => self.collective += count,
            Some(ModelKind::Individual) => self.individual += count,
            None => {}
        }
    }

    /// Adds another tally to it.
    pub fn merge(&mut self, other: Self) {
        self.collective += other.collective;
        self.individual += other.individual;
        self.total += other.total;
    }

    /// Those of a kind; all when none is named.
    pub fn of(&self, kind: Option<ModelKind>) -> u64 {
        match kind {
            None => self.total,
            Some(ModelKind::Collective) => self.collective,
            Some(ModelKind::Individual) => self.individual,
        }
    }
}

const LEVELS: usize = Level::ALL.len();
/// Slot of models counted once whatever their levels.
const ANY: usize = LEVELS;

/// The tallies of one row: a level each, and all levels together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ByLevel([Tally; LEVELS + 1]);

impl ByLevel {
    pub fn at(&self, level: Level) -> Tally {
        self.0.get(level as usize).copied().unwrap_or_default()
    }

    /// Each model once, whatever its levels.
    pub fn any(&self) -> Tally {
        self.0.get(ANY).copied().unwrap_or_default()
    }

    /// The totals of all levels added up, as the columns of B01 stand.
    pub fn sum(&self) -> u64 {
        let levels = self.0.iter().take(LEVELS);
        levels.map(|tally| tally.total).sum()
    }

    fn add(&mut self, slot: usize, kind: Option<ModelKind>, count: u64) {
        if let Some(tally) = self.0.get_mut(slot) {
            tally.add(kind, count);
        }
    }

    fn merge(&mut self, other: &Self) {
        for (mine, its) in self.0.iter_mut().zip(&other.0) {
            mine.merge(*its);
        }
    }
}

/// Tallies of every row of a table, and of all rows together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tallies {
    pub rows: Vec<ByLevel>,
    pub all: ByLevel,
}

/// Counts what came to `stage` within `period`, row by row. A model lies in
/// one unit, so the rows add up.
pub fn tally(ask: &Ask<'_>, ground: &Ground, period: Period, stage: Stage) -> Tallies {
    let facts = ask.material.facts;
    let rows_of = ground.rows_of(facts, ask.material.units);
    let periods = Mask::periods(facts, period);
    let movements = Mask::movements(facts, &ask.query.movements);
    let counts = |fact: &Fact| {
        fact.status.is_registered()
            && periods.has(fact.period)
            && reached(fact, stage, ask.material.awarded)
    };
    let mut rows = vec![ByLevel::default(); ground.rows.len()];
    for model in facts.models() {
        let traits = model.traits;
        let row = rows_of.row(traits.unit);
        let Some(row) = row.and_then(|row| rows.get_mut(row)) else {
            continue;
        };
        if !movements.has(traits.movement) {
            continue;
        }
        let mut at = [0u64; LEVELS + 1];
        for fact in model.facts().filter(|fact| counts(fact)) {
            for slot in [fact.level as usize, ANY] {
                if let Some(count) = at.get_mut(slot) {
                    *count += 1;
                }
            }
        }
        for (slot, count) in at.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let count = match ask.query.counting {
                Counting::Models => 1,
                Counting::Registrations => count,
            };
            row.add(slot, traits.kind, count);
        }
    }
    let mut all = ByLevel::default();
    for row in &rows {
        all.merge(row);
    }
    Tallies { rows, all }
}
