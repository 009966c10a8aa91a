//! What every verb is given: the book to ask, the language, and how to answer.

use serde::Serialize;

use super::answer::{Answer, Exit};
use super::fault::{self, CliFault};
use super::progress::Bar;
use super::surroundings::Whereabouts;
use crate::domain::Word;
use crate::i18n::{Lang, Phrase};
use crate::service::{Client, Reply, Request};

/// How answers are written to standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Tables and sentences for people.
    Words,
    /// One JSON document and nothing else.
    Json,
}

/// Whether sentences about what was done are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Talk {
    Usual,
    /// `--quiet`: only what was asked for, and what went wrong.
    Quiet,
}

/// One run of a verb.
pub struct Session {
    pub client: Client,
    pub whereabouts: Whereabouts,
    pub lang: Lang,
    pub form: Form,
    pub talk: Talk,
}

impl Session {
    /// Asks the book and waits, with a progress bar for long requests.
    ///
    /// # Errors
    /// The book's refusal.
    pub fn ask(&self, request: Request) -> Result<Reply, CliFault> {
        let bar = self.bar();
        let reply = self
            .client
            .ask_with(request, move |progress| bar.show(progress.into()));
        self.bar().clear();
        reply.map_err(CliFault::from)
    }

    /// A progress bar, silent unless a person is watching.
    pub fn bar(&self) -> Bar {
        match self.talk {
            Talk::Usual => Bar::on_a_terminal(self.lang),
            Talk::Quiet => Bar::silent(self.lang),
        }
    }

    /// What was read: printed even when quiet.
    pub fn show(&self, json: &impl Serialize, words: impl FnOnce(Lang) -> String) -> Answer {
        match self.form {
            Form::Json => Answer::json(json),
            Form::Words => Answer::words(words(self.lang)),
        }
    }

    /// What was done: sentences that a quiet run leaves out.
    pub fn tell(&self, json: &impl Serialize, words: impl FnOnce(Lang) -> String) -> Answer {
        match (self.form, self.talk) {
            (Form::Words, Talk::Quiet) => Answer::nothing(),
            _ => self.show(json, words),
        }
    }

    /// What was refused with all its faults: the document for scripts, the
    /// faults on standard error for people.
    pub fn refuse(&self, exit: Exit, json: &impl Serialize, complaint: String) -> Answer {
        fault::refusal(complaint, exit, json, self.form)
    }

    /// Says at once, before the work, what a person should know; not when quiet.
    pub fn warn(&self, phrase: &impl Phrase) {
        if self.talk == Talk::Usual {
            use std::io::Write;
            // Nobody listening must not stop the work.
            let _ = writeln!(std::io::stderr(), "{}", self.say(phrase));
        }
    }

    /// The words of `phrase` in the language of this run.
    pub fn say(&self, phrase: &impl Phrase) -> String {
        self.lang.say(phrase)
    }
}

/// The label of a word of a closed list.
pub fn label<W: Word>(word: W, lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => word.vi(),
        Lang::En => word.en(),
    }
}

/// Asks and takes the one kind of reply that answers the request.
macro_rules! ask {
    ($session:expr, $request:expr, $reply:path) => {
        match $session.ask($request)? {
            $reply(value) => value,
            _ => return Err($crate::cli::fault::CliFault::odd_reply()),
        }
    };
}
pub(super) use ask;
