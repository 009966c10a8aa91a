//! B07 *Theo phong trào, cuộc vận động*: how many there are, who leads them,
//! and what registered under each. All movements stand here; elsewhere only
//! those that are asked for count.

use std::collections::BTreeMap;

use super::behind::{Behind, Movements, Place, Stage};
use super::cell::{Cell, CellValue};
use super::ground::scope;
use super::query::Ask;
use super::select::{Selection, reached};
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use crate::domain::register::words::MovementSort;
use crate::domain::{Movement, MovementRecord, RecordId, Word};
use crate::text;

crate::phrases! {
    enum MovementWords {
        Movement => "Phong trào, cuộc vận động", "Movement or campaign";
        Host => "Chủ trì", "Host";
        Movements => "Số phong trào, cuộc vận động", "Movements";
        Registered => "Mô hình đăng ký", "Models registered";
        Recognized => "Được công nhận", "Recognised";
        Typical => "Tiêu biểu", "Typical";
        NoSort => "Chưa ghi loại", "Sort not given";
    }
}

const STAGES: [Stage; 3] = [Stage::Registered, Stage::Recognized, Stage::Typical];

/// The table.
pub fn table(ask: &Ask<'_>) -> Table {
    let mut table = ask.table(Words::of(&MovementWords::Movement));
    let column = |id: &str, label: MovementWords, kind| Column {
        id: id.to_owned(),
        label: Words::of(&label),
        group: None,
        kind,
    };
    table.columns = vec![
        column("host", MovementWords::Host, ColumnKind::Text),
        column("movements", MovementWords::Movements, ColumnKind::Count),
        column("registered", MovementWords::Registered, ColumnKind::Count),
        column("recognized", MovementWords::Recognized, ColumnKind::Count),
        column("typical", MovementWords::Typical, ColumnKind::Count),
    ];
    let place = ask.whole(&ask.ground());
    let counts = counts(ask, &place);
    let movements = in_scope(ask);
    let mut all = (0, [0; 3]);
    let sorts = MovementSort::ALL.iter().copied().map(Some).chain([None]);
    for sort in sorts {
        let of_sort: Vec<_> = movements
            .iter()
            .filter(|(_, movement)| movement.sort == sort)
            .collect();
        if of_sort.is_empty() {
            continue;
        }
        let ids: Vec<RecordId> = of_sort.iter().map(|(id, _)| *id).collect();
        let sums = sum(&counts, &ids);
        all.0 += ids.len();
        for (total, sum) in all.1.iter_mut().zip(sums) {
            *total += sum;
        }
        table.rows.push(Row {
            label: sort.map_or_else(|| Words::of(&MovementWords::NoSort), Words::label),
            record: None,
            depth: 0,
            cells: cells(ask, &place, None, &ids, sums),
        });
        for (id, movement) in of_sort {
            table.rows.push(Row {
                label: Words::own(&movement.name),
                record: Some(*id),
                depth: 1,
                cells: cells(
                    ask,
                    &place,
                    host(ask, movement),
                    &[*id],
                    sum(&counts, &[*id]),
                ),
            });
        }
    }
    let ids: Vec<RecordId> = movements.iter().map(|(id, _)| *id).collect();
    table.total = Some(Total {
        is: TotalIs::Sum,
        cells: cells(ask, &place, None, &ids, all.1),
    });
    table
}

/// The movements of the unit and period, in Vietnamese order.
fn in_scope<'a>(ask: &Ask<'a>) -> Vec<&'a (RecordId, MovementRecord)> {
    let within = scope(ask.material.units, ask.query.unit);
    let counts = |movement: &MovementRecord| {
        let places = [movement.unit, movement.host_unit];
        let mut known = places.into_iter().flatten().peekable();
        let here = known.peek().is_none() || known.any(|unit| within.contains(&unit));
        let runs = movement
            .period
            .is_none_or(|period| ask.period.overlaps(period));
        (ask.query.unit.is_none() || here) && runs
    };
    let movements = ask.material.registers.movements.iter();
    let mut movements: Vec<_> = movements.filter(|(_, movement)| counts(movement)).collect();
    movements.sort_by_cached_key(|(id, movement)| (text::collation_key(&movement.name), *id));
    movements
}

/// Models by movement and stage, each model once. As everywhere, one that
/// names no movement is of “Dân vận khéo”.
fn counts(ask: &Ask<'_>, place: &Place) -> BTreeMap<RecordId, [u64; 3]> {
    let (facts, material) = (ask.material.facts, ask.material);
    let mut counts: BTreeMap<_, [u64; 3]> = BTreeMap::new();
    let dan_van_kheo = Movement::identity(Movement::DAN_VAN_KHEO);
    let mut counted = ask.counted(place.clone());
    counted.movements = Movements::All;
    let selection = Selection::new(facts, material.units, &counted, material.awarded);
    let Some(selection) = selection else {
        return counts;
    };
    for model in facts.models() {
        let taken: Vec<_> = model.facts().filter(|fact| selection.takes(fact)).collect();
        let Some(first) = taken.first() else {
            continue;
        };
        let movement = facts.movements.items().get(first.movement as usize);
        let movement = movement.copied().unwrap_or(dan_van_kheo);
        let row = counts.entry(movement).or_default();
        for (count, stage) in row.iter_mut().zip(STAGES) {
            let came = |fact| reached(fact, stage, material.awarded);
            *count += u64::from(taken.iter().any(came));
        }
    }
    counts
}

fn sum(counts: &BTreeMap<RecordId, [u64; 3]>, movements: &[RecordId]) -> [u64; 3] {
    let mut sums = [0; 3];
    for movement in movements {
        let of = counts.get(movement).copied().unwrap_or_default();
        for (sum, count) in sums.iter_mut().zip(of) {
            *sum += count;
        }
    }
    sums
}

fn host(ask: &Ask<'_>, movement: &MovementRecord) -> Option<String> {
    let unit = movement
        .host_unit
        .and_then(|unit| ask.material.units.get(unit));
    movement
        .host
        .clone()
        .or_else(|| unit.map(|unit| unit.full_name()))
}

fn cells(
    ask: &Ask<'_>,
    place: &Place,
    host: Option<String>,
    movements: &[RecordId],
    counts: [u64; 3],
) -> Vec<Cell> {
    let mut cells = vec![
        Cell::from(host.map_or(CellValue::Unknown, CellValue::own)),
        Cell::counted(movements.len() as u64, Behind::Records(movements.to_vec())),
    ];
    let mut counted = ask.counted(place.clone());
    counted.movements = Movements::These(movements.to_vec());
    cells.extend(
        counts
            .into_iter()
            .zip(STAGES)
            .map(|(count, stage)| Cell::counted(count, counted.narrowed(|of| of.stage = stage))),
    );
    cells
}
