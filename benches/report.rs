//! Reports over a million registrations: B01 of the province, the list behind
//! a cell, and SQLite counting the same rows in the same run.
//!
//! `cargo bench --bench report`

#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::hint::black_box;
use std::time::Instant;

use jiff::civil::date;
use kheo::domain::units::Units;
use kheo::domain::{
    Level, Model, ModelKind, ModelSummary, Period, RecordId, RecordKind, RegistrationSummary,
    RegistrationType, Status, Unit, UnitType, Word,
};
use kheo::report::select::{Awarded, models_behind};
use kheo::report::{
    self, Ask, Behind, CellValue, Facts, Material, Registers, ReportId, ReportQuery,
};
use measured::{Budget, Measured, Spread};
use rusqlite::Connection;

const REGISTRATIONS: usize = 1_000_000;
const DISTRICTS: usize = 15;
const COMMUNES: usize = 20;
const ROUNDS: usize = 21;
const PERIOD: Period = Period::Span {
    from: 2021,
    to: 2023,
};

/// The same numbers on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn unit(name: String, sort: UnitType, parent: Option<RecordId>) -> (RecordId, Unit) {
    let id = Unit::identity(Some(&name), None, &name, None);
    let unit = Unit {
        name,
        sort: Some(sort),
        code: None,
        parent,
        organization: None,
        valid_from: None,
        valid_to: None,
        order: None,
        successors: Vec::new(),
    };
    (id, unit)
}

fn units() -> (RecordId, Vec<RecordId>, Units) {
    let province = unit("Tỉnh".into(), UnitType::Province, None);
    let top = province.0;
    let mut all = vec![province];
    let mut communes = Vec::new();
    for district in 0..DISTRICTS {
        let of = unit(format!("Huyện {district}"), UnitType::District, Some(top));
        for commune in 0..COMMUNES {
            let name = format!("Xã {district} {commune}");
            let commune = unit(name, UnitType::Commune, Some(of.0));
            communes.push(commune.0);
            all.push(commune);
        }
        all.push(of);
    }
    (top, communes, all.into_iter().collect())
}

fn facts(communes: &[RecordId]) -> Facts {
    let mut dice = Dice(7);
    let mut facts = Facts::default();
    let periods = ["2016-2020", "2020", "2021-2023", "2022", "2023"];
    let periods = periods.map(|typed| Period::parse(typed).unwrap_or(PERIOD));
    let mut number = 0;
    while facts.len() < REGISTRATIONS {
        let many = (1 + dice.below(3)).min(REGISTRATIONS - facts.len());
        let registrations = (0..many).map(|_| RegistrationSummary {
            id: RecordId::derived(RecordKind::Registration, &[]),
            level: [Level::Base, Level::Base, Level::District, Level::Province][dice.below(4)],
            period: periods[dice.below(periods.len())],
            kind: Some(RegistrationType::ALL[dice.below(RegistrationType::ALL.len())]),
            status: Status::ALL[dice.below(Status::ALL.len())],
            typical: dice.below(10) == 0,
        });
        let registrations = registrations.collect();
        let model = Model {
            name: String::new(),
            owner: None,
            unit: Some(communes[dice.below(communes.len())]),
            kind: Some(ModelKind::ALL[dice.below(2)]),
            field: None,
            movement: None,
        };
        let summary = ModelSummary {
            model,
            formerly: Vec::new(),
            registrations,
            notes: 0,
            conflicts: 0,
            changed: 0,
        };
        facts.put(number, &summary);
        number += 1;
    }
    facts
}

