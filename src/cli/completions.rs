//! `kheo completions` and `kheo man`: for shells and manual readers.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::answer::Answer;
use super::arguments::Arguments;
use super::fault::CliFault;
use super::help;
use super::session::Session;
use super::words::FailureWords;

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// The completion script of a shell.
pub fn run(arguments: &CompletionsArguments) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "kheo",
        &mut script,
    );
    Answer::exactly(String::from_utf8_lossy(&script).into_owned())
}

/// The manual page, in the language of the run.
///
/// # Errors
/// The page could not be made.
pub fn manual(session: &Session) -> Result<Answer, CliFault> {
    let mut page = Vec::new();
    clap_mangen::Man::new(help::command(session.lang))
        .render(&mut page)
        .map_err(|fault| FailureWords::Writing {
            what: "man".into(),
            why: fault.to_string(),
        })?;
    Ok(Answer::exactly(String::from_utf8_lossy(&page).into_owned()))
}
