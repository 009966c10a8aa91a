//! `kheo` without a verb: opens the field book.

use std::io::IsTerminal;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Form, Session};
use super::surroundings;
use super::words::{FailureWords, Said, UsageWords};
use crate::ui::keymap::Base;
use crate::ui::theme::Theme;
use crate::ui::{self, Bilingual, UiFault, UiOptions};

/// Whether a screen can be shown at all; asked before anything is made for it.
///
/// # Errors
/// A script asked, or there is no terminal.
pub fn ready(session: &Session) -> Result<(), CliFault> {
    if session.form == Form::Json {
        return Err(UsageWords::NeedsVerb.into());
    }
    if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
        return Err(FailureWords::NoTerminal.into());
    }
    Ok(())
}

/// Shows the book until the officer leaves. `banner` stands on the message
/// line at first.
///
/// # Errors
/// There is no terminal to work on.
pub fn open(session: &Session, banner: Option<&Said>) -> Result<Answer, CliFault> {
    ready(session)?;
    let options = UiOptions {
        lang: session.lang,
        theme: Theme::under(std::env::var_os("NO_COLOR").as_deref(), Theme::default()),
        base: Base::Default,
        keymap: surroundings::keymap_path(),
        identity: surroundings::identity_path(),
        banner: banner.map(Bilingual::of),
    };
    match ui::run(session.client.clone(), options) {
        Ok(()) => Ok(Answer::nothing()),
        Err(UiFault::Book(refusal)) => Err(refusal.into()),
        Err(UiFault::Terminal(fault)) => Err(FailureWords::Screen {
            why: fault.to_string(),
        }
        .into()),
    }
}
