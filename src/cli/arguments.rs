//! The command line: every verb and the flags that hold for all. What is
//! written here is a promise to scripts (CLI.md). The texts below are the
//! English help; `help` says them in Vietnamese.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::session::Form;
use super::{
    add, advance, attach, backup, bundle, check, completions, conflicts, demo, devices, figures,
    import, init, keys, list, note, officers, outline, record, report, search, serve, set, show,
    sync, units, visit,
};
use crate::i18n::Lang;

/// Field book for Dân vận khéo: survey commune models on site, write notes, exchange bundles later
#[derive(Debug, Parser)]
#[command(name = "kheo", version, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// The same where nothing was typed: the field book opens as its surroundings
/// say. A session need not put all verbs together for that.
#[derive(Debug, Parser)]
pub struct Nothing {
    #[command(flatten)]
    everywhere: Everywhere,
}

impl From<Nothing> for Arguments {
    fn from(Nothing { everywhere }: Nothing) -> Self {
        Self {
            everywhere,
            verb: None,
        }
    }
}

/// Flags that every verb takes.
#[derive(Debug, Args)]
pub struct Everywhere {
    /// The book: a file, or the folder that holds kheo.redb
    #[arg(
        long,
        global = true,
        env = "KHEO_STORE",
        value_name = "PATH",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        hide_env_values = true
    )]
    pub store: Option<PathBuf>,
    /// Ask the server that answers on this socket
    #[arg(
        long,
        global = true,
        env = "KHEO_SOCKET",
        value_name = "PATH",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        hide_env_values = true
    )]
    pub socket: Option<PathBuf>,
    /// Language of the words (else KHEO_LANG, else the locale)
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "vi|en",
        hide_possible_values = true
    )]
    pub lang: Option<LangWord>,
    /// Print one JSON document and nothing else
    #[arg(long, global = true)]
    pub json: bool,
    /// Say nothing about what was done
    #[arg(long, global = true)]
    pub quiet: bool,
}

impl Everywhere {
    /// How the run answers on standard output.
    pub fn form(&self) -> Form {
        match self.json {
            true => Form::Json,
            false => Form::Words,
        }
    }
}

/// The languages as `--lang` names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangWord {
    Vi,
    En,
}

impl From<LangWord> for Lang {
    fn from(word: LangWord) -> Self {
        match word {
            LangWord::Vi => Self::Vi,
            LangWord::En => Self::En,
        }
    }
}

/// What to do; without a verb the field book opens.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Open a throwaway sample book
    Demo(demo::DemoArguments),
    /// Open a book for a Ban Chỉ đạo
    Init(init::InitArguments),
    /// Import a list of models from a spreadsheet
    Import(import::ImportArguments),
    /// Units and how they changed
    #[command(subcommand)]
    Units(units::UnitsVerb),
    /// List models
    List(list::ListArguments),
    /// Find records of every kind: models, awards, opinions, documents, minutes
    Search(search::SearchArguments),
    /// Show one record with everything about it
    Show(show::ShowArguments),
    /// Add a model
    Add(add::AddArguments),
    /// Correct fields of a record
    Set(set::SetArguments),
    /// Move a registration along its lifecycle
    Advance(advance::AdvanceArguments),
    /// Tables B01 to B14; `kheo report list` names them
    Report(report::ReportArguments),
    /// Awards, area titles, forums, deadlines and other records
    #[command(subcommand)]
    Record(record::RecordVerb),
    /// Published figures
    #[command(subcommand)]
    Figures(figures::FiguresVerb),
    /// Notes
    #[command(subcommand)]
    Note(note::NoteVerb),
    /// Outlines (XLSForm) for survey visits
    #[command(subcommand)]
    Outline(outline::OutlineVerb),
    /// Attach a photograph or document to a record
    Attach(attach::AttachArguments),
    /// Survey visits and their minutes
    #[command(subcommand)]
    Visit(visit::VisitVerb),
    /// Bundles to carry to colleagues
    #[command(subcommand)]
    Bundle(bundle::BundleVerb),
    /// Exchange both ways with a shared folder or over ssh
    Sync(sync::SyncArguments),
    /// Fields where two people wrote different values
    #[command(subcommand)]
    Conflicts(conflicts::ConflictsVerb),
    /// Machines whose lines the book holds
    #[command(subcommand)]
    Devices(devices::DevicesVerb),
    /// Who works in the book, and as what
    #[command(subcommand)]
    Officers(officers::OfficersVerb),
    /// Check the book
    Check(check::CheckArguments),
    /// Write a copy of the whole book to a file, while others go on writing
    Backup(backup::BackupArguments),
    /// Put a backup in the place of the book; the one that is here is kept
    Restore(backup::RestoreArguments),
    /// Keys of the screens
    #[command(subcommand)]
    Keys(keys::KeysVerb),
    /// Answer for the book to sessions elsewhere
    Serve(serve::ServeArguments),
    /// Take the last deed back
    Undo,
    /// Print a completion script for a shell
    Completions(completions::CompletionsArguments),
    /// Print the manual page
    Man,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn flags_for_all_may_stand_after_the_verb() {
        let arguments =
            Arguments::try_parse_from(["kheo", "list", "--json", "--store", "x", "--lang", "en"])
                .unwrap();
        assert!(arguments.everywhere.json);
        assert_eq!(arguments.everywhere.lang, Some(LangWord::En));
    }
}
