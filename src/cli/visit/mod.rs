//! `kheo visit`: survey visits, what they asked for, and their minutes.

mod document;
mod list;
mod minutes;
mod recommendations;
mod show;

use clap::Subcommand;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

pub use document::VisitDocument;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::Session;
use super::typed;
use super::words::InputWords;
use crate::domain::{RecordId, RecordKind, Word};
use crate::service::request::{SurveyReply, SurveyRequest};
use crate::service::{Reply, Request};

#[derive(Debug, Subcommand)]
pub enum VisitVerb {
    /// List visits, latest first
    List(list::ListArguments),
    /// Show one visit with everything about it
    Show {
        /// The visit
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Write its minutes
    Minutes(minutes::MinutesArguments),
    /// List what was asked for, the most pressing first
    Recommendations(recommendations::RecommendationsArguments),
}

/// # Errors
/// A flag that cannot be read, no such visit, or the book's refusal.
pub fn run(session: &Session, verb: &VisitVerb) -> Result<Answer, CliFault> {
    match verb {
        VisitVerb::List(arguments) => list::run(session, arguments),
        VisitVerb::Show { id } => show::run(session, id),
        VisitVerb::Minutes(arguments) => minutes::run(session, arguments),
        VisitVerb::Recommendations(arguments) => recommendations::run(session, arguments),
    }
}

/// Asks about surveys.
///
/// # Errors
/// The book's refusal.
pub fn survey(session: &Session, request: SurveyRequest) -> Result<SurveyReply, CliFault> {
    match session.ask(Request::Survey(request))? {
        Reply::Survey(reply) => Ok(reply),
        _ => Err(CliFault::odd_reply()),
    }
}

/// Takes the one kind of reply that answers a request about surveys.
macro_rules! surveyed {
    ($session:expr, $request:expr, $variant:ident) => {
        match $crate::cli::visit::survey($session, $request)? {
            $crate::service::request::SurveyReply::$variant(value) => value,
            _ => return Err($crate::cli::fault::CliFault::odd_reply()),
        }
    };
}
pub(in crate::cli) use surveyed;

/// Today in Việt Nam.
pub fn today() -> Date {
    Offset::constant(7).to_datetime(Timestamp::now()).date()
}

/// A record of this kind: its id as printed, or the bare number.
fn record_of(typed: &str, kind: RecordKind) -> Result<RecordId, CliFault> {
    let full = if typed.contains(':') {
        typed.to_owned()
    } else {
        format!("{}:{}", kind.code(), typed.trim())
    };
    let id = typed::record(&full)?;
    if id.kind != kind {
        return Err(InputWords::OtherKind { id: id.to_string() }.into());
    }
    Ok(id)
}
