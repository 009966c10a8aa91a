//! What a verb leaves behind: text for standard output and standard error,
//! and the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::words::FailureWords;
use crate::i18n::Lang;
use crate::text;

/// The exit codes that CLI.md promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    Refused = 3,
    NotAllowed = 4,
    Store = 5,
}

impl Exit {
    /// The code with that number; anything unknown is a failure.
    pub fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Done,
            2 => Self::WrongUsage,
            3 => Self::Refused,
            4 => Self::NotAllowed,
            5 => Self::Store,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What a verb answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// For standard output.
    pub output: String,
    /// For standard error.
    pub complaint: String,
    pub exit: Exit,
}

impl Answer {
    pub fn nothing() -> Self {
        Self::exactly(String::new())
    }

    /// Sentences and tables; control characters in them are shown, not obeyed.
    pub fn words(output: String) -> Self {
        Self::exactly(text::visible_lines(&output).into_owned())
    }

    /// Text for other programs, as it is.
    pub fn exactly(output: String) -> Self {
        Self {
            output,
            complaint: String::new(),
            exit: Exit::Done,
        }
    }

    /// One JSON document.
    pub fn json(document: &impl Serialize) -> Self {
        match serde_json::to_string_pretty(document) {
            Ok(output) => Self::exactly(output),
            Err(fault) => Self::complaint(fault.to_string(), Exit::Failed),
        }
    }

    /// What went wrong, for standard error.
    pub fn complaint(words: String, exit: Exit) -> Self {
        Self {
            output: String::new(),
            complaint: text::visible_lines(&words).into_owned(),
            exit,
        }
    }

    /// The same answer with another exit code.
    #[must_use]
    pub fn with_exit(self, exit: Exit) -> Self {
        Self { exit, ..self }
    }

    /// Prints it. A reader that stopped reading (`kheo list | head`) is no
    /// failure; output that is lost otherwise is one, and `lang` says why.
    pub fn print(&self, lang: Lang) -> ExitCode {
        let mut complaints = io::stderr().lock();
        let written = print_to(&mut io::stdout().lock(), &self.output);
        let complained = print_to(&mut complaints, &self.complaint);
        match written {
            Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => {
                let why = fault.to_string();
                let lost = lang.say(&FailureWords::Output { why });
                // Nowhere is left to say that this cannot be said either.
                let _ = print_to(&mut complaints, &lost);
                return Exit::Failed.into();
            }
            _ => {}
        }
        match complained {
            Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => Exit::Failed.into(),
            _ => self.exit.into(),
        }
    }
}

fn print_to(stream: &mut impl Write, text: &str) -> io::Result<()> {
    let text = text.trim_end_matches('\n');
    if text.is_empty() {
        return Ok(());
    }
    stream.write_all(text.as_bytes())?;
    stream.write_all(b"\n")?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_ends_with_one_line_break() {
        let mut stream = Vec::new();
        print_to(&mut stream, "một\nhai\n\n").unwrap();
        assert_eq!(stream, "một\nhai\n".as_bytes());
        stream.clear();
        print_to(&mut stream, "").unwrap();
        assert!(stream.is_empty());
    }

    #[test]
    fn exit_codes_keep_their_numbers() {
        for code in [0, 1, 2, 3, 4, 5] {
            assert_eq!(Exit::from_code(code) as u8, code);
        }
        assert_eq!(Exit::from_code(77), Exit::Failed);
    }
}
