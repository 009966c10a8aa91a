//! The door to the book, as an exchange needs it: a question, its answer, and
//! how far the answer is.

use std::sync::mpsc::channel;

use crate::service::{Client, Progress, Refusal, Reply, Request};

/// Somebody who answers for the book.
pub trait Door {
    /// Asks and waits. `report` gets the steps done and all steps of a long answer.
    ///
    /// # Errors
    /// The refusal; nothing was changed.
    fn ask(&self, request: Request, report: &dyn Fn(u64, u64)) -> Result<Reply, Refusal>;
}

/// What the worker says while it works.
enum Heard {
    Progress(Progress),
    Answer(Box<Result<Reply, Refusal>>),
}

impl Door for Client {
    fn ask(&self, request: Request, report: &dyn Fn(u64, u64)) -> Result<Reply, Refusal> {
        let (tell, heard) = channel();
        let answer = tell.clone();
        self.send(
            request,
            move |progress| drop(tell.send(Heard::Progress(progress))),
            move |reply| drop(answer.send(Heard::Answer(Box::new(reply)))),
        );
        for heard in heard {
            match heard {
                Heard::Progress(Progress { done, total }) => report(done, total),
                Heard::Answer(reply) => return *reply,
            }
        }
        Err(Refusal::Gone)
    }
}

/// Takes the expected answer out of a reply. Another answer is that of a
/// program of another version: the owner is as good as gone.
macro_rules! expect_reply {
    ($reply:expr, $pattern:pat => $value:expr) => {
        match $reply {
            $pattern => Ok($value),
            _ => Err($crate::service::Refusal::Gone),
        }
    };
}
pub(super) use expect_reply;
