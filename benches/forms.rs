//! How long a form takes after one answer.
//!
//! `cargo bench --bench forms` prints the worst and the middle of 200 answers:
//! in a form of 500 questions with 200 expressions, and for a list of 100,000
//! choices filtered by another answer.

#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kheo::forms::{Outline, Session, Source, Surroundings, Table, read_source};
use measured::{Budget, Measured, Spread};

const ROUNDS: usize = 200;

fn table(name: &str, columns: &[&str], rows: Vec<Vec<String>>) -> Table {
    Table {
        name: name.to_owned(),
        columns: columns.iter().map(|&column| column.to_owned()).collect(),
        rows: (2..).zip(rows).collect(),
    }
}

fn row<const CELLS: usize>(cells: [&str; CELLS]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn outline(sheets: Vec<Table>) -> Arc<Outline> {
    let source = Source {
        sheets,
        files: Vec::new(),
    };
    Arc::new(read_source(source).expect("the outline is sound"))
}

/// 300 questions to answer and 200 expressions: sums, relevance, chains.
fn questionnaire() -> Arc<Outline> {
    let mut rows = Vec::new();
    for at in 0..300 {
        let relevant = match at % 6 {
            1 if at > 6 => format!("${{q{}}} > 2", at - 1),
            _ => String::new(),
        };
        rows.push(row(["integer", &format!("q{at}"), "Câu", &relevant, ""]));
    }
    for at in 0..200 {
        let expression = match at % 4 {
            0 => format!("coalesce(${{q{at}}}, 0) + coalesce(${{q{}}}, 0)", at + 50),
            1 => format!("if(${{c{}}} > 10, 'nhiều', 'ít')", at - 1),
            2 => format!("round(${{q0}} * {at} div 7, 2)"),
            _ => format!("concat(${{c{}}}, '/', ${{c{}}})", at - 2, at - 1),
        };
        rows.push(row(["calculate", &format!("c{at}"), "", "", &expression]));
    }
    let columns = ["type", "name", "label", "relevant", "calculation"];
    outline(vec![table("survey", &columns, rows)])
}

/// A list of 100,000 choices in 1,000 groups.
fn long_list() -> Arc<Outline> {
    let survey = vec![
        row(["text", "nhom", "Nhóm", ""]),
        row(["select_one ho", "ho", "Hộ", "nhom = ${nhom}"]),
    ];
    let choices = (0..100_000)
        .map(|at| {
            let name = format!("h{at}");
            row(["ho", &name, &name, &format!("n{}", at % 1000)])
        })
        .collect();
    outline(vec![
        table(
            "survey",
            &["type", "name", "label", "choice_filter"],
            survey,
        ),
        table("choices", &["list_name", "name", "label", "nhom"], choices),
    ])
}

fn timed(measured: &mut Measured, what: &str, budget: u32, mut once: impl FnMut(usize)) {
    let times: Vec<Duration> = (0..ROUNDS)
        .map(|round| {
            let begun = Instant::now();
            once(round);
            begun.elapsed()
        })
        .collect();
    let times = Spread::of(times);
    measured.row(what, &times.ends(), &Budget::millis(times.at(100), budget));
}

fn main() {
    let mut measured = Measured::begin("forms");
    measured.section("Outlines being filled", "Median (fastest–slowest)");
    let surroundings = Surroundings {
        now: Timestamp::UNIX_EPOCH,
        ..Surroundings::default()
    };
    let mut form = Session::begin(questionnaire(), surroundings.clone());
    for at in 0..300 {
        form.answer(&format!("/q{at}"), &"3".into()).expect("fits");
    }
    let first = form.find("/q0").expect("is there");
    timed(
        &mut measured,
        "500 questions, 200 expressions, one answer that 50 expressions read",
        5,
        |round| {
            let answer = (round % 9).to_string();
            form.answer_at(first, &answer.as_str().into())
                .expect("fits");
        },
    );
    let mut form = Session::begin(long_list(), surroundings);
    let list = form.find("/ho").expect("is there");
    timed(
        &mut measured,
        "100,000 choices filtered by another answer (first time with its index)",
        16,
        |round| {
            let group = format!("n{}", round % 1000);
            form.answer("/nhom", &group.as_str().into()).expect("fits");
            assert_eq!(form.choices(list).len(), 100);
        },
    );
    measured.keep();
}
