//! The program as people start it: the terminal, the keys, the loop.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::channel;

use jiff::Timestamp;

use super::keymap::{Base, Keymap};
use super::layout::Size;
use super::msg::Event;
use super::runtime::{Desk, Runtime, Surface};
use super::state::{Notice, State};
use super::term::{Input, Screen, Signals, Sink, TerminalSink, give_back_code};
use super::theme::Theme;
use super::view;
use super::words::{Bilingual, FrameWords};
use crate::exchange::IdentityFile;
use crate::i18n::Lang;
use crate::service::{Client, Refusal};

/// How the program is to be shown.
#[derive(Debug, Clone, Default)]
pub struct UiOptions {
    pub lang: Lang,
    pub theme: Theme,
    /// The map that the user's keys are laid over.
    pub base: Base,
    /// The user's own keys.
    pub keymap: Option<PathBuf>,
    /// Where the key that opens bundles usually is.
    pub identity: Option<PathBuf>,
    /// Said on the message line until the first key.
    pub banner: Option<Bilingual>,
}

/// Why there is no screen to work on.
#[derive(Debug, thiserror::Error)]
pub enum UiFault {
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// The officer has been told, and has left.
    #[error("the book cannot be opened: {0:?}")]
    Book(Refusal),
}

/// Shows the book that `client` answers for, until the officer leaves or the
/// terminal is gone. What was being typed is on disk when this returns.
///
/// # Errors
/// There is no terminal, or it cannot be taken over; or the book could not be
/// opened.
pub fn run(client: Client, options: UiOptions) -> Result<(), UiFault> {
    let (keymap, faults) = Keymap::load(options.keymap.as_deref(), options.base);
    let (events, inbox) = channel::<Event>();
    let signals = Signals::start(events.clone())?;
    let mut screen = Screen::open()?;
    let input = Input::start(events.clone())?;
    let mut state = State::new(
        options.lang,
        options.theme,
        keymap,
        window(),
        Timestamp::now(),
    );
    state.notice = options.banner.map(|words| Notice::hint(&words));
    if let Some(fault) = faults.first() {
        let fault = fault.message(state.lang);
        state.notice = Some(Notice::refused(&FrameWords::BadKeymap { fault }));
    }
    let identity = options
        .identity
        .map_or(IdentityFile::Nowhere, IdentityFile::Usual);
    let news = events.clone();
    client.listen(move |push| {
        // The interface that has ended needs no news.
        let _ = news.send(Event::Pushed(push));
    });
    let desk = Desk::new(client.clone(), identity);
    Runtime::new(client, desk, events, inbox).run(&mut state, &mut screen);
    drop((input, signals));
    match state.no_book {
        Some(refusal) => Err(UiFault::Book(refusal)),
        None => Ok(()),
    }
}

fn window() -> Size {
    let size = TerminalSink.size();
    Size {
        columns: size.width,
        rows: size.height,
    }
}

impl Surface for Screen {
    fn draw(&mut self, state: &State) -> io::Result<()> {
        Self::draw(self, |frame| view::draw(state, frame))
    }

    fn redraw(&mut self) -> io::Result<()> {
        Self::redraw(self)
    }

    fn copy(&mut self, words: &str) -> io::Result<()> {
        Self::copy(self, words)
    }

    fn suspend(&mut self) -> io::Result<()> {
        // Without a shell to go back to there is nothing to do.
        Self::suspend(self).map(|_| ())
    }

    fn resume(&mut self) -> io::Result<()> {
        Self::resume(self)
    }

    fn rest(&mut self) {
        give_back_code();
    }

    fn gone(&mut self) {
        Self::gone(self);
    }
}
