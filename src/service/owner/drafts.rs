//! What is being typed.

use jiff::Timestamp;

use super::super::refusal::Refusal;
use super::super::request::{Draft, Reply};
use super::super::views::DraftView;
use super::Open;
use crate::store::StoredDraft;

impl Open {
    pub(super) fn save_draft(&mut self, draft: &Draft) -> Result<Reply, Refusal> {
        let stored = StoredDraft {
            saved: Timestamp::now().as_millisecond(),
            draft: serde_json::to_value(draft).map_err(|fault| Refusal::Storage {
                why: fault.to_string(),
            })?,
        };
        self.store
            .save_draft(&self.draft_key(&draft.key)?, &stored)?;
        self.trouble = None;
        Ok(Reply::DraftSaved)
    }

    pub(super) fn drop_draft(&mut self, key: &str) -> Result<Reply, Refusal> {
        self.store.drop_draft(&self.draft_key(key)?)?;
        Ok(Reply::DraftSaved)
    }

    /// What a draft of whoever asks is kept under: an officer finds their own
    /// at every terminal, and nobody else's.
    pub(super) fn draft_key(&self, key: &str) -> Result<String, Refusal> {
        Ok(format!("{}/{key}", self.officer()?))
    }

    /// The drafts of whoever asks, last saved first.
    pub(super) fn drafts(&self) -> Result<Vec<StoredDraft>, Refusal> {
        Ok(self.store.drafts(&self.draft_key("")?)?)
    }

    pub(super) fn draft_views(&self) -> Result<Vec<DraftView>, Refusal> {
        let mut views = Vec::new();
        for stored in self.drafts()? {
            let Ok(draft) = serde_json::from_value::<Draft>(stored.draft) else {
                continue;
            };
            let about = self.title_of(draft.record)?;
            let saved = Timestamp::from_millisecond(stored.saved).unwrap_or_default();
            views.push(DraftView {
                draft,
                about,
                saved,
            });
        }
        Ok(views)
    }
}
