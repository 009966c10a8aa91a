//! What waits to be sent to one session. Bounded: a session that does not read
//! its answers is not listened to before it does.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::super::wire::Said;

/// Requests of one session that are answered at the same time.
const UNDERWAY: usize = 16;

/// Messages to one session in order, and how many requests are underway.
#[derive(Default)]
pub struct Outbox {
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    waiting: VecDeque<Said>,
    /// Requests taken and not answered to the last byte.
    underway: usize,
    state: State,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Open,
    /// No more requests come; what is underway is still answered.
    Finishing,
    /// Nobody listens.
    Broken,
}

impl Outbox {
    /// Waits until another request may be taken; `false` when nobody listens
    /// to answers any more.
    pub fn admit(&self) -> bool {
        let mut inside = self.inside();
        while inside.underway >= UNDERWAY && inside.state != State::Broken {
            inside = self.wait(inside);
        }
        inside.underway += 1;
        inside.state != State::Broken
    }

    /// The request that was admitted did not come.
    pub fn unadmit(&self) {
        let mut inside = self.inside();
        inside.underway = inside.underway.saturating_sub(1);
        self.changed.notify_all();
    }

    /// Puts a message behind those that wait. News replaces older news of the
    /// same: there is never more of it than a session can have open.
    pub fn put(&self, said: Said) {
        let mut inside = self.inside();
        if inside.state == State::Broken {
            return;
        }
        if let Some(older) = inside
            .waiting
            .iter_mut()
            .find(|older| is_news_of_the_same(older, &said))
        {
            *older = said;
            return;
        }
        inside.waiting.push_back(said);
        self.changed.notify_all();
    }

    /// The next message; `None` when there will be none.
    pub fn next(&self) -> Option<Said> {
        let mut inside = self.inside();
        loop {
            if inside.state == State::Broken {
                return None;
            }
            if let Some(said) = inside.waiting.pop_front() {
                return Some(said);
            }
            if inside.state == State::Finishing && inside.underway == 0 {
                return None;
            }
            inside = self.wait(inside);
        }
    }

    /// A message was sent; an answer makes room for another request.
    pub fn sent(&self, said: &Said) {
        if matches!(said, Said::Answer { .. }) {
            self.unadmit();
        }
    }

    /// No more requests come.
    pub fn finish(&self) {
        let mut inside = self.inside();
        if inside.state == State::Open {
            inside.state = State::Finishing;
        }
        self.changed.notify_all();
    }

    /// Nobody listens any more: what waits is dropped.
    pub fn break_off(&self) {
        let mut inside = self.inside();
        inside.state = State::Broken;
        inside.waiting.clear();
        self.changed.notify_all();
    }

    /// A panic elsewhere leaves a queue that is still whole.
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, inside: MutexGuard<'a, Inside>) -> MutexGuard<'a, Inside> {
        self.changed
            .wait(inside)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_news_of_the_same(one: &Said, other: &Said) -> bool {
    match (one, other) {
        (Said::Progress { number, .. }, Said::Progress { number: of, .. }) => number == of,
        (Said::Pushed(one), Said::Pushed(other)) => {
            std::mem::discriminant(one) == std::mem::discriminant(other)
        }
        _ => false,
    }
}
