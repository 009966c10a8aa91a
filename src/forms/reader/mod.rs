//! Reads an XLSForm workbook into an outline: every fault by sheet, row and
//! column, or the outline whole.

mod choices;
mod columns;
mod dependencies;
mod resolve;
mod rows;
mod survey;
mod types;

use std::collections::BTreeSet;

use super::fault::{Flaw, OutlineFault, Place};
use super::outline::{self, Outline, Parts};
use super::source::{Source, Table, heading_key, of_workbook};
use crate::office::Workbook;
use choices::{Lists, Twins, stem};
use columns::{Column, Heading, survey_heading};
use survey::{Blanks, Findings};
use types::{RowType, row_type};

/// The name of the outermost element when the settings give none.
const ROOT: &str = "data";

/// Fetches a file that stands beside the workbook, by the name in the outline;
/// `None` when there is no such file.
pub type Fetch<'a> = dyn FnMut(&str) -> Option<Result<Table, Vec<OutlineFault>>> + 'a;

/// Reads a workbook, and the list files it names through `fetch`.
///
/// # Errors
/// Every fault found.
pub fn read(workbook: &Workbook, fetch: &mut Fetch<'_>) -> Result<Outline, Vec<OutlineFault>> {
    let mut source = of_workbook(workbook)?;
    let mut faults = Vec::new();
    for name in files_named(&source) {
        match fetch(&name) {
            Some(Ok(table)) => source.files.push(Table { name, ..table }),
            Some(Err(found)) => faults.extend(found),
            // The row that needs it is named when it is read.
            None => {}
        }
    }
    if faults.is_empty() {
        read_source(source)
    } else {
        Err(faults)
    }
}

/// The list files that a workbook needs.
fn files_named(source: &Source) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    let Some(survey) = source.sheet("survey") else {
        return files;
    };
    let lists: BTreeSet<&str> = source
        .sheet("choices")
        .into_iter()
        .flat_map(|table| table.rows.iter().filter_map(|(_, cells)| cells.first()))
        .map(String::as_str)
        .collect();
    for cell in survey.rows.iter().flat_map(|(_, cells)| cells) {
        let words = cell.split_whitespace();
        files.extend(
            words
                .filter(|word| word.to_lowercase().ends_with(".csv"))
                .filter(|word| !word.contains(['(', ')', '/', '\\', '\'', '"']))
                .map(str::to_owned),
        );
        for call in ["pulldata(", "instance("] {
            for after in cell.split(call).skip(1) {
                let quoted = after.trim_start().strip_prefix(['\'', '"']);
                let name = quoted.and_then(|rest| rest.split(['\'', '"']).next());
                let name = name.map(stem).filter(|name| !name.is_empty());
                if let Some(name) = name.filter(|name| !lists.contains(name)) {
                    files.insert(format!("{name}.csv"));
                }
            }
        }
    }
    files.extend(files_declared(survey));
    files.retain(|name| !name.contains(['/', '\\']));
    files
}

/// The list files of `csv-external` rows.
fn files_declared(survey: &Table) -> Vec<String> {
    let column = |wanted| {
        let mut headings = survey.columns.iter();
        headings.position(|heading| survey_heading(heading) == Heading::Plain(wanted))
    };
    let (Some(of_type), Some(of_name)) = (column(Column::Type), column(Column::Name)) else {
        return Vec::new();
    };
    let declared = survey.rows.iter().filter_map(|(_, cells)| {
        let is_file = matches!(row_type(cells.get(of_type)?), Ok(RowType::ListFile));
        is_file.then(|| cells.get(of_name)).flatten()
    });
    declared.map(|name| format!("{name}.csv")).collect()
}

