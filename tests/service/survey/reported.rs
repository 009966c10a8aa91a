//! B09 and B10 count what the visits hold.

use jiff::civil::date;
use kheo::domain::Period;
use kheo::report::table::Row;
use kheo::report::{CellValue, ReportId, ReportQuery, Table};
use kheo::service::Request;
use kheo::service::request::SurveyRequest;

use super::{FIRST, fill, finding, open, recommend, round};
use crate::desk::Desk;
use crate::{answer, surveyed};

fn table(desk: &Desk, report: ReportId) -> Table {
    let query = ReportQuery {
        period: Some(Period::Year(FIRST.year())),
        ..ReportQuery::new(report)
    };
    *answer!(desk, Report, Request::Report(query))
}

/// The number that a column shows in all.
fn total(table: &Table, column: &str) -> i64 {
    let at = table.columns.iter().position(|known| known.id == column);
    let total = table.total.as_ref().unwrap();
    match &total.cells[at.unwrap()].value {
        CellValue::Count(count) => *count,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_visits_found_and_asked_for_is_counted_by_unit() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let round = round(&desk, &[model]);
    let visit = open(&desk, Some(round), "Tây Yên", FIRST);
    surveyed!(
        &desk,
        Changed,
        SurveyRequest::AddFinding(finding(visit, "Thiếu biên bản họp dân"))
    );
    recommend(&desk, visit, "Bổ sung biên bản", Some(date(2022, 6, 30)));
    recommend(&desk, visit, "Gắn biển", None);
    fill(&desk, visit, "answer./a/a1", "met");
    fill(&desk, visit, "answer./a/a2", "unchecked");

    let found = table(&desk, ReportId::B09);
    for (column, count) in [("visits", 1), ("met", 1), ("unmet", 0), ("findings", 1)] {
        assert_eq!(total(&found, column), count, "{column}");
    }
    let asked = table(&desk, ReportId::B10);
    let counts = [
        ("recommendations", 2),
        ("overdue", 1),
        ("open", 1),
        ("confirmed", 0),
    ];
    for (column, count) in counts {
        assert_eq!(total(&asked, column), count, "{column}");
    }
    // Under the whole book the rows are provinces: Tây Yên lies in Kiên Giang.
    let holds = |row: &&Row| row.cells.iter().any(|cell| cell.behind.is_some());
    let rows = asked.rows.iter().filter(holds);
    let labels: Vec<_> = rows.map(|row| row.label.vi.as_str()).collect();
    assert_eq!(labels, ["tỉnh Kiên Giang"]);
}
