//! `kheo serve`: answers for the book to sessions elsewhere.

mod units;

use std::io;

use clap::Args;

use self::units::Units;
use super::answer::Answer;
use super::fault::CliFault;
use super::session::Session;
use super::surroundings::Whereabouts;
use super::words::FailureWords;
use crate::service::{self, wire::WireFault};

#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Answer one session on standard input and output
    #[arg(long, conflicts_with = "print_units")]
    stdio: bool,
    /// Print units for systemd and end: both, or the one that is named
    #[arg(
        long,
        value_name = "UNIT",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all"
    )]
    print_units: Option<Units>,
}

/// # Errors
/// The socket or the store cannot be had, or the session at the other end is
/// something else.
pub fn run(
    session: &Session,
    whereabouts: &Whereabouts,
    arguments: &ServeArguments,
) -> Result<Answer, CliFault> {
    if let Some(wanted) = arguments.print_units {
        return Ok(Answer::exactly(units::printed(wanted)));
    }
    if arguments.stdio {
        return stdio(session);
    }
    socket(session, whereabouts)
}

fn stdio(session: &Session) -> Result<Answer, CliFault> {
    let answers = |_: &_| Ok(session.client.clone());
    match service::serve(io::stdin().lock(), io::stdout(), answers) {
        // Whoever hung up has heard all it wanted to.
        Ok(()) | Err(WireFault::CutShort) => Ok(Answer::nothing()),
        Err(fault) => Err(FailureWords::Line {
            why: fault.to_string(),
        }
        .into()),
    }
}

#[cfg(unix)]
fn socket(session: &Session, whereabouts: &Whereabouts) -> Result<Answer, CliFault> {
    use super::session::Talk;
    use super::surroundings::guard;
    use super::words::Said;
    use crate::service::{Callers, ServeFault, Server};
    let path = whereabouts.socket_to_make();
    let failed = |fault| match fault {
        ServeFault::Book(refusal) => CliFault::Book(refusal),
        other => FailureWords::Line {
            why: other.to_string(),
        }
        .into(),
    };
    let server = Server::begin(whereabouts.store()?, guard(), &path).map_err(failed)?;
    let socket = path.display().to_string();
    let said = match server.callers() {
        Callers::Group => Said::Serving { socket },
        Callers::Keeper => Said::ServingKeeper { socket },
    };
    if session.talk == Talk::Usual {
        // A reader that has gone does not keep the server from its work.
        let _ = Answer::words(session.say(&said)).print(session.lang);
    }
    server.run().map_err(failed)?;
    Ok(Answer::nothing())
}

#[cfg(not(unix))]
fn socket(_session: &Session, _whereabouts: &Whereabouts) -> Result<Answer, CliFault> {
    Err(FailureWords::NoSockets.into())
}
