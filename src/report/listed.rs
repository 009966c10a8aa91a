//! B04 *Công nhận theo cấp và quyết định* and B06 *Danh sách mô hình*: what is
//! read registration by registration.

use std::collections::{BTreeMap, BTreeSet};

use super::behind::Behind;
use super::cell::{Cell, CellValue};
use super::detail::Detail;
use super::ground::basis_note;
use super::query::Ask;
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use super::words::{Heading, KINDS, Note, column, field_label, kind_heading, level_words};
use crate::domain::{Decision, Level, RecordId, Word};
use crate::text;

crate::phrases! {
    enum ListWords {
        Model => "Tên mô hình", "Model";
        Number => "STT", "No.";
        Owner => "Chủ thể", "Owner";
        Kind => "Đối tượng", "Kind";
        Address => "Địa chỉ", "Address";
        Period => "Năm, kỳ", "Period";
        Status => "Kết quả", "Result";
        Decision => "Quyết định", "Decision";
        Certificate => "Giấy chứng nhận", "Certificate";
        LevelAndDecision => "Cấp, số quyết định", "Level, decision number";
        NoDecision => "Chưa có số quyết định", "No decision number";
        DecisionOn { number: String, day: String } => "{number} ngày {day}", "{number} of {day}";
        DecisionOf { decision: String, body: String } => "{decision}, {body}", "{decision}, {body}";
        Part { shown: String, all: String } => "{shown} dòng đầu trong {all}: chọn địa bàn nhỏ hơn, hoặc ghi ra tệp để có đủ", "The first {shown} lines of {all}: choose a smaller place, or write a file to have all of them";
        AlsoBase => "Cũng ở cấp cơ sở", "At base level too";
        WithoutNumber { count: String } => "{count} công nhận chưa ghi đủ số, ngày, cơ quan ban hành quyết định", "{count} recognitions lack the number, date or issuing body of their decision";
    }
}

/// B04: each level, and each decision below it. A model counts once a decision
/// and once a level.
pub fn recognitions(ask: &Ask<'_>) -> Table {
    let recognized = || {
        let details = ask.material.details.iter();
        details.filter(|detail| detail.status.is_recognition())
    };
    let mut table = ask.table(Words::of(&ListWords::LevelAndDecision));
    table.columns = KINDS
        .map(|(id, kind)| column(id, kind_heading(kind), ColumnKind::Count))
        .into();
    table.columns.push(Column {
        id: "also_base".to_owned(),
        label: Words::of(&ListWords::AlsoBase),
        group: None,
        kind: ColumnKind::Count,
    });
    let base = recognized().filter(|detail| detail.level == Level::Base);
    let base: BTreeSet<RecordId> = base.map(|detail| detail.model).collect();
    let mut all = vec![0; KINDS.len()];
    for &level in Level::ALL {
        let of_level: Vec<&Detail> = recognized()
            .filter(|detail| detail.level == level)
            .collect();
        if of_level.is_empty() {
            continue;
        }
        let also = |details: &[&Detail]| match level {
            Level::Base => CellValue::Unknown.into(),
            _ => also_at_base(details, &base),
        };
        let mut cells = by_kind(&of_level);
        for (sum, cell) in all.iter_mut().zip(&cells) {
            *sum += cell.value.number().unwrap_or_default();
        }
        cells.push(also(&of_level));
        table.rows.push(row(level_words(level), 0, cells));
        let mut decisions: BTreeMap<(Option<jiff::civil::Date>, String), Vec<&Detail>> =
            BTreeMap::new();
        for &detail in &of_level {
            let name = decision_words(&detail.decision).unwrap_or_default();
            let key = (detail.decision.date, name);
            decisions.entry(key).or_default().push(detail);
        }
        for ((_, name), of_decision) in decisions {
            let label = match name.as_str() {
                "" => Words::of(&ListWords::NoDecision),
                _ => Words::own(name),
            };
            let mut cells = by_kind(&of_decision);
            cells.push(also(&of_decision));
            table.rows.push(row(label, 1, cells));
        }
    }
    table.total = Some(Total {
        is: TotalIs::Sum,
        cells: all
            .into_iter()
            .map(CellValue::Count)
            .chain([CellValue::Unknown])
            .map(Cell::from)
            .collect(),
    });
    let incomplete = recognized()
        .filter(|detail| !detail.decision.missing().is_empty())
        .count();
    table.notes = vec![basis_note(ask.query.basis), Words::of(&Note::WithinPeriod)];
    if incomplete > 0 {
        table.notes.push(Words::of(&ListWords::WithoutNumber {
            count: incomplete.to_string(),
        }));
    }
    table
}

fn row(label: Words, depth: u8, cells: Vec<Cell>) -> Row {
    Row {
        label,
        record: None,
        depth,
        cells,
    }
}

