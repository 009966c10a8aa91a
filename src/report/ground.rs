//! Which units stand in the rows of a table, and which row a model falls into,
//! in each of the three boundaries (DOMAIN C6).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::behind::Place;
use super::facts::{Facts, NONE};
use super::id::Basis;
use super::table::Words;
use crate::domain::succession::Block;
use crate::domain::units::Units;
use crate::domain::{Period, RecordId};
use crate::text;

/// A row for a unit or a block of units.
#[derive(Debug, Clone, PartialEq)]
pub struct GroundRow {
    pub label: Words,
    pub record: Option<RecordId>,
    pub place: Place,
    /// Shown even when it has no figures: the unit stood in the period.
    pub stood: bool,
}

/// The rows of a table by units.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ground {
    pub rows: Vec<GroundRow>,
    row_of: BTreeMap<RecordId, usize>,
    /// Row of models without a known unit; only in a table of the whole book.
    nowhere: Option<usize>,
    /// What the reader must know about the boundaries.
    pub notes: Vec<Words>,
}

/// What the rows are for.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub period: Period,
    pub compare: Option<Period>,
    pub today: Date,
}

crate::phrases! {
    enum GroundWords {
        Basis { basis: String } => "Tính theo: {basis}", "Counted in: {basis}";
        NoUnit => "Chưa rõ đơn vị", "Unit not known";
        Inconvertible => "Không quy đổi được", "Cannot be converted";
        Direct { unit: String } => "{unit} (trực tiếp)", "{unit} (itself)";
        Mismatch { unit: String, others: String } => "Không khớp địa giới: khối tương đương của {unit} gồm thêm {others}", "The boundaries do not match: the block equivalent to {unit} also takes in {others}";
        Ended { unit: String, day: String } => "{unit} chỉ có đến hết ngày {day}; so sánh qua mốc này nên chọn khối tương đương", "{unit} stood until {day}; to compare across that day use equivalent blocks";
        Began { unit: String, day: String } => "{unit} có từ ngày {day}; so sánh qua mốc này nên chọn khối tương đương", "{unit} has stood since {day}; to compare across that day use equivalent blocks";
    }
}

impl Ground {
    /// The rows under `subject`, or of the whole book.
    pub fn new(units: &Units, subject: Option<RecordId>, basis: Basis, span: Span) -> Self {
        let mut ground = match basis {
            Basis::Then => then(units, subject, span),
            Basis::Now => now(units, subject, span.today),
            Basis::Block => block(units, subject),
        };
        if subject.is_none() {
            ground.nowhere = Some(ground.rows.len());
            ground.rows.push(GroundRow {
                label: Words::of(&GroundWords::NoUnit),
                record: None,
                place: Place::Nowhere,
                stood: false,
            });
        }
        ground.notes.insert(0, basis_note(basis));
        if let Some(subject) = subject {
            ground.notes.extend(mismatch(units, subject, basis, span));
        }
        ground
    }

    /// For each number of a unit in the facts, its row.
    pub fn rows_of(&self, facts: &Facts, units: &Units) -> RowsOf {
        RowsOf {
            of: facts.units.map(|unit| {
                let row = self.row_of.get(unit).copied();
                row.or_else(|| units.get(*unit).is_none().then_some(self.nowhere).flatten())
            }),
            none: self.nowhere,
        }
    }

    /// The row that a unit falls into.
    pub fn row_of(&self, unit: RecordId) -> Option<usize> {
        self.row_of.get(&unit).copied()
    }

    /// Whether what stands in `unit` falls into a row. Where the whole book is
    /// asked for everything does.
    pub fn covers(&self, unit: Option<RecordId>) -> bool {
        self.nowhere.is_some() || unit.is_some_and(|unit| self.row_of.contains_key(&unit))
    }

    /// The row of what belongs to no unit.
    pub fn nowhere(&self) -> Option<usize> {
        self.nowhere
    }

    fn add(&mut self, row: GroundRow, units: impl IntoIterator<Item = RecordId>) {
        for unit in units {
            self.row_of.insert(unit, self.rows.len());
        }
        self.rows.push(row);
    }
}

/// The row of each unit by its number in the facts.
pub struct RowsOf {
    of: Vec<Option<usize>>,
    none: Option<usize>,
}

impl RowsOf {
    pub fn row(&self, unit: u32) -> Option<usize> {
        if unit == NONE {
            return self.none;
        }
        self.of.get(unit as usize).copied().flatten()
    }
}

/// How the boundaries are named below a table.
pub fn basis_note(basis: Basis) -> Words {
    let label = Words::label(basis);
    let said = |basis: &str| GroundWords::Basis {
        basis: basis.to_lowercase(),
    };
    Words {
        vi: Words::of(&said(&label.vi)).vi,
        en: Words::of(&said(&label.en)).en,
    }
}

