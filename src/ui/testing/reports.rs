//! A report and a list behind its cells, as a book would answer them.

use super::fixture::model_id;
use crate::domain::{Period, RecordId, RecordKind};
use crate::report::query::ReportQuery;
use crate::report::table::{Column, ColumnKind, Row, Subject, Total, TotalIs, Words};
use crate::report::{Behind, Cell, CellValue, Courses, ReportId, Table, Through};
use crate::service::request::report::{BehindLine, BehindPage, BehindQuery};

const LEVELS: [(&str, &str, &str); 3] = [
    ("base", "Cấp cơ sở", "Base level"),
    ("district", "Cấp huyện", "District level"),
    ("province", "Cấp tỉnh", "Province level"),
];
const KINDS: [(&str, &str, &str); 3] = [
    ("collective", "Tập thể", "Coll."),
    ("individual", "Cá nhân", "Ind."),
    ("total", "Cộng", "Total"),
];
const UNITS: [(&str, [i64; 6], i64); 5] = [
    ("Thị trấn Thứ Ba", [41, 2, 18, 1, 3, 0], 33),
    ("Xã Đông Thái", [30, 2, 16, 0, 2, 0], 25),
    ("Xã Hưng Yên \u{1b}[31m", [24, 1, 12, 1, 2, 0], 30),
    ("Xã Nam Thái A", [31, 2, 14, 1, 2, 0], 0),
    (
        "Xã Tây Yên A, tên rất dài để phải cắt bớt đi",
        [25, 2, 12, 0, 1, 0],
        27,
    ),
];

/// The table that is asked for: B01 whatever the report, but of B11 and B12 the
/// first columns alone; nothing in 2015.
pub fn table(query: &ReportQuery) -> Table {
    let period = query.period.unwrap_or(Period::Year(2020));
    let words = |vi: &str, en: &str| Words {
        vi: vi.into(),
        en: en.into(),
    };
    let column = |id: String, label: Words, group: Option<Words>, kind| Column {
        id,
        label,
        group,
        kind,
    };
    let mut columns = Vec::new();
    for (level, vi_level, en_level) in LEVELS {
        for (kind, vi, en) in KINDS {
            let group = Some(words(vi_level, en_level));
            let id = format!("{level}.{kind}");
            columns.push(column(id, words(vi, en), group, ColumnKind::Count));
        }
    }
    let others = [
        ("previous", "Kỳ trước", "Before", ColumnKind::Count),
        ("change", "Tăng", "Change", ColumnKind::Change),
        ("change_percent", "Tăng %", "Change %", ColumnKind::Change),
    ];
    for (id, vi, en, kind) in others {
        columns.push(column(id.into(), words(vi, en), None, kind));
    }
    if matches!(query.report, ReportId::B11 | ReportId::B12) {
        columns.truncate(KINDS.len());
    }
    let row = |unit| row(unit, columns.len());
    let rows: Vec<Row> = match period {
        Period::Year(2015) => Vec::new(),
        _ => UNITS.iter().map(row).collect(),
    };
    let total = rows.first().map(|first| Total {
        is: TotalIs::Sum,
        cells: (0..first.cells.len())
            .map(|at| {
                let values = rows.iter().filter_map(|row| row.cells[at].value.number());
                Cell::from(CellValue::Count(values.sum()))
            })
            .collect(),
    });
    Table {
        report: query.report,
        title: Words::label(query.report),
        unit: query.unit.map(|id| Subject {
            id,
            name: "huyện An Biên".into(),
        }),
        period: Some(period),
        compare: query.compare,
        basis: query.basis,
        counting: query.counting,
        stub: words("Đơn vị", "Unit"),
        columns,
        rows,
        total,
        notes: vec![words(
            "Mỗi mô hình tính một lần ở mỗi cấp.",
            "Each model counts once at each level.",
        )],
        left_out: 0,
        as_of: None,
    }
}

/// The report two years, a year and no year before: a third, two thirds and all
/// of its figures; none of what has no courses.
pub fn courses(query: &ReportQuery) -> Option<Courses> {
    let through = Through::of(query.report)?;
    let last = table(query);
    let part = |thirds: i64| {
        let mut table = last.clone();
        let total = table.total.iter_mut().map(|total| &mut total.cells);
        for cells in table.rows.iter_mut().map(|row| &mut row.cells).chain(total) {
            for cell in cells {
                if let CellValue::Count(count) = &mut cell.value {
                    *count = *count * thirds / 3;
                }
            }
        }
        table
    };
    let steps = (1..=3).map(|thirds| (Period::Year(2017 + thirds as i16), part(thirds)));
    Some(Courses::new(
        query.report,
        through,
        &steps.collect::<Vec<_>>(),
    ))
}

fn row((label, counts, before): &(&str, [i64; 6], i64), columns: usize) -> Row {
    let behind = || Behind::Records(vec![model_id("1"), model_id("2")]);
    let counted = |count: i64| Cell::counted(count as u64, behind());
    let mut cells = Vec::new();
    for pair in counts.chunks(2) {
        cells.push(counted(pair[0]));
        cells.push(counted(pair[1]));
        cells.push(counted(pair[0] + pair[1]));
    }
    let now = counts[0] + counts[1];
    let compared = match before {
        0 => [CellValue::Unknown, CellValue::Unknown, CellValue::Unknown],
        before => [
            CellValue::Derived(*before),
            CellValue::Change(now - before),
            CellValue::Growth {
                from: *before,
                to: now,
            },
        ],
    };
    cells.extend(compared.map(Cell::from));
    cells.truncate(columns);
    Row {
        label: Words::own(*label),
        record: Some(RecordId::derived(RecordKind::Unit, &[label])),
        depth: 0,
        cells,
    }
}

/// Models behind any cell, of the book's `lines`.
pub fn behind(query: &BehindQuery, models: &[(RecordId, String)]) -> BehindPage {
    let lines = models.iter().skip(query.offset).take(query.limit);
    BehindPage {
        matching: models.len(),
        offset: query.offset,
        lines: lines
            .map(|(id, name)| BehindLine {
                id: *id,
                title: name.clone(),
                unit: Some("xã Tây Yên A".into()),
                detail: Words {
                    vi: "Huyện 2020: Đã khảo sát".into(),
                    en: "district 2020: surveyed".into(),
                },
            })
            .collect(),
    }
}
