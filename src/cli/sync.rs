//! `kheo sync`: both ways with a shared folder or over ssh.

use clap::Args;
use serde_json::{Value, json};

use super::answer::Answer;
use super::bundle::{merged, watched};
use super::fault::CliFault;
use super::session::Session;
use super::shown::count;
use super::words::{SyncWords, UsageWords};
use crate::exchange::sync::{self, Address, NotAnAddress, Synced};
use crate::i18n::Lang;

#[derive(Debug, Args)]
pub struct SyncArguments {
    /// A folder that is shared, or ssh://[user@]host[:port][/path]
    #[arg(value_name = "PLACE")]
    place: String,
}

/// # Errors
/// The place is no address, cannot be reached, read or written, or the book's
/// refusal. What was carried until then stays carried.
pub fn run(session: &Session, arguments: &SyncArguments) -> Result<Answer, CliFault> {
    let address =
        Address::parse(&arguments.place).map_err(|fault| wrong(&arguments.place, fault))?;
    let synced = watched(session, |watch| {
        sync::sync(&session.client, &address, watch)
    })?;
    let mut answer = session.tell(&document(&synced), |lang| in_words(&synced, lang));
    answer.complaint = misfits(&synced, session.lang);
    Ok(answer)
}

fn wrong(typed: &str, fault: NotAnAddress) -> UsageWords {
    let part = match fault {
        NotAnAddress::Empty | NotAnAddress::Scheme => "ssh://",
        NotAnAddress::User => "user",
        NotAnAddress::Host => "host",
        NotAnAddress::Port => "port",
        NotAnAddress::Path => "path",
    };
    UsageWords::NotAnAddress {
        typed: crate::text::visible(typed).into_owned(),
        part: part.to_owned(),
    }
}

/// The keys of `bundle import --json`, and what went out.
fn document(synced: &Synced) -> Value {
    let mut document = serde_json::to_value(&synced.absorbed).unwrap_or_default();
    if let Value::Object(keys) = &mut document {
        let misfits = synced.misfits.iter();
        let misfits =
            misfits.map(|misfit| json!({ "file": misfit.file, "why": misfit.why.code() }));
        keys.insert("sent".into(), json!(synced.sent));
        keys.insert("files_received".into(), json!(synced.files_in));
        keys.insert("files_sent".into(), json!(synced.files_out));
        keys.insert("refused".into(), Value::Array(misfits.collect()));
    }
    document
}

fn in_words(synced: &Synced, lang: Lang) -> String {
    let sent = lang.say(&SyncWords::Sent {
        count: count(synced.sent),
    });
    let mut lines = vec![merged(&synced.absorbed, lang), sent];
    if synced.files_in + synced.files_out > 0 {
        lines.push(lang.say(&SyncWords::Files {
            received: count(synced.files_in),
            sent: count(synced.files_out),
        }));
    }
    lines.join("\n")
}

/// Files that were passed over, each with what is wrong with it.
fn misfits(synced: &Synced, lang: Lang) -> String {
    let line = |misfit: &sync::MisfitFile| format!("{}: {}", misfit.file, lang.say(&misfit.why));
    let lines: Vec<_> = synced.misfits.iter().map(line).collect();
    lines.join("\n")
}
