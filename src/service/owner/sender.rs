//! Who sends papers: the letterhead that the committee of the book has chosen.

use serde_json::Value;

use super::Open;
use crate::domain::{Letterhead, RecordId, RecordKind, Word};
use crate::report::letterhead::Sender;
use crate::service::refusal::Refusal;
use crate::service::views::SenderView;

impl Open {
    /// The committee of the home book as a sender of papers.
    pub(super) fn sender(&self) -> Result<SenderView, Refusal> {
        let book = RecordId::new(RecordKind::Book, self.home_book()?.0);
        let committee: RecordId = self
            .shown_text(book, "committee")?
            .and_then(|id| id.parse().ok())
            .ok_or(Refusal::Gone)?;
        let field = |name: &str| self.shown_text(committee, name);
        Ok(SenderView {
            committee,
            sender: Sender {
                chosen: field("letterhead")?.and_then(|word| Letterhead::parse(&word)),
                superior: field("superior")?,
                name: field("name")?.unwrap_or_default(),
                sign: field("sign")?,
                place: field("seat")?,
                own_text: field("letterhead_text")?,
            },
        })
    }

    /// Text that a record shows in a field.
    fn shown_text(&self, record: RecordId, field: &str) -> Result<Option<String>, Refusal> {
        let stored = self.store.record(&record.to_string())?;
        let shown = stored.and_then(|stored| stored.state.shown().get(field).cloned());
        Ok(shown
            .as_ref()
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
            .map(str::to_owned))
    }
}
