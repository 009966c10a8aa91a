//! `kheo` without a verb: opens the field book.

use super::answer::Answer;
use super::fault::CliFault;
use super::session::Session;
use super::surroundings;
use super::words::FailureWords;
use crate::ui::theme::Theme;
use crate::ui::{self, UiOptions};

/// # Errors
/// The screen fails.
pub fn open(session: &Session) -> Result<Answer, CliFault> {
    let options = UiOptions {
        lang: session.lang,
        theme: Theme::under(std::env::var_os("NO_COLOR").as_deref(), Theme::default()),
        keymap: surroundings::keymap_path().filter(|path| path.exists()),
        ..UiOptions::default()
    };
    ui::run(session.client.clone(), options)
        .map_err(|fault| FailureWords::Screen { why: fault.to_string() })?;
    Ok(Answer::nothing())
}
