//! B03 *Phễu*: from registration to award, level by level and unit by unit,
//! each stage with its share of those registered at the same level.

use super::b01::{counting_note, levels};
use super::behind::{Counted, Place, Stage};
use super::cell::{Cell, CellValue};
use super::query::{Ask, Rates};
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use super::tally::{ByLevel, Tallies, tally};
use super::words::{Heading, Note, column, level_words};
use crate::domain::Level;

crate::phrases! {
    enum StageWords {
        Registered => "Đăng ký", "Registered";
        Underway => "Thực hiện", "Underway";
        Surveyed => "Khảo sát, thẩm định", "Surveyed";
        Recognized => "Công nhận", "Recognised";
        Typical => "Tiêu biểu", "Typical";
        Awarded => "Khen thưởng", "Awarded";
    }
}

/// The stages, their column ids and their headings.
const STAGES: [(Stage, &str, StageWords); 6] = [
    (Stage::Registered, "registered", StageWords::Registered),
    (Stage::Underway, "underway", StageWords::Underway),
    (Stage::Surveyed, "surveyed", StageWords::Surveyed),
    (Stage::Recognized, "recognized", StageWords::Recognized),
    (Stage::Typical, "typical", StageWords::Typical),
    (Stage::Awarded, "awarded", StageWords::Awarded),
];

/// The table: a row for each level, its units below it.
pub fn table(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let stages = STAGES.map(|(stage, ..)| tally(ask, &ground, ask.period, stage));
    let [registered, ..] = &stages;
    let whole = ask.whole(&ground);
    let mut table = ask.table(Words::of(&Heading::Level));
    table.columns = columns();
    for level in levels(ask.period, &registered.all) {
        let at = |tallies: &ByLevel| tallies.at(level).total;
        if at(&registered.all) == 0 {
            continue;
        }
        let of_level = |place: &Place| {
            let mut counted = ask.counted(place.clone());
            counted.level = Some(level);
            counted
        };
        table.rows.push(Row {
            label: level_words(level),
            record: None,
            depth: 0,
            cells: cells(
                &stages.each_ref().map(|stage| at(&stage.all)),
                &of_level(&whole),
                Shares::Reckoned,
            ),
        });
        for (row, of) in ground.rows.iter().enumerate() {
            let counts = stages.each_ref().map(|stage| in_row(stage, row, level));
            if counts.iter().any(|count| *count > 0) {
                table.rows.push(Row {
                    label: of.label.clone(),
                    record: of.record,
                    depth: 1,
                    cells: cells(&counts, &of_level(&of.place), Shares::Reckoned),
                });
            }
        }
    }
    let mixed = table.rows.iter().filter(|row| row.depth == 0).count() > 1;
    let shares = match (mixed, ask.query.rates) {
        (true, Rates::WithinALevel) => Shares::Withheld,
        _ => Shares::Reckoned,
    };
    table.total = Some(Total {
        is: TotalIs::Counted,
        cells: cells(
            &stages.each_ref().map(|stage| stage.all.any().total),
            &ask.counted(whole),
            shares,
        ),
    });
    table.notes = ground.notes;
    table.notes.push(counting_note(ask.query.counting));
    table.notes.push(Words::of(&Note::RateOfRegistered));
    if mixed {
        table.notes.push(Words::of(&match shares {
            Shares::Withheld => Note::NoRateAcrossLevels,
            Shares::Reckoned => Note::RateAcrossLevels,
        }));
    }
    table
}

fn in_row(stage: &Tallies, row: usize, level: Level) -> u64 {
    stage.rows.get(row).map_or(0, |row| row.at(level).total)
}

/// Whether shares of the registered are given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shares {
    Reckoned,
    Withheld,
}

fn columns() -> Vec<Column> {
    STAGES
        .iter()
        .flat_map(|(_, id, label)| {
            let group = Some(Words::of(label));
            let of = |column: Column| Column {
                group: group.clone(),
                ..column
            };
            let count = column(*id, Heading::HowMany, ColumnKind::Count);
            let percent = column(
                format!("{id}.percent"),
                Heading::Percent,
                ColumnKind::Percent,
            );
            [of(count), of(percent)]
        })
        .collect()
}

fn cells(counts: &[u64; 6], counted: &Counted, shares: Shares) -> Vec<Cell> {
    let [registered, ..] = *counts;
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let share = |count: u64| match (registered, shares) {
        (0, _) | (_, Shares::Withheld) => CellValue::Unknown,
        _ => CellValue::Percent {
            part: signed(count),
            whole: signed(registered),
        },
    };
    STAGES
        .iter()
        .zip(counts)
        .flat_map(|((stage, ..), &count)| {
            let behind = counted.narrowed(|of| of.stage = *stage);
            [Cell::counted(count, behind), share(count).into()]
        })
        .collect()
}
