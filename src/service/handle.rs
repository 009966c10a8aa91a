//! The owner of the book: takes a request, answers it from the store.
use std::path::{Path, PathBuf};

use super::refusal::Refusal;
use super::request::{Reply, Request};
use super::worker::Progress;

/// Owns the store and answers requests one at a time.
pub struct Owner {
    path: PathBuf,
}

impl Owner {
    pub fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    /// Answers one request.
    ///
    /// # Errors
    /// The refusal; nothing was changed.
    pub fn answer(
        &mut self,
        _request: Request,
        _report: &dyn Fn(Progress),
    ) -> Result<Reply, Refusal> {
        let _ = &self.path;
        Err(Refusal::NoBook)
    }
}
