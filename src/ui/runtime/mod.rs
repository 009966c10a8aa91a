//! The loop: wait for what happens, take all of it in, draw once. Nothing runs
//! while nothing happens; the clock ticks only while something waits for it.

mod asks;
mod desk;
mod executor;
mod papers;

pub use asks::Asks;
pub use desk::Desk;
pub use papers::Papers;

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use executor::Executor;
use jiff::Timestamp;

use super::effect::Effect;
use super::msg::{Event, Msg};
use super::state::{Due, State};
use super::term::{Signal, TermEvent};
use super::update;

/// How long leaving waits for a draft on its way to the disk. A commit takes
/// milliseconds; only a book that is busy with a long import needs more, and
/// losing what was typed would be worse than leaving late.
const FAREWELL: Duration = Duration::from_secs(3);

/// How long nothing happens before the program rests: longer than between two
/// keys of one word, shorter than reading a screen.
const PAUSE: Duration = Duration::from_millis(250);

/// What the program is seen on: the terminal, or a buffer in tests.
pub trait Surface {
    /// Draws the state.
    ///
    /// # Errors
    /// Nobody is there any more.
    fn draw(&mut self, state: &State) -> io::Result<()>;

    /// Makes the next drawing draw everything anew.
    ///
    /// # Errors
    /// Nobody is there any more.
    fn redraw(&mut self) -> io::Result<()>;

    /// Offers words to the terminal's clipboard. Whether it takes them is
    /// never asked.
    ///
    /// # Errors
    /// Nobody is there any more.
    fn copy(&mut self, words: &str) -> io::Result<()>;

    /// Gives the terminal back to the shell; returns when it is ours again.
    ///
    /// # Errors
    /// The terminal could not be taken again.
    fn suspend(&mut self) -> io::Result<()>;

    /// Takes the terminal again after others had it.
    ///
    /// # Errors
    /// The terminal could not be taken again.
    fn resume(&mut self) -> io::Result<()>;

    /// Nothing has happened for a while: what is not needed to stand still may
    /// be given back.
    fn rest(&mut self) {}

    /// Nothing more is to be written.
    fn gone(&mut self);
}

/// The loop with the channel through which everything arrives.
pub struct Runtime<A, P> {
    executor: Executor<A, P>,
    inbox: Receiver<Event>,
    stage: Stage,
}

/// How far the program's run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Running,
    Leaving,
}

impl<A: Asks, P: Papers> Runtime<A, P> {
    /// `events` is the sending end of `inbox`.
    pub fn new(asks: A, papers: P, events: Sender<Event>, inbox: Receiver<Event>) -> Self {
        Self {
            executor: Executor::new(asks, papers, events),
            inbox,
            stage: Stage::Running,
        }
    }

    /// Runs until the officer leaves or the terminal is gone.
    pub fn run(&mut self, state: &mut State, surface: &mut impl Surface) {
        // What starting needed, reading keys and arguments, is not needed again.
        surface.rest();
        let effects = update::begin(state);
        let begun = self.carry_out(effects, surface);
        self.executor.send();
        let mut seen = begun.and_then(|()| surface.draw(state));
        while self.stage == Stage::Running {
            if seen.is_err() {
                // Nobody is there to be told of a further failure.
                let _ = self.take_in(state, TermEvent::Gone.into(), surface);
                break;
            }
            let Some(first) = self.wait(state, surface) else {
                break;
            };
            seen = self.take_in_all(state, first, surface);
            if seen.is_ok() && self.stage == Stage::Running {
                seen = surface.draw(state);
            }
        }
        self.see_drafts_home(state);
    }

    /// The next event; `None` when nothing can arrive any more.
    fn wait(&self, state: &State, surface: &mut impl Surface) -> Option<Event> {
        let now = Timestamp::now();
        let due = match state.draft_clock.due(now).or(state.news_clock.due(now)) {
            Due::Never => None,
            Due::Now => return Some(Event::Tick),
            Due::In(millis) => Some(Duration::from_millis(millis.unsigned_abs())),
        };
        let received = if due.is_some_and(|due| due <= PAUSE) {
            self.receive(due)
        } else {
            self.receive(Some(PAUSE)).or_else(|_| {
                surface.rest();
                self.receive(due.map(|due| due - PAUSE))
            })
        };
        match received {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => Some(Event::Tick),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// What arrives within `time`; without one it is waited for.
    fn receive(&self, time: Option<Duration>) -> Result<Event, RecvTimeoutError> {
        match time {
            Some(time) => self.inbox.recv_timeout(time),
            None => self.inbox.recv().map_err(RecvTimeoutError::from),
        }
    }

    /// Takes in everything that has arrived; then asks what it makes wanted.
    fn take_in_all(
        &mut self,
        state: &mut State,
        first: Event,
        surface: &mut impl Surface,
    ) -> io::Result<()> {
        let mut next = Some(first);
        while let Some(event) = next {
            self.take_in(state, event, surface)?;
            if self.stage == Stage::Leaving {
                break;
            }
            next = self.inbox.try_recv().ok();
        }
        self.executor.send();
        Ok(())
    }

    fn take_in(
        &mut self,
        state: &mut State,
        event: Event,
        surface: &mut impl Surface,
    ) -> io::Result<()> {
        if matches!(
            event,
            Event::Term(TermEvent::Gone | TermEvent::Signal(Signal::Hangup))
        ) {
            surface.gone();
        }
        self.executor.note(&event);
        let effects = update::update(
            state,
            Msg {
                at: Timestamp::now(),
                event,
            },
        );
        self.carry_out(effects, surface)
    }

    fn carry_out(&mut self, effects: Vec<Effect>, surface: &mut impl Surface) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask { ticket, request } => self.executor.ask(ticket, *request),
                Effect::Work { ticket, work } => self.executor.work(ticket, work),
                Effect::Stop { ticket } => self.executor.stop(&ticket),
                Effect::Suspend => {
                    self.executor.send();
                    surface.suspend()?;
                }
                Effect::Resume => surface.resume()?,
                Effect::Copy(words) => surface.copy(&words)?,
                Effect::Redraw => surface.redraw()?,
                Effect::Leave => self.stage = Stage::Leaving,
            }
        }
        Ok(())
    }

    /// Waits for the drafts that are on their way to the disk.
    fn see_drafts_home(&mut self, state: &mut State) {
        self.executor.send();
        let until = Instant::now() + FAREWELL;
        while self.executor.has_drafts_underway() {
            let left = until.saturating_duration_since(Instant::now());
            let Ok(event) = self.inbox.recv_timeout(left) else {
                return;
            };
            self.executor.note(&event);
            update::update(
                state,
                Msg {
                    at: Timestamp::now(),
                    event,
                },
            );
        }
    }
}