fn by_kind(details: &[&Detail]) -> Vec<Cell> {
    KINDS
        .map(|(_, kind)| {
            let of_kind = details
                .iter()
                .filter(|detail| kind.is_none() || detail.kind == kind);
            let models: BTreeSet<RecordId> = of_kind.map(|detail| detail.model).collect();
            Cell::counted(
                models.len() as u64,
                Behind::Records(models.into_iter().collect()),
            )
        })
        .into()
}

/// Those that were recognised at the base level too: what is said of them with
/// “trong đó” (DOMAIN C2).
fn also_at_base(details: &[&Detail], base: &BTreeSet<RecordId>) -> Cell {
    let models = details.iter().map(|detail| detail.model);
    let both: BTreeSet<RecordId> = models.filter(|model| base.contains(model)).collect();
    Cell::counted(
        both.len() as u64,
        Behind::Records(both.into_iter().collect()),
    )
}

/// “104-QĐ/HU ngày 05/07/2022, Huyện ủy An Biên”, as far as it is known.
fn decision_words(decision: &Decision) -> Option<String> {
    let number = decision.number.clone();
    let dated = match (number, decision.date) {
        (Some(number), Some(date)) => Some(
            Words::of(&ListWords::DecisionOn {
                number,
                day: text::short_date(date),
            })
            .vi,
        ),
        (number, _) => number,
    };
    match (dated, decision.body.clone()) {
        (Some(decision), Some(body)) => {
            Some(Words::of(&ListWords::DecisionOf { decision, body }).vi)
        }
        (dated, _) => dated,
    }
}

/// B06: one line a registration, in official order of units.
pub fn models(ask: &Ask<'_>) -> Table {
    let units = ask.material.units;
    let mut table = ask.table(Words::of(&ListWords::Model));
    let text_column = |id: &str, label: ListWords| super::table::Column {
        id: id.to_owned(),
        label: Words::of(&label),
        group: None,
        kind: ColumnKind::Text,
    };
    table.columns = vec![
        super::table::Column {
            kind: ColumnKind::Count,
            ..text_column("number", ListWords::Number)
        },
        text_column("owner", ListWords::Owner),
        text_column("kind", ListWords::Kind),
        text_column("address", ListWords::Address),
        column("field", Heading::Field, ColumnKind::Text),
        column("level", Heading::Level, ColumnKind::Text),
        text_column("period", ListWords::Period),
        text_column("status", ListWords::Status),
        text_column("decision", ListWords::Decision),
        text_column("certificate", ListWords::Certificate),
    ];
    let mut places: Vec<RecordId> = units.iter().map(|(id, _)| id).collect();
    units.sort_officially(&mut places);
    let rank: BTreeMap<RecordId, usize> = places
        .into_iter()
        .enumerate()
        .map(|(at, id)| (id, at))
        .collect();
    let mut details: Vec<&Detail> = ask.material.details.iter().collect();
    details.sort_by_cached_key(|detail| {
        (
            detail
                .unit
                .and_then(|unit| rank.get(&unit).copied())
                .unwrap_or(usize::MAX),
            text::collation_key(&detail.name),
            detail.model,
            detail.level,
            detail.period,
        )
    });
    for (number, detail) in (1..).zip(details) {
        table.rows.push(Row {
            label: Words::own(&detail.name),
            record: Some(detail.model),
            depth: 0,
            cells: line(ask, number, detail),
        });
    }
    table.notes = vec![basis_note(ask.query.basis), Words::of(&Note::WithinPeriod)];
    table.left_out = ask.material.left_out;
    if table.left_out > 0 {
        let [shown, all] = [table.rows.len(), table.rows.len() + table.left_out]
            .map(|count| text::count(count as i64));
        let said = Words::of(&ListWords::Part { shown, all });
        table.notes.insert(0, said);
    }
    table
}

fn line(ask: &Ask<'_>, number: i64, detail: &Detail) -> Vec<Cell> {
    let own = |text: Option<String>| text.map_or(CellValue::Unknown, CellValue::own);
    let unit = detail.unit.and_then(|unit| ask.material.units.get(unit));
    let address: Vec<String> = detail
        .hamlet
        .clone()
        .into_iter()
        .chain(unit.map(|unit| unit.full_name()))
        .collect();
    let kind = detail.kind.map(Words::label);
    [
        CellValue::Count(number),
        own(detail.owner.clone()),
        kind.map_or(CellValue::Unknown, CellValue::Text),
        own(Some(address.join(", ")).filter(|address| !address.is_empty())),
        CellValue::Text(field_label(detail.field.as_deref())),
        CellValue::Text(Words::label(detail.level)),
        CellValue::own(detail.period.to_string()),
        CellValue::Text(Words::label(detail.status)),
        own(decision_words(&detail.decision)),
        own(detail.certificate.clone()),
    ]
    .into_iter()
    .map(Cell::from)
    .collect()
}
