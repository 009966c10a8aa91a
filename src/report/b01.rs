//! B01 *Đăng ký theo đơn vị*: units × level × kind, compared with another period.

use super::behind::{Counted, Place, Stage};
use super::cell::{Cell, CellValue};
use super::id::Counting;
use super::published::{Published, Wanted};
use super::query::Ask;
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use super::tally::{ByLevel, tally};
use super::words::{Heading, KINDS, Note, column, kind_columns, level_words};
use crate::domain::register::words::Indicator;
use crate::domain::{Level, Period, RecordId, Word};

/// The table.
pub fn table(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let now = tally(ask, &ground, ask.period, Stage::Registered);
    let before = ask
        .query
        .compare
        .map(|compare| tally(ask, &ground, compare, Stage::Registered));
    let levels = levels(ask.period, &now.all);
    let mut table = ask.table(Words::of(&Heading::Unit));
    table.columns = columns(&levels);
    let mut published = Published::new(ask);
    for (at, row) in ground.rows.iter().enumerate() {
        let figures = now.rows.get(at).copied().unwrap_or_default();
        let earlier = before
            .as_ref()
            .and_then(|before| before.rows.get(at).copied());
        let is_empty =
            figures == ByLevel::default() && earlier.unwrap_or_default() == ByLevel::default();
        // What was published for the whole unit is not of its own row beside
        // those of its parts.
        let is_part = row.record == ask.query.unit && ground.rows.len() > 1;
        let of = Line {
            ask,
            levels: &levels,
            figures,
            earlier,
            place: &row.place,
            record: row.record.filter(|_| !is_part),
        };
        let cells = of.cells(&mut published);
        if row.stood || !is_empty || cells.iter().any(|cell| is_published(&cell.value)) {
            table.rows.push(Row {
                label: row.label.clone(),
                record: row.record,
                depth: 0,
                cells,
            });
        }
    }
    let whole = ask.whole(&ground);
    let total = Line {
        ask,
        levels: &levels,
        figures: now.all,
        earlier: before.map(|before| before.all),
        place: &whole,
        record: ask.query.unit,
    };
    let cells = total.cells(&mut published);
    let is = match published.is_used() {
        true => TotalIs::Counted,
        false => TotalIs::Sum,
    };
    table.total = Some(Total { is, cells });
    table.notes = ground.notes;
    table.notes.push(counting_note(ask.query.counting));
    table.notes.push(Words::of(&Note::WithinPeriod));
    if let Some(sum) = sum_of_levels(&table) {
        let number = crate::text::count(sum);
        table.notes.push(Words::of(&match is {
            TotalIs::Sum => Note::SumOfLevels { number },
            TotalIs::Counted => Note::SumInBook { number },
        }));
    }
    table.notes.extend(kind_unknown(&now.all));
    table.notes.extend(published.notes());
    table
}

/// The levels of the total added up, where the table compares them: what its
/// change is of. Published figures are not among them.
pub fn sum_of_levels(table: &Table) -> Option<i64> {
    let [previous, change] = ["previous", "change"].map(|column| table.total_of(column));
    Some(previous?.number()? + change?.number()?)
}

fn is_published(value: &CellValue) -> bool {
    matches!(value, CellValue::Qualified { .. } | CellValue::Derived(_))
}

/// What is counted, for the notes.
pub fn counting_note(counting: Counting) -> Words {
    match counting {
        Counting::Models => Words::of(&Note::CountsModels),
        Counting::Registrations => Words::of(&Note::CountsRegistrations),
    }
}

/// How many count in no column of a kind.
fn kind_unknown(all: &ByLevel) -> Option<Words> {
    let any = all.any();
    let unknown = any.total - any.collective - any.individual;
    (unknown > 0).then(|| {
        Words::of(&Note::KindUnknown {
            count: crate::text::count(i64::try_from(unknown).unwrap_or(i64::MAX)),
        })
    })
}

/// Base, district and province; bloc and central where they have figures. The
/// district is gone with the reorganisation of 01/07/2025 (DOMAIN C2): after
/// it, it stands only where it has figures.
pub fn levels(period: Period, all: &ByLevel) -> Vec<Level> {
    let abolished = period.first_day() >= jiff::civil::date(2025, 7, 1);
    let always = |level: &Level| match level {
        Level::Base | Level::Province => true,
        Level::District => !abolished,
        Level::Bloc | Level::Central => false,
    };
    let levels = Level::ALL.iter().copied();
    levels
        .filter(|level| always(level) || all.at(*level).total > 0)
        .collect()
}

fn columns(levels: &[Level]) -> Vec<Column> {
    let mut columns: Vec<Column> = levels
        .iter()
        .flat_map(|level| kind_columns(level.code(), &level_words(*level)))
        .collect();
    columns.push(column("previous", Heading::Previous, ColumnKind::Count));
    columns.push(column("change", Heading::Change, ColumnKind::Change));
    columns.push(column(
        "change_percent",
        Heading::ChangePercent,
        ColumnKind::Change,
    ));
    columns
}

/// One row on its way into the table.
struct Line<'a> {
    ask: &'a Ask<'a>,
    levels: &'a [Level],
    figures: ByLevel,
    earlier: Option<ByLevel>,
    place: &'a Place,
    /// The unit whose published figures stand in.
    record: Option<RecordId>,
}

impl Line<'_> {
    fn cells(&self, published: &mut Published<'_>) -> Vec<Cell> {
        let counted = self.ask.counted(self.place.clone());
        let mut cells: Vec<Cell> = Vec::new();
        for &level in self.levels {
            for (_, kind) in KINDS {
                let count = self.figures.at(level).of(kind);
                let mut instead = || {
                    published.instead(Wanted {
                        indicator: Indicator::Registered,
                        unit: self.record,
                        level,
                        kind,
                        period: self.ask.period,
                    })
                };
                let cell = match self.figures.at(level).total {
                    0 => instead().unwrap_or_else(|| CellValue::Count(0).into()),
                    _ => Cell::counted(
                        count,
                        counted.narrowed(|of| {
                            of.level = Some(level);
                            of.kind = kind;
                        }),
                    ),
                };
                cells.push(cell);
            }
        }
        cells.extend(self.compared(&counted));
        cells
    }

    fn compared(&self, counted: &Counted) -> [Cell; 3] {
        let (Some(earlier), Some(compare)) = (self.earlier, self.ask.query.compare) else {
            return [(); 3].map(|()| CellValue::Unknown.into());
        };
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let (from, to) = (signed(earlier.sum()), signed(self.figures.sum()));
        let previous = Cell::counted(earlier.sum(), counted.narrowed(|of| of.period = compare));
        [
            previous,
            CellValue::Change(to - from).into(),
            growth(from, to).into(),
        ]
    }
}

/// The change in percent; unknown where there was nothing before.
pub fn growth(from: i64, to: i64) -> CellValue {
    match from {
        0 => CellValue::Unknown,
        _ => CellValue::Growth { from, to },
    }
}
