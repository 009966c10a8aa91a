//! `kheo record`: records of the registers beside the models — awards, area
//! titles, forums and opinions, deadlines, documents, resources, labels of periods.

use std::path::PathBuf;

use clap::Subcommand;

use super::answer::Answer;
use super::fault::CliFault;
use super::faults;
use super::figures::{Fate, enter};
use super::session::Session;
use super::typed;
use super::words::UsageWords;
use crate::domain::RecordKind;
use crate::domain::register::entered::ENTERED;
use crate::domain::register::list::{RegisterCell, RegisterList, RegisterRow};
use crate::domain::schema::{DELETED, field_named, fields_of};
use crate::i18n::kind_words;
use crate::office;
use crate::service::Refusal;

#[derive(Debug, Subcommand)]
pub enum RecordVerb {
    /// Add one record
    Add {
        /// award, area_title, forum, opinion, deadline, figure, document, contribution, movement or period
        #[arg(value_name = "KIND")]
        kind: String,
        /// Its fields
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    /// Import a list of records of one kind
    Import {
        /// award, area_title, forum, opinion, deadline, figure, document, contribution, movement or period
        #[arg(value_name = "KIND")]
        kind: String,
        /// CSV or spreadsheet
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only show what would happen
        #[arg(long)]
        dry_run: bool,
    },
}

/// # Errors
/// A kind or a field that is not known, a file that cannot be read, or the
/// book's refusal.
pub fn run(session: &Session, verb: &RecordVerb) -> Result<Answer, CliFault> {
    match verb {
        RecordVerb::Add { kind, fields } => {
            let mut list = typed_list(kind_of(kind)?, fields)?;
            list.file = kind_words(list.kind, session.lang);
            enter(session, list, Fate::Entered)
        }
        RecordVerb::Import {
            kind,
            file,
            dry_run,
        } => {
            let list = office::read_register(file, kind_of(kind)?)
                .map_err(|fault| faults::file(file, fault))?;
            let fate = if *dry_run { Fate::Shown } else { Fate::Entered };
            enter(session, list, fate)
        }
    }
}

fn kind_of(typed: &str) -> Result<RecordKind, CliFault> {
    typed::word_among("KIND", typed, ENTERED)
}

/// The fields as a list of one row.
fn typed_list(kind: RecordKind, fields: &[String]) -> Result<RegisterList, CliFault> {
    let mut row = RegisterRow {
        row: 1,
        cells: Vec::new(),
    };
    for assignment in fields {
        let (field, typed) =
            assignment
                .split_once('=')
                .ok_or_else(|| UsageWords::NotAnAssignment {
                    typed: assignment.clone(),
                })?;
        let field = field.trim();
        if row.typed(field).is_some() {
            return Err(UsageWords::TwiceAssigned {
                field: field.to_owned(),
            }
            .into());
        }
        if field == DELETED || field_named(kind, field).is_none() {
            let known = fields_of(kind).iter().map(|spec| spec.name);
            return Err(Refusal::NoField {
                field: field.to_owned(),
                known: known
                    .filter(|name| *name != DELETED)
                    .map(str::to_owned)
                    .collect(),
            }
            .into());
        }
        row.cells.push(RegisterCell {
            field: field.to_owned(),
            column: field.to_owned(),
            typed: typed.to_owned(),
        });
    }
    Ok(RegisterList {
        file: kind.to_string(),
        kind,
        rows: vec![row],
        unknown_columns: Vec::new(),
        faults: Vec::new(),
    })
}
