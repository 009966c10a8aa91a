//! Why a verb did not do what was asked, and the exit code that tells scripts.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::{Value, json};

use super::answer::{Answer, Exit};
use super::session::Form;
use super::words::{FailureWords, InputWords, UsageWords};
use crate::domain::value::ValueFault;
use crate::exchange::ExchangeFault;
use crate::i18n::Lang;
use crate::i18n::describe_value_fault;
use crate::office::{FileFault, OutFault};
use crate::service::Refusal;

/// A verb that was not carried out. Nothing was changed.
#[derive(Debug)]
pub enum CliFault {
    /// The command line cannot be followed.
    Usage(UsageWords),
    /// The value of a flag is not what the flag takes.
    Flag {
        flag: &'static str,
        fault: ValueFault,
    },
    /// What was brought in is refused.
    Input(InputWords),
    /// Something outside the book went wrong.
    Failed(FailureWords),
    /// The book refused.
    Book(Refusal),
    /// A file that cannot be read as a list.
    List {
        path: PathBuf,
        fault: Box<FileFault>,
    },
    /// A table or a paper was not written.
    Out(OutFault),
    /// A bundle was neither written nor merged.
    Exchange(ExchangeFault),
}

impl CliFault {
    /// A reply of the wrong kind: a mistake in the program.
    pub fn odd_reply() -> Self {
        Self::Failed(FailureWords::OddReply)
    }

    /// The exit code that CLI.md promises.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) | Self::Flag { .. } => Exit::WrongUsage,
            Self::Input(_) | Self::List { .. } => Exit::Refused,
            Self::Failed(_) => Exit::Failed,
            Self::Book(refusal) => Exit::from_code(refusal.exit_code()),
            Self::Out(OutFault::Extension { .. }) => Exit::WrongUsage,
            Self::Out(_) => Exit::Failed,
            Self::Exchange(fault) => Exit::from_code(fault.exit_code()),
        }
    }

    /// The fault for standard error, in the language of the run; for scripts
    /// that read JSON also as the one document on standard output.
    pub fn answer(&self, form: Form, lang: Lang) -> Answer {
        let words = self.words(lang);
        let mut document = document(&words, self.exit());
        // A file that is no list has its fault where the faults of a list stand.
        if let Self::List { .. } = self {
            document["faults"] = json!([{ "row": null, "column": null, "fault": words }]);
        }
        refusal(words, self.exit(), &document, form)
    }

    fn words(&self, lang: Lang) -> String {
        match self {
            Self::Usage(words) => lang.say(words),
            Self::Flag { flag, fault } => format!("{flag}: {}", describe_value_fault(fault, lang)),
            Self::Input(words) => lang.say(words),
            Self::Failed(words) => lang.say(words),
            Self::Book(refusal) => lang.say(refusal),
            Self::List { path, fault } => match fault.as_ref() {
                // Names the path itself.
                FileFault::NotFound { .. } => lang.say(fault.as_ref()),
                fault => format!("{}: {}", path.display(), lang.say(fault)),
            },
            Self::Out(fault) => lang.say(fault),
            Self::Exchange(fault) => lang.say(fault),
        }
    }
}

/// The one document that scripts get of a run that came to nothing.
pub fn document(words: &str, exit: Exit) -> Value {
    json!({ "error": words, "exit": exit as u8 })
}

/// Why nothing came of a run: for standard error, and for scripts that read
/// JSON also as `document` on standard output.
pub fn refusal(words: String, exit: Exit, document: &impl Serialize, form: Form) -> Answer {
    let output = match form {
        Form::Words => String::new(),
        Form::Json => Answer::json(document).output,
    };
    Answer {
        output,
        ..Answer::complaint(words, exit)
    }
}

impl From<OutFault> for CliFault {
    fn from(fault: OutFault) -> Self {
        Self::Out(fault)
    }
}

impl From<Refusal> for CliFault {
    fn from(refusal: Refusal) -> Self {
        Self::Book(refusal)
    }
}

impl From<ExchangeFault> for CliFault {
    fn from(fault: ExchangeFault) -> Self {
        Self::Exchange(fault)
    }
}

impl From<UsageWords> for CliFault {
    fn from(words: UsageWords) -> Self {
        Self::Usage(words)
    }
}

impl From<InputWords> for CliFault {
    fn from(words: InputWords) -> Self {
        Self::Input(words)
    }
}

impl From<FailureWords> for CliFault {
    fn from(words: FailureWords) -> Self {
        Self::Failed(words)
    }
}
