//! `kheo demo`: a throwaway sample book, full of models, notes and *chỗ chưa
//! khớp*, in which the figures of the articles come out by counting.

mod colleague;
mod dice;
mod figures;
mod folder;
mod models;
mod named;
mod notes;
mod phrasing;
mod places;
mod sample;
#[cfg(test)]
mod tests;

use clap::Args;
use serde_json::json;

pub use folder::ThrowawayFolder;
pub use sample::{Size, fill};

use super::answer::Answer;
use super::fault::CliFault;
use super::session::Session;
use super::shown::count;
use super::words::{FailureWords, Said};
use crate::service::Client;

#[derive(Debug, Args)]
pub struct DemoArguments {
    /// So many models
    #[arg(long, value_name = "N")]
    models: Option<usize>,
    /// Only make the sample book at --store, open no screen
    #[arg(long, hide = true)]
    no_tui: bool,
}

/// # Errors
/// The sample book cannot be made, or the screen fails.
pub fn run(session: &Session, arguments: &DemoArguments) -> Result<Answer, CliFault> {
    let size = arguments.models.map_or(Size::Usual, Size::Models);
    let aside = ThrowawayFolder::new().map_err(|fault| FailureWords::Writing {
        what: "demo".into(),
        why: fault.to_string(),
    })?;
    let client = match arguments.no_tui {
        true => session.client.clone(),
        false => Client::start(aside.path().join("kheo.redb")),
    };
    let bar = session.bar();
    let models = fill(&client, size, aside.path(), &|done, total| {
        bar.show(done, total)
    })?;
    bar.clear();
    if arguments.no_tui {
        let said = Said::DemoFilled {
            models: count(models),
        };
        return Ok(session.tell(&json!({ "models": models }), |lang| lang.say(&said)));
    }
    super::screen::open(&Session { client, ..*session })
}
