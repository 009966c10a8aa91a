//! A session's end of a line.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use uuid::Uuid;

use super::super::refusal::Refusal;
use super::super::wire::{self, Call, Hello, PROTOCOL, Said};
use super::super::worker::{Client, Job};

impl Client {
    /// Speaks to the owner of a book at the other end of a line, for example
    /// of `kheo serve --stdio`.
    ///
    /// # Errors
    /// The other end refuses, or is something else.
    pub fn over(
        mut read: impl Read + Send + 'static,
        mut write: impl Write + Send + 'static,
    ) -> Result<Self, Refusal> {
        wire::write(&mut write, &Call::Hello(Hello::of(Uuid::now_v7())))?;
        match wire::read(&mut read)?.ok_or(Refusal::Gone)? {
            Said::Welcome { protocol, .. } if protocol == PROTOCOL => {}
            Said::Welcome { protocol, .. } => {
                return Err(Refusal::OtherVersion {
                    theirs: protocol,
                    ours: PROTOCOL,
                });
            }
            Said::Refused(refusal) => return Err(refusal),
            Said::Progress { .. } | Said::Answer { .. } => {
                return Err(Refusal::OtherProgram {
                    why: "no greeting".to_owned(),
                });
            }
        }
        let (jobs, inbox) = channel();
        let asked = Arc::new(Asked::default());
        let listening = Arc::clone(&asked);
        let listener = thread::Builder::new().name("answers".into());
        listener
            .spawn(move || listening.hear(&mut read))
            .map_err(|_| Refusal::Gone)?;
        let speaker = thread::Builder::new().name("requests".into());
        speaker
            .spawn(move || asked.speak(&inbox, &mut write))
            .map_err(|_| Refusal::Gone)?;
        Ok(Self::to(jobs))
    }
}

/// Requests that were sent and not answered.
#[derive(Default)]
struct Asked {
    jobs: Mutex<Waiting>,
}

#[derive(Default)]
struct Waiting {
    last: u64,
    jobs: HashMap<u64, Job>,
    /// Why nothing will be answered any more.
    over: Option<Refusal>,
}

impl Asked {
    fn with<T>(&self, what: impl FnOnce(&mut Waiting) -> T) -> T {
        what(&mut self.jobs.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Sends requests until nobody asks any more.
    fn speak(&self, inbox: &Receiver<Job>, write: &mut impl Write) {
        while let Ok(job) = inbox.recv() {
            let number = self.with(|waiting| {
                waiting.last += 1;
                waiting.last
            });
            let request = Box::new(job.request.clone());
            if let Some((job, why)) = self.keep(number, job) {
                (job.answer)(Err(why));
                continue;
            }
            if let Err(fault) = wire::write(write, &Call::Ask { number, request })
                && let Some(job) = self.with(|waiting| waiting.jobs.remove(&number))
            {
                (job.answer)(Err(fault.into()));
            }
        }
    }

    /// Keeps a request until it is answered; gives it back when the line ended.
    fn keep(&self, number: u64, job: Job) -> Option<(Job, Refusal)> {
        self.with(|waiting| match &waiting.over {
            Some(why) => Some((job, why.clone())),
            None => {
                waiting.jobs.insert(number, job);
                None
            }
        })
    }

    /// Hands answers out until the line ends; then nothing more is answered.
    fn hear(&self, read: &mut impl Read) {
        let why = loop {
            match wire::read(read) {
                Ok(Some(Said::Answer { number, answer })) => {
                    if let Some(job) = self.with(|waiting| waiting.jobs.remove(&number)) {
                        (job.answer)(answer.map(|reply| *reply));
                    }
                }
                Ok(Some(Said::Progress { number, progress })) => self.with(|waiting| {
                    if let Some(job) = waiting.jobs.get(&number) {
                        (job.report)(progress);
                    }
                }),
                Ok(Some(Said::Welcome { .. })) => {}
                Ok(Some(Said::Refused(refusal))) => break refusal,
                Ok(None) => break Refusal::Gone,
                Err(fault) => break fault.into(),
            }
        };
        let left = self.with(|waiting| {
            waiting.over = Some(why.clone());
            std::mem::take(&mut waiting.jobs)
        });
        for job in left.into_values() {
            (job.answer)(Err(why.clone()));
        }
    }
}
