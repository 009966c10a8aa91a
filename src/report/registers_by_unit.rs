//! B08 *Nguồn lực huy động* and B11 *Hướng về cơ sở*: registers counted by unit.

use super::behind::Behind;
use super::cell::{Cell, CellValue};
use super::ground::Ground;
use super::query::Ask;
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use super::words::Heading;
use crate::domain::register::words::Resource;
use crate::domain::{Contribution, Forum, Opinion, RecordId, Word};
use crate::text;

crate::phrases! {
    enum UnitWords {
        Models => "Mô hình có huy động", "Models with resources";
        Forums => "Số diễn đàn", "Forums";
        Attendance => "Lượt người dự", "Attendance";
        Opinions => "Ý kiến", "Opinions";
        OnSpot => "Trả lời tại chỗ", "Answered on the spot";
        Forwarded => "Chuyển cơ quan khác", "Forwarded";
        Settled => "Đã giải quyết", "Settled";
        Told => "Đã báo lại cho dân", "People told";
        Overdue => "Quá hạn", "Overdue";
        OverdueOn { day: String } => "Quá hạn tính đến ngày {day}", "Overdue as of {day}";
        WithoutPeriod { count: String } => "{count} nguồn lực không ghi kỳ, tính vào mọi kỳ", "{count} resources name no period and count in every one";
    }
}

fn count_column(id: &str, label: Words) -> Column {
    Column {
        id: id.to_owned(),
        label,
        group: None,
        kind: ColumnKind::Count,
    }
}

/// Sums and the records that they were summed from, a column each.
#[derive(Clone)]
struct Sums(Vec<(i64, Vec<RecordId>)>);

impl Sums {
    fn new(columns: usize) -> Self {
        Self(vec![(0, Vec::new()); columns])
    }

    fn add(&mut self, column: usize, amount: i64, from: RecordId) {
        if let Some((sum, ids)) = self.0.get_mut(column) {
            *sum = sum.saturating_add(amount);
            if !ids.contains(&from) {
                ids.push(from);
            }
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let cell = |(sum, ids): &(i64, Vec<RecordId>)| Cell {
            value: CellValue::Count(*sum),
            behind: (!ids.is_empty()).then(|| Behind::Records(ids.clone())),
        };
        self.0.iter().map(cell).collect()
    }
}

/// One sum row for each row of the ground, and one for all.
struct ByRow {
    rows: Vec<Sums>,
    all: Sums,
}

impl ByRow {
    fn new(ground: &Ground, columns: usize) -> Self {
        Self {
            rows: vec![Sums::new(columns); ground.rows.len()],
            all: Sums::new(columns),
        }
    }

    fn add(&mut self, row: usize, column: usize, amount: i64, from: RecordId) {
        if let Some(sums) = self.rows.get_mut(row) {
            sums.add(column, amount, from);
            self.all.add(column, amount, from);
        }
    }

