//! `kheo list`: models that fit a search and filters.

use clap::Args;
use serde::Serialize;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask, label};
use super::shown::count;
use super::table::{Column, Table};
use super::typed;
use super::words::{Heading, Said};
use crate::domain::{Level, ModelKind, Period, RecordId, RegistrationType, Status};
use crate::i18n::Lang;
use crate::service::request::{ModelFilter, ModelQuery, ModelSort};
use crate::service::views::{ModelLine, ModelPage, RegistrationLine};
use crate::service::{Reply, Request};

/// Models asked for at a time.
const PAGE: usize = 2000;

#[derive(Debug, Args)]
pub struct ListArguments {
    /// Words in the name, the owner or the unit, with or without diacritics
    #[arg(long, value_name = "Q")]
    search: Option<String>,
    /// The unit and everything below it
    #[arg(long, value_name = "U")]
    unit: Option<String>,
    /// base, district, bloc, province or central; given again: registered at each of these levels
    #[arg(long, value_name = "L")]
    level: Vec<String>,
    /// collective or individual
    #[arg(long, value_name = "K")]
    kind: Option<String>,
    /// economy, society, security, politics or an own word
    #[arg(long, value_name = "F")]
    field: Option<String>,
    /// Where a registration stands in its lifecycle
    #[arg(long, value_name = "S")]
    status: Option<String>,
    /// How far it has come at least: registered, unsurveyed, underway, surveyed, recognized or typical
    #[arg(long, value_name = "M")]
    reached: Option<String>,
    /// 2020, 2021-2023 or 2023-Q3
    #[arg(long, value_name = "P")]
    period: Option<String>,
    /// Name of a movement
    #[arg(long, value_name = "M")]
    movement: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Leave out the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
}

/// # Errors
/// A filter that cannot be read, a unit that is not clear, or the book's refusal.
pub fn run(session: &Session, arguments: &ListArguments) -> Result<Answer, CliFault> {
    let filter = filter(session, arguments)?;
    let search = arguments.search.clone().unwrap_or_default();
    let page = pages(
        session,
        &search,
        &filter,
        arguments.offset,
        arguments.limit.unwrap_or(usize::MAX),
    )?;
    let document: Vec<ModelDocument<'_>> = page.lines.iter().map(ModelDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&page, lang)))
}

fn filter(session: &Session, arguments: &ListArguments) -> Result<ModelFilter, CliFault> {
    let period = typed::period(session, "--period", arguments.period.as_deref())?;
    let levels = arguments.level.iter();
    let levels = levels.map(|level| typed::word("--level", Some(level)));
    let mut levels = levels.collect::<Result<Vec<_>, _>>()?.into_iter().flatten();
    let mut filter = ModelFilter {
        unit: None,
        level: levels.next(),
        also_at: levels.collect(),
        kind: typed::word("--kind", arguments.kind.as_deref())?,
        field: typed::work_field(arguments.field.as_deref()),
        status: typed::word("--status", arguments.status.as_deref())?,
        period,
        movement: arguments.movement.as_deref().map(typed::movement),
        milestone: typed::word("--reached", arguments.reached.as_deref())?,
    };
    if let Some(unit) = &arguments.unit {
        filter.unit = Some(typed::unit(session, unit, period)?.id);
    }
    Ok(filter)
}

/// Gathers up to `limit` models from `offset` on, a page at a time.
fn pages(
    session: &Session,
    search: &str,
    filter: &ModelFilter,
    offset: usize,
    limit: usize,
) -> Result<ModelPage, CliFault> {
    let mut all = ModelPage {
        offset,
        ..ModelPage::default()
    };
    loop {
        let query = ModelQuery {
            search: search.to_owned(),
            filter: filter.clone(),
            sort: ModelSort::Name,
            offset: offset + all.lines.len(),
            limit: PAGE.min(limit - all.lines.len()),
        };
        let wanted = query.limit;
        let page = ask!(session, Request::Models(query), Reply::Models);
        let complete = page.lines.len() < wanted;
        (all.total, all.matching) = (page.total, page.matching);
        all.lines.extend(page.lines);
        if complete || all.lines.len() >= limit {
            return Ok(all);
        }
    }
}

/// A model as `list --json` gives it.
#[derive(Serialize)]
struct ModelDocument<'a> {
    id: RecordId,
    name: &'a str,
    /// The old name by which the search found it.
    #[serde(skip_serializing_if = "Option::is_none")]
    formerly: Option<&'a str>,
    kind: Option<ModelKind>,
    field: Option<&'a str>,
    owner: Option<&'a str>,
    unit: Option<&'a str>,
    unit_id: Option<RecordId>,
    movement: Option<&'a str>,
    registrations: Vec<RegistrationDocument>,
    notes: u32,
    conflicts: u32,
}

#[derive(Serialize)]
struct RegistrationDocument {
    level: Level,
    period: Period,
    r#type: Option<RegistrationType>,
    status: Status,
}

impl<'a> ModelDocument<'a> {
    fn of(line: &'a ModelLine) -> Self {
        Self {
            id: line.id,
            name: &line.name,
            formerly: line.formerly.as_deref(),
            kind: line.kind,
            field: line.field.as_deref(),
            owner: line.owner.as_deref(),
            unit: line.unit.as_ref().map(|unit| unit.name.as_str()),
            unit_id: line.unit.as_ref().map(|unit| unit.id),
            movement: line.movement.as_deref(),
            registrations: line
                .registrations
                .iter()
                .map(RegistrationDocument::of)
                .collect(),
            notes: line.notes,
            conflicts: line.conflicts,
        }
    }
}

impl RegistrationDocument {
    fn of(line: &RegistrationLine) -> Self {
        Self {
            level: line.level,
            period: line.period,
            r#type: line.kind,
            status: line.status,
        }
    }
}

fn in_words(page: &ModelPage, lang: Lang) -> String {
    if page.lines.is_empty() {
        return lang.say(&Said::NoModels);
    }
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Model), 48),
        Column::text(lang.say(&Heading::Owner), 24),
        Column::text(lang.say(&Heading::Place), 18),
        Column::text(lang.say(&Heading::Registrations), 44),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    for line in &page.lines {
        let registrations: Vec<_> = line
            .registrations
            .iter()
            .map(|line| registration_in_words(line, lang))
            .collect();
        let name = match &line.formerly {
            Some(formerly) => lang.say(&Said::Formerly {
                name: line.name.clone(),
                formerly: formerly.clone(),
            }),
            None => line.name.clone(),
        };
        table.row([
            name.as_str(),
            line.owner.as_deref().unwrap_or_default(),
            line.unit.as_ref().map_or("", |unit| &unit.name),
            &registrations.join("; "),
            &line.id.to_string(),
        ]);
    }
    let shown = Said::ModelsShown {
        shown: count(page.lines.len()),
        total: count(page.matching),
    };
    format!("{}\n\n{}", table.to_text(), lang.say(&shown))
}

fn registration_in_words(line: &RegistrationLine, lang: Lang) -> String {
    format!(
        "{} {} {}",
        label(line.level, lang),
        line.period,
        label(line.status, lang).to_lowercase()
    )
}
