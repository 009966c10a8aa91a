//! Carries wishes out: requests go to the book, work on files to a helper
//! thread, so that nothing blocks typing. Everything comes back as an event.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use super::asks::Asks;
use super::papers::Papers;
use crate::service::{Refusal, Request};
use crate::ui::effect::PaperWork;
use crate::ui::msg::Event;
use crate::ui::ticket::Ticket;

/// Sends wishes out and their outcomes back into the one channel.
pub struct Executor<A, P> {
    asks: A,
    papers: P,
    events: Sender<Event>,
    /// Flags of the work that can be stopped, by ticket.
    stops: HashMap<u64, Arc<AtomicBool>>,
    /// Drafts and answers that were sent and not answered yet.
    drafts_underway: usize,
}

impl<A: Asks, P: Papers> Executor<A, P> {
    pub fn new(asks: A, papers: P, events: Sender<Event>) -> Self {
        Self {
            asks,
            papers,
            events,
            stops: HashMap::new(),
            drafts_underway: 0,
        }
    }

    /// Asks the book.
    pub fn ask(&mut self, ticket: Ticket, request: Request) {
        if ticket.errand.must_land() {
            self.drafts_underway += 1;
        }
        let progress_to = self.events.clone();
        let progress_ticket = ticket.clone();
        let answer_to = self.events.clone();
        // A closed channel means that the interface has ended: nobody waits.
        self.asks.send(
            request,
            move |progress| {
                let _ = progress_to.send(Event::Progress {
                    ticket: progress_ticket.clone(),
                    measure: progress.into(),
                });
            },
            move |answer| {
                let _ = answer_to.send(Event::Reply { ticket, answer });
            },
        );
    }

    /// Starts work on files.
    pub fn work(&mut self, ticket: Ticket, work: PaperWork) {
        let stop = Arc::new(AtomicBool::new(false));
        self.stops.insert(ticket.number, Arc::clone(&stop));
        let papers = self.papers.clone();
        let events = self.events.clone();
        let unstarted = (self.events.clone(), ticket.clone());
        let helper = thread::Builder::new().name("papers".into()).spawn(move || {
            let progress_to = events.clone();
            let progress_ticket = ticket.clone();
            let report = move |measure| {
                let _ = progress_to.send(Event::Progress {
                    ticket: progress_ticket.clone(),
                    measure,
                });
            };
            let outcome = papers.work(work, &report, &stop);
            let _ = events.send(Event::Paper { ticket, outcome });
        });
        if helper.is_err() {
            let (events, ticket) = unstarted;
            let _ = events.send(Event::Reply {
                ticket,
                answer: Err(Refusal::Gone),
            });
        }
    }

    /// Asks that work to stop.
    pub fn stop(&mut self, ticket: &Ticket) {
        if let Some(stop) = self.stops.get(&ticket.number) {
            stop.store(true, Ordering::Relaxed);
        }
    }

    /// Takes note of what has come back.
    pub fn note(&mut self, event: &Event) {
        match event {
            Event::Reply { ticket, .. } if ticket.errand.must_land() => {
                self.drafts_underway = self.drafts_underway.saturating_sub(1);
            }
            Event::Paper { ticket, .. } => {
                self.stops.remove(&ticket.number);
            }
            _ => {}
        }
    }

    /// Whether a draft or an answer is still on its way to the disk.
    pub fn has_drafts_underway(&self) -> bool {
        self.drafts_underway > 0
    }
}
