//! An office with a book of its own, filled record by record, that reports are
//! asked of.

use jiff::civil::{Date, date};
use kheo::domain::list::{SuccessorRow, UnitList, UnitRow};
use kheo::domain::records::Extent;
use kheo::domain::{
    Level, ModelKind, Movement, Period, RecordId, RecordKind, Registration, Status, UnitType, Word,
};
use kheo::i18n::Lang;
use kheo::report::behind::Movements;
use kheo::report::table::Row;
use kheo::report::{Behind, CellValue, ReportId, ReportQuery, Table};
use kheo::service::request::report::{BehindPage, BehindQuery};
use kheo::service::request::{Deed, FieldWrite, OpenBook, RecordWrite};
use kheo::service::{Client, Refusal, Reply, Request};
use serde_json::{Value, json};
use tempfile::TempDir;

pub const AFTER: Date = date(2025, 7, 1);
const LAST: Date = date(2025, 6, 30);
const FROM: Date = date(1976, 1, 1);

pub struct Office {
    pub client: Client,
    _folder: TempDir,
}

/// Models that registered alike.
pub struct Batch<'a> {
    pub unit: RecordId,
    pub collective: usize,
    pub individual: usize,
    pub movement: &'a str,
    pub field: &'a str,
    pub registrations: &'a [(Level, &'a str, Status)],
}

impl Default for Batch<'_> {
    fn default() -> Self {
        Self {
            unit: RecordId::derived(RecordKind::Unit, &["none"]),
            collective: 0,
            individual: 0,
            movement: Movement::DAN_VAN_KHEO,
            field: "society",
            registrations: &[],
        }
    }
}

impl Office {
    pub fn new(units: Vec<UnitRow>) -> Self {
        let folder = TempDir::new().unwrap();
        let office = Self {
            client: Client::start(folder.path().join("kheo.redb")),
            _folder: folder,
        };
        let opened = office.client.ask(Request::OpenBook(OpenBook {
            officer: "Lê Minh Khảo".into(),
            title: "Chuyên viên".into(),
            committee: "Ban Chỉ đạo".into(),
            book: String::new(),
        }));
        assert!(opened.is_ok(), "{opened:?}");
        let list = UnitList {
            file: "don-vi.csv".into(),
            rows: units,
            faults: Vec::new(),
        };
        match office.client.ask(Request::ApplyUnits { list }) {
            Ok(Reply::UnitPlan(plan)) => assert_eq!(plan.faults, vec![]),
            other => panic!("{other:?}"),
        }
        office
    }

    pub fn unit(&self, typed: &str, during: &str) -> RecordId {
        self.find_unit(typed, during).unwrap()
    }

    pub fn find_unit(&self, typed: &str, during: &str) -> Result<RecordId, Refusal> {
        let request = Request::FindUnit {
            typed: typed.into(),
            during: Some(period(during)),
        };
        match self.client.ask(request) {
            Ok(Reply::Unit(unit)) => Ok(unit.id),
            Err(refusal) => Err(refusal),
            other => panic!("{other:?}"),
        }
    }

    pub fn record(&self, kind: RecordKind, fields: &[(&str, Value)]) -> RecordId {
        let id = RecordId::fresh(kind);
        self.write(vec![record_write(id, fields)]);
        id
    }

    pub fn records(&self, kind: RecordKind, count: usize, fields: &[(&str, Value)]) {
        let writes = (0..count).map(|_| record_write(RecordId::fresh(kind), fields));
        self.write(writes.collect());
    }

    pub fn write(&self, records: Vec<RecordWrite>) {
        let deed = Deed::ImportList {
            file: "so-cu.xlsx".into(),
        };
        let written = self.client.ask(Request::Write { deed, records });
        assert!(matches!(written, Ok(Reply::Changed(_))), "{written:?}");
    }

    /// A movement of this name, told what it is.
    pub fn movement(&self, name: &str, fields: &[(&str, Value)]) -> RecordId {
        let id = Movement::identity(name);
        let mut all = vec![("name", json!(name))];
        all.extend(fields.iter().cloned());
        self.write(vec![record_write(id, &all)]);
        id
    }

