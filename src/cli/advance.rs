//! `kheo advance`: moves a registration along its lifecycle (DOMAIN C3).

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask, label};
use super::shown::count;
use super::typed;
use super::words::{InputWords, Said};
use crate::domain::value::ValueFault;
use crate::domain::{Decision, RecordId, RecordKind, Status};
use crate::service::request::Advance;
use crate::service::request::batch::AdvanceAll;
use crate::service::{Reply, Request};

#[derive(Debug, Args)]
pub struct AdvanceArguments {
    /// The model, or several that take the step by one decision
    #[arg(value_name = "ID", required = true)]
    id: Vec<String>,
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
    /// Number of the certificate; of several, the first, and the others run on
    #[arg(long, value_name = "NO")]
    certificate: Option<String>,
}

/// # Errors
/// A flag that cannot be read, a guard of the lifecycle, or the book's refusal.
pub fn run(session: &Session, arguments: AdvanceArguments) -> Result<Answer, CliFault> {
    let steps = steps(session, arguments)?;
    match steps.models.as_slice() {
        [model] => one(session, *model, steps.clone()),
        _ => all(session, steps),
    }
}

fn one(session: &Session, model: RecordId, steps: AdvanceAll) -> Result<Answer, CliFault> {
    let to = steps.to;
    let step = Advance {
        model,
        level: steps.level,
        period: steps.period,
        to,
        decision: steps.decision,
        certificate: steps.first_certificate,
    };
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

fn all(session: &Session, steps: AdvanceAll) -> Result<Answer, CliFault> {
    let (models, to) = (steps.models.clone(), steps.to);
    let change = ask!(session, Request::AdvanceAll(steps), Reply::Changed);
    let document = json!({ "ids": models, "status": to, "ops": change.ops.len() });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::AdvancedAll {
            count: count(models.len()),
            status: label(to, lang).to_lowercase(),
        })
    }))
}

fn steps(session: &Session, arguments: AdvanceArguments) -> Result<AdvanceAll, CliFault> {
    let missing = |flag| CliFault::Flag {
        flag,
        fault: ValueFault::Empty,
    };
    let level =
        typed::word("--level", Some(&arguments.level))?.ok_or_else(|| missing("--level"))?;
    let period = typed::period(session, "--period", Some(&arguments.period))?
        .ok_or_else(|| missing("--period"))?;
    let to = typed::word::<Status>("--to", Some(&arguments.to))?.ok_or_else(|| missing("--to"))?;
    let date = typed::day("--date", arguments.date.as_deref())?;
    let models = arguments.id.iter().map(|id| model(id));
    Ok(AdvanceAll {
        models: models.collect::<Result<_, _>>()?,
        level,
        period,
        to,
        decision: Decision {
            number: arguments.decision,
            date,
            body: arguments.by,
        },
        first_certificate: arguments.certificate,
    })
}

fn model(typed: &str) -> Result<RecordId, CliFault> {
    let model = typed::record(typed)?;
    if model.kind != RecordKind::Model {
        return Err(InputWords::NotAModel {
            id: model.to_string(),
        }
        .into());
    }
    Ok(model)
}
