//! The thread that owns the store, and the handle by which others ask it.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use serde::{Deserialize, Serialize};

use super::owner::{Guard, Owner};
use super::refusal::Refusal;
use super::request::{Reply, Request};

/// How far a long request has come: `done` of `total` steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

type Answer = Box<dyn FnOnce(Result<Reply, Refusal>) + Send>;
type Report = Box<dyn Fn(Progress) + Send>;

/// A request on its way, with what is to be done with its answer.
pub(super) struct Job {
    pub request: Request,
    pub report: Report,
    pub answer: Answer,
}

/// Asks the owner of the book. Cheap to clone; usable from every thread.
#[derive(Clone)]
pub struct Client {
    jobs: Sender<Job>,
}

impl Client {
    /// Starts the worker for the store at `path`. The store is opened by the
    /// first request that needs it, so this returns at once.
    pub fn start(path: PathBuf) -> Self {
        Self::guarded(path, Guard::default())
    }

    /// As [`start`](Self::start), with what notices a copied or restored store.
    pub fn guarded(path: PathBuf, guard: Guard) -> Self {
        let (jobs, inbox) = channel();
        let worker = thread::Builder::new().name("store".into());
        // A machine that cannot start a thread answers every request with `Gone`.
        let _ = worker.spawn(move || serve(&path, guard, &inbox));
        Self { jobs }
    }

    /// Asks whoever takes jobs out of the other end of `jobs`.
    pub(super) fn to(jobs: Sender<Job>) -> Self {
        Self { jobs }
    }

    /// Asks and waits for the answer.
    ///
    /// # Errors
    /// The refusal; `Gone` when the worker has ended.
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

    /// Asks without waiting; `answer` is called on the worker's thread.
    pub fn send(
        &self,
        request: Request,
        report: impl Fn(Progress) + Send + 'static,
        answer: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
    ) {
        let job = Job {
            request,
            report: Box::new(report),
            answer: Box::new(answer),
        };
        if let Err(unsent) = self.jobs.send(job) {
            (unsent.0.answer)(Err(Refusal::Gone));
        }
    }
}

fn serve(path: &std::path::Path, guard: Guard, inbox: &Receiver<Job>) {
    let mut owner = Owner::new(path, guard);
    while let Ok(job) = inbox.recv() {
        let reply = owner.answer(job.request, &*job.report);
        (job.answer)(reply);
    }
}
