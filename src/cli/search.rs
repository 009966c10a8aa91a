//! `kheo search`: everything in the book that says these words, whatever kind
//! of record it is.

use clap::Args;
use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask, label};
use super::shown::count;
use super::table::{Column, Table};
use super::typed;
use super::words::{Heading, UsageWords};
use crate::domain::value::{RightWord, ValueFault};
use crate::domain::{Period, RecordId, RecordKind, RecordStatus, Word};
use crate::i18n::Lang;
use crate::phrases;
use crate::report::table::Words;
use crate::service::request::find::{
    Breadth, FOUND, FindFilter, FindQuery, FoundLine, FoundStatus,
};
use crate::service::request::{ModelFilter, ModelQuery};
use crate::service::views::ModelLine;
use crate::service::{Reply, Request};
use crate::text;

/// Records asked for at a time.
const PAGE: usize = 2000;

phrases! {
    enum SearchWords {
        Nothing => "Không có mục nào như vậy", "There is nothing like that";
        Shown { shown: String, total: String } => "{shown} / {total} mục", "{shown} / {total} records";
        DueOn { day: String } => "hạn {day}", "due {day}";
        What => "Nội dung", "What";
        About => "Thêm", "More";
        When => "Khi nào", "When";
    }
}

#[derive(Debug, Args)]
pub struct SearchArguments {
    /// Words of the record, with or without diacritics; none lists all
    #[arg(value_name = "Q")]
    words: Vec<String>,
    /// model, award, area_title, movement, forum, opinion, deadline, document, figure, contribution, period, visit, finding, recommendation, follow_up, addendum, round, note, attachment or registration
    #[arg(long, value_name = "K")]
    kind: Option<String>,
    /// The unit and everything below it
    #[arg(long, value_name = "U")]
    unit: Option<String>,
    /// 2020, 2021-2023 or 2023-Q3
    #[arg(long, value_name = "P")]
    period: Option<String>,
    /// open, near, overdue, done, valid or void; of a registration also planned, registered, underway, submitted, surveyed, incomplete, eligible, rejected, recognized, certified, withdrawn, stopped, delisted or revoked
    #[arg(long, value_name = "S")]
    status: Option<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Leave out the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
}

/// # Errors
/// A filter that cannot be read, a unit that is not clear, or the book's refusal.
pub fn run(session: &Session, arguments: &SearchArguments) -> Result<Answer, CliFault> {
    let found = Search::of(session, arguments)?.lines(session)?;
    let document: Vec<FoundDocument<'_>> = found.lines.iter().map(FoundDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&found, lang)))
}

/// A kind that is searched.
fn kind(typed: Option<&str>) -> Result<Option<RecordKind>, CliFault> {
    let searched: Vec<_> = [RecordKind::Model]
        .into_iter()
        .chain(FOUND.iter().copied())
        .collect();
    typed
        .map(|typed| typed::word_among("--kind", typed, &searched))
        .transpose()
}

/// A status that records of this kind can have; of any kind, without one.
fn status(typed: Option<&str>, kind: Option<RecordKind>) -> Result<Option<FoundStatus>, CliFault> {
    let Some(typed) = typed else {
        return Ok(None);
    };
    let label = |status: FoundStatus| {
        let (vi, en) = status.words(kind);
        RightWord::new(vi, en)
    };
    let known: Vec<FoundStatus> = match kind {
        Some(kind) => FoundStatus::of_kind(kind),
        None => {
            let on_day = RecordStatus::ALL.iter().copied().map(FoundStatus::OnDay);
            on_day
                .chain(FoundStatus::of_kind(RecordKind::Registration))
                .collect()
        }
    };
    if let Some(kind) = kind.filter(|_| known.is_empty()) {
        return Err(CliFault::Usage(UsageWords::NoStatus {
            kind: kind.vi().to_lowercase(),
            kind_en: kind.en().to_owned(),
        }));
    }
    let status =
        FoundStatus::parse(typed).filter(|status| kind.is_none_or(|kind| status.is_of(kind)));
    status.map(Some).ok_or_else(|| CliFault::Flag {
        flag: "--status",
        fault: ValueFault::NotAWord {
            typed: typed.to_owned(),
            words: known.into_iter().map(label).collect(),
        },
    })
}

/// What is searched for.
struct Search {
    words: String,
    filter: FindFilter,
    today: Date,
    offset: usize,
    limit: usize,
}

/// Part of what fits, and how much fits.
struct Found {
    matching: usize,
    lines: Vec<FoundLine>,
}

impl Search {
    fn of(session: &Session, arguments: &SearchArguments) -> Result<Self, CliFault> {
        let period = typed::period(session, "--period", arguments.period.as_deref())?;
        let kind = kind(arguments.kind.as_deref())?;
        let unit = arguments.unit.as_deref();
        let unit = unit.map(|unit| typed::unit(session, unit, period));
        Ok(Self {
            words: arguments.words.join(" "),
            filter: FindFilter {
                kind,
                unit: unit.transpose()?.map(|unit| unit.id),
                period,
                status: status(arguments.status.as_deref(), kind)?,
            },
            today: Zoned::now().date(),
            offset: arguments.offset,
            limit: arguments.limit.unwrap_or(usize::MAX),
        })
    }

