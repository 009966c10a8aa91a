//! The plain count: every table again, record by record.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use kheo::domain::{Level, Movement, Period, RecordId, Word};
use kheo::report::table::Row;
use kheo::report::{Basis, CellValue, ReportId, Table};

use super::fold::{Record, Records};

/// What is counted, and where.
pub struct Plain<'a> {
    pub records: &'a Records,
    pub unit: Option<String>,
    pub basis: Basis,
    pub of: Period,
}

/// The figure of a cell; a sum over nothing is nothing.
fn figure(table: &Table, row: &Row, column: &str) -> i64 {
    let cell = table
        .cell(&row.cells, column)
        .unwrap_or_else(|| panic!("{column}"));
    cell.value.number().unwrap_or_default()
}

fn total(table: &Table, column: &str) -> i64 {
    match table.total_of(column) {
        Some(CellValue::Count(count)) => *count,
        other => panic!("{column}: {other:?}"),
    }
}

impl Plain<'_> {
    /// Compares a table with the count.
    pub fn check(&self, table: &Table, said: &str) {
        match table.report {
            ReportId::B01 => self.registrations(table, said),
            ReportId::B04 => self.recognitions(table, said),
            ReportId::B05 => self.awards(table, said),
            ReportId::B06 => self.list(table, said),
            ReportId::B07 => self.movements(table, said),
            ReportId::B08 => self.resources(table, said),
            ReportId::B09 => {
                self.compare(table, &self.surveys(), said);
                self.sections(table, said);
            }
            ReportId::B10 => self.compare(table, &self.recommendations(), said),
            ReportId::B11 => self.compare(table, &self.forums(), said),
            ReportId::B12 => self.titles(table, said),
            ReportId::B14 => self.published(table, said),
            other => panic!("{other} is counted elsewhere"),
        }
    }

    fn lies_in(&self, unit: &str, top: &str) -> bool {
        let mut at = Some(unit);
        while let Some(id) = at {
            if id == top {
                return true;
            }
            at = self.records.get(id).and_then(|unit| unit.text("parent"));
        }
        false
    }

    /// Units joined to one by what became of it.
    fn joined(&self, unit: &str) -> BTreeSet<String> {
        let mut set = BTreeSet::from([unit.to_owned()]);
        loop {
            let before = set.len();
            for (old, record) in self.records.of_kind("unit") {
                for (successor, _) in record.members("successor") {
                    let new = format!("unit:{successor}");
                    if set.contains(old) || set.contains(&new) {
                        set.extend([old.to_owned(), new]);
                    }
                }
            }
            if set.len() == before {
                return set;
            }
        }
    }

    /// Whether what stands in `unit` is asked for.
    fn is_here(&self, unit: Option<&str>) -> bool {
        let Some(top) = self.unit.as_deref() else {
            return true;
        };
        let Some(unit) = unit else {
            return false;
        };
        let lies = |unit: &str| self.lies_in(unit, top);
        match self.basis {
            Basis::Block => self.joined(unit).iter().any(|unit| lies(unit)),
            Basis::Then | Basis::Now => lies(unit),
        }
    }

    fn is_within(&self, period: Option<Period>) -> bool {
        period.is_some_and(|period| self.of.contains(period))
    }

    fn is_held(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| self.of.first_day() <= day && day <= self.of.last_day())
    }

    fn is_of_the_movement(record: &Record) -> bool {
        let ours = Movement::identity(Movement::DAN_VAN_KHEO).to_string();
        record
            .text("movement")
            .is_none_or(|movement| movement == ours)
    }

    /// Registrations that count, with their models: those asked for.
    fn registered(&self) -> impl Iterator<Item = (&str, &Record, &Record)> {
        let all = self.records.of_kind("registration");
        all.filter_map(|(_, registration)| {
            let id = registration.text("model")?;
            let model = self.records.get(id)?;
            let status = registration.text("status").unwrap_or("registered");
            let counts = !matches!(status, "planned" | "withdrawn")
                && self.is_within(registration.period("period"))
                && self.is_here(model.text("unit"));
            counts.then_some((id, model, registration))
        })
    }

    /// How many models, each once a level.
    fn once_a_level<'a>(
        found: impl Iterator<Item = (&'a str, &'a Record, &'a Record)>,
        kind: &str,
    ) -> i64 {
        let of_kind =
            found.filter(|(_, model, _)| kind == "total" || model.text("kind") == Some(kind));
        let pairs: BTreeSet<_> = of_kind
            .map(|(id, _, registration)| (id, registration.text("level")))
            .collect();
        pairs.len() as i64
    }

    fn ours(&self) -> impl Iterator<Item = (&str, &Record, &Record)> {
        let all = self.registered();
        all.filter(|(_, model, _)| Self::is_of_the_movement(model))
    }

    fn registered_at(&self, level: &str, kind: &str) -> i64 {
        let ours = self.ours();
        let of_level = ours.filter(|(_, _, of)| of.text("level") == Some(level));
        Self::once_a_level(of_level, kind)
    }

    /// The figure of a whole table in a column, counted; `None` in a report that
    /// is counted row by row.
    pub fn total(&self, report: ReportId, column: &str) -> Option<i64> {
        let counted = match report {
            ReportId::B01 => {
                let (level, kind) = column.split_once('.').unwrap();
                return Some(self.registered_at(level, kind));
            }
            ReportId::B09 => self.surveys(),
            ReportId::B10 => self.recommendations(),
            ReportId::B11 => self.forums(),
            _ => return None,
        };
        Some(counted[column])
    }

    fn registrations(&self, table: &Table, said: &str) {
        for level in ["base", "district", "bloc", "province", "central"] {
            for kind in ["collective", "individual", "total"] {
                let count = self.registered_at(level, kind);
                match table.total_of(&format!("{level}.{kind}")) {
                    Some(CellValue::Count(shown)) => assert_eq!(*shown, count, "{said} {level}"),
                    // A published figure stands in where the book has nothing.
                    _ => assert_eq!(count, 0, "{said} {level}"),
                }
            }
        }
    }

    fn recognitions(&self, table: &Table, said: &str) {
        let is_recognized =
            |record: &Record| matches!(record.text("status"), Some("recognized" | "certified"));
        for kind in ["collective", "individual", "total"] {
            let recognized = self.ours().filter(|(_, _, of)| is_recognized(of));
            assert_eq!(
                total(table, kind),
                Self::once_a_level(recognized, kind),
                "{said}"
            );
        }
        let at = |level: &str| -> BTreeSet<&str> {
            let ours = self.ours().filter(|(_, _, of)| is_recognized(of));
            let there = ours.filter(|(_, _, of)| of.text("level") == Some(level));
            there.map(|(model, _, _)| model).collect()
        };
        for level in Level::ALL {
            let label = format!("Cấp {}", level.vi().to_lowercase());
            let both = at(level.code()).intersection(&at("base")).count() as i64;
            let shown = table.rows.iter().find(|row| row.label.vi == label);
            if let Some(row) = shown.filter(|_| *level != Level::Base) {
                assert_eq!(figure(table, row, "also_base"), both, "{said} {label}");
            }
        }
        let missing = self.ours().filter(|(_, _, of)| is_recognized(of));
        let decisions: BTreeSet<_> = missing
            .map(|(_, _, of)| (of.text("level"), of.text("decision_no")))
            .collect();
        let shown = table.rows.iter().filter(|row| row.depth == 1);
        assert_eq!(shown.count(), decisions.len(), "{said}");
    }

    /// Whether an award counts here.
    fn is_valid(&self, award: &Record) -> bool {
        let model = award
            .text("model")
            .and_then(|model| self.records.get(model));
        let unit = award.text("unit").or_else(|| model?.text("unit"));
        let other = award.text("movement").is_none() && award.text("reason") == Some("other");
        self.is_within(award.period("period"))
            && self.is_here(unit)
            && Self::is_of_the_movement(award)
            && !other
            && !award.is_marked("cancelled")
    }

    fn awards(&self, table: &Table, said: &str) {
        for kind in ["collective", "individual", "total"] {
            let valid = self
                .records
                .of_kind("award")
                .filter(|(_, award)| self.is_valid(award));
            let of_kind =
                valid.filter(|(_, award)| kind == "total" || award.text("kind") == Some(kind));
            assert_eq!(total(table, kind), of_kind.count() as i64, "{said} {kind}");
            let rows: i64 = table.rows.iter().map(|row| figure(table, row, kind)).sum();
            assert_eq!(rows, total(table, kind), "{said} {kind}");
        }
    }

    fn list(&self, table: &Table, said: &str) {
        assert_eq!(table.rows.len(), self.ours().count(), "{said}");
    }

    fn movements(&self, table: &Table, said: &str) {
        let ours = Movement::identity(Movement::DAN_VAN_KHEO).to_string();
        for row in &table.rows {
            let Some(record) = row.record else {
                continue;
            };
            let of = record.to_string();
            let models: BTreeSet<_> = self
                .registered()
                .filter(|(_, model, _)| model.text("movement").unwrap_or(&ours) == of)
                .map(|(id, _, _)| id)
                .collect();
            let shown = figure(table, row, "registered");
            assert_eq!(shown, models.len() as i64, "{said} {of}");
        }
    }

    fn compare(&self, table: &Table, counted: &BTreeMap<&str, i64>, said: &str) {
        for (column, count) in counted {
            assert_eq!(total(table, column), *count, "{said} {column}");
            let rows = table.rows.iter().filter(|row| row.depth == 0);
            let rows: i64 = rows.map(|row| figure(table, row, column)).sum();
            // A model seen in two units counts once in each, and once in all.
            let adds_up = !matches!(*column, "seen" | "models");
            assert!(!adds_up || rows == *count, "{said} {column}: {rows}");
        }
    }

    /// The items of each section over all units, counted from their paths.
    fn sections(&self, table: &Table, said: &str) {
        let visits = self.visits();
        let answers = || visits.values().flat_map(|visit| visit.members("answer"));
        for (path, letter) in [("/a/a1", "A. "), ("/mh_d/d15", "D. ")] {
            for column in ["met", "partly", "unmet", "na"] {
                let of_section = answers().filter(|(item, answer)| {
                    item.ends_with(path) && answer.as_str() == Some(column)
                });
                let rows = table.rows.iter();
                let rows = rows.filter(|row| row.depth == 1 && row.label.vi.starts_with(letter));
                let shown: i64 = rows.map(|row| figure(table, row, column)).sum();
                let counted = of_section.count() as i64;
                assert_eq!(shown, counted, "{said} {letter}{column}");
            }
        }
    }

    fn resources(&self, table: &Table, said: &str) {
        let columns = ["money", "land", "labour", "goods", "works"];
        let mut sums: BTreeMap<&str, i64> = columns.map(|column| (column, 0)).into();
        let mut models = BTreeSet::new();
        for (_, given) in self.records.of_kind("contribution") {
            let model = given.text("model").and_then(|id| self.records.get(id));
            let (Some(model), Some(resource), Some(amount)) =
                (model, given.text("resource"), given.number("amount"))
            else {
                continue;
            };
            let period = given.period("period");
            let counts = period.is_none_or(|period| self.of.contains(period))
                && Self::is_of_the_movement(model)
                && self.is_here(model.text("unit"));
            if counts {
                *sums.get_mut(resource).unwrap() += amount;
                models.insert(given.text("model"));
            }
        }
        sums.insert("models", models.len() as i64);
        self.compare(table, &sums, said);
    }

    /// Visits held within the period at what is asked for.
    fn visits(&self) -> BTreeMap<&str, &Record> {
        let visits = self.records.of_kind("visit");
        let held = |visit: &Record| self.is_held(visit.day("date"));
        visits
            .filter(|(_, visit)| held(visit) && self.is_here(visit.text("unit")))
            .collect()
    }

    fn surveys(&self) -> BTreeMap<&'static str, i64> {
        let visits = self.visits();
        let answers = |word: &str| {
            let all = visits.values().flat_map(|visit| visit.members("answer"));
            all.filter(|(_, answer)| answer.as_str() == Some(word))
                .count() as i64
        };
        let seen: BTreeSet<&str> = visits
            .values()
            .flat_map(|visit| visit.members("model"))
            .filter_map(|(member, _)| member.strip_suffix(".name"))
            .collect();
        let registered: BTreeSet<&str> = self.ours().map(|(id, _, _)| id).collect();
        let findings = self.records.of_kind("finding").filter(|(_, finding)| {
            finding
                .text("visit")
                .is_some_and(|visit| visits.contains_key(visit))
        });
        BTreeMap::from([
            ("visits", visits.len() as i64),
            ("seen", seen.len() as i64),
            ("met", answers("met")),
            ("partly", answers("partly")),
            ("unmet", answers("unmet")),
            ("na", answers("na")),
            ("findings", findings.count() as i64),
            ("registered", registered.len() as i64),
        ])
    }

    fn recommendations(&self) -> BTreeMap<&'static str, i64> {
        let visits = self.visits();
        let columns = [
            "recommendations",
            "confirmed",
            "reported",
            "open",
            "overdue",
            "moot",
        ];
        let mut counted: BTreeMap<&str, i64> = columns.map(|column| (column, 0)).into();
        for (_, asked) in self.records.of_kind("recommendation") {
            let here = asked
                .text("visit")
                .is_some_and(|visit| visits.contains_key(visit));
            if !here || asked.text("direction") == Some("to_superior") {
                continue;
            }
            // Every deadline here lies years before the test.
            let column = match asked.text("status") {
                Some("confirmed") => "confirmed",
                Some("reported") => "reported",
                Some("moot") => "moot",
                _ if asked.day("due").is_some() => "overdue",
                _ => "open",
            };
            *counted.get_mut("recommendations").unwrap() += 1;
            *counted.get_mut(column).unwrap() += 1;
        }
        counted
    }

    fn forums(&self) -> BTreeMap<&'static str, i64> {
        let forums: BTreeMap<&str, &Record> = self
            .records
            .of_kind("forum")
            .filter(|(_, forum)| self.is_held(forum.day("date")))
            .filter(|(_, forum)| self.is_here(forum.text("unit")))
            .collect();
        let opinions: Vec<&Record> = self
            .records
            .of_kind("opinion")
            .map(|(_, opinion)| opinion)
            .filter(|opinion| {
                opinion
                    .text("forum")
                    .is_some_and(|of| forums.contains_key(of))
            })
            .collect();
        let settled =
            |opinion: &Record| opinion.is_marked("on_spot") || opinion.day("answered").is_some();
        let count = |holds: &dyn Fn(&Record) -> bool| {
            opinions.iter().filter(|opinion| holds(opinion)).count() as i64
        };
        let attendance = forums
            .values()
            .filter_map(|forum| forum.number("attendance"));
        BTreeMap::from([
            ("forums", forums.len() as i64),
            ("attendance", attendance.sum()),
            ("opinions", opinions.len() as i64),
            ("on_spot", count(&|opinion| opinion.is_marked("on_spot"))),
            (
                "forwarded",
                count(&|opinion| opinion.text("forwarded_to").is_some()),
            ),
            ("settled", count(&settled)),
            ("told", count(&|opinion| opinion.day("told").is_some())),
            (
                "overdue",
                count(&|opinion| !settled(opinion) && opinion.day("due").is_some()),
            ),
        ])
    }

    /// On 01/01/2024, whatever the basis: titles are of units as they stood.
    fn titles(&self, table: &Table, said: &str) {
        let day = date(2024, 1, 1);
        let standing = |types: &[&str]| -> BTreeSet<&str> {
            let units = self.records.of_kind("unit");
            let stood = |unit: &Record| {
                unit.day("valid_from").is_none_or(|from| from <= day)
                    && unit.day("valid_to").is_none_or(|to| day <= to)
            };
            let top = self.unit.as_deref();
            units
                .filter(|(id, _)| top.is_none_or(|top| self.lies_in(id, top)))
                .filter(|(_, unit)| stood(unit))
                .filter(|(_, unit)| unit.text("type").is_some_and(|of| types.contains(&of)))
                .map(|(id, _)| id)
                .collect()
        };
        let honours = [
            ("Xã đạt chuẩn nông thôn mới", "rural", &["commune"][..]),
            ("Xã nông thôn mới nâng cao", "rural_advanced", &["commune"]),
            ("Xã nông thôn mới kiểu mẫu", "rural_model", &["commune"]),
            (
                "Phường, thị trấn đạt chuẩn đô thị văn minh",
                "urban",
                &["ward", "township"],
            ),
            (
                "Huyện đạt chuẩn nông thôn mới",
                "rural_district",
                &["district"],
            ),
        ];
        for (label, code, types) in honours {
            let standing = standing(types);
            let held: BTreeSet<&str> = self
                .records
                .of_kind("area_title")
                .filter(|(_, title)| title.text("title") == Some(code))
                .filter(|(_, title)| title.day("valid_from").is_none_or(|from| from <= day))
                .filter(|(_, title)| title.day("valid_to").is_none_or(|to| day <= to))
                .filter_map(|(_, title)| title.text("unit"))
                .filter(|unit| standing.contains(unit))
                .collect();
            let row = table.rows.iter().find(|row| row.label.vi == label);
            let shown = |column| row.map_or(0, |row| figure(table, row, column));
            assert_eq!(shown("achieved"), held.len() as i64, "{said} {label}");
            assert_eq!(shown("units"), standing.len() as i64, "{said} {label}");
        }
    }

    fn published(&self, table: &Table, said: &str) {
        for row in &table.rows {
            let id = row.record.map(|id: RecordId| id.to_string()).unwrap();
            let figure_of = self.records.get(&id).unwrap();
            let Some(of) = figure_of.period("period") else {
                continue;
            };
            let plain = Plain {
                records: self.records,
                unit: figure_of.text("unit").map(str::to_owned),
                basis: Basis::Then,
                of,
            };
            let models: BTreeSet<&str> = plain
                .ours()
                .filter(|(_, model, registration)| {
                    let level = figure_of.text("level");
                    let kind = figure_of.text("kind");
                    (level.is_none() || registration.text("level") == level)
                        && (kind.is_none() || model.text("kind") == kind)
                })
                .filter(|(id, _, registration)| {
                    plain.reached(id, registration, figure_of.text("indicator").unwrap())
                })
                .map(|(id, _, _)| id)
                .collect();
            let counted = match figure_of.text("indicator") {
                Some("awarded") => plain.honoured(figure_of),
                _ => models.len(),
            };
            let shown = figure(table, row, "counted");
            assert_eq!(shown, counted as i64, "{said} {id}");
        }
        let listed = self.records.of_kind("figure").filter(|(_, figure)| {
            let top = self.unit.as_deref();
            let unit = figure.text("unit");
            figure.text("indicator").is_some()
                && figure.number("value").is_some()
                && figure
                    .period("period")
                    .is_none_or(|period| self.of.contains(period))
                && top.is_none_or(|top| unit.is_some_and(|unit| self.lies_in(unit, top)))
        });
        assert_eq!(table.rows.len(), listed.count(), "{said}");
    }

    /// How many awards a figure of awards speaks of.
    fn honoured(&self, figure: &Record) -> usize {
        let fits = |award: &Record, part: &str| {
            let wanted = figure.text(part);
            wanted.is_none() || award.text(part) == wanted
        };
        let awards = self.records.of_kind("award");
        awards
            .filter(|(_, award)| {
                self.is_valid(award) && fits(award, "level") && fits(award, "kind")
            })
            .count()
    }

    /// Whether a model came as far as an indicator says.
    fn reached(&self, model: &str, registration: &Record, indicator: &str) -> bool {
        let status = registration.text("status").unwrap_or("registered");
        let surveyed = [
            "surveyed",
            "incomplete",
            "eligible",
            "rejected",
            "recognized",
            "certified",
            "delisted",
            "revoked",
        ];
        match indicator {
            "registered" => true,
            "underway" => !matches!(status, "registered" | "stopped"),
            "surveyed" => surveyed.contains(&status),
            "recognized" => matches!(status, "recognized" | "certified"),
            "typical" => registration.is_marked("typical"),
            "awarded" => self.records.of_kind("award").any(|(_, award)| {
                award.text("model") == Some(model)
                    && !award.is_marked("cancelled")
                    && self.is_within(award.period("period"))
            }),
            other => panic!("{other}"),
        }
    }
}
