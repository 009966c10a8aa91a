//! B13 *So sánh hai kỳ*: level by level, in boundaries that are printed. Where
//! the book has no records of the earlier period, a published figure or what
//! follows from one stands in: “50 (suy ra)”.

use super::b01::{counting_note, growth};
use super::behind::{Behind, Stage};
use super::cell::{Cell, CellValue};
use super::ground::strangers;
use super::id::Basis;
use super::published::{Published, Wanted};
use super::query::Ask;
use super::table::{ColumnKind, Row, Table, Words};
use super::tally::{ByLevel, tally};
use super::words::{Heading, KINDS, column, level_words};
use crate::domain::register::words::Indicator;
use crate::domain::{Level, ModelKind, Word};

/// The table.
pub fn table(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let whole = ask.whole(&ground);
    let compare = ask.query.compare.unwrap_or_else(|| ask.period.previous());
    let now = tally(ask, &ground, ask.period, Stage::Registered).all;
    let before = tally(ask, &ground, compare, Stage::Registered).all;
    let mut table = ask.table(Words::of(&Heading::Level));
    table.compare = Some(compare);
    table.columns = vec![
        column("previous", Heading::Previous, ColumnKind::Count),
        column("current", Heading::Current, ColumnKind::Count),
        column("change", Heading::Change, ColumnKind::Change),
        column("change_percent", Heading::ChangePercent, ColumnKind::Change),
    ];
    let mut published = Published::new(ask);
    for &level in Level::ALL {
        let lines = KINDS.map(|(_, kind)| {
            let of = Side {
                ask,
                level,
                kind,
                behind: |period| {
                    let mut counted = ask.counted(whole.clone());
                    counted.level = Some(level);
                    counted.kind = kind;
                    counted.narrowed(|of| of.period = period)
                },
            };
            let previous = of.cell(&before, compare, &mut published);
            let current = of.cell(&now, ask.period, &mut published);
            (kind, [previous, current])
        });
        let shown = |cells: &[Cell; 2]| {
            cells
                .iter()
                .any(|cell| !matches!(cell.value, CellValue::Unknown | CellValue::Count(0)))
        };
        // “Cộng” is the level itself; the kinds are parts of it.
        let (parts, total) = lines.split_at(2);
        for (kind, cells) in total.iter().chain(parts) {
            if shown(cells) {
                table.rows.push(row(level, *kind, cells));
            }
        }
    }
    table.notes = ground.notes;
    table.notes.push(counting_note(ask.query.counting));
    table.notes.extend(published.notes());
    table
}

fn row(level: Level, kind: Option<ModelKind>, cells: &[Cell; 2]) -> Row {
    let [previous, current] = cells;
    let pair = previous.value.number().zip(current.value.number());
    let change = pair.map_or(CellValue::Unknown, |(from, to)| {
        CellValue::Change(to - from)
    });
    let percent = pair.map_or(CellValue::Unknown, |(from, to)| growth(from, to));
    Row {
        label: kind.map_or_else(|| level_words(level), Words::label),
        record: None,
        depth: u8::from(kind.is_some()),
        cells: vec![
            previous.clone(),
            current.clone(),
            change.into(),
            percent.into(),
        ],
    }
}

/// One figure of a level, of a kind.
struct Side<'a, F> {
    ask: &'a Ask<'a>,
    level: Level,
    kind: Option<ModelKind>,
    behind: F,
}

impl<F: Fn(crate::domain::Period) -> Behind> Side<'_, F> {
    /// Counted where the book has records of the level and period; else
    /// published; else what follows from a published one; else unknown. A
    /// published figure of old boundaries cannot be converted (DOMAIN C6).
    fn cell(
        &self,
        counts: &ByLevel,
        period: crate::domain::Period,
        published: &mut Published<'_>,
    ) -> Cell {
        let tally = counts.at(self.level);
        if tally.total > 0 {
            return Cell::counted(tally.of(self.kind), (self.behind)(period));
        }
        let wanted = Wanted {
            indicator: Indicator::Registered,
            unit: self.ask.query.unit,
            level: self.level,
            kind: self.kind,
            period,
        };
        let stands_in = published
            .instead(wanted)
            .or_else(|| published.derived(wanted));
        match (stands_in, self.is_convertible()) {
            (Some(cell), true) => cell,
            (Some(cell), false) => Cell {
                value: CellValue::Inconvertible,
                ..cell
            },
            (None, _) => CellValue::Unknown.into(),
        }
    }

    /// Whether a figure of the whole unit is one of the ground it is counted on.
    fn is_convertible(&self) -> bool {
        let (query, units) = (self.ask.query, self.ask.material.units);
        let tree = query.unit.map(|unit| units.tree(unit)).unwrap_or_default();
        query.basis == Basis::Then || strangers(units, &tree).is_empty()
    }
}
