//! Outlines written as tables in Markdown, as pyxform's own tests write them:
//! a line with a sheet's name in its first cell begins the sheet, the next
//! line holds its headings.

use std::sync::Arc;

use jiff::Timestamp;
use kheo::forms::{Outline, OutlineFault, Session, Source, Surroundings, Table, read_source};
use kheo::i18n::Lang;

/// The tables of an outline.
pub fn source(written: &str) -> Source {
    let mut sheets: Vec<Table> = Vec::new();
    let mut row = 1;
    for line in written.lines().map(str::trim) {
        let Some(inside) = line
            .strip_prefix('|')
            .and_then(|line| line.strip_suffix('|'))
        else {
            continue;
        };
        let cells: Vec<String> = inside
            .split('|')
            .map(|cell| cell.trim().replace("\\n", "\n").replace("&#124;", "|"))
            .collect();
        let (first, rest) = cells.split_first().unwrap();
        if !first.is_empty() {
            sheets.push(Table {
                name: first.clone(),
                ..Table::default()
            });
            row = 1;
            if rest.iter().all(String::is_empty) {
                continue;
            }
        }
        let sheet = sheets.last_mut().expect("a sheet begins first");
        if sheet.columns.is_empty() {
            sheet.columns = rest.to_vec();
        } else {
            row += 1;
            sheet.rows.push((row, rest.to_vec()));
        }
    }
    let (mut files, sheets): (Vec<Table>, Vec<Table>) = sheets
        .into_iter()
        .partition(|table| table.name.starts_with("file:"));
    for file in &mut files {
        file.name = file.name.replacen("file:", "", 1);
    }
    Source { sheets, files }
}

/// The outline, which must be sound.
pub fn outline(written: &str) -> Outline {
    read_source(source(written)).unwrap_or_else(|faults| panic!("{}", sentences(&faults)))
}

/// The faults of an outline that has some, a line each, in English.
pub fn faults(written: &str) -> String {
    match read_source(source(written)) {
        Ok(_) => panic!("the outline is sound"),
        Err(faults) => sentences(&faults),
    }
}

pub fn sentences(faults: &[OutlineFault]) -> String {
    faults
        .iter()
        .map(|fault| fault.sentence(Lang::En))
        .collect::<Vec<_>>()
        .join("\n")
}

/// 08:30 on 05/02/2026 in Kiên Lương.
pub fn surroundings() -> Surroundings {
    Surroundings {
        now: "2026-02-05T01:30:00Z".parse::<Timestamp>().unwrap(),
        officer: "Lê Thị Sáu".into(),
        seed: 7,
        ..Surroundings::default()
    }
}

/// A form of the outline, begun.
pub fn session(written: &str) -> Session {
    Session::begin(Arc::new(outline(written)), surroundings())
}

/// The answer or worked-out value at a path, as XForms writes it.
pub fn value(session: &Session, path: &str) -> String {
    session
        .find(path)
        .and_then(|id| session.value(id))
        .map(|answer| answer.written())
        .unwrap_or_default()
}
