//! `kheo` without a verb: opens the field book.

use super::answer::Answer;
use super::fault::CliFault;
use super::session::Session;
use super::words::FailureWords;

/// # Errors
/// The screen fails.
pub fn open(_session: &Session) -> Result<Answer, CliFault> {
    Err(FailureWords::Screen { why: "–".into() }.into())
}
