//! `kheo visit list`.

use clap::Args;

use super::super::answer::Answer;
use super::super::fault::CliFault;
use super::super::session::Session;
use super::super::table::{Column, Table};
use super::super::typed;
use super::super::words::Heading;
use super::document::VisitDocument;
use super::{record_of, surveyed};
use crate::domain::RecordKind;
use crate::i18n::Lang;
use crate::phrases;
use crate::service::request::{SurveyRequest, VisitFilter};
use crate::service::views::VisitLine;
use crate::text;

#[derive(Debug, Args)]
pub struct ListArguments {
    /// Only those of this round
    #[arg(long, value_name = "ID")]
    round: Option<String>,
    /// Only those to this unit and everything below it
    #[arg(long, value_name = "U")]
    unit: Option<String>,
    /// Only those that saw this model
    #[arg(long, value_name = "ID")]
    model: Option<String>,
}

phrases! {
    /// What the list of visits says.
    enum Words {
        NoVisits => "Chưa có cuộc khảo sát nào như vậy", "There is no such visit";
        Date => "Ngày", "Date";
        Round => "Đợt", "Round";
        Findings => "Tồn tại", "Findings";
        Asked => "Kiến nghị", "Recommendations";
        Minutes => "Biên bản", "Minutes";
        Signed => "đã ký", "signed";
        Draft => "dự thảo", "draft";
    }
}

/// # Errors
/// A filter that cannot be read, or the book's refusal.
pub fn run(session: &Session, arguments: &ListArguments) -> Result<Answer, CliFault> {
    let record = |typed: &Option<String>, kind| {
        let typed = typed.as_deref();
        typed.map(|typed| record_of(typed, kind)).transpose()
    };
    let unit = match &arguments.unit {
        Some(unit) => Some(typed::unit(session, unit, None)?.id),
        None => None,
    };
    let filter = VisitFilter {
        round: record(&arguments.round, RecordKind::Round)?,
        unit,
        model: record(&arguments.model, RecordKind::Model)?,
    };
    let lines = surveyed!(session, SurveyRequest::Visits(filter), Visits);
    let document: Vec<_> = lines.iter().map(VisitDocument::of).collect();
    Ok(session.show(&document, |lang| in_words(&lines, lang)))
}

fn in_words(lines: &[VisitLine], lang: Lang) -> String {
    if lines.is_empty() {
        return lang.say(&Words::NoVisits);
    }
    let mut table = Table::new(vec![
        Column::text(lang.say(&Words::Date), 10),
        Column::text(lang.say(&Heading::Place), 24),
        Column::text(lang.say(&Words::Round), 32),
        Column::text(lang.say(&Heading::Model), 48),
        Column::number(lang.say(&Words::Findings)),
        Column::number(lang.say(&Words::Asked)),
        Column::text(lang.say(&Words::Minutes), 10),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    for line in lines {
        let models: Vec<&str> = line.models.iter().map(|(_, name)| name.as_str()).collect();
        let standing = if line.signed {
            Words::Signed
        } else {
            Words::Draft
        };
        table.row([
            line.date.map(text::short_date).unwrap_or_default(),
            line.unit
                .as_ref()
                .map(|unit| unit.name.clone())
                .unwrap_or_default(),
            line.round_name.clone().unwrap_or_default(),
            models.join("; "),
            line.findings.to_string(),
            line.recommendations.to_string(),
            lang.say(&standing),
            line.id.to_string(),
        ]);
    }
    table.to_text()
}
