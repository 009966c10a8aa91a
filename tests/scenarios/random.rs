//! B01, B02, B03 and B13 equal a plain count over the records, on random
//! registers through reorganisations and overlapping periods.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use kheo::domain::records::{Extent, Succession};
use kheo::domain::units::Units;
use kheo::domain::{
    Award, Field, Fields, Level, Model, ModelKind, ModelSummary, Movement, Period, RecordId,
    RecordKind, RegistrationSummary, RegistrationType, Status, Unit, UnitType, Word,
};
use kheo::report::query::Belonging;
use kheo::report::select::models_behind;
use kheo::report::{
    self, Ask, Basis, Behind, CellValue, Facts, Material, Registers, ReportId, ReportQuery, Table,
};

use crate::chance::Chance;

const PERIODS: [&str; 7] = [
    "2015",
    "2016-2020",
    "2018-2020",
    "2020",
    "2021-2023",
    "2023",
    "2023-Q3",
];

/// A register that nobody has seen.
struct Book {
    units: Vec<(RecordId, Unit)>,
    models: Vec<(RecordId, ModelSummary)>,
    registers: Registers,
}

fn period(chance: &mut Chance) -> Period {
    let typed: &str = chance.one_of::<&str>(&PERIODS);
    Period::parse(typed).unwrap()
}

fn unit(name: String, sort: UnitType, parent: Option<RecordId>, is_old: bool) -> (RecordId, Unit) {
    let from = if is_old {
        date(1976, 1, 1)
    } else {
        date(2025, 7, 1)
    };
    let unit = Unit {
        name: name.clone(),
        sort: Some(sort),
        code: None,
        parent,
        organization: None,
        valid_from: Some(from),
        valid_to: is_old.then(|| date(2025, 6, 30)),
        order: None,
        successors: Vec::new(),
    };
    (Unit::identity(None, Some(from), &name, None), unit)
}

fn book(chance: &mut Chance) -> Book {
    let province = unit("Tỉnh".into(), UnitType::Province, None, true);
    let mut units = vec![province.clone()];
    let new: Vec<_> = (0..3 + chance.below(4))
        .map(|number| unit(format!("Mới {number}"), UnitType::Commune, None, false))
        .collect();
    for number in 0..1 + chance.below(4) {
        let district = unit(
            format!("Huyện {number}"),
            UnitType::District,
            Some(province.0),
            true,
        );
        for commune in 0..1 + chance.below(5) {
            let name = format!("Xã {number} {commune}");
            let (id, mut commune) = unit(name, UnitType::Commune, Some(district.0), true);
            let extent = if chance.once_in(6) {
                Extent::Part
            } else {
                Extent::Whole
            };
            commune.successors = match chance.below(8) {
                0 => Vec::new(),
                1 => (0..2)
                    .map(|at| Succession {
                        unit: new[at].0,
                        extent,
                    })
                    .collect(),
                _ => vec![Succession {
                    unit: chance.one_of(&new).0,
                    extent,
                }],
            };
            units.push((id, commune));
        }
        units.push(district);
    }
    units.extend(new);
    let models = (0..chance.below(60))
        .map(|_| model(chance, &units))
        .collect();
    let mut book = Book {
        units,
        models,
        registers: Registers::default(),
    };
    for (id, _) in &book.models {
        if chance.once_in(5) {
            let mut award = Award::read(&Fields::default());
            award.model = Some(*id);
            award.period = Some(period(chance));
            award.cancelled = chance.once_in(4);
            let id = RecordId::fresh(RecordKind::Award);
            book.registers.awards.push((id, award));
        }
    }
    book
}

fn model(chance: &mut Chance, units: &[(RecordId, Unit)]) -> (RecordId, ModelSummary) {
    let maybe = |chance: &mut Chance| !chance.once_in(8);
    let movements = [Movement::DAN_VAN_KHEO, "Phong trào khác"].map(Movement::identity);
    let unit = maybe(chance).then(|| chance.one_of(units).0);
    let kind = maybe(chance).then(|| *chance.one_of(ModelKind::ALL));
    let field = maybe(chance).then(|| {
        chance
            .one_of(&["economy", "society", "Tôn giáo"])
            .to_string()
    });
    let movement = maybe(chance).then(|| *chance.one_of(&movements));
    let model = Model {
        name: "m".into(),
        owner: None,
        unit,
        kind,
        field,
        movement,
    };
    let registrations = (0..chance.below(5)).map(|_| RegistrationSummary {
        id: RecordId::fresh(RecordKind::Registration),
        level: *chance.one_of(Level::ALL),
        period: period(chance),
        kind: Some(*chance.one_of(RegistrationType::ALL)),
        status: *chance.one_of(Status::ALL),
        typical: chance.once_in(4),
    });
    let registrations = registrations.collect();
    let summary = ModelSummary {
        model,
        formerly: Vec::new(),
        registrations,
        notes: 0,
        conflicts: 0,
        changed: 0,
    };
    (RecordId::fresh(RecordKind::Model), summary)
}