    /// Adds the models of a batch with their registrations.
    pub fn add(&self, batch: &Batch<'_>) -> Vec<RecordId> {
        let mut writes = Vec::new();
        let mut models = Vec::new();
        let kinds = [
            (ModelKind::Collective, batch.collective),
            (ModelKind::Individual, batch.individual),
        ];
        for (kind, count) in kinds {
            for number in 0..count {
                let model = RecordId::fresh(RecordKind::Model);
                models.push(model);
                writes.push(record_write(
                    model,
                    &[
                        ("name", json!(format!("Mô hình {} {number}", kind.vi()))),
                        ("unit", json!(batch.unit.to_string())),
                        ("kind", json!(kind.code())),
                        ("field", json!(batch.field)),
                        (
                            "movement",
                            json!(Movement::identity(batch.movement).to_string()),
                        ),
                    ],
                ));
                for (level, of, status) in batch.registrations {
                    writes.push(registration(model, *level, of, *status));
                }
            }
        }
        if !writes.is_empty() {
            self.write(writes);
        }
        models
    }

    pub fn report(&self, query: ReportQuery) -> Table {
        match self.client.ask(Request::Report(query)) {
            Ok(Reply::Report(table)) => {
                self.behind_every_cell(&table);
                *table
            }
            other => panic!("{other:?}"),
        }
    }

    /// What stands behind a cell is as many as the cell says.
    fn behind_every_cell(&self, table: &Table) {
        // Sums of amounts and of answers, and a period compared level by level.
        let sums = matches!(table.report, ReportId::B08 | ReportId::B09 | ReportId::B11);
        let compared = table.report == ReportId::B01 && table.compare.is_some();
        if sums || compared {
            return;
        }
        let rows = table.rows.iter().map(|row| &row.cells);
        let totals = table.total.iter().map(|total| &total.cells);
        for cell in rows.chain(totals).flatten() {
            let (Some(behind), CellValue::Count(count)) = (&cell.behind, &cell.value) else {
                continue;
            };
            // Behind a published figure stands its own record.
            let figure = RecordKind::Figure;
            if matches!(behind, Behind::Records(ids) if ids.iter().all(|id| id.kind == figure)) {
                continue;
            }
            let page = self.behind(behind.clone());
            assert_eq!(page.matching as i64, *count, "{:?}", table.report);
        }
    }

    pub fn behind(&self, behind: Behind) -> BehindPage {
        let query = BehindQuery {
            behind,
            offset: 0,
            limit: 5,
        };
        match self.client.ask(Request::Behind(query)) {
            Ok(Reply::Behind(page)) => page,
            other => panic!("{other:?}"),
        }
    }
}

pub fn registration(model: RecordId, level: Level, of: &str, status: Status) -> RecordWrite {
    let of = period(of);
    let mut fields = vec![
        ("model", json!(model.to_string())),
        ("level", json!(level.code())),
        ("period", json!(of.to_string())),
        ("type", json!("new")),
        ("status", json!(status.code())),
    ];
    if status.is_recognition() {
        fields.push(("decision_no", json!("104-QĐ/HU")));
        fields.push(("decision_date", json!("2023-10-05")));
        fields.push(("decision_by", json!("Ban Chỉ đạo")));
    }
    record_write(Registration::identity(model, level, of), &fields)
}

pub fn record_write(record: RecordId, fields: &[(&str, Value)]) -> RecordWrite {
    let fields = fields.iter().map(|(field, value)| FieldWrite {
        field: (*field).to_owned(),
        value: value.clone(),
        over: Vec::new(),
    });
    RecordWrite {
        record,
        fields: fields.collect(),
    }
}

pub fn period(typed: &str) -> Period {
    Period::parse(typed).unwrap()
}

/// A report on a unit in a period.
pub fn ask(report: ReportId, unit: RecordId, of: &str) -> ReportQuery {
    ReportQuery {
        unit: Some(unit),
        period: Some(period(of)),
        ..ReportQuery::new(report)
    }
}

