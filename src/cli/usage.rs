//! A command line that is not understood, said in the language of the run.
//! The parser's own sentences are English.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::answer::{Answer, Exit};
use super::destination::StandardOutput;
use super::fault;
use super::session::Form;
use crate::i18n::Lang;
use crate::phrases;
use crate::text;

phrases! {
    enum Words {
        NoFlag { typed: String } => "Không có tùy chọn “{typed}”", "There is no option “{typed}”";
        NoVerb { typed: String } => "Không có việc “{typed}”", "There is no verb “{typed}”";
        Missing { what: String } => "Còn thiếu: {what}", "Missing: {what}";
        NoValue { flag: String } => "{flag} cần một giá trị", "{flag} needs a value";
        OneOf { flag: String, typed: String, valid: String } => "{flag}: “{typed}” không đúng; ghi một trong: {valid}", "{flag}: “{typed}” is none of: {valid}";
        NoFileName { flag: String } => "{flag}: “-” không phải tên tệp; việc này ghi ra tệp, không ghi ra đầu ra chuẩn", "{flag}: “-” is not the name of a file; this is written to a file, not to standard output";
        Unfit { flag: String, typed: String } => "{flag}: “{typed}” không đúng", "{flag}: “{typed}” does not fit";
        Apart { flag: String, other: String } => "{flag} không đi cùng {other}", "{flag} does not go with {other}";
        NotText => "Dòng lệnh có chữ không phải Unicode (UTF-8); gõ lại chữ ấy", "Something on the command line is not Unicode (UTF-8); type it again";
        Perhaps { words: String } => "Có phải là: {words}?", "Did you mean: {words}?";
        MoreHelp => "Xem cách dùng: kheo --help", "How it is used: kheo --help";
    }
}

/// What to print instead of the parser's sentence; `None` for what is no
/// fault: help and the version.
pub fn answer(fault: &clap::Error, form: Form, lang: Lang) -> Option<Answer> {
    if !fault.use_stderr() {
        return None;
    }
    let words = sentences(fault, lang).unwrap_or_else(|| fault.to_string());
    let document = fault::document(words.trim_end(), Exit::WrongUsage);
    Some(fault::refusal(words, Exit::WrongUsage, &document, form))
}

/// The fault in the language of the run; `None` for one that the parser says
/// best itself: a verb without its verb shows how it is used.
fn sentences(fault: &clap::Error, lang: Lang) -> Option<String> {
    let mut said = vec![reason(fault)?];
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let near: Vec<String> = near
        .into_iter()
        .map(|kind| context(fault, kind))
        .filter(|words| !words.is_empty())
        .collect();
    if !near.is_empty() {
        said.push(Words::Perhaps {
            words: near.join(", "),
        });
    }
    said.push(Words::MoreHelp);
    let lines: Vec<_> = said.iter().map(|words| lang.say(words)).collect();
    Some(lines.join("\n"))
}

fn reason(fault: &clap::Error) -> Option<Words> {
    let flag = context(fault, ContextKind::InvalidArg);
    let typed = context(fault, ContextKind::InvalidValue);
    Some(match fault.kind() {
        ErrorKind::UnknownArgument => Words::NoFlag { typed: flag },
        ErrorKind::InvalidSubcommand => Words::NoVerb {
            typed: context(fault, ContextKind::InvalidSubcommand),
        },
        ErrorKind::MissingRequiredArgument => Words::Missing { what: flag },
        ErrorKind::InvalidValue if typed.is_empty() => Words::NoValue { flag },
        ErrorKind::InvalidValue => Words::OneOf {
            flag,
            typed,
            valid: context(fault, ContextKind::ValidValue),
        },
        ErrorKind::ValueValidation if is_standard_output(fault) => Words::NoFileName { flag },
        ErrorKind::ValueValidation => Words::Unfit { flag, typed },
        ErrorKind::InvalidUtf8 => Words::NotText,
        ErrorKind::ArgumentConflict => Words::Apart {
            flag,
            other: context(fault, ContextKind::PriorArg),
        },
        _ => return None,
    })
}

fn is_standard_output(fault: &clap::Error) -> bool {
    let source = std::error::Error::source(fault);
    source.is_some_and(|source| source.is::<StandardOutput>())
}

/// What the parser knows about the fault; empty when it knows nothing.
fn context(fault: &clap::Error, kind: ContextKind) -> String {
    match fault.get(kind) {
        Some(ContextValue::String(word)) => text::tidy(word),
        Some(ContextValue::Strings(words)) => words.join(", "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::help;

    fn complaint(arguments: &[&str]) -> String {
        let arguments = [&["kheo"], arguments].concat();
        let fault = help::command(Lang::Vi)
            .try_get_matches_from(arguments)
            .unwrap_err();
        let answer = answer(&fault, Form::Words, Lang::Vi).unwrap();
        assert_eq!(
            (answer.exit, answer.output.as_str()),
            (Exit::WrongUsage, "")
        );
        answer.complaint
    }

    #[test]
    fn a_fault_names_what_was_typed_and_what_would_be_right() {
        assert!(complaint(&["list", "--lvel", "base"]).contains("“--lvel”\nCó phải là: --level?"));
        assert!(complaint(&["lsit"]).contains("Không có việc “lsit”"));
        assert!(complaint(&["add", "--name", "A"]).contains("Còn thiếu: --unit <U>"));
        assert!(complaint(&["add", "--name"]).contains("--name <N> cần một giá trị"));
        assert!(complaint(&["--lang", "fr"]).contains("vi, en"));
        assert!(complaint(&["list", "--limit", "nhiều"]).contains("“nhiều” không đúng"));
        assert!(
            complaint(&["bundle", "export", "--for", "a", "--since", "b"])
                .contains("không đi cùng")
        );
    }

    #[cfg(unix)]
    #[test]
    fn letters_of_another_encoding_are_no_riddle() {
        use std::os::unix::ffi::OsStrExt;
        let typed = std::ffi::OsStr::from_bytes(b"b\xe1");
        let words = ["kheo", "list", "--search"].map(std::ffi::OsStr::new);
        let fault = help::command(Lang::Vi)
            .try_get_matches_from(words.into_iter().chain([typed]))
            .unwrap_err();
        let answer = answer(&fault, Form::Words, Lang::Vi).unwrap();
        assert!(answer.complaint.contains("Unicode"), "{}", answer.complaint);
    }

    #[test]
    fn scripts_get_the_fault_as_a_document() {
        for wrong in [&["kheo", "lsit"][..], &["kheo", "note"]] {
            let fault = help::command(Lang::Vi)
                .try_get_matches_from(wrong)
                .unwrap_err();
            let answer = answer(&fault, Form::Json, Lang::Vi).unwrap();
            let document: serde_json::Value = serde_json::from_str(&answer.output).unwrap();
            assert_eq!(document["exit"], 2);
            let why = document["error"].as_str().unwrap();
            assert!(answer.complaint.starts_with(why), "{why}");
        }
    }

    #[test]
    fn help_is_no_fault() {
        let help = help::command(Lang::Vi)
            .try_get_matches_from(["kheo", "--help"])
            .unwrap_err();
        assert_eq!(answer(&help, Form::Json, Lang::Vi), None);
    }
}
