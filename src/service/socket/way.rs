//! The way to the owner of a book on this machine: over a socket where one
//! answers, else by becoming the owner.

use std::io::{self, ErrorKind, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::super::client::{Client, Patience};
use super::super::line::{Link, Reached, Way};
use super::super::owner::Guard;
use super::super::refusal::Refusal;
use super::super::worker::Worker;
use super::address::beside;
use super::listen::{Door, bind, take_calls_aside};

/// How long a greeting is waited for.
const GREETING: Duration = Duration::from_secs(10);

/// Where the book is.
#[derive(Debug, Clone)]
pub enum Place {
    /// This store: with whoever owns it now, or as its owner, with what
    /// notices that it was copied or restored.
    Store(PathBuf, Guard),
    /// Whoever answers on this socket, and nobody else.
    Socket(PathBuf),
}

impl Client {
    /// Asks whoever answers for the book at `place`. Nothing is opened before
    /// the first request.
    ///
    /// # Errors
    /// The machine cannot start a thread.
    pub fn open(place: Place, patience: Patience) -> Result<Self, Refusal> {
        let (session, inbox) = channel();
        let link = Link::new(ThisMachine { place, patience }, inbox, session.clone());
        Self::linked(session, link)
    }
}

struct ThisMachine {
    place: Place,
    patience: Patience,
}

impl Way for ThisMachine {
    fn look(&mut self) -> Reached {
        match &self.place {
            Place::Socket(socket) => call(socket).unwrap_or_else(|fault| {
                let path = socket.display().to_string();
                match fault.kind() {
                    ErrorKind::PermissionDenied => Reached::Never(Refusal::SocketShut { path }),
                    _ => Reached::Nobody(Refusal::NobodyThere { path }),
                }
            }),
            Place::Store(store, guard) => {
                let sockets = beside(store);
                let answered = sockets.iter().find_map(|path| call(path).ok());
                answered.unwrap_or_else(|| Reached::Beside(own(store, guard)))
            }
        }
    }

    fn patience(&self) -> Duration {
        match self.patience {
            Patience::Verb => Duration::from_secs(15),
            Patience::Screen => Duration::MAX,
        }
    }
}

fn call(path: &Path) -> io::Result<Reached> {
    let stream = UnixStream::connect(path)?;
    let hearing = stream.try_clone()?;
    hearing.set_read_timeout(Some(GREETING))?;
    Ok(Reached::Line(Box::new(hearing), Box::new(Speaking(stream))))
}

/// The speaking half of a line, which hangs up when it goes.
struct Speaking(UnixStream);

impl Write for Speaking {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Drop for Speaking {
    fn drop(&mut self) {
        // The other side may have gone first.
        let _ = self.0.shutdown(Shutdown::Write);
    }
}

/// Owns the store and, as soon as it is open, answers other sessions of this
/// user beside it. Where no socket can be made they are told that it is in use.
fn own(store: &Path, guard: &Guard) -> Worker {
    let sockets = beside(store);
    let opened = move |worker: &Worker| {
        let made = sockets.iter().find_map(|path| bind(path, Door::Own).ok());
        if let Some(listener) = made {
            take_calls_aside(listener, Door::Own, worker);
        }
    };
    Worker::start(store.to_owned(), guard.clone(), Some(Box::new(opened)))
}
