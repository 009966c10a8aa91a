//! Taking the terminal over and giving it back as it was, whatever happens.

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::{Frame, Terminal};

use super::clipboard;
use super::output::{Output, empty_covered};
use super::sink::TerminalSink;

/// The other screen, marked pastes, no cursor, nothing on it. Nothing here asks
/// the terminal anything, and the mouse stays with it.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[m\x1b[2J";
/// The same backwards, and the end of a frame that may have been cut short.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[r\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";

/// Whose the terminal is: one for the whole process, since a panic must know it.
static HOLD: AtomicU8 = AtomicU8::new(FREE);
const FREE: u8 = 0;
const TAKEN: u8 = 1;
const GONE: u8 = 2;

/// Held while the terminal's modes are changed.
static SET_UP: Mutex<()> = Mutex::new(());

/// The thread that draws.
static DRAWS: Mutex<Option<ThreadId>> = Mutex::new(None);
/// What other threads said in a panic while the screen was taken.
static LAST_WORDS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Holds the terminal until dropped. A panic gives it back too, and speaks after.
#[derive(Debug)]
pub struct TerminalGuard {
    _private: (),
}

impl TerminalGuard {
    /// Raw mode, the alternate screen and bracketed paste.
    ///
    /// # Errors
    /// When standard input or output is no terminal, or it cannot be taken.
    pub fn enter() -> io::Result<Self> {
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            let reason = "standard input and output must be a terminal";
            return Err(io::Error::new(io::ErrorKind::Unsupported, reason));
        }
        give_back_on_panic();
        *DRAWS.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
        let guard = Self { _private: () };
        take()?;
        Ok(guard)
    }

    /// From now on nothing is written to the terminal: nobody is there.
    pub fn gone(&self) {
        HOLD.store(GONE, Ordering::SeqCst);
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        give_back();
    }
}

fn take() -> io::Result<()> {
    let _set_up = SET_UP.lock().unwrap_or_else(PoisonError::into_inner);
    HOLD.store(TAKEN, Ordering::SeqCst);
    enable_raw_mode()?;
    TerminalSink.write_all(TAKE)
}

/// Sets the terminal up as it is, which makes the system say once more that it
/// can be read. Does nothing when it is not held.
///
/// # Errors
/// When the terminal cannot be set up: it may be gone.
#[cfg(unix)]
pub(super) fn wake_readers() -> io::Result<()> {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

    let _set_up = SET_UP.lock().unwrap_or_else(PoisonError::into_inner);
    if HOLD.load(Ordering::SeqCst) == TAKEN {
        let stdin = io::stdin();
        tcsetattr(&stdin, OptionalActions::Now, &tcgetattr(&stdin)?)?;
    }
    Ok(())
}

/// Gives the terminal back if it is held and there. Failure is not told: there
/// is nobody left to tell, and the program is leaving.
fn give_back() {
    let _set_up = SET_UP.lock().unwrap_or_else(PoisonError::into_inner);
    let held = HOLD.compare_exchange(TAKEN, FREE, Ordering::SeqCst, Ordering::SeqCst);
    if held.is_err() {
        return;
    }
    let _ = TerminalSink.write_all(GIVE_BACK);
    let _ = disable_raw_mode();
    let mut words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    for word in words.drain(..) {
        let _ = writeln!(io::stderr(), "{word}");
    }
}

/// On the drawing thread a panic gives the terminal back before it speaks. On
/// another the screen stays up, and its words are kept for the end.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let speak = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let draws = *DRAWS.lock().unwrap_or_else(PoisonError::into_inner);
            match HOLD.load(Ordering::SeqCst) {
                GONE => {}
                TAKEN if draws != Some(thread::current().id()) => {
                    let mut words = LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner);
                    words.push(panic.to_string());
                }
                _ => {
                    give_back();
                    speak(panic);
                }
            }
        }));
    });
}

/// How an attempt to go to the background ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspension {
    /// The program stopped, was continued, and has the terminal again.
    Resumed,
    /// There is no shell to go back to: stopping would be for ever.
    Unavailable,
}

/// The terminal, taken over and ready to be drawn on.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Output<TerminalSink>>,
    // After the terminal, so that it is given back last.
    guard: TerminalGuard,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// As [`TerminalGuard::enter`].
    pub fn open() -> io::Result<Self> {
        let guard = TerminalGuard::enter()?;
        let terminal = Terminal::new(Output::new(TerminalSink))?;
        let mut screen = Self { terminal, guard };
        screen.redraw()?;
        Ok(screen)
    }

    /// Draws one frame: one write, or none when nothing changed.
    ///
    /// # Errors
    /// When the terminal takes no more: then it is gone.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let drawn = self.terminal.draw(|frame| {
            view(frame);
            empty_covered(frame.buffer_mut());
        });
        drawn.map(|_| ())
    }

    /// Makes the next frame draw everything anew.
    ///
    /// # Errors
    /// When the terminal takes no more.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().forget();
        self.terminal.clear()
    }

    /// Offers words to the terminal's clipboard, if it has one and they are
    /// not too long for it.
    ///
    /// # Errors
    /// When the terminal takes no more.
    pub fn copy(&mut self, words: &str) -> io::Result<()> {
        match clipboard::offer(words) {
            Some(sequence) => TerminalSink.write_all(&sequence),
            None => Ok(()),
        }
    }

    /// Nobody is there any more: nothing more is written, not even on leaving.
    pub fn gone(&self) {
        self.guard.gone();
    }

    /// Gives the terminal back, stops, and takes it again when continued.
    ///
    /// # Errors
    /// When the process cannot be stopped or the terminal not taken again.
    pub fn suspend(&mut self) -> io::Result<Suspension> {
        if !job::has_shell() {
            return Ok(Suspension::Unavailable);
        }
        give_back();
        let stopped = job::stop();
        self.resume()?;
        stopped.map(|()| Suspension::Resumed)
    }

    /// Takes the terminal again after others had it, as when the process was
    /// stopped from outside and a shell has set it up for itself.
    ///
    /// # Errors
    /// When the terminal cannot be taken.
    pub fn resume(&mut self) -> io::Result<()> {
        // Raw mode is only set again by one who has left it.
        disable_raw_mode()?;
        take()?;
        self.redraw()
    }
}

#[cfg(unix)]
mod job {
    use std::io;

    use nix::unistd::{getpgid, getpgrp, getppid, getsid};
    use signal_hook::consts::SIGSTOP;

    /// Whether our parent can continue us: a shell with job control, of this
    /// session but in another group of processes. A session or a group whose
    /// leader is outside our container has the number 0.
    pub fn has_shell() -> bool {
        let parent = getppid();
        let in_sight = parent.as_raw() > 0;
        let same_session = getsid(None).is_ok_and(|ours| getsid(Some(parent)) == Ok(ours));
        let other_group = getpgid(Some(parent)).is_ok_and(|group| group != getpgrp());
        in_sight && same_session && other_group
    }

    /// Stops the process and returns when it is continued. Raised in this very
    /// thread, so that nothing of it runs on in between.
    pub fn stop() -> io::Result<()> {
        signal_hook::low_level::raise(SIGSTOP)
    }
}

#[cfg(not(unix))]
mod job {
    use std::io;

    pub fn has_shell() -> bool {
        false
    }

    pub fn stop() -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
