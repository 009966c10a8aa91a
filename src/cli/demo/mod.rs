//! `kheo demo`: a throwaway sample book, full of models, notes and *chỗ chưa
//! khớp*, in which the figures of the articles come out by counting.

mod answers;
mod colleague;
mod dice;
mod figures;
mod folder;
mod models;
mod named;
mod notes;
mod phrasing;
mod places;
mod registers;
mod sample;
mod visits;
#[cfg(test)]
mod tests;

use clap::Args;
use serde_json::json;

pub use folder::ThrowawayFolder;
pub use sample::{Size, fill};

use super::answer::Answer;
use super::fault::CliFault;
use super::screen;
use super::session::Session;
use super::shown::count;
use super::words::{FailureWords, Said};
use crate::service::{Client, Progress};

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
    let failed = |fault: std::io::Error| FailureWords::Writing {
        what: "demo".into(),
        why: fault.to_string(),
    };
    let aside = ThrowawayFolder::new().map_err(failed)?;
    if arguments.no_tui {
        let models = filled(session, &session.client, size, &aside)?;
        let said = Said::DemoFilled {
            models: count(models),
        };
        return Ok(session.tell(&json!({ "models": models }), |lang| lang.say(&said)));
    }
    screen::ready(session)?;
    let client = Client::start(aside.path().join("kheo.redb"));
    filled(session, &client, size, &aside)?;
    let session = Session {
        client,
        whereabouts: session.whereabouts.clone(),
        ..*session
    };
    screen::open(&session, Some(&Said::SampleBook))
}

fn filled(
    session: &Session,
    client: &Client,
    size: Size,
    aside: &ThrowawayFolder,
) -> Result<usize, CliFault> {
    let bar = session.bar();
    let models = fill(client, size, aside.path(), &|done, total| {
        bar.show(Progress { done, total }.into());
    });
    bar.clear();
    Ok(models?)
}