/// The tables of a book, and the models behind their cells.
fn table_of(book: &Book, query: &ReportQuery) -> Table {
    let units: Units = book.units.iter().cloned().collect();
    let mut facts = Facts::default();
    for (number, (_, summary)) in (0..).zip(&book.models) {
        facts.put(number, summary);
    }
    let number_of = |id: RecordId| {
        let at = book.models.iter().position(|(known, _)| *known == id)?;
        Some(at as u32)
    };
    let period = query.period.unwrap();
    let awarded = book.registers.awarded_models(period, &number_of);
    let material = Material {
        facts: &facts,
        units: &units,
        awarded: &awarded,
        registers: &book.registers,
        details: &[],
        left_out: 0,
        belongs: &|id| {
            let (_, summary) = book.models.iter().find(|(known, _)| *known == id)?;
            Some(Belonging {
                unit: summary.model.unit,
                movement: summary.model.movement,
            })
        },
        number_of: &number_of,
        today: date(2026, 1, 1),
    };
    let table = report::table(&Ask {
        query,
        period,
        material: &material,
    });
    crate::said::check(&table, &format!("{query:?}"));
    let rows = table.rows.iter().map(|row| &row.cells);
    for cell in rows
        .chain(table.total.iter().map(|total| &total.cells))
        .flatten()
    {
        if let (Some(Behind::Models(counted)), CellValue::Count(count)) =
            (&cell.behind, &cell.value)
            && table
                .columns
                .iter()
                .all(|column| column.id != "previous" || table.compare.is_none())
        {
            let behind = models_behind(&facts, &units, counted, &awarded);
            assert_eq!(
                behind.len() as i64,
                *count,
                "{:?} {counted:?}",
                query.report
            );
        }
    }
    table
}

/// Whether a registration of a model is one to count.
type Fits<'a> = &'a dyn Fn(&ModelSummary, &RegistrationSummary) -> bool;

/// The plain count: who lies where, followed by hand.
struct Plain<'a> {
    book: &'a Book,
    unit: Option<RecordId>,
    basis: Basis,
}

impl Plain<'_> {
    fn unit(&self, id: RecordId) -> &Unit {
        &self
            .book
            .units
            .iter()
            .find(|(known, _)| *known == id)
            .unwrap()
            .1
    }

    fn lies_in(&self, mut id: RecordId, top: RecordId) -> bool {
        loop {
            if id == top {
                return true;
            }
            match self.unit(id).parent {
                Some(parent) => id = parent,
                None => return false,
            }
        }
    }

    /// Units joined to `id` by succession.
    fn joined(&self, id: RecordId) -> BTreeSet<RecordId> {
        let mut set = BTreeSet::from([id]);
        loop {
            let before = set.len();
            for (old, unit) in &self.book.units {
                for to in &unit.successors {
                    if set.contains(old) || set.contains(&to.unit) {
                        set.extend([*old, to.unit]);
                    }
                }
            }
            if set.len() == before {
                return set;
            }
        }
    }

    fn counts(&self, summary: &ModelSummary) -> bool {
        let dan_van_kheo = Movement::identity(Movement::DAN_VAN_KHEO);
        if summary.model.movement.is_some_and(|of| of != dan_van_kheo) {
            return false;
        }
        let (Some(top), Some(at)) = (self.unit, summary.model.unit) else {
            return self.unit.is_none();
        };
        match self.basis {
            Basis::Then | Basis::Now => self.lies_in(at, top),
            Basis::Block => {
                self.lies_in(at, top)
                    || self
                        .joined(at)
                        .iter()
                        .any(|joined| self.lies_in(*joined, top))
            }
        }
    }

    /// Models with a registration within `period` that fits.
    fn count(
        &self,
        period: Period,
        fits: impl Fn(&ModelSummary, &RegistrationSummary) -> bool,
    ) -> i64 {
        let within = |registration: &RegistrationSummary| {
            period.first_day() <= registration.period.first_day()
                && registration.period.last_day() <= period.last_day()
                && !matches!(registration.status, Status::Planned | Status::Withdrawn)
        };
        let counted = self.book.models.iter().filter(|(_, summary)| {
            let mut registrations = summary.registrations.iter();
            self.counts(summary)
                && registrations
                    .any(|registration| within(registration) && fits(summary, registration))
        });
        counted.count() as i64
    }
}

fn figure(table: &Table, column: &str) -> i64 {
    match table.total_of(column) {
        Some(CellValue::Count(count)) => *count,
        None => 0,
        other => panic!("{column}: {other:?}"),
    }
}