/// Reads the tables of a workbook.
///
/// # Errors
/// Every fault found.
pub fn read_source(source: Source) -> Result<Outline, Vec<OutlineFault>> {
    let mut findings = Findings::default();
    let Some(sheet) = source.sheet("survey") else {
        let sheets = source.sheets.iter().map(|table| table.name.as_str());
        let flaw = Flaw::NoSurvey {
            sheets: sheets.collect::<Vec<_>>().join(", "),
        };
        return Err(vec![OutlineFault::new(Place::sheet("survey"), flaw)]);
    };
    let settings = Settings::of(&source);
    let root = settings.get(&["name"]).unwrap_or(ROOT).to_owned();
    let mut lists = lists(&source, &settings, &mut findings);
    let survey = survey::read(sheet, &root, settings.blanks(), &mut findings);
    let mut languages = survey.languages.clone();
    languages.extend(lists.languages.clone());
    let heading = settings.heading(languages, &mut findings);
    let read = rows::read(sheet, survey, &source, &mut lists, &root, &mut findings);
    other_sheets(&source, &mut findings);
    let (true, Some((nodes, graph))) = (findings.faults.is_empty(), read) else {
        findings
            .faults
            .sort_by(|a, b| (&a.place.sheet, a.place.row).cmp(&(&b.place.sheet, b.place.row)));
        findings.faults.dedup();
        return Err(findings.faults);
    };
    Ok(Outline::of(Parts {
        heading,
        root,
        nodes,
        lists: lists.lists,
        graph,
        warnings: findings.warnings,
        unsupported: findings.unsupported,
        source,
    }))
}

fn lists(source: &Source, settings: &Settings<'_>, findings: &mut Findings) -> Lists {
    let twins = match settings.get(&["allow_choice_duplicates"]) {
        Some(yes) if yes.eq_ignore_ascii_case("yes") || yes.eq_ignore_ascii_case("true") => {
            Twins::Allowed
        }
        _ => Twins::Refused,
    };
    match source.sheet("choices") {
        Some(table) => {
            choices::of_sheet(table, twins, &mut findings.faults, &mut findings.warnings)
        }
        None => Lists::default(),
    }
}

/// Sheets beside the three: named, kept, not read.
fn other_sheets(source: &Source, findings: &mut Findings) {
    for table in &source.sheets {
        let place = Place::sheet(&table.name);
        match heading_key(&table.name).as_str() {
            "survey" | "choices" | "settings" => {}
            "external_choices" | "entities" | "osm" => {
                for (row, _) in &table.rows {
                    let place = Place::row(&table.name, *row);
                    findings.unsupported(place, &table.name);
                }
            }
            _ => findings.warn(place, Flaw::UnknownSheet),
        }
    }
}

/// The first row of the sheet settings.
struct Settings<'a> {
    table: Option<&'a Table>,
}

impl<'a> Settings<'a> {
    fn of(source: &'a Source) -> Self {
        Self {
            table: source.sheet("settings"),
        }
    }

    /// What stands under the first of these headings that is filled.
    fn get(&self, headings: &[&str]) -> Option<&'a str> {
        let table = self.table?;
        let (_, cells) = table.rows.first()?;
        headings.iter().find_map(|wanted| {
            let at = table
                .columns
                .iter()
                .position(|heading| heading_key(heading) == *wanted)?;
            cells
                .get(at)
                .map(String::as_str)
                .filter(|text| !text.is_empty())
        })
    }

    fn blanks(&self) -> Blanks {
        let said = self.get(&["clean_text_values"]).map(str::to_lowercase);
        match said.as_deref() {
            Some("no" | "false" | "false()") => Blanks::Kept,
            _ => Blanks::Collapsed,
        }
    }

    fn heading(&self, spoken: Vec<String>, findings: &mut Findings) -> outline::Heading {
        let mut languages: Vec<String> = Vec::new();
        for language in spoken {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        let form_id = self.get(&["form_id", "id_string", "set_form_id"]);
        let title = self.get(&["form_title", "set_form_title", "title"]);
        let form_id = form_id.or(title).unwrap_or(ROOT).to_owned();
        let wanted = self.get(&["default_language"]).unwrap_or_default();
        if !languages.iter().any(|language| language == wanted) && !wanted.is_empty() {
            // Columns without a language speak the default one.
            let plain = languages.iter().any(String::is_empty);
            if !plain {
                let flaw = Flaw::BadLanguage {
                    typed: super::fault::shown(wanted),
                    languages: languages.join(", "),
                };
                let row = self.table.and_then(|table| table.rows.first());
                let place = Place::row("settings", row.map_or(2, |(row, _)| *row));
                findings.warn(place.column("default_language"), flaw);
            }
        }
        outline::Heading {
            title: title.unwrap_or(&form_id).to_owned(),
            form_id,
            version: self.get(&["version"]).unwrap_or_default().to_owned(),
            default_language: wanted.to_owned(),
            languages,
        }
    }
}
