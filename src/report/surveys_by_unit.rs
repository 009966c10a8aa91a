//! B09 *Kết quả khảo sát* and B10 *Kiến nghị*: what the visits of a period
//! found, and what became of what they asked for, by unit.

use std::collections::BTreeMap;

use super::b01::counting_note;
use super::behind::{Place, Stage};
use super::by_row::{ByRow, More, Sums, count_column, row_of};
use super::cell::{Cell, CellValue};
use super::ground::Ground;
use super::query::Ask;
use super::table::{Row, Table, Words};
use super::tally::{ByLevel, tally};
use super::words::Heading;
use crate::domain::RecordId;
use crate::domain::survey::{Direction, Recommendation, RecommendationStatus, Section, Visit};
use crate::text;

crate::phrases! {
    enum SurveyWords {
        Visits => "Cuộc khảo sát", "Visits";
        Seen => "Mô hình đã xem", "Models seen";
        Met => "Mục đạt", "Items met";
        Partly => "Đạt một phần", "Partly met";
        Unmet => "Chưa đạt", "Not met";
        Inapplicable => "Không áp dụng", "Not applicable";
        Findings => "Tồn tại", "Findings";
        Registered => "Mô hình đăng ký trong kỳ", "Models registered in the period";
        Unanswered => "Mục chưa kiểm tra không tính vào cột nào", "Items not checked count in no column";
        All => "Kiến nghị", "Recommendations";
        Done => "Đã xác nhận", "Confirmed";
        Reported => "Đã báo cáo", "Reported";
        Going => "Chưa xong", "Not done";
        Overdue => "Quá hạn", "Overdue";
        Moot => "Không còn phù hợp", "No longer applicable";
        AsOf { day: String } => "Kiến nghị của đoàn với đơn vị; quá hạn tính đến ngày {day}", "What delegations asked of units; overdue as of {day}";
    }
}

/// Answer words of an outline's judged items with their columns (DOMAIN 2.2).
const JUDGEMENTS: [(&str, usize); 4] = [
    ("met", 2),
    ("partly", 3),
    ("unmet", 4),
    ("na", LAST_JUDGEMENT),
];
const LAST_JUDGEMENT: usize = 5;

/// Visits held within the period.
fn held<'a>(ask: &Ask<'a>) -> impl Iterator<Item = &'a (RecordId, Visit)> {
    let (first, last) = (ask.period.first_day(), ask.period.last_day());
    let visits = ask.material.registers.visits.iter();
    visits.filter(move |(_, visit)| visit.date.is_some_and(|day| first <= day && day <= last))
}

/// B09: models seen of those registered, and items judged, each unit's by the
/// sections A to G of the outline. An item that nobody checked is never counted
/// as met.
pub fn results(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let columns = [
        ("visits", SurveyWords::Visits),
        ("seen", SurveyWords::Seen),
        ("met", SurveyWords::Met),
        ("partly", SurveyWords::Partly),
        ("unmet", SurveyWords::Unmet),
        ("na", SurveyWords::Inapplicable),
        ("findings", SurveyWords::Findings),
    ];
    let mut sums = ByRow::new(&ground, columns.len());
    let mut sections = vec![Sections::default(); ground.rows.len()];
    let mut findings: BTreeMap<Option<RecordId>, Vec<RecordId>> = BTreeMap::new();
    for (id, finding) in &ask.material.registers.findings {
        findings.entry(finding.visit).or_default().push(*id);
    }
    for (id, visit) in held(ask) {
        let Some(row) = row_of(&ground, visit.unit) else {
            continue;
        };
        sums.add(row, 0, 1, *id);
        for model in &visit.models {
            sums.add_once(row, 1, model.id);
        }
        for (item, answer) in &visit.answers {
            let judged = JUDGEMENTS.iter().find(|(word, _)| answer == word);
            let Some((_, column)) = judged else { continue };
            sums.add(row, *column, 1, *id);
            if let Some(sections) = sections.get_mut(row) {
                sections.add(item, *column, *id);
            }
        }
        for finding in findings.get(&Some(*id)).into_iter().flatten() {
            sums.add(row, 6, 1, *finding);
        }
    }
    let mut table = laid_out(ask, &columns);
    table.columns.push(count_column(
        "registered",
        Words::of(&SurveyWords::Registered),
    ));
    let (total, registered) = registered(ask, &ground);
    let columns = table.columns.len();
    let more = registered.into_iter().zip(sections);
    let more = more.map(|(registered, sections)| More {
        last: Some(registered),
        parts: sections.rows(columns),
    });
    sums.with_more(ground, &mut table, Some(total), more);
    table.notes.push(Words::of(&SurveyWords::Unanswered));
    table.notes.push(counting_note(ask.query.counting));
    table
}

