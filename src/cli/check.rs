//! `kheo check`: is the book sound?

use clap::Args;

use super::answer::{Answer, Exit};
use super::fault::CliFault;
use super::session::{Session, ask};
use super::shown::count;
use super::words::Said;
use crate::service::request::CheckTables;
use crate::service::views::{CheckView, ForkView};
use crate::service::{Reply, Request};

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Make the derived tables anew from the log
    #[arg(long)]
    rebuild: bool,
}

/// # Errors
/// The book cannot be read at all.
pub fn run(session: &Session, arguments: &CheckArguments) -> Result<Answer, CliFault> {
    let tables = if arguments.rebuild {
        CheckTables::Rebuild
    } else {
        CheckTables::Compare
    };
    let check = ask!(session, Request::Check { tables }, Reply::Check);
    if check.ok {
        return Ok(session.tell(&check, |lang| {
            let forks = check.forks.iter().map(|fork| lang.say(&forked(fork)));
            let lines: Vec<_> = std::iter::once(lang.say(&sound(&check)))
                .chain(forks)
                .collect();
            lines.join("\n")
        }));
    }
    let ill = session.say(&Said::CheckIll {
        count: count(check.faults.len()),
    });
    let faults: Vec<_> = check
        .faults
        .iter()
        .map(|fault| format!("\n  {fault}"))
        .collect();
    Ok(session.refuse(Exit::Store, &check, ill + &faults.concat()))
}

fn forked(fork: &ForkView) -> Said {
    Said::CheckFork {
        device: fork.device.to_string(),
        from: fork.from,
        ops: fork.ops,
    }
}

fn sound(check: &CheckView) -> Said {
    Said::CheckWell {
        ops: count(check.ops),
        chains: count(check.chains),
        records: count(check.records),
    }
}
