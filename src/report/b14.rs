//! B14 *Đối chiếu*: what was published beside what the book counts, and why
//! they differ.

use super::behind::{Behind, Counted, Movements, Place, Stage};
use super::cell::{Cell, CellValue};
use super::ground::scope;
use super::honours::{is_of, unit_of};
use super::id::Counting;
use super::published::value_of;
use super::query::Ask;
use super::select::models_behind;
use super::table::{Column, ColumnKind, Row, Table, Words};
use crate::domain::register::words::Indicator;
use crate::domain::vocabulary::Qualifier;
use crate::domain::{Award, Period, PublishedFigure, RecordId};
use crate::text;

crate::phrases! {
    enum FigureWords {
        Indicator => "Chỉ tiêu", "Indicator";
        Unit => "Đơn vị", "Unit";
        Level => "Cấp", "Level";
        Kind => "Đối tượng", "Kind";
        Period => "Kỳ", "Period";
        Published => "Số công bố", "Published";
        Counted => "Số trong sổ", "In the book";
        Difference => "Chênh lệch", "Difference";
        Reason => "Nhận xét", "Remark";
        Source => "Nguồn", "Source";
        Same => "khớp", "they agree";
        NoRecords => "sổ chưa có bản ghi nào như vậy", "the book has no such records yet";
        Fits { qualifier: String } => "phù hợp với “{qualifier}”", "fits “{qualifier}”";
        FitsNot { qualifier: String } => "không phù hợp với “{qualifier}”", "does not fit “{qualifier}”";
        Differs => "sổ và số công bố khác nhau", "the book and the published figure differ";
    }
}

/// The table: every published figure of the unit and period.
pub fn table(ask: &Ask<'_>) -> Table {
    let mut table = ask.table(Words::of(&FigureWords::Indicator));
    let column = |id: &str, label: FigureWords, kind| Column {
        id: id.to_owned(),
        label: Words::of(&label),
        group: None,
        kind,
    };
    table.columns = vec![
        column("unit", FigureWords::Unit, ColumnKind::Text),
        column("level", FigureWords::Level, ColumnKind::Text),
        column("kind", FigureWords::Kind, ColumnKind::Text),
        column("period", FigureWords::Period, ColumnKind::Text),
        column("published", FigureWords::Published, ColumnKind::Count),
        column("counted", FigureWords::Counted, ColumnKind::Count),
        column("difference", FigureWords::Difference, ColumnKind::Change),
        column("reason", FigureWords::Reason, ColumnKind::Text),
        column("source", FigureWords::Source, ColumnKind::Text),
    ];
    let within = scope(ask.material.units, ask.query.unit);
    let counts = |figure: &PublishedFigure| {
        let here = figure.unit.is_some_and(|unit| within.contains(&unit));
        (ask.query.unit.is_none() || here)
            && figure
                .period
                .is_none_or(|period| ask.period.contains(period))
    };
    let figures = ask.material.registers.figures.iter();
    let mut figures: Vec<_> = figures.filter(|(_, figure)| counts(figure)).collect();
    figures.sort_by_cached_key(|(id, figure)| {
        let unit = figure.unit.and_then(|unit| ask.material.units.get(unit));
        (
            unit.map(|unit| text::collation_key(&unit.name)),
            figure.period,
            figure.indicator,
            figure.level,
            figure.kind,
            *id,
        )
    });
    for (id, figure) in figures {
        table.rows.push(Row {
            label: Words::label(figure.indicator),
            record: Some(*id),
            depth: 0,
            cells: cells(ask, figure),
        });
    }
    table
}