#[test]
fn tables_equal_a_plain_count_on_two_hundred_random_registers() {
    for seed in 0..200 {
        let mut chance = Chance::new(seed);
        let book = book(&mut chance);
        let old: Vec<_> = book
            .units
            .iter()
            .filter(|(_, unit)| unit.valid_to.is_some())
            .collect();
        let unit = (!chance.once_in(4)).then(|| chance.one_of(&old).0);
        let basis = *chance.one_of(Basis::ALL);
        let (of, compare) = (period(&mut chance), period(&mut chance));
        let query = |report| ReportQuery {
            unit,
            basis,
            period: Some(of),
            ..ReportQuery::new(report)
        };
        let plain = Plain {
            book: &book,
            unit,
            basis,
        };
        let said = format!("seed {seed}, {basis}, {of}");

        let b01 = table_of(
            &book,
            &ReportQuery {
                compare: Some(compare),
                ..query(ReportId::B01)
            },
        );
        let mut sum = 0;
        for level in Level::ALL {
            for kind in [
                Some(ModelKind::Collective),
                Some(ModelKind::Individual),
                None,
            ] {
                let name = kind.map_or("total", Word::code);
                let count = plain.count(of, |summary, registration| {
                    registration.level == *level && (kind.is_none() || summary.model.kind == kind)
                });
                assert_eq!(
                    figure(&b01, &format!("{level}.{name}")),
                    count,
                    "{said} {level} {name}"
                );
            }
            sum += plain.count(compare, |_, registration| registration.level == *level);
        }
        assert_eq!(figure(&b01, "previous"), sum, "{said}");
        rows_add_up(&b01, &said);

        let b02 = table_of(&book, &query(ReportId::B02));
        let mut fields: BTreeMap<String, i64> = BTreeMap::new();
        for row in &b02.rows {
            let count = b02
                .cell(&row.cells, "total")
                .unwrap()
                .value
                .number()
                .unwrap();
            fields.insert(row.label.vi.clone(), count);
        }
        for (label, field) in [("Tôn giáo", "Tôn giáo"), (Field::Economy.vi(), "economy")] {
            let count = plain.count(of, |summary, _| {
                summary.model.field.as_deref() == Some(field)
            });
            assert_eq!(
                fields.get(label).copied().unwrap_or_default(),
                count,
                "{said} {field}"
            );
        }
        for sort in RegistrationType::ALL {
            let count = plain.count(of, |_, registration| registration.kind == Some(*sort));
            assert_eq!(
                figure(&b02, &format!("{sort}.total")),
                count,
                "{said} {sort}"
            );
        }
        rows_add_up(&b02, &said);

        let b03 = table_of(&book, &query(ReportId::B03));
        use Status::*;
        let surveyed = [
            Surveyed, Incomplete, Eligible, Rejected, Recognized, Certified, Delisted, Revoked,
        ];
        let stages: [(&str, Fits); 4] = [
            ("registered", &|_, _| true),
            ("surveyed", &|_, registration| {
                surveyed.contains(&registration.status)
            }),
            ("recognized", &|_, registration| {
                matches!(registration.status, Recognized | Certified)
            }),
            ("typical", &|_, registration| registration.typical),
        ];
        for (column, fits) in stages {
            assert_eq!(
                figure(&b03, column),
                plain.count(of, fits),
                "{said} {column}"
            );
        }
        let awarded = plain.count(of, |summary, _| {
            book.registers.awards.iter().any(|(_, award)| {
                let model = book.models.iter().find(|(id, _)| Some(*id) == award.model);
                !award.cancelled
                    && award.period.is_some_and(|period| of.contains(period))
                    && model.is_some_and(|(_, of)| std::ptr::eq(of, summary))
            })
        });
        assert_eq!(figure(&b03, "awarded"), awarded, "{said}");

        let b13 = table_of(
            &book,
            &ReportQuery {
                compare: Some(compare),
                ..query(ReportId::B13)
            },
        );
        for row in b13.rows.iter().filter(|row| row.depth == 0) {
            let level = Level::ALL
                .iter()
                .find(|level| row.label.vi == format!("Cấp {}", level.vi().to_lowercase()));
            let count =
                |period| plain.count(period, |_, registration| Some(&registration.level) == level);
            for (column, expected) in [("current", count(of)), ("previous", count(compare))] {
                let shown = b13.cell(&row.cells, column).unwrap().value.number();
                assert_eq!(shown.unwrap_or_default(), expected, "{said} {column}");
            }
        }
    }
}

/// The rows of a table add up to its total.
fn rows_add_up(table: &Table, said: &str) {
    for (at, column) in table.columns.iter().enumerate() {
        if column.id == "change" || column.id == "change_percent" {
            continue;
        }
        let rows = table
            .rows
            .iter()
            .filter_map(|row| row.cells[at].value.number());
        assert_eq!(
            rows.sum::<i64>(),
            figure(table, &column.id),
            "{said} {}",
            column.id
        );
    }
}
