//! The pages of the file against the hashes that the engine keeps of them: a
//! changed byte shows even where no line and no table of ours holds it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use redb::DatabaseError;

use super::fault::StoreFault;
use super::open::Store;

impl Store {
    /// What is wrong with the pages of the file, read afresh from the disk; to
    /// be asked before [`check`](Self::check), which trusts them. Nothing is
    /// mended: the store waits for the disk twice at each commit,
    /// so the last state is whole or the file was changed from outside.
    ///
    /// # Errors
    /// What the disk says.
    pub fn check_pages(&mut self) -> Result<Option<String>, StoreFault> {
        let Some(db) = Arc::get_mut(&mut self.db) else {
            return Ok(None);
        };
        // A changed page can lead the engine astray; that is a finding too.
        let checked = catch_unwind(AssertUnwindSafe(|| db.check_integrity()));
        let found = match checked {
            Ok(Ok(true)) => return Ok(None),
            // Others are reading: their snapshots hold the pages, which the
            // check of lines and tables reads just the same.
            Ok(Err(DatabaseError::TransactionInProgress)) => return Ok(None),
            Ok(Ok(false)) => "the list of free pages did not agree with the pages in use".into(),
            Ok(Err(fault)) => match StoreFault::from(fault) {
                StoreFault::Damaged(why) => why,
                fault => return Err(fault),
            },
            Err(_) => "a page cannot be read".to_owned(),
        };
        Ok(Some(format!(
            "the file is not as it was written ({found}); bring back a backup with `kheo restore`"
        )))
    }
}
