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
    /// Requests that wait to be sent together.
    waiting: Vec<(Ticket, Request)>,
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
            waiting: Vec::new(),
            stops: HashMap::new(),
            drafts_underway: 0,
        }
    }

    /// Asks the book when all that has happened is [taken in](Self::send): of
    /// letters that came at once only the last one's page is wanted.
    pub fn ask(&mut self, ticket: Ticket, request: Request) {
        if ticket.errand.must_land() {
            self.drafts_underway += 1;
        }
        self.waiting
            .retain(|(earlier, _)| !ticket.errand.replaces(&earlier.errand));
        self.waiting.push((ticket, request));
    }

    /// Sends the requests that wait, in the order of the wishes.
    pub fn send(&mut self) {
        for (ticket, request) in std::mem::take(&mut self.waiting) {
            self.send_one(ticket, request);
        }
    }

    fn send_one(&self, ticket: Ticket, request: Request) {
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

    /// Starts work on files, after what was asked before it.
    pub fn work(&mut self, ticket: Ticket, work: PaperWork) {
        self.send();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Measure;
    use crate::service::request::ModelQuery;
    use crate::service::{Progress, Reply};
    use crate::ui::effect::Paper;
    use crate::ui::ticket::{Errand, TicketDesk};
    use crate::ui::words::Bilingual;
    use std::sync::mpsc::channel;

    /// Notes what is asked, and answers nothing.
    #[derive(Clone)]
    struct Noting(Sender<String>);

    impl Asks for Noting {
        fn send(
            &self,
            request: Request,
            _: impl Fn(Progress) + Send + 'static,
            _: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
        ) {
            let asked = match request {
                Request::Models(query) => format!("{} from {}", query.search, query.offset),
                other => format!("{other:?}"),
            };
            self.0.send(asked).unwrap();
        }
    }

    #[derive(Clone)]
    struct NoPapers;

    impl Papers for NoPapers {
        fn work(
            &self,
            work: PaperWork,
            _: &dyn Fn(Measure),
            _: &AtomicBool,
        ) -> Result<Paper, Bilingual> {
            panic!("{work:?}")
        }
    }

    #[test]
    fn of_letters_that_came_at_once_the_last_ones_page_is_asked_for() {
        let ((asks, asked), (events, _)) = (channel(), channel());
        let mut executor = Executor::new(Noting(asks), NoPapers, events);
        let mut desk = TicketDesk::default();
        let pages = [(1, "r", 0), (2, "ra", 0), (3, "rac", 0), (3, "rac", 200)];
        for (list, typed, offset) in pages {
            if list == 2 {
                executor.ask(desk.issue(Errand::Undo), Request::Undo);
            }
            let ticket = desk.issue(Errand::Models { list, offset });
            let query = ModelQuery {
                search: typed.to_owned(),
                offset,
                ..ModelQuery::default()
            };
            executor.ask(ticket, Request::Models(query));
        }
        assert_eq!(asked.try_recv().ok(), None, "all is taken in first");
        executor.send();
        let sent: Vec<String> = asked.try_iter().collect();
        assert_eq!(sent, ["Undo", "rac from 0", "rac from 200"]);
        executor.send();
        assert_eq!(asked.try_recv().ok(), None, "each is sent once");
    }
}
