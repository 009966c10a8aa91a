//! B05 *Khen thưởng* and B12 *Danh hiệu địa bàn*.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::behind::{Behind, Movements};
use super::cell::{Cell, CellValue};
use super::ground::scope;
use super::query::Ask;
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use super::words::{KINDS, column, kind_heading};
use crate::domain::register::words::{AreaHonour, AwardReason};
use crate::domain::{Award, Period, RecordId, UnitType, Word};
use crate::text;

crate::phrases! {
    enum HonourWords {
        Form => "Hình thức", "Form";
        Body => "Cơ quan tặng", "Awarding body";
        Reason => "Lý do", "Reason";
        Movement => "Phong trào", "Movement";
        Period => "Kỳ", "Period";
        NoForm => "Chưa ghi hình thức", "No form given";
        Cancelled { count: String } => "Không tính {count} khen thưởng đã bị hủy bỏ", "{count} cancelled awards are not counted";
        Title => "Danh hiệu", "Title";
        Achieved => "Đạt", "Holding it";
        Units => "Tổng số đơn vị", "All units";
        Share => "Tỷ lệ %", "Share (%)";
        OnDay { day: String } => "Tính đến ngày {day}, trên số đơn vị có vào ngày đó", "As of {day}, of the units that stood on that day";
    }
}

fn text_column(id: &str, label: HonourWords, kind: ColumnKind) -> Column {
    Column {
        id: id.to_owned(),
        label: Words::of(&label),
        group: None,
        kind,
    }
}

/// B05: form × body × reason × movement × period. Awards for another movement
/// never enter those of “Dân vận khéo” (DOMAIN Part 6, case 5), and what was
/// given for one year says so (case 6).
pub fn awards(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let counts = |award: &Award| {
        ground.covers(unit_of(ask, award)) && is_of(award, ask.period, &ask.query.movements)
    };
    let all: Vec<&(RecordId, Award)> = ask
        .material
        .registers
        .awards
        .iter()
        .filter(|(_, award)| counts(award))
        .collect();
    let (cancelled, valid): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, award)| award.cancelled);
    let mut groups: BTreeMap<_, Vec<&(RecordId, Award)>> = BTreeMap::new();
    for entry in &valid {
        let award = &entry.1;
        let key = (
            award.form,
            award.body.as_deref().map(text::collation_key),
            award.body.clone(),
            award.reason,
            award.movement,
            award.period,
        );
        groups.entry(key).or_default().push(entry);
    }
    let mut table = ask.table(Words::of(&HonourWords::Form));
    table.columns = vec![
        text_column("body", HonourWords::Body, ColumnKind::Text),
        text_column("reason", HonourWords::Reason, ColumnKind::Text),
        text_column("movement", HonourWords::Movement, ColumnKind::Text),
        text_column("period", HonourWords::Period, ColumnKind::Text),
    ];
    table
        .columns
        .extend(KINDS.map(|(id, kind)| column(id, kind_heading(kind), ColumnKind::Count)));
    for ((form, _, body, reason, movement, period), awards) in groups {
        let own = |text: Option<String>| text.map_or(CellValue::Unknown, CellValue::own);
        let mut cells: Vec<Cell> = vec![
            own(body).into(),
            reason
                .map_or(CellValue::Unknown, |reason| {
                    CellValue::Text(Words::label(reason))
                })
                .into(),
            own(movement.and_then(|movement| ask.movement_name(movement))).into(),
            own(period.map(|period| period.to_string())).into(),
        ];
        cells.extend(by_kind(&awards));
        let form = form.map_or_else(|| Words::of(&HonourWords::NoForm), Words::label);
        table.rows.push(Row {
            label: form,
            record: None,
            depth: 0,
            cells,
        });
    }
    let mut cells: Vec<Cell> = (0..4).map(|_| CellValue::Unknown.into()).collect();
    cells.extend(by_kind(&valid));
    table.total = Some(Total {
        is: TotalIs::Sum,
        cells,
    });
    if !cancelled.is_empty() {
        table.notes.push(Words::of(&HonourWords::Cancelled {
            count: cancelled.len().to_string(),
        }));
    }
    table
}

/// Where an award belongs: to its own unit, else to that of its model.
pub(super) fn unit_of(ask: &Ask<'_>, award: &Award) -> Option<RecordId> {
    award.unit.or_else(|| ask.unit_of(award.model?))
}

/// Whether an award was given within a period for one of these movements.
pub(super) fn is_of(award: &Award, period: Period, movements: &Movements) -> bool {
    award.period.is_some_and(|of| period.contains(of))
        && movements.take(award.movement)
        && (award.movement.is_some() || award.reason != Some(AwardReason::Other))
}

fn by_kind(awards: &[&(RecordId, Award)]) -> [Cell; 3] {
    KINDS.map(|(_, kind)| {
        let of_kind = awards
            .iter()
            .filter(|(_, award)| kind.is_none() || award.kind == kind);
        let ids: Vec<RecordId> = of_kind.map(|(id, _)| *id).collect();
        Cell::counted(ids.len() as u64, Behind::Records(ids))
    })
}

/// B12: of the units that stood on a day, how many bore each title.
pub fn titles(ask: &Ask<'_>) -> Table {
    let day = ask
        .query
        .on
        .unwrap_or_else(|| ask.period.last_day().min(ask.material.today));
    let within = scope(ask.material.units, ask.query.unit);
    let mut table = ask.table(Words::of(&HonourWords::Title));
    table.columns = vec![
        text_column("achieved", HonourWords::Achieved, ColumnKind::Count),
        text_column("units", HonourWords::Units, ColumnKind::Count),
        text_column("percent", HonourWords::Share, ColumnKind::Percent),
    ];
    for &honour in AreaHonour::ALL {
        let standing: BTreeSet<RecordId> = within
            .iter()
            .copied()
            .filter(|unit| may_bear(ask, *unit, honour, day))
            .collect();
        let titles = ask.material.registers.titles.iter();
        let held: BTreeSet<RecordId> = titles
            .filter(|(_, title)| title.title == honour && title.valid_on(day))
            .map(|(_, title)| title.unit)
            .filter(|unit| standing.contains(unit))
            .collect();
        if standing.is_empty() {
            continue;
        }
        let (part, whole) = (held.len() as u64, standing.len() as u64);
        table.rows.push(Row {
            label: Words::label(honour),
            record: None,
            depth: 0,
            cells: vec![
                Cell::counted(part, Behind::Records(held.into_iter().collect())),
                Cell::counted(whole, Behind::Records(standing.into_iter().collect())),
                CellValue::Percent {
                    part: part as i64,
                    whole: whole as i64,
                }
                .into(),
            ],
        });
    }
    table.as_of = Some(day);
    table.notes.push(Words::of(&HonourWords::OnDay {
        day: text::short_date(day),
    }));
    table
}

/// Whether a unit stood on the day and is of a type that can bear the title.
fn may_bear(ask: &Ask<'_>, unit: RecordId, honour: AreaHonour, day: Date) -> bool {
    let Some(unit) = ask.material.units.get(unit) else {
        return false;
    };
    let types: &[UnitType] = match honour {
        AreaHonour::Rural | AreaHonour::RuralAdvanced | AreaHonour::RuralModel => {
            &[UnitType::Commune]
        }
        AreaHonour::Urban => &[UnitType::Ward, UnitType::Township],
        AreaHonour::RuralDistrict => &[UnitType::District],
    };
    unit.valid_on(day) && unit.sort.is_some_and(|sort| types.contains(&sort))
}
