//! One session at the owner's side: what it only reads is answered here, on
//! the session's own thread; what it changes goes to the owner.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::caller::Caller;
use super::client::Ask;
use super::hub::Hear;
use super::refusal::Refusal;
use super::request::{Reply, Request};
use super::terms::{Nature, nature};
use super::worker::{Job, Worker};

/// One session. Dropping it ends it.
pub struct Session {
    worker: Worker,
    caller: Caller,
    id: Uuid,
    own: Arc<OwnChanges>,
}

impl Session {
    pub fn new(worker: Worker, caller: Caller, id: Uuid) -> Self {
        Self {
            worker,
            caller,
            id,
            own: Arc::default(),
        }
    }

    /// Hears what others do.
    pub fn listen(&self, hear: Hear) {
        self.worker.hub.join(self.id, hear);
    }

    /// Answers a request, or has it answered.
    pub fn take(&self, number: u64, ask: Ask) {
        match nature(&ask.request) {
            Nature::Read => self.read(number, ask),
            Nature::Change => {
                let own = Arc::clone(&self.own);
                own.begin();
                let answer = ask.answer;
                let answer = Box::new(move |reply| {
                    own.end();
                    answer(reply);
                });
                self.send(number, Ask { answer, ..ask });
            }
            Nature::LongChange | Nature::Keeping => self.send(number, ask),
        }
    }

    fn read(&self, number: u64, ask: Ask) {
        // Whoever asks after a change of their own sees it.
        self.own.wait();
        if let Request::Attend { record } = ask.request {
            let officer = self.worker.shared.name_of(&self.caller);
            return (ask.answer)(match officer {
                Some(officer) => {
                    self.worker.hub.attend(self.id, officer, record);
                    Ok(Reply::Attended)
                }
                None => Err(Refusal::NoBook),
            });
        }
        let shared = &self.worker.shared;
        match shared.answer(&self.caller, &ask.request, &*ask.report) {
            Some(reply) => (ask.answer)(reply),
            None => self.send(number, ask),
        }
    }

    fn send(&self, number: u64, ask: Ask) {
        self.worker.send(Job {
            caller: self.caller.clone(),
            session: self.id,
            number,
            request: ask.request,
            report: ask.report,
            answer: ask.answer,
        });
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.worker.hub.leave(self.id);
    }
}

/// Short changes of one session that are not on disk yet.
#[derive(Default)]
struct OwnChanges {
    underway: Mutex<usize>,
    fewer: Condvar,
}

impl OwnChanges {
    fn begin(&self) {
        *self.underway() += 1;
    }

    fn end(&self) {
        let mut underway = self.underway();
        *underway = underway.saturating_sub(1);
        self.fewer.notify_all();
    }

    fn wait(&self) {
        let mut underway = self.underway();
        while *underway > 0 {
            underway = self
                .fewer
                .wait(underway)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn underway(&self) -> MutexGuard<'_, usize> {
        self.underway.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