pub fn both(names: &[&str]) -> Movements {
    Movements::These(names.iter().map(|name| Movement::identity(name)).collect())
}

/// The figure of the total in a column.
pub fn total(table: &Table, column: &str) -> CellValue {
    let value = table.total_of(column);
    value.unwrap_or_else(|| panic!("{column}")).clone()
}

/// A cell of a row as people read it.
pub fn said(table: &Table, row: &Row, column: &str) -> String {
    let cell = table.cell(&row.cells, column);
    cell.unwrap_or_else(|| panic!("{column}"))
        .value
        .words(Lang::Vi)
}

/// The row of this label whose columns say this.
pub fn row<'a>(table: &'a Table, label: &str, columns: &[(&str, &str)]) -> &'a Row {
    let fits = |row: &&Row| {
        row.label.vi == label
            && columns
                .iter()
                .all(|(column, words)| said(table, row, column) == *words)
    };
    let mut rows = table.rows.iter().filter(fits);
    let found = rows
        .next()
        .unwrap_or_else(|| panic!("no {label} {columns:?} in {:#?}", table.rows));
    assert!(rows.next().is_none(), "{label} {columns:?}");
    found
}

/// A unit that ended on 30/06/2025, with what came of it.
pub fn old(code: &str, name: &str, sort: UnitType, parent: &str, successor: &str) -> UnitRow {
    let successors = [successor].into_iter().filter(|code| !code.is_empty());
    UnitRow {
        code: Some(code.into()),
        parent: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
        valid_from: Some(FROM),
        valid_to: Some(LAST),
        successors: successors
            .map(|code| SuccessorRow {
                code: code.into(),
                on: Some(AFTER),
                extent: Extent::Whole,
            })
            .collect(),
        ..UnitRow::new(2, name, sort)
    }
}

/// A unit that began on 01/07/2025.
pub fn new(code: &str, name: &str, sort: UnitType, parent: &str) -> UnitRow {
    UnitRow {
        valid_from: Some(AFTER),
        valid_to: None,
        ..old(code, name, sort, parent, "")
    }
}

/// Kiên Lương and Kiên Hải before and after 01/07/2025, with what else went
/// into phường Tô Châu (DOMAIN 4.1, C6).
pub fn kien_giang() -> Vec<UnitRow> {
    use UnitType::{City, Commune, District, Province, SpecialZone, Township, Ward};
    vec![
        old("91", "Kiên Giang", Province, "", "89"),
        old("kl", "Kiên Lương", District, "91", ""),
        old("kh", "Kiên Hải", District, "91", ""),
        old("ht", "Hà Tiên", City, "91", ""),
        old("30787", "Kiên Lương", Township, "kl", "30787"),
        old("30790", "Kiên Bình", Commune, "kl", "30790"),
        old("30802", "Hòa Điền", Commune, "kl", "30790"),
        old("30805", "Dương Hòa", Commune, "kl", "moi-1"),
        old("30808", "Bình An", Commune, "kl", "30787"),
        old("30809", "Bình Trị", Commune, "kl", "30787"),
        old("30811", "Sơn Hải", Commune, "kl", "30811"),
        old("30814", "Hòn Nghệ", Commune, "kl", "30814"),
        old("ht-1", "Tô Châu", Ward, "ht", "moi-1"),
        old("ht-2", "Thuận Yên", Commune, "ht", "moi-1"),
        old("31108", "Hòn Tre", Commune, "kh", "31108"),
        old("31111", "Lại Sơn", Commune, "kh", "31108"),
        old("31114", "An Sơn", Commune, "kh", "31108"),
        old("31115", "Nam Du", Commune, "kh", "31108"),
        new("89", "An Giang", Province, ""),
        new("30787", "Kiên Lương", Commune, "89"),
        new("30790", "Hòa Điền", Commune, "89"),
        new("moi-1", "Tô Châu", Ward, "89"),
        new("30811", "Sơn Hải", Commune, "89"),
        new("30814", "Hòn Nghệ", Commune, "89"),
        new("31108", "Kiên Hải", SpecialZone, "89"),
    ]
}
