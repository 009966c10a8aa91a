//! `kheo visit recommendations`: what visits asked for, across rounds.

use clap::Args;

use super::super::answer::Answer;
use super::super::fault::CliFault;
use super::super::session::{Session, label};
use super::super::table::{Column, Table};
use super::super::typed;
use super::super::words::Heading;
use super::document::RecommendationDocument;
use super::{surveyed, today};
use crate::i18n::Lang;
use crate::phrases;
use crate::service::request::{RecommendationFilter, SurveyRequest};
use crate::service::views::RecommendationView;
use crate::text;

#[derive(Debug, Args)]
pub struct RecommendationsArguments {
    /// Only those of visits to this unit and everything below it
    #[arg(long, value_name = "U")]
    unit: Option<String>,
    /// open, sent, underway, reported, confirmed, overdue or moot
    #[arg(long, value_name = "S")]
    status: Option<String>,
    /// to_unit or to_superior
    #[arg(long, value_name = "D")]
    direction: Option<String>,
    /// As they stand on this day (else today)
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

phrases! {
    /// What the list of recommendations says.
    enum Words {
        NothingAsked => "Không có kiến nghị nào như vậy", "There is no such recommendation";
        What => "Việc", "What";
        To => "Gửi", "To";
        Due => "Hạn", "Due";
        Status => "Trạng thái", "Status";
    }
}

/// # Errors
/// A filter that cannot be read, or the book's refusal.
pub fn run(session: &Session, arguments: &RecommendationsArguments) -> Result<Answer, CliFault> {
    let unit = match &arguments.unit {
        Some(unit) => Some(typed::unit(session, unit, None)?.id),
        None => None,
    };
    let on = typed::day("--on", arguments.on.as_deref())?;
    let filter = RecommendationFilter {
        unit,
        status: typed::word("--status", arguments.status.as_deref())?,
        direction: typed::word("--direction", arguments.direction.as_deref())?,
        ..RecommendationFilter::on(on.unwrap_or_else(today))
    };
    let page = surveyed!(
        session,
        SurveyRequest::Recommendations(filter),
        Recommendations
    );
    let document: Vec<_> = page.lines.iter().map(RecommendationDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&page.lines, lang)))
}

/// *Kiến nghị* under each other.
pub fn in_words(lines: &[RecommendationView], lang: Lang) -> String {
    if lines.is_empty() {
        return lang.say(&Words::NothingAsked);
    }
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Number), 6),
        Column::text(lang.say(&Heading::Place), 18),
        Column::text(lang.say(&Words::What), 56),
        Column::text(lang.say(&Words::To), 24),
        Column::text(lang.say(&Words::Due), 10),
        Column::text(lang.say(&Words::Status), 22),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    for line in lines {
        table.row([
            line.number.clone(),
            line.unit
                .as_ref()
                .map(|unit| unit.name.clone())
                .unwrap_or_default(),
            line.text.replace('\n', " "),
            line.to.clone().unwrap_or_default(),
            line.due.map(text::short_date).unwrap_or_default(),
            label(line.status, lang).to_owned(),
            line.id.to_string(),
        ]);
    }
    table.to_text()
}
