//! The thread that owns the store. Changes of many sessions that wait at the
//! same time share one trip to the disk; each is answered when it is there.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use uuid::Uuid;

use super::caller::Caller;
use super::client::{Answer, Report};
use super::hub::Hub;
use super::owner::{Guard, Owner, Shared};
use super::refusal::Refusal;
use super::request::{AttachmentRequest, Reply, Request};
use super::shelf::Tell;
use super::terms::{Nature, nature};
use crate::store::AskedBy;

/// Changes that go to disk together at most: enough that the disk is not what
/// anybody waits for, few enough that the first does not wait for the last.
const TOGETHER: usize = 64;

/// What the thread that owns the store is called.
pub const OWNER_THREAD: &str = "store";

/// A request on its way to the owner.
pub struct Job {
    pub caller: Caller,
    pub session: Uuid,
    pub number: u64,
    pub request: Request,
    pub report: Report,
    pub answer: Answer,
}

impl Job {
    /// What tells this request from all others, also after a restart.
    pub fn asked_by(&self) -> AskedBy {
        let mut hash = blake3::Hasher::new();
        hash.update(self.session.as_bytes());
        hash.update(self.caller.name().as_bytes());
        let mut session = [0; 16];
        session.copy_from_slice(&hash.finalize().as_bytes()[..16]);
        AskedBy {
            session,
            number: self.number,
        }
    }
}

/// Called when the store was opened for the first time.
pub type Opened = Box<dyn FnOnce(&Worker) + Send>;

/// Asks the owner of a store, and reads beside it.
#[derive(Clone)]
pub struct Worker {
    jobs: Sender<Job>,
    pub shared: Arc<Shared>,
    pub hub: Hub,
}

impl Worker {
    /// Starts the owner of the store at `path`. The store is opened by the
    /// first request that needs it; then `opened` is called. With it the store
    /// stays open as long as the process runs, without as long as anybody asks.
    pub fn start(path: PathBuf, guard: Guard, opened: Option<Opened>) -> Self {
        let (jobs, inbox) = channel();
        let shared = Arc::new(Shared::default());
        let hub = Hub::open();
        let (sharing, telling) = (Arc::clone(&shared), hub.clone());
        let readers = hub.clone();
        let tell: Tell = Arc::new(move || readers.prepared());
        let worker = Self { jobs, shared, hub };
        let opened = opened.map(|opened| {
            let worker = worker.clone();
            Box::new(move || opened(&worker)) as Box<dyn FnOnce() + Send>
        });
        let owner = thread::Builder::new().name(OWNER_THREAD.into());
        // A machine that cannot start a thread answers every request with `Gone`.
        let _ = owner.spawn(move || {
            let owner = Owner::new(&path, guard, sharing, tell, opened);
            serve(owner, &inbox, &telling);
        });
        worker
    }

    /// Asks the owner; the answer is given on its thread.
    pub fn send(&self, job: Job) {
        if let Err(unsent) = self.jobs.send(job) {
            (unsent.0.answer)(Err(Refusal::Gone));
        }
    }
}

fn serve(mut owner: Owner, inbox: &Receiver<Job>, hub: &Hub) {
    let mut next = None;
    while let Some(first) = next.take().or_else(|| inbox.recv().ok()) {
        let mut group = Group::default();
        let alone = is_long(&first.request);
        group.answer(&mut owner, first);
        while !alone && group.waiting.len() < TOGETHER && !owner.has_lost() {
            let Ok(job) = inbox.try_recv() else { break };
            if is_long(&job.request) {
                next = Some(job);
                break;
            }
            group.answer(&mut owner, job);
        }
        group.settle(&mut owner, hub);
    }
}

/// What goes to disk together.
#[derive(Default)]
struct Group {
    waiting: Vec<(Answer, Result<Reply, Refusal>)>,
    /// Sessions whose changes others are told of.
    authors: Vec<Uuid>,
}

impl Group {
    fn answer(&mut self, owner: &mut Owner, job: Job) {
        let asked = job.asked_by();
        let is_told = is_told(&job.request);
        let reply = owner.answer(&job.caller, asked, job.request, &*job.report);
        if is_told && reply.is_ok() {
            self.authors.push(job.session);
        }
        self.waiting.push((job.answer, reply));
    }

    /// Nobody hears that something was done before it is on disk.
    fn settle(self, owner: &mut Owner, hub: &Hub) {
        match owner.settle() {
            Ok(()) => {
                if !self.authors.is_empty() {
                    hub.changed(self.authors);
                }
                for (answer, reply) in self.waiting {
                    answer(reply);
                }
            }
            Err(refusal) => {
                for (answer, reply) in self.waiting {
                    answer(reply.and(Err(refusal.clone())));
                }
            }
        }
    }
}

fn is_long(request: &Request) -> bool {
    matches!(nature(request), Nature::LongChange | Nature::Keeping)
}

/// Whether others see something else afterwards.
fn is_told(request: &Request) -> bool {
    matches!(nature(request), Nature::Change | Nature::LongChange)
        && !matches!(
            request,
            Request::SaveDraft(_)
                | Request::DropDraft { .. }
                | Request::MarkCarried { .. }
                | Request::Attachments(
                    AttachmentRequest::PutPiece { .. } | AttachmentRequest::Keep { .. }
                )
        )
}
