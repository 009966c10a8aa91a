//! The handle by which screens and verbs ask the book, wherever its owner is.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::caller::Caller;
use super::hub::{Hear, Push};
use super::line::{Given, Heard, Link, Way};
use super::owner::Guard;
use super::refusal::Refusal;
use super::request::{Reply, Request};
use super::session::Session;
use super::worker::Worker;

/// How far a long request has come: `done` of `total` steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

pub type Answer = Box<dyn FnOnce(Result<Reply, Refusal>) + Send>;
pub type Report = Box<dyn Fn(Progress) + Send>;

/// A request on its way, with what is to be done with its answer.
pub struct Ask {
    pub request: Request,
    pub report: Report,
    pub answer: Answer,
}

/// What a client's session is told.
pub enum ToSession {
    Ask(Ask),
    Listen(Hear),
    /// From the other end of the line.
    Heard(Heard),
    /// Nobody asks any more.
    Bye,
}

/// How long a request waits for an owner that is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// A verb: somebody waits for it to end.
    Verb,
    /// A screen: until the officer leaves.
    Screen,
}

/// Asks the owner of the book. Cheap to clone; usable from every thread.
#[derive(Clone)]
pub struct Client {
    session: Arc<Handle>,
}

/// The one way to a session; the session ends when it goes.
struct Handle(Sender<ToSession>);

impl Drop for Handle {
    fn drop(&mut self) {
        // A session that has ended needs no goodbye.
        let _ = self.0.send(ToSession::Bye);
    }
}

impl Client {
    /// Starts an owner for the store at `path` in this process, for this
    /// session alone. The store is opened by the first request that needs it,
    /// so this returns at once.
    pub fn start(path: PathBuf) -> Self {
        Self::guarded(path, Guard::default())
    }

    /// As [`start`](Self::start), with what notices a copied or restored store.
    pub fn guarded(path: PathBuf, guard: Guard) -> Self {
        let (session, inbox) = channel();
        let thread = thread::Builder::new().name("session".into());
        // A machine that cannot start a thread answers every request with `Gone`.
        let _ = thread.spawn(move || beside(Worker::start(path, guard, None), &inbox));
        Self::to(session)
    }

    /// Speaks to the owner of a book at the other end of a line, for example
    /// of `kheo serve --stdio`. When the line ends, it is over.
    ///
    /// # Errors
    /// The other end refuses, or is something else.
    pub fn over(
        read: impl Read + Send + 'static,
        write: impl Write + Send + 'static,
    ) -> Result<Self, Refusal> {
        let (session, inbox) = channel();
        let mut link = Link::new(Given(Some((read, write))), inbox, session.clone());
        link.reach()?;
        Self::linked(session, link)
    }

    /// Runs a link on a thread of its own.
    pub(super) fn linked<W: Way>(
        session: Sender<ToSession>,
        link: Link<W>,
    ) -> Result<Self, Refusal> {
        let thread = thread::Builder::new().name("session".into());
        thread
            .spawn(move || link.run())
            .map_err(|_| Refusal::Gone)?;
        Ok(Self::to(session))
    }

    fn to(session: Sender<ToSession>) -> Self {
        let session = Arc::new(Handle(session));
        Self { session }
    }

    /// Asks and waits for the answer.
    ///
    /// # Errors
    /// The refusal; `Gone` when the owner has ended.
    pub fn ask(&self, request: Request) -> Result<Reply, Refusal> {
        self.ask_with(request, |_| {})
    }

    /// Asks and waits, reporting progress of long requests.
    ///
    /// # Errors
    /// As [`ask`](Self::ask).
    pub fn ask_with(
        &self,
        request: Request,
        report: impl Fn(Progress) + Send + 'static,
    ) -> Result<Reply, Refusal> {
        let (answer, answered) = channel();
        self.send(request, report, move |reply| {
            let _ = answer.send(reply);
        });
        answered.recv().unwrap_or(Err(Refusal::Gone))
    }

    /// Asks without waiting; `answer` is called on another thread.
    pub fn send(
        &self,
        request: Request,
        report: impl Fn(Progress) + Send + 'static,
        answer: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
    ) {
        let ask = Ask {
            request,
            report: Box::new(report),
            answer: Box::new(answer),
        };
        if let Err(unsent) = self.session.0.send(ToSession::Ask(ask))
            && let ToSession::Ask(ask) = unsent.0
        {
            (ask.answer)(Err(Refusal::Gone));
        }
    }

    /// Hears from now on what others do. `hear` is called on another thread
    /// and must not wait.
    pub fn listen(&self, hear: impl Fn(Push) + Send + Sync + 'static) {
        // A session that has ended tells nothing more.
        let _ = self.session.0.send(ToSession::Listen(Arc::new(hear)));
    }
}

/// The session of whoever has the owner in their own process.
fn beside(worker: Worker, inbox: &Receiver<ToSession>) {
    let session = Session::new(worker, Caller::Keeper, Uuid::now_v7());
    let mut number = 0;
    while let Ok(said) = inbox.recv() {
        match said {
            ToSession::Ask(ask) => {
                number += 1;
                session.take(number, ask);
            }
            ToSession::Listen(hear) => session.listen(hear),
            ToSession::Heard(_) => {}
            ToSession::Bye => return,
        }
    }
}