/// `subject` and all below it; without one, every unit.
pub fn scope(units: &Units, subject: Option<RecordId>) -> BTreeSet<RecordId> {
    match subject {
        Some(subject) => units.tree(subject),
        None => units.iter().map(|(id, _)| id).collect(),
    }
}

fn full_name(units: &Units, id: RecordId) -> String {
    units
        .get(id)
        .map_or_else(|| id.to_string(), |unit| unit.full_name())
}

/// The units just below `subject`; one that also lies below another of them
/// stands there alone: a party organisation answers to its Đảng bộ Khối though
/// it lies in the province (DOMAIN C1).
fn branches(units: &Units, subject: Option<RecordId>) -> Vec<(RecordId, BTreeSet<RecordId>)> {
    let tops = match subject {
        Some(subject) => units.children_of(subject),
        None => units.roots(),
    };
    let trees: Vec<_> = tops.iter().map(|top| (*top, units.tree(*top))).collect();
    let within_another = |top: RecordId| {
        trees
            .iter()
            .any(|(other, tree)| *other != top && tree.contains(&top))
    };
    trees
        .iter()
        .filter(|(top, _)| !within_another(*top))
        .cloned()
        .collect()
}

fn then(units: &Units, subject: Option<RecordId>, span: Span) -> Ground {
    let mut ground = Ground::default();
    for (top, tree) in branches(units, subject) {
        ground.add(unit_row(units, top, stood(units, top, span)), tree);
    }
    if let Some(subject) = subject {
        let alone = ground.rows.is_empty();
        let name = full_name(units, subject);
        let label = match alone {
            true => Words::own(name),
            false => Words::of(&GroundWords::Direct { unit: name }),
        };
        let row = GroundRow {
            label,
            record: Some(subject),
            place: Place::Only(vec![subject]),
            stood: alone,
        };
        ground.add(row, [subject]);
    }
    ground
}

fn unit_row(units: &Units, id: RecordId, stood: bool) -> GroundRow {
    GroundRow {
        label: Words::own(full_name(units, id)),
        record: Some(id),
        place: Place::Within(vec![id]),
        stood,
    }
}

/// Whether a unit stood at some time of the period or of the compared one.
fn stood(units: &Units, id: RecordId, span: Span) -> bool {
    let Some(unit) = units.get(id) else {
        return false;
    };
    let in_period = |period: Period| {
        unit.valid_from.is_none_or(|from| from <= period.last_day())
            && unit.valid_to.is_none_or(|to| period.first_day() <= to)
    };
    in_period(span.period) || span.compare.is_some_and(in_period)
}

/// Everything under `subject` where it lies today; when `subject` stands
/// today, everything that lies in it today.
fn now(units: &Units, subject: Option<RecordId>, today: Date) -> Ground {
    let standing = subject.filter(|id| units.get(*id).is_some_and(|unit| unit.valid_on(today)));
    let inside = standing.map(|subject| units.tree(subject));
    let scope = match inside {
        Some(_) => scope(units, None),
        None => scope(units, subject),
    };
    let branches: Vec<_> = match standing {
        Some(subject) => branches(units, Some(subject)),
        None => Vec::new(),
    };
    let row_for = |present: RecordId| {
        let branch = branches.iter().find(|(_, tree)| tree.contains(&present));
        branch.map_or(present, |(top, _)| *top)
    };
    let mut gathered: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    let mut lost = Vec::new();
    for id in scope {
        match units.present(id, today) {
            Some(present) if inside.as_ref().is_none_or(|tree| tree.contains(&present)) => {
                gathered.entry(row_for(present)).or_default().push(id);
            }
            Some(_) => {}
            None if inside.is_none() => lost.push(id),
            None => {}
        }
    }
    let mut order: Vec<RecordId> = gathered.keys().copied().collect();
    units.sort_officially(&mut order);
    let mut ground = Ground::default();
    for id in order {
        let from = gathered.remove(&id).unwrap_or_default();
        let row = GroundRow {
            place: Place::Only(from.clone()),
            ..unit_row(units, id, units.children_of(id).is_empty())
        };
        ground.add(row, from);
    }
    if !lost.is_empty() {
        let row = GroundRow {
            label: Words::of(&GroundWords::Inconvertible),
            record: None,
            place: Place::Only(lost.clone()),
            stood: false,
        };
        ground.add(row, lost);
    }
    ground
}

