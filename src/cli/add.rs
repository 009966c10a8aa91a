//! `kheo add`: a model written by hand.

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask};
use super::typed;
use super::words::{Said, UsageWords};
use crate::service::request::NewModel;
use crate::service::{Reply, Request};

#[derive(Debug, Args)]
pub struct AddArguments {
    /// Name of the model
    #[arg(long, value_name = "N")]
    name: String,
    /// Its commune: an id, a state code with @DATE, or a name
    #[arg(long, value_name = "U")]
    unit: String,
    /// collective or individual
    #[arg(long, value_name = "K")]
    kind: Option<String>,
    /// economy, society, security, politics or an own word
    #[arg(long, value_name = "F")]
    field: Option<String>,
    /// Who carries it out
    #[arg(long, value_name = "O")]
    owner: Option<String>,
    /// Level of its registration, with --period
    #[arg(long, value_name = "L")]
    level: Option<String>,
    /// Period of its registration, with --level
    #[arg(long, value_name = "P")]
    period: Option<String>,
}

/// # Errors
/// A flag that cannot be read, a unit that is not clear, or the book's refusal.
pub fn run(session: &Session, arguments: AddArguments) -> Result<Answer, CliFault> {
    let level = typed::word("--level", arguments.level.as_deref())?;
    let period = typed::period(session, "--period", arguments.period.as_deref())?;
    let kind = typed::word("--kind", arguments.kind.as_deref())?;
    if level.is_some() != period.is_some() {
        return Err(UsageWords::LevelNeedsPeriod.into());
    }
    let model = NewModel {
        unit: typed::unit(session, &arguments.unit, period)?.id,
        kind,
        field: typed::work_field(arguments.field.as_deref()),
        owner: arguments.owner,
        movement: None,
        registration: level.zip(period),
        draft: None,
        name: arguments.name,
    };
    let name = model.name.clone();
    let change = ask!(session, Request::AddModel(model), Reply::Changed);
    let document = json!({ "id": change.record, "ops": change.ops.len() });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::ModelAdded {
            name,
            id: change.record.to_string(),
        })
    }))
}