    fn into_table(self, ground: Ground, table: &mut Table) {
        for (of, sums) in ground.rows.into_iter().zip(&self.rows) {
            let is_empty = sums.0.iter().all(|(_, ids)| ids.is_empty());
            if of.stood || !is_empty {
                table.rows.push(Row {
                    label: of.label,
                    record: of.record,
                    depth: 0,
                    cells: sums.cells(),
                });
            }
        }
        table.total = Some(Total {
            is: TotalIs::Sum,
            cells: self.all.cells(),
        });
        table.notes = ground.notes;
    }
}

/// The row of a unit; what names none stands in the row of no unit.
fn row_of(ground: &Ground, unit: Option<RecordId>) -> Option<usize> {
    match unit {
        Some(unit) => ground.row_of(unit),
        None => ground.nowhere(),
    }
}

/// B08: what was given to the models of each unit.
pub fn resources(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let mut sums = ByRow::new(&ground, Resource::ALL.len() + 1);
    let counts = |given: &Contribution| {
        given
            .period
            .is_none_or(|period| ask.period.contains(period))
            && ask.counts_model(given.model)
    };
    let mut without_period = 0;
    for (id, given) in &ask.material.registers.contributions {
        let row = row_of(&ground, ask.unit_of(given.model));
        let Some(row) = row.filter(|_| counts(given)) else {
            continue;
        };
        let column = Resource::ALL
            .iter()
            .position(|kind| *kind == given.resource);
        sums.add(row, column.unwrap_or_default(), given.amount, *id);
        sums.add_once(row, Resource::ALL.len(), given.model);
        without_period += usize::from(given.period.is_none());
    }
    let mut table = ask.table(Words::of(&Heading::Unit));
    table.columns = Resource::ALL
        .iter()
        .map(|kind| count_column(kind.code(), Words::label(*kind)))
        .collect();
    table
        .columns
        .push(count_column("models", Words::of(&UnitWords::Models)));
    sums.into_table(ground, &mut table);
    if without_period > 0 {
        table.notes.push(Words::of(&UnitWords::WithoutPeriod {
            count: without_period.to_string(),
        }));
    }
    table
}

impl ByRow {
    /// Counts a record once in a row and once in all.
    fn add_once(&mut self, row: usize, column: usize, record: RecordId) {
        let met = |sums: &Sums| {
            let ids = sums.0.get(column).map(|(_, ids)| ids.contains(&record));
            ids.unwrap_or(true)
        };
        if let Some(sums) = self.rows.get_mut(row)
            && !met(sums)
        {
            sums.add(column, 1, record);
        }
        if !met(&self.all) {
            self.all.add(column, 1, record);
        }
    }
}

/// B11: forums held within the period, and what came of the opinions heard.
pub fn forums(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let columns = [
        ("forums", UnitWords::Forums),
        ("attendance", UnitWords::Attendance),
        ("opinions", UnitWords::Opinions),
        ("on_spot", UnitWords::OnSpot),
        ("forwarded", UnitWords::Forwarded),
        ("settled", UnitWords::Settled),
        ("told", UnitWords::Told),
        ("overdue", UnitWords::Overdue),
    ];
    let mut sums = ByRow::new(&ground, columns.len());
    let held = |forum: &Forum| {
        let (first, last) = (ask.period.first_day(), ask.period.last_day());
        forum.date.is_some_and(|day| first <= day && day <= last)
    };
    let registers = ask.material.registers;
    for (id, forum) in registers.forums.iter().filter(|(_, forum)| held(forum)) {
        let Some(row) = row_of(&ground, forum.unit) else {
            continue;
        };
        sums.add(row, 0, 1, *id);
        sums.add(row, 1, forum.attendance, *id);
        let opinions = registers.opinions.iter();
        for (opinion_id, opinion) in opinions.filter(|(_, opinion)| opinion.forum == Some(*id)) {
            for column in columns_of(opinion, ask.material.today) {
                sums.add(row, column, 1, *opinion_id);
            }
        }
    }
    let mut table = ask.table(Words::of(&Heading::Unit));
    table.columns = columns
        .iter()
        .map(|(id, label)| count_column(id, Words::of(label)))
        .collect();
    sums.into_table(ground, &mut table);
    table.notes.push(Words::of(&UnitWords::OverdueOn {
        day: text::short_date(ask.material.today),
    }));
    table
}

/// The columns of B11 that an opinion counts in.
fn columns_of(opinion: &Opinion, today: jiff::civil::Date) -> Vec<usize> {
    let facts = [
        (2, true),
        (3, opinion.on_spot),
        (4, opinion.forwarded_to.is_some()),
        (5, opinion.is_settled()),
        (6, opinion.told.is_some()),
        (7, opinion.is_overdue(today)),
    ];
    let counted = facts.into_iter().filter(|(_, holds)| *holds);
    counted.map(|(column, _)| column).collect()
}