/// The blocks that the communes of `subject` fall into; units that are no
/// communes stand for themselves.
fn block(units: &Units, subject: Option<RecordId>) -> Ground {
    let scope = scope(units, subject);
    let mut ground = Ground::default();
    let mut blocks: Vec<Block> = units
        .blocks()
        .into_iter()
        .filter(|block| !block.is_disjoint(&scope))
        .collect();
    let first_in_order = |block: &Block| {
        let mut members: Vec<_> = block.iter().copied().collect();
        units.sort_officially(&mut members);
        members.first().map(|first| {
            let unit = units.get(*first);
            let name = unit.map(|unit| text::collation_key(&unit.name));
            (unit.and_then(|unit| unit.order).unwrap_or(i64::MAX), name)
        })
    };
    blocks.sort_by_cached_key(first_in_order);
    for block in blocks {
        let all: BTreeSet<RecordId> = block.iter().flat_map(|id| units.tree(*id)).collect();
        let row = GroundRow {
            label: Words::own(block_name(units, &block)),
            record: block.iter().next().copied().filter(|_| block.len() == 1),
            place: Place::Within(block.into_iter().collect()),
            stood: true,
        };
        ground.add(row, all);
    }
    let mut rest: Vec<RecordId> = scope
        .into_iter()
        .filter(|id| !ground.row_of.contains_key(id))
        .collect();
    units.sort_officially(&mut rest);
    for id in rest {
        let row = GroundRow {
            place: Place::Only(vec![id]),
            ..unit_row(units, id, false)
        };
        ground.add(row, [id]);
    }
    ground
}

/// “Dương Hòa, Thuận Yên ↔ phường Tô Châu”: what went, and what came of it.
fn block_name(units: &Units, block: &Block) -> String {
    let mut members: Vec<RecordId> = block.iter().copied().collect();
    units.sort_officially(&mut members);
    let went = |id: &RecordId| {
        let unit = units.get(*id);
        unit.is_some_and(|unit| !unit.successors.is_empty())
    };
    let names = |ids: Vec<&RecordId>| {
        let names: Vec<_> = ids.into_iter().map(|id| full_name(units, *id)).collect();
        names.join(", ")
    };
    let (old, new): (Vec<_>, Vec<_>) = members.iter().partition(|id| went(id));
    match (old.is_empty(), new.is_empty()) {
        (true, _) => names(new),
        (_, true) => names(old),
        _ => format!("{} ↔ {}", names(old), names(new)),
    }
}

/// What does not fit when `subject` is compared across a reorganisation
/// (DOMAIN Part 6, case 15).
fn mismatch(units: &Units, subject: RecordId, basis: Basis, span: Span) -> Vec<Words> {
    let mut notes = Vec::new();
    let tree = units.tree(subject);
    let others = strangers(units, &tree);
    let unit = full_name(units, subject);
    let crosses = span.compare.is_some_and(|compare| {
        stands_throughout(units, subject, span.period) != stands_throughout(units, subject, compare)
    });
    let converted = basis != Basis::Then;
    if !others.is_empty() && (converted || crosses) {
        let mut others: Vec<_> = others.into_iter().collect();
        units.sort_officially(&mut others);
        let others: Vec<_> = others.iter().map(|id| units.describe(*id)).collect();
        notes.push(Words::of(&GroundWords::Mismatch {
            unit: unit.clone(),
            others: others.join("; "),
        }));
    }
    if let Some(stands) = units.get(subject).filter(|_| crosses && !converted) {
        let day = text::short_date;
        notes.extend(stands.valid_to.map(|to| {
            Words::of(&GroundWords::Ended {
                unit: unit.clone(),
                day: day(to),
            })
        }));
        notes.extend(
            stands
                .valid_from
                .filter(|_| stands.valid_to.is_none())
                .map(|from| {
                    Words::of(&GroundWords::Began {
                        unit: unit.clone(),
                        day: day(from),
                    })
                }),
        );
    }
    notes
}

fn stands_throughout(units: &Units, id: RecordId, period: Period) -> bool {
    units
        .get(id)
        .is_some_and(|unit| unit.valid_throughout(period))
}

/// Old units outside `tree` whose ground cannot be told from the tree's after
/// a reorganisation: what makes a block larger than the unit.
pub fn strangers(units: &Units, tree: &BTreeSet<RecordId>) -> BTreeSet<RecordId> {
    let with_an_end = |id: &RecordId| {
        let unit = units.get(*id);
        unit.is_some_and(|unit| unit.valid_to.is_some())
    };
    let mine_are_old = tree.iter().any(with_an_end);
    let mut strangers = BTreeSet::new();
    for block in units.blocks() {
        if block.is_disjoint(tree) {
            continue;
        }
        let side = block.iter().filter(|id| with_an_end(id) == mine_are_old);
        strangers.extend(side.filter(|id| !tree.contains(id)));
    }
    strangers
}
