//! How long the lists and reports of a large book take:
//!
//! ```text
//! KHEO_MODELS=50000 cargo test --release --test service many:: -- --ignored --nocapture --test-threads=1
//! ```

use std::time::{Duration, Instant};

use jiff::civil::date;
use kheo::cli::demo::{Size, fill};
use kheo::domain::{Period, RecordId, RecordKind, Word};
use kheo::report::{ReportId, ReportQuery};
use kheo::service::request::find::{FindFilter, FindQuery};
use kheo::service::request::{
    Deed, FieldWrite, RecommendationFilter, RecordWrite, SurveyReply, SurveyRequest,
};
use kheo::service::{Client, Reply, Request};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::found::TODAY;

/// Records written together.
const PIECE: usize = 5_000;

/// A sample book of many models.
struct Large {
    client: Client,
    _folder: TempDir,
}

impl Large {
    fn new() -> Self {
        let wanted = std::env::var("KHEO_MODELS").ok();
        let models = wanted
            .and_then(|typed| typed.parse().ok())
            .unwrap_or(50_000);
        let folder = TempDir::new().unwrap();
        let client = Client::start(folder.path().join("kheo.redb"));
        fill(&client, Size::Models(models), folder.path(), &|_, _| {}).unwrap();
        Self {
            client,
            _folder: folder,
        }
    }

    fn ask(&self, request: Request) -> (Reply, Duration) {
        let begun = Instant::now();
        let reply = self.client.ask(request).unwrap();
        (reply, begun.elapsed())
    }

    /// Writes these records; their ids.
    fn write(
        &self,
        kind: RecordKind,
        all: impl Iterator<Item = Vec<(&'static str, Value)>>,
    ) -> Vec<RecordId> {
        let record = |fields: Vec<(&str, Value)>| RecordWrite {
            record: RecordId::fresh(kind),
            fields: fields
                .into_iter()
                .map(|(field, value)| FieldWrite {
                    field: field.into(),
                    value,
                    over: Vec::new(),
                })
                .collect(),
        };
        let records: Vec<RecordWrite> = all.map(record).collect();
        for piece in records.chunks(PIECE) {
            let deed = Deed::ImportList {
                file: "so-cu.xlsx".into(),
            };
            let records = piece.to_vec();
            self.ask(Request::Write { deed, records });
        }
        records.iter().map(|one| one.record).collect()
    }

    fn ids(&self, kind: RecordKind) -> Vec<RecordId> {
        let query = FindQuery {
            filter: FindFilter {
                kind: Some(kind),
                ..FindFilter::default()
            },
            limit: usize::MAX,
            ..FindQuery::on(TODAY)
        };
        match self.ask(Request::Find(query)).0 {
            Reply::Found(page) => page.lines.into_iter().map(|line| line.id).collect(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
#[ignore = "tens of thousands of models: minutes"]
fn a_keystroke_among_many_registrations() {
    let book = Large::new();
    let typing = |word: &str, kind: Option<RecordKind>| {
        let query = FindQuery {
            search: word.into(),
            filter: FindFilter {
                kind,
                ..FindFilter::default()
            },
            limit: 50,
            ..FindQuery::on(TODAY)
        };
        match book.ask(Request::Find(query)) {
            (Reply::Found(page), took) => (page, took),
            other => panic!("{other:?}"),
        }
    };
    let before = resident();
    let (page, took) = typing("", None);
    let more = resident().saturating_sub(before);
    eprintln!("{:?}", page.kinds);
    eprintln!("read in {took:?}; {more} KiB more");
    let typed = [
        "",
        "1",
        "14",
        "104",
        "104-QĐ",
        "h",
        "huyện",
        "rac bo",
        "cong nhan 2023",
        "khongco",
    ];
    for word in typed {
        let (page, took) = typing(word, None);
        eprintln!("{word:>16}: {took:?}, {} found", page.matching);
    }
    for word in ["", "1", "hu gao"] {
        let (page, took) = typing(word, Some(RecordKind::Registration));
        eprintln!("registrations {word:>8}: {took:?}, {} found", page.matching);
    }
}

#[test]
#[ignore = "tens of thousands of models: minutes"]
fn a_page_of_many_recommendations_and_reports_of_a_large_book() {
    let book = Large::new();
    let registered = book.ids(RecordKind::Registration).len();
    let unit = match book.ask(Request::Units { on: None }).0 {
        Reply::Units(units) => units,
        other => panic!("{other:?}"),
    };
    let units: Vec<RecordId> = unit.iter().map(|unit| unit.id).collect();
    let day = |at: usize| date(2023, 1, 1).checked_add(jiff::Span::new().days(at as i64 % 900));
    // Those of the sample are signed.
    let visits = book.write(
        RecordKind::Visit,
        (0..2_000).map(|at| {
            vec![
                ("unit", json!(units[at % units.len()].to_string())),
                ("date", json!(day(at).unwrap().to_string())),
            ]
        }),
    );
    book.write(
        RecordKind::Recommendation,
        (0..50_000).map(|at| {
            vec![
                ("visit", json!(visits[at % visits.len()].to_string())),
                ("number", json!(format!("KN{:02}", at / visits.len() + 1))),
                ("direction", json!("to_unit")),
                ("text", json!(format!("Lắp thêm {at} thùng rác ở cầu cảng"))),
                ("due", json!(day(at * 7).unwrap().to_string())),
            ]
        }),
    );
    let page = |search: &str, offset: usize| {
        let filter = RecommendationFilter {
            search: search.into(),
            offset,
            limit: 100,
            ..RecommendationFilter::on(TODAY)
        };
        let request = SurveyRequest::Recommendations(filter);
        match book.ask(Request::Survey(request)) {
            (Reply::Survey(SurveyReply::Recommendations(page)), took) => (page, took),
            other => panic!("{other:?}"),
        }
    };
    let before = resident();
    let deadlines = SurveyRequest::Deadlines { today: TODAY };
    let (_, took) = book.ask(Request::Survey(deadlines.clone()));
    eprintln!("pressing, not read yet: {took:?}");
    let (first, took) = page("", 0);
    let more = resident().saturating_sub(before);
    eprintln!(
        "kiến nghị {:?} read in {took:?}; {more} KiB more",
        first.counts
    );
    for (word, offset) in [
        ("", 0),
        ("", 40_000),
        ("t", 0),
        ("thung rac 4", 0),
        ("khongco", 0),
    ] {
        let (page, took) = page(word, offset);
        eprintln!("{word:>12} {offset:>6}: {took:?}, {} found", page.matching);
    }
    let (_, took) = book.ask(Request::Survey(deadlines));
    eprintln!("pressing: {took:?}");

    eprintln!("{registered} registrations");
    let period = Some(Period::Span {
        from: 2010,
        to: 2026,
    });
    for &report in ReportId::ALL {
        let query = ReportQuery {
            period,
            most_rows: Some(1000),
            ..ReportQuery::new(report)
        };
        let (_, cold) = book.ask(Request::Report(query.clone()));
        let (_, warm) = book.ask(Request::Report(query));
        eprintln!("{}: {cold:?}, again {warm:?}", report.code());
    }
    let whole = ReportQuery {
        period,
        ..ReportQuery::new(ReportId::B06)
    };
    let (_, took) = book.ask(Request::Report(whole));
    eprintln!("b06 whole: {took:?}");
}

/// The memory that this process holds, in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    kib.and_then(|kib| kib.parse().ok()).unwrap_or_default()
}
