//! B08 *Nguồn lực huy động* and B11 *Hướng về cơ sở*: registers counted by unit.

use std::collections::BTreeMap;

use super::by_row::{ByRow, count_column, row_of};
use super::query::Ask;
use super::table::{Table, Words};
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
    let mut opinions: BTreeMap<Option<RecordId>, Vec<&(RecordId, Opinion)>> = BTreeMap::new();
    for opinion in &registers.opinions {
        opinions.entry(opinion.1.forum).or_default().push(opinion);
    }
    for (id, forum) in registers.forums.iter().filter(|(_, forum)| held(forum)) {
        let Some(row) = row_of(&ground, forum.unit) else {
            continue;
        };
        sums.add(row, 0, 1, *id);
        sums.add(row, 1, forum.attendance, *id);
        for (opinion_id, opinion) in opinions.get(&Some(*id)).into_iter().flatten() {
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
    table.as_of = Some(ask.material.today);
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