fn cells(ask: &Ask<'_>, figure: &PublishedFigure) -> Vec<Cell> {
    let own = |text: Option<String>| text.map_or(CellValue::Unknown, CellValue::own);
    let label = |words: Option<Words>| words.map_or(CellValue::Unknown, CellValue::Text);
    let unit = figure.unit.and_then(|unit| ask.material.units.get(unit));
    let counted = counted(ask, figure);
    let count = counted.as_ref().map(|(count, _)| *count as i64);
    let in_book = counted.map_or_else(
        || CellValue::Unknown.into(),
        |(count, behind)| Cell::counted(count, behind),
    );
    let difference = match (figure.qualifier, count) {
        (Qualifier::Exactly, Some(count)) if count > 0 => CellValue::Change(count - figure.value),
        _ => CellValue::Unknown,
    };
    vec![
        own(unit.map(|unit| unit.full_name())).into(),
        label(figure.level.map(Words::label)).into(),
        label(figure.kind.map(Words::label)).into(),
        own(figure.period.map(|period| period.to_string())).into(),
        value_of(figure).into(),
        in_book,
        difference.into(),
        label(count.map(|count| remark(figure, count))).into(),
        own(figure.source.clone()).into(),
    ]
}

/// What the book counts to check a figure; `None` when it has no period.
fn counted(ask: &Ask<'_>, figure: &PublishedFigure) -> Option<(u64, Behind)> {
    let period = figure.period?;
    let movements = match figure.movement {
        Some(movement) => Movements::These(vec![movement]),
        None => Movements::DanVanKheo,
    };
    let stage = match figure.indicator {
        Indicator::Registered => Stage::Registered,
        Indicator::Underway => Stage::Underway,
        Indicator::Surveyed => Stage::Surveyed,
        Indicator::Recognized => Stage::Recognized,
        Indicator::Typical => Stage::Typical,
        Indicator::Awarded => return Some(awards(ask, figure, period, &movements)),
    };
    let place = figure
        .unit
        .map_or(Place::Everywhere, |unit| Place::Within(vec![unit]));
    let counted = Counted {
        counting: Counting::Models,
        level: figure.level,
        kind: figure.kind,
        stage,
        ..Counted::registered(place, period, movements)
    };
    let material = ask.material;
    let models = models_behind(material.facts, material.units, &counted, material.awarded);
    Some((models.len() as u64, Behind::Models(Box::new(counted))))
}

/// The awards that a figure of awards speaks of: whoever received them, not
/// only models (DOMAIN 3.2: 19 TT, 7 CN).
fn awards(
    ask: &Ask<'_>,
    figure: &PublishedFigure,
    period: Period,
    movements: &Movements,
) -> (u64, Behind) {
    let within = scope(ask.material.units, figure.unit);
    let counts = |award: &Award| {
        let unit = unit_of(ask, award);
        !award.cancelled
            && is_of(award, period, movements)
            && (figure.unit.is_none() || unit.is_some_and(|unit| within.contains(&unit)))
            && figure.kind.is_none_or(|kind| award.kind == Some(kind))
            && figure.level.is_none_or(|level| award.level == Some(level))
    };
    let awards = ask.material.registers.awards.iter();
    let awards = awards.filter(|(_, award)| counts(award));
    let ids: Vec<RecordId> = awards.map(|(id, _)| *id).collect();
    (ids.len() as u64, Behind::Records(ids))
}

/// “khoảng” and “gần” are taken to mean within a tenth.
fn remark(figure: &PublishedFigure, count: i64) -> Words {
    if count == 0 {
        return Words::of(&FigureWords::NoRecords);
    }
    let near = (count - figure.value).abs() * 10 <= figure.value.abs();
    let fits = match figure.qualifier {
        Qualifier::Exactly => count == figure.value,
        Qualifier::Over | Qualifier::MoreThan => count > figure.value,
        Qualifier::Nearly => near && count <= figure.value,
        Qualifier::About => near,
    };
    let label = Words::label(figure.qualifier);
    let said = |fits: bool, label: &str| {
        let qualifier = label.to_owned();
        match fits {
            true => FigureWords::Fits { qualifier },
            false => FigureWords::FitsNot { qualifier },
        }
    };
    match (figure.qualifier, fits) {
        (Qualifier::Exactly, true) => Words::of(&FigureWords::Same),
        (Qualifier::Exactly, false) => Words::of(&FigureWords::Differs),
        (_, fits) => Words {
            vi: Words::of(&said(fits, &label.vi)).vi,
            en: Words::of(&said(fits, &label.en)).en,
        },
    }
}
