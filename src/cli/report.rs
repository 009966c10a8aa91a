//! `kheo report`: the tables that Ban Chỉ đạo owe each other.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Zoned;
use serde_json::json;

use super::answer::Answer;
use super::destination;
use super::fault::CliFault;
use super::report_text;
use super::session::{Session, ask, label};
use super::table::{Column, Table as Lines};
use super::typed;
use super::words::{Heading, Said};
use crate::domain::Word;
use crate::office::{self, Cover, Existing, TableFormat};
use crate::report::behind::Movements;
use crate::report::{Basis, Counting, Rates, ReportId, ReportQuery, Table};
use crate::service::{Reply, Request};

/// What is said instead of a report's name to see them all.
const LIST: &str = "list";
/// What is said instead of a report's name to see what does not fit.
const CHECKS: &str = "checks";
/// What is said instead of a movement's name to count them all.
const ALL: &str = "all";

#[derive(Debug, Args)]
pub struct ReportArguments {
    /// b01 to b14; `list` to see what each is, `checks` to see what does not fit
    #[arg(value_name = "NAME")]
    name: String,
    /// The unit and everything below it; else the whole book
    #[arg(long, value_name = "U")]
    unit: Option<String>,
    /// 2020, 2021-2023 or 2023-Q3; else the latest with registrations
    #[arg(long, value_name = "P")]
    period: Option<String>,
    /// The period to compare with
    #[arg(long, value_name = "P2")]
    compare: Option<String>,
    /// Boundaries: then, now or block
    #[arg(long, value_name = "then|now|block")]
    basis: Option<String>,
    /// Name of a movement, several times if need be, or `all`; else Dân vận khéo
    #[arg(long, value_name = "M")]
    movement: Vec<String>,
    /// What is counted: models or registrations
    #[arg(long, value_name = "models|registrations")]
    count: Option<String>,
    /// Also give rates between different levels
    #[arg(long)]
    across_levels: bool,
    /// The day that area titles are looked at, and on which is said how long ago the period began
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Write it to this file: .xlsx, .docx, .csv, .md, .json or .txt
    #[arg(short = 'o', long, value_name = "FILE", value_parser = destination::parser())]
    output: Option<PathBuf>,
}

/// # Errors
/// A flag that cannot be read, a unit that is not clear, or the book's refusal.
pub fn run(session: &Session, arguments: &ReportArguments) -> Result<Answer, CliFault> {
    if arguments.name == LIST {
        return Ok(list(session));
    }
    if arguments.name == CHECKS {
        return checks(session, arguments);
    }
    // A name that says no format is refused before anything is counted.
    let format = arguments.output.as_deref().map(TableFormat::of_file);
    let format = format.transpose()?;
    let query = query(session, arguments)?;
    let table = ask!(session, Request::Report(query), Reply::Report);
    if let Some((file, format)) = arguments.output.as_deref().zip(format) {
        return write(session, &table, file, format);
    }
    Ok(session.show(&table.to_json(session.lang), |lang| {
        report_text::in_words(&table, lang)
    }))
}

fn checks(session: &Session, arguments: &ReportArguments) -> Result<Answer, CliFault> {
    let query = query(session, arguments)?;
    let warnings = ask!(session, Request::Checks(query), Reply::Checks);
    let document: Vec<_> = warnings
        .iter()
        .map(|warning| {
            json!({
                "sort": warning.sort,
                "words": session.say(&warning.words),
                "records": warning.records,
            })
        })
        .collect();
    Ok(session.show(&document, |lang| match warnings.as_slice() {
        [] => lang.say(&Said::NothingOdd),
        warnings => {
            let lines = warnings
                .iter()
                .map(|warning| format!("– {}", lang.say(&warning.words)));
            lines.collect::<Vec<_>>().join("\n")
        }
    }))
}

fn write(
    session: &Session,
    table: &Table,
    file: &Path,
    format: TableFormat,
) -> Result<Answer, CliFault> {
    let view = ask!(session, Request::Sender, Reply::Sender);
    let cover = Cover {
        sender: &view.sender,
        on: Zoned::now().date(),
    };
    let bytes = office::write_table(table, format, session.lang, cover)?;
    office::put(file, &bytes, Existing::Replace)?;
    let file = file.display().to_string();
    let is_paper = matches!(format, TableFormat::Docx | TableFormat::Text);
    let is_bare = is_paper && view.sender.chosen.is_none();
    Ok(session.tell(&json!({ "file": file }), |lang| {
        let written = lang.say(&Said::TableWritten { file });
        if is_bare {
            format!("{written}\n{}", lang.say(&Said::NoLetterhead))
        } else {
            written
        }
    }))
}

fn query(session: &Session, arguments: &ReportArguments) -> Result<ReportQuery, CliFault> {
    let report = match arguments.name.as_str() {
        CHECKS => None,
        name => typed::word::<ReportId>("NAME", Some(name))?,
    };
    let period = typed::period(session, "--period", arguments.period.as_deref())?;
    let compare = typed::period(session, "--compare", arguments.compare.as_deref())?;
    let unit = match &arguments.unit {
        Some(unit) => Some(typed::unit(session, unit, period)?.id),
        None => None,
    };
    let movements = match arguments.movement.as_slice() {
        [] => Movements::DanVanKheo,
        [all] if all == ALL => Movements::All,
        named => Movements::These(named.iter().map(|name| typed::movement(name)).collect()),
    };
    Ok(ReportQuery {
        unit,
        period,
        compare,
        basis: typed::word("--basis", arguments.basis.as_deref())?.unwrap_or(Basis::Then),
        movements,
        counting: typed::word("--count", arguments.count.as_deref())?.unwrap_or(Counting::Models),
        rates: match arguments.across_levels {
            true => Rates::AcrossLevels,
            false => Rates::WithinALevel,
        },
        on: typed::day("--on", arguments.on.as_deref())?,
        ..ReportQuery::new(report.unwrap_or(ReportId::B01))
    })
}

fn list(session: &Session) -> Answer {
    let document: Vec<_> = ReportId::ALL
        .iter()
        .map(|report| json!({"report": report, "title": label(*report, session.lang)}))
        .collect();
    session.show(&document, |lang| {
        let mut table = Lines::new(vec![
            Column::whole(lang.say(&Heading::Name)),
            Column::whole(lang.say(&Heading::Report)),
        ]);
        for &report in ReportId::ALL {
            table.row([report.code(), label(report, lang)]);
        }
        table.to_text()
    })
}
