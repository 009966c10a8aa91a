//! `kheo backup` and `kheo restore`: the whole book as one file, and back.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::bundle::watched;
use super::destination;
use super::fault::CliFault;
use super::session::Session;
use super::shown::{count, moment};
use super::words::Said;
use crate::exchange;
use crate::i18n::Lang;

#[derive(Debug, Args)]
pub struct BackupArguments {
    /// The file of the backup
    #[arg(value_name = "FILE", value_parser = destination::parser())]
    file: PathBuf,
}

#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The file of the backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// # Errors
/// No book is open, or the file cannot be written or does not read back.
pub fn back_up(session: &Session, arguments: &BackupArguments) -> Result<Answer, CliFault> {
    let written = watched(session, |watch| {
        exchange::backup(&session.client, &arguments.file, watch)
    })?;
    let document = json!({
        "file": arguments.file,
        "bytes": written.bytes,
        "blake3": written.blake3.to_hex().as_str(),
    });
    let said = Said::BackedUp {
        file: arguments.file.display().to_string(),
        bytes: count(written.bytes),
    };
    Ok(session.tell(&document, |lang| lang.say(&said)))
}

/// # Errors
/// The backup is refused whole; the book is then as it was.
pub fn restore(session: &Session, arguments: &RestoreArguments) -> Result<Answer, CliFault> {
    let restored = watched(session, |watch| {
        exchange::restore(&session.client, &arguments.file, watch)
    })?;
    let in_words = |lang: Lang| {
        let mut lines = vec![lang.say(&Said::Restored {
            ops: count(restored.ops),
            at: moment(restored.made_at),
        })];
        lines.extend(
            restored
                .kept
                .iter()
                .map(|file| lang.say(&Said::KeptOld { file: file.clone() })),
        );
        lines.join("\n")
    };
    Ok(session.tell(&restored, in_words))
}
