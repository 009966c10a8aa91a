//! Whom the interface asks: the book's worker, or a script in tests.

use crate::service::{Client, Progress, Refusal, Reply, Request};

/// Answers requests, later, on another thread.
pub trait Asks: Clone + Send + 'static {
    /// Asks without waiting. `answer` is called exactly once.
    fn send(
        &self,
        request: Request,
        report: impl Fn(Progress) + Send + 'static,
        answer: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
    );
}

impl Asks for Client {
    fn send(
        &self,
        request: Request,
        report: impl Fn(Progress) + Send + 'static,
        answer: impl FnOnce(Result<Reply, Refusal>) + Send + 'static,
    ) {
        Self::send(self, request, report, answer);
    }
}
