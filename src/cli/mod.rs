//! The same operations as the screens, for scripts and for the people who look
//! after a server: one file per verb. What they take and answer is a promise
//! to scripts.

mod add;
mod advance;
mod answer;
mod arguments;
mod backup;
mod attach;
mod bundle;
mod check;
mod completions;
mod conflicts;
pub mod demo;
mod destination;
mod devices;
mod fault;
mod figures;
mod faults;
mod help;
mod import;
mod init;
mod interrupt;
mod keys;
mod list;
mod log;
mod note;
mod officers;
mod outline;
mod progress;
mod record;
mod record_words;
mod report;
mod report_text;
mod screen;
mod search;
mod secret;
mod serve;
mod session;
mod set;
mod show;
mod shown;
mod surroundings;
mod sync;
mod table;
mod typed;
mod undo;
mod units;
mod usage;
mod visit;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use answer::Answer;
use arguments::{Arguments, Everywhere, Nothing, Verb};
use fault::CliFault;
use session::{Form, Session, Talk};

use crate::i18n::Lang;
use crate::service::Patience;
use surroundings::Whereabouts;

/// Runs the command line `arguments`, the program's name first, and prints
/// what it answers.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    log::start();
    log::keep_damage();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = surroundings::language(language_named(&arguments));
    let form = form_named(&arguments);
    match read(arguments, lang) {
        Ok(arguments) => follow(arguments, lang).print(lang),
        Err(fault) => misunderstood(&fault, form, lang),
    }
}

/// Help, the version, or why the command line cannot be followed.
fn misunderstood(fault: &clap::Error, form: Form, lang: Lang) -> ExitCode {
    match usage::answer(fault, form, lang) {
        Some(answer) => answer.print(lang),
        None => Answer::exactly(fault.render().to_string()).print(lang),
    }
}

/// The form that a command line asks for which is not understood yet.
fn form_named(arguments: &[OsString]) -> Form {
    let mut flags = arguments.iter().take_while(|argument| *argument != "--");
    match flags.any(|argument| argument == "--json") {
        true => Form::Json,
        false => Form::Words,
    }
}

/// Help and faults are in the officer's language. Their words are put together
/// when they are wanted: every start would pay for them.
fn read(arguments: Vec<OsString>, lang: Lang) -> Result<Arguments, clap::Error> {
    if let [_program] = arguments.as_slice() {
        return Nothing::try_parse_from(&arguments).map(Arguments::from);
    }
    let understood = |command: clap::Command| {
        let matches = command.try_get_matches_from(&arguments)?;
        Arguments::from_arg_matches(&matches)
    };
    understood(Arguments::command()).or_else(|_| understood(help::command(lang)))
}

/// The language that `--lang` names: help and usage faults are said in it
/// before the command line has been understood.
fn language_named(arguments: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = arguments
        .iter()
        .filter_map(|argument| argument.to_str())
        .collect();
    let after = words
        .windows(2)
        .find(|pair| matches!(pair, ["--lang", _]))
        .and_then(|pair| pair.get(1).copied());
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    after.or(joined).and_then(surroundings::spoken)
}

fn follow(arguments: Arguments, lang: Lang) -> Answer {
    let Arguments { everywhere, verb } = arguments;
    let patience = match verb {
        Some(_) => Patience::Verb,
        None => Patience::Screen,
    };
    let form = everywhere.form();
    session(everywhere, patience, lang)
        .and_then(|session| match verb {
            Some(verb) => carry_out(&session, verb),
            None => screen::open(&session, None),
        })
        .unwrap_or_else(|fault| fault.answer(form, lang))
}

fn session(everywhere: Everywhere, patience: Patience, lang: Lang) -> Result<Session, CliFault> {
    let form = everywhere.form();
    let whereabouts = Whereabouts::of(everywhere.store, everywhere.socket);
    Ok(Session {
        client: whereabouts.client(patience)?,
        whereabouts,
        lang,
        form,
        talk: if everywhere.quiet {
            Talk::Quiet
        } else {
            Talk::Usual
        },
    })
}

fn carry_out(session: &Session, verb: Verb) -> Result<Answer, CliFault> {
    match verb {
        Verb::Demo(arguments) => demo::run(session, &arguments),
        Verb::Init(arguments) => init::run(session, arguments),
        Verb::Units(verb) => units::run(session, &verb),
        Verb::List(arguments) => list::run(session, &arguments),
        Verb::Search(arguments) => search::run(session, &arguments),
        Verb::Show(arguments) => show::run(session, &arguments),
        Verb::Add(arguments) => add::run(session, arguments),
        Verb::Set(arguments) => set::run(session, &arguments),
        Verb::Advance(arguments) => advance::run(session, arguments),
        Verb::Record(verb) => record::run(session, &verb),
        Verb::Figures(verb) => figures::run(session, &verb),
        Verb::Report(arguments) => report::run(session, &arguments),
        Verb::Note(verb) => note::run(session, verb),
        Verb::Outline(verb) => outline::run(session, &verb),
        Verb::Attach(arguments) => attach::run(session, arguments),
        Verb::Import(arguments) => import::run(session, &arguments),
        Verb::Bundle(verb) => bundle::run(session, verb),
        Verb::Sync(arguments) => sync::run(session, &arguments),
        Verb::Conflicts(verb) => conflicts::run(session, &verb),
        Verb::Devices(verb) => devices::run(session, &verb),
        Verb::Officers(verb) => officers::run(session, verb),
        Verb::Check(arguments) => check::run(session, &arguments),
        Verb::Backup(arguments) => backup::back_up(session, &arguments),
        Verb::Restore(arguments) => backup::restore(session, &arguments),
        Verb::Keys(verb) => keys::run(session, &verb),
        Verb::Serve(arguments) => serve::run(session, &session.whereabouts, &arguments),
        Verb::Undo => undo::run(session),
        Verb::Visit(verb) => visit::run(session, &verb),
        Verb::Completions(arguments) => Ok(completions::run(&arguments)),
        Verb::Man => completions::manual(session),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_known_before_the_rest_is_understood() {
        let named = |words: &[&str]| {
            let arguments: Vec<OsString> = words.iter().map(OsString::from).collect();
            language_named(&arguments)
        };
        assert_eq!(named(&["kheo", "lsit", "--lang", "en"]), Some(Lang::En));
        assert_eq!(named(&["kheo", "--lang=vi"]), Some(Lang::Vi));
        assert_eq!(named(&["kheo", "list"]), None);
    }
}
