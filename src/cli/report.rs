//! `kheo report`: the tables that Ban Chỉ đạo owe each other.

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::report_text;
use super::session::{Session, ask, label};
use super::table::{Column, Table};
use super::typed;
use super::words::Heading;
use crate::domain::Word;
use crate::report::behind::Movements;
use crate::report::{Basis, Counting, Rates, ReportId, ReportQuery};
use crate::service::{Reply, Request};

/// What is said instead of a report's name to see them all.
const LIST: &str = "list";
/// What is said instead of a movement's name to count them all.
const ALL: &str = "all";

#[derive(Debug, Args)]
pub struct ReportArguments {
    /// b01 to b14, or `list` to see what each is
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
    /// The day that area titles are looked at
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

/// # Errors
/// A flag that cannot be read, a unit that is not clear, or the book's refusal.
pub fn run(session: &Session, arguments: &ReportArguments) -> Result<Answer, CliFault> {
    if arguments.name == LIST {
        return Ok(list(session));
    }
    let query = query(session, arguments)?;
    let table = ask!(session, Request::Report(query), Reply::Report);
    Ok(session.show(&table.to_json(session.lang), |lang| {
        report_text::in_words(&table, lang)
    }))
}

fn query(session: &Session, arguments: &ReportArguments) -> Result<ReportQuery, CliFault> {
    let report = typed::word::<ReportId>("NAME", Some(&arguments.name))?;
    let period = typed::period("--period", arguments.period.as_deref())?;
    let compare = typed::period("--compare", arguments.compare.as_deref())?;
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
        let mut table = Table::new(vec![
            Column::whole(lang.say(&Heading::Code)),
            Column::whole(lang.say(&Heading::Report)),
        ]);
        for &report in ReportId::ALL {
            table.row([report.code(), label(report, lang)]);
        }
        table.to_text()
    })
}
