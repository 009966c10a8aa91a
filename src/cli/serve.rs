//! `kheo serve`: answers for the book to sessions elsewhere.

use std::io;

use clap::{ArgGroup, Args};

use super::answer::Answer;
use super::fault::CliFault;
use super::session::Session;
use super::words::FailureWords;
use crate::service::{self, wire::WireFault};

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("how").required(true))]
pub struct ServeArguments {
    /// Answer one session on standard input and output
    #[arg(long, group = "how")]
    stdio: bool,
}

/// # Errors
/// The session at the other end is something else.
pub fn run(session: &Session, _arguments: &ServeArguments) -> Result<Answer, CliFault> {
    let failed = |why: String| FailureWords::Line { why };
    match service::serve(io::stdin().lock(), io::stdout(), &session.client) {
        Ok(()) => Ok(Answer::nothing()),
        // Whoever hung up has heard all it wanted to.
        Err(WireFault::CutShort) => Ok(Answer::nothing()),
        Err(fault) => Err(failed(fault.to_string()).into()),
    }
}