/// Models that registered in the period: of all rows, then of each.
fn registered(ask: &Ask<'_>, ground: &Ground) -> (Cell, Vec<Cell>) {
    let registered = tally(ask, ground, ask.period, Stage::Registered);
    let cell = |of: &ByLevel, place: Place| {
        Cell::counted(of.any().total, ask.counted(place).narrowed(|_| ()))
    };
    let rows = ground.rows.iter().zip(&registered.rows);
    let rows = rows.map(|(row, of)| cell(of, row.place.clone())).collect();
    (cell(&registered.all, ask.whole(ground)), rows)
}

/// The judged items of a row by section of the outline.
#[derive(Clone, Default)]
struct Sections(BTreeMap<Section, Sums>);

impl Sections {
    /// An item of an outline that letters no sections is in none.
    fn add(&mut self, item: &str, column: usize, visit: RecordId) {
        if let Some(section) = Section::of_item(item) {
            let sums = self.0.entry(section);
            sums.or_insert_with(|| Sums::new(LAST_JUDGEMENT + 1))
                .add(column, 1, visit);
        }
    }

    fn rows(&self, columns: usize) -> Vec<Row> {
        let sections = self.0.iter();
        sections
            .map(|(section, sums)| part(*section, sums, columns))
            .collect()
    }
}

/// A section's row: visits, models and findings are not of a section.
fn part(section: Section, sums: &Sums, columns: usize) -> Row {
    let nothing = || Cell::from(CellValue::Unknown);
    let mut cells = sums.cells();
    cells.iter_mut().take(2).for_each(|cell| *cell = nothing());
    cells.resize_with(columns, nothing);
    Row {
        label: Words::label(section),
        record: None,
        depth: 1,
        cells,
    }
}

/// B10: how far the units are with what the delegations asked of them.
pub fn recommendations(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let columns = [
        ("recommendations", SurveyWords::All),
        ("confirmed", SurveyWords::Done),
        ("reported", SurveyWords::Reported),
        ("open", SurveyWords::Going),
        ("overdue", SurveyWords::Overdue),
        ("moot", SurveyWords::Moot),
    ];
    let mut sums = ByRow::new(&ground, columns.len());
    let units: BTreeMap<RecordId, Option<RecordId>> =
        held(ask).map(|(id, visit)| (*id, visit.unit)).collect();
    let asked = ask.material.registers.recommendations.iter();
    for (id, recommendation) in asked {
        let visit = recommendation.visit.and_then(|visit| units.get(&visit));
        let row = visit.and_then(|unit| row_of(&ground, *unit));
        let Some(row) = row.filter(|_| recommendation.direction == Direction::ToUnit) else {
            continue;
        };
        sums.add(row, 0, 1, *id);
        sums.add(row, column_of(recommendation, ask), 1, *id);
    }
    let mut table = laid_out(ask, &columns);
    sums.into_table(ground, &mut table);
    table.as_of = Some(ask.material.today);
    table.notes.push(Words::of(&SurveyWords::AsOf {
        day: text::short_date(ask.material.today),
    }));
    table
}

/// The column of B10 that a recommendation stands in today.
fn column_of(recommendation: &Recommendation, ask: &Ask<'_>) -> usize {
    match recommendation
        .step
        .on(ask.material.today, recommendation.due)
    {
        RecommendationStatus::Confirmed => 1,
        RecommendationStatus::Reported => 2,
        RecommendationStatus::Open
        | RecommendationStatus::Sent
        | RecommendationStatus::Underway => 3,
        RecommendationStatus::Overdue => 4,
        RecommendationStatus::Moot => 5,
    }
}

fn laid_out(ask: &Ask<'_>, columns: &[(&str, SurveyWords)]) -> Table {
    let mut table = ask.table(Words::of(&Heading::Unit));
    table.columns = columns
        .iter()
        .map(|(id, label)| count_column(id, Words::of(label)))
        .collect();
    table
}
