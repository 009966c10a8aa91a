//! `kheo advance`: moves a registration along its lifecycle (DOMAIN C3).

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask, label};
use super::typed;
use super::words::{InputWords, Said};
use crate::domain::value::ValueFault;
use crate::domain::{Decision, RecordKind, Status};
use crate::service::request::Advance;
use crate::service::{Reply, Request};

#[derive(Debug, Args)]
pub struct AdvanceArguments {
    /// The model
    #[arg(value_name = "ID")]
    id: String,
    /// base, district, bloc, province or central
    #[arg(long, value_name = "L")]
    level: String,
    /// 2020, 2021-2023 or 2023-Q3
    #[arg(long, value_name = "P")]
    period: String,
    /// The status that it takes
    #[arg(long, value_name = "STATUS")]
    to: String,
    /// Number of the decision
    #[arg(long, value_name = "NO")]
    decision: Option<String>,
    /// Date of the decision
    #[arg(long, value_name = "D")]
    date: Option<String>,
    /// Who issued the decision
    #[arg(long, value_name = "BODY")]
    by: Option<String>,
    /// Number of the certificate
    #[arg(long, value_name = "NO")]
    certificate: Option<String>,
}

/// # Errors
/// A flag that cannot be read, a guard of the lifecycle, or the book's refusal.
pub fn run(session: &Session, arguments: AdvanceArguments) -> Result<Answer, CliFault> {
    let step = step(arguments)?;
    let (model, to) = (step.model, step.to);
    let change = ask!(session, Request::Advance(step), Reply::Changed);
    let record = ask!(session, Request::Record(model), Reply::Record);
    let document = json!({ "id": model, "status": to, "ops": change.ops.len() });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::Advanced {
            name: record.title.clone(),
            status: label(to, lang).to_lowercase(),
        })
    }))
}

fn step(arguments: AdvanceArguments) -> Result<Advance, CliFault> {
    let missing = |flag| CliFault::Flag {
        flag,
        fault: ValueFault::Empty,
    };
    let level =
        typed::word("--level", Some(&arguments.level))?.ok_or_else(|| missing("--level"))?;
    let period =
        typed::period("--period", Some(&arguments.period))?.ok_or_else(|| missing("--period"))?;
    let to = typed::word::<Status>("--to", Some(&arguments.to))?.ok_or_else(|| missing("--to"))?;
    let date = typed::day("--date", arguments.date.as_deref())?;
    let model = typed::record(&arguments.id)?;
    if model.kind != RecordKind::Model {
        return Err(InputWords::NotAModel {
            id: model.to_string(),
        }
        .into());
    }
    let decision = Decision {
        number: arguments.decision,
        date,
        body: arguments.by,
    };
    Ok(Advance {
        model,
        level,
        period,
        to,
        decision,
        certificate: arguments.certificate,
    })
}