    /// Models first, then every other kind. Nobody waits for a model itself:
    /// its registrations have their own statuses.
    fn lines(&self, session: &Session) -> Result<Found, CliFault> {
        let kind = self.filter.kind;
        let mut found = Found {
            matching: 0,
            lines: Vec::new(),
        };
        if kind.is_none_or(|kind| kind == RecordKind::Model) && self.filter.status.is_none() {
            self.models(session, &mut found)?;
        }
        if kind != Some(RecordKind::Model) {
            self.others(session, &mut found)?;
        }
        Ok(found)
    }

    fn models(&self, session: &Session, found: &mut Found) -> Result<(), CliFault> {
        self.fill(found, 0, |offset, limit| {
            let query = ModelQuery {
                search: self.words.clone(),
                filter: ModelFilter {
                    unit: self.filter.unit,
                    period: self.filter.period,
                    ..ModelFilter::default()
                },
                offset,
                limit,
                ..ModelQuery::default()
            };
            let page = ask!(session, Request::Models(query), Reply::Models);
            Ok(Found {
                matching: page.matching,
                lines: page.lines.into_iter().map(of_model).collect(),
            })
        })
    }

    fn others(&self, session: &Session, found: &mut Found) -> Result<(), CliFault> {
        let models = found.matching;
        self.fill(found, models, |offset, limit| {
            let query = FindQuery {
                search: self.words.clone(),
                filter: self.filter,
                offset,
                limit,
                breadth: Breadth::ItsKind,
                ..FindQuery::on(self.today)
            };
            let page = ask!(session, Request::Find(query), Reply::Found);
            Ok(Found {
                matching: page.matching,
                lines: page.lines,
            })
        })
    }

    /// Adds what stands behind the first `before` of all that fits, a page at a
    /// time: `page` is asked for so many from an offset on.
    fn fill(
        &self,
        found: &mut Found,
        before: usize,
        page: impl Fn(usize, usize) -> Result<Found, CliFault>,
    ) -> Result<(), CliFault> {
        loop {
            let offset = (self.offset + found.lines.len()).saturating_sub(before);
            let wanted = PAGE.min(self.limit - found.lines.len());
            let page = page(offset, wanted)?;
            found.matching = before + page.matching;
            let is_last = page.lines.len() < wanted;
            found.lines.extend(page.lines);
            if is_last || found.lines.len() >= self.limit {
                return Ok(());
            }
        }
    }
}

/// A model as one record among others.
fn of_model(model: ModelLine) -> FoundLine {
    FoundLine {
        id: model.id,
        part_of: None,
        title: model.name,
        matched: model.matched,
        about: Words::own(model.owner.unwrap_or_default()),
        unit: model.unit,
        period: None,
        day: None,
        due: None,
        status: None,
    }
}

/// A record as `search --json` gives it.
#[derive(Serialize)]
struct FoundDocument<'a> {
    id: RecordId,
    kind: RecordKind,
    title: &'a str,
    about: &'a str,
    unit: Option<&'a str>,
    unit_id: Option<RecordId>,
    period: Option<Period>,
    date: Option<Date>,
    due: Option<Date>,
    status: Option<FoundStatus>,
    part_of: Option<RecordId>,
}

impl<'a> FoundDocument<'a> {
    fn of(line: &'a FoundLine) -> Self {
        Self {
            id: line.id,
            kind: line.id.kind,
            title: &line.title,
            about: &line.about.vi,
            unit: line.unit.as_ref().map(|unit| unit.name.as_str()),
            unit_id: line.unit.as_ref().map(|unit| unit.id),
            period: line.period,
            date: line.day,
            due: line.due,
            status: line.status.map(plainly),
            part_of: line.part_of,
        }
    }
}

/// A deadline that is near is open: its day says the rest.
fn plainly(status: FoundStatus) -> FoundStatus {
    match status {
        FoundStatus::OnDay(RecordStatus::Near) => FoundStatus::OnDay(RecordStatus::Open),
        status => status,
    }
}

fn in_words(found: &Found, lang: Lang) -> String {
    if found.lines.is_empty() {
        return lang.say(&SearchWords::Nothing);
    }
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Kind), 18),
        Column::text(lang.say(&SearchWords::What), 48),
        Column::text(lang.say(&SearchWords::About), 40),
        Column::text(lang.say(&Heading::Place), 18),
        Column::text(lang.say(&SearchWords::When), 16),
        Column::text(lang.say(&Heading::Status), 20),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    for line in &found.lines {
        table.row([
            label(line.id.kind, lang),
            &line.title,
            &lang.say(&line.about),
            line.unit.as_ref().map_or("", |unit| &unit.name),
            &when(line, lang),
            line.status
                .map_or("", |status| status.label(Some(line.id.kind), lang)),
            &line.id.to_string(),
        ]);
    }
    let shown = SearchWords::Shown {
        shown: count(found.lines.len()),
        total: count(found.matching),
    };
    format!("{}\n\n{}", table.to_text(), lang.say(&shown))
}

/// The day by which somebody is waited for, else the period or the day it is of.
fn when(line: &FoundLine, lang: Lang) -> String {
    let due = line.due.map(text::short_date);
    let due = due.map(|day| lang.say(&SearchWords::DueOn { day }));
    let period = line.period.map(|period| period.to_string());
    let day = line.day.map(text::short_date);
    due.or(period).or(day).unwrap_or_default()
}