fn main() {
    let (province, communes, units) = units();
    let facts = facts(&communes);
    let (awarded, registers) = (Awarded::new(), Registers::default());
    let material = Material {
        facts: &facts,
        units: &units,
        awarded: &awarded,
        registers: &registers,
        details: &[],
        left_out: 0,
        belongs: &|_| None,
        number_of: &|_| None,
        today: date(2024, 1, 1),
    };
    let query = ReportQuery {
        unit: Some(province),
        period: Some(PERIOD),
        compare: Some(Period::Year(2020)),
        ..ReportQuery::new(ReportId::B01)
    };
    let ask = Ask {
        query: &query,
        period: PERIOD,
        material: &material,
    };
    let table = report::table(&ask);
    let cell = table.rows.first().and_then(|row| row.cells.get(2));
    let Some((Behind::Models(counted), CellValue::Count(count))) =
        cell.and_then(|cell| Some((cell.behind.as_ref()?, &cell.value)))
    else {
        println!("no cell to open");
        return;
    };
    let heading = format!(
        "{} registrations in {} communes",
        facts.len(),
        communes.len()
    );
    let mut measured = Measured::begin("report");
    measured.section(&heading, "Median (fastest–slowest)");
    let b01 = times(|| {
        black_box(report::table(&ask));
    });
    let what = "B01 of the province, compared";
    measured.row(what, &b01.ends(), &Budget::millis(b01.median(), 150));
    let behind = times(|| {
        black_box(models_behind(&facts, &units, counted, &awarded));
    });
    let what = "the list behind one of its cells";
    measured.row(what, &behind.ends(), &Budget::millis(behind.median(), 16));
    let theirs = sqlite(&facts, *count).unwrap();
    let what = "SQLite: two GROUP BY that count what B01 counts";
    measured.row(what, &theirs.ends(), &Budget::None);
    measured.keep();
}

fn times(mut run: impl FnMut()) -> Spread {
    let times = (0..ROUNDS).map(|_| {
        let began = Instant::now();
        run();
        began.elapsed()
    });
    Spread::of(times.collect())
}

/// The same count as a statement over the same rows, in memory, with an index.
fn sqlite(facts: &Facts, expected: i64) -> rusqlite::Result<Spread> {
    let mut base = Connection::open_in_memory()?;
    base.execute_batch(
        "create table registration (model integer, unit integer, district integer, level integer,
         kind integer, status integer, first integer, last integer)",
    )?;
    let write = base.transaction()?;
    {
        let mut insert =
            write.prepare("insert into registration values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?;
        let districts = facts.units.map(|unit| district_of(*unit) as i64);
        for fact in facts.models().flat_map(|model| model.facts()) {
            let period = facts.periods.items()[fact.period as usize];
            let day = |day: jiff::civil::Date| {
                i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100
            };
            insert.execute(rusqlite::params![
                fact.model,
                fact.unit,
                districts[fact.unit as usize],
                fact.level as i64,
                fact.kind.map(|kind| kind as i64),
                fact.status as i64,
                day(period.first_day()),
                day(period.last_day()),
            ])?;
        }
    }
    write.commit()?;
    base.execute_batch("create index by_period on registration (first, last); analyze;")?;
    let statement = "select district, level, kind, count(distinct model) from registration
         where first >= ?1 and last <= ?2 and status not in (?3, ?4) group by 1, 2, 3";
    let run = |first: i64, last: i64| -> rusqlite::Result<i64> {
        let mut prepared = base.prepare_cached(statement)?;
        let withdrawn = Status::Withdrawn as i64;
        let rows = prepared.query_map(
            rusqlite::params![first, last, Status::Planned as i64, withdrawn],
            |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, i64>(3)?,
                ))
            },
        )?;
        let mut of_first = 0;
        for row in rows {
            let (district, level, count) = row?;
            if district == 0 && level == Level::Base as i64 {
                of_first += count;
            }
        }
        Ok(of_first)
    };
    let counted = run(20_210_100, 20_231_300)?;
    println!("SQLite counts {counted} where b01 has {expected}");
    Ok(times(|| {
        let _ = black_box((run(20_210_100, 20_231_300), run(20_200_100, 20_201_300)));
    }))
}

/// Number of a commune's district, from how the communes were made.
fn district_of(unit: RecordId) -> usize {
    for district in 0..DISTRICTS {
        for commune in 0..COMMUNES {
            let name = format!("Xã {district} {commune}");
            if Unit::identity(Some(&name), None, &name, None) == unit {
                return district;
            }
        }
    }
    DISTRICTS
}
